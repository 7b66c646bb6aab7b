//! The closed lists of a request.

use crate::code::coded;

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

impl Priority {
    /// The value of the NHS Data Dictionary's SERVICE REQUEST PRIORITY TYPE (domain rule §8.3).
    #[must_use]
    pub const fn dictionary_value(self) -> u8 {
        match self {
            Self::Routine => 1,
            Self::Urgent => 2,
            Self::UrgentSuspectedCancer => 3,
        }
    }

    /// The word that the e-RS interface still uses, for exports only (domain rule §0.10).
    #[must_use]
    pub const fn ers_word(self) -> &'static str {
        match self {
            Self::Routine => "ROUTINE",
            Self::Urgent => "URGENT",
            Self::UrgentSuspectedCancer => "TWO_WEEK_WAIT",
        }
    }
}

impl CareRequest {
    /// The dispositions of HL7 table 0282: a second opinion and a written report, and never to assume management, which
    /// is a letter of its own (domain rules §0.2, S12).
    #[must_use]
    pub const fn dispositions(self) -> [&'static str; 2] {
        match self {
            Self::OpinionOnly | Self::AdviseOnTransfer => ["SO", "WR"],
        }
    }
}

/// The referral reason of HL7 table 0336 that every such referral carries: second opinion.
pub const REFERRAL_REASON: &str = "S";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn priorities_have_the_values_and_words_of_the_national_lists() {
        let rows: Vec<_> = Priority::ALL
            .iter()
            .map(|priority| (priority.dictionary_value(), priority.ers_word()))
            .collect();
        assert_eq!(rows, [(1, "ROUTINE"), (2, "URGENT"), (3, "TWO_WEEK_WAIT")]);
    }

    #[test]
    fn no_letter_for_an_opinion_asks_to_take_over_care() {
        for request in CareRequest::ALL {
            assert_eq!(request.dispositions(), ["SO", "WR"]);
        }
        assert_eq!(REFERRAL_REASON, "S");
    }
}
