//! Which requests a list shows, in the words of the table that keeps what stands on which list.

use std::fmt;

use chrono::NaiveDate;
use domain::id::UserId;
use domain::request::Priority;
use domain::status::Status;

use super::list::tally;
use super::row::RequestLine;
use super::stage::List;
use crate::{StoreError, Tx};

/// By how many lists besides its own a list may be narrowed: one for each part of a [`Filter`], and the list itself.
pub(super) const NARROWED_BY: usize = 6;

/// Which requests to list. What is not set does not narrow the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// The list.
    pub list: List,
    /// Only those of this status.
    pub status: Option<Status>,
    /// Only those of this urgency.
    pub priority: Option<Priority>,
    /// Only those for this specialty, in capital or small letters.
    pub specialty: Option<String>,
    /// Only those for this organisation, in capital or small letters.
    pub recipient: Option<String>,
    /// Only those whose next action is due before this day.
    pub due_before: Option<NaiveDate>,
    /// Only those of this owner; the list [`List::Mine`] needs it.
    pub owner: Option<UserId>,
    /// The page, from 0; to be 0 where a page begins after a place.
    pub page: u32,
    /// The place after which the page begins: however long a list is, its next page is as near as its first.
    pub after: Option<Place>,
    /// How many requests a page holds.
    pub page_size: u32,
}

impl Filter {
    /// A whole list, from its beginning.
    #[must_use]
    pub const fn of(list: List, page_size: u32) -> Self {
        Self {
            list,
            status: None,
            priority: None,
            specialty: None,
            recipient: None,
            due_before: None,
            owner: None,
            page: 0,
            after: None,
            page_size,
        }
    }

    /// The lists on all of which a request of this filter stands, besides those of the days on which something is due.
    pub(super) fn narrowing(&self) -> Result<Vec<String>, StoreError> {
        let lower = |kind: &str, text: &Option<String>| {
            text.as_deref()
                .map(|text| format!("{kind} {}", text.trim().to_ascii_lowercase()))
        };
        let owner = self.owner.filter(|_| self.list != List::Mine);
        let parts = [
            self.own_list()?,
            self.status.map(|status| format!("status {}", status.code())),
            self.priority
                .map(|priority| format!("priority {}", priority.code())),
            lower("specialty", &self.specialty),
            lower("recipient", &self.recipient),
            owner.map(|owner| format!("owner {owner}")),
        ];
        Ok(parts.into_iter().flatten().collect())
    }

    /// Whether a request has everything that narrows the list, whatever the list is.
    pub(super) fn fits(&self, line: &RequestLine) -> bool {
        let is_same = |wanted: &Option<String>, there: &Option<String>| {
            let lower = |text: &str| text.trim().to_ascii_lowercase();
            wanted.as_deref().is_none_or(|wanted| {
                there
                    .as_deref()
                    .is_some_and(|there| lower(there) == lower(wanted))
            })
        };
        self.status.is_none_or(|status| status == line.status)
            && self
                .priority
                .is_none_or(|priority| Some(priority) == line.priority)
            && is_same(&self.specialty, &line.specialty)
            && is_same(&self.recipient, &line.recipient)
            && self.owner.is_none_or(|owner| owner == line.owner)
    }

    fn own_list(&self) -> Result<Option<String>, StoreError> {
        Ok(match self.list {
            List::All => None,
            List::Overdue => None,
            List::UrgentTreatment => Some("treatment".to_owned()),
            List::PagesNotCounted => Some("uncounted".to_owned()),
            List::Mine => {
                let owner = self.owner.ok_or(StoreError::Refused {
                    rule: "somebody's own list needs to know whose",
                })?;
                Some(format!("mine {owner}"))
            }
            List::AwaitingDecision
            | List::Gathering
            | List::AwaitingSignature
            | List::ToSend
            | List::NotHeardBack
            | List::Answered => self.list.stage().map(|stage| format!("stage {stage}")),
        })
    }

    /// The day before which something must be due, where that narrows the list.
    pub(super) fn due_before(&self, today: NaiveDate) -> Option<NaiveDate> {
        match (self.due_before, self.list == List::Overdue) {
            (Some(day), true) => Some(day.min(today)),
            (None, true) => Some(today),
            (day, false) => day,
        }
    }
}

