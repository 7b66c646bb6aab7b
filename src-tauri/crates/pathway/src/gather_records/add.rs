//! Adding files: each is read, looked at for other patients, sealed, and then written down.

use domain::id::RecordId;
use domain::role::Permission;
use store::audit::{Act, Entry};
use store::records::NewRecord;
use store::requests;

use super::FileIn;
use super::read::{Outcome, filed_already, read};
use super::refusal::refusal;
use crate::open_request::{find, patient_of};
use crate::view::{AddedView, RecordInput, RequestView};
use crate::{Desk, Error, Now, fresh, show_request, supplement};

/// Lets the person go on who is about to hand over files, if they may: no file is read for anybody else.
///
/// # Errors
/// [`Error::Refused`] by role.
pub fn may_add(desk: &mut Desk, now: Now) -> Result<(), Error> {
    desk.permit(Permission::WorkOnRequests, &Entry::done(Act::RecordAdded), now)
}

/// Adds files to a request, all or none.
///
/// # Errors
/// [`Error::File`] naming each file that is refused and why; [`Error::Input`]; [`Error::Refused`] by role, once the
/// letter is signed, or when a file looks like another patient's.
pub fn add(
    desk: &mut Desk,
    request: &str,
    files: Vec<FileIn>,
    inputs: &[RecordInput],
    now: Now,
) -> Result<RequestView, Error> {
    let AddedView { request, refused } = add_files(desk, request, files, inputs, now, AddWhat::AllOrNone)?;
    debug_assert!(refused.is_empty(), "a refusal is an error here");
    Ok(request)
}

/// Adds those files that can be enclosed, and says of the others why not: for a person who drops several at once.
///
/// # Errors
/// As [`add`], but for refused files, which are told in the answer.
pub fn add_sound(
    desk: &mut Desk,
    request: &str,
    files: Vec<FileIn>,
    input: &RecordInput,
    now: Now,
) -> Result<AddedView, Error> {
    let inputs = vec![input.clone(); files.len()];
    add_files(desk, request, files, &inputs, now, AddWhat::Sound)
}

/// What to do when some files are refused.
#[derive(Clone, Copy, PartialEq, Eq)]
enum AddWhat {
    AllOrNone,
    Sound,
}

fn add_files(
    desk: &mut Desk,
    request: &str,
    files: Vec<FileIn>,
    inputs: &[RecordInput],
    now: Now,
    what: AddWhat,
) -> Result<AddedView, Error> {
    let request = find(desk, request)?;
    let entry = Entry::done(Act::RecordAdded).of_request(request);
    desk.permit(Permission::WorkOnRequests, &entry, now)?;
    let patient = desk.store.read(|tx| {
        let row = requests::get(tx, request)?;
        supplement::for_new_record(tx, &row, now)?;
        patient_of(tx, &row, now)
    })?;

    // Reading and sealing come first: the transaction is short, and a file without a row is swept.
    let mut sound = Vec::new();
    let mut refused = Vec::new();
    for (file, input) in files.into_iter().zip(inputs) {
        match read(desk, file, &patient, request, now)? {
            Outcome::Refused(refusal) => refused.push(refusal),
            Outcome::Sound(one) => {
                let details = input.parse(one.checked.pages, &one.file.name)?;
                sound.push((one, details));
            }
        }
    }
    if what == AddWhat::AllOrNone && !refused.is_empty() {
        return Err(refusal(&refused));
    }

    let mut sealed = Vec::with_capacity(sound.len());
    for (one, details) in sound {
        let file = one.seal(desk)?;
        sealed.push((one, details, file));
    }
    let view = desk.act(entry, now, |tx| {
        let row = requests::get(tx, request)?;
        tx.touches_patient(row.line.patient_id);
        let supplement = supplement::for_new_record(tx, &row, now)?;
        let mut ids = Vec::new();
        let mut overridden = 0;
        for (mut one, details, file) in sealed {
            if let Some(refusal) = filed_already(tx, &row, &mut one, desk)? {
                refused.push(refusal);
                continue;
            }
            overridden += u32::from(one.is_vouched);
            let id = RecordId::from_bytes(fresh::bytes()?);
            ids.push(id.to_string());
            store::records::insert(
                tx,
                &NewRecord {
                    id,
                    request,
                    patient: row.line.patient_id,
                    file: Some(file),
                    details,
                    added_by: desk.user.id,
                    added_at: now.at().utc_ms,
                    supplement,
                    belongs_because: one.because(),
                    replaces: None,
                },
            )?;
        }
        if what == AddWhat::AllOrNone && !refused.is_empty() {
            return Err(refusal(&refused));
        }
        tx.touches(ids.join(" "));
        if overridden > 0 {
            tx.adds(format!("identity_overridden={overridden}"));
        }
        show_request::view(desk, tx, request, now)
    })?;
    Ok(AddedView {
        request: view,
        refused,
    })
}
