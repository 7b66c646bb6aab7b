//! The bundle: letter, index and enclosures in one PDF, all or nothing (hazard H5).
//!
//! The order of work: read every enclosure, set letter and index, join, compare each page with its source, and
//! verify the finished file against its own manifest. Whatever fails, no bundle is made and what failed is named.

mod enclosure;
mod error;
mod file;
mod flow;
mod front;
mod manifest;
mod part;
mod planned;
mod proof;
pub mod split;
mod strip;

use std::io::Write;
use std::ops::ControlFlow;
use std::sync::Arc;

use domain::id::{BundleId, RecordId};
use domain::record::{PageChoice, RecordKind, ReportStatus};
use pdf::join::Written;
use records::worker::Unsound;
use records::{Format, Reader};

use crate::index::IndexEntry;
use crate::letter::LetterContent;

pub use error::BundleError;
pub use file::{RecordFile, Unfetched};
pub use part::{PartOf, Supplement};
use planned::{Ready, plan};

/// Everything that a bundle is made of; all of it comes from the stored request.
#[derive(Debug)]
pub struct BundleContent<'a> {
    /// The letter. Its `records` are made from `enclosures` and `others`; what stands there is passed over.
    pub letter: LetterContent<'a>,
    /// The records that go along, in order.
    pub enclosures: Vec<EnclosureContent<'a>>,
    /// The records that do not go along, in order.
    pub others: Vec<IndexEntry>,
    /// The id of the bundle.
    pub id: BundleId,
    /// When it is made, as a PDF date: `D:20260814093000Z`.
    pub created: String,
    /// Where the bundle is split: which part this is.
    pub part: Option<PartOf>,
    /// Where the records arrived after a bundle was sent: what they belong to. A covering notice then stands in the
    /// place of the letter, which is not sent again.
    pub supplement: Option<Supplement>,
    /// Dots to the inch that the pictures of scans need not exceed, on request alone; images for reading keep theirs.
    pub scans_dpi: Option<u16>,
}

/// One record that goes along.
#[derive(Debug)]
pub struct EnclosureContent<'a> {
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
    pub file: RecordFile<'a>,
    /// The SHA-256 that the store holds for it; another file is refused.
    pub sha256: String,
    /// The password of the file, for this once.
    pub password: Option<String>,
    /// Which pages go along.
    pub pages: PageChoice,
    /// Whether it starts on a right-hand page when the bundle is printed on both sides.
    pub starts_right: bool,
    /// What was said of the file when it came and its content cannot say again, such as that its name said something else.
    pub notes: Vec<records::Note>,
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
    /// Joining the pages; told again and again while it goes on.
    Joining {
        /// The enclosure that it has come to, from 1; 0 for letter and index.
        enclosure: u32,
        /// Of how many.
        of: u32,
    },
    /// Comparing each page with its source; told again and again while it goes on.
    Proving {
        /// How many pages are done.
        page: u32,
        /// Of how many.
        of: u32,
    },
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
    /// The pages, from 1, that are left blank so that a record starts on a right-hand page.
    pub blank_pages: Vec<u32>,
    /// SHA-256 of the PDF, sixty-four lower-case hexadecimal digits.
    pub sha256: String,
    /// Where each enclosure stands.
    pub enclosures: Vec<Placed>,
    /// Pages whose source could not be drawn, so that no comparison was possible: a person must look at them
    /// before the bundle is sent.
    pub unproved: Vec<Unproved>,
    /// The manifest that is embedded in it.
    pub manifest_json: String,
}

/// A page that was joined and could not be compared with its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unproved {
    /// The enclosure, from 1.
    pub position: u32,
    /// The page of its source, from 1.
    pub page: u32,
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
    /// Why the bundle cannot claim PDF/A-3b for it, if it cannot: clause and reason.
    pub not_archival: Option<String>,
}

/// Makes the bundle as [`assemble_by`] does, and reads and draws its records in this process.
///
/// # Errors
/// [`BundleError`]; nothing is left behind.
pub fn assemble(
    content: BundleContent<'_>,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Bundle, BundleError> {
    assemble_by(&Reader::Here, content, progress)
}

/// Makes the bundle, or says which record stands in the way; its records are read, joined and drawn where `reader` says.
///
/// Progress is told before each step; an answer of [`ControlFlow::Break`] stops the work.
///
/// # Errors
/// [`BundleError`]; nothing is left behind.
pub fn assemble_by(
    reader: &Reader,
    content: BundleContent<'_>,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Bundle, BundleError> {
    let planned = plan(reader, content, progress)?;
    let mut bytes = Vec::new();
    let (joined, ready) = planned.join(&mut bytes, progress)?;
    let Ready {
        front,
        read,
        placed,
        blank_pages,
    } = ready;

    // Shared with what draws it, so that it is in this process once.
    let bytes = Arc::new(bytes);
    // Whoever joined it may have been led astray by a record: its digest is our own.
    let (unproved, sha256) = std::thread::scope(|scope| {
        let hashing = scope.spawn(|| records::sha256(&bytes));
        let unproved = proof::compare(&bytes, &joined.expected, &front, &read, reader, progress);
        (unproved, hashing.join())
    });
    let (unproved, sha256) = (unproved?, sha256.unwrap_or_default());

    step(progress, Progress::Verifying)?;
    let verified = reader.verify(&bytes).map_err(|unsound| match unsound {
        Unsound::Faults(faults) => BundleError::Verify(faults.join("; ")),
        Unsound::Worker(refused) => BundleError::Verify(refused.message),
    })?;
    if sha256 != joined.sha256 {
        return Err(BundleError::Verify(
            "its digest is not what was joined".to_owned(),
        ));
    }
    // Pages in are pages out, and the pages that are blank are those that were to be.
    let expected =
        front.pages() + read.iter().map(enclosure::Read::page_count).sum::<u32>() + count(&blank_pages);
    if verified.pages != expected || joined.pages != expected || joined.blanks != blank_pages {
        return Err(BundleError::Pages {
            expected,
            found: verified.pages,
        });
    }
    Ok(Bundle {
        bytes: Arc::unwrap_or_clone(bytes),
        pages: joined.pages,
        front_pages: front.pages(),
        blank_pages,
        sha256,
        enclosures: placed,
        unproved,
        manifest_json: verified.manifest_json,
    })
}

/// Joins as [`assemble_by`] does, to `out` and without any proof: for measuring alone, never for sending.
///
/// # Errors
/// As [`assemble`].
#[doc(hidden)]
pub fn join_unproved(
    reader: &Reader,
    content: BundleContent<'_>,
    out: &mut (dyn Write + Send),
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Written, BundleError> {
    let (written, _) = plan(reader, content, progress)?.join(out, progress)?;
    Ok(written)
}

/// What letter or notice, index, strips and manifest tell of the whole.
#[derive(Clone, Copy)]
struct Told<'a> {
    letter: &'a LetterContent<'a>,
    id: BundleId,
    created: &'a str,
    part: &'a PartOf,
    supplement: Option<&'a Supplement>,
    scans_dpi: Option<u16>,
}

fn count<T>(list: &[T]) -> u32 {
    u32::try_from(list.len()).unwrap_or(u32::MAX)
}

fn step(progress: &mut dyn FnMut(Progress) -> ControlFlow<()>, at: Progress) -> Result<(), BundleError> {
    match progress(at) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(BundleError::Cancelled),
    }
}
