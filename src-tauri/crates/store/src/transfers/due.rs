//! By which day the next act of a transfer is due.

use chrono::NaiveDate;
use domain::id::RequestId;

use crate::engine::{Sql, vals};
use crate::{StoreError, Tx};

/// Keeps the day by which the next act is due; none where the transfer has come to an end.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn set_due(tx: &mut Tx<'_>, request: RequestId, due_on: Option<NaiveDate>) -> Result<(), StoreError> {
    match due_on {
        Some(day) => tx.db.exec(include_str!("set_due.sql"), vals![request, day])?,
        None => tx.db.exec(include_str!("forget_due.sql"), vals![request])?,
    };
    Ok(())
}

/// The day by which the next act of a request's transfer is due, while one is under way.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn due_of(tx: &mut Tx<'_>, request: RequestId) -> Result<Option<NaiveDate>, StoreError> {
    let row = tx.db.row(include_str!("due_of.sql"), vals![request])?;
    row.map(|row| row.date("due_on")).transpose()
}

/// How many transfers are due on a day or were before it.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn count_due(tx: &mut Tx<'_>, by: NaiveDate) -> Result<u64, StoreError> {
    let row = tx.db.row(include_str!("count_due.sql"), vals![by])?;
    row.map_or(Ok(0), |row| row.number("transfers"))
}

/// How many transfers are under way.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn count_open(tx: &mut Tx<'_>) -> Result<u64, StoreError> {
    let row = tx.db.row(include_str!("count_open.sql"), vals![])?;
    row.map_or(Ok(0), |row| row.number("transfers"))
}
