//! Text, documents, messages and results, each set on plain pages of their own.
//!
//! Every format has a module that reads it into a [`Document`]: blocks to be typeset, and pages that were pages
//! already, such as a PDF attached to a message. [`set`] turns a document into one PDF. Nothing here follows a
//! link, runs a script or opens another file.

mod docx;
mod draft;
mod email;
mod enclosed;
mod encoding;
mod fhir;
mod fhir_resources;
mod fhir_value;
mod hl7;
mod html;
mod json;
mod moment;
mod numbering;
mod odt;
mod package;
mod picture;
mod results;
mod rtf;
mod set;
pub(crate) mod sniff;
mod text;
mod unprintable;
mod xml;

use pdf::source::{Limits, Source};
use pdf::typeset::Block;

use crate::check::Note;
use crate::format::Format;
use crate::refused::Refused;
use crate::source::Pages;

/// What a file says, ready to be set on pages.
#[derive(Debug, Default)]
pub(crate) struct Document {
    /// Its parts in the order of reading.
    pub(crate) parts: Vec<Part>,
    /// What there is to say about how it was read.
    pub(crate) notes: Vec<Note>,
}

/// A part of a document.
#[derive(Debug)]
pub(crate) enum Part {
    /// Blocks to be typeset.
    Blocks(Vec<Block>),
    /// Pages that came as pages.
    Pages {
        /// What they are, in a few words.
        title: String,
        /// The pages.
        source: Box<Source>,
    },
}

impl Document {
    /// A document of blocks alone.
    pub(crate) fn of(blocks: Vec<Block>, notes: Vec<Note>) -> Self {
        Self {
            parts: vec![Part::Blocks(blocks)],
            notes,
        }
    }

    /// Adds blocks after what is there.
    pub(crate) fn add(&mut self, blocks: Vec<Block>) {
        match self.parts.last_mut() {
            Some(Part::Blocks(last)) => last.extend(blocks),
            _ => self.parts.push(Part::Blocks(blocks)),
        }
    }

    /// Adds another document after what is there.
    pub(crate) fn append(&mut self, other: Self) {
        for part in other.parts {
            match part {
                Part::Blocks(blocks) => self.add(blocks),
                part @ Part::Pages { .. } => self.parts.push(part),
            }
        }
        self.notes.extend(other.notes);
    }
}

/// How a file is being read: within which limits, and how many files it is enclosed in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reading<'a> {
    /// The limits of the whole.
    pub(crate) limits: &'a Limits,
    /// 0 for the file itself, 1 for what is attached to it, and so on.
    pub(crate) depth: u32,
}

/// Makes pages of a file of one of the formats of this module.
///
/// # Errors
/// [`Refused`] when the file cannot become pages.
pub(crate) fn pages(bytes: &[u8], format: Format, limits: &Limits) -> Result<Pages, Refused> {
    let document = read(bytes, format, Reading { limits, depth: 0 })?;
    set::pages(document, format, bytes, limits)
}

/// Whether a format is one of this module.
fn is_written(format: Format) -> bool {
    matches!(
        format,
        Format::Text
            | Format::Html
            | Format::Rtf
            | Format::Docx
            | Format::Odt
            | Format::Email
            | Format::Hl7
            | Format::Fhir
    )
}

/// Reads a file of one of the formats of this module.
fn read(bytes: &[u8], format: Format, reading: Reading<'_>) -> Result<Document, Refused> {
    match format {
        Format::Text => Ok(text::read(bytes)),
        Format::Html => Ok(html::read(bytes)),
        Format::Rtf => rtf::read(bytes),
        Format::Odt => odt::read(bytes, reading),
        Format::Docx => docx::read(bytes, reading),
        Format::Email => email::read(bytes, reading),
        Format::Hl7 => hl7::read(bytes, reading),
        Format::Fhir => fhir::read(bytes, reading),
        // Pages and pictures are read elsewhere.
        _ => Err(Refused::unsupported(format.label())),
    }
}

/// A refusal of a file that is damaged.
fn unreadable(what: &str) -> Refused {
    Refused::new(
        "unreadable",
        &format!("the file is damaged and cannot be read ({what}): ask for it to be sent again, or as a PDF"),
    )
}

/// A refusal of a file that asks for more than is safe.
fn too_large(what: &'static str) -> Refused {
    pdf::source::Refusal::TooLarge { what }.into()
}

/// The note of a document with tracked changes.
fn tracked_note() -> Note {
    Note::new(
        "tracked_changes",
        "the document has changes that nobody has accepted: what was added is printed, what was deleted is not",
    )
}

/// The note of a document with hidden text.
fn hidden_note() -> Note {
    Note::new(
        "hidden_text",
        "text that is hidden in the document was left hidden",
    )
}
