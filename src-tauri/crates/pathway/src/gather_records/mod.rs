//! Gathering the records: each file is read by a worker, checked for other patients, sealed, and then written down.

mod add;
mod read;
mod refusal;
mod replace;
mod restore;

use std::path::Path;

use domain::id::RecordId;
use domain::record::{Enclosure, PageChoice, RecordDetails};
use domain::role::Permission;
use store::Tx;
use store::audit::{Act, Entry};
use store::records::{NewRecord, RecordRow};
use store::requests::{self, RequestRow};

pub use add::{add, add_sound, may_add};
pub(crate) use replace::REPLACED;
pub use replace::{replace, replace_sound};
pub use restore::restore;

use crate::open_request::find;
use crate::supplement::{self, Sent};
use crate::view::{RecordCheckView, RecordInput, RequestView, TakenInput};
use crate::{Desk, Error, Now, Preview, Reader, fresh, show_request};
use refusal::{check_view, file_error, refused_view, unreadable};

/// A file that is offered.
#[derive(Clone, PartialEq, Eq)]
pub struct FileIn {
    /// Its name, without folders.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Why it is this patient's although it looks like another's; only a clinician may say so (product rule §3.12).
    pub belongs_because: Option<String>,
    /// It is taken as what it is, although its name says something else.
    pub as_it_is: bool,
    /// What opens it, for a file that asks for a password.
    pub password: Option<String>,
}

impl std::fmt::Debug for FileIn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("FileIn")
    }
}

impl FileIn {
    /// A file of which nobody has said anything.
    #[must_use]
    pub fn new(name: impl Into<String>, bytes: Vec<u8>) -> Self {
        Self {
            name: name.into(),
            bytes,
            belongs_because: None,
            as_it_is: false,
            password: None,
        }
    }

    /// Reads a file from the disk.
    ///
    /// # Errors
    /// [`Error::File`] naming it when it cannot be read.
    pub fn read(path: &Path) -> Result<Self, Error> {
        let name = name_of(path);
        let bytes = std::fs::read(path).map_err(|error| unreadable(&name, &error))?;
        Ok(Self::new(name, bytes))
    }

    /// Reads a file from the disk, with what a person takes upon themselves.
    ///
    /// # Errors
    /// As [`FileIn::read`].
    pub fn read_taken(path: &Path, taken: &TakenInput) -> Result<Self, Error> {
        Ok(Self {
            belongs_because: taken.belongs_because.clone(),
            as_it_is: taken.as_it_is,
            password: taken.password.clone().filter(|password| !password.is_empty()),
            ..Self::read(path)?
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
    check_view(shown, &bytes, &reader.check(&bytes, &name_of(path), None))
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
        |tx, row| {
            let (request, patient) = (row.line.id, row.line.patient_id);
            let record = NewRecord {
                id,
                request,
                patient,
                file: None,
                details,
                added_by: by,
                added_at: now.at().utc_ms,
                supplement: supplement::for_new_record(tx, row, now)?,
                belongs_because: None,
                replaces: None,
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
            let row = changeable(tx, request, record, now)?;
            let details = parse_for(&row, &input)?;
            store::records::describe(tx, request.line.id, record, version.into(), &details)?;
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
            let all = store::records::list(tx, request.line.id)?;
            let sent = Sent::of(tx, request, now)?;
            supplement::for_new_record(tx, request, now)?;
            let is_fixed = |id: &RecordId| {
                let record = all.iter().find(|record| record.id == *id);
                record.is_some_and(|record| !supplement::may_change(request, sent.as_ref(), record))
            };
            let fixed = all.iter().map(|record| record.id).filter(|id| is_fixed(id));
            if !ids.iter().copied().filter(is_fixed).eq(fixed) {
                return Err(Error::refused(
                    "already_sent",
                    "Records that have been sent keep their order. Nothing was changed; move the new ones only.",
                ));
            }
            store::records::reorder(tx, request.line.id, &ids).map_err(|error| match error {
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
            let row = changeable(tx, request, record, now)?;
            let file = row.file.as_ref().ok_or_else(not_at_hand)?;
            let pages =
                PageChoice::parse(pages, file.page_count).map_err(|error| Error::field("pages", error))?;
            store::records::choose_pages(tx, request.line.id, record, row.version, &pages)?;
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
            let row = changeable(tx, request, record, now)?;
            Ok(store::records::remove(
                tx,
                request.line.id,
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
    Preview::of(&desk.reader, format, bytes, file.password.as_deref())
        .map_err(|refused| file_error(&file.original_name, &refused))
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

/// A record that may still be changed.
fn changeable(tx: &mut Tx<'_>, request: &RequestRow, record: RecordId, now: Now) -> Result<RecordRow, Error> {
    let row = store::records::get(tx, request.line.id, record)?;
    supplement::must_be_changeable(tx, request, &row, now)?;
    Ok(row)
}

/// One change to the records of a request; which of them may still be changed is for `what` to ask.
fn change(
    desk: &mut Desk,
    request: &str,
    entry: Entry,
    now: Now,
    what: impl FnOnce(&mut Tx<'_>, &RequestRow) -> Result<(), Error>,
) -> Result<RequestView, Error> {
    let request = find(desk, request)?;
    let entry = entry.of_request(request);
    desk.permit(Permission::WorkOnRequests, &entry, now)?;
    desk.act(entry, now, |tx| {
        let row = requests::get(tx, request)?;
        tx.touches_patient(row.line.patient_id);
        what(tx, &row)?;
        show_request::view(desk, tx, request, now)
    })
}

fn name_of(path: &Path) -> String {
    path.file_name()
        .map_or_else(|| "file".to_owned(), |name| name.to_string_lossy().into_owned())
}

fn record_id(text: &str) -> Result<RecordId, Error> {
    RecordId::parse(text).map_err(|_| Error::NotFound("record"))
}
