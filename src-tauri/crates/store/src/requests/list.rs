//! Lists of requests: those of the day, those that words fit, those of one patient.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::id::{PatientId, UserId};
use domain::status::Status;

use super::row::{RequestLine, line_of};
use super::stage::{ENDED, List};
use crate::engine::{Row, Sql, vals};
use crate::{StoreError, Tx, search};

/// Which requests to list. What is not set does not narrow the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Filter {
    /// The list.
    pub list: List,
    /// Only those of this status.
    pub status: Option<Status>,
    /// Only those whose next action is due before this day.
    pub due_before: Option<NaiveDate>,
    /// Only those of this owner; the list [`List::Mine`] needs it.
    pub owner: Option<UserId>,
    /// The page, from 0.
    pub page: u32,
    /// How many requests a page holds.
    pub page_size: u32,
}

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The requests, those first whose next action is due first.
    pub requests: Vec<RequestLine>,
    /// How many there are on all pages.
    pub total: u64,
}

/// How many requests stand on each list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counts(HashMap<List, u64>);

impl Counts {
    /// How many stand on this list.
    #[must_use]
    pub fn of(&self, list: List) -> u64 {
        self.0.get(&list).copied().unwrap_or(0)
    }
}

/// One page of a list; what is due before `today` is overdue.
///
/// # Errors
/// [`StoreError`] of the database; [`StoreError::Refused`] for the list of nobody.
pub fn list(tx: &mut Tx<'_>, filter: &Filter, today: NaiveDate) -> Result<Page, StoreError> {
    if filter.list == List::Mine && filter.owner.is_none() {
        return Err(StoreError::Refused {
            rule: "somebody's own list needs to know whose",
        });
    }
    let before = match (filter.due_before, filter.list == List::Overdue) {
        (Some(day), true) => Some(day.min(today)),
        (None, true) => Some(today),
        (day, false) => day,
    };
    let stage = filter.list.stage().unwrap_or_default();
    let status = filter.status.map(Status::code).unwrap_or_default();
    let owner = filter.owner.map(|id| id.to_string()).unwrap_or_default();
    let before = before.map(|day| day.to_string()).unwrap_or_default();
    let not_counted = filter.list == List::PagesNotCounted;
    let open_only = matches!(filter.list, List::Mine | List::Overdue);
    let total = tx
        .db
        .row(
            include_str!("count.sql"),
            vals![stage, status, &owner, &before, open_only, not_counted],
        )?
        .map_or(Ok(0), |row| row.number("requests"))?;
    let skipped = i64::from(filter.page) * i64::from(filter.page_size);
    let values = vals![
        stage,
        status,
        owner,
        before,
        open_only,
        not_counted,
        filter.page_size,
        skipped
    ];
    let requests = lines(&tx.db.rows(include_str!("list.sql"), values)?)?;
    Ok(Page { requests, total })
}

/// How many requests stand on each list; `owner` says whose own list is counted.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn counts(tx: &mut Tx<'_>, today: NaiveDate, owner: UserId) -> Result<Counts, StoreError> {
    let mut found = HashMap::new();
    for row in tx.db.rows(include_str!("counts.sql"), vals![owner, today])? {
        let stage = row.text("stage")?;
        let requests: u64 = row.number("requests")?;
        *found.entry(List::All).or_default() += requests;
        if stage != ENDED {
            *found.entry(List::Mine).or_default() += row.number::<u64>("mine")?;
            *found.entry(List::Overdue).or_default() += row.number::<u64>("overdue")?;
        }
        if let Some(list) = List::ALL.iter().find(|list| list.stage() == Some(stage.as_str())) {
            found.insert(*list, requests);
        }
    }
    let not_counted = tx.db.row(include_str!("count_not_counted.sql"), vals![])?;
    let not_counted = not_counted.map_or(Ok(0), |row| row.number("requests"))?;
    found.insert(List::PagesNotCounted, not_counted);
    Ok(Counts(found))
}

/// The requests that these words fit, the latest first; at most `limit`. A request is found by its reference,
/// question, recipient, specialty, the patient's words, and the patient.
///
/// # Errors
/// [`StoreError`] of the database; no words are an error.
pub fn find(tx: &mut Tx<'_>, words: &str, limit: u32) -> Result<Vec<RequestLine>, StoreError> {
    match search::query(words) {
        Some(query) => lines(&tx.db.rows(include_str!("find.sql"), vals![query, limit])?),
        None => Ok(Vec::new()),
    }
}

/// All requests of a patient, the latest first.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn of_patient(tx: &mut Tx<'_>, patient: PatientId) -> Result<Vec<RequestLine>, StoreError> {
    lines(&tx.db.rows(include_str!("of_patient.sql"), vals![patient])?)
}

/// The requests of a patient, in this specialty where one is named, that were logged at or after `since`
/// (milliseconds since 1970): the same letter is not sent twice unseen (hazard H9).
///
/// # Errors
/// [`StoreError`] of the database.
pub fn recent_for(
    tx: &mut Tx<'_>,
    patient: PatientId,
    specialty: Option<&str>,
    since: i64,
) -> Result<Vec<RequestLine>, StoreError> {
    let specialty = specialty.map(str::to_lowercase).unwrap_or_default();
    lines(
        &tx.db
            .rows(include_str!("recent.sql"), vals![patient, specialty, since])?,
    )
}

fn lines(rows: &[Row]) -> Result<Vec<RequestLine>, StoreError> {
    rows.iter().map(line_of).collect()
}
