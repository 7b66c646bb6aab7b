//! Finding requests by what a person types.

use domain::id::PatientId;

use super::filter::{Filter, NARROWED_BY};
use super::row::{RequestLine, line_of};
use super::stage::List;
use crate::engine::{Sql, Val, vals};
use crate::search::{Found, Typed};
use crate::{StoreError, Tx};

/// How many of those that have the words are looked at where a filter narrows them: who wants more must say more.
const LOOKED_AT: i64 = 400;

/// The requests that these words and a filter fit, at most as many as a page holds. A request is found by its reference,
/// booking reference, question, recipient, specialty, the patient's words, and the patient.
///
/// What answers to the whole of what was typed comes first: a reference, a number, the whole name of a patient; then the
/// latest of all others.
///
/// # Errors
/// [`StoreError`] of the database; no words are an error.
pub fn find(tx: &mut Tx<'_>, words: &str, filter: &Filter) -> Result<Found<RequestLine>, StoreError> {
    let Some(typed) = Typed::parse(words) else {
        return Ok(Found::nothing());
    };
    // One more than the page holds says whether there are more.
    let most = i64::from(filter.page_size) + 1;
    let mut found = match filter.list {
        List::All => exact(tx, &typed, filter, most)?,
        _ => Vec::new(),
    };
    let exact = found.len();
    let narrowing = filter.narrowing()?;
    let query = typed.query();
    let wanted = most + exact as i64;
    let looked_at = if narrowing.is_empty() {
        wanted
    } else {
        LOOKED_AT.max(wanted)
    };
    let mut values = vals![&query, looked_at].to_vec();
    let mut lists = narrowing.iter();
    values.extend((0..NARROWED_BY).map(|_| Val::from(lists.next().map_or("", String::as_str))));
    values.push(wanted.into());
    for row in tx.db.rows(include_str!("find.sql"), &values)? {
        add(&mut found, line_of(&row)?);
    }
    let page = filter.page_size as usize;
    let is_more = found.len() > page || !narrowing.is_empty() && has_more(tx, &query, looked_at)?;
    found.truncate(page);
    Ok(Found {
        exact: exact.min(page),
        found,
        is_more,
    })
}

/// The last request of a patient, if there is one.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn latest_of(tx: &mut Tx<'_>, patient: PatientId) -> Result<Option<RequestLine>, StoreError> {
    let row = tx.db.row(include_str!("latest.sql"), vals![patient])?;
    row.as_ref().map(line_of).transpose()
}

/// What answers to the whole of what was typed.
fn exact(tx: &mut Tx<'_>, typed: &Typed, filter: &Filter, most: i64) -> Result<Vec<RequestLine>, StoreError> {
    let mut found = Vec::new();
    let (reference, digits) = (typed.reference(), typed.digits());
    if reference.is_some() || digits.is_some() {
        let (year, number) = reference.unwrap_or((Some(u32::MAX), 0));
        let values = vals![number, year.unwrap_or(0), digits.unwrap_or_default(), most];
        for row in tx.db.rows(include_str!("find_exact.sql"), values)? {
            add(&mut found, line_of(&row)?);
        }
    }
    for name in typed.whole_names() {
        let values = vals![name.family, name.given, most];
        for row in tx.db.rows(include_str!("find_name.sql"), values)? {
            add(&mut found, line_of(&row)?);
        }
    }
    found.retain(|line| filter.fits(line));
    Ok(found)
}

/// Whether more have the words than were looked at.
fn has_more(tx: &mut Tx<'_>, query: &str, looked_at: i64) -> Result<bool, StoreError> {
    let row = tx
        .db
        .row(include_str!("find_count.sql"), vals![query, looked_at + 1])?;
    let there = row.map_or(Ok(0), |row| row.int("requests"))?;
    Ok(there > looked_at)
}

fn add(found: &mut Vec<RequestLine>, line: RequestLine) {
    if found.iter().all(|there| there.id != line.id) {
        found.push(line);
    }
}
