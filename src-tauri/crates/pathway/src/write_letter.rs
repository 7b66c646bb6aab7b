//! The letter: looked at while it is written, signed by a clinician, frozen from then on.

use std::path::Path;

use domain::clinician::Clinician;
use domain::evidence::Evidence;
use domain::id::LetterId;
use domain::letter::{Signature, missing_authority};
use domain::organisation::Organisation;
use domain::patient::Patient;
use domain::record::{Enclosure, RecordDetails};
use domain::request::RequestDetails;
use domain::role::Permission;
use domain::status::{self, Step};
use papers::index::IndexEntry;
use papers::letter::{self, LetterContent};
use papers::template::{Template, Templates};
use store::audit::{Act, Entry};
use store::letters::LetterRow;
use store::records::RecordRow;
use store::requests::{self, RequestRow};
use store::{At, Tx, letters, signatures, users};
use vault::sealed::FileName;

use crate::open_request::{details_of, find, patient_of};
use crate::view::document::{SignedContent, SignedHead, from_json, to_json};
use crate::view::{FieldProblem, RequestView, SavedView};
use crate::{
    Desk, Error, Now, Preview, confirm_address, fresh, keep_letterhead, keep_organisation, keep_users,
    keep_wording, let_in, open_request, show_request, take_step,
};

/// Shows the letter page by page: the signed one, or the draft as it stands.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Refused`] by role.
pub fn preview(desk: &mut Desk, request: &str, now: Now) -> Result<Preview, Error> {
    Preview::new(bytes(desk, request, Act::LetterViewed, now)?)
}

/// Writes the letter to a file: the signed one, or the draft, marked so on each page.
///
/// # Errors
/// As [`preview`], and [`Error::File`] when the file cannot be written.
pub fn save(desk: &mut Desk, request: &str, out: &Path, now: Now) -> Result<SavedView, Error> {
    let bytes = bytes(desk, request, Act::LetterSaved, now)?;
    crate::print::write_whole(out, &bytes)?;
    let pages = Preview::new(bytes.clone())?.pages.len();
    Ok(SavedView {
        out: out.to_string_lossy().into_owned(),
        pages: pages as u32,
        sha256: records::sha256(&bytes),
    })
}

/// Signs the letter: the clinician gives the passphrase again, and the letter is frozen as a version.
///
/// # Errors
/// [`Error::NotLetIn`] for a wrong passphrase; [`Error::Refused`] by role, by status, or naming what is missing;
/// [`Error::Stale`].
pub fn sign(
    desk: &mut Desk,
    request: &str,
    version: u32,
    passphrase: &str,
    now: Now,
) -> Result<RequestView, Error> {
    let id = find(desk, request)?;
    let entry = Entry::done(Act::LetterSigned).of_request(id);
    desk.permit(Permission::Sign, &entry, now)?;
    // Guesses are counted here as at the door.
    let_in::open(&desk.home, &desk.user.fields.name, passphrase, now)?;
    let clinician = keep_users::clinician(&desk.user)?.ok_or_else(|| {
        Error::refused(
            "role_may_not",
            "Your registration is not recorded: an administrator must add it first.",
        )
    })?;
    desk.act(entry, now, |tx| {
        let row = requests::get(tx, id)?;
        let picture = signatures::latest(tx, desk.user.id)?;
        let signature = Signature {
            clinician,
            at: now.local(),
            picture: opened(desk, picture.as_ref())?,
        };
        tx.touches_patient(row.line.patient_id);
        let next = status::take(row.line.status, Step::Sign, desk.user.fields.role)?;
        take_step::must_be_complete(tx, &row, now)?;
        let letter_version = row.line.letter_version + 1;
        let parts = Parts::of(desk, tx, &row, letter_version, now)?;
        let printed = parts.print(desk, Some(&signature), now)?;
        let sealed = desk.store.files().put(&printed.bytes)?;
        let frozen = SignedContent {
            form: open_request::form_of(&row)?,
            wording: parts.templates.kept(Template::Letter).map(str::to_owned),
            signature_picture: picture.map(|file| file.to_string()),
            head: Some(SignedHead {
                organisation: keep_organisation::typed(tx)?,
                letterhead: keep_letterhead::frozen(tx)?,
            }),
        };
        let letter = LetterRow {
            id: LetterId::from_bytes(fresh::bytes()?),
            request: id,
            version: letter_version,
            file: sealed,
            sha256: records::sha256(&printed.bytes),
            pages: printed.pages,
            signed_by: desk.user.id,
            signed_at: now.at().utc_ms,
            content: to_json(&frozen)?,
        };
        tx.touches(&letter.sha256);
        if take_step::asks_the_first_team_again(&row)? {
            tx.adds(take_step::SAME_TEAM);
        }
        letters::insert(tx, &letter)?;
        take_step::append(
            desk,
            tx,
            &row,
            version,
            Step::Sign,
            next,
            &Evidence::default(),
            now,
        )?;
        show_request::view(desk, tx, id, now)
    })
}

