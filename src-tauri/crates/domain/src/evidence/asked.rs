//! The table from steps to the items that they ask for.

use super::lists::{DispatchMethod, Item, OpinionOutcome};
use crate::request::Explanation;
use crate::status::Step;

/// What kind of answer an item takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// A day, not in the future.
    PastDay,
    /// A day, past or to come.
    AnyDay,
    /// One line.
    Line,
    /// A few lines.
    Note,
    /// One of a closed list of codes with their labels.
    Choice(&'static [(&'static str, &'static str)]),
    /// A booking reference of twelve digits.
    Ubrn,
}

/// An item that a step asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// The item.
    pub item: Item,
    /// Whether the step is refused without it.
    pub required: bool,
    /// What kind of answer it takes.
    pub answer: Answer,
}

const fn must(item: Item, answer: Answer) -> Asked {
    Asked {
        item,
        required: true,
        answer,
    }
}

const fn may(item: Item, answer: Answer) -> Asked {
    Asked {
        item,
        required: false,
        answer,
    }
}

const EXPLANATIONS: &[(&str, &str)] = &[
    (Explanation::Done.code(), Explanation::Done.label()),
    (Explanation::NotWanted.code(), Explanation::NotWanted.label()),
    (Explanation::NotPossible.code(), Explanation::NotPossible.label()),
];

const METHODS: &[(&str, &str)] = &[
    (DispatchMethod::Ers.code(), DispatchMethod::Ers.label()),
    (
        DispatchMethod::SecureEmail.code(),
        DispatchMethod::SecureEmail.label(),
    ),
    (
        DispatchMethod::RecordedPost.code(),
        DispatchMethod::RecordedPost.label(),
    ),
    (DispatchMethod::Post.code(), DispatchMethod::Post.label()),
    (
        DispatchMethod::InternalMail.code(),
        DispatchMethod::InternalMail.label(),
    ),
    (DispatchMethod::ByHand.code(), DispatchMethod::ByHand.label()),
];

const OUTCOMES: &[(&str, &str)] = &[
    (OpinionOutcome::Agrees.code(), OpinionOutcome::Agrees.label()),
    (
        OpinionOutcome::OtherTreatment.code(),
        OpinionOutcome::OtherTreatment.label(),
    ),
    (
        OpinionOutcome::OtherDiagnosis.code(),
        OpinionOutcome::OtherDiagnosis.label(),
    ),
    (
        OpinionOutcome::FurtherTests.code(),
        OpinionOutcome::FurtherTests.label(),
    ),
    (OpinionOutcome::Unable.code(), OpinionOutcome::Unable.label()),
    (OpinionOutcome::NotSeen.code(), OpinionOutcome::NotSeen.label()),
];

/// What a step asks for, in the order in which a person is asked.
#[must_use]
pub const fn asked(step: Step) -> &'static [Asked] {
    match step {
        Step::AskFirstTeam | Step::AskDecision => {
            const { &[must(Item::Name, Answer::Line), may(Item::Note, Answer::Note)] }
        }
        Step::Explain => {
            const {
                &[
                    must(Item::Explanation, Answer::Choice(EXPLANATIONS)),
                    must(Item::On, Answer::PastDay),
                    may(Item::Name, Answer::Line),
                    may(Item::Note, Answer::Note),
                ]
            }
        }
        Step::Agree => const { &[must(Item::Reason, Answer::Note), may(Item::On, Answer::PastDay)] },
        Step::Decline => {
            const {
                &[
                    must(Item::Reason, Answer::Note),
                    must(Item::ToldOn, Answer::PastDay),
                    must(Item::ToldHow, Answer::Line),
                    must(Item::Alternatives, Answer::Note),
                    must(Item::SupportGivenOn, Answer::PastDay),
                ]
            }
        }
        Step::Redirect | Step::Withdraw | Step::SendBack | Step::Amend => {
            const { &[must(Item::Reason, Answer::Note), may(Item::On, Answer::PastDay)] }
        }
        Step::Gather | Step::Sign | Step::Revise | Step::Submit => const { &[may(Item::Note, Answer::Note)] },
        Step::Dispatch => {
            const {
                &[
                    must(Item::Method, Answer::Choice(METHODS)),
                    must(Item::On, Answer::PastDay),
                    may(Item::Name, Answer::Line),
                    may(Item::Ubrn, Answer::Ubrn),
                    may(Item::Tracking, Answer::Line),
                    may(Item::LookedThrough, Answer::Line),
                    may(Item::Note, Answer::Note),
                ]
            }
        }
        Step::SendSupplement => {
            const {
                &[
                    must(Item::Method, Answer::Choice(METHODS)),
                    must(Item::On, Answer::PastDay),
                    may(Item::Name, Answer::Line),
                    may(Item::Tracking, Answer::Line),
                    may(Item::LookedThrough, Answer::Line),
                    may(Item::Note, Answer::Note),
                ]
            }
        }
        Step::Receive => {
            const {
                &[
                    must(Item::On, Answer::PastDay),
                    must(Item::Name, Answer::Line),
                    may(Item::Note, Answer::Note),
                ]
            }
        }
        Step::Accept => {
            const {
                &[
                    must(Item::On, Answer::PastDay),
                    may(Item::Name, Answer::Line),
                    may(Item::Note, Answer::Note),
                ]
            }
        }
        Step::Return => const { &[must(Item::On, Answer::PastDay), must(Item::Reason, Answer::Note)] },
        Step::Book => {
            const {
                &[
                    must(Item::On, Answer::AnyDay),
                    may(Item::Place, Answer::Line),
                    may(Item::Note, Answer::Note),
                ]
            }
        }
        Step::See => const { &[must(Item::On, Answer::PastDay), may(Item::Note, Answer::Note)] },
        Step::ReceiveOpinion => {
            const {
                &[
                    must(Item::On, Answer::PastDay),
                    must(Item::Outcome, Answer::Choice(OUTCOMES)),
                    must(Item::Name, Answer::Line),
                    must(Item::Action, Answer::Note),
                    may(Item::Note, Answer::Note),
                ]
            }
        }
        Step::Close => {
            const {
                &[
                    must(Item::Responsible, Answer::Line),
                    must(Item::InformedOn, Answer::PastDay),
                    may(Item::Note, Answer::Note),
                ]
            }
        }
    }
}
