//! Bundles on the wire: how they are to be made, and what became of them.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::Error;

/// Where an enclosure stands in a bundle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct EnclosureView {
    /// The id of the record.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The SHA-256 of the file that was added.
    pub source_sha256: String,
    /// How many pages go along.
    pub pages: u32,
    /// Its first page in the bundle.
    pub first_page: u32,
    /// Its last page in the bundle.
    pub last_page: u32,
    /// Why the bundle is not of archive quality for it, if it is not: the clause of PDF/A-3 and the reason.
    #[serde(default)]
    pub not_archival: Option<String>,
}

/// A bundle that is to be put together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(default, deny_unknown_fields)]
pub struct AssembleInput {
    /// From a letter that is not signed yet, marked as a draft on every page.
    pub draft: bool,
    /// Of the records that arrived after the bundle was sent, with a covering notice in the place of the letter.
    pub supplement: bool,
    /// How it is to be made.
    pub choices: BundleChoices,
}

/// How a bundle is to be made, beyond what the request itself says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(default, deny_unknown_fields)]
pub struct BundleChoices {
    /// Every record starts on a right-hand page, for printing on both sides.
    pub right_hand: bool,
    /// Scans are reduced to so many dots to the inch where they are finer: 300 or 200; none leaves them as they came.
    pub scans_dpi: Option<u16>,
}

impl BundleChoices {
    /// The choices, if they are such as are offered.
    ///
    /// # Errors
    /// [`Error::Input`] naming the field.
    pub(crate) fn checked(self) -> Result<Self, Error> {
        match self.scans_dpi {
            None | Some(200 | 300) => Ok(self),
            Some(_) => Err(Error::field(
                "scans_dpi",
                "scans are reduced to 300 or 200 dots to the inch",
            )),
        }
    }

    /// The choices as the audit trail has them, each in a word.
    pub(crate) fn audited(self) -> Vec<String> {
        let mut words = Vec::new();
        words.extend(self.right_hand.then(|| "right_hand".to_owned()));
        words.extend(self.scans_dpi.map(|dpi| format!("scans_dpi={dpi}")));
        words
    }
}

/// A supplement to a bundle that was sent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct SupplementView {
    /// The first, the second … from 1.
    pub number: u32,
    /// How many records are in it.
    pub records: u32,
    /// The day on which it was sent, in the clinical form; none while it has not gone.
    pub sent_on: Option<String>,
    /// Its newest bundle.
    pub bundle: Option<BundleView>,
}

/// A bundle.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct BundleView {
    /// The id.
    pub id: String,
    /// Where it was written to, if it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub out: Option<String>,
    /// How many pages it has.
    pub pages: u32,
    /// Its size in bytes.
    #[specta(type = u32)]
    pub bytes: u64,
    /// The SHA-256 of its bytes.
    pub sha256: String,
    /// Whether it is a draft, marked so on each page.
    pub is_draft: bool,
    /// The version of the letter in it.
    pub letter_version: u32,
    /// When it was assembled, in the clinical form.
    pub assembled_at: String,
    /// The enclosures in their order.
    pub enclosures: Vec<EnclosureView>,
    /// Pages of the bundle that could not be drawn for comparison: a person looks through them before it is sent.
    pub unproved: Vec<u32>,
    /// Pages that are left blank so that a record starts on a right-hand page.
    pub blank_pages: Vec<u32>,
    /// Whether it claims PDF/A-3b; none for one that was assembled before this was kept beside it.
    pub is_archival: Option<bool>,
    /// How it was asked to be made.
    pub choices: BundleChoices,
    /// What should be looked to in its records when it is assembled, each with `record.` and its id.
    pub warnings: Vec<super::FieldProblem>,
    /// The parts into which it was divided, where it had to be.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<PartView>,
    /// How long it took.
    pub seconds: f64,
}

/// One part of a bundle that was divided to keep within a size.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PartView {
    /// Which part, from 1.
    pub number: u32,
    /// Where it was written to.
    pub out: String,
    /// How many pages it has.
    pub pages: u32,
    /// Its size in bytes.
    #[specta(type = u32)]
    pub bytes: u64,
    /// The SHA-256 of its bytes.
    pub sha256: String,
    /// The enclosures in it.
    pub enclosures: Vec<EnclosureView>,
}

/// How far the assembly is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ProgressView {
    /// What is being done: `reading`, `writing`, `joining` or `proving`.
    pub stage: String,
    /// How many steps of this stage are done.
    pub done: u32,
    /// How many steps this stage has.
    pub of: u32,
}

/// What a bundle showed when it was counted and hashed again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct VerifiedView {
    /// The file.
    pub file: String,
    /// `sound`; anything else is an error.
    pub status: String,
    /// How many pages it has.
    pub pages: u32,
    /// How many enclosures its manifest lists.
    pub enclosures: u32,
    /// Pages that are left blank so that a record starts on a right-hand page.
    pub blank_pages: Vec<u32>,
    /// The manifest as it is embedded: what the bundle holds, replaces or supplements, and how it was made.
    pub manifest: String,
    /// The SHA-256 of its bytes.
    pub sha256: String,
}
