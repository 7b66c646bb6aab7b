//! A transfer of care: a small pathway of its own beside the request (domain rules §1.5, S11, S12).
//!
//! A second opinion never moves care. Care moves only by a transfer that the new team **and** its hospital have each
//! accepted, of which the first team and the GP know, and for which a clinician names the day and who is responsible
//! from then on. What happened is a list of steps; where a transfer stands follows from the list, and is stored nowhere.

mod due;

use crate::code::coded;
use crate::role::Permission;
use crate::status::Status;

coded! {
    /// A step of a transfer of care.
    pub enum TransferStep {
        /// The patient asks for it. Every transfer begins so.
        AskedByPatient = "asked_by_patient", "Record that the patient asks for a transfer";
        /// The new team is asked, by the letter that is made for it.
        AskedOfNewTeam = "asked_of_new_team", "Record that the new team was asked";
        /// A named clinician of the new team accepts.
        TeamAccepted = "team_accepted", "Record the clinician’s acceptance";
        /// Their hospital or service accepts.
        HospitalAccepted = "hospital_accepted", "Record the hospital’s acceptance";
        /// The first team is told that care will move.
        FirstTeamInformed = "first_team_informed", "Record that the first team was informed";
        /// The patient's GP is told.
        GpInformed = "gp_informed", "Record that the GP was informed";
        /// Care moves: from which day, and to whom.
        CareMoved = "care_moved", "Record who is responsible, and from when";
        /// The team or the hospital does not accept.
        NotAccepted = "not_accepted", "Record that it was not accepted";
        /// The patient no longer wishes it.
        GivenUp = "given_up", "Record that the patient no longer wishes it";
        /// The last step was recorded by mistake. It stays written, and no longer counts.
        TakenBack = "taken_back", "Take back the last step";
    }
}

coded! {
    /// Where a transfer of care stands.
    pub enum TransferStatus {
        /// Nobody has asked for one.
        None = "none", "Not asked for";
        /// The patient asks; the new team has not been asked yet.
        Wished = "wished", "The patient asks for it";
        /// The new team and its hospital have not both accepted.
        Asked = "asked", "Waiting for acceptance";
        /// Both have accepted; others must still be told, or the day be named.
        Accepted = "accepted", "Accepted by team and hospital";
        /// Care has a new home.
        Moved = "moved", "Care has moved";
        /// It was not accepted: care stays where it is.
        NotAccepted = "not_accepted", "Not accepted";
        /// The patient no longer wishes it: care stays where it is.
        GivenUp = "given_up", "Given up";
    }
}

impl TransferStatus {
    /// Whether somebody still has something to do.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Wished | Self::Asked | Self::Accepted)
    }
}

/// The steps of the task list, in the order in which a person looks for them.
pub const TASKS: &[TransferStep] = &[
    TransferStep::AskedByPatient,
    TransferStep::AskedOfNewTeam,
    TransferStep::TeamAccepted,
    TransferStep::HospitalAccepted,
    TransferStep::FirstTeamInformed,
    TransferStep::GpInformed,
    TransferStep::CareMoved,
];

impl TransferStep {
    /// What a person needs to be allowed to take this step: a clinician alone says who is responsible for care.
    #[must_use]
    pub const fn permission(self) -> Permission {
        match self {
            Self::CareMoved => Permission::Decide,
            _ => Permission::WorkOnRequests,
        }
    }

    const fn ends(self) -> bool {
        matches!(self, Self::CareMoved | Self::NotAccepted | Self::GivenUp)
    }
}

/// A transfer of care as the steps that were recorded have left it. Each step is known by its place in the list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Transfer {
    /// The steps that count, with their places, from the patient's last wish on.
    steps: Vec<(usize, TransferStep)>,
    /// The steps of transfers that came to an end before.
    before: Vec<(usize, TransferStep)>,
}

/// A step that the transfer does not allow now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the transfer of care is “{}” and cannot take the step “{}” now", .status.label(), .step.label())]
pub struct TransferRefused {
    /// Where it stands.
    pub status: TransferStatus,
    /// The step.
    pub step: TransferStep,
}

impl Transfer {
    /// The transfer that these recorded steps, from the first to the last, have led to.
    #[must_use]
    pub fn of(recorded: impl IntoIterator<Item = TransferStep>) -> Self {
        let mut transfer = Self::default();
        for (place, step) in recorded.into_iter().enumerate() {
            transfer.take(place, step);
        }
        transfer
    }

