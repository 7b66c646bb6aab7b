//! Bringing back a record that was taken out. The row that was removed stays as history; the record comes back as a row of
//! its own in the old place, with the same sealed file and everything that was said of it.

use domain::id::RecordId;
use store::audit::{Act, Entry};
use store::records::NewRecord;

use super::{change, record_id};
use crate::view::RequestView;
use crate::{Desk, Error, Now, fresh, supplement};

/// Brings a removed record back.
///
/// # Errors
/// [`Error::NotFound`], also for a record of another request; [`Error::Refused`] by role, once the letter is signed or what
/// it belonged to was sent, and with `already_there` where the record or its file is there already.
pub fn restore(desk: &mut Desk, request: &str, record: &str, now: Now) -> Result<RequestView, Error> {
    let old = record_id(record)?;
    let id = RecordId::from_bytes(fresh::bytes()?);
    let entry = Entry::done(Act::RecordRestored)
        .of(id)
        .with(format!("restores={old}"));
    let by = desk.user.id;
    change(desk, request, entry, now, |tx, request| {
        let row = store::records::get(tx, request.line.id, old)?;
        supplement::must_be_changeable(tx, request, &row, now)?;
        let present = store::records::list(tx, request.line.id)?;
        let is_same = |other: &store::records::RecordRow| {
            let digest = |row: &store::records::RecordRow| row.file.as_ref().map(|file| file.sha256.clone());
            other.replaces == Some(old) || digest(&row).is_some() && digest(other) == digest(&row)
        };
        if row.removed.is_none() || present.iter().any(is_same) {
            return Err(Error::refused(
                "already_there",
                "This record is among the records of the request already. Nothing was changed.",
            ));
        }
        let new = NewRecord {
            id,
            request: row.request,
            patient: row.patient,
            file: row.file.clone(),
            details: row.details.clone(),
            added_by: by,
            added_at: now.at().utc_ms,
            supplement: row.supplement,
            belongs_because: row.belongs_because.clone(),
            replaces: Some(old),
        };
        store::records::insert(tx, &new)?;
        // It goes where it was; the records that came behind it since move on by one.
        let before = present
            .iter()
            .filter(|other| other.position < row.position)
            .count();
        let mut order: Vec<_> = present.iter().map(|other| other.id).collect();
        order.insert(before, id);
        Ok(store::records::reorder(tx, request.line.id, &order)?)
    })
}
