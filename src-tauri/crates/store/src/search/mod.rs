//! Finding patients and requests by the words a person types, in every form in which people write them.
//!
//! This is one of the few places where the engines truly differ; here is SQLite's full-text index. It is written
//! in the transaction that writes what it indexes.

mod forms;
mod query;

use chrono::NaiveDate;
use domain::bundle::Reference;
use domain::id::{PatientId, RequestId};

pub(crate) use forms::{are_alike, key};
pub(crate) use query::query;

use crate::StoreError;
use crate::engine::{Db, Sql, vals};

/// What of a patient is found by.
pub(crate) struct PatientWords<'a> {
    pub(crate) family: &'a str,
    pub(crate) given: &'a str,
    pub(crate) number: Option<&'a str>,
    pub(crate) born_on: NaiveDate,
    pub(crate) words: &'a str,
}

/// Indexes a patient anew.
pub(crate) fn index_patient(
    db: &mut Db,
    id: PatientId,
    patient: &PatientWords<'_>,
) -> Result<(), StoreError> {
    let number = number_of(db, &id.to_string())?;
    db.exec(include_str!("forget_patient.sql"), vals![number])?;
    db.exec(
        include_str!("insert_patient.sql"),
        vals![
            number,
            patient.names(),
            patient.numbers(),
            forms::dates(patient.born_on),
            forms::folded(patient.words)
        ],
    )?;
    Ok(())
}

/// Indexes a request anew; it is found by its patient, too.
pub(crate) fn index_request(
    db: &mut Db,
    id: RequestId,
    reference: &Reference,
    patient: &PatientWords<'_>,
    words: &str,
) -> Result<(), StoreError> {
    let number = number_of(db, &id.to_string())?;
    let whose = format!(
        "{} {} {} {}",
        patient.names(),
        patient.numbers(),
        forms::dates(patient.born_on),
        forms::folded(patient.words)
    );
    db.exec(include_str!("forget_request.sql"), vals![number])?;
    db.exec(
        include_str!("insert_request.sql"),
        vals![number, forms::reference(reference), whose, forms::folded(words)],
    )?;
    Ok(())
}

/// Indexes an entry of the directory anew.
pub(crate) fn index_entry(db: &mut Db, number: i64, is_new: bool, words: &str) -> Result<(), StoreError> {
    if !is_new {
        db.exec(include_str!("forget_entry.sql"), vals![number])?;
    }
    db.exec(
        include_str!("insert_entry.sql"),
        vals![number, forms::folded(words)],
    )?;
    Ok(())
}

impl PatientWords<'_> {
    fn names(&self) -> String {
        format!("{} {}", forms::folded(self.given), forms::folded(self.family))
    }

    fn numbers(&self) -> String {
        self.number.map(forms::number).unwrap_or_default()
    }
}

fn number_of(db: &mut Db, id: &str) -> Result<i64, StoreError> {
    db.row(include_str!("key.sql"), vals![id])?
        .ok_or_else(|| StoreError::Fault("a search key was not given".to_owned()))?
        .int("number")
}
