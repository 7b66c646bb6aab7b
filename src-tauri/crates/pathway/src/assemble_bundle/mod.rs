//! The bundle: letter, index and records as one PDF, all or nothing, proved, and shown as the very bytes that go out.

mod make;
mod parts;

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use domain::id::{BundleId, RequestId};
use domain::record::Enclosure;
use domain::role::Permission;
use papers::bundle::Supplement;
use records::Refused;
use records::worker::Unsound;
use store::Tx;
use store::audit::{Act, Entry};
use store::bundles::{self, BundleRow};
use store::records::RecordRow;
use store::requests::{self, RequestRow};

pub use parts::assemble_parts;

use crate::open_request::find;
use crate::supplement::{self, Sent};
use crate::view::document::{BundleContents, ManifestPages, to_json};
use crate::view::{AssembleInput, BundleChoices, BundleView, FieldProblem, ProgressView, VerifiedView};
use crate::write_letter::{self, Parts};
use crate::{Desk, Error, Now, Preview, Reader, confirm_address, fresh, print, show_request, take_step};
use make::{make, placed_view, unproved};

/// Assembles the bundle of the signed letter, or a draft of the letter as it stands.
///
/// Progress is told as it goes; an answer of [`ControlFlow::Break`] stops the work, and nothing is left behind.
///
/// # Errors
/// [`Error::Refused`] when the letter is not signed and no draft was asked for, or records are incomplete;
/// [`Error::File`] naming the record that cannot be enclosed; [`Error::Cancelled`].
pub fn assemble(
    desk: &mut Desk,
    request: &str,
    input: AssembleInput,
    now: Now,
    progress: &mut dyn FnMut(&ProgressView) -> ControlFlow<()>,
) -> Result<BundleView, Error> {
    let started = Instant::now();
    let id = find(desk, request)?;
    let entry = Entry::done(Act::BundleAssembled).of_request(id);
    desk.permit(Permission::WorkOnRequests, &entry, now)?;

    // The work is long, so it is done outside the transaction, from what was read in one; that it still holds is
    // checked before the bundle is kept.
    let choices = input.choices.checked()?;
    let ready = load(desk, id, input, now)?;
    let bundle_id = BundleId::from_bytes(fresh::bytes()?);
    let made = make(desk, &ready, bundle_id, choices, now, None, progress)?;
    let contents = BundleContents {
        enclosures: made.enclosures.iter().map(placed_view).collect(),
        unproved: unproved(&made, &ready.parts),
        blank_pages: made.blank_pages.clone(),
        is_archival: Some(made.enclosures.iter().all(|placed| placed.not_archival.is_none())),
        choices,
        mark: match ready.supplement {
            Some(_) => supplement::mark(&ready.parts.records),
            None => String::new(),
        },
    };
    let sealed = desk.store.files().put(&made.bytes)?;
    let kept = BundleRow {
        id: bundle_id,
        request: id,
        letter_version: ready.parts.signature.as_ref().map_or(0, |_| ready.parts.version),
        file: sealed,
        sha256: made.sha256,
        pages: made.pages,
        bytes: made.bytes.len() as u64,
        manifest: to_json(&contents)?,
        is_draft: ready.is_draft,
        assembled_by: desk.user.id,
        assembled_at: now.at().utc_ms,
        supplement: ready
            .supplement
            .as_ref()
            .map_or(0, |supplement| supplement.number),
    };
    let entry = told(entry.of(&kept.sha256), ready.supplement.as_ref(), choices);
    desk.act(entry, now, |tx| {
        let row = requests::get(tx, id)?;
        tx.touches_patient(row.line.patient_id);
        if row.line.version != ready.version
            || ready.supplement.is_some() && !supplement::still(tx, &row, &ready.parts.records)?
        {
            return Err(Error::Stale);
        }
        Ok(bundles::insert(tx, &kept)?)
    })?;
    let view = show_request::bundle_view(&kept, now)?;
    Ok(BundleView {
        warnings: warnings(&ready.parts.records, now),
        seconds: started.elapsed().as_secs_f64(),
        ..view
    })
}

