//! Putting another file in the place of a record, such as a sound one in the place of one that would not open.

use domain::id::RecordId;
use domain::record::{Enclosure, IdentityCheck, PageChoice, RecordDetails};
use domain::role::Permission;
use store::audit::{Act, Entry};
use store::records::{NewRecord, RecordRow};
use store::requests;

use super::read::{Outcome, filed_already, read};
use super::refusal::refusal;
use super::{FileIn, changeable, record_id};
use crate::open_request::{find, patient_of};
use crate::view::{AddedView, RecordCheckView, RequestView};
use crate::{Desk, Error, Now, fresh, show_request};

/// Why the record before is not there any more, as its row says.
pub(crate) const REPLACED: &str = "Another file was put in its place";

/// Puts a file in the place of a record, or of one that was not at hand: it keeps place, title, kind, date, source and
/// reason. What was read on the old file says nothing of the new one, so that identity and pages are to be told anew.
/// The old row stays as history.
///
/// # Errors
/// [`Error::File`] naming the reason when the file is refused; [`Error::NotFound`]; [`Error::Refused`] by role, once the
/// letter is signed or the record sent, or when the file looks like another patient's. The old file then stays.
pub fn replace(
    desk: &mut Desk,
    request: &str,
    record: &str,
    file: FileIn,
    now: Now,
) -> Result<RequestView, Error> {
    let AddedView { request, refused } = replace_sound(desk, request, record, file, now)?;
    if refused.is_empty() {
        Ok(request)
    } else {
        Err(refusal(&refused))
    }
}

/// As [`replace`], with a refusal told in the answer, for a person who can say what is to become of the file.
///
/// # Errors
/// As [`replace`], but for a refused file.
pub fn replace_sound(
    desk: &mut Desk,
    request: &str,
    record: &str,
    file: FileIn,
    now: Now,
) -> Result<AddedView, Error> {
    let request = find(desk, request)?;
    let old = record_id(record)?;
    let entry = Entry::done(Act::RecordReplaced).of_request(request);
    desk.permit(Permission::WorkOnRequests, &entry, now)?;
    let patient = desk.store.read(|tx| {
        let row = requests::get(tx, request)?;
        changeable(tx, &row, old, now)?;
        patient_of(tx, &row, now)
    })?;
    let mut sound = match read(desk, file, &patient, request, now)? {
        Outcome::Sound(sound) => sound,
        Outcome::Refused(refusal) => return refused(desk, request, refusal, now),
    };
    let sealed = sound.seal(desk)?;
    let id = RecordId::from_bytes(fresh::bytes()?);
    let done = desk.act(entry.of(id).with(format!("replaces={old}")), now, |tx| {
        let row = requests::get(tx, request)?;
        tx.touches_patient(row.line.patient_id);
        let old = changeable(tx, &row, old, now)?;
        // The same file again is meant: its bytes were lost or damaged, and are sealed anew.
        let is_same = old.file.as_ref().is_some_and(|file| file.sha256 == sealed.sha256);
        if !is_same && let Some(refusal) = filed_already(tx, &row, &mut sound, desk)? {
            return Err(self::refusal(&[refusal]));
        }
        if sound.is_vouched {
            tx.adds("identity_overridden=1");
        }
        let new = NewRecord {
            id,
            request,
            patient: row.line.patient_id,
            file: Some(sealed.clone()),
            details: details_of(&old),
            added_by: desk.user.id,
            added_at: now.at().utc_ms,
            supplement: old.supplement,
            belongs_because: sound.because(),
            replaces: None,
        };
        store::records::replace(tx, &old, &new, REPLACED, now.at().utc_ms)?;
        show_request::view(desk, tx, request, now)
    })?;
    Ok(AddedView {
        request: done,
        refused: Vec::new(),
    })
}

/// What is said of the record, as far as it is as true of the new file.
fn details_of(old: &RecordRow) -> RecordDetails {
    let details = &old.details;
    let was_absent = old.file.is_none() || details.enclosure == Enclosure::WouldNotOpen;
    RecordDetails {
        identity: IdentityCheck::default(),
        pages: PageChoice::All,
        enclosure: if was_absent {
            Enclosure::Enclosed
        } else {
            details.enclosure
        },
        enclosure_words: details.enclosure_words.clone().filter(|_| !was_absent),
        ..details.clone()
    }
}

/// The request as it is, with the reason why the file was not taken.
fn refused(
    desk: &mut Desk,
    request: domain::id::RequestId,
    refusal: RecordCheckView,
    now: Now,
) -> Result<AddedView, Error> {
    let entry = Entry::done(Act::RequestViewed).of_request(request);
    let request = desk.act(entry, now, |tx| show_request::view(desk, tx, request, now))?;
    Ok(AddedView {
        request,
        refused: vec![refusal],
    })
}
