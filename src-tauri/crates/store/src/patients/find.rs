//! Finding patients by what a person types.

use super::{PatientRow, patient_of};
use crate::engine::{Sql, Val, vals};
use crate::search::{Found, Typed, stretch};
use crate::{StoreError, Tx};

/// The patients whom these words fit, at most `limit`. Every word must fit, as the beginning of a name, number, date of
/// birth in any usual form, or other word.
///
/// Whoever has the whole number or the whole name comes first, then whose family name begins so, then the latest of all
/// others; each of these by name.
///
/// # Errors
/// [`StoreError`] of the database; no words are an error.
pub fn find(tx: &mut Tx<'_>, words: &str, limit: u32) -> Result<Found<PatientRow>, StoreError> {
    let Some(typed) = Typed::parse(words) else {
        return Ok(Found::nothing());
    };
    // One more than is asked for says whether there are more.
    let most = i64::from(limit) + 1;
    let mut found = Gathered::default();
    if let Some(number) = typed.digits() {
        found.take(tx, include_str!("find_number.sql"), vals![number])?;
    }
    for name in typed.whole_names() {
        let (from, below) = stretch(&name.given);
        found.take(
            tx,
            include_str!("find_name.sql"),
            vals![name.family, from, below, most],
        )?;
    }
    let exact = found.rows.len();
    if let Some(family) = typed.family() {
        let (from, below) = stretch(&family);
        found.take(tx, include_str!("find_family.sql"), vals![from, below, most])?;
    }
    let there = found.rows.len() as i64;
    if there < most {
        // Those that are there already are found again.
        found.take(tx, include_str!("find.sql"), vals![typed.query(), most + there])?;
    }
    let limit = limit as usize;
    let is_more = found.rows.len() > limit;
    found.rows.truncate(limit);
    Ok(Found {
        found: found.rows,
        exact: exact.min(limit),
        is_more,
    })
}

/// What was found so far, each patient once.
#[derive(Default)]
struct Gathered {
    rows: Vec<PatientRow>,
}

impl Gathered {
    fn take(&mut self, tx: &mut Tx<'_>, sql: &'static str, values: &[Val]) -> Result<(), StoreError> {
        for row in tx.db.rows(sql, values)? {
            let row = patient_of(&row)?;
            if self.rows.iter().all(|there| there.id != row.id) {
                self.rows.push(row);
            }
        }
        Ok(())
    }
}