/// The parts of a letter, owned, so that a bundle can be made outside the transaction.
pub(crate) struct Parts {
    /// Who writes, as it stands, or as it stood when the letter was signed.
    pub(crate) organisation: Organisation,
    pub(crate) patient: Patient,
    pub(crate) details: RequestDetails,
    pub(crate) row: RequestRow,
    pub(crate) version: u32,
    pub(crate) replaces: Option<(u32, chrono::NaiveDate)>,
    pub(crate) signature: Option<Signature>,
    pub(crate) records: Vec<RecordRow>,
    pub(crate) templates: Templates,
}

impl Parts {
    /// The parts of the letter as the request stands.
    pub(crate) fn of(
        desk: &Desk,
        tx: &mut Tx<'_>,
        row: &RequestRow,
        version: u32,
        now: Now,
    ) -> Result<Self, Error> {
        Ok(Self {
            organisation: keep_organisation::current(&desk.store, tx)?,
            patient: patient_of(tx, row, now)?,
            details: details_of(row)?,
            version,
            replaces: replaced(tx, row, version, now)?,
            signature: None,
            records: of_version(store::records::list(tx, row.line.id)?, version),
            templates: keep_wording::templates(tx)?,
            row: row.clone(),
        })
    }

    /// The parts of the letter that was signed last.
    pub(crate) fn signed(desk: &Desk, tx: &mut Tx<'_>, row: &RequestRow, now: Now) -> Result<Self, Error> {
        let letter = letters::get(tx, row.line.id, row.line.letter_version)?;
        let frozen: SignedContent = from_json(&letter.content)?;
        let signer = users::get(tx, letter.signed_by)?;
        let clinician = keep_users::clinician(&signer)?
            .ok_or_else(|| Error::Fault("the signatory is no clinician".into()))?;
        let picture = frozen.signature_picture.as_deref();
        let picture = picture
            .map(|file| FileName::parse(file).ok_or_else(|| Error::Fault("a signature is misnamed".into())))
            .transpose()?;
        let at = At {
            utc_ms: letter.signed_at,
            ..now.at()
        }
        .local();
        let parts = Self::of(desk, tx, row, letter.version, now)?;
        let organisation = match &frozen.head {
            None => parts.organisation,
            Some(head) => {
                let letterhead = keep_letterhead::thawed(&desk.store, &head.letterhead)?;
                keep_organisation::readable(&head.organisation, letterhead)?
            }
        };
        Ok(Self {
            organisation,
            details: crate::view::parse_form(&frozen.form).0,
            signature: Some(Signature {
                clinician,
                at,
                picture: opened(desk, picture.as_ref())?,
            }),
            // What was signed keeps its words, whatever the organisation has changed since (hazard H9).
            templates: parts.templates.with(Template::Letter, frozen.wording),
            ..parts
        })
    }

    /// What the letter says, for the papers.
    pub(crate) fn content<'a>(
        &'a self,
        desk: &'a Desk,
        signature: Option<&'a Signature>,
        clinician: Option<&'a Clinician>,
        records: &'a [IndexEntry],
        now: Now,
    ) -> LetterContent<'a> {
        LetterContent {
            organisation: &self.organisation,
            templates: &self.templates,
            patient: &self.patient,
            details: &self.details,
            clinician,
            signature,
            reference: &self.row.line.reference,
            version: self.version,
            replaces: self.replaces,
            records,
            today: signature.map_or(now.today(), |signature| signature.at.date()),
            is_draft: signature.is_none(),
            demonstration: desk.is_demonstration(),
        }
    }

    fn print(
        &self,
        desk: &Desk,
        signature: Option<&Signature>,
        now: Now,
    ) -> Result<pdf::typeset::Typeset, Error> {
        let entries: Vec<_> = self.records.iter().map(entry_of).collect();
        let own = keep_users::clinician(&desk.user)?;
        let clinician = signature.map(|signature| &signature.clinician).or(own.as_ref());
        letter::print(&self.content(desk, signature, clinician, &entries, now)).map_err(unprintable)
    }
}

