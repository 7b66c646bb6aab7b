//! A record as stored.

use domain::bundle::SupplementNumber;
use domain::id::{PatientId, RecordId, RequestId, UserId};
use domain::record::{
    Enclosure, HeldElsewhere, IdentityCheck, PageChoice, RecordConsent, RecordDetails, RecordKind,
    ReportStatus,
};
use vault::sealed::FileName;

use crate::StoreError;
use crate::engine::{Row, Val};
use crate::redact::redacted;

/// The file of a record; it never changes.
#[derive(Clone, PartialEq, Eq)]
pub struct RecordFile {
    /// The sealed file that holds it.
    pub sealed: FileName,
    /// The name under which the file came.
    pub original_name: String,
    /// The code of the format in which it came.
    pub format: String,
    /// How many pages it has.
    pub page_count: u32,
    /// The length of the file as it came, in bytes.
    pub byte_count: u64,
    /// SHA-256 of the file as it came, in hexadecimal digits.
    pub sha256: String,
    /// What was repaired or taken out, as the pathway writes it.
    pub notes: String,
    /// What opens it, where it asks for a password.
    pub password: Option<String>,
}

redacted!(RecordFile { sealed, format });

/// A record to be added.
#[derive(Clone, PartialEq, Eq)]
pub struct NewRecord {
    /// Which record it will be.
    pub id: RecordId,
    /// On which request it hangs.
    pub request: RequestId,
    /// Whose it is; the request must be the same patient's.
    pub patient: PatientId,
    /// Its file; none for a record that is known of and not at hand, which then cannot go along.
    pub file: Option<RecordFile>,
    /// What is known of it.
    pub details: RecordDetails,
    /// Who added it.
    pub added_by: UserId,
    /// When, in milliseconds since 1970.
    pub added_at: i64,
    /// In which supplement it goes, if it came after the bundle was sent.
    pub supplement: Option<SupplementNumber>,
    /// Why it is this patient's although it looked like another's, in the words of the clinician who added it.
    pub belongs_because: Option<String>,
    /// The record in whose place it comes, which must be removed.
    pub replaces: Option<RecordId>,
}

redacted!(NewRecord { id, request, patient });

/// A record as stored.
#[derive(Clone, PartialEq, Eq)]
pub struct RecordRow {
    /// Which record.
    pub id: RecordId,
    /// On which request it hangs.
    pub request: RequestId,
    /// Whose it is.
    pub patient: PatientId,
    /// The version, which a change must name.
    pub version: i64,
    /// Its place among the records of the request; places rise and may have gaps.
    pub position: i64,
    /// Its file, if it is at hand.
    pub file: Option<RecordFile>,
    /// What is known of it.
    pub details: RecordDetails,
    /// Who added it.
    pub added_by: UserId,
    /// When, in milliseconds since 1970.
    pub added_at: i64,
    /// In which supplement it goes, if it came after the bundle was sent.
    pub supplement: Option<SupplementNumber>,
    /// Why it is this patient's although it looked like another's, in the words of the clinician who added it.
    pub belongs_because: Option<String>,
    /// The record in whose place it came.
    pub replaces: Option<RecordId>,
    /// When and why it was taken out, if it was.
    pub removed: Option<Removed>,
}

impl RecordRow {
    /// Whether it belongs to the bundle with this version of the letter itself, and not to a supplement to it or to a
    /// later one.
    #[must_use]
    pub fn goes_with(&self, letter_version: u32) -> bool {
        self.supplement
            .is_none_or(|supplement| supplement.version < letter_version)
    }
}

redacted!(RecordRow {
    id,
    request,
    patient,
    version,
    position
});

/// Why a record was taken out.
#[derive(Clone, PartialEq, Eq)]
pub struct Removed {
    /// When, in milliseconds since 1970.
    pub at: i64,
    /// Why, in a person's words.
    pub reason: String,
}

redacted!(Removed { at });

impl NewRecord {
    /// The columns in the order of the statement, without the place and the version.
    pub(super) fn columns(&self) -> Vec<Val> {
        let mut values = vec![Val::from(self.id), self.request.into(), self.patient.into()];
        values.extend(file_columns(self.file.as_ref()));
        values.extend(detail_columns(&self.details));
        values.extend([
            self.added_by.into(),
            self.added_at.into(),
            self.supplement.map(|supplement| supplement.version).into(),
            self.supplement.map(|supplement| supplement.number).into(),
            self.belongs_because.as_ref().into(),
            self.replaces.map(|id| id.to_string()).into(),
            self.file.as_ref().and_then(|file| file.password.as_ref()).into(),
        ]);
        values
    }
}

