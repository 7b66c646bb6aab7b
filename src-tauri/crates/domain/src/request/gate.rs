//! The urgent gate: two questions before anything else.

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
