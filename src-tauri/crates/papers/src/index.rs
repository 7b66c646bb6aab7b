//! The index: every record of the request with its state, and where in the bundle it stands.

use chrono::NaiveDate;
use domain::bundle::Place;
use domain::date;
use domain::record::{Enclosure, RecordKind, ReportStatus};
use pdf::typeset::{Align, Block, Cell, Colour, Column, ParagraphStyle, Row, Span};

use crate::wording::{Key, Wording};

/// The named destination of the index; each enclosure's first page leads back to it.
pub const DESTINATION: &str = "index";

/// The named destination of an enclosure's first page, counted from 1: `enclosure-3`.
#[must_use]
pub fn enclosure_destination(number: u32) -> String {
    format!("enclosure-{number}")
}

/// One record as letter and index name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexEntry {
    /// Its title.
    pub title: String,
    /// What it is.
    pub kind: Option<RecordKind>,
    /// The day of the record itself.
    pub dated: Option<NaiveDate>,
    /// The organisation that it comes from.
    pub source: Option<String>,
    /// Whether the report is final (hazard H7).
    pub report_status: Option<ReportStatus>,
    /// Whether it goes along.
    pub enclosure: Enclosure,
    /// For a record that does not go along: to whom and when, or why not.
    pub words: Option<String>,
    /// Where a range was chosen, which pages: `pages 3–5 of 12`.
    pub page_words: Option<String>,
    /// Which pages of the bundle it fills, once that is known.
    pub place: Option<Place>,
}
