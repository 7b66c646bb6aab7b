//! A transfer of care on the wire.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{EvidenceInput, HistoryView, StepView};

/// A step of a transfer of care, with what is said about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct TransferInput {
    /// How many steps were recorded when it was looked at: somebody else may have recorded one since.
    pub seen: u32,
    /// The code of the step.
    pub step: String,
    /// What is said about it.
    pub evidence: Vec<EvidenceInput>,
}

/// One line of the task list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct TransferTaskView {
    /// The code of the step that does it.
    pub step: String,
    /// What is to be done.
    pub title: String,
    /// Whether it is done.
    pub is_done: bool,
    /// Whether it can be done now.
    pub is_next: bool,
    /// What was said when it was recorded, label and answer.
    pub evidence: Vec<(String, String)>,
}

/// The transfer of care beside a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct TransferView {
    /// The id of the request.
    pub request_id: String,
    /// How many steps are recorded; the next one must name it.
    pub seen: u32,
    /// The code of where it stands.
    pub status: String,
    /// The words for where it stands.
    pub status_label: String,
    /// Who is responsible for the patient's care, as far as a transfer or the request says it.
    pub responsible: Option<String>,
    /// Since which day, or from which, in the clinical form; none where care has never moved.
    pub responsible_from: Option<String>,
    /// The day by which the next act is due, in the clinical form; none where nobody has anything to do.
    pub due_on: Option<String>,
    /// Whether that day has passed.
    pub is_overdue: bool,
    /// Why none can be begun now, where it cannot.
    pub not_now: Option<String>,
    /// The task list.
    pub tasks: Vec<TransferTaskView>,
    /// The steps that are possible now.
    pub steps: Vec<StepView>,
    /// All that was recorded, the oldest first.
    pub history: Vec<HistoryView>,
}
