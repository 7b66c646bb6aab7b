//! Making the PDF: the letter's content and the records' bytes, handed to the papers.

use std::ops::ControlFlow;

use domain::id::{BundleId, RecordId};
use domain::record::Enclosure;
use papers::bundle::{
    self, Bundle, BundleContent, BundleError, EnclosureContent, Progress, RecordFile, Unfetched,
};
use store::records::RecordRow;

use super::Loaded;
use super::parts::PartShare;
use crate::view::document::from_json;
use crate::view::{BundleChoices, EnclosureView, FieldProblem, NoteView, ProgressView};
use crate::write_letter::{Parts, entry_of, unprintable};
use crate::{Desk, Error, Now, gather_records};

/// The records that go along, in order.
pub(super) fn enclosed(parts: &Parts) -> Vec<&RecordRow> {
    parts
        .records
        .iter()
        .filter(|record| record.details.enclosure == Enclosure::Enclosed)
        .collect()
}

pub(super) fn make(
    desk: &Desk,
    loaded: &Loaded,
    id: BundleId,
    choices: BundleChoices,
    now: Now,
    part: Option<&PartShare>,
    progress: &mut dyn FnMut(&ProgressView) -> ControlFlow<()>,
) -> Result<Bundle, Error> {
    let parts = &loaded.parts;
    let signature = parts.signature.as_ref();
    let own = crate::keep_users::clinician(&desk.user)?;
    let clinician = signature.map(|signature| &signature.clinician).or(own.as_ref());
    let enclosed = enclosed(parts);
    let others = parts
        .records
        .iter()
        .filter(|record| record.details.enclosure != Enclosure::Enclosed);
    let before = loaded
        .supplement
        .as_ref()
        .map_or(0, |supplement| supplement.enclosures_before);
    let files = desk.store.files();
    let mut enclosures = Vec::with_capacity(enclosed.len());
    for (at, record) in enclosed.iter().enumerate() {
        let Some(pages) = part.map_or_else(
            || Some(record.details.pages.clone()),
            |part| part.pages_of(at, record),
        ) else {
            continue;
        };
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
            file: RecordFile::fetched(file.byte_count, move || {
                files.get(&file.sealed).map_err(|_| Unfetched)
            }),
            sha256: file.sha256.clone(),
            password: file.password.clone(),
            pages,
            starts_right: details.starts_right || choices.right_hand,
            notes: from_json::<Vec<NoteView>>(&file.notes)?
                .into_iter()
                .filter(|note| note.code == records::OFFERED_AS)
                .map(|NoteView { code, message }| records::Note { code, message })
                .collect(),
        });
    }
    let mut letter = parts.content(desk, signature, clinician, &[], now);
    letter.is_draft = loaded.is_draft;
    if loaded.supplement.is_some() {
        // The notice is of today; the letter's own day is told in it.
        letter.today = now.today();
    }
    let content = BundleContent {
        letter,
        enclosures,
        others: others.map(entry_of).collect(),
        id,
        created: now.pdf_date(),
        part: part.map(|part| part.part_of(&enclosed, before)),
        supplement: loaded.supplement.clone(),
        scans_dpi: choices.scans_dpi,
    };
    let ids: Vec<_> = content.enclosures.iter().map(|one| one.id).collect();
    bundle::assemble_by(&desk.reader, content, &mut |step| progress(&progress_view(step)))
        .map_err(|error| failure(error, &ids))
}

pub(super) fn placed_view(placed: &bundle::Placed) -> EnclosureView {
    EnclosureView {
        id: placed.id.to_string(),
        title: placed.title.clone(),
        source_sha256: placed.source_sha256.clone(),
        pages: placed.pages,
        first_page: placed.first_page,
        last_page: placed.last_page,
        not_archival: placed.not_archival.clone(),
    }
}

/// The bundle pages that could not be drawn for comparison.
pub(super) fn unproved(made: &Bundle, parts: &Parts) -> Vec<u32> {
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
        Progress::Joining { enclosure, of } => ("joining", enclosure, of),
        Progress::Proving { page, of } => ("proving", page, of),
        Progress::Verifying => ("verifying", 0, 1),
    };
    ProgressView {
        stage: stage.to_owned(),
        done,
        of,
    }
}

/// The failure in words, with the record that stands in the way as `record.` and its id.
fn failure(error: BundleError, ids: &[RecordId]) -> Error {
    let record = |position: u32| {
        let id = (position as usize).checked_sub(1).and_then(|at| ids.get(at));
        id.map_or_else(|| "letter".to_owned(), |id| format!("record.{id}"))
    };
    let failed = |message: String, details| Error::File {
        code: "bundle_failed".into(),
        message,
        details,
    };
    match error {
        BundleError::Enclosure {
            position,
            title: _,
            code: _,
            message,
        } => failed(
            format!("No bundle was made: record {position} cannot be enclosed. {message}"),
            vec![FieldProblem {
                field: record(position),
                message,
            }],
        ),
        BundleError::Proof {
            position,
            title: _,
            page,
        } => failed(
            format!(
                "No bundle was made: page {page} of record {position} would not look the same in it. Nothing was lost."
            ),
            vec![FieldProblem {
                field: record(position),
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
