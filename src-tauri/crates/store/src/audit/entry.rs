//! One entry of the audit trail: written with the change it tells of, in the same transaction.

use domain::id::{PatientId, RequestId, UserId};
use domain::role::Role;
use vault::chain::{Canonical, Mac};

use super::Act;
use crate::engine::{Row, Val};
use crate::{At, StoreError};

/// Who acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Actor {
    /// The user; none before anybody has signed in.
    pub user_id: Option<UserId>,
    /// The role in which the user acts.
    pub role: Option<Role>,
    /// For whom, when a secretary acts for a clinician (domain rule §4.4).
    pub on_behalf_of: Option<UserId>,
}

/// How an action ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It was done.
    Done,
    /// It was refused, by a rule or a role; nothing was changed.
    Refused,
}

impl Outcome {
    /// The code in rows and files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Refused => "refused",
        }
    }

    /// The outcome with this code, if there is one.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "done" => Some(Self::Done),
            "refused" => Some(Self::Refused),
            _ => None,
        }
    }
}

/// What an action's audit entry says. No field ever holds clinical text or a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The action.
    pub act: Act,
    /// Whose data it touched.
    pub patient: Option<PatientId>,
    /// Which request it touched.
    pub request: Option<RequestId>,
    /// The id or digest of the thing it touched.
    pub object: Option<String>,
    /// How it ended.
    pub outcome: Outcome,
    /// Codes only: the step taken, the rule that refused, the list that was shown; of a print, the number of the copy
    /// and the printer.
    pub detail: Option<String>,
}

impl Entry {
    /// An action that is done and touches nothing yet named.
    #[must_use]
    pub const fn done(act: Act) -> Self {
        Self {
            act,
            patient: None,
            request: None,
            object: None,
            outcome: Outcome::Done,
            detail: None,
        }
    }

    /// An action that was refused; the code of the reason is its detail.
    #[must_use]
    pub fn refused(act: Act, reason: &str) -> Self {
        Self {
            outcome: Outcome::Refused,
            detail: Some(reason.to_owned()),
            ..Self::done(act)
        }
    }

    /// The same entry, of this patient.
    #[must_use]
    pub const fn of_patient(mut self, patient: PatientId) -> Self {
        self.patient = Some(patient);
        self
    }

    /// The same entry, of this request.
    #[must_use]
    pub const fn of_request(mut self, request: RequestId) -> Self {
        self.request = Some(request);
        self
    }

    /// The same entry, of the thing with this id or digest.
    #[must_use]
    pub fn of(mut self, object: impl ToString) -> Self {
        self.object = Some(object.to_string());
        self
    }

    /// The same entry with these codes as its detail.
    #[must_use]
    pub fn with(mut self, detail: impl ToString) -> Self {
        self.detail = Some(detail.to_string());
        self
    }
}

/// An entry as it stands in the trail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenEntry {
    /// Its number, from 1 without gaps. Order is by this and never by time.
    pub seq: u64,
    /// When it was written, by the clock of the desk.
    pub at: At,
    /// Who acted.
    pub actor: Actor,
    /// The name by which colleagues know the user; empty when nobody had signed in or the user is unknown.
    pub user_shown: Option<String>,
    /// What was done.
    pub entry: Entry,
    /// The desk's clock stood earlier than at the entry before: its times are not to be trusted (hazard H31).
    pub clock_back: bool,
    /// The version of the program that wrote it.
    pub program: String,
}

/// The columns of an entry in their order, without its MAC: what is written is what is vouched for.
pub(super) struct Columns {
    pub(super) values: Vec<Val>,
    pub(super) canonical: Vec<u8>,
}

impl Columns {
    pub(super) fn of(
        seq: i64,
        actor: &Actor,
        entry: &Entry,
        at: At,
        clock_back: bool,
        program: &str,
    ) -> Self {
        let fields = [
            Val::from(seq),
            at.utc_ms.into(),
            at.offset_minutes.into(),
            actor.user_id.into(),
            actor.role.map(Role::code).into(),
            actor.on_behalf_of.into(),
            entry.act.code().into(),
            entry.patient.into(),
            entry.request.into(),
            entry.object.as_ref().into(),
            entry.outcome.code().into(),
            entry.detail.as_ref().into(),
            clock_back.into(),
            program.into(),
        ];
        let canonical = canonical(&fields);
        Self {
            values: fields.into(),
            canonical,
        }
    }
}

/// The canonical form of a row as it is read back, whatever its fields hold.
pub(super) fn canonical_of(row: &Row) -> Result<Vec<u8>, StoreError> {
    const NUMBERS: [&str; 3] = ["seq", "at", "offset_minutes"];
    const TEXTS: [&str; 9] = [
        "user_id",
        "role",
        "on_behalf_of",
        "act",
        "patient_id",
        "request_id",
        "object",
        "outcome",
        "detail",
    ];
    let mut fields = Vec::with_capacity(14);
    for column in NUMBERS {
        fields.push(row.int(column)?.into());
    }
    for column in TEXTS {
        fields.push(row.opt_text(column)?.into());
    }
    fields.push(row.int("clock_back")?.into());
    fields.push(row.text("program")?.into());
    Ok(canonical(&fields))
}

pub(super) fn mac_of(row: &Row) -> Result<Mac, StoreError> {
    row.bytes("mac").map(Mac::from_bytes)
}

pub(super) fn entry_of(row: &Row) -> Result<WrittenEntry, StoreError> {
    let user = |text: &str| UserId::parse(text).ok();
    Ok(WrittenEntry {
        seq: row.number("seq")?,
        at: At {
            utc_ms: row.int("at")?,
            offset_minutes: row.number("offset_minutes")?,
        },
        actor: Actor {
            user_id: row.opt_parsed("user_id", user)?,
            role: row.opt_parsed("role", Role::from_code)?,
            on_behalf_of: row.opt_parsed("on_behalf_of", user)?,
        },
        user_shown: row.opt_text("shown_name")?,
        entry: Entry {
            act: row.parsed("act", Act::from_code)?,
            patient: row.opt_parsed("patient_id", |text| PatientId::parse(text).ok())?,
            request: row.opt_parsed("request_id", |text| RequestId::parse(text).ok())?,
            object: row.opt_text("object")?,
            outcome: row.parsed("outcome", Outcome::from_code)?,
            detail: row.opt_text("detail")?,
        },
        clock_back: row.flag("clock_back")?,
        program: row.text("program")?,
    })
}

fn canonical(fields: &[Val]) -> Vec<u8> {
    fields
        .iter()
        .fold(Canonical::new(), |canonical, field| match field {
            Val::Null => canonical.optional(None),
            Val::Int(number) => canonical.number(*number),
            Val::Text(text) => canonical.text(text),
            Val::Blob(bytes) => canonical.bytes(bytes),
        })
        .finish()
}
