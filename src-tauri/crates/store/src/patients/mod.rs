//! Patients: registered once, amended by version, found in every form in which people write them.

mod alike;
mod find;

use chrono::NaiveDate;
use domain::id::PatientId;
use domain::patient::Gender;

use crate::engine::{Row, Sql, Val, vals};
use crate::redact::redacted;
use crate::search::{self, Indexed, PatientWords};
use crate::{StoreError, Tx, requests};

pub use alike::{resembles_another, similar_to};
pub use find::find;

/// What is kept of a patient.
#[derive(Clone, PartialEq, Eq)]
pub struct PatientFields {
    /// The family name.
    pub family: String,
    /// The given name or names.
    pub given: String,
    /// The title.
    pub title: Option<String>,
    /// The date of birth.
    pub born_on: NaiveDate,
    /// The gender.
    pub gender: Gender,
    /// The code of the kind of number: `nhs`, `chi`, `health_and_care` or `none`.
    pub identifier_kind: String,
    /// The digits without blanks; no two patients have the same of one kind (hazard H25).
    pub identifier_value: Option<String>,
    /// Further words by which the patient is found: preferred name, hospital number, postcode.
    pub words: String,
    /// Everything else, as the pathway writes it; the store never reads it.
    pub body: String,
}

redacted!(PatientFields { identifier_kind });

/// A patient as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PatientRow {
    /// Which patient.
    pub id: PatientId,
    /// The version, which a change must name.
    pub version: i64,
    /// What is kept.
    pub fields: PatientFields,
    /// When the patient was registered, in milliseconds since 1970.
    pub created_at: i64,
    /// When the details were last changed, in milliseconds since 1970.
    pub updated_at: i64,
}

/// Registers a patient, at version 1.
///
/// # Errors
/// [`StoreError::Duplicate`] with `identifier` when another patient has the number.
pub fn insert(tx: &mut Tx<'_>, id: PatientId, fields: &PatientFields, at_ms: i64) -> Result<(), StoreError> {
    let mut values = vec![Val::from(id)];
    values.extend(fields.leading());
    values.extend([at_ms.into(), at_ms.into(), (&fields.body).into()]);
    tx.db.exec(include_str!("insert.sql"), &values)?;
    search::index_patient(tx.db, id, &fields.search_words(), Indexed::Not)
}

/// Changes a patient's details, if they still stand at `version`; gives the new version.
///
/// # Errors
/// [`StoreError::Stale`], [`StoreError::NotFound`], [`StoreError::Duplicate`].
pub fn update(
    tx: &mut Tx<'_>,
    id: PatientId,
    version: i64,
    fields: &PatientFields,
    at_ms: i64,
) -> Result<i64, StoreError> {
    let before = get(tx, id)?.fields;
    let mut values: Vec<Val> = fields.leading().into();
    values.extend([at_ms.into(), (&fields.body).into(), id.into(), version.into()]);
    let Some(row) = tx.db.row(include_str!("update.sql"), &values)? else {
        let current = tx.db.row(include_str!("version.sql"), vals![id])?;
        return Err(stale(current, "patient"));
    };
    if before.search_words() != fields.search_words() {
        search::index_patient(tx.db, id, &fields.search_words(), Indexed::Before)?;
        requests::index_all_of(tx, id)?;
    }
    row.int("version")
}

/// The patient with this id.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn get(tx: &mut Tx<'_>, id: PatientId) -> Result<PatientRow, StoreError> {
    let row = tx.db.row(include_str!("get.sql"), vals![id])?;
    patient_of(&row.ok_or(StoreError::NotFound { what: "patient" })?)
}

/// The patient with this number, if there is one.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn by_identifier(tx: &mut Tx<'_>, kind: &str, value: &str) -> Result<Option<PatientRow>, StoreError> {
    let row = tx.db.row(include_str!("by_identifier.sql"), vals![kind, value])?;
    row.as_ref().map(patient_of).transpose()
}

impl PatientFields {
    /// Whether the two may be one person, or be taken for one another: born on one day, with a family name or a given
    /// name that is the same, begins the same, or is a slip of the pen away, whatever its accents (hazard H2). Twins are
    /// alike, and so is whoever took another family name.
    #[must_use]
    pub fn may_be_taken_for(&self, other: &Self) -> bool {
        let alike = |one: &str, other: &str| search::are_alike(&search::key(one), &search::key(other));
        self.born_on == other.born_on
            && (alike(&self.family, &other.family) || alike(&self.given, &other.given))
    }

    pub(crate) fn search_words(&self) -> PatientWords<'_> {
        PatientWords {
            family: &self.family,
            given: &self.given,
            number: self.identifier_value.as_deref(),
            born_on: self.born_on,
            words: &self.words,
        }
    }

    /// The columns from the family name to the further words, in the order of the statements.
    fn leading(&self) -> [Val; 10] {
        [
            (&self.family).into(),
            (&self.given).into(),
            self.title.as_ref().into(),
            search::key(&self.family).into(),
            search::key(&self.given).into(),
            self.born_on.into(),
            self.gender.code().into(),
            (&self.identifier_kind).into(),
            self.identifier_value.as_ref().into(),
            (&self.words).into(),
        ]
    }
}

/// Why an update touched no row: the thing is not there, or stands at another version.
pub(crate) fn stale(current: Option<Row>, what: &'static str) -> StoreError {
    match current.map(|row| row.int("version")) {
        Some(Ok(current_version)) => StoreError::Stale { current_version },
        Some(Err(error)) => error,
        None => StoreError::NotFound { what },
    }
}

fn patient_of(row: &Row) -> Result<PatientRow, StoreError> {
    Ok(PatientRow {
        id: row.parsed("id", |text| PatientId::parse(text).ok())?,
        version: row.int("version")?,
        fields: PatientFields {
            family: row.text("family")?,
            given: row.text("given")?,
            title: row.opt_text("title")?,
            born_on: row.date("born_on")?,
            gender: row.parsed("gender", Gender::from_code)?,
            identifier_kind: row.text("identifier_kind")?,
            identifier_value: row.opt_text("identifier_value")?,
            words: row.text("words")?,
            body: row.text("body")?,
        },
        created_at: row.int("created_at")?,
        updated_at: row.int("updated_at")?,
    })
}
