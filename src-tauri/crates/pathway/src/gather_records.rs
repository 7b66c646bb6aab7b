//! Gathering the records: each file is read by a worker, checked for other patients, sealed, and then written down.

use std::path::Path;

use domain::id::{RecordId, RequestId};
use domain::record::{Enclosure, PageChoice, RecordDetails};
use domain::role::Permission;
use records::{Checked, Refused, identity};
use store::audit::{Act, Entry};
use store::records::{NewRecord, RecordFile, RecordRow};
use store::{Tx, requests};

use crate::open_request::{find, must_be_in_preparation, patient_of};
use crate::view::document::to_json;
use crate::view::{AddedView, FieldProblem, NoteView, RecordCheckView, RecordInput, RequestView};
use crate::{Desk, Error, Now, Preview, Reader, fresh, show_request};

/// A file that is offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileIn {
    /// Its name, without folders.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Why it is this patient's although it looks like another's; only a clinician may say so (product rule §3.12).
    pub belongs_because: Option<String>,
}

impl FileIn {
    /// Reads a file from the disk.
    ///
    /// # Errors
    /// [`Error::File`] naming it when it cannot be read.
    pub fn read(path: &Path) -> Result<Self, Error> {
        let name = name_of(path);
        let bytes = std::fs::read(path).map_err(|error| unreadable(&name, &error))?;
        Ok(Self {
            name,
            bytes,
            belongs_because: None,
        })
    }
}

/// What a file is, how many pages it has, what was repaired, taken out or refused. Needs no store.
#[must_use]
pub fn check(path: &Path, reader: &Reader) -> RecordCheckView {
    let shown = path.to_string_lossy().into_owned();
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) => {
            let view = unreadable(&name_of(path), &error).view();
            return refused_view(shown, String::new(), &view.code, &view.message);
        }
    };
    check_view(shown, &bytes, &reader.check(&bytes, &name_of(path)))
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

/// Lists a record that is known of and not at hand, so that letter and index say where it is (domain rule S10).
///
/// # Errors
/// [`Error::Input`] without a title, or when it is said to be enclosed; [`Error::Refused`] by role or once signed.
pub fn add_known(desk: &mut Desk, request: &str, input: RecordInput, now: Now) -> Result<RequestView, Error> {
    if input.title.as_deref().unwrap_or("").trim().is_empty() {
        return Err(Error::field("title", "say what record it is"));
    }
    let details = input.parse(0, "")?;
    must_not_go_along(&details)?;
    let id = RecordId::from_bytes(fresh::bytes()?);
    let by = desk.user.id;
    change(
        desk,
        request,
        Entry::done(Act::RecordAdded).of(id).with("not_at_hand"),
        now,
        |tx, request| {
            let patient = requests::get(tx, request)?.line.patient_id;
            let record = NewRecord {
                id,
                request,
                patient,
                file: None,
                details,
                added_by: by,
                added_at: now.at().utc_ms,
            };
            Ok(store::records::insert(tx, &record)?)
        },
    )
}

/// Says what a record is.
///
/// # Errors
/// [`Error::Input`] naming every field; [`Error::Stale`]; [`Error::Refused`] by role or once the letter is signed.
pub fn describe(
    desk: &mut Desk,
    request: &str,
    record: &str,
    version: u32,
    input: RecordInput,
    now: Now,
) -> Result<RequestView, Error> {
    let record = record_id(record)?;
    change(
        desk,
        request,
        Entry::done(Act::RecordDescribed).of(record),
        now,
        |tx, request| {
            let row = store::records::get(tx, request, record)?;
            let details = parse_for(&row, &input)?;
            store::records::describe(tx, request, record, version.into(), &details)?;
            Ok(())
        },
    )
}

/// Puts the records in this order; each is named once.
///
/// # Errors
/// [`Error::Stale`] when somebody added or removed one meanwhile; [`Error::Refused`] by role or once signed.
pub fn order(desk: &mut Desk, request: &str, ids: Vec<String>, now: Now) -> Result<RequestView, Error> {
    let ids = ids
        .iter()
        .map(|id| record_id(id))
        .collect::<Result<Vec<_>, _>>()?;
    change(
        desk,
        request,
        Entry::done(Act::RecordsOrdered),
        now,
        |tx, request| {
            store::records::reorder(tx, request, &ids).map_err(|error| match error {
                store::StoreError::Refused { .. } => Error::Stale,
                other => other.into(),
            })
        },
    )
}

