//! `store`: look after the store itself.

use pathway::{Error, home};

use crate::arguments::{Arguments, Store};
use crate::output::Output;
use crate::{clock, door};

/// Checks the store.
pub(crate) fn run(command: &Store, arguments: &Arguments, output: &Output) -> Result<(), Error> {
    let mut desk = door::enter(arguments)?;
    match command {
        Store::Check => {
            let checked = home::check(&mut desk, clock::now())?;
            output.answer(&checked, || {
                format!(
                    "The store is sound: {} audit entries, {} sealed files.",
                    checked.entries, checked.files
                )
            });
        }
    }
    Ok(())
}
