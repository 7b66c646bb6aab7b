//! `export`: lists in the forms of other programs.

use pathway::{Error, worklist};

use crate::arguments::{Arguments, Export};
use crate::output::Output;
use crate::{clock, door};

/// Writes a list to a file.
pub(crate) fn run(command: &Export, arguments: &Arguments, output: &Output) -> Result<(), Error> {
    let mut desk = door::enter(arguments)?;
    match command {
        Export::Csv { narrowed, out } => {
            let exported = worklist::export_csv(&mut desk, &narrowed.input()?, out, clock::now())?;
            output.answer(&exported, || {
                format!("{}  ({} requests)", exported.out, exported.rows)
            });
        }
    }
    Ok(())
}