/// The columns of the file, in the order of the statements.
fn file_columns(file: Option<&RecordFile>) -> [Val; 7] {
    [
        file.map(|file| file.sealed.to_string()).into(),
        file.map(|file| &file.original_name).into(),
        file.map(|file| &file.format).into(),
        file.map(|file| file.page_count).into(),
        file.map(|file| i64::try_from(file.byte_count).unwrap_or(i64::MAX))
            .into(),
        file.map(|file| &file.sha256).into(),
        file.map(|file| &file.notes).into(),
    ]
}

/// The columns from the kind to where it is held, in the order of the statements.
pub(super) fn detail_columns(details: &RecordDetails) -> [Val; 18] {
    [
        details.kind.map(RecordKind::code).into(),
        (&details.title).into(),
        details.dated.into(),
        details.source.as_ref().into(),
        details.relevance.as_ref().into(),
        details.report_status.map(ReportStatus::code).into(),
        details.identity.name_seen.into(),
        details.identity.born_seen.into(),
        details.identity.number_seen.into(),
        details.consent.code().into(),
        details.enclosure.code().into(),
        details.enclosure_words.as_ref().into(),
        details.pages.typed().into(),
        details.starts_right.into(),
        details.held.at.as_ref().into(),
        details.held.shared_with.as_ref().into(),
        details.held.shared_on.into(),
        details.held.until.into(),
    ]
}

pub(super) fn record_of(row: &Row) -> Result<RecordRow, StoreError> {
    let file = file_of(row)?;
    let removed = match (row.opt_int("removed_at")?, row.opt_text("removed_reason")?) {
        (Some(at), Some(reason)) => Some(Removed { at, reason }),
        _ => None,
    };
    let number =
        |column| Ok::<_, StoreError>(row.opt_int(column)?.and_then(|value| u32::try_from(value).ok()));
    let supplement = match (number("supplement_to")?, number("supplement")?) {
        (Some(version), Some(number)) => Some(SupplementNumber { version, number }),
        _ => None,
    };
    Ok(RecordRow {
        id: row.parsed("id", |text| RecordId::parse(text).ok())?,
        request: row.parsed("request_id", |text| RequestId::parse(text).ok())?,
        patient: row.parsed("patient_id", |text| PatientId::parse(text).ok())?,
        version: row.int("version")?,
        position: row.int("position")?,
        details: details_of(row, file.as_ref().map_or(0, |file| file.page_count))?,
        file,
        added_by: row.parsed("added_by", |text| UserId::parse(text).ok())?,
        added_at: row.int("added_at")?,
        supplement,
        belongs_because: row.opt_text("belongs_because")?,
        replaces: row.opt_parsed("replaces", |text| RecordId::parse(text).ok())?,
        removed,
    })
}

fn file_of(row: &Row) -> Result<Option<RecordFile>, StoreError> {
    let Some(sealed) = row.opt_parsed("file_name", FileName::parse)? else {
        return Ok(None);
    };
    Ok(Some(RecordFile {
        sealed,
        original_name: row.text("original_name")?,
        format: row.text("format")?,
        page_count: row.number("page_count")?,
        byte_count: row.number("byte_count")?,
        sha256: row.text("sha256")?,
        notes: row.text("notes")?,
        password: row.opt_text("file_password")?,
    }))
}

fn details_of(row: &Row, page_count: u32) -> Result<RecordDetails, StoreError> {
    Ok(RecordDetails {
        kind: row.opt_parsed("kind", RecordKind::from_code)?,
        title: row.text("title")?,
        dated: row.opt_date("dated_on")?,
        source: row.opt_text("source")?,
        relevance: row.opt_text("relevance")?,
        report_status: row.opt_parsed("report_status", ReportStatus::from_code)?,
        identity: IdentityCheck {
            name_seen: row.flag("name_seen")?,
            born_seen: row.flag("born_seen")?,
            number_seen: row.flag("number_seen")?,
        },
        consent: row.parsed("consent", RecordConsent::from_code)?,
        enclosure: row.parsed("enclosure", Enclosure::from_code)?,
        held: HeldElsewhere {
            at: row.opt_text("held_at")?,
            shared_with: row.opt_text("shared_with")?,
            shared_on: row.opt_date("shared_on")?,
            until: row.opt_date("shared_until")?,
        },
        enclosure_words: row.opt_text("enclosure_words")?,
        pages: row
            .opt_parsed("pages_chosen", |text| PageChoice::parse(text, page_count).ok())?
            .unwrap_or_default(),
        starts_right: row.flag("starts_right")?,
    })
}