/// Where a request stands on its lists, which only an open list and the list of a day can tell apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The day of the list, where it is made of days.
    due_on: Option<NaiveDate>,
    place: String,
}

impl Place {
    /// Reads a place as it was shown; none where it is none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (due_on, place) = match text.split_once(' ') {
            Some((day, place)) => (Some(day.parse().ok()?), place),
            None => (None, text),
        };
        let is_one =
            (13..=32).contains(&place.len()) && place.bytes().all(|b| b.is_ascii_digit() || b == b'-');
        is_one.then(|| Self {
            due_on,
            place: place.to_owned(),
        })
    }

    /// The place of a row of `on_list`.
    pub(super) fn of(list: &str, place: String) -> Self {
        Self {
            due_on: list.strip_prefix(DUE).and_then(|day| day.parse().ok()),
            place,
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.due_on {
            Some(day) => write!(f, "{day} {}", self.place),
            None => f.write_str(&self.place),
        }
    }
}

/// What the lists of days begin with.
const DUE: &str = "due ";

/// The stretch of `on_list` that is read for a page, and what each of its rows must stand on besides.
pub(super) struct Stretch {
    /// The first of its lists.
    pub(super) from: String,
    /// The last of them.
    pub(super) to: String,
    /// Further lists, at most [`NARROWED_BY`].
    pub(super) besides: Vec<String>,
}

impl Stretch {
    /// The shortest stretch that holds everything of a filter.
    pub(super) fn of(tx: &mut Tx<'_>, filter: &Filter, today: NaiveDate) -> Result<Self, StoreError> {
        let mut besides = filter.narrowing()?;
        if let Some(before) = filter.due_before(today) {
            return Ok(Self {
                from: DUE.to_owned(),
                to: last_due(before),
                besides,
            });
        }
        let mut shortest: Option<(u64, usize)> = None;
        for (at, list) in besides.iter().enumerate() {
            let requests = tally(tx, list, list)?;
            if shortest.is_none_or(|(least, _)| requests < least) {
                shortest = Some((requests, at));
            }
        }
        let list = shortest.map_or_else(|| "all".to_owned(), |(_, at)| besides.swap_remove(at));
        Ok(Self {
            from: list.clone(),
            to: list,
            besides,
        })
    }

    /// The list and place after which a page begins; a place from another kind of list begins no page.
    pub(super) fn after(&self, place: Option<&Place>) -> Result<(String, String), StoreError> {
        match place {
            None => Ok((self.from.clone(), String::new())),
            Some(Place {
                due_on: Some(day),
                place,
            }) if self.from == DUE => Ok((format!("{DUE}{day}"), place.clone())),
            Some(Place { due_on: None, place }) if self.from != DUE => Ok((self.from.clone(), place.clone())),
            Some(_) => Err(StoreError::Refused {
                rule: "a page begins after a place of its own list",
            }),
        }
    }

    /// The further lists as the statements take them: empty where there are fewer.
    pub(super) fn narrowed_by(&self) -> [String; NARROWED_BY] {
        std::array::from_fn(|at| self.besides.get(at).cloned().unwrap_or_default())
    }
}

/// The first and last lists of what is due before a day.
pub(super) fn due(before: NaiveDate) -> (String, String) {
    (DUE.to_owned(), last_due(before))
}

fn last_due(before: NaiveDate) -> String {
    format!("{DUE}{}", before.pred_opt().unwrap_or(before))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_read_back_as_it_was_shown_and_nothing_else_is_one() {
        for text in [
            "09999-99-993202600000001",
            "2026-11-23 02026-12-011202600000042",
            "1797399999957",
        ] {
            assert_eq!(Place::parse(text).unwrap().to_string(), text);
        }
        for text in [
            "",
            "' OR 1=1",
            "2026-11-23",
            "yesterday 09999-99-993202600000001",
            &"9".repeat(40),
        ] {
            assert!(Place::parse(text).is_none(), "{text}");
        }
    }
}
