//! What must be said when a step is taken: one table from steps to the items that they need.
//!
//! A decline without the day on which the patient was told, or a dispatch without its method, cannot be written down
//! at all (hazards H10, H11, H15, H16).

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::code::coded;
use crate::identifier::{NumberError, Ubrn};
use crate::request::Explanation;
use crate::status::Step;
use crate::text::{self, TextError};

coded! {
    /// One thing that is said about a step.
    pub enum Item {
        /// The day on which it happened.
        On = "on", "Date";
        /// Who did it, was asked, or confirmed it.
        Name = "name", "Name";
        /// Why.
        Reason = "reason", "Reason";
        /// What came of the explanation.
        Explanation = "explanation", "Explanation";
        /// The day on which the patient was told.
        ToldOn = "told_on", "Patient told on";
        /// How the patient was told.
        ToldHow = "told_how", "How the patient was told";
        /// What was offered instead.
        Alternatives = "alternatives", "Alternatives offered";
        /// The day on which the support block was given.
        SupportGivenOn = "support_given_on", "Support information given on";
        /// By which way it went.
        Method = "method", "Method";
        /// The number by which the post or the courier tracks it.
        Tracking = "tracking", "Tracking number";
        /// The e-RS booking reference.
        Ubrn = "ubrn", "UBRN";
        /// Where.
        Place = "place", "Place";
        /// What the second opinion was.
        Outcome = "outcome", "Outcome";
        /// What is done about it.
        Action = "action", "Action";
        /// The day on which the patient was informed of the opinion.
        InformedOn = "informed_on", "Patient informed on";
        /// Who is responsible for the patient's care now.
        Responsible = "responsible", "Responsible for the patient's care now";
        /// Anything else.
        Note = "note", "Note";
    }
}

coded! {
    /// How a bundle goes to the new team (domain rules §0.3, §2.2).
    pub enum DispatchMethod {
        /// The NHS e-Referral Service.
        Ers = "ers", "NHS e-Referral Service";
        /// Secure e-mail.
        SecureEmail = "secure_email", "Secure e-mail";
        /// Recorded post.
        RecordedPost = "recorded_post", "Recorded post";
        /// Ordinary post.
        Post = "post", "Post";
        /// Internal mail.
        InternalMail = "internal_mail", "Internal mail";
        /// By hand.
        ByHand = "by_hand", "By hand";
    }
}

coded! {
    /// What the second opinion said: no word of winning or losing (domain rule S15).
    pub enum OpinionOutcome {
        /// The same diagnosis and treatment.
        Agrees = "agrees", "Agrees fully";
        /// The same diagnosis, another treatment.
        OtherTreatment = "other_treatment", "Agrees with the diagnosis, suggests other treatment";
        /// Another diagnosis.
        OtherDiagnosis = "other_diagnosis", "Another diagnosis";
        /// More tests first.
        FurtherTests = "further_tests", "Further tests needed";
        /// No opinion possible.
        Unable = "unable", "Unable to give an opinion";
        /// The patient was not seen.
        NotSeen = "not_seen", "Patient not seen";
    }
}

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

