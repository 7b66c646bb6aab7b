//! Indexing everything anew, for a store whose index was made in another way.

use super::{PatientWords, forms::Words};
use crate::StoreError;
use crate::engine::{Db, Row, Sql, vals};
use domain::bundle::Reference;

/// How many are read at a time.
const AT_A_TIME: u32 = 2000;

/// Fills the empty indexes of patients and requests from what is kept of them.
pub(crate) fn renew(db: &mut Db) -> Result<(), StoreError> {
    let mut after = 0;
    loop {
        let rows = db.rows(include_str!("every_patient.sql"), vals![after, AT_A_TIME])?;
        for row in &rows {
            after = row.int("number")?;
            let words = of_patient(row, Words::default())?.joined();
            db.exec(include_str!("insert_patient.sql"), vals![after, words])?;
        }
        if rows.is_empty() {
            break;
        }
    }
    let mut after = 0;
    loop {
        let rows = db.rows(include_str!("every_request.sql"), vals![after, AT_A_TIME])?;
        for row in &rows {
            after = row.int("number")?;
            let reference = Reference::new(row.number("reference_year")?, row.number("reference_number")?);
            let mut words = of_patient(row, Words::default().reference(&reference))?;
            for column in ["question", "recipient", "specialty", "said", "ubrn"] {
                words = words.text(&row.opt_text(column)?.unwrap_or_default());
            }
            db.exec(include_str!("insert_request.sql"), vals![after, words.joined()])?;
        }
        if rows.is_empty() {
            return Ok(());
        }
    }
}

fn of_patient(row: &Row, words: Words) -> Result<Words, StoreError> {
    let (family, given, further) = (row.text("family")?, row.text("given")?, row.text("words")?);
    let number = row.opt_text("identifier_value")?;
    let patient = PatientWords {
        family: &family,
        given: &given,
        number: number.as_deref(),
        born_on: row.date("born_on")?,
        words: &further,
    };
    Ok(patient.add_to(words))
}
