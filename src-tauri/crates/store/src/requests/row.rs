//! A request as stored: the line that a list shows, and the whole.

use chrono::NaiveDate;
use domain::bundle::Reference;
use domain::id::{PatientId, RequestId, UserId};
use domain::request::{AskedBy, Priority};
use domain::status::Status;

use crate::StoreError;
use crate::engine::{Row, Val};
use crate::redact::redacted;

/// What a request says.
#[derive(Clone, PartialEq, Eq)]
pub struct RequestFields {
    /// The urgency, once a clinician has set it.
    pub priority: Option<Priority>,
    /// The day of a treatment that is planned meanwhile.
    pub treatment_on: Option<NaiveDate>,
    /// Whose work it is.
    pub owner: UserId,
    /// The team that is asked, in one line.
    pub recipient: Option<String>,
    /// The specialty that is asked.
    pub specialty: Option<String>,
    /// The first question to be answered.
    pub question: Option<String>,
    /// Who asked.
    pub asked_by: Option<AskedBy>,
    /// The day of the ask.
    pub asked_on: Option<NaiveDate>,
    /// Further words by which the request is found, such as the patient's own.
    pub words: String,
    /// All that it says, as the pathway writes it; the store never reads it.
    pub form: String,
}

redacted!(RequestFields { priority, owner });

/// A request as a list shows it.
#[derive(Clone, PartialEq, Eq)]
pub struct RequestLine {
    /// Which request.
    pub id: RequestId,
    /// Its reference, as people say it.
    pub reference: Reference,
    /// Whose request it is.
    pub patient_id: PatientId,
    /// The patient, as far as a list shows who that is.
    pub patient: PatientLine,
    /// The version, which a change must name.
    pub version: i64,
    /// Where it stands.
    pub status: Status,
    /// Since when, in milliseconds since 1970.
    pub status_since: i64,
    /// The day by which the next thing should have happened.
    pub next_action_by: Option<NaiveDate>,
    /// The urgency.
    pub priority: Option<Priority>,
    /// The day of a treatment that is planned meanwhile.
    pub treatment_on: Option<NaiveDate>,
    /// Whose work it is.
    pub owner: UserId,
    /// The name by which colleagues know the owner.
    pub owner_shown: String,
    /// The team that is asked.
    pub recipient: Option<String>,
    /// The specialty that is asked.
    pub specialty: Option<String>,
    /// The first question.
    pub question: Option<String>,
    /// The version of the last signed letter; 0 when none is signed.
    pub letter_version: u32,
    /// When it was logged, in milliseconds since 1970.
    pub logged_at: i64,
}

redacted!(RequestLine {
    id,
    reference,
    version,
    status
});

/// Who a patient is, as far as a list shows it: never by the name alone (hazard H2).
#[derive(Clone, PartialEq, Eq)]
pub struct PatientLine {
    /// The family name.
    pub family: String,
    /// The given name or names.
    pub given: String,
    /// The title.
    pub title: Option<String>,
    /// The date of birth.
    pub born_on: NaiveDate,
    /// The code of the kind of number.
    pub identifier_kind: String,
    /// The digits of the number.
    pub identifier_value: Option<String>,
}

redacted!(PatientLine { identifier_kind });

/// A request as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestRow {
    /// What a list shows of it.
    pub line: RequestLine,
    /// What it says.
    pub fields: RequestFields,
    /// The booking reference under which it was last sent: twelve digits.
    pub ubrn: Option<String>,
}

impl RequestFields {
    /// The columns from the priority to the day of the ask, in the order of the statements.
    pub(super) fn columns(&self) -> [Val; 8] {
        [
            self.priority.map(Priority::code).into(),
            self.treatment_on.into(),
            self.owner.into(),
            self.recipient.as_ref().into(),
            self.specialty.as_ref().into(),
            self.question.as_ref().into(),
            self.asked_by.map(AskedBy::code).into(),
            self.asked_on.into(),
        ]
    }

    pub(super) fn search_words(&self) -> String {
        let parts = [
            self.question.as_deref(),
            self.recipient.as_deref(),
            self.specialty.as_deref(),
        ];
        let mut words = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
        words.push(' ');
        words.push_str(&self.words);
        words
    }
}

pub(super) fn line_of(row: &Row) -> Result<RequestLine, StoreError> {
    Ok(RequestLine {
        id: row.parsed("id", |text| RequestId::parse(text).ok())?,
        reference: Reference::new(row.number("reference_year")?, row.number("reference_number")?),
        patient_id: row.parsed("patient_id", |text| PatientId::parse(text).ok())?,
        patient: PatientLine {
            family: row.text("family")?,
            given: row.text("given")?,
            title: row.opt_text("title")?,
            born_on: row.date("born_on")?,
            identifier_kind: row.text("identifier_kind")?,
            identifier_value: row.opt_text("identifier_value")?,
        },
        version: row.int("version")?,
        status: row.parsed("status", Status::from_code)?,
        status_since: row.int("status_since")?,
        next_action_by: row.opt_date("next_action_by")?,
        priority: row.opt_parsed("priority", Priority::from_code)?,
        treatment_on: row.opt_date("treatment_on")?,
        owner: row.parsed("owner_id", |text| UserId::parse(text).ok())?,
        owner_shown: row.text("owner_shown")?,
        recipient: row.opt_text("recipient")?,
        specialty: row.opt_text("specialty")?,
        question: row.opt_text("question")?,
        letter_version: row.number("letter_version")?,
        logged_at: row.int("logged_at")?,
    })
}

pub(super) fn request_of(row: &Row) -> Result<RequestRow, StoreError> {
    let line = line_of(row)?;
    Ok(RequestRow {
        fields: RequestFields {
            priority: line.priority,
            treatment_on: line.treatment_on,
            owner: line.owner,
            recipient: line.recipient.clone(),
            specialty: line.specialty.clone(),
            question: line.question.clone(),
            asked_by: row.opt_parsed("asked_by", AskedBy::from_code)?,
            asked_on: row.opt_date("asked_on")?,
            words: row.text("words")?,
            form: row.text("form")?,
        },
        ubrn: row.opt_text("ubrn")?,
        line,
    })
}

/// Year and number of a reference, which it shows only as a text.
pub(super) fn parts(reference: &Reference) -> Result<(i32, u32), StoreError> {
    let text = reference.to_string();
    let parts = text.strip_prefix("SO-").and_then(|rest| rest.rsplit_once('-'));
    parts
        .and_then(|(year, number)| Some((year.parse().ok()?, number.parse().ok()?)))
        .ok_or(StoreError::NotFound { what: "reference" })
}
