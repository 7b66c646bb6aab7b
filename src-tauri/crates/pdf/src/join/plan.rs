//! What a bundle is made of, and what may stop it.

use thiserror::Error;

use super::geometry::Placement;
use crate::proof::Expected;
use crate::source::Source;
use crate::write::Finished;

/// A run of pages that belongs together: the letter, the index, or one enclosure.
#[derive(Debug, Clone)]
pub struct Part {
    /// The name by which links reach its first page, such as `letter`, `index` or `enclosure-1`.
    pub name: String,
    /// Its bookmark; the bundle page it starts on is added to it.
    pub title: String,
    /// The PDF its pages come from.
    pub source: Source,
    /// Which pages of the source, counted from 1, in the order wanted.
    pub pages: Vec<u32>,
    /// Whether its pages make room for the identity strip. Enclosures do; the letter and the index bring their own
    /// running head, keep their size, tags, links and named destinations, and only get what their strip page draws.
    pub stamped: bool,
    /// Whether its first page is a right-hand one when the bundle is printed on both sides: where it would not be, a
    /// blank page comes before it, with nothing on it but its strip.
    pub starts_right: bool,
    /// Bookmarks below its own: level (1 is just below), words, and page of the source counted from 1. The bookmarks
    /// of a stamped source follow by themselves.
    pub outline: Vec<(u8, String, u32)>,
}

/// The whole bundle, ready to be joined.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The parts in order.
    pub parts: Vec<Part>,
    /// The document's title as viewers show it.
    pub title: String,
    /// The language of our own papers, such as `en-GB`.
    pub language: String,
    /// The identifier of the file.
    pub id: [u8; 16],
    /// When it was made, as a PDF date such as `D:20260102030405Z`.
    pub created: String,
    /// The manifest as a JSON object; `page_count` and `page_digests` are added to it.
    pub manifest: Vec<u8>,
    /// The program that made it.
    pub producer: String,
    /// Whether viewers show the bookmarks when they open the file.
    pub show_bookmarks: bool,
    /// Whether it claims PDF/A-3b: only where every page of a foreign file was found to allow it, as
    /// [`crate::conformance::allows`] finds.
    pub is_archival: bool,
}

/// The size of a page of the bundle, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PageSize {
    /// Width in points.
    pub width_pt: f32,
    /// Height in points.
    pub height_pt: f32,
}

impl PageSize {
    pub(super) fn of(place: &Placement) -> Self {
        Self {
            width_pt: place.width as f32,
            height_pt: place.height as f32,
        }
    }
}

/// A finished bundle in memory.
#[derive(Debug, Clone)]
pub struct Joined {
    /// The PDF.
    pub bytes: Vec<u8>,
    /// How many pages it has.
    pub pages: u32,
    /// The bundle page, counted from 1, on which each part starts, in the order of the parts.
    pub first_pages: Vec<u32>,
    /// The pages of the bundle, counted from 1, that are blank so that a part starts on a right-hand page.
    pub blanks: Vec<u32>,
    /// What [`crate::proof::compare`] needs to know to compare the bundle with its sources.
    pub expected: Expected,
    /// Its SHA-256, sixty-four lower-case hexadecimal digits.
    pub sha256: String,
}

/// A finished bundle, wherever its bytes went.
#[derive(Debug, Clone)]
pub struct Written {
    /// How many pages it has.
    pub pages: u32,
    /// The bundle page, counted from 1, on which each part starts, in the order of the parts.
    pub first_pages: Vec<u32>,
    /// The pages of the bundle, counted from 1, that are blank so that a part starts on a right-hand page.
    pub blanks: Vec<u32>,
    /// What [`crate::proof::compare`] needs to know to compare the bundle with its sources.
    pub expected: Expected,
    /// Its size in bytes.
    pub length: u64,
    /// Its SHA-256, sixty-four lower-case hexadecimal digits.
    pub sha256: String,
}

impl Written {
    /// The same with what is known once its last byte is written.
    #[must_use]
    pub fn finished(self, finished: Finished) -> Self {
        Self {
            length: finished.length,
            sha256: finished.sha256,
            ..self
        }
    }
}

/// Why no bundle was made.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum JoinError {
    /// The plan has no pages at all.
    #[error("the bundle has no pages: add the letter or an enclosure")]
    NoPages,
    /// A part asks for a page that its source does not have.
    #[error("part {part} asks for page {page} of a source of {pages} pages: choose its pages again")]
    NoSuchPage {
        /// The part, counted from 1.
        part: usize,
        /// The page asked for.
        page: u32,
        /// The pages there are.
        pages: u32,
    },
    /// A page's content cannot be taken over whole.
    #[error(
        "page {page} of part {part} cannot be copied whole: replace the file or take it out with a reason"
    )]
    PageDamaged {
        /// The part, counted from 1.
        part: usize,
        /// The page of its source, counted from 1.
        page: u32,
    },
    /// The file of a skimmed source cannot be had again as it was.
    #[error("the file of part {part} is no longer as it was read: make the bundle again")]
    FileGone {
        /// The part, counted from 1.
        part: usize,
    },
    /// It was asked to stop.
    #[error("joining was stopped")]
    Stopped,
    /// The bundle could not be written where it should go.
    #[error("the bundle could not be written: {0}")]
    Write(String),
    /// Two parts have the same name, so that links to them would be ambiguous.
    #[error("two parts of the bundle are named {0}")]
    NameTwice(String),
    /// A link in one of our own papers leads to a name that no part has.
    #[error("a link leads to {0}, which is not in the bundle")]
    UnknownDestination(String),
    /// The strips do not match the pages.
    #[error("there are {strips} strips for {pages} pages")]
    StripCount {
        /// Strip pages given.
        strips: u32,
        /// Pages of the bundle.
        pages: u32,
    },
    /// The manifest is not a JSON object.
    #[error("the manifest is not a JSON object")]
    Manifest,
}

impl From<std::io::Error> for JoinError {
    fn from(error: std::io::Error) -> Self {
        Self::Write(error.to_string())
    }
}
