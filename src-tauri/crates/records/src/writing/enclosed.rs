//! What is attached to a message or embedded in it: pages where we know its format, a line with its name where not.

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use pdf::typeset::{Block, Span};

use crate::check::Note;
use crate::format::{self, Sniffed};
use crate::refused::{NOTHING_LOST, Refused};
use crate::source::pages_within;
use crate::writing::{Document, Part, Reading};

/// How many files may be enclosed in one another.
const DEEPEST: u32 = 3;

/// Adds an attachment: its name as a heading, then its pages or why there are none.
pub(super) fn add(document: &mut Document, name: &str, bytes: &[u8], reading: Reading<'_>) {
    document.add(vec![heading(name)]);
    match read(name, bytes, reading) {
        Ok(enclosed) => document.append(enclosed),
        Err(refused) => left_out(
            document,
            refused.message.trim_end_matches(NOTHING_LOST).trim_end(),
        ),
    }
}

/// Adds an attachment that is only pointed at, or cannot be decoded.
pub(super) fn add_unread(document: &mut Document, name: &str, why: &str) {
    document.add(vec![heading(name)]);
    left_out(document, why);
}

/// Base64 as messages carry it: broken into lines, and padded or not.
pub(super) fn base64(text: &str) -> Option<Vec<u8>> {
    let packed: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let config = GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true);
    GeneralPurpose::new(&STANDARD, config).decode(packed).ok()
}

fn heading(name: &str) -> Block {
    let name = name.trim();
    let words = if name.is_empty() { "without a name" } else { name };
    Block::heading(2, format!("Attachment: {words}"))
}

fn left_out(document: &mut Document, why: &str) {
    document.add(vec![Block::body(vec![
        Span::bold("Not printed here. "),
        Span::plain(why.to_owned()),
    ])]);
    if !document
        .notes
        .iter()
        .any(|note| note.code == "attachment_left_out")
    {
        document.notes.push(Note::new(
            "attachment_left_out",
            "an attachment could not become pages: the page that names it says why; add it as a record of its own if \
             it matters",
        ));
    }
}

fn read(name: &str, bytes: &[u8], reading: Reading<'_>) -> Result<Document, Refused> {
    if bytes.is_empty() {
        return Err(pdf::source::Refusal::Empty.into());
    }
    let reading = Reading {
        depth: reading.depth + 1,
        ..reading
    };
    if reading.depth > DEEPEST {
        return Err(pdf::source::Refusal::TooDeep.into());
    }
    let format = match format::sniff(bytes) {
        Sniffed::Taken(format) => format,
        Sniffed::Other(name) => return Err(Refused::unsupported(name)),
        Sniffed::Unknown => return Err(Refused::unknown()),
    };
    if super::is_written(format) {
        return super::read(bytes, format, reading);
    }
    let made = pages_within(bytes, format, None, reading.limits)?;
    Ok(Document {
        parts: vec![Part::Pages {
            title: format!("Attachment: {}", name.trim()),
            source: Box::new(made.source),
        }],
        notes: made.notes,
    })
}
