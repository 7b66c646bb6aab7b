//! The pathway: which status a request can have, which step leads where, and who may take it.
//!
//! One exhaustive table. Status is history: a step appends a row and overwrites nothing (product rule §2).

mod lists;

use chrono::NaiveDate;

pub use lists::{Status, Step};

use crate::date::working_days_after;
use crate::request::Priority;
use crate::role::{Permission, Role};

impl Status {
    /// The status to which a step leads from here; none where the step is not allowed.
    #[must_use]
    pub const fn after(self, step: Step) -> Option<Self> {
        match (self, step) {
            (Self::Logged, Step::AskFirstTeam) => Some(Self::WithFirstTeam),
            (Self::Logged | Self::WithFirstTeam, Step::Explain | Step::AskDecision) => {
                Some(Self::DecisionPending)
            }
            // Advice and guidance may lead back to a referral after all.
            (Self::Redirected, Step::AskDecision) => Some(Self::DecisionPending),
            // The explanation may still come while a clinician considers (domain rule S6: it never blocks).
            (Self::DecisionPending, Step::Explain) => Some(Self::DecisionPending),
            (Self::Logged | Self::WithFirstTeam | Self::DecisionPending, Step::Agree) => Some(Self::Agreed),
            (Self::Logged | Self::WithFirstTeam | Self::DecisionPending, Step::Decline) => {
                Some(Self::Declined)
            }
            (Self::Logged | Self::WithFirstTeam | Self::DecisionPending, Step::Redirect) => {
                Some(Self::Redirected)
            }
            (Self::Agreed, Step::Gather) => Some(Self::GatheringRecords),
            (Self::Agreed | Self::GatheringRecords, Step::Submit) => Some(Self::AwaitingSignature),
            (Self::AwaitingSignature, Step::SendBack) => Some(Self::GatheringRecords),
            (Self::Agreed | Self::GatheringRecords | Self::AwaitingSignature, Step::Sign) => {
                Some(Self::Signed)
            }
            (Self::Signed | Self::Dispatched | Self::Received, Step::Amend) => Some(Self::GatheringRecords),
            (Self::Signed, Step::Dispatch) => Some(Self::Dispatched),
            // Records that arrive late follow what was sent and change nothing about where the request stands.
            (sent, Step::SendSupplement) if sent.takes_supplements() => Some(sent),
            (Self::Dispatched, Step::Receive) => Some(Self::Received),
            (Self::Dispatched | Self::Received, Step::Accept) => Some(Self::Accepted),
            (Self::Dispatched | Self::Received | Self::Accepted, Step::Return) => Some(Self::Returned),
            (Self::Returned, Step::Revise) => Some(Self::GatheringRecords),
            (Self::Accepted, Step::Book) => Some(Self::Booked),
            (Self::Accepted | Self::Booked, Step::See) => Some(Self::Seen),
            (
                Self::Dispatched | Self::Received | Self::Accepted | Self::Booked | Self::Seen,
                Step::ReceiveOpinion,
            ) => Some(Self::OpinionReceived),
            (Self::OpinionReceived | Self::Declined | Self::Redirected | Self::Withdrawn, Step::Close) => {
                Some(Self::Closed)
            }
            (state, Step::Withdraw) if state.can_be_withdrawn() => Some(Self::Withdrawn),
            _ => None,
        }
    }

    /// The steps that are possible from here, in the order in which they are offered.
    pub fn steps(self) -> impl Iterator<Item = Step> {
        Step::ALL
            .iter()
            .copied()
            .filter(move |step| self.after(*step).is_some())
    }

    /// Whether somebody still has something to do.
    #[must_use]
    pub const fn is_open(self) -> bool {
        !matches!(
            self,
            Self::Closed | Self::Withdrawn | Self::Declined | Self::Redirected
        )
    }

    /// Whether letter and records may still be changed.
    #[must_use]
    pub const fn is_in_preparation(self) -> bool {
        matches!(
            self,
            Self::Logged
                | Self::WithFirstTeam
                | Self::DecisionPending
                | Self::Agreed
                | Self::GatheringRecords
                | Self::Returned
        )
    }

