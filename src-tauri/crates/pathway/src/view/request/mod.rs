//! The request on the wire: what was typed, and the page that is made of it.

mod form;
mod parse;
mod proxy;

use serde::{Deserialize, Serialize};
use specta::Type;

pub use form::RequestForm;
pub(crate) use parse::parse;

use super::{
    AddressCheckView, BundleView, FieldProblem, LetterView, PatientView, PrintView, RecordView,
    SupplementView,
};

/// A new request: the two gate questions come first (domain rule S4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct OpenRequestInput {
    /// The patient.
    pub patient_id: String,
    /// Is the patient in hospital now?
    pub in_hospital: bool,
    /// Is somebody worried that the patient is getting worse?
    pub getting_worse: bool,
    /// Who was told to call the urgent line, where both are yes.
    #[serde(default)]
    pub told: Option<String>,
    /// A similar request of the last twelve months is known, and this is another one all the same: why.
    #[serde(default)]
    pub not_a_duplicate_because: Option<String>,
    /// The form as far as it is known.
    #[serde(default)]
    pub form: RequestForm,
}

/// What was opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct OpenedView {
    /// The id.
    pub id: String,
    /// `SO-2026-0042`.
    pub reference: String,
    /// The code of the status.
    pub status: String,
    /// What the person must be told now, such as the urgent line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub advice: Option<String>,
}

/// One answer of the evidence for a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct EvidenceInput {
    /// The code of the item.
    pub item: String,
    /// The answer.
    pub answer: String,
}

/// An item that a step asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct AskedView {
    /// The code of the item.
    pub item: String,
    /// The words for it.
    pub label: String,
    /// What it asks for in this step, in plain words, where the label alone is not enough.
    pub hint: Option<String>,
    /// Whether the step is refused without it.
    pub required: bool,
    /// `day`, `line`, `note`, `choice` or `ubrn`.
    pub answer: String,
    /// The choices, for a choice.
    pub choices: Vec<super::Choice>,
}

/// A step that is possible from here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct StepView {
    /// The code of the step.
    pub code: String,
    /// The words for it.
    pub label: String,
    /// Whether the person who is signed in may take it.
    pub is_permitted: bool,
    /// What it asks for.
    pub asked: Vec<AskedView>,
}

/// Something that the letter still lacks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct MissingView {
    /// The field to go to.
    pub field: String,
    /// The words for it.
    pub message: String,
}

/// One line of the history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct HistoryView {
    /// When it was written down, in the clinical form.
    pub at: String,
    /// The words for the step; none for the first line.
    pub step: Option<String>,
    /// The words for the status.
    pub status: String,
    /// Who.
    pub by: String,
    /// What was said, label and answer.
    pub evidence: Vec<(String, String)>,
}

/// The request's page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct RequestView {
    /// The id.
    pub id: String,
    /// `SO-2026-0042`.
    pub reference: String,
    /// The version that a change must name.
    pub version: u32,
    /// The code of the status.
    pub status: String,
    /// The words for the status.
    pub status_label: String,
    /// Whether letter and records may be changed now.
    pub is_in_preparation: bool,
    /// The day by which the next thing should happen, in the clinical form.
    pub next_action_by: Option<String>,
    /// Whether that day has passed.
    pub is_overdue: bool,
    /// The patient.
    pub patient: PatientView,
    /// The form as typed.
    pub form: RequestForm,
    /// What is typed but cannot be taken as it is.
    pub problems: Vec<FieldProblem>,
    /// What the letter still lacks.
    pub missing: Vec<MissingView>,
    /// What a person should know and nothing waits for, by the field that it is about.
    pub warnings: Vec<FieldProblem>,
    /// How the recipient's address stands; none where there is no address.
    pub address_check: Option<AddressCheckView>,
    /// The records in their order.
    pub records: Vec<RecordView>,
    /// Whether records that are added now go to the new team as a supplement to what was sent.
    pub takes_supplement: bool,
    /// The supplements to what was sent, in order; one that has not gone yet is the last.
    pub supplements: Vec<SupplementView>,
    /// The steps that are possible now.
    pub steps: Vec<StepView>,
    /// All that has happened.
    pub history: Vec<HistoryView>,
    /// The letters that were signed, newest first.
    pub letters: Vec<LetterView>,
    /// The newest bundle of the present letter.
    pub bundle: Option<BundleView>,
    /// All that was printed, newest first.
    pub prints: Vec<PrintView>,
    /// The code of where the transfer of care beside the request stands.
    pub transfer: String,
    /// The words for where it stands.
    pub transfer_label: String,
}

/// Where the gate's two questions lead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct GateView {
    /// `proceed`, `speak_to_ward`, `same_day_care` or `marthas_rule`.
    pub outcome: String,
    /// What the person must be told.
    pub advice: Option<String>,
    /// The number of the urgent line.
    pub phone: String,
}
