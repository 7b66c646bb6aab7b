//! The closed lists that a person chooses from: the domain's own, so that no screen keeps a copy.

use domain::{
    appearance, clinician, directory, evidence, letterhead, organisation, patient, record, request, role,
    status,
};
use serde::{Deserialize, Serialize};
use specta::Type;

/// One choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Choice {
    /// The code that is stored.
    pub code: String,
    /// The words that are shown.
    pub label: String,
}

/// A list of choices by the name of the field that takes one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ChoiceList {
    /// The field.
    pub field: String,
    /// The choices in the order in which they are offered.
    pub choices: Vec<Choice>,
}

macro_rules! lists {
    ($( $field:literal => $list:ty, )+) => {
        vec![ $( ChoiceList {
            field: $field.to_owned(),
            choices: <$list>::ALL
                .iter()
                .map(|value| Choice { code: value.code().to_owned(), label: value.label().to_owned() })
                .collect(),
        }, )+ ]
    };
}

/// Every closed list that a form needs.
#[must_use]
pub fn choices() -> Vec<ChoiceList> {
    lists! {
        "theme" => appearance::Theme,
        "contrast" => appearance::Contrast,
        "entry_kind" => directory::EntryKind,
        "gender" => patient::Gender,
        "register" => clinician::Register,
        "nation" => organisation::Nation,
        "envelope_window" => letterhead::EnvelopeWindow,
        "role" => role::Role,
        "status" => status::Status,
        "asked_by" => request::AskedBy,
        "proxy_authority_kind" => request::AuthorityKind,
        "received_how" => request::ReceivedHow,
        "about" => request::About,
        "reasons" => request::Reason,
        "priority" => request::Priority,
        "care_request" => request::CareRequest,
        "sharing_basis" => request::SharingBasis,
        "explanation" => request::Explanation,
        "inform_first_team" => request::InformFirstTeam,
        "allergies" => request::AllergyState,
        "medication" => request::MedicationState,
        "delay_decision" => request::DelayDecision,
        "method" => evidence::DispatchMethod,
        "outcome" => evidence::OpinionOutcome,
        "kind" => record::RecordKind,
        "enclosure" => record::Enclosure,
        "consent" => record::RecordConsent,
        "report_status" => record::ReportStatus,
        "paper" => papers::kind::Kind,
    }
}
