//! Adding files: each is read, looked at for other patients, sealed, and then written down.

use domain::id::{RecordId, RequestId};
use domain::role::Permission;
use records::{Checked, identity};
use store::audit::{Act, Entry};
use store::records::{NewRecord, RecordFile};
use store::{Tx, requests};

use super::FileIn;
use super::refusal::{check_view, notes, refusal, refused_view};
use crate::open_request::{find, patient_of};
use crate::view::document::to_json;
use crate::view::{AddedView, RecordCheckView, RecordInput, RequestView};
use crate::{Desk, Error, Now, fresh, show_request, supplement};

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
    let mut overridden = 0;
    for (file, input) in files.into_iter().zip(inputs) {
        let checked = match desk.reader.check(&file.bytes, &file.name) {
            Ok(checked) => checked,
            Err(reason) => {
                refused.push(check_view(file.name, &file.bytes, &Err(reason)));
                continue;
            }
        };
        let concerns = identity::concerns(&checked.found, &patient);
        if let Some(concern) = concerns.first() {
            match may_override(desk, &file, now, request)? {
                true => overridden += 1,
                false => {
                    let words = format!("{} {WRONG_PATIENT_ADVICE}", concern.message());
                    refused.push(refused_view(file.name, checked.sha256, "wrong_patient", &words));
                    continue;
                }
            }
        }
        let details = input.parse(checked.pages, &file.name)?;
        sound.push((file, checked, details));
    }
    if what == AddWhat::AllOrNone && !refused.is_empty() {
        return Err(refusal(&refused));
    }

    let mut sealed = Vec::with_capacity(sound.len());
    for (file, checked, details) in sound {
        let name = desk.store.files().put(&file.bytes)?;
        sealed.push((file, checked, details, name));
    }
    let view = desk.act(entry, now, |tx| {
        let row = requests::get(tx, request)?;
        tx.touches_patient(row.line.patient_id);
        let supplement = supplement::for_new_record(tx, &row, now)?;
        let mut ids = Vec::new();
        for (file, checked, details, name) in sealed {
            if let Some(refusal) = filed_already(tx, &row, &file, &checked, desk)? {
                refused.push(refusal);
                continue;
            }
            let id = RecordId::from_bytes(fresh::bytes()?);
            ids.push(id.to_string());
            store::records::insert(
                tx,
                &NewRecord {
                    id,
                    request,
                    patient: row.line.patient_id,
                    file: Some(RecordFile {
                        sealed: name,
                        original_name: file.name,
                        format: checked.format.code().to_owned(),
                        page_count: checked.pages,
                        byte_count: file.bytes.len() as u64,
                        notes: to_json(&notes(&checked))?,
                        sha256: checked.sha256,
                    }),
                    details,
                    added_by: desk.user.id,
                    added_at: now.at().utc_ms,
                    supplement,
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

/// Whether the very same file hangs on another patient's request, or on this one already (hazard H1).
fn filed_already(
    tx: &mut Tx<'_>,
    row: &requests::RequestRow,
    file: &FileIn,
    checked: &Checked,
    desk: &Desk,
) -> Result<Option<RecordCheckView>, Error> {
    let name = file.name.clone();
    let here = store::records::list(tx, row.line.id)?;
    if here
        .iter()
        .filter_map(|record| record.file.as_ref())
        .any(|file| file.sha256 == checked.sha256)
    {
        let words =
            "This very file is among the records of this request already. It was not added a second time.";
        return Ok(Some(refused_view(
            name,
            checked.sha256.clone(),
            "already_there",
            words,
        )));
    }
    let elsewhere = store::records::same_file_elsewhere(tx, &checked.sha256, row.line.patient_id)?;
    let is_overridden = file.belongs_because.is_some() && desk.may(Permission::Sign);
    if elsewhere.is_empty() || is_overridden {
        return Ok(None);
    }
    let words = format!("This very file is filed under another patient. {WRONG_PATIENT_ADVICE}");
    Ok(Some(refused_view(
        name,
        checked.sha256.clone(),
        "wrong_patient",
        &words,
    )))
}

const WRONG_PATIENT_ADVICE: &str = "It was not added. Look whose it is; if it does belong to this patient, a clinician can say why and add it.";

/// A clinician may say why a file is this patient's all the same; nobody else, and never without words.
fn may_override(desk: &Desk, file: &FileIn, now: Now, request: RequestId) -> Result<bool, Error> {
    let Some(reason) = file.belongs_because.as_deref() else {
        return Ok(false);
    };
    let entry = Entry::done(Act::StopOverridden)
        .of_request(request)
        .with("wrong_patient");
    desk.permit(Permission::Sign, &entry, now)?;
    domain::text::note(reason, 1000).map_err(|error| Error::field("belongs_because", error))?;
    Ok(true)
}
