//! `worklist`: the lists of the day, as printed.

use pathway::view::WorklistInput;
use pathway::{Error, worklist};

use crate::arguments::{Arguments, Worklist};
use crate::output::Output;
use crate::{clock, door};

/// Prints a list.
pub(crate) fn run(command: &Worklist, arguments: &Arguments, output: &Output) -> Result<(), Error> {
    let mut desk = door::enter(arguments)?;
    match command {
        Worklist::Print { list, out } => {
            let is_list = worklist::is_list(list);
            let input = WorklistInput {
                list: is_list.then(|| list.clone()),
                status: (!is_list).then(|| list.clone()),
                ..WorklistInput::default()
            };
            let saved = worklist::save(&mut desk, &input, out, clock::now())?;
            output.answer(&saved, || format!("{}  ({} pages)", saved.out, saved.pages));
        }
    }
    Ok(())
}
