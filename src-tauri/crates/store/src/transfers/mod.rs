//! Transfers of care: the steps that were recorded beside a request, each appended, none overwritten.

mod due;

use chrono::NaiveDate;
use domain::id::{RequestId, UserId};
use domain::transfer::TransferStep;

pub use due::{count_due, count_open, due_of, set_due};

use crate::engine::{Row, Sql, vals};
use crate::redact::redacted;
use crate::{At, StoreError, Tx};

/// A step to be recorded. That its order allows it is for the pathway to say.
#[derive(Clone, PartialEq, Eq)]
pub struct NewTransferStep {
    /// The step.
    pub step: TransferStep,
    /// When it is recorded.
    pub at: At,
    /// The day on which it happened, where one was named.
    pub happened_on: Option<NaiveDate>,
    /// Who records it.
    pub by: UserId,
    /// What was given as evidence, as the pathway writes it.
    pub evidence: String,
}

redacted!(NewTransferStep { step, by });

/// A recorded step.
#[derive(Clone, PartialEq, Eq)]
pub struct TransferRow {
    /// Its place, from 1.
    pub seq: u32,
    /// The step.
    pub step: TransferStep,
    /// When it was recorded, in milliseconds since 1970.
    pub at: i64,
    /// The day on which it happened, where one was named.
    pub happened_on: Option<NaiveDate>,
    /// Who recorded it.
    pub by: UserId,
    /// The name by which colleagues know that person.
    pub by_shown: String,
    /// The evidence, as the pathway wrote it.
    pub evidence: String,
}

redacted!(TransferRow { seq, step, by });

/// Records a step, if `seen` steps are recorded so far; gives how many there are then.
///
/// # Errors
/// [`StoreError::Stale`] when somebody else recorded one first.
pub fn append(
    tx: &mut Tx<'_>,
    request: RequestId,
    seen: u32,
    step: &NewTransferStep,
) -> Result<u32, StoreError> {
    let values = vals![
        request,
        step.step.code(),
        step.at.utc_ms,
        step.happened_on,
        step.by,
        &step.evidence,
        request,
        seen,
    ];
    match tx.db.row(include_str!("append.sql"), values)? {
        Some(row) => row.number("seq"),
        None => Err(StoreError::Stale {
            current_version: i64::try_from(list(tx, request)?.len()).unwrap_or(i64::MAX),
        }),
    }
}

/// The steps of a request's transfers, from the first on.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn list(tx: &mut Tx<'_>, request: RequestId) -> Result<Vec<TransferRow>, StoreError> {
    tx.db
        .rows(include_str!("list.sql"), vals![request])?
        .iter()
        .map(row_of)
        .collect()
}

fn row_of(row: &Row) -> Result<TransferRow, StoreError> {
    Ok(TransferRow {
        seq: row.number("seq")?,
        step: row.parsed("step", TransferStep::from_code)?,
        at: row.int("at")?,
        happened_on: row.opt_date("happened_on")?,
        by: row.parsed("by_id", |text| UserId::parse(text).ok())?,
        by_shown: row.text("by_shown")?,
        evidence: row.text("evidence")?,
    })
}
