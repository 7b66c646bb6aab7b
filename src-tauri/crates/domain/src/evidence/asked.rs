//! The table from steps to the items that they ask for.

use super::lists::{
    AppointmentWait, DeclineGround, DispatchMethod, Item, OpinionOutcome, Route, Understanding,
};
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

pub(super) const fn must(item: Item, answer: Answer) -> Asked {
    Asked {
        item,
        required: true,
        answer,
    }
}

pub(super) const fn may(item: Item, answer: Answer) -> Asked {
    Asked {
        item,
        required: false,
        answer,
    }
}

macro_rules! choices {
    ($list:ident: $($value:ident),+ $(,)?) => { &[$(($list::$value.code(), $list::$value.label())),+] };
}
pub(super) use choices;

const EXPLANATIONS: &[(&str, &str)] = choices!(Explanation: Done, NotWanted, NotPossible);

const UNDERSTANDINGS: &[(&str, &str)] = choices!(Understanding: Whole, Partly, NotAsked);

const GROUNDS: &[(&str, &str)] =
    choices!(DeclineGround: NotAppropriate, HarmByDelay, AlreadyGiven, Settled, Other);

const ROUTES: &[(&str, &str)] = choices!(
    Route: AdviceAndGuidance, FirstTeamMeeting, OtherGp, UrgentCare, StatutoryOpinion, OtherService
);

const WAITS: &[(&str, &str)] = choices!(AppointmentWait: ToFollow, NoSlot);

const METHODS: &[(&str, &str)] =
    choices!(DispatchMethod: Ers, SecureEmail, RecordedPost, Post, InternalMail, ByHand);

const OUTCOMES: &[(&str, &str)] =
    choices!(OpinionOutcome: Agrees, OtherTreatment, OtherDiagnosis, FurtherTests, Unable, NotSeen);

/// What a step asks for, in the order in which a person is asked.
#[must_use]
pub const fn asked(step: Step) -> &'static [Asked] {
    match step {
        Step::AskFirstTeam => const { &[must(Item::Name, Answer::Line), may(Item::Note, Answer::Note)] },
        Step::AskDecision => {
            const {
                &[
                    must(Item::Name, Answer::Line),
                    may(Item::DueOn, Answer::AnyDay),
                    may(Item::Note, Answer::Note),
                ]
            }
        }
        Step::Explain => {
            const {
                &[
                    must(Item::Explanation, Answer::Choice(EXPLANATIONS)),
                    must(Item::On, Answer::PastDay),
                    may(Item::Name, Answer::Line),
                    may(Item::Understood, Answer::Choice(UNDERSTANDINGS)),
                    may(Item::Note, Answer::Note),
                ]
            }
        }
        Step::Agree => {
            const {
                &[
                    must(Item::Reason, Answer::Note),
                    may(Item::On, Answer::PastDay),
                    may(Item::ToldSameOn, Answer::PastDay),
                ]
            }
        }
        Step::Decline => {
            const {
                &[
                    must(Item::Ground, Answer::Choice(GROUNDS)),
                    must(Item::Reason, Answer::Note),
                    must(Item::ToldOn, Answer::PastDay),
                    must(Item::ToldHow, Answer::Line),
                    must(Item::Alternatives, Answer::Note),
                    must(Item::SupportGivenOn, Answer::PastDay),
                ]
            }
        }
        Step::Redirect => {
            const {
                &[
                    must(Item::Route, Answer::Choice(ROUTES)),
                    must(Item::Reason, Answer::Note),
                    may(Item::Name, Answer::Line),
                    may(Item::DueOn, Answer::AnyDay),
                    must(Item::ToldOn, Answer::PastDay),
                    may(Item::ToldHow, Answer::Line),
                ]
            }
        }
        Step::Withdraw => {
            const {
                &[
                    must(Item::Reason, Answer::Note),
                    may(Item::Name, Answer::Line),
                    may(Item::On, Answer::PastDay),
                ]
            }
        }
        Step::SendBack | Step::Amend => {
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
                    may(Item::Appointment, Answer::Choice(WAITS)),
                    may(Item::Note, Answer::Note),
                ]
            }
        }
        Step::Return => {
            const {
                &[
                    must(Item::On, Answer::PastDay),
                    may(Item::Name, Answer::Line),
                    must(Item::Reason, Answer::Note),
                ]
            }
        }
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
                    may(Item::DueOn, Answer::AnyDay),
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
