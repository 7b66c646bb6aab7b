//! The bundle: letter, index and enclosures in one PDF, all or nothing (hazard H5).
//!
//! The order of work: read every enclosure, set letter and index, join, compare each page with its source, and
//! verify the finished file against its own manifest. Whatever fails, no bundle is made and what failed is named.

mod enclosure;
mod error;
mod file;
mod front;
mod manifest;
mod part;
mod proof;
pub mod split;
mod strip;

use std::io::Write;
use std::ops::ControlFlow;
use std::sync::Arc;

use domain::bundle::{Place, blank_pages, places};
use domain::id::{BundleId, RecordId};
use domain::record::{PageChoice, RecordKind, ReportStatus};
use pdf::join::{Part, Plan, Written, page_sizes};
use pdf::source::Source;
use pdf::typeset::{Fonts, strips};
use records::Format;

use crate::index::{self, IndexEntry};
use crate::letter::{self, LetterContent};

pub use error::BundleError;
pub use file::{RecordFile, Unfetched};
pub use part::{PartOf, Supplement};
pub use proof::Prover;

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
    /// Joining the pages.
    Joining,
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
}

/// Makes the bundle as [`assemble_proved_by`] does, and draws its pages in this process.
///
/// # Errors
/// [`BundleError`]; nothing is left behind.
pub fn assemble(
    content: BundleContent<'_>,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Bundle, BundleError> {
    assemble_proved_by(Prover::Here, content, progress)
}

/// Makes the bundle, or says which record stands in the way; its pages are drawn where `prover` says.
///
/// Progress is told before each step; an answer of [`ControlFlow::Break`] stops the work.
///
/// # Errors
/// [`BundleError`]; nothing is left behind.
pub fn assemble_proved_by(
    prover: Prover<'_>,
    content: BundleContent<'_>,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Bundle, BundleError> {
    let Ready {
        front,
        read,
        placed,
        blank_pages,
        plan,
        strips,
    } = ready(content, progress)?;
    step(progress, Progress::Joining)?;
    let mut joined = pdf::join::join_from(plan, Some(&strips), &enclosure::Enclosed(&read))
        .map_err(|fault| error::of_join(fault, &read))?;

    // Shared with what draws it, so that it is in this process once.
    let bytes = Arc::new(std::mem::take(&mut joined.bytes));
    let unproved = proof::compare(&bytes, &joined.expected, &front, &read, prover, progress)?;

    step(progress, Progress::Verifying)?;
    let verified = pdf::verify::verify(&bytes).map_err(|faults| BundleError::verify(&faults))?;
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
        sha256: joined.sha256,
        enclosures: placed,
        unproved,
        manifest_json: verified.manifest_json,
    })
}

/// Joins as [`assemble`] does, to `out` and without any proof: for measuring alone, never for sending.
///
/// # Errors
/// As [`assemble`].
#[doc(hidden)]
pub fn join_unproved(
    content: BundleContent<'_>,
    out: &mut (dyn Write + Send),
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Written, BundleError> {
    let Ready {
        read, plan, strips, ..
    } = ready(content, progress)?;
    step(progress, Progress::Joining)?;
    pdf::join::join_into(plan, Some(&strips), &enclosure::Enclosed(&read), out)
        .map_err(|fault| error::of_join(fault, &read))
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

/// Everything that is joined, and what the proof needs besides.
struct Ready<'a> {
    front: front::Front,
    read: Vec<enclosure::Read<'a>>,
    placed: Vec<Placed>,
    blank_pages: Vec<u32>,
    plan: Plan,
    strips: Source,
}

/// Reads the enclosures, and sets letter, index and strips.
fn ready<'a>(
    content: BundleContent<'a>,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Ready<'a>, BundleError> {
    let BundleContent {
        letter,
        enclosures,
        others,
        id,
        created,
        part,
        supplement,
        scans_dpi,
    } = content;
    let before = supplement
        .as_ref()
        .map_or(0, |supplement| supplement.enclosures_before);
    let part = part.unwrap_or_else(|| PartOf::whole(enclosures.len(), before));
    let read = enclosure::read_all(enclosures, scans_dpi, progress)?;
    step(progress, Progress::Setting)?;
    let told = Told {
        letter: &letter,
        id,
        created: &created,
        part: &part,
        supplement: supplement.as_ref(),
        scans_dpi,
    };
    let (front, laid) = front::set(told, &read, others, |letter, index_pages| {
        lay_out(told, letter, index_pages, &read)
    })?;
    let Laid {
        places,
        blank_pages,
        strips,
    } = laid;
    let placed: Vec<Placed> = read
        .iter()
        .zip(&places)
        .map(|(read, place)| read.placed(*place))
        .collect();

    let title = match &supplement {
        None => letter::title(&letter),
        Some(supplement) => crate::notice::supplement_title(&letter, supplement.number),
    };
    let plan = Plan {
        parts: parts(&front.letter, front.index.part(INDEX), &read, told),
        title: part
            .words()
            .map_or_else(|| title.clone(), |part| format!("{title}, {part}")),
        language: "en-GB".to_owned(),
        id: id.bytes(),
        created: created.clone(),
        manifest: manifest::write(told, &front, &placed, &read, &blank_pages).into_bytes(),
        producer: crate::PRODUCT.to_owned(),
        show_bookmarks: true,
    };
    Ok(Ready {
        front,
        read,
        placed,
        blank_pages,
        plan,
        strips,
    })
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

/// Where everything stands, and the strip of each page.
struct Laid {
    places: Vec<Place>,
    blank_pages: Vec<u32>,
    strips: Source,
}

/// Lays the bundle out around a letter that is set and an index of which only the number of pages is known.
fn lay_out(
    told: Told<'_>,
    letter: &front::Set,
    index_pages: u32,
    read: &[enclosure::Read<'_>],
) -> Result<Laid, BundleError> {
    let front_pages = letter.pages + index_pages;
    let extents: Vec<_> = read.iter().map(enclosure::Read::extent).collect();
    let places = places(front_pages, &extents);
    let blank_pages = blank_pages(front_pages, &places);
    // The index is on the same sheets as the letter.
    let index = Part {
        pages: vec![1; index_pages as usize],
        ..letter.part(INDEX)
    };
    let sizes = page_sizes(&parts(letter, index, read, told));
    let strips = strips(
        &strip::all(told, &sizes, front_pages, read, &blank_pages),
        Fonts::bundled(),
    )?;
    Ok(Laid {
        places,
        blank_pages,
        strips,
    })
}

/// The name and the title of the index as a part of the joined file.
const INDEX: (&str, &str) = (index::DESTINATION, "Index of enclosures");

/// Letter or notice, index and enclosures as the parts of the joined file.
fn parts(letter: &front::Set, index: Part, read: &[enclosure::Read<'_>], told: Told<'_>) -> Vec<Part> {
    let first = match told.supplement {
        None => "Referral letter",
        Some(_) => "Covering notice",
    };
    let mut parts = vec![letter.part(("letter", first)), index];
    parts.extend(told.part.numbers.iter().zip(read).map(|(number, read)| Part {
        name: index::enclosure_destination(*number),
        title: format!("{number}. {}", read.content.title),
        source: read.source.clone(),
        pages: read.chosen.clone(),
        stamped: true,
        starts_right: read.content.starts_right,
        outline: Vec::new(),
    }));
    parts
}
