//! `safety`: what the organisation's Clinical Safety Officer begins with. It tells of no patient and needs no store.

use pathway::{Error, safety};

use crate::arguments::Safety;
use crate::clock;
use crate::output::Output;

/// Writes the safety summary.
pub(crate) fn run(command: &Safety, output: &Output) -> Result<(), Error> {
    let saved = safety::save(&command.out, clock::now())?;
    output.answer(&saved, || format!("{}  ({} pages)", saved.out, saved.pages));
    Ok(())
}
