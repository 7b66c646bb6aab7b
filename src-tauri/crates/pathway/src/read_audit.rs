//! The audit trail: who did what to whose data. It holds links, never clinical text.

use std::path::Path;

use domain::id::PatientId;
use domain::role::{Permission, Role};
use store::audit::{self, Act, Entry, Filter, Verified, WrittenEntry};
use store::{Tx, users};

use crate::csv::Csv;
use crate::typed::day;
use crate::view::{
    AuditChoicesView, AuditInput, AuditRow, AuditVerifiedView, AuditView, Choice, ExportedView,
};
use crate::{Desk, Error, Now, keys, print};

/// How many entries a page shows.
const PAGE: u32 = 100;

/// How many entries a table holds.
const MOST: u32 = 100_000;

/// The columns of a table.
const HEAD: [&str; 11] = [
    "Number",
    "Time (UTC)",
    "User",
    "Role",
    "On behalf of",
    "Act",
    "Patient id",
    "Request id",
    "Object",
    "Outcome",
    "Detail",
];

/// Lists the trail of a patient or of a user, or all of it, newest first.
///
/// # Errors
/// As [`narrowed`].
pub fn list(
    desk: &mut Desk,
    patient: Option<&str>,
    user: Option<&str>,
    page: u32,
    now: Now,
) -> Result<AuditView, Error> {
    let input = AuditInput {
        patient: patient.map(str::to_owned),
        user: user.map(str::to_owned),
        page: Some(page),
        ..AuditInput::default()
    };
    narrowed(desk, &input, now)
}

/// Lists the entries that were asked for, newest first.
///
/// # Errors
/// [`Error::NotFound`] for a patient or user that is none; [`Error::Input`] for an act or a day that is none;
/// [`Error::Refused`] by role.
pub fn narrowed(desk: &mut Desk, input: &AuditInput, now: Now) -> Result<AuditView, Error> {
    let entry = Entry::done(Act::AuditViewed);
    desk.permit(Permission::ReadAudit, &entry, now)?;
    let asked = Asked::parse(input)?;
    desk.act(entry, now, |tx| {
        let page = input.page.unwrap_or(1).max(1);
        let filter = asked.filter(tx, page, PAGE)?;
        let found = audit::list(tx, &filter)?;
        Ok(AuditView {
            rows: rows(tx, &found.entries)?,
            total: u32::try_from(found.total).unwrap_or(u32::MAX),
            page,
        })
    })
}

/// What the trail may be narrowed by: its acts, and the people who have ever been let in.
///
/// # Errors
/// [`Error::Refused`] by role.
pub fn choices(desk: &mut Desk, now: Now) -> Result<AuditChoicesView, Error> {
    desk.permit(Permission::ReadAudit, &Entry::done(Act::AuditViewed), now)?;
    let choice = |code: &str, label: &str| Choice {
        code: code.to_owned(),
        label: label.to_owned(),
    };
    desk.store.read(|tx| {
        let people = users::list(tx)?;
        Ok(AuditChoicesView {
            acts: Act::ALL
                .iter()
                .map(|act| choice(act.code(), act.label()))
                .collect(),
            users: people
                .iter()
                .map(|user| choice(&user.fields.name, &user.fields.shown_name))
                .collect(),
        })
    })
}

/// Writes the entries that were asked for to a file, oldest first, as a table for a spreadsheet; whole or not at all.
/// It holds links and names of users, and no patient's name.
///
/// # Errors
/// As [`narrowed`]; [`Error::Refused`] for more than 100,000 entries; [`Error::File`] when it cannot be written.
pub fn export_csv(desk: &mut Desk, input: &AuditInput, out: &Path, now: Now) -> Result<ExportedView, Error> {
    let entry = Entry::done(Act::Exported).with("audit csv");
    desk.permit(Permission::ReadAudit, &entry, now)?;
    let asked = Asked::parse(input)?;
    desk.act(entry, now, |tx| {
        let filter = asked.filter(tx, 1, MOST)?;
        let found = audit::list(tx, &filter)?;
        if found.total > u64::from(MOST) {
            return Err(Error::refused(
                "list_too_long",
                format!("These are more than {MOST} entries. Narrow them by days, and export them in parts."),
            ));
        }
        let mut table = Csv::new(&HEAD);
        for row in rows(tx, &found.entries)?.into_iter().rev() {
            let optional = Option::unwrap_or_default;
            table.row(&[
                row.seq.to_string(),
                row.at,
                optional(row.user),
                optional(row.role),
                optional(row.on_behalf_of),
                row.act,
                optional(row.patient_id),
                optional(row.request_id),
                optional(row.object),
                row.outcome,
                optional(row.detail),
            ]);
        }
        let bytes = table.bytes();
        tx.touches(records::sha256(&bytes));
        print::write_whole(out, &bytes)?;
        Ok(ExportedView {
            out: out.to_string_lossy().into_owned(),
            rows: found.entries.len() as u32,
        })
    })
}

