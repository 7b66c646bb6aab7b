//! The lists that an organisation may change, on the wire.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::Choice;

/// What forms offer from these lists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct CodesView {
    /// The reasons, each with the code that a form takes.
    pub reasons: Vec<Choice>,
    /// The specialties with their national codes.
    pub specialties: Vec<Choice>,
    /// The records that are usual in each specialty.
    pub checklists: Vec<ChecklistView>,
}

/// The records that are usual in one specialty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ChecklistView {
    /// The code of the specialty; none for every specialty.
    pub specialty: Option<String>,
    /// The records, in words.
    pub records: Vec<String>,
}

/// A list, for whoever keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct CodeListView {
    /// `reasons`, `specialties` or `checklists`.
    pub code: String,
    /// The words for it.
    pub label: String,
    /// How it is written.
    pub hint: String,
    /// The list as it stands.
    pub text: String,
    /// The list as supplied.
    pub supplied: String,
    /// The version that a change must name; 0 before there is any.
    pub version: u32,
    /// Whether the organisation's own list counts.
    pub is_changed: bool,
    /// Who changed it last.
    pub changed_by: Option<String>,
    /// When.
    pub changed_at: Option<String>,
}