/// The records that go with this version of the letter; what came too late for it goes as a supplement.
fn of_version(all: Vec<RecordRow>, version: u32) -> Vec<RecordRow> {
    all.into_iter()
        .filter(|record| record.goes_with(version))
        .collect()
}

/// A record as letter and index name it, without its place in the bundle.
pub(crate) fn entry_of(row: &RecordRow) -> IndexEntry {
    described(&row.details, row.file.as_ref().map(|file| file.page_count))
}

/// A record as letter and index name it, from what is said of it and how many pages its file has.
pub(crate) fn described(details: &RecordDetails, page_count: Option<u32>) -> IndexEntry {
    let goes = details.enclosure == Enclosure::Enclosed;
    IndexEntry {
        title: details.title.clone(),
        kind: details.kind,
        dated: details.dated,
        source: details.source.clone(),
        report_status: details.report_status,
        enclosure: details.enclosure,
        words: details.absence_words(),
        page_words: page_count
            .and_then(|pages| details.pages.words(pages))
            .filter(|_| goes),
        remarks: Vec::new(),
        place: None,
        in_part: None,
    }
}

/// A text that cannot be set: the code point is named, so that the person can find it.
pub(crate) fn unprintable(error: pdf::typeset::TypesetError) -> Error {
    Error::File {
        code: "bundle_failed".into(),
        message: format!("The paper cannot be printed: {error}. Nothing that is typed was lost."),
        details: Vec::new(),
    }
}

fn bytes(desk: &mut Desk, request: &str, act: Act, now: Now) -> Result<Vec<u8>, Error> {
    let id = find(desk, request)?;
    let entry = Entry::done(act).of_request(id);
    desk.permit(Permission::ReadClinical, &entry, now)?;
    desk.act(entry, now, |tx| {
        let row = requests::get(tx, id)?;
        tx.touches_patient(row.line.patient_id);
        if act == Act::LetterSaved {
            must_have_authority(tx, &row, now)?;
            confirm_address::must_be_fresh(tx, &row, now)?;
        }
        Ok(made(desk, tx, &row, now)?.0)
    })
}

/// Nothing leaves the screen for a third party without authority: the request waits for the patient (domain rule §1.6).
pub(crate) fn must_have_authority(tx: &mut Tx<'_>, row: &RequestRow, now: Now) -> Result<(), Error> {
    if row.line.status.is_signed() {
        return Ok(());
    }
    let patient = patient_of(tx, row, now)?;
    let Some(missing) = missing_authority(&patient, &details_of(row)?, now.today()) else {
        return Ok(());
    };
    Err(Error::Refused {
        code: "letter_incomplete",
        message: format!(
            "This request was raised by a third party and waits for the patient: nothing is printed or saved yet. It needs \
             {missing}. Nothing was changed."
        ),
        details: vec![FieldProblem {
            field: missing.code().to_owned(),
            message: missing.to_string(),
        }],
    })
}

/// The letter as a PDF, and how many pages it has: the signed one, or the draft as it stands.
pub(crate) fn made(
    desk: &Desk,
    tx: &mut Tx<'_>,
    row: &RequestRow,
    now: Now,
) -> Result<(Vec<u8>, u32), Error> {
    if row.line.status.is_signed() {
        let letter = letters::get(tx, row.line.id, row.line.letter_version)?;
        tx.touches(&letter.sha256);
        return Ok((desk.store.files().get(&letter.file)?, letter.pages));
    }
    let parts = Parts::of(desk, tx, row, row.line.letter_version + 1, now)?;
    let printed = parts.print(desk, None, now)?;
    Ok((printed.bytes, printed.pages))
}

/// The bytes of a sealed picture.
fn opened(desk: &Desk, file: Option<&FileName>) -> Result<Option<Vec<u8>>, Error> {
    Ok(file.map(|file| desk.store.files().get(file)).transpose()?)
}

/// The version that is replaced, and the day on which it was signed (hazard H9).
fn replaced(
    tx: &mut Tx<'_>,
    row: &RequestRow,
    version: u32,
    now: Now,
) -> Result<Option<(u32, chrono::NaiveDate)>, Error> {
    if version < 2 {
        return Ok(None);
    }
    let earlier = letters::get(tx, row.line.id, version - 1)?;
    Ok(Some((
        version - 1,
        At {
            utc_ms: earlier.signed_at,
            ..now.at()
        }
        .local_date(),
    )))
}