    fn take(&mut self, place: usize, step: TransferStep) {
        match step {
            TransferStep::TakenBack => {
                self.steps.pop();
                if self.steps.is_empty() {
                    self.resume();
                }
            }
            TransferStep::AskedByPatient => {
                self.before.append(&mut self.steps);
                self.steps.push((place, step));
            }
            _ => self.steps.push((place, step)),
        }
    }

    /// Goes back to the transfer before, where the wish for this one was a mistake.
    fn resume(&mut self) {
        let began = self
            .before
            .iter()
            .rposition(|(_, step)| *step == TransferStep::AskedByPatient);
        if let Some(began) = began {
            self.steps = self.before.split_off(began);
        }
    }

    /// The place of the last record of this step in the transfer that is under way, where it has been taken.
    #[must_use]
    pub fn place_of(&self, step: TransferStep) -> Option<usize> {
        self.steps
            .iter()
            .rev()
            .find_map(|(place, taken)| (*taken == step).then_some(*place))
    }

    /// The place of the step by which care moved last, in this transfer or in one before: who is responsible now.
    #[must_use]
    pub fn last_move(&self) -> Option<usize> {
        let all = self.before.iter().chain(&self.steps);
        all.filter(|(_, step)| *step == TransferStep::CareMoved)
            .map(|(place, _)| *place)
            .next_back()
    }

    /// The step that was taken last and counts.
    #[must_use]
    pub fn last(&self) -> Option<TransferStep> {
        self.steps.last().map(|(_, step)| *step)
    }

    /// Where it stands.
    #[must_use]
    pub fn status(&self) -> TransferStatus {
        let has = |step| self.place_of(step).is_some();
        match self.last() {
            None => TransferStatus::None,
            Some(TransferStep::CareMoved) => TransferStatus::Moved,
            Some(TransferStep::NotAccepted) => TransferStatus::NotAccepted,
            Some(TransferStep::GivenUp) => TransferStatus::GivenUp,
            Some(_) if has(TransferStep::TeamAccepted) && has(TransferStep::HospitalAccepted) => {
                TransferStatus::Accepted
            }
            Some(_) if has(TransferStep::AskedOfNewTeam) => TransferStatus::Asked,
            Some(_) => TransferStatus::Wished,
        }
    }

    /// Whether this step is allowed now.
    #[must_use]
    pub fn allows(&self, step: TransferStep) -> bool {
        let has = |step| self.place_of(step).is_some();
        let is_open = self.last().is_some_and(|last| !last.ends());
        let are_both = has(TransferStep::TeamAccepted) && has(TransferStep::HospitalAccepted);
        match step {
            TransferStep::AskedByPatient => !is_open,
            TransferStep::AskedOfNewTeam => is_open && !has(step),
            TransferStep::TeamAccepted | TransferStep::HospitalAccepted => {
                is_open && has(TransferStep::AskedOfNewTeam) && !has(step)
            }
            TransferStep::FirstTeamInformed | TransferStep::GpInformed => is_open && are_both && !has(step),
            TransferStep::CareMoved => {
                is_open && are_both && has(TransferStep::FirstTeamInformed) && has(TransferStep::GpInformed)
            }
            TransferStep::NotAccepted => is_open && has(TransferStep::AskedOfNewTeam),
            TransferStep::GivenUp => is_open,
            TransferStep::TakenBack => !self.steps.is_empty(),
        }
    }

    /// Lets a step be recorded, or says why not.
    ///
    /// # Errors
    /// [`TransferRefused`] where the order does not allow it.
    pub fn must_allow(&self, step: TransferStep) -> Result<(), TransferRefused> {
        if self.allows(step) {
            return Ok(());
        }
        Err(TransferRefused {
            status: self.status(),
            step,
        })
    }

    /// What a person needs to be allowed to take this step here. To take back is as grave as what is taken back.
    #[must_use]
    pub fn permission(&self, step: TransferStep) -> Permission {
        match (step, self.last()) {
            (TransferStep::TakenBack, Some(last)) => last.permission(),
            _ => step.permission(),
        }
    }
}

/// Whether a request that stands so may have a transfer of care begun beside it: there must be a new team to move to,
/// and somebody who still looks at the request.
#[must_use]
pub const fn may_begin(status: Status) -> bool {
    !matches!(
        status,
        Status::Logged
            | Status::WithFirstTeam
            | Status::DecisionPending
            | Status::Declined
            | Status::Redirected
            | Status::Withdrawn
            | Status::Closed
    )
}

#[cfg(test)]
mod tests;