    /// Whether a signed letter exists for the present version.
    #[must_use]
    pub const fn is_signed(self) -> bool {
        matches!(
            self,
            Self::Signed
                | Self::Dispatched
                | Self::Received
                | Self::Accepted
                | Self::Booked
                | Self::Seen
                | Self::OpinionReceived
        )
    }

    /// Whether records that arrive now go to the new team as a supplement to what was sent.
    #[must_use]
    pub const fn takes_supplements(self) -> bool {
        matches!(
            self,
            Self::Dispatched | Self::Received | Self::Accepted | Self::Booked | Self::Seen
        )
    }

    /// The day by which the next thing should have happened: nothing stalls unseen (domain rules S7, S17, H11).
    #[must_use]
    pub fn next_action_by(self, entered_on: NaiveDate, priority: Option<Priority>) -> Option<NaiveDate> {
        let (routine, urgent, suspected_cancer) = match self {
            Self::Logged | Self::WithFirstTeam | Self::DecisionPending => (10, 2, 1),
            Self::Agreed | Self::GatheringRecords | Self::Returned => (3, 1, 1),
            Self::AwaitingSignature => (2, 1, 1),
            Self::Signed => (1, 1, 1),
            Self::Dispatched => (10, 2, 1),
            Self::Received | Self::Accepted => (20, 5, 2),
            Self::Booked => (60, 20, 10),
            Self::Seen => (20, 10, 5),
            Self::OpinionReceived => (5, 2, 1),
            Self::Declined | Self::Redirected | Self::Withdrawn | Self::Closed => return None,
        };
        let days = match priority {
            Some(Priority::UrgentSuspectedCancer) => suspected_cancer,
            Some(Priority::Urgent) => urgent,
            Some(Priority::Routine) | None => routine,
        };
        Some(working_days_after(entered_on, days))
    }

    /// The day by which the patient should have heard, to be printed with “ring if not heard by” (hazard H11).
    ///
    /// The team's own next step is not the patient's: the day leaves time for sending, receipt and acceptance.
    #[must_use]
    pub fn patient_hears_by(self, today: NaiveDate, priority: Option<Priority>) -> Option<NaiveDate> {
        if !self.is_open() {
            return None;
        }
        let received_by = Self::Dispatched.next_action_by(today, priority)?;
        Self::Accepted.next_action_by(received_by, priority)
    }

    const fn can_be_withdrawn(self) -> bool {
        !matches!(
            self,
            Self::Declined
                | Self::Redirected
                | Self::Withdrawn
                | Self::Seen
                | Self::OpinionReceived
                | Self::Closed
        )
    }
}

impl Step {
    /// What a person needs to be allowed to take this step.
    #[must_use]
    pub const fn permission(self) -> Permission {
        match self {
            Self::Agree | Self::Decline | Self::Redirect => Permission::Decide,
            Self::Sign => Permission::Sign,
            Self::AskFirstTeam
            | Self::Explain
            | Self::AskDecision
            | Self::Withdraw
            | Self::Gather
            | Self::Submit
            | Self::SendBack
            | Self::Amend
            | Self::Dispatch
            | Self::SendSupplement
            | Self::Receive
            | Self::Accept
            | Self::Return
            | Self::Revise
            | Self::Book
            | Self::See
            | Self::ReceiveOpinion
            | Self::Close => Permission::WorkOnRequests,
        }
    }
}

/// Why a step was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StepRefused {
    /// The table has no such step from this status.
    #[error("a request that is “{}” cannot take the step “{}”", .status.label(), .step.label())]
    NotFromHere {
        /// Where the request stands.
        status: Status,
        /// The step.
        step: Step,
    },
    /// The role may not take the step.
    #[error("a {} may not take the step “{}”", .role.label().to_lowercase(), .step.label())]
    NotYours {
        /// The role.
        role: Role,
        /// The step.
        step: Step,
    },
}

