//! The bundle: letter, index and records as one PDF, all or nothing, proved, and shown as the very bytes that go out.

use std::ops::ControlFlow;
use std::path::Path;
use std::time::Instant;

use domain::id::{BundleId, RequestId};
use domain::record::Enclosure;
use domain::role::Permission;
use papers::bundle::{self, Bundle, BundleContent, BundleError, EnclosureContent, Progress};
use store::audit::{Act, Entry};
use store::bundles::{self, BundleRow};
use store::requests;

use crate::open_request::find;
use crate::view::document::{BundleContents, enclosures_of, to_json};
use crate::view::{
    BundleView, EnclosureView, FieldProblem, PrintInput, PrintedView, ProgressView, VerifiedView,
};
use crate::write_letter::{Parts, entry_of, unprintable};
use crate::{Desk, Error, Now, Preview, fresh, gather_records, print, show_request, take_step};

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
    draft: bool,
    now: Now,
    progress: &mut dyn FnMut(&ProgressView) -> ControlFlow<()>,
) -> Result<BundleView, Error> {
    let started = Instant::now();
    let id = find(desk, request)?;
    let entry = Entry::done(Act::BundleAssembled).of_request(id);
    desk.permit(Permission::WorkOnRequests, &entry, now)?;

    // The work is long, so it is done outside the transaction, from what was read in one; what it was made from is
    // compared again before the bundle is kept.
    let (parts, version) = desk.store.read(|tx| {
        let row = requests::get(tx, id)?;
        take_step::records_must_be_complete(tx, &row)?;
        let version = row.line.version;
        let parts = match (row.line.status.is_signed(), draft) {
            (true, _) => Parts::signed(tx, &row, now)?,
            (false, true) => Parts::of(tx, &row, row.line.letter_version + 1, now)?,
            (false, false) => return Err(not_signed()),
        };
        Ok((parts, version))
    })?;
    let is_draft = draft || parts.signature.is_none();
    let bundle_id = BundleId::from_bytes(fresh::bytes()?);
    let made = make(desk, &parts, bundle_id, is_draft, now, progress)?;
    let contents = BundleContents {
        enclosures: made.enclosures.iter().map(placed_view).collect(),
        unproved: unproved(&made, &parts),
    };
    let sealed = desk.store.files().put(&made.bytes)?;
    let kept = BundleRow {
        id: bundle_id,
        request: id,
        letter_version: parts.signature.as_ref().map_or(0, |_| parts.version),
        file: sealed,
        sha256: made.sha256,
        pages: made.pages,
        bytes: made.bytes.len() as u64,
        manifest: to_json(&contents)?,
        is_draft,
        assembled_by: desk.user.id,
        assembled_at: now.at().utc_ms,
    };
    desk.act(entry.of(&kept.sha256), now, |tx| {
        let row = requests::get(tx, id)?;
        tx.touches_patient(row.line.patient_id);
        if row.line.version != version {
            return Err(Error::Stale);
        }
        Ok(bundles::insert(tx, &kept)?)
    })?;
    let view = show_request::bundle_view(&kept, now)?;
    Ok(BundleView {
        seconds: started.elapsed().as_secs_f64(),
        ..view
    })
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
    Preview::new(bytes)
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

/// Sends a bundle to a printer. Printed is not dispatched (product rule §3.8).
///
/// # Errors
/// As [`open`], and [`Error::File`] when the printing service does not take the job.
pub fn print(
    desk: &mut Desk,
    request: &str,
    bundle: &str,
    input: &PrintInput,
    now: Now,
) -> Result<PrintedView, Error> {
    let (row, bytes) = fetch(
        desk,
        request,
        bundle,
        Act::BundlePrinted,
        Permission::WorkOnRequests,
        now,
    )?;
    print::send(&bytes, row.pages, input)
}

/// The printers that the system knows, the default one first.
#[must_use]
pub fn printers() -> Vec<String> {
    print::printers()
}

/// Counts and hashes a bundle again, against its own manifest. Needs no store.
///
/// # Errors
/// [`Error::File`] with `bundle_differs` naming every page that is not as it was, or `file_unreadable`.
pub fn verify(file: &Path) -> Result<VerifiedView, Error> {
    let shown = file.to_string_lossy().into_owned();
    let bytes = std::fs::read(file).map_err(|error| Error::File {
        code: "file_unreadable".into(),
        message: format!("The file could not be read ({error})."),
        details: Vec::new(),
    })?;
    match pdf::verify::verify(&bytes) {
        Ok(verified) => Ok(VerifiedView {
            file: shown,
            status: "sound".into(),
            pages: verified.pages,
            enclosures: enclosures_of(&verified.manifest_json),
            sha256: records::sha256(&bytes),
        }),
        Err(faults) => Err(Error::File {
            code: "bundle_differs".into(),
            message: "The bundle is not as it was made. Do not send it; assemble it again.".into(),
            details: faults
                .iter()
                .map(|fault| FieldProblem {
                    field: shown.clone(),
                    message: fault.to_string(),
                })
                .collect(),
        }),
    }
}

fn make(
    desk: &Desk,
    parts: &Parts,
    id: BundleId,
    is_draft: bool,
    now: Now,
    progress: &mut dyn FnMut(&ProgressView) -> ControlFlow<()>,
) -> Result<Bundle, Error> {
    let signature = parts.signature.as_ref();
    let own = crate::keep_users::clinician(&desk.user)?;
    let clinician = signature.map(|signature| &signature.clinician).or(own.as_ref());
    let (enclosed, others): (Vec<_>, Vec<_>) = parts
        .records
        .iter()
        .partition(|record| record.details.enclosure == Enclosure::Enclosed);
    let mut enclosures = Vec::with_capacity(enclosed.len());
    for record in enclosed {
        let details = &record.details;
        let file = record
            .file
            .as_ref()
            .ok_or_else(|| Error::Fault("a record without a file came this far".into()))?;
        let kind = details
            .kind
            .ok_or_else(|| Error::Fault("a record without a kind came this far".into()))?;
        enclosures.push(EnclosureContent {
            id: record.id,
            title: details.title.clone(),
            kind,
            dated: details.dated,
            source_name: details.source.clone(),
            report_status: details.report_status,
            format: gather_records::format_of(&file.format)?,
            bytes: desk.store.files().get(&file.sealed)?,
            sha256: file.sha256.clone(),
            password: None,
            pages: details.pages.clone(),
        });
    }
    let mut letter = parts.content(desk, signature, clinician, &[], now);
    letter.is_draft = is_draft;
    let content = BundleContent {
        letter,
        enclosures,
        others: others.into_iter().map(entry_of).collect(),
        id,
        created: now.pdf_date(),
    };
    bundle::assemble(content, &mut |step| progress(&progress_view(step))).map_err(failure)
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
        let patient = requests::get(tx, request)?.line.patient_id;
        tx.touches_patient(patient);
        tx.touches(&row.sha256);
        Ok(row)
    })?;
    let bytes = desk.store.files().get(&row.file)?;
    Ok((row, bytes))
}

