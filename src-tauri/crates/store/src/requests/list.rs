//! Lists of requests: those of the day, those that words fit, those of one patient.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::id::{PatientId, UserId};

use super::filter::{Filter, Place, Stretch, due};
use super::row::{RequestLine, line_of};
use super::stage::List;
use crate::engine::{Row, Sql, Val, vals};
use crate::{StoreError, Tx};

/// The most requests that a narrowed list is counted up to: beyond, nobody reads it to its end.
const COUNTED: u64 = 1000;

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The requests: open ones first, by day of treatment, priority and age. A list of what is due begins with what has
    /// been due the longest.
    pub requests: Vec<RequestLine>,
    /// How many there are on all pages; where [`Page::is_more`], at least so many.
    pub total: u64,
    /// Whether there are more than were counted.
    pub is_more: bool,
    /// After which place the next page begins, if there is one.
    pub next: Option<Place>,
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
/// [`StoreError`] of the database; [`StoreError::Refused`] for the list of nobody, and for a place of another list.
pub fn list(tx: &mut Tx<'_>, filter: &Filter, today: NaiveDate) -> Result<Page, StoreError> {
    let stretch = Stretch::of(tx, filter, today)?;
    let (after_list, after_place) = stretch.after(filter.after.as_ref())?;
    let narrowed = stretch.narrowed_by();
    let skipped = i64::from(filter.page) * i64::from(filter.page_size);
    let mut values = vec![Val::from(after_list), after_place.into(), (&stretch.to).into()];
    values.extend(narrowed.iter().map(Val::from));
    // One more than the page holds tells whether there is another page.
    values.extend([Val::from(i64::from(filter.page_size) + 1), skipped.into()]);
    let mut rows = tx.db.rows(include_str!("list.sql"), &values)?;
    let is_last = rows.len() <= filter.page_size as usize;
    rows.truncate(filter.page_size as usize);
    let next = match rows.last() {
        Some(row) if !is_last => Some(Place::of(&row.text("list")?, row.text("place")?)),
        _ => None,
    };
    let (total, is_more) = total(tx, &stretch)?;
    Ok(Page {
        requests: lines(&rows)?,
        total,
        is_more,
        next,
    })
}

/// How many there are: all of a list from the table of counts, and of a narrowed one as many as anybody reads.
fn total(tx: &mut Tx<'_>, stretch: &Stretch) -> Result<(u64, bool), StoreError> {
    if stretch.besides.is_empty() {
        return Ok((tally(tx, &stretch.from, &stretch.to)?, false));
    }
    let mut values = vec![Val::from(&stretch.from), (&stretch.to).into()];
    values.extend(stretch.narrowed_by().iter().map(Val::from));
    values.push(Val::from(COUNTED as i64 + 1));
    let row = tx.db.row(include_str!("count.sql"), &values)?;
    let found: u64 = row.map_or(Ok(0), |row| row.number("requests"))?;
    Ok((found.min(COUNTED), found > COUNTED))
}

/// How many requests stand on these lists together, from the first to the last by name.
pub(super) fn tally(tx: &mut Tx<'_>, first: &str, last: &str) -> Result<u64, StoreError> {
    let row = tx.db.row(include_str!("tally.sql"), vals![first, last])?;
    row.map_or(Ok(0), |row| row.number("requests"))
}

/// How many requests stand on each list; `owner` says whose own list is counted.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn counts(tx: &mut Tx<'_>, today: NaiveDate, owner: UserId) -> Result<Counts, StoreError> {
    let mut found = HashMap::new();
    for list in List::ALL {
        let filter = Filter {
            owner: (*list == List::Mine).then_some(owner),
            ..Filter::of(*list, 0)
        };
        let requests = if *list == List::Overdue {
            let (first, last) = due(today);
            tally(tx, &first, &last)?
        } else {
            let own = filter.narrowing()?;
            let own = own.first().map_or("all", String::as_str);
            tally(tx, own, own)?
        };
        found.insert(*list, requests);
    }
    Ok(Counts(found))
}

/// A number that grows whenever anything changes that a list shows, at this desk or another.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn changes(tx: &mut Tx<'_>) -> Result<u64, StoreError> {
    tally(tx, "changes", "changes")
}

/// By what a list of requests may be narrowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Facet {
    /// The specialty that is asked.
    Specialty,
    /// The organisation that is asked.
    Recipient,
    /// Whose work it is.
    Owner,
}

/// One value of a facet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetValue {
    /// What a [`Filter`] takes.
    pub value: String,
    /// How people write it.
    pub shown: String,
    /// How many requests have it.
    pub requests: u64,
}

/// Every value that a facet has among the requests, by name.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn facet(tx: &mut Tx<'_>, facet: Facet) -> Result<Vec<FacetValue>, StoreError> {
    let (kind, value, shown) = match facet {
        Facet::Specialty => ("specialty", "specialty", "specialty"),
        Facet::Recipient => ("recipient", "recipient", "recipient"),
        Facet::Owner => ("owner", "owner_id", "owner_shown"),
    };
    // The lists of a kind are those between its blank and the character after a blank.
    let rows = tx.db.rows(
        include_str!("facets.sql"),
        vals![format!("{kind} "), format!("{kind}!")],
    )?;
    rows.iter()
        .map(|row| {
            Ok(FacetValue {
                value: row.text(value)?,
                shown: row.text(shown)?,
                requests: row.number("requests")?,
            })
        })
        .collect()
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

/// The requests beside which a transfer of care is under way, the one that is due first at the top; the day of each line is
/// that of its transfer. At most `most`.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn transfers_due(tx: &mut Tx<'_>, most: u32) -> Result<Vec<RequestLine>, StoreError> {
    lines(&tx.db.rows(include_str!("transfers_due.sql"), vals![most])?)
}

fn lines(rows: &[Row]) -> Result<Vec<RequestLine>, StoreError> {
    rows.iter().map(line_of).collect()
}
