//! What the team's report is made of: one line for each request of a period, and no patient in any of them.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::request::AskedBy;
use domain::status::{Status, Step};

use crate::engine::{Row, Sql, Val};
use crate::{At, StoreError, Tx};

/// A period, both days within it. A request belongs to the day of its ask or, where that was not written down, to the
/// day on which it was logged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
    /// By how much the desk's clock was ahead of UTC when days were counted, in minutes.
    pub offset_minutes: i32,
}

/// A request as a report counts it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// The day of the ask, or of the logging.
    pub asked_on: NaiveDate,
    /// The specialty that is asked.
    pub specialty: Option<String>,
    /// Who asked.
    pub asked_by: Option<AskedBy>,
    /// Where it stands.
    pub status: Status,
    /// The day of the decision: agreed, declined or redirected.
    pub decided_on: Option<NaiveDate>,
    /// The day on which it was first sent.
    pub sent_on: Option<NaiveDate>,
    /// The day on which the new team first said that it has it, or that it accepts the patient.
    pub received_on: Option<NaiveDate>,
    /// The day on which the opinion came.
    pub answered_on: Option<NaiveDate>,
}

impl Period {
    fn values(&self) -> [Val; 4] {
        let midnight = |day: NaiveDate| {
            let at = day.and_time(chrono::NaiveTime::MIN).and_utc().timestamp_millis();
            at - i64::from(self.offset_minutes) * 60_000
        };
        let next = self.to.succ_opt().unwrap_or(self.to);
        [
            self.from.into(),
            self.to.into(),
            midnight(self.from).into(),
            midnight(next).into(),
        ]
    }

    fn day(&self, utc_ms: i64) -> NaiveDate {
        let at = At {
            utc_ms,
            offset_minutes: self.offset_minutes,
        };
        at.local_date()
    }
}

/// The requests of a period.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn requests(tx: &mut Tx<'_>, period: &Period) -> Result<Vec<Counted>, StoreError> {
    let mut days = steps(tx, period)?;
    let rows = tx.db.rows(include_str!("asked.sql"), &period.values())?;
    rows.iter()
        .map(|row| {
            let days = days.remove(&row.text("id")?).unwrap_or_default();
            Ok(Counted {
                asked_on: match row.opt_date("asked_on")? {
                    Some(day) => day,
                    None => period.day(row.int("logged_at")?),
                },
                specialty: row.opt_text("specialty")?,
                asked_by: row.opt_parsed("asked_by", AskedBy::from_code)?,
                status: row.parsed("status", Status::from_code)?,
                decided_on: days.decided,
                sent_on: days.sent,
                received_on: days.received,
                answered_on: days.answered,
            })
        })
        .collect()
}

/// What was written down with each decline of a period, as the pathway wrote it.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn declined(tx: &mut Tx<'_>, period: &Period) -> Result<Vec<String>, StoreError> {
    let rows = tx.db.rows(include_str!("declined.sql"), &period.values())?;
    rows.iter().map(|row| row.text("evidence")).collect()
}

/// When the steps were taken that a report tells of.
#[derive(Default)]
struct Days {
    decided: Option<NaiveDate>,
    sent: Option<NaiveDate>,
    received: Option<NaiveDate>,
    answered: Option<NaiveDate>,
}

/// The day of the first step of each kind: what was sent again was sent when it was sent first.
fn steps(tx: &mut Tx<'_>, period: &Period) -> Result<HashMap<String, Days>, StoreError> {
    let mut found: HashMap<String, Days> = HashMap::new();
    for row in tx.db.rows(include_str!("steps.sql"), &period.values())? {
        let days = found.entry(row.text("request_id")?).or_default();
        let first = match row.parsed("step", Step::from_code)? {
            Step::Agree | Step::Decline | Step::Redirect => &mut days.decided,
            Step::Dispatch => &mut days.sent,
            Step::Receive | Step::Accept => &mut days.received,
            Step::ReceiveOpinion => &mut days.answered,
            _ => continue,
        };
        if first.is_none() {
            *first = Some(day_of(&row, period)?);
        }
    }
    Ok(found)
}

fn day_of(row: &Row, period: &Period) -> Result<NaiveDate, StoreError> {
    Ok(match row.opt_date("happened_on")? {
        Some(day) => day,
        None => period.day(row.int("at")?),
    })
}
