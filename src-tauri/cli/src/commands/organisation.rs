//! `organisation`: its details, and how its letters look.

use pathway::view::{LetterheadInput, LetterheadView, OrganisationInput, OrganisationView};
use pathway::{Error, keep_letterhead, keep_organisation};

use crate::arguments::{Arguments, Organisation};
use crate::output::Output;
use crate::{clock, door};

/// Shows and changes the details and the letterhead.
pub(crate) fn run(command: &Organisation, arguments: &Arguments, output: &Output) -> Result<(), Error> {
    let mut desk = door::enter(arguments)?;
    let now = clock::now();
    match command {
        Organisation::Show => {
            let shown = keep_letterhead::show(&mut desk, now)?;
            output.answer(&shown, || words(&shown));
        }
        Organisation::Details => {
            let shown = keep_organisation::show(&mut desk, now)?;
            output.answer(&shown.details, || details(&shown));
        }
        Organisation::Change { from } => {
            let input: OrganisationInput = door::from_file(from)?;
            let version = keep_organisation::show(&mut desk, now)?.version;
            let unchanged = LetterheadInput::default();
            let saved = keep_organisation::save(&mut desk, version, &input, &unchanged, now)?;
            output.answer(&saved.details, || details(&saved));
        }
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
            let shown = keep_letterhead::set(&mut desk, &input, now)?;
            output.answer(&shown, || words(&shown));
        }
    }
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

fn details(shown: &OrganisationView) -> String {
    let OrganisationInput {
        name,
        department,
        address_lines,
        postcode,
        phone,
        support,
        urgent_line,
        ..
    } = &shown.details;
    let address: Vec<&str> = address_lines.iter().chain(postcode).map(String::as_str).collect();
    format!(
        "Name         {name}\nDepartment   {}\nAddress      {}\nTelephone    {phone}\nSupport      {}, {}\nUrgent line  {}, \
         {}",
        department.as_deref().unwrap_or("none"),
        address.join(", "),
        support.service,
        support.phone,
        urgent_line.phone,
        urgent_line.words
    )
}
