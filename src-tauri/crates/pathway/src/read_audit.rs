//! The audit trail: who did what to whose data. It holds links, never clinical text.

use domain::id::PatientId;
use domain::role::{Permission, Role};
use store::audit::{self, Act, Entry, Filter, Verified, WrittenEntry};
use store::{Tx, users};

use crate::view::{AuditRow, AuditVerifiedView, AuditView};
use crate::{Desk, Error, Now, keys};

/// How many entries a page shows.
const PAGE: u32 = 100;

/// Lists the trail, newest first.
///
/// # Errors
/// [`Error::NotFound`] for a patient or user that is none; [`Error::Refused`] by role.
pub fn list(
    desk: &mut Desk,
    patient: Option<&str>,
    user: Option<&str>,
    page: u32,
    now: Now,
) -> Result<AuditView, Error> {
    let entry = Entry::done(Act::AuditViewed);
    desk.permit(Permission::ReadAudit, &entry, now)?;
    let patient = patient
        .map(|id| PatientId::parse(id).map_err(|_| Error::NotFound("patient")))
        .transpose()?;
    desk.act(entry, now, |tx| {
        let user = match user {
            None => None,
            Some(name) => Some(
                users::by_name(tx, &keys::slot_of(name))?
                    .ok_or(Error::NotFound("user"))?
                    .id,
            ),
        };
        let page = page.max(1);
        let filter = Filter {
            patient,
            user,
            act: None,
            since: None,
            page: page - 1,
            page_size: PAGE,
        };
        let found = audit::list(tx, &filter)?;
        let rows = found
            .entries
            .iter()
            .map(|entry| row(tx, entry))
            .collect::<Result<_, _>>()?;
        Ok(AuditView {
            rows,
            total: u32::try_from(found.total).unwrap_or(u32::MAX),
            page,
        })
    })
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