/// What there is to warn of in the records of a bundle, each named.
pub(super) fn warnings(records: &[RecordRow], now: Now) -> Vec<FieldProblem> {
    let of = |record: &RecordRow| {
        let (id, title) = (record.id, record.details.title.clone());
        crate::view::warnings(&record.details, now.today())
            .into_iter()
            .map(move |warning| FieldProblem {
                field: format!("record.{id}"),
                message: format!("{title}: {}", warning.message),
            })
    };
    records.iter().flat_map(of).collect()
}

/// Opens a bundle to be looked at page by page.
///
/// # Errors
/// [`Error::NotFound`], also for a bundle of another request; [`Error::Refused`] by role.
pub fn open(desk: &mut Desk, request: &str, bundle: &str, now: Now) -> Result<Preview, Error> {
    let (_, bytes) = fetch(
        desk,
        request,
        bundle,
        Act::BundleViewed,
        Permission::ReadClinical,
        now,
    )?;
    Preview::of(&desk.reader, records::Format::Pdf, bytes, None).map_err(|refused| cannot_be_shown(&refused))
}

/// Writes a bundle to a file, whole or not at all.
///
/// # Errors
/// As [`open`], and [`Error::File`] when the file cannot be written.
pub fn save(desk: &mut Desk, request: &str, bundle: &str, out: &Path, now: Now) -> Result<BundleView, Error> {
    let (row, bytes) = fetch(
        desk,
        request,
        bundle,
        Act::BundleSaved,
        Permission::WorkOnRequests,
        now,
    )?;
    print::write_whole(out, &bytes)?;
    let view = show_request::bundle_view(&row, now)?;
    Ok(BundleView {
        out: Some(out.to_string_lossy().into_owned()),
        ..view
    })
}

/// Counts and hashes a bundle again, against its own manifest. Needs no store.
///
/// # Errors
/// [`Error::File`] with `bundle_differs` naming every page that is not as it was, or `file_unreadable`; with
/// `worker_failed` or `too_long` where the file could not be looked at safely.
pub fn verify(file: &Path, reader: &Reader) -> Result<VerifiedView, Error> {
    let shown = file.to_string_lossy().into_owned();
    let bytes = std::fs::read(file).map_err(|error| Error::File {
        code: "file_unreadable".into(),
        message: format!("The file could not be read ({error})."),
        details: Vec::new(),
    })?;
    let differs = |faults: Vec<String>| Error::File {
        code: "bundle_differs".into(),
        message: "The bundle is not as it was made. Do not send it; assemble it again.".into(),
        details: faults
            .into_iter()
            .map(|message| FieldProblem {
                field: shown.clone(),
                message,
            })
            .collect(),
    };
    let bytes = Arc::new(bytes);
    let verified = reader.verify(&bytes).map_err(|unsound| match unsound {
        Unsound::Faults(faults) => differs(faults),
        Unsound::Worker(refused) => cannot_be_shown(&refused),
    })?;
    let said = ManifestPages::read(&verified.manifest_json).ok_or_else(|| {
        differs(vec![
            "its manifest does not tell of letter, index and enclosures".into(),
        ])
    })?;
    if said.sum() != verified.pages {
        let words = format!(
            "letter, index, enclosures and blank pages are {} pages, and there are {}",
            said.sum(),
            verified.pages
        );
        return Err(differs(vec![words]));
    }
    Ok(VerifiedView {
        file: shown.clone(),
        status: "sound".into(),
        pages: verified.pages,
        enclosures: said.enclosures(),
        blank_pages: said.blank_pages,
        manifest: verified.manifest_json,
        sha256: records::sha256(&bytes),
    })
}