/// What is wrong with an answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EvidenceError {
    /// The step needs it.
    #[error("this is needed for the step")]
    Needed,
    /// The step does not ask for it.
    #[error("the step does not ask for this")]
    NotAsked,
    /// Not a day of the calendar.
    #[error("a date such as 2026-11-24 is expected")]
    NotADay,
    /// A day that has not come yet.
    #[error("this day is in the future")]
    InTheFuture,
    /// Not one of the list.
    #[error("this is not one of the choices")]
    NotAChoice,
    /// Not a text that can be kept.
    #[error(transparent)]
    Text(#[from] TextError),
    /// Not a booking reference.
    #[error(transparent)]
    Number(#[from] NumberError),
}

/// An answer that cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}: {error}", .item.label())]
pub struct EvidenceProblem {
    /// The item.
    pub item: Item,
    /// What is wrong.
    pub error: EvidenceError,
}

/// What was said about a step: complete for that step, each answer checked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Evidence(BTreeMap<Item, String>);

impl Evidence {
    /// Reads the answers given for a step. Days are `YYYY-MM-DD`, choices are codes; empty answers count as none.
    ///
    /// # Errors
    /// Every problem found, so that a person can mend them in one go.
    pub fn parse<'a>(
        step: Step,
        answers: impl IntoIterator<Item = (Item, &'a str)>,
        today: NaiveDate,
    ) -> Result<Self, Vec<EvidenceProblem>> {
        let mut given: BTreeMap<Item, &str> = answers
            .into_iter()
            .filter(|(_, answer)| !answer.trim().is_empty())
            .collect();
        let mut kept = BTreeMap::new();
        let mut problems = Vec::new();
        for Asked {
            item,
            required,
            answer,
        } in asked(step)
        {
            match given.remove(item) {
                Some(typed) => match check(*answer, typed, today) {
                    Ok(value) => drop(kept.insert(*item, value)),
                    Err(error) => problems.push(EvidenceProblem { item: *item, error }),
                },
                None if *required => problems.push(EvidenceProblem {
                    item: *item,
                    error: EvidenceError::Needed,
                }),
                None => {}
            }
        }
        problems.extend(given.into_keys().map(|item| EvidenceProblem {
            item,
            error: EvidenceError::NotAsked,
        }));
        if problems.is_empty() {
            Ok(Self(kept))
        } else {
            Err(problems)
        }
    }

    /// The answer to one item.
    #[must_use]
    pub fn get(&self, item: Item) -> Option<&str> {
        self.0.get(&item).map(String::as_str)
    }

    /// All answers, by item.
    pub fn iter(&self) -> impl Iterator<Item = (Item, &str)> {
        self.0.iter().map(|(item, answer)| (*item, answer.as_str()))
    }

    /// The true day of the step, where one was given.
    #[must_use]
    pub fn on(&self) -> Option<NaiveDate> {
        self.get(Item::On)?.parse().ok()
    }
}

fn check(answer: Answer, typed: &str, today: NaiveDate) -> Result<String, EvidenceError> {
    let day = || {
        typed
            .trim()
            .parse::<NaiveDate>()
            .map_err(|_| EvidenceError::NotADay)
    };
    match answer {
        Answer::PastDay => {
            let day = day()?;
            if day > today {
                Err(EvidenceError::InTheFuture)
            } else {
                Ok(day.to_string())
            }
        }
        Answer::AnyDay => Ok(day()?.to_string()),
        Answer::Line => Ok(text::line(typed, 200)?),
        Answer::Note => Ok(text::note(typed, 4000)?),
        Answer::Choice(choices) => match choices.iter().find(|(code, _)| *code == typed.trim()) {
            Some((code, _)) => Ok((*code).to_owned()),
            None => Err(EvidenceError::NotAChoice),
        },
        Answer::Ubrn => Ok(Ubrn::parse(typed)?.compact()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        "2026-11-24".parse().unwrap()
    }

    #[test]
    fn a_decline_without_the_day_on_which_the_patient_was_told_is_refused() {
        let problems =
            Evidence::parse(Step::Decline, [(Item::Reason, "Not appropriate")], today()).unwrap_err();
        let missing: Vec<_> = problems.iter().map(|problem| problem.item).collect();
        assert_eq!(
            missing,
            [
                Item::ToldOn,
                Item::ToldHow,
                Item::Alternatives,
                Item::SupportGivenOn
            ]
        );
    }

    #[test]
    fn a_day_in_the_future_is_only_good_for_an_appointment() {
        let tomorrow = [(Item::On, "2026-11-25")];
        let seen = Evidence::parse(Step::See, tomorrow, today()).unwrap_err();
        assert_eq!(seen[0].error, EvidenceError::InTheFuture);
        assert_eq!(
            Evidence::parse(Step::Book, tomorrow, today()).unwrap().on(),
            tomorrow[0].1.parse().ok()
        );
    }

    #[test]
    fn an_answer_that_was_not_asked_for_is_not_swallowed() {
        let problems = Evidence::parse(Step::Gather, [(Item::Ubrn, "000049614844")], today()).unwrap_err();
        assert_eq!(problems[0].error, EvidenceError::NotAsked);
    }

    #[test]
    fn a_dispatch_says_how_and_when() {
        let sent = [
            (Item::Method, "ers"),
            (Item::On, "2026-11-23"),
            (Item::Ubrn, "0000 4961 4844"),
            (Item::Name, ""),
        ];
        let evidence = Evidence::parse(Step::Dispatch, sent, today()).unwrap();
        assert_eq!(evidence.get(Item::Ubrn), Some("000049614844"));
        assert_eq!(evidence.get(Item::Name), None);
        let wrong = Evidence::parse(
            Step::Dispatch,
            [(Item::Method, "pigeon"), (Item::On, "yesterday")],
            today(),
        );
        let errors: Vec<_> = wrong
            .unwrap_err()
            .into_iter()
            .map(|problem| problem.error)
            .collect();
        assert_eq!(errors, [EvidenceError::NotAChoice, EvidenceError::NotADay]);
    }
}