/// Chooses which pages of a record go along, such as `3-5,9` or `all`.
///
/// # Errors
/// [`Error::Input`] naming the page that does not exist; [`Error::Refused`] by role or once the letter is signed.
pub fn choose_pages(
    desk: &mut Desk,
    request: &str,
    record: &str,
    pages: &str,
    now: Now,
) -> Result<RequestView, Error> {
    let record = record_id(record)?;
    change(
        desk,
        request,
        Entry::done(Act::PagesChosen).of(record),
        now,
        |tx, request| {
            let row = store::records::get(tx, request, record)?;
            let file = row.file.as_ref().ok_or_else(not_at_hand)?;
            let pages =
                PageChoice::parse(pages, file.page_count).map_err(|error| Error::field("pages", error))?;
            store::records::choose_pages(tx, request, record, row.version, &pages)?;
            Ok(())
        },
    )
}

/// Takes a record out again; its file stays in the store, with the reason.
///
/// # Errors
/// [`Error::Input`] without a reason; [`Error::Refused`] by role or once the letter is signed.
pub fn remove(
    desk: &mut Desk,
    request: &str,
    record: &str,
    reason: &str,
    now: Now,
) -> Result<RequestView, Error> {
    let record = record_id(record)?;
    let reason =
        domain::text::note(reason, 1000).map_err(|_| Error::field("reason", "say why it is taken out"))?;
    change(
        desk,
        request,
        Entry::done(Act::RecordRemoved).of(record),
        now,
        |tx, request| {
            let row = store::records::get(tx, request, record)?;
            Ok(store::records::remove(
                tx,
                request,
                record,
                row.version,
                &reason,
                now.at().utc_ms,
            )?)
        },
    )
}

/// Opens a record to be looked at page by page.
///
/// # Errors
/// [`Error::NotFound`], also for a record of another request; [`Error::Refused`] by role.
pub fn open(desk: &mut Desk, request: &str, record: &str, now: Now) -> Result<Preview, Error> {
    let request = find(desk, request)?;
    let record = record_id(record)?;
    let entry = Entry::done(Act::RecordViewed).of_request(request).of(record);
    desk.permit(Permission::ReadClinical, &entry, now)?;
    let row = desk.act(entry, now, |tx| {
        let row = store::records::get(tx, request, record)?;
        tx.touches_patient(row.patient);
        Ok(row)
    })?;
    let file = row.file.ok_or_else(not_at_hand)?;
    let bytes = desk.store.files().get(&file.sealed)?;
    let format = format_of(&file.format)?;
    Preview::new(records::as_pdf(bytes, format).map_err(|refused| file_error(&file.original_name, &refused))?)
}

/// The format with this code.
pub(crate) fn format_of(code: &str) -> Result<records::Format, Error> {
    records::Format::from_code(code)
        .ok_or_else(|| Error::Fault("a record has a format that is not known".into()))
}

/// What was typed of a stored record; one that is not at hand cannot be said to go along.
fn parse_for(row: &RecordRow, input: &RecordInput) -> Result<RecordDetails, Error> {
    match &row.file {
        Some(file) => Ok(input.parse(file.page_count, &file.original_name)?),
        None => {
            let details = input.parse(0, &row.details.title)?;
            must_not_go_along(&details)?;
            Ok(details)
        }
    }
}

fn must_not_go_along(details: &RecordDetails) -> Result<(), Error> {
    if details.enclosure == Enclosure::Enclosed {
        return Err(Error::field(
            "enclosure",
            "it has no file: say whether it is to follow, held elsewhere or not sent",
        ));
    }
    Ok(())
}