/// The entry with what was asked for beyond the usual, in codes.
fn told(entry: Entry, supplement: Option<&Supplement>, choices: BundleChoices) -> Entry {
    let number = supplement.map(|supplement| format!("supplement={}", supplement.number));
    let words: Vec<_> = number.into_iter().chain(choices.audited()).collect();
    if words.is_empty() {
        entry
    } else {
        entry.with(words.join(" "))
    }
}

/// What a bundle is made of.
struct Loaded {
    parts: Parts,
    /// The version of the request that it was read from.
    version: i64,
    is_draft: bool,
    /// What the records belong to, where they arrived after the bundle was sent.
    supplement: Option<Supplement>,
}

/// Reads what a bundle is made of, if it may be made now.
fn load(desk: &Desk, id: RequestId, input: AssembleInput, now: Now) -> Result<Loaded, Error> {
    desk.store.read(|tx| {
        let row = requests::get(tx, id)?;
        let version = row.line.version;
        if input.supplement {
            let (parts, supplement) = load_supplement(desk, tx, &row, now)?;
            return Ok(Loaded {
                parts,
                version,
                is_draft: input.draft,
                supplement: Some(supplement),
            });
        }
        write_letter::must_have_authority(tx, &row, now)?;
        take_step::records_must_be_complete(tx, &row, now)?;
        let parts = match (row.line.status.is_signed(), input.draft) {
            (true, _) => Parts::signed(desk, tx, &row, now)?,
            (false, true) => Parts::of(desk, tx, &row, row.line.letter_version + 1, now)?,
            (false, false) => return Err(not_signed()),
        };
        Ok(Loaded {
            version,
            is_draft: input.draft || parts.signature.is_none(),
            parts,
            supplement: None,
        })
    })
}

/// The letter that was sent, with the records that came too late for it.
fn load_supplement(
    desk: &Desk,
    tx: &mut Tx<'_>,
    row: &RequestRow,
    now: Now,
) -> Result<(Parts, Supplement), Error> {
    let sent = Sent::of(tx, row, now)?.ok_or_else(supplement::nothing_sent)?;
    let all = store::records::list(tx, row.line.id)?;
    let told = sent.told(&all);
    let records = supplement::records_of(all, sent.open());
    let goes = |record: &RecordRow| record.details.enclosure == Enclosure::Enclosed;
    if !records.iter().any(goes) {
        return Err(Error::refused(
            "nothing_to_send",
            "No record has been added since the bundle was sent, or none that goes along. Add what has arrived; it goes \
             as a supplement.",
        ));
    }
    take_step::must_lack_nothing((1..).zip(records.iter().cloned()), now)?;
    let parts = Parts {
        records,
        ..Parts::signed(desk, tx, row, now)?
    };
    Ok((parts, told))
}

fn fetch(
    desk: &mut Desk,
    request: &str,
    bundle: &str,
    act: Act,
    permission: Permission,
    now: Now,
) -> Result<(BundleRow, Vec<u8>), Error> {
    let request: RequestId = find(desk, request)?;
    let bundle = BundleId::parse(bundle).map_err(|_| Error::NotFound("bundle"))?;
    let entry = Entry::done(act).of_request(request);
    desk.permit(permission, &entry, now)?;
    let row = desk.act(entry, now, |tx| {
        let row = bundles::get(tx, request, bundle)?;
        let of = requests::get(tx, request)?;
        tx.touches_patient(of.line.patient_id);
        tx.touches(&row.sha256);
        if act == Act::BundleSaved {
            confirm_address::must_be_fresh(tx, &of, now)?;
        }
        Ok(row)
    })?;
    let bytes = desk.store.files().get(&row.file)?;
    Ok((row, bytes))
}

/// A file that was not opened, in the words of what opens files.
fn cannot_be_shown(refused: &Refused) -> Error {
    Error::File {
        code: refused.code.clone(),
        message: refused.message.clone(),
        details: Vec::new(),
    }
}

fn not_signed() -> Error {
    Error::refused(
        "not_signed",
        "The letter is not signed yet. A draft can be assembled; it is marked so on every page.",
    )
}