/// What was asked for, read.
struct Asked<'a> {
    patient: Option<PatientId>,
    user: Option<&'a str>,
    act: Option<Act>,
    since: Option<i64>,
    before: Option<i64>,
    is_refused: bool,
}

impl<'a> Asked<'a> {
    fn parse(input: &'a AuditInput) -> Result<Self, Error> {
        let given = |text: &'a Option<String>| text.as_deref().map(str::trim).filter(|text| !text.is_empty());
        let patient = given(&input.patient);
        let patient = patient.map(|id| PatientId::parse(id).map_err(|_| Error::NotFound("patient")));
        let act = given(&input.act);
        let act = act.map(|code| {
            Act::from_code(code).ok_or_else(|| Error::field("act", "there is no such act in the trail"))
        });
        // The trail is written in UTC, and its days are days of UTC.
        let start = |field: &str, text: Option<&str>, days_on: u64| -> Result<Option<i64>, Error> {
            let Some(text) = text else {
                return Ok(None);
            };
            let day = day(text).map_err(|error| Error::field(field, error))?;
            let day = day.checked_add_days(chrono::Days::new(days_on)).unwrap_or(day);
            Ok(Some(
                day.and_time(chrono::NaiveTime::MIN).and_utc().timestamp_millis(),
            ))
        };
        Ok(Self {
            patient: patient.transpose()?,
            user: given(&input.user),
            act: act.transpose()?,
            since: start("from", given(&input.from), 0)?,
            before: start("to", given(&input.to), 1)?,
            is_refused: input.refused_only,
        })
    }

    /// The filter of the store, for a page from 1.
    fn filter(&self, tx: &mut Tx<'_>, page: u32, page_size: u32) -> Result<Filter, Error> {
        let user = match self.user {
            None => None,
            Some(name) => Some(
                users::by_name(tx, &keys::slot_of(name))?
                    .ok_or(Error::NotFound("user"))?
                    .id,
            ),
        };
        Ok(Filter {
            patient: self.patient,
            user,
            act: self.act,
            since: self.since,
            before: self.before,
            is_refused: self.is_refused,
            page: page - 1,
            page_size,
        })
    }
}

fn rows(tx: &mut Tx<'_>, entries: &[WrittenEntry]) -> Result<Vec<AuditRow>, Error> {
    entries.iter().map(|entry| row(tx, entry)).collect()
}

/// Checks the chain from the first entry to the last.
///
/// # Errors
/// [`Error::Store`] naming the first entry that does not hold; [`Error::Refused`] by role.
pub fn verify(desk: &mut Desk, now: Now) -> Result<AuditVerifiedView, Error> {
    let entry = Entry::done(Act::AuditVerified);
    desk.permit(Permission::ReadAudit, &entry, now)?;
    match desk.store.read(audit::verify)? {
        Verified::Sound(head) => {
            desk.act(entry, now, |_| Ok(()))?;
            Ok(AuditVerifiedView {
                status: "sound".into(),
                entries: head.seq,
                head: head.mac.last_digits(),
            })
        }
        Verified::Broken(broken) => Err(Error::Store {
            code: "store_damaged",
            message: format!(
                "The audit trail does not hold at entry {}. Restore the store from a backup.",
                broken.seq
            ),
        }),
    }
}

fn row(tx: &mut Tx<'_>, written: &WrittenEntry) -> Result<AuditRow, Error> {
    let entry = &written.entry;
    let name = |tx: &mut Tx<'_>, id| -> Result<Option<String>, Error> {
        match id {
            None => Ok(None),
            Some(id) => Ok(users::get(tx, id).ok().map(|user| user.fields.name)),
        }
    };
    Ok(AuditRow {
        seq: written.seq,
        at: utc(written.at.utc_ms),
        user: name(tx, written.actor.user_id)?,
        role: written.actor.role.map(|role: Role| role.code().to_owned()),
        on_behalf_of: name(tx, written.actor.on_behalf_of)?,
        act: entry.act.code().to_owned(),
        patient_id: entry.patient.map(|id| id.to_string()),
        request_id: entry.request.map(|id| id.to_string()),
        object: entry.object.clone(),
        outcome: entry.outcome.code().to_owned(),
        detail: entry.detail.clone(),
    })
}

/// `2026-11-24 09:05:00.000`: the form of e-RS audit logs (domain rule §4.4).
fn utc(ms: i64) -> String {
    chrono::DateTime::from_timestamp_millis(ms)
        .map_or_else(String::new, |at| at.format("%Y-%m-%d %H:%M:%S%.3f").to_string())
}
