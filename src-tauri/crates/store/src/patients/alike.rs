//! Patients who may be taken for one another (hazard H2): told apart by two indexes, however many patients there are.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::date;
use domain::id::PatientId;

use super::{PatientRow, get};
use crate::engine::{Row, Sql, vals};
use crate::{StoreError, Tx, search};

/// Patients who were born on that day and have a similar name, or who have that name whatever its accents and
/// punctuation: whoever registers or chooses a patient must tell them apart (hazard H2).
///
/// # Errors
/// [`StoreError`] of the database.
pub fn similar_to(
    tx: &mut Tx<'_>,
    family: &str,
    given: &str,
    born_on: NaiveDate,
) -> Result<Vec<PatientRow>, StoreError> {
    let sought = Sought::new(family, given, born_on);
    let mut ids: BTreeSet<_> = sought.born_alike(tx)?.into_iter().collect();
    ids.extend(sought.of_that_name(tx)?.into_iter().map(|(id, _)| id));
    let mut found = ids
        .into_iter()
        .map(|id| get(tx, id))
        .collect::<Result<Vec<_>, _>>()?;
    found.sort_by_key(|row| {
        (
            search::key(&row.fields.family),
            search::key(&row.fields.given),
            row.id,
        )
    });
    Ok(found)
}

/// Whether another patient of the store may be taken for this one: born on one day with a similar name, or of one name and
/// born on days that are close (hazard H2).
///
/// # Errors
/// [`StoreError`] of the database.
pub fn resembles_another(
    tx: &mut Tx<'_>,
    id: PatientId,
    family: &str,
    given: &str,
    born_on: NaiveDate,
) -> Result<bool, StoreError> {
    let sought = Sought::new(family, given, born_on);
    if sought.born_alike(tx)?.iter().any(|other| *other != id) {
        return Ok(true);
    }
    let named = sought.of_that_name(tx)?;
    Ok(named
        .iter()
        .any(|(other, day)| *other != id && date::are_close(born_on, *day)))
}

/// Names as they are compared, and a day of birth.
struct Sought {
    family: String,
    given: String,
    born_on: NaiveDate,
}

impl Sought {
    fn new(family: &str, given: &str, born_on: NaiveDate) -> Self {
        Self {
            family: search::key(family),
            given: search::key(given),
            born_on,
        }
    }

    fn born_alike(&self, tx: &mut Tx<'_>) -> Result<Vec<PatientId>, StoreError> {
        let rows = tx.db.rows(include_str!("born_on.sql"), vals![self.born_on])?;
        let mut found = Vec::new();
        for row in &rows {
            let (family, given) = (row.text("family_key")?, row.text("given_key")?);
            if search::are_alike(&self.family, &family) || search::are_alike(&self.given, &given) {
                found.push(id_of(row)?);
            }
        }
        Ok(found)
    }

    fn of_that_name(&self, tx: &mut Tx<'_>) -> Result<Vec<(PatientId, NaiveDate)>, StoreError> {
        tx.db
            .rows(include_str!("of_name.sql"), vals![&self.family, &self.given])?
            .iter()
            .map(|row| Ok((id_of(row)?, row.date("born_on")?)))
            .collect()
    }
}

fn id_of(row: &Row) -> Result<PatientId, StoreError> {
    row.parsed("id", |text| PatientId::parse(text).ok())
}