fn not_signed() -> Error {
    Error::refused(
        "not_signed",
        "The letter is not signed yet. A draft can be assembled; it is marked so on every page.",
    )
}

fn placed_view(placed: &bundle::Placed) -> EnclosureView {
    EnclosureView {
        id: placed.id.to_string(),
        title: placed.title.clone(),
        source_sha256: placed.source_sha256.clone(),
        pages: placed.pages,
        first_page: placed.first_page,
        last_page: placed.last_page,
    }
}

/// The bundle pages that could not be drawn for comparison.
fn unproved(made: &Bundle, parts: &Parts) -> Vec<u32> {
    let chosen: Vec<_> = parts
        .records
        .iter()
        .filter(|record| record.details.enclosure == Enclosure::Enclosed)
        .map(|record| {
            record
                .details
                .pages
                .numbers(record.file.as_ref().map_or(0, |file| file.page_count))
        })
        .collect();
    made.unproved
        .iter()
        .filter_map(|page| {
            let enclosure = page.position.checked_sub(1)? as usize;
            let at = chosen
                .get(enclosure)?
                .iter()
                .position(|number| *number == page.page)?;
            Some(made.enclosures.get(enclosure)?.first_page + at as u32)
        })
        .collect()
}

fn progress_view(progress: Progress) -> ProgressView {
    let (stage, done, of) = match progress {
        Progress::Reading { enclosure, of } => ("reading", enclosure, of),
        Progress::Setting => ("setting", 0, 1),
        Progress::Joining => ("joining", 0, 1),
        Progress::Proving => ("proving", 0, 1),
        Progress::Verifying => ("verifying", 0, 1),
    };
    ProgressView {
        stage: stage.to_owned(),
        done,
        of,
    }
}

fn failure(error: BundleError) -> Error {
    let failed = |message: String, details| Error::File {
        code: "bundle_failed".into(),
        message,
        details,
    };
    match error {
        BundleError::Enclosure {
            position,
            title,
            code: _,
            message,
        } => failed(
            format!("No bundle was made: record {position} cannot be enclosed. {message}"),
            vec![FieldProblem {
                field: title,
                message,
            }],
        ),
        BundleError::Proof {
            position,
            title,
            page,
        } => failed(
            format!(
                "No bundle was made: page {page} of record {position} would not look the same in it. Nothing was lost."
            ),
            vec![FieldProblem {
                field: title,
                message: format!("page {page} differs"),
            }],
        ),
        BundleError::Typeset(error) => unprintable(error),
        BundleError::Join(what) | BundleError::Verify(what) | BundleError::Unprovable(what) => failed(
            format!("No bundle was made: {what}. Nothing was lost."),
            Vec::new(),
        ),
        BundleError::Pages { expected, found } => failed(
            format!(
                "No bundle was made: it should have {expected} pages and would have had {found}. Nothing was lost."
            ),
            Vec::new(),
        ),
        BundleError::Cancelled => Error::Cancelled,
    }
}
