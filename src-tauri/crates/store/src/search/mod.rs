//! Finding patients and requests by the words a person types, in every form in which people write them.
//!
//! This is one of the few places where the engines truly differ; here is SQLite's full-text index. It is written
//! in the transaction that writes what it indexes. It keeps which words something has and not where, so that a beginning
//! that half a million have is read as fast as one that nobody has.

mod dates;
mod forms;
mod query;
mod renew;

use chrono::NaiveDate;
use domain::bundle::Reference;
use domain::id::{PatientId, RequestId};

pub(crate) use forms::{are_alike, key};
pub(crate) use query::{Typed, stretch};
pub(crate) use renew::renew;

use crate::StoreError;
use crate::engine::{Db, Sql, vals};
use forms::Words;

/// What was found: what answers to the very words first, then what has words that begin so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found<T> {
    /// What was found, at most as many as were asked for.
    pub found: Vec<T>,
    /// How many of them, from the first on, answer to the whole of what was typed: a reference, a number, a whole name.
    pub exact: usize,
    /// Whether there may be more.
    pub is_more: bool,
}

impl<T> Found<T> {
    /// Nothing.
    pub(crate) const fn nothing() -> Self {
        Self {
            found: Vec::new(),
            exact: 0,
            is_more: false,
        }
    }
}

/// What of a patient is found by.
#[derive(PartialEq, Eq)]
pub(crate) struct PatientWords<'a> {
    pub(crate) family: &'a str,
    pub(crate) given: &'a str,
    pub(crate) number: Option<&'a str>,
    pub(crate) born_on: NaiveDate,
    pub(crate) words: &'a str,
}

/// Whether something is in the index already.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Indexed {
    Not,
    Before,
}

/// Indexes a patient anew.
pub(crate) fn index_patient(
    db: &mut Db,
    id: PatientId,
    patient: &PatientWords<'_>,
    indexed: Indexed,
) -> Result<(), StoreError> {
    let number = number_of(db, &id.to_string())?;
    if indexed == Indexed::Before {
        db.exec(include_str!("forget_patient.sql"), vals![number])?;
    }
    let words = patient.add_to(Words::default()).joined();
    db.exec(include_str!("insert_patient.sql"), vals![number, words])?;
    Ok(())
}

/// Indexes a request anew; it is found by its patient, too.
pub(crate) fn index_request(
    db: &mut Db,
    id: RequestId,
    reference: &Reference,
    patient: &PatientWords<'_>,
    words: &str,
    indexed: Indexed,
) -> Result<(), StoreError> {
    let number = number_of(db, &id.to_string())?;
    if indexed == Indexed::Before {
        db.exec(include_str!("forget_request.sql"), vals![number])?;
    }
    let words = patient
        .add_to(Words::default().reference(reference))
        .text(words)
        .joined();
    db.exec(include_str!("insert_request.sql"), vals![number, words])?;
    Ok(())
}

/// Indexes an entry of the directory anew.
pub(crate) fn index_entry(db: &mut Db, number: i64, words: &str, indexed: Indexed) -> Result<(), StoreError> {
    if indexed == Indexed::Before {
        db.exec(include_str!("forget_entry.sql"), vals![number])?;
    }
    let words = Words::default().text(words).joined();
    db.exec(include_str!("insert_entry.sql"), vals![number, words])?;
    Ok(())
}

impl PatientWords<'_> {
    fn add_to(&self, words: Words) -> Words {
        words
            .text(self.given)
            .text(self.family)
            .number(self.number.unwrap_or_default())
            .date(self.born_on)
            .text(self.words)
    }
}

fn number_of(db: &mut Db, id: &str) -> Result<i64, StoreError> {
    db.row(include_str!("key.sql"), vals![id])?
        .ok_or_else(|| StoreError::Fault("a search key was not given".to_owned()))?
        .int("number")
}
