//! What must be said when a step is taken: one table from steps to the items that they need.
//!
//! A decline without the day on which the patient was told, or a dispatch without its method, cannot be written down
//! at all (hazards H10, H11, H15, H16).

mod asked;
mod further;
mod lists;
mod transfer;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

pub use asked::{Answer, Asked, asked};
pub use lists::{
    AppointmentWait, DeclineGround, DispatchMethod, Item, Lasting, OpinionOutcome, Route, Understanding,
};
pub use transfer::asked_of_transfer;

use crate::identifier::{NumberError, Ubrn};
use crate::status::Step;
use crate::text::{self, TextError};
use crate::transfer::TransferStep;

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
    /// A word that judges the patient.
    #[error("“{0}” judges the patient; say what was asked, and why it is declined, without it")]
    Judging(&'static str),
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
        let (evidence, mut problems) = Self::read(asked(step), answers, today);
        if step == Step::Decline {
            problems.extend(further::judging(&evidence.0));
        }
        evidence.or(problems)
    }

    /// Reads the answers given for a step of a transfer of care, in the same form.
    ///
    /// # Errors
    /// Every problem found.
    pub fn parse_transfer<'a>(
        step: TransferStep,
        answers: impl IntoIterator<Item = (Item, &'a str)>,
        today: NaiveDate,
    ) -> Result<Self, Vec<EvidenceProblem>> {
        let (evidence, problems) = Self::read(asked_of_transfer(step), answers, today);
        evidence.or(problems)
    }

    fn read<'a>(
        asked: &[Asked],
        answers: impl IntoIterator<Item = (Item, &'a str)>,
        today: NaiveDate,
    ) -> (Self, Vec<EvidenceProblem>) {
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
        } in asked
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
        let found: BTreeSet<Item> = problems.iter().map(|problem| problem.item).collect();
        let needed = further::needed(&kept).filter(|item| {
            let is_asked = asked.iter().any(|asked| asked.item == *item);
            is_asked && !kept.contains_key(item) && !found.contains(item)
        });
        problems.extend(needed.map(|item| EvidenceProblem {
            item,
            error: EvidenceError::Needed,
        }));
        problems.extend(given.into_keys().map(|item| EvidenceProblem {
            item,
            error: EvidenceError::NotAsked,
        }));
        (Self(kept), problems)
    }

    fn or(self, problems: Vec<EvidenceProblem>) -> Result<Self, Vec<EvidenceProblem>> {
        if problems.is_empty() {
            Ok(self)
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

    /// The day by which the next thing is to be done, where a person named one.
    #[must_use]
    pub fn due_on(&self) -> Option<NaiveDate> {
        self.get(Item::DueOn)?.parse().ok()
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
                Item::Ground,
                Item::ToldOn,
                Item::ToldHow,
                Item::Alternatives,
                Item::SupportGivenOn
            ]
        );
    }

    #[test]
    fn a_decline_judges_nobody() {
        let said = |reason| {
            let answers = [
                (Item::Ground, "not_appropriate"),
                (Item::Reason, reason),
                (Item::ToldOn, "2026-11-24"),
                (Item::ToldHow, "In person"),
                (Item::Alternatives, "A talk with another GP of the practice"),
                (Item::SupportGivenOn, "2026-11-24"),
            ];
            Evidence::parse(Step::Decline, answers, today())
        };
        let problems = said("He insists on another scan").unwrap_err();
        assert_eq!(problems[0].error, EvidenceError::Judging("insists"));
        assert!(said("The scan of last month answers the question").is_ok());
    }

    #[test]
    fn one_answer_can_make_another_necessary() {
        let needs = |step, answers: &[(Item, &str)]| {
            let problems = Evidence::parse(step, answers.iter().copied(), today()).unwrap_err();
            problems.iter().map(|problem| problem.item).collect::<Vec<_>>()
        };
        let advice = [
            (Item::Route, "advice_and_guidance"),
            (Item::Reason, "A view on paper is enough"),
            (Item::ToldOn, "2026-11-24"),
        ];
        assert_eq!(needs(Step::Redirect, &advice), [Item::Name, Item::DueOn]);
        let differs = [
            (Item::On, "2026-11-24"),
            (Item::Outcome, "other_treatment"),
            (Item::Name, "Dr A. Okonkwo"),
            (Item::Action, "Talk over both plans"),
        ];
        assert_eq!(needs(Step::ReceiveOpinion, &differs), [Item::DueOn]);
        let explained = [(Item::Explanation, "done"), (Item::On, "2026-11-24")];
        assert_eq!(needs(Step::Explain, &explained), [Item::Name]);
        let sent = [(Item::Method, "ers"), (Item::On, "2026-11-24")];
        assert_eq!(needs(Step::Dispatch, &sent), [Item::Ubrn]);
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
