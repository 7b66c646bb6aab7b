//! Urgency, and what a delay would mean.

use chrono::NaiveDate;

use super::{DelayDecision, Priority};

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
