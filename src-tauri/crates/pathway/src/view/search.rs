//! What a search from anywhere finds, on the wire.

use serde::{Deserialize, Serialize};
use specta::Type;

/// A request that was found, or a patient who has none yet. Two identifiers stand with each (hazard H2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct HitView {
    /// The id of the request; none for a patient without any.
    pub request_id: Option<String>,
    /// `SO-2026-0042`.
    pub reference: Option<String>,
    /// The words for the status.
    pub status_label: Option<String>,
    /// Who is asked, or what.
    pub about: Option<String>,
    /// The id of the patient.
    pub patient_id: String,
    /// `SMITH, John (Mr)`.
    pub patient: String,
    /// `14-Aug-1980`.
    pub born: String,
    /// `NHS No. 943 476 5919`.
    pub number: String,
    /// Whether another patient of the store has this name and a date of birth close by, or may be taken for this one.
    pub is_similar_to_another: bool,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct FoundView {
    /// The hits, requests before patients without any.
    pub hits: Vec<HitView>,
    /// Whether there are more than are shown.
    pub is_cut: bool,
}
