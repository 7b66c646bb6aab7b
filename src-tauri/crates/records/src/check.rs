//! One file checked: its format, its pages, its digest, and what there is to say about it.

use std::fmt::Write as _;

use pdf::source::{Limits, Source};
use sha2::{Digest, Sha256};

use crate::format::{self, Format, Sniffed};
use crate::identity::{self, Found};
use crate::picture::{self, heic};
use crate::refused::Refused;
use crate::source::pages_within;

/// A file that can become pages of a bundle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// What it is, whatever its name says.
    pub format: Format,
    /// How many pages it has, as counted.
    pub pages: u32,
    /// SHA-256 of the file, sixty-four lower-case hexadecimal digits.
    pub sha256: String,
    /// What was repaired, will be left out of a bundle, or is worth knowing.
    pub notes: Vec<Note>,
    /// The identifiers that its text layer holds (hazard H1); none for a picture.
    pub found: Found,
}

/// The code of the note that a file is not what its name says.
pub const OFFERED_AS: &str = "offered_as";

/// The code of the note that a file opens with the password alone that was given.
pub const OPENED_BY_PASSWORD: &str = pdf::source::NoteCode::UserPassword.as_str();

impl Checked {
    /// The note that it is not what its name says, and as what it can be taken.
    #[must_use]
    pub fn offer(&self) -> Option<&Note> {
        self.notes.iter().find(|note| note.code == OFFERED_AS)
    }
}

/// One thing to know about a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The stable code: one of [`pdf::source::NoteCode`], [`OFFERED_AS`] or `identity_partly_read`.
    pub code: String,
    /// The same in words, without any patient's name.
    pub message: String,
}

impl Note {
    pub(crate) fn new(code: &str, message: impl Into<String>) -> Self {
        Self {
            code: code.to_owned(),
            message: message.into(),
        }
    }
}

impl From<&pdf::source::Note> for Note {
    fn from(note: &pdf::source::Note) -> Self {
        Self::new(note.code.as_str(), note.message.clone())
    }
}

/// How many pages are read for identifiers; a longer record is noted as read in part.
const PAGES_READ: u32 = 1_000;

/// Checks a file in this process. The window and the command line use [`crate::worker::check`], which calls this
/// in a process of its own.
///
/// # Errors
/// [`Refused`] when the file cannot become pages, with the reason and what to do next.
pub fn check(
    bytes: &[u8],
    file_name: &str,
    password: Option<&str>,
    limits: &Limits,
) -> Result<Checked, Refused> {
    if bytes.is_empty() {
        return Err(pdf::source::Refusal::Empty.into());
    }
    if bytes.len() as u64 > limits.bytes {
        return Err(pdf::source::Refusal::TooLarge {
            what: "its size in bytes",
        }
        .into());
    }
    let format = match format::sniff(bytes) {
        Sniffed::Taken(format) => format,
        Sniffed::Other(heic::HEIC) => return Err(heic::refused()),
        Sniffed::Other(name) => return Err(Refused::unsupported(name)),
        Sniffed::Unknown => return Err(Refused::unknown()),
    };
    let made = pages_within(bytes, format, password, limits)?;
    let source = made.source;
    let mut notes: Vec<Note> = offered_as(file_name, format).into_iter().collect();
    // Of pages that were made here there is nothing to note but how they were made.
    if made.made.is_none() {
        notes.extend(source.notes().iter().map(Note::from));
    }
    notes.extend(made.notes);
    let found = match format {
        Format::Pdf => read_identifiers(&source, &mut notes),
        Format::Text
        | Format::Html
        | Format::Rtf
        | Format::Docx
        | Format::Odt
        | Format::Email
        | Format::Hl7
        | Format::Fhir => read_identifiers(&source, &mut notes),
        Format::Dicom => {
            // The header names the patient; a document within may do so too.
            let mut found = read_identifiers(&source, &mut notes);
            found.add(identity::scan(&picture::identity(bytes, format, limits)));
            found
        }
        _ => Found::default(),
    };
    Ok(Checked {
        format,
        pages: source.page_count(),
        sha256: sha256(bytes),
        notes,
        found,
    })
}

/// SHA-256 as lower-case hexadecimal digits.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .fold(String::with_capacity(64), |mut text, byte| {
            // Writing into a String cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}

/// A name that promises something else is said, never passed over in silence.
fn offered_as(file_name: &str, format: Format) -> Option<Note> {
    let promised = format::promised(file_name)?;
    let keeps = promised == format.label() || format::is_usual(file_name, format);
    (!keeps).then(|| {
        let words = format!("its name says {promised}, its content {}", format.label());
        Note::new(OFFERED_AS, words)
    })
}

fn read_identifiers(source: &Source, notes: &mut Vec<Note>) -> Found {
    let pages = source.page_count();
    let mut found = Found::default();
    for page in 1..=pages.min(PAGES_READ) {
        found.add(identity::scan(&source.page_text(page)));
    }
    if pages > PAGES_READ {
        let words = format!(
            "only the first {PAGES_READ} of {pages} pages were searched for other patients' numbers: look through the \
             rest"
        );
        notes.push(Note::new("identity_partly_read", words));
    }
    found
}