fn not_at_hand() -> Error {
    Error::field("pages", "this record has no file")
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
        must_be_in_preparation(&row)?;
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
        must_be_in_preparation(&row)?;
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

/// One change to the records of a request that may still be changed.
fn change(
    desk: &mut Desk,
    request: &str,
    entry: Entry,
    now: Now,
    what: impl FnOnce(&mut Tx<'_>, RequestId) -> Result<(), Error>,
) -> Result<RequestView, Error> {
    let request = find(desk, request)?;
    let entry = entry.of_request(request);
    desk.permit(Permission::WorkOnRequests, &entry, now)?;
    desk.act(entry, now, |tx| {
        let row = requests::get(tx, request)?;
        tx.touches_patient(row.line.patient_id);
        must_be_in_preparation(&row)?;
        what(tx, request)?;
        show_request::view(desk, tx, request, now)
    })
}

fn check_view(file: String, bytes: &[u8], checked: &Result<Checked, Refused>) -> RecordCheckView {
    match checked {
        Ok(checked) => RecordCheckView {
            file,
            format: Some(checked.format.code().to_owned()),
            pages: checked.pages,
            sha256: checked.sha256.clone(),
            status: if is_repaired(checked) {
                "repaired"
            } else {
                "accepted"
            }
            .to_owned(),
            notes: notes(checked),
        },
        Err(refused) => refused_view(file, records::sha256(bytes), &refused.code, &refused.message),
    }
}

fn refused_view(file: String, sha256: String, code: &str, message: &str) -> RecordCheckView {
    RecordCheckView {
        file,
        format: None,
        pages: 0,
        sha256,
        status: "refused".to_owned(),
        notes: vec![NoteView {
            code: code.to_owned(),
            message: message.to_owned(),
        }],
    }
}

/// Whether the file was damaged and had to be mended, so that a person should look at its pages.
fn is_repaired(checked: &Checked) -> bool {
    checked
        .notes
        .iter()
        .any(|note| note.code.starts_with("repaired_"))
}

fn notes(checked: &Checked) -> Vec<NoteView> {
    checked
        .notes
        .iter()
        .map(|note| NoteView {
            code: note.code.clone(),
            message: note.message.clone(),
        })
        .collect()
}

/// Several refusals as one error; the code is that of the first where all are alike, so that a script can act on it.
fn refusal(refused: &[RecordCheckView]) -> Error {
    let details: Vec<_> = refused
        .iter()
        .flat_map(|file| {
            file.notes.iter().map(|note| FieldProblem {
                field: file.file.clone(),
                message: note.message.clone(),
            })
        })
        .collect();
    let is_wrong_patient = refused
        .iter()
        .flat_map(|file| &file.notes)
        .any(|note| note.code == "wrong_patient");
    if is_wrong_patient {
        let message = "A file looks like another patient's. Nothing was added.".to_owned();
        return Error::Refused {
            code: "wrong_patient",
            message,
            details,
        };
    }
    let message = match refused {
        [only] => format!("{} cannot be enclosed. Nothing was added.", only.file),
        many => format!("{} files cannot be enclosed. Nothing was added.", many.len()),
    };
    Error::File {
        code: "file_refused".into(),
        message,
        details,
    }
}

fn file_error(name: &str, refused: &Refused) -> Error {
    Error::File {
        code: refused.code.clone(),
        message: format!("{name}: {}", refused.message),
        details: Vec::new(),
    }
}

fn unreadable(name: &str, error: &std::io::Error) -> Error {
    Error::File {
        code: "file_unreadable".into(),
        message: format!(
            "{name} could not be read ({error}). Look whether it is still there and may be read."
        ),
        details: Vec::new(),
    }
}

fn name_of(path: &Path) -> String {
    path.file_name()
        .map_or_else(|| "file".to_owned(), |name| name.to_string_lossy().into_owned())
}

fn record_id(text: &str) -> Result<RecordId, Error> {
    RecordId::parse(text).map_err(|_| Error::NotFound("record"))
}

/// The version of a record, for a face that does not show it.
///
/// # Errors
/// [`Error::NotFound`].
pub fn version_of(request: &RequestView, record: &str) -> Result<u32, Error> {
    let found = request.records.iter().find(|view| view.id == record);
    found.map(|view| view.version).ok_or(Error::NotFound("record"))
}
