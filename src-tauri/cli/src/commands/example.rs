//! `example`: complete files for `--from`, so that nobody has to guess a field.

use pathway::{Error, view};

use crate::arguments::Example;
use crate::clock;

/// Prints an example.
pub(crate) fn run(command: &Example) -> Result<(), Error> {
    let example = view::example(&command.kind, clock::now().today()).ok_or_else(|| {
        pathway::usage("the examples are: setup, user, patient, request, letter, record, event")
    })?;
    println!("{}", serde_json::to_string_pretty(&example).unwrap_or_default());
    Ok(())
}
