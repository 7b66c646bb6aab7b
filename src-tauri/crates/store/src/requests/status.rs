//! Where a request stands, and how it came there: each step appended, none overwritten (product rule §2).

use chrono::NaiveDate;
use domain::id::{RequestId, UserId};
use domain::status::{Status, Step};

use super::stage::stage_of;
use super::stale_request;
use crate::engine::{Row, Sql, vals};
use crate::redact::redacted;
use crate::{At, StoreError, Tx};

/// A step to be recorded. That the pathway allows it is for the pathway to say.
#[derive(Clone, PartialEq, Eq)]
pub struct StatusStep {
    /// The step; none for the logging with which a request begins.
    pub step: Option<Step>,
    /// The status to which it leads.
    pub status: Status,
    /// When it is recorded.
    pub at: At,
    /// The day on which it happened, where that is another.
    pub happened_on: Option<NaiveDate>,
    /// Who records it.
    pub by: UserId,
    /// For whom.
    pub on_behalf_of: Option<UserId>,
    /// What was given as evidence, as the pathway writes it.
    pub evidence: String,
    /// The day by which the next thing should happen.
    pub next_action_by: Option<NaiveDate>,
}

redacted!(StatusStep { step, status, by });

/// One line of a request's history.
#[derive(Clone, PartialEq, Eq)]
pub struct StatusChange {
    /// Its place, from 1.
    pub seq: u32,
    /// The step; none for the logging.
    pub step: Option<Step>,
    /// The status to which it led.
    pub status: Status,
    /// When it was recorded, in milliseconds since 1970.
    pub at: i64,
    /// The day on which it happened, where that is another.
    pub happened_on: Option<NaiveDate>,
    /// Who recorded it.
    pub by: UserId,
    /// The name by which colleagues know that person.
    pub by_shown: String,
    /// For whom.
    pub on_behalf_of: Option<UserId>,
    /// The name by which colleagues know that person.
    pub on_behalf_of_shown: Option<String>,
    /// The evidence, as the pathway wrote it.
    pub evidence: String,
}

redacted!(StatusChange {
    seq,
    step,
    status,
    by
});

/// Takes a step, if the request still stands at `version`; gives the new version.
///
/// # Errors
/// [`StoreError::Stale`], [`StoreError::NotFound`].
pub fn set_status(
    tx: &mut Tx<'_>,
    id: RequestId,
    version: i64,
    step: &StatusStep,
) -> Result<i64, StoreError> {
    let values = vals![
        step.status.code(),
        stage_of(step.status),
        step.at.utc_ms,
        step.next_action_by,
        id,
        version,
    ];
    let Some(row) = tx.db.row(include_str!("set_status.sql"), values)? else {
        return Err(stale_request(tx, id));
    };
    append(tx, id, step)?;
    row.int("version")
}

/// The history of a request, from its logging on.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn history(tx: &mut Tx<'_>, id: RequestId) -> Result<Vec<StatusChange>, StoreError> {
    tx.db
        .rows(include_str!("history.sql"), vals![id])?
        .iter()
        .map(change_of)
        .collect()
}

pub(super) fn append(tx: &mut Tx<'_>, id: RequestId, step: &StatusStep) -> Result<(), StoreError> {
    tx.db.exec(
        include_str!("insert_change.sql"),
        vals![
            id,
            step.step.map(Step::code),
            step.status.code(),
            step.at.utc_ms,
            step.happened_on,
            step.by,
            step.on_behalf_of,
            &step.evidence,
            id,
        ],
    )?;
    Ok(())
}

fn change_of(row: &Row) -> Result<StatusChange, StoreError> {
    let user = |text: &str| UserId::parse(text).ok();
    Ok(StatusChange {
        seq: row.number("seq")?,
        step: row.opt_parsed("step", Step::from_code)?,
        status: row.parsed("status", Status::from_code)?,
        at: row.int("at")?,
        happened_on: row.opt_date("happened_on")?,
        by: row.parsed("by_id", user)?,
        by_shown: row.text("by_shown")?,
        on_behalf_of: row.opt_parsed("on_behalf_of", user)?,
        on_behalf_of_shown: row.opt_text("behalf_shown")?,
        evidence: row.text("evidence")?,
    })
}
