//! The request for a second opinion: what the patient asks, whose opinion was first, and what the letter must say.
//!
//! Each part may be missing while the request is being written; what is missing blocks the paper, never the saving.

mod gate;
mod lists;
mod proxy;
mod urgency;

use chrono::NaiveDate;

pub use gate::{GateOutcome, UrgentGate};
pub use lists::{
    About, AllergyState, AskedBy, CareRequest, DelayDecision, Explanation, InformFirstTeam, MedicationState,
    Priority, REFERRAL_REASON, Reason, ReceivedHow, SharingBasis,
};
pub use proxy::{Authority, AuthorityGap, AuthorityKind, Considered, Proxy, Seen};
pub use urgency::{Delay, TimeCritical, Urgency, UrgencyNeedsReason};

use crate::clinician::Registration;
use crate::organisation::OdsCode;
use crate::recipient::Recipient;

/// Whose opinion was first (domain rule S9).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FirstOpinion {
    /// Who gave it.
    pub clinician: Option<String>,
    /// The GMC number of that person, where it is known.
    pub registration: Option<Registration>,
    /// The service or clinic.
    pub service: Option<String>,
    /// Where.
    pub organisation: Option<String>,
    /// The organisation's or site's ODS code.
    pub ods_code: Option<OdsCode>,
    /// When.
    pub seen_on: Option<NaiveDate>,
    /// The diagnosis as given.
    pub diagnosis: Option<String>,
    /// The plan as offered.
    pub plan: Option<String>,
    /// What the patient was told.
    pub told_patient: Option<String>,
    /// Whether treatment has begun, if known.
    pub treatment_started: Option<bool>,
    /// The patient does not want the first clinician named; the letter then says so neutrally.
    pub name_withheld: bool,
}

/// What the receiving team must prepare for the patient (domain rules §1.7, S14).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CommunicationNeeds {
    /// The language of an interpreter, if one is needed.
    pub interpreter: Option<String>,
    /// The format in which the patient reads, such as large print.
    pub format: Option<String>,
    /// Reasonable adjustments, mobility and travel.
    pub adjustments: Option<String>,
}

impl CommunicationNeeds {
    /// Whether the answer was “none”.
    #[must_use]
    pub const fn is_none(&self) -> bool {
        self.interpreter.is_none() && self.format.is_none() && self.adjustments.is_none()
    }
}

/// The clinical content of the letter.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ClinicalContent {
    /// A very brief summary.
    pub summary: Option<String>,
    /// The history in full: the letter must stand alone (domain rule S13).
    pub history: Option<String>,
    /// Examination findings, with laterality where there is one.
    pub examination: Option<String>,
    /// Investigations with dates, units and reference ranges.
    pub investigations: Option<String>,
    /// What is known of allergies.
    pub allergies: Option<Allergies>,
    /// What is known of medication.
    pub medication: Option<Medication>,
    /// Safety alerts.
    pub alerts: Option<String>,
}

/// What is known of allergies and adverse reactions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allergies {
    /// The state.
    pub state: AllergyState,
    /// The causative agents and reactions, where they are known.
    pub details: Option<String>,
}

/// What is known of current medication.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Medication {
    /// The state.
    pub state: MedicationState,
    /// The medicines with dose and route, where they are listed.
    pub details: Option<String>,
}

/// The basis on which the records are shared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sharing {
    /// The basis.
    pub basis: SharingBasis,
    /// Who explained it, when, or why consent was not obtained.
    pub words: Option<String>,
}

/// The answer to “Are there results or X-rays that are not enclosed?” (domain rule S10).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Completeness {
    /// All that is known and relevant is enclosed.
    AllEnclosed,
    /// Some are not, as a person lists them.
    NotEnclosed(String),
}

/// All that a request says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RequestDetails {
    /// Who asked.
    pub asked_by: Option<AskedBy>,
    /// The person who speaks for the patient, where one does.
    pub proxy: Option<Proxy>,
    /// When the ask was made.
    pub asked_on: Option<NaiveDate>,
    /// How it arrived.
    pub received_how: Option<ReceivedHow>,
    /// The patient's own words, quoted in the letter.
    pub patient_words: Option<String>,
    /// What the patient hopes for.
    pub expectation: Option<String>,
    /// What the opinion is about.
    pub about: Option<About>,
    /// Why it is asked for.
    pub reasons: Vec<Reason>,
    /// Reasons that the organisation offers besides, in its own words.
    pub own_reasons: Vec<String>,
    /// The questions to be answered: one to three.
    pub questions: Vec<String>,
    /// Whose opinion was first.
    pub first_opinion: FirstOpinion,
    /// Whether the first team went over it again, with date, person or reason in words.
    pub explanation: Option<(Explanation, Option<String>)>,
    /// Whether the first team is to be told.
    pub inform_first_team: Option<InformFirstTeam>,
    /// The urgency, once a clinician has set it.
    pub urgency: Option<Urgency>,
    /// Whether time matters.
    pub time_critical: Option<TimeCritical>,
    /// What is asked of the new team.
    pub care_request: Option<CareRequest>,
    /// The basis of sharing.
    pub sharing: Option<Sharing>,
    /// Communication needs; none given means that nobody has asked yet.
    pub communication: Option<CommunicationNeeds>,
    /// The clinical content of the letter.
    pub clinical: ClinicalContent,
    /// The new team.
    pub recipient: Option<Recipient>,
    /// A clinician's reason for asking the very clinician or service whose opinion was first (domain rule S9).
    pub same_team_reason: Option<String>,
    /// To whom the answer goes, where not to the signatory.
    pub return_response_to: Option<String>,
    /// Pathway identifier, clock start and treatment status as the team knows them: printed, never calculated (§2.6).
    pub pathway_dates: Option<String>,
    /// Whether known records are missing from the bundle.
    pub completeness: Option<Completeness>,
}

/// The most questions that one letter asks (domain rule §2.7).
pub const QUESTION_LIMIT: usize = 3;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_inpatient_who_gets_worse_is_never_an_ordinary_request() {
        let outcome = |in_hospital, getting_worse| {
            UrgentGate {
                in_hospital,
                getting_worse,
            }
            .outcome()
        };
        assert_eq!(outcome(true, true), GateOutcome::MarthasRule);
        assert_eq!(outcome(true, false), GateOutcome::SpeakToWard);
        assert_eq!(outcome(false, true), GateOutcome::SameDayCare);
        assert_eq!(outcome(false, false), GateOutcome::Proceed);
    }

    #[test]
    fn a_new_request_has_no_priority() {
        assert_eq!(RequestDetails::default().urgency, None);
    }

    #[test]
    fn only_a_routine_priority_needs_no_reason() {
        assert!(Urgency::new(Priority::Routine, None).is_ok());
        assert_eq!(Urgency::new(Priority::Urgent, None), Err(UrgencyNeedsReason));
    }

    #[test]
    fn urgent_treatment_waits_for_the_talk_about_delay_or_a_reason() {
        let case = |delay| TimeCritical::Yes {
            treatment: "Bypass".into(),
            on: None,
            delay,
        };
        assert!(!case(Delay::NotDiscussed { reason: None }).lets_decide());
        assert!(
            case(Delay::NotDiscussed {
                reason: Some("Unconscious".into())
            })
            .lets_decide()
        );
        assert!(TimeCritical::No.lets_decide());
    }
}
