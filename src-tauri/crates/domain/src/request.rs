//! The request for a second opinion: what the patient asks, whose opinion was first, and what the letter must say.
//!
//! Each part may be missing while the request is being written; what is missing blocks the paper, never the saving.

use chrono::NaiveDate;

use crate::code::coded;
use crate::recipient::Recipient;

coded! {
    /// Who asked for the second opinion (domain rule S1).
    pub enum AskedBy {
        /// The patient.
        Patient = "patient", "The patient";
        /// Somebody on the patient's behalf.
        Proxy = "proxy", "Somebody for the patient";
        /// A clinician, for a complex case or under Jess's Rule.
        Clinician = "clinician", "A clinician";
    }
}

coded! {
    /// How the ask arrived.
    pub enum ReceivedHow {
        /// In person.
        InPerson = "in_person", "In person";
        /// By telephone.
        Phone = "phone", "By telephone";
        /// By letter.
        Letter = "letter", "By letter";
        /// By e-mail or online.
        Email = "email", "By e-mail or online";
    }
}

coded! {
    /// What the second opinion is about (domain rule S1).
    pub enum About {
        /// The diagnosis.
        Diagnosis = "diagnosis", "The diagnosis";
        /// The treatment.
        Treatment = "treatment", "The treatment";
        /// Both.
        Both = "both", "The diagnosis and the treatment";
    }
}

coded! {
    /// Why a second opinion is asked for (domain rule S7).
    pub enum Reason {
        /// The patient doubts the diagnosis.
        DoubtsDiagnosis = "doubts_diagnosis", "Doubts about the diagnosis";
        /// The patient wants to hear of other treatments.
        OtherTreatment = "other_treatment", "Wants to know of other treatment options";
        /// The patient wants to avoid or confirm an operation.
        Surgery = "surgery", "Wants to avoid or confirm surgery";
        /// Communication or confidence has suffered.
        Confidence = "confidence", "Communication or confidence";
        /// Something new is known.
        NewInformation = "new_information", "New information";
        /// The family suggested it.
        Family = "family", "Suggested by family";
        /// A clinician suggested it.
        ClinicianInitiated = "clinician_initiated", "Suggested by a clinician";
    }
}

coded! {
    /// The priority of this referral: set by a clinician, never inherited and without a default (domain rules S13, S17).
    pub enum Priority {
        /// Routine.
        Routine = "routine", "Routine";
        /// Urgent.
        Urgent = "urgent", "Urgent";
        /// Urgent suspected cancer or breast symptomatic: the words that replaced “two week wait” (domain rule §0.10).
        UrgentSuspectedCancer = "urgent_suspected_cancer", "Urgent suspected cancer or breast symptomatic";
    }
}

coded! {
    /// What is asked of the new team (domain rule S11). Opinion only is the default.
    pub enum CareRequest {
        /// An opinion; care stays where it is.
        OpinionOnly = "opinion_only", "Opinion only";
        /// An opinion, and advice whether care should move.
        AdviseOnTransfer = "advise_on_transfer", "Opinion, and advice on a transfer of care";
    }
}

coded! {
    /// The basis on which information is shared (domain rule §1.6).
    pub enum SharingBasis {
        /// Implied consent for direct care.
        Implied = "implied", "Implied consent for direct care";
        /// The patient consented in so many words.
        Explicit = "explicit", "Explicit consent";
        /// A best-interests decision.
        BestInterests = "best_interests", "Best-interests decision";
        /// Another basis, with its reason.
        Other = "other", "Another basis";
    }
}

coded! {
    /// Whether the first team went over the diagnosis again: advice, never a precondition (domain rule S6).
    pub enum Explanation {
        /// Done.
        Done = "done", "The diagnosis was gone over again";
        /// Offered and not wanted.
        NotWanted = "not_wanted", "Offered and not wanted";
        /// Not possible.
        NotPossible = "not_possible", "Not possible";
        /// Not yet.
        NotYet = "not_yet", "Not yet";
    }
}

coded! {
    /// Whether the patient wishes the first team to know (domain rule S16).
    pub enum InformFirstTeam {
        /// Yes.
        Yes = "yes", "Yes, tell them";
        /// No: nobody writes to the first team.
        No = "no", "No, the patient prefers not";
        /// Undecided, which counts as no until the patient decides.
        Undecided = "undecided", "Undecided";
    }
}

