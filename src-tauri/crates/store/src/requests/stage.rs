//! The lists of the day, and which statuses each of them gathers.

use domain::status::Status;

/// A list of requests that somebody works through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum List {
    /// Those of one owner that are not ended.
    Mine,
    /// Those on which a clinician has not decided yet.
    AwaitingDecision,
    /// Those whose records and letter are being put together, and those that came back.
    Gathering,
    /// Those whose letter waits for a clinician.
    AwaitingSignature,
    /// Those that are signed and not sent (hazard H10).
    ToSend,
    /// Those that are sent and not answered (hazard H11).
    NotHeardBack,
    /// Those whose opinion has come and on which nobody has yet recorded, by closing, that the patient was informed
    /// and who is responsible now (domain rule S15, hazard H15): until then it counts as unread.
    Answered,
    /// Those that are urgent and have a day of treatment (domain rule S17, hazard H12).
    UrgentTreatment,
    /// Those of which something was printed and nobody has said whether all of it came out (hazard H3).
    PagesNotCounted,
    /// Those whose next action is overdue.
    Overdue,
    /// All, the ended ones last.
    All,
}

impl List {
    /// Every list, in the order in which a request goes through them.
    pub const ALL: &'static [Self] = &[
        Self::Mine,
        Self::UrgentTreatment,
        Self::AwaitingDecision,
        Self::Gathering,
        Self::AwaitingSignature,
        Self::ToSend,
        Self::PagesNotCounted,
        Self::NotHeardBack,
        Self::Answered,
        Self::Overdue,
        Self::All,
    ];

    /// The stable code of the list.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Mine => "mine",
            Self::AwaitingDecision => "awaiting_decision",
            Self::Gathering => "gathering",
            Self::AwaitingSignature => "awaiting_signature",
            Self::ToSend => "to_send",
            Self::NotHeardBack => "not_heard_back",
            Self::Answered => "answered",
            Self::PagesNotCounted => "pages_not_counted",
            Self::UrgentTreatment => "urgent_treatment",
            Self::Overdue => "overdue",
            Self::All => "all",
        }
    }

    /// The list with this code, if there is one.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|list| list.code() == code)
    }

    /// The stage whose requests it shows, where it shows one stage.
    pub(super) const fn stage(self) -> Option<&'static str> {
        match self {
            Self::AwaitingDecision => Some("decision"),
            Self::Gathering => Some("gathering"),
            Self::AwaitingSignature => Some("signature"),
            Self::ToSend => Some("sending"),
            Self::NotHeardBack => Some("answer"),
            Self::Answered => Some("closing"),
            Self::Mine | Self::UrgentTreatment | Self::PagesNotCounted | Self::Overdue | Self::All => None,
        }
    }
}

/// The code of the stage that a status belongs to, kept in a column of its own so that lists need only compare it.
pub(super) const fn stage_of(status: Status) -> &'static str {
    match status {
        Status::Logged | Status::WithFirstTeam | Status::DecisionPending => "decision",
        Status::Agreed | Status::GatheringRecords | Status::Returned => "gathering",
        Status::AwaitingSignature => "signature",
        Status::Signed => "sending",
        Status::Dispatched | Status::Received | Status::Accepted | Status::Booked | Status::Seen => "answer",
        Status::OpinionReceived => "closing",
        Status::Declined | Status::Redirected | Status::Withdrawn | Status::Closed => ENDED,
    }
}

/// The stage of what needs nothing more.
const ENDED: &str = "ended";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_open_request_stands_on_exactly_one_list_of_a_stage() {
        for status in Status::ALL {
            let lists = List::ALL
                .iter()
                .filter(|list| list.stage() == Some(stage_of(*status)))
                .count();
            assert_eq!(lists, usize::from(status.is_open()), "{status:?}");
        }
    }
}
