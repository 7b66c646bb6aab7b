//! Papers and printing on the wire.

use serde::{Deserialize, Serialize};
use specta::Type;

/// A paper of a request by name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(default, deny_unknown_fields)]
pub struct PaperInput {
    /// `letter`, `bundle`, or the code of a paper beside them.
    pub kind: String,
    /// Which bundle; the newest that is no draft where none is named.
    pub bundle_id: Option<String>,
    /// Size of type in points, for a paper beside letter and bundle; 12 where none is named.
    pub size: Option<u8>,
    /// Its language, for a paper beside letter and bundle; British English where none is named.
    pub language: Option<String>,
}

/// A print job: which papers, where, and how.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(default, deny_unknown_fields)]
pub struct PrintInput {
    /// The papers; they come out in the order in which they are packed, whatever their order here.
    pub papers: Vec<PaperInput>,
    /// The printer; the system's own default where none is named.
    pub printer: Option<String>,
    /// How many copies of each.
    pub copies: u32,
    /// On both sides of the paper, turned on the long edge.
    pub duplex: bool,
    /// Why a signed paper is printed again, while an earlier copy of it is out (hazard H9).
    pub reason: Option<String>,
}

/// A printer that the system knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PrinterView {
    /// Its name.
    pub name: String,
    /// Whether it is the system's default.
    pub is_default: bool,
    /// What is wrong with it in words: it is stopped, or takes no jobs.
    pub trouble: Option<String>,
}

/// The printers of this desk, the default one first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PrintersView {
    /// The printers.
    pub printers: Vec<PrinterView>,
    /// Why nothing can be printed, in words.
    pub trouble: Option<String>,
}

/// What is known of a printer's way with the back of the paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PrinterSidesView {
    /// Whether it prints on one side only, as the printing service says.
    pub one_side_only: bool,
}

/// One paper of a print job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PrintedPaperView {
    /// `letter`, `bundle`, or the code of a paper beside them.
    pub kind: String,
    /// The words for it.
    pub label: String,
    /// The version of the signed letter in it; 0 for a draft, and for a paper that nobody signs.
    pub version: u32,
    /// How many copies.
    pub copies: u32,
    /// The number of the first of them among all copies of this version that are out.
    pub first_copy: u32,
    /// How many pages one copy has.
    pub pages: u32,
}

/// What was handed to a printer. Printed is not dispatched (product rule §3.8).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PrintView {
    /// The id of the job.
    pub job: String,
    /// The printer.
    pub printer: String,
    /// Whether on both sides of the paper.
    pub duplex: bool,
    /// How many pages should come out, all papers and copies together; the blank backs between them not counted.
    pub pages: u32,
    /// How many sheets of paper they take.
    pub sheets: u32,
    /// The papers in their order.
    pub papers: Vec<PrintedPaperView>,
    /// Why it was printed again, where it was.
    pub reason: Option<String>,
    /// Who printed it.
    pub printed_by: String,
    /// When, in the clinical form.
    pub printed_at: String,
    /// `sent`, `not_taken`, `complete` or `incomplete`.
    pub outcome: String,
    /// The words for that.
    pub outcome_label: String,
}
