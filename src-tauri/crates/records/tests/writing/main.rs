//! Text, documents, messages and results as pages: what a consultant reads, and what becomes of files made to harm.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot be set up has failed"
)]

mod documents;
mod email;
mod fhir;
mod hl7;
mod text;

use second_opinion_records::{Checked, Format, Limits, Refused, check, pages};

/// What a check says of a file.
fn checked(bytes: &[u8]) -> Result<Checked, Refused> {
    check(bytes, "record", None, &Limits::default())
}

/// The text of the pages of a file, page by page, as somebody who copies it from a viewer gets it.
fn read(bytes: &[u8], format: Format) -> String {
    let checked = checked(bytes).unwrap();
    assert_eq!(checked.format, format);
    let made = pages(bytes, format, None).unwrap();
    assert_eq!(made.source.page_count(), checked.pages);
    (1..=checked.pages)
        .map(|page| made.source.page_text(page))
        .collect::<Vec<_>>()
        .join("\n----\n")
}

/// The codes of the notes of a file.
fn notes(bytes: &[u8]) -> Vec<String> {
    checked(bytes)
        .unwrap()
        .notes
        .into_iter()
        .map(|note| note.code)
        .collect()
}
