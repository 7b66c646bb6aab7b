//! A file of entries taken in: what is new comes in, what has changed is changed, and what is the same stays as it was.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::directory::{DirectoryEntry, EntryKind};
use domain::id::DirectoryId;

use super::row::entry_of;
use super::{change, last, put, words};
use crate::engine::{Sql, vals};
use crate::search::{self, Indexed};
use crate::{StoreError, Tx};

/// A row that comes in.
#[derive(Debug)]
pub struct Incoming<'a> {
    /// What tells it from every other row, today and in the next file.
    pub key: &'a str,
    /// What it says.
    pub entry: &'a DirectoryEntry,
    /// The id that it gets if it is new.
    pub id: DirectoryId,
}

/// What a file has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Imported {
    /// How many entries are new.
    pub new: u32,
    /// How many say something else, and are still open or closed as before.
    pub changed: u32,
    /// How many have closed since.
    pub closed: u32,
    /// How many are as they were.
    pub unchanged: u32,
    /// How many open entries of an earlier file are not in this one; closed by it where the file is the whole list.
    pub absent: u32,
}

/// Takes in the rows of a file, all of one kind. Entries of an earlier file that it does not have are closed if it is
/// `whole`, and stay otherwise.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn import(
    tx: &mut Tx<'_>,
    kind: EntryKind,
    incoming: &[Incoming<'_>],
    is_whole: bool,
    today: NaiveDate,
    at_ms: i64,
) -> Result<Imported, StoreError> {
    let mut there = of_kind(tx, kind)?;
    let places = if kind.is_person() {
        places(tx)?
    } else {
        HashMap::new()
    };
    let mut number = last(tx)?;
    let mut done = Imported::default();
    for row in incoming {
        let place = row
            .entry
            .parent
            .as_ref()
            .and_then(|code| places.get(code.as_str()));
        let words = words(row.entry, place.map_or("", String::as_str));
        match there.remove(row.key) {
            None => {
                number += 1;
                put(tx, number, row.id, Some(row.key), row.entry, None, at_ms)?;
                search::index_entry(tx.db, number, &words, Indexed::Not)?;
                done.new += 1;
            }
            Some((_, before)) if before == *row.entry => done.unchanged += 1,
            Some((at, before)) => {
                change(tx, at, row.entry, at_ms)?;
                search::index_entry(tx.db, at, &words, Indexed::Before)?;
                if row.entry.is_closed_on(today) && !before.is_closed_on(today) {
                    done.closed += 1;
                } else {
                    done.changed += 1;
                }
            }
        }
    }
    for (at, entry) in there.into_values() {
        if entry.is_closed_on(today) {
            continue;
        }
        done.absent += 1;
        if is_whole {
            tx.db.exec(include_str!("close_absent.sql"), vals![at_ms, at])?;
        }
    }
    Ok(done)
}

/// What the earlier files of this kind said, by key.
fn of_kind(tx: &mut Tx<'_>, kind: EntryKind) -> Result<HashMap<String, (i64, DirectoryEntry)>, StoreError> {
    tx.db
        .rows(include_str!("of_kind.sql"), vals![kind.code()])?
        .iter()
        .map(|row| Ok((row.text("file_key")?, (row.int("number")?, entry_of(row)?))))
        .collect()
}

/// The names of organisations by their codes: a person is found by where they work, too.
fn places(tx: &mut Tx<'_>) -> Result<HashMap<String, String>, StoreError> {
    tx.db
        .rows(include_str!("names.sql"), vals![])?
        .iter()
        .map(|row| Ok((row.text("code")?, row.text("name")?)))
        .collect()
}
