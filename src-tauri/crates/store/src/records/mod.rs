//! Records: each hangs on one request of its own patient, and its file never changes.

mod row;

use std::collections::BTreeSet;

use domain::id::{PatientId, RecordId, RequestId};
use domain::record::{PageChoice, RecordDetails};

pub use row::{NewRecord, RecordFile, RecordRow, Removed};

use crate::engine::{Sql, Val, vals};
use crate::patients::stale;
use crate::{StoreError, Tx, requests};
use row::record_of;

/// Adds a record behind the others of its request, at version 1. Its file must be sealed already.
///
/// # Errors
/// [`StoreError::WrongPatient`] when the request is another patient's (hazard H3); [`StoreError::NotFound`] when
/// there is no such request.
pub fn insert(tx: &mut Tx<'_>, record: &NewRecord) -> Result<(), StoreError> {
    if requests::patient_of(tx, record.request)? != record.patient {
        return Err(StoreError::WrongPatient);
    }
    let mut values = record.columns();
    values.push(record.request.into());
    tx.db.exec(include_str!("insert.sql"), &values)?;
    Ok(())
}

/// The records of a request that are not removed, in their order.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn list(tx: &mut Tx<'_>, request: RequestId) -> Result<Vec<RecordRow>, StoreError> {
    tx.db
        .rows(include_str!("list.sql"), vals![request])?
        .iter()
        .map(record_of)
        .collect()
}

/// The records of a request with those that were removed.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn list_all(tx: &mut Tx<'_>, request: RequestId) -> Result<Vec<RecordRow>, StoreError> {
    tx.db
        .rows(include_str!("list_all.sql"), vals![request])?
        .iter()
        .map(record_of)
        .collect()
}

/// One record, always by the request it belongs to, so that a slip of context finds nothing (hazard H3).
///
/// # Errors
/// [`StoreError::NotFound`], also for a record of another request.
pub fn get(tx: &mut Tx<'_>, request: RequestId, record: RecordId) -> Result<RecordRow, StoreError> {
    let row = tx.db.row(include_str!("get.sql"), vals![request, record])?;
    record_of(&row.ok_or(NOT_FOUND)?)
}

/// Changes what is known of a record, if it still stands at `version`; gives the new version.
///
/// # Errors
/// [`StoreError::Stale`]; [`StoreError::NotFound`], also for a record that was removed.
pub fn describe(
    tx: &mut Tx<'_>,
    request: RequestId,
    record: RecordId,
    version: i64,
    details: &RecordDetails,
) -> Result<i64, StoreError> {
    let mut values: Vec<Val> = row::detail_columns(details).into();
    values.extend([request.into(), record.into(), version.into()]);
    changed(tx, include_str!("describe.sql"), &values, request, record)
}

/// Chooses which pages of a record go along, if it still stands at `version`; gives the new version.
///
/// # Errors
/// As [`describe`].
pub fn choose_pages(
    tx: &mut Tx<'_>,
    request: RequestId,
    record: RecordId,
    version: i64,
    pages: &PageChoice,
) -> Result<i64, StoreError> {
    let values = vals![pages.typed(), request, record, version];
    changed(tx, include_str!("choose_pages.sql"), values, request, record)
}

/// Takes a record out, with the reason; row and file stay as they are.
///
/// # Errors
/// As [`describe`].
pub fn remove(
    tx: &mut Tx<'_>,
    request: RequestId,
    record: RecordId,
    version: i64,
    reason: &str,
    at_ms: i64,
) -> Result<(), StoreError> {
    let values = vals![at_ms, reason, request, record, version];
    changed(tx, include_str!("remove.sql"), values, request, record).map(|_| ())
}

/// Puts a record in the place of another, which is removed with the reason; row and file of that one stay as they are.
///
/// # Errors
/// As [`insert`] and [`remove`].
pub fn replace(
    tx: &mut Tx<'_>,
    old: &RecordRow,
    new: &NewRecord,
    reason: &str,
    at_ms: i64,
) -> Result<(), StoreError> {
    remove(tx, old.request, old.id, old.version, reason, at_ms)?;
    insert(
        tx,
        &NewRecord {
            replaces: Some(old.id),
            ..new.clone()
        },
    )?;
    tx.db.exec(
        include_str!("place.sql"),
        vals![old.position, old.request, new.id],
    )?;
    Ok(())
}

/// Puts the records of a request in this order. Each that is not removed must be named once.
///
/// # Errors
/// [`StoreError::NotFound`] for one that is not there; [`StoreError::Refused`] when one is left out or named twice,
/// as when somebody else has added one meanwhile.
pub fn reorder(tx: &mut Tx<'_>, request: RequestId, order: &[RecordId]) -> Result<(), StoreError> {
    let present: BTreeSet<_> = list(tx, request)?.iter().map(|record| record.id).collect();
    let named: BTreeSet<_> = order.iter().copied().collect();
    if !named.is_subset(&present) {
        return Err(NOT_FOUND);
    }
    if named.len() != order.len() || named.len() != present.len() {
        return Err(StoreError::Refused {
            rule: "an order names each record of the request once",
        });
    }
    for (position, record) in (1_i64..).zip(order) {
        tx.db
            .exec(include_str!("place.sql"), vals![position, request, *record])?;
    }
    Ok(())
}

/// Where the very same file hangs on a request of another patient: a hard stop before it is added (hazard H1).
///
/// # Errors
/// [`StoreError`] of the database.
pub fn same_file_elsewhere(
    tx: &mut Tx<'_>,
    sha256: &str,
    patient: PatientId,
) -> Result<Vec<(PatientId, RequestId, RecordId)>, StoreError> {
    let rows = tx
        .db
        .rows(include_str!("elsewhere.sql"), vals![sha256, patient])?;
    rows.iter()
        .map(|row| {
            Ok((
                row.parsed("patient_id", |text| PatientId::parse(text).ok())?,
                row.parsed("request_id", |text| RequestId::parse(text).ok())?,
                row.parsed("id", |text| RecordId::parse(text).ok())?,
            ))
        })
        .collect()
}

fn changed(
    tx: &mut Tx<'_>,
    sql: &'static str,
    values: &[Val],
    request: RequestId,
    record: RecordId,
) -> Result<i64, StoreError> {
    match tx.db.row(sql, values)? {
        Some(row) => row.int("version"),
        None => Err(stale(
            tx.db.row(include_str!("version.sql"), vals![request, record])?,
            "record",
        )),
    }
}

const NOT_FOUND: StoreError = StoreError::NotFound { what: "record" };
