//! An entry as stored, and its columns.

use chrono::NaiveDate;
use domain::clinician::{Register, Registration};
use domain::directory::{DirectoryEntry, EntryKind, EntrySource};
use domain::id::DirectoryId;
use domain::organisation::OdsCode;
use domain::patient::PostalAddress;

use crate::StoreError;
use crate::engine::{Row, Val};

/// An entry as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DirectoryRow {
    pub(super) number: i64,
    /// Which entry.
    pub id: DirectoryId,
    /// The version, which a change must name.
    pub version: i64,
    /// Where it comes from.
    pub source: EntrySource,
    /// What it says.
    pub entry: DirectoryEntry,
    /// Whether the organisation's people choose it most.
    pub is_preferred: bool,
    /// The day on which a person last checked the address.
    pub verified_on: Option<NaiveDate>,
    /// That person, by the name that colleagues know.
    pub verified_by: Option<String>,
}

pub(super) fn row_of(row: &Row) -> Result<DirectoryRow, StoreError> {
    Ok(DirectoryRow {
        number: row.int("number")?,
        id: row.parsed("id", |text| DirectoryId::parse(text).ok())?,
        version: row.int("version")?,
        source: row.parsed("source", EntrySource::from_code)?,
        entry: entry_of(row)?,
        is_preferred: row.flag("is_preferred")?,
        verified_on: row.opt_date("verified_on")?,
        verified_by: row.opt_text("verified_by")?,
    })
}

pub(super) fn entry_of(row: &Row) -> Result<DirectoryEntry, StoreError> {
    let code = |text: &str| OdsCode::parse(text).ok();
    let lines = row.text("lines")?;
    Ok(DirectoryEntry {
        kind: row.parsed("kind", EntryKind::from_code)?,
        name: row.text("name")?,
        code: row.opt_parsed("code", code)?,
        parent: row.opt_parsed("parent_code", code)?,
        organisation: row.opt_text("organisation")?,
        specialty: row.opt_text("specialty")?,
        registration: row.opt_parsed("gmc_number", |text| Registration::parse(Register::Gmc, text).ok())?,
        address: PostalAddress {
            lines: lines.lines().map(str::to_owned).collect(),
            postcode: row.opt_text("postcode")?,
        },
        phone: row.opt_text("phone")?,
        email: row.opt_text("email")?,
        opened_on: row.opt_date("opened_on")?,
        closed_on: row.opt_date("closed_on")?,
        is_closed: row.flag("is_closed")?,
    })
}

/// The columns from the kind to whether it is closed, in the order of the statements.
pub(super) fn columns(entry: &DirectoryEntry) -> [Val; 14] {
    let code = |code: &Option<OdsCode>| Val::from(code.as_ref().map(OdsCode::as_str));
    [
        entry.kind.code().into(),
        (&entry.name).into(),
        code(&entry.code),
        code(&entry.parent),
        entry.organisation.as_ref().into(),
        entry.specialty.as_ref().into(),
        entry.registration.as_ref().map(Registration::number).into(),
        entry.address.lines.join("\n").into(),
        entry.address.postcode.as_ref().into(),
        entry.phone.as_ref().into(),
        entry.email.as_ref().into(),
        entry.opened_on.into(),
        entry.closed_on.into(),
        entry.is_closed.into(),
    ]
}