/// Takes a step: the one place where the table and the roles meet.
///
/// # Errors
/// [`StepRefused`] when the role may not take it or the status does not allow it.
pub const fn take(status: Status, step: Step, role: Role) -> Result<Status, StepRefused> {
    if !role.may(step.permission()) {
        return Err(StepRefused::NotYours { role, step });
    }
    match status.after(step) {
        Some(next) => Ok(next),
        None => Err(StepRefused::NotFromHere { status, step }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_pathway_leads_from_the_ask_to_the_answer() {
        let mut status = Status::Logged;
        for (step, expected) in [
            (Step::AskFirstTeam, Status::WithFirstTeam),
            (Step::Explain, Status::DecisionPending),
            (Step::Agree, Status::Agreed),
            (Step::Gather, Status::GatheringRecords),
            (Step::Submit, Status::AwaitingSignature),
            (Step::Sign, Status::Signed),
            (Step::Dispatch, Status::Dispatched),
            (Step::Receive, Status::Received),
            (Step::Accept, Status::Accepted),
            (Step::Book, Status::Booked),
            (Step::See, Status::Seen),
            (Step::ReceiveOpinion, Status::OpinionReceived),
            (Step::Close, Status::Closed),
        ] {
            status = take(status, step, Role::Clinician).unwrap();
            assert_eq!(status, expected);
        }
    }

    #[test]
    fn the_number_of_allowed_steps_is_known() {
        let allowed: usize = Status::ALL.iter().map(|status| status.steps().count()).sum();
        assert_eq!(allowed, 63, "a change of the table must be meant");
    }

    #[test]
    fn printed_is_not_dispatched_and_unsigned_is_never_sent() {
        for status in Status::ALL {
            let sends = status.after(Step::Dispatch).is_some();
            assert_eq!(sends, *status == Status::Signed, "{status:?}");
        }
    }

    #[test]
    fn a_supplement_follows_what_was_sent_and_moves_nothing() {
        for status in Status::ALL {
            let after = status.after(Step::SendSupplement);
            assert!(after.is_none() || after == Some(*status), "{status:?}");
            assert_eq!(after.is_some(), status.takes_supplements(), "{status:?}");
            assert!(!(status.takes_supplements() && status.is_in_preparation()));
        }
    }

    #[test]
    fn every_open_status_has_a_step_onward_and_a_day_by_which_to_take_it() {
        let today = "2026-11-24".parse().unwrap();
        for status in Status::ALL {
            assert_eq!(
                status.next_action_by(today, None).is_some(),
                status.is_open(),
                "{status:?}"
            );
            assert_eq!(
                status.steps().next().is_none(),
                *status == Status::Closed,
                "{status:?}"
            );
        }
    }

    #[test]
    fn only_a_clinician_decides_and_signs() {
        for step in [Step::Agree, Step::Decline, Step::Redirect, Step::Sign] {
            for role in Role::ALL {
                assert_eq!(
                    role.may(step.permission()),
                    *role == Role::Clinician,
                    "{role:?} {step:?}"
                );
            }
        }
        assert_eq!(
            take(Status::AwaitingSignature, Step::Sign, Role::Secretary),
            Err(StepRefused::NotYours {
                role: Role::Secretary,
                step: Step::Sign
            })
        );
    }

    #[test]
    fn a_patient_is_not_asked_to_ring_before_the_new_team_can_have_answered() {
        let tuesday = "2026-11-24".parse().unwrap();
        let by = |priority| {
            Status::Signed
                .patient_hears_by(tuesday, priority)
                .map(|day| day.to_string())
        };
        assert_eq!(by(Some(Priority::Urgent)).unwrap(), "2026-12-03");
        assert_eq!(by(Some(Priority::Routine)).unwrap(), "2027-01-05");
        assert_eq!(Status::Closed.patient_hears_by(tuesday, None), None);
    }

    #[test]
    fn urgent_requests_are_chased_sooner() {
        let monday = "2026-11-23".parse().unwrap();
        let by = |priority| {
            Status::Dispatched
                .next_action_by(monday, Some(priority))
                .unwrap()
                .to_string()
        };
        assert_eq!(by(Priority::UrgentSuspectedCancer), "2026-11-24");
        assert_eq!(by(Priority::Urgent), "2026-11-25");
        assert_eq!(by(Priority::Routine), "2026-12-07");
    }
}