coded! {
    /// What is known of allergies; a blank can never be read as none (hazard H21, NHS CUI PAB-0064).
    pub enum AllergyState {
        /// There are some, and they are listed.
        Known = "known", "Known allergies";
        /// There are none.
        NoneKnown = "none_known", "No known allergies";
        /// Nobody recorded them.
        NotRecorded = "not_recorded", "Allergies not recorded";
        /// The record of them cannot be reached.
        Unavailable = "unavailable", "Allergies unavailable";
    }
}

coded! {
    /// What is known of current medication.
    pub enum MedicationState {
        /// It is listed.
        Listed = "listed", "Current medication is listed";
        /// The patient takes none.
        None = "none", "No current medication";
        /// The record of it cannot be reached.
        Unavailable = "unavailable", "Medication not available";
    }
}

coded! {
    /// How the possible effect of a delay was settled with the patient (domain rule S17).
    pub enum DelayDecision {
        /// Treatment goes ahead meanwhile.
        GoAhead = "go_ahead", "Treatment goes ahead meanwhile";
        /// Treatment waits for the opinion.
        Wait = "wait", "Treatment waits for the opinion";
        /// The patient has not decided.
        Undecided = "undecided", "The patient has not decided";
    }
}

/// The first two questions of every new request, before anything else is asked (domain rule S4, hazard H13).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UrgentGate {
    /// The patient is in hospital now.
    pub in_hospital: bool,
    /// Somebody worries that the patient is getting worse.
    pub getting_worse: bool,
}

impl UrgentGate {
    /// Where the two answers lead.
    #[must_use]
    pub const fn outcome(self) -> GateOutcome {
        match (self.in_hospital, self.getting_worse) {
            (true, true) => GateOutcome::MarthasRule,
            (true, false) => GateOutcome::SpeakToWard,
            (false, true) => GateOutcome::SameDayCare,
            (false, false) => GateOutcome::Proceed,
        }
    }
}

/// Where the urgent gate leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GateOutcome {
    /// Go on.
    Proceed,
    /// Allowed, with the words: inpatient, speak to the ward team.
    SpeakToWard,
    /// Allowed, with the words: 999, 111 or the GP the same day; a letter is no answer to a patient who gets worse.
    SameDayCare,
    /// Stop: call the urgent line. No ordinary request is made; it is logged as redirected.
    MarthasRule,
}

/// A person who speaks for the patient (domain rule §1.6).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proxy {
    /// Who.
    pub name: String,
    /// In which relation to the patient.
    pub relationship: String,
    /// By which authority, and what was seen of it; without any, nothing may be printed.
    pub authority: Option<String>,
}

/// Whose opinion was first (domain rule S9).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FirstOpinion {
    /// Who gave it.
    pub clinician: Option<String>,
    /// Where.
    pub organisation: Option<String>,
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

/// The urgency that a clinician has set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Urgency {
    /// The priority.
    pub priority: Priority,
    /// Why, where it is not routine.
    pub reason: Option<String>,
}

/// An urgency without the reason that it needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a priority other than routine needs its reason")]
pub struct UrgencyNeedsReason;

impl Urgency {
    /// An urgency with its reason.
    ///
    /// # Errors
    /// [`UrgencyNeedsReason`] when it is not routine and no reason is given (domain rule §2.2).
    pub fn new(priority: Priority, reason: Option<String>) -> Result<Self, UrgencyNeedsReason> {
        if priority != Priority::Routine && reason.is_none() {
            return Err(UrgencyNeedsReason);
        }
        Ok(Self { priority, reason })
    }
}

/// Whether treatment is urgent or already planned, and what a delay would mean (domain rule S17, hazard H12).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TimeCritical {
    /// Nothing is pending.
    No,
    /// Something is.
    Yes {
        /// What.
        treatment: String,
        /// When treatment or decision is due.
        on: Option<NaiveDate>,
        /// What was said about delay and by whom; or why nobody has.
        delay: Delay,
    },
}

/// What has been said about the effect of a delay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delay {
    /// It was discussed.
    Discussed {
        /// When.
        on: NaiveDate,
        /// By whom and what was said.
        words: String,
        /// What the patient decided.
        decision: DelayDecision,
    },
    /// It was not; a clinician may say why.
    NotDiscussed {
        /// A clinician's reason for going on all the same.
        reason: Option<String>,
    },
}

impl TimeCritical {
    /// Whether the decision may be taken: delay was discussed, or a clinician says why not.
    #[must_use]
    pub const fn lets_decide(&self) -> bool {
        !matches!(
            self,
            Self::Yes {
                delay: Delay::NotDiscussed { reason: None },
                ..
            }
        )
    }
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
