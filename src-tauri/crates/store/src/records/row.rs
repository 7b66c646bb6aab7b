//! A record as stored.

use domain::id::{PatientId, RecordId, RequestId, UserId};
use domain::record::{
    Enclosure, IdentityCheck, PageChoice, RecordConsent, RecordDetails, RecordKind, ReportStatus,
};
use vault::sealed::FileName;

use crate::StoreError;
use crate::engine::{Row, Val};
use crate::redact::redacted;

/// A record to be added.
#[derive(Clone, PartialEq, Eq)]
pub struct NewRecord {
    /// Which record it will be.
    pub id: RecordId,
    /// On which request it hangs.
    pub request: RequestId,
    /// Whose it is; the request must be the same patient's.
    pub patient: PatientId,
    /// The sealed file that holds it, as the papers use it.
    pub file: FileName,
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
    /// What is known of it.
    pub details: RecordDetails,
    /// Who added it.
    pub added_by: UserId,
    /// When, in milliseconds since 1970.
    pub added_at: i64,
}

redacted!(NewRecord {
    id,
    request,
    patient,
    format
});

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
    /// The sealed file that holds it.
    pub file: FileName,
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
    /// What was repaired or taken out, as the pathway wrote it.
    pub notes: String,
    /// What is known of it.
    pub details: RecordDetails,
    /// Who added it.
    pub added_by: UserId,
    /// When, in milliseconds since 1970.
    pub added_at: i64,
    /// When and why it was taken out, if it was.
    pub removed: Option<Removed>,
}

redacted!(RecordRow {
    id,
    request,
    patient,
    version,
    position,
    format
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
        let mut values = vec![
            Val::from(self.id),
            self.request.into(),
            self.patient.into(),
            self.file.to_string().into(),
            (&self.original_name).into(),
            (&self.format).into(),
            self.page_count.into(),
            i64::try_from(self.byte_count).unwrap_or(i64::MAX).into(),
            (&self.sha256).into(),
            (&self.notes).into(),
        ];
        values.extend(detail_columns(&self.details));
        values.extend([self.added_by.into(), self.added_at.into()]);
        values
    }
}

/// The columns from the kind to the chosen pages, in the order of the statements.
pub(super) fn detail_columns(details: &RecordDetails) -> [Val; 13] {
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
    ]
}

pub(super) fn record_of(row: &Row) -> Result<RecordRow, StoreError> {
    let page_count = row.number("page_count")?;
    let removed = match (row.opt_int("removed_at")?, row.opt_text("removed_reason")?) {
        (Some(at), Some(reason)) => Some(Removed { at, reason }),
        _ => None,
    };
    Ok(RecordRow {
        id: row.parsed("id", |text| RecordId::parse(text).ok())?,
        request: row.parsed("request_id", |text| RequestId::parse(text).ok())?,
        patient: row.parsed("patient_id", |text| PatientId::parse(text).ok())?,
        version: row.int("version")?,
        position: row.int("position")?,
        file: row.parsed("file_name", FileName::parse)?,
        original_name: row.text("original_name")?,
        format: row.text("format")?,
        page_count,
        byte_count: row.number("byte_count")?,
        sha256: row.text("sha256")?,
        notes: row.text("notes")?,
        details: details_of(row, page_count)?,
        added_by: row.parsed("added_by", |text| UserId::parse(text).ok())?,
        added_at: row.int("added_at")?,
        removed,
    })
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
        enclosure_words: row.opt_text("enclosure_words")?,
        pages: row
            .opt_parsed("pages_chosen", |text| PageChoice::parse(text, page_count).ok())?
            .unwrap_or_default(),
    })
}
