//! Requests: what each says, where it stands, and the history of how it came there.

mod filter;
mod find;
mod list;
mod row;
mod stage;
mod status;
mod ubrn;

use domain::bundle::Reference;
use domain::id::{PatientId, RequestId};

pub use filter::{Filter, Place};
pub use find::{find, latest_of};
pub use list::{
    Counts, Facet, FacetValue, Page, changes, counts, facet, list, of_patient, recent_for, transfers_due,
};
pub use row::{PatientLine, RequestFields, RequestLine, RequestRow};
pub use stage::List;
pub use status::{StatusChange, StatusStep, history, set_status};
pub use ubrn::set_ubrn;

use crate::engine::{Sql, Val, vals};
use crate::patients::{self, stale};
use crate::search::{self, Indexed};
use crate::{At, StoreError, Tx};
use stage::stage_of;

/// Opens a request, at version 1, with the next reference of the year in which it was logged, and begins its history.
///
/// # Errors
/// [`StoreError::NotFound`] when there is no such patient.
pub fn insert(
    tx: &mut Tx<'_>,
    id: RequestId,
    patient: PatientId,
    fields: &RequestFields,
    logged: &StatusStep,
) -> Result<Reference, StoreError> {
    let whose = patients::get(tx, patient)?;
    let reference = next_reference(tx, logged.at)?;
    let (year, number) = row::parts(&reference)?;
    let mut values = vec![
        Val::from(id),
        year.into(),
        number.into(),
        patient.into(),
        logged.status.code().into(),
        stage_of(logged.status).into(),
        logged.at.utc_ms.into(),
        logged.next_action_by.into(),
    ];
    values.extend(fields.columns());
    values.extend([
        logged.at.utc_ms.into(),
        (&fields.words).into(),
        (&fields.form).into(),
    ]);
    tx.db.exec(include_str!("insert.sql"), &values)?;
    status::append(tx, id, logged)?;
    search::index_request(
        tx.db,
        id,
        &reference,
        &whose.fields.search_words(),
        &fields.search_words(),
        Indexed::Not,
    )?;
    Ok(reference)
}

/// The request with this id.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn get(tx: &mut Tx<'_>, id: RequestId) -> Result<RequestRow, StoreError> {
    let row = tx.db.row(include_str!("get.sql"), vals![id])?;
    row::request_of(&row.ok_or(NOT_FOUND)?)
}

/// The id of the request with this reference, if there is one.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn by_reference(tx: &mut Tx<'_>, reference: &Reference) -> Result<Option<RequestId>, StoreError> {
    let (year, number) = row::parts(reference)?;
    let row = tx.db.row(include_str!("by_reference.sql"), vals![year, number])?;
    row.map(|row| row.parsed("id", |text| RequestId::parse(text).ok()))
        .transpose()
}

/// Saves what a request says, if it still stands at `version`; gives the new version. The status stays.
///
/// # Errors
/// [`StoreError::Stale`], [`StoreError::NotFound`].
pub fn save_form(
    tx: &mut Tx<'_>,
    id: RequestId,
    version: i64,
    next_action_by: Option<chrono::NaiveDate>,
    fields: &RequestFields,
) -> Result<i64, StoreError> {
    let before = get(tx, id)?.fields.search_words();
    let mut values = vec![Val::from(next_action_by)];
    values.extend(fields.columns());
    values.extend([
        (&fields.words).into(),
        (&fields.form).into(),
        id.into(),
        version.into(),
    ]);
    let Some(row) = tx.db.row(include_str!("save_form.sql"), &values)? else {
        return Err(stale_request(tx, id));
    };
    // Most of what is typed goes into parts that nobody searches.
    if before != fields.search_words() {
        let saved = get(tx, id)?;
        index(tx, &saved)?;
    }
    row.int("version")
}

/// Records that the letter of this version is signed; it never goes back.
pub(crate) fn set_letter_version(tx: &mut Tx<'_>, id: RequestId, version: u32) -> Result<(), StoreError> {
    tx.db.exec(
        include_str!("set_letter_version.sql"),
        vals![version, id, version],
    )?;
    Ok(())
}

/// The patient of a request, for what must not be mixed up.
pub(crate) fn patient_of(tx: &mut Tx<'_>, id: RequestId) -> Result<PatientId, StoreError> {
    let row = tx.db.row(include_str!("patient.sql"), vals![id])?;
    row.ok_or(NOT_FOUND)?
        .parsed("patient_id", |text| PatientId::parse(text).ok())
}

/// Indexes all requests of a patient anew, since they are found by the patient's name.
pub(crate) fn index_all_of(tx: &mut Tx<'_>, patient: PatientId) -> Result<(), StoreError> {
    let rows = tx.db.rows(include_str!("of_patient.sql"), vals![patient])?;
    for row in &rows {
        index(tx, &row::request_of(row)?)?;
    }
    Ok(())
}

fn index(tx: &mut Tx<'_>, request: &RequestRow) -> Result<(), StoreError> {
    let patient = patients::get(tx, request.line.patient_id)?;
    let mut words = request.fields.search_words();
    if let Some(ubrn) = &request.ubrn {
        words.push(' ');
        words.push_str(ubrn);
    }
    search::index_request(
        tx.db,
        request.line.id,
        &request.line.reference,
        &patient.fields.search_words(),
        &words,
        Indexed::Before,
    )
}

/// The next reference of the year. The number is taken in the transaction, so that none is lost when it fails.
fn next_reference(tx: &mut Tx<'_>, at: At) -> Result<Reference, StoreError> {
    let year = chrono::Datelike::year(&at.local_date());
    let row = tx.db.row(include_str!("next_number.sql"), vals![year])?;
    let number = row
        .ok_or_else(|| StoreError::Fault("no reference was given".to_owned()))?
        .number("last")?;
    Ok(Reference::new(year, number))
}

fn stale_request(tx: &mut Tx<'_>, id: RequestId) -> StoreError {
    match tx.db.row(include_str!("version.sql"), vals![id]) {
        Ok(current) => stale(current, "request"),
        Err(error) => error,
    }
}

const NOT_FOUND: StoreError = StoreError::NotFound { what: "request" };
