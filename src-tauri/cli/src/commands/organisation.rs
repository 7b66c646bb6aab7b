//! `organisation`: how letters look.

use pathway::view::{LetterheadInput, LetterheadView};
use pathway::{Error, keep_letterhead};

use crate::arguments::{Arguments, Organisation};
use crate::output::Output;
use crate::{clock, door};

/// Shows and changes the letterhead.
pub(crate) fn run(command: &Organisation, arguments: &Arguments, output: &Output) -> Result<(), Error> {
    let mut desk = door::enter(arguments)?;
    let now = clock::now();
    let shown = match command {
        Organisation::Show => keep_letterhead::show(&mut desk, now)?,
        Organisation::Set {
            logo,
            logo_words,
            colour,
            envelope_window,
        } => {
            let input = LetterheadInput {
                colour: colour.clone(),
                envelope: envelope_window.clone(),
                logo: logo.clone(),
                logo_words: logo_words.clone(),
            };
            keep_letterhead::set(&mut desk, &input, now)?
        }
    };
    output.answer(&shown, || words(&shown));
    Ok(())
}

fn words(letterhead: &LetterheadView) -> String {
    format!(
        "Colour    {}\nEnvelope  {}\nLogo      {}",
        letterhead.colour.as_deref().unwrap_or("the program's own blue"),
        letterhead.envelope_label,
        letterhead.logo_words.as_deref().unwrap_or("none")
    )
}
