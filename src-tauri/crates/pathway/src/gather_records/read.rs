//! Reading one file: what it is, whether it is what its name says, and whether it is this patient's.

use domain::id::RequestId;
use domain::patient::Patient;
use domain::role::Permission;
use records::{Checked, Note, identity};
use store::Tx;
use store::audit::{Act, Entry};
use store::records::RecordFile;
use store::requests::RequestRow;

use super::FileIn;
use super::refusal::{check_view, notes, refused_view};
use crate::view::RecordCheckView;
use crate::view::document::to_json;
use crate::{Desk, Error, Now};

/// A file that may become a record, as far as the file itself tells.
pub(super) struct Sound {
    pub(super) file: FileIn,
    pub(super) checked: Checked,
    /// Whether it is this patient's only because a clinician said so.
    pub(super) is_vouched: bool,
}

impl Sound {
    /// Why it is this patient's, where that was not plain.
    pub(super) fn because(&self) -> Option<String> {
        self.file
            .belongs_because
            .as_deref()
            .filter(|_| self.is_vouched)
            .map(|reason| reason.trim().to_owned())
    }

    /// The password, where the file does not open without it.
    fn password(&self) -> Option<String> {
        let mut notes = self.checked.notes.iter();
        let is_needed = notes.any(|note| note.code == records::OPENED_BY_PASSWORD);
        self.file.password.clone().filter(|_| is_needed)
    }

    /// Seals the bytes, and gives the row of the file.
    pub(super) fn seal(&self, desk: &Desk) -> Result<RecordFile, Error> {
        Ok(RecordFile {
            sealed: desk.store.files().put(&self.file.bytes)?,
            original_name: self.file.name.clone(),
            format: self.checked.format.code().to_owned(),
            page_count: self.checked.pages,
            byte_count: self.file.bytes.len() as u64,
            sha256: self.checked.sha256.clone(),
            notes: to_json(&notes(&self.checked))?,
            password: self.password(),
        })
    }
}

/// What became of a file that was read.
pub(super) enum Outcome {
    /// It may become a record.
    Sound(Box<Sound>),
    /// It may not, as it stands; everything that stands against it is told at once.
    Refused(RecordCheckView),
}

/// Reads a file and looks at it for other patients, before anything is kept.
pub(super) fn read(
    desk: &Desk,
    file: FileIn,
    patient: &Patient,
    request: RequestId,
    now: Now,
) -> Result<Outcome, Error> {
    let checked = match desk
        .reader
        .check(&file.bytes, &file.name, file.password.as_deref())
    {
        Ok(checked) => checked,
        Err(reason) => {
            return Ok(Outcome::Refused(check_view(file.name, &file.bytes, &Err(reason))));
        }
    };
    let mut against = Vec::new();
    let mut is_vouched = false;
    if let Some(concern) = identity::concerns(&checked.found, patient).first() {
        if may_override(desk, &file, now, request)? {
            is_vouched = true;
        } else {
            against.push(Note {
                code: "wrong_patient".into(),
                message: format!("{} {WRONG_PATIENT_ADVICE}", concern.message()),
            });
        }
    }
    if !file.as_it_is {
        against.extend(checked.offer().map(|note| Note {
            message: format!("{}. It was not added; it can be, as what it is.", note.message),
            ..note.clone()
        }));
    }
    Ok(match against.is_empty() {
        true => Outcome::Sound(Box::new(Sound {
            file,
            checked,
            is_vouched,
        })),
        false => Outcome::Refused(RecordCheckView {
            notes: against.into_iter().map(Into::into).collect(),
            status: "refused".to_owned(),
            ..check_view(file.name.clone(), &file.bytes, &Ok(checked))
        }),
    })
}

/// Whether the very same file hangs on another patient's request, or on this one already (hazard H1).
pub(super) fn filed_already(
    tx: &mut Tx<'_>,
    row: &RequestRow,
    sound: &mut Sound,
    desk: &Desk,
) -> Result<Option<RecordCheckView>, Error> {
    let (name, sha256) = (sound.file.name.clone(), sound.checked.sha256.clone());
    let here = store::records::list(tx, row.line.id)?;
    let files = here.iter().filter_map(|record| record.file.as_ref());
    if files.into_iter().any(|file| file.sha256 == sha256) {
        let words =
            "This very file is among the records of this request already. It was not added a second time.";
        return Ok(Some(refused_view(name, sha256, "already_there", words)));
    }
    let elsewhere = store::records::same_file_elsewhere(tx, &sha256, row.line.patient_id)?;
    if elsewhere.is_empty() {
        return Ok(None);
    }
    if sound.file.belongs_because.is_some() && desk.may(Permission::Sign) {
        sound.is_vouched = true;
        return Ok(None);
    }
    let words = format!("This very file is filed under another patient. {WRONG_PATIENT_ADVICE}");
    Ok(Some(refused_view(name, sha256, "wrong_patient", &words)))
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
