//! The request's page: everything that is known of it, and what can be done next.

use domain::date;
use domain::evidence::{Answer, Item, asked};
use domain::id::RequestId;
use domain::letter;
use domain::recipient::Closeness;
use domain::request::RequestDetails;
use domain::status::Step;
use store::bundles::BundleRow;
use store::letters::LetterRow;
use store::records::RecordRow;
use store::requests::{self, StatusChange};
use store::{At, Tx, bundles, directory, letters, records, users};

use crate::gather_records::REPLACED;
use crate::register_patient::number;
use crate::supplement::{self, Sent};
use crate::view::document::{BundleContents, from_json};
use crate::view::{
    AskedView, BundleView, Choice, EvidenceInput, FieldProblem, HistoryView, LetterView, MissingView,
    RecordFileView, RecordInput, RecordView, RequestView, StepView, VouchView, hindrance_view, parse_form,
    warnings,
};
use crate::{Desk, Error, Now, confirm_address, help, open_request, print, register_patient, transfer_care};

/// The page of a request, in an open transaction.
pub(crate) fn view(desk: &Desk, tx: &mut Tx<'_>, id: RequestId, now: Now) -> Result<RequestView, Error> {
    let row = requests::get(tx, id)?;
    tx.touches_patient(row.line.patient_id);
    let form = open_request::form_of(&row)?;
    let (details, problems) = parse_form(&form);
    let details = confirm_address::with_check(tx, &row, details)?;
    let patient = register_patient::patient(tx, row.line.patient_id, now)?;
    let status = row.line.status;
    let missing = letter::missing(&patient, &details, now.today());
    let history = requests::history(tx, id)?;
    let records = records::list(tx, id)?;
    let sent = Sent::of(tx, &row, now)?;
    let letters = letters::list(tx, id)?;
    let transfer = transfer_care::status(tx, id)?;
    // A bundle of an earlier version of the letter is history, not the bundle of this request as it stands.
    let bundle = bundles::latest(tx, id)?
        .filter(|bundle| bundle.letter_version == row.line.letter_version && status.is_signed());
    Ok(RequestView {
        id: id.to_string(),
        reference: row.line.reference.to_string(),
        version: number(row.line.version),
        status: status.code().to_owned(),
        status_label: status.label().to_owned(),
        is_in_preparation: status.is_in_preparation(),
        next_action_by: row.line.next_action_by.map(date::clinical),
        is_overdue: row.line.next_action_by.is_some_and(|day| day < now.today()),
        patient: register_patient::view(tx, row.line.patient_id, now)?,
        form,
        problems,
        missing: missing
            .into_iter()
            .map(|part| MissingView {
                field: part.code().to_owned(),
                message: part.to_string(),
            })
            .collect(),
        warnings: [same_organisation(&details), closed_recipient(tx, &details, now)?]
            .into_iter()
            .flatten()
            .collect(),
        address_check: confirm_address::state(tx, &row, &details, now)?,
        records: (1..)
            .zip(&records)
            .map(|(position, record)| {
                Ok::<_, Error>(RecordView {
                    may_change: supplement::may_change(&row, sent.as_ref(), record),
                    supplement: record
                        .supplement
                        .filter(|_| !record.goes_with(row.line.letter_version) && sent.is_some())
                        .map(|supplement| supplement.number),
                    vouched: vouched(tx, record)?,
                    replaced: replaced(tx, record)?,
                    ..self::record(record, position, now)?
                })
            })
            .collect::<Result<_, _>>()?,
        takes_supplement: sent.is_some(),
        supplements: supplement::views(tx, id, sent.as_ref(), &records, now)?,
        steps: status.steps().map(|step| step_view(desk, step)).collect(),
        history: history
            .iter()
            .map(|change| line(change, now))
            .collect::<Result<_, _>>()?,
        letters: letters
            .iter()
            .rev()
            .map(|row| letter_view(tx, row, now))
            .collect::<Result<_, _>>()?,
        bundle: bundle.map(|row| bundle_view(&row, now)).transpose()?,
        prints: print::views(tx, id, now)?,
        transfer: transfer.code().to_owned(),
        transfer_label: transfer.label().to_owned(),
    })
}

/// The new team must be another one, and may be of the same organisation; then a person is told (domain rule S9).
fn same_organisation(details: &RequestDetails) -> Option<FieldProblem> {
    let closeness = details.recipient.as_ref()?.closeness_to(&details.first_opinion);
    (closeness == Closeness::SameOrganisation).then(|| FieldProblem {
        field: "recipient_organisation".into(),
        message: "The new team belongs to the organisation whose opinion was first. Make sure that it is another team, and \
                  that the patient knows"
            .into(),
    })
}

/// An organisation that has closed receives nothing; who types its name is told as well as who chooses it.
fn closed_recipient(
    tx: &mut Tx<'_>,
    details: &RequestDetails,
    now: Now,
) -> Result<Option<FieldProblem>, Error> {
    let code = details.recipient.as_ref().and_then(|team| team.ods_code.as_ref());
    let Some(code) = code else { return Ok(None) };
    let there = directory::by_code(tx, code.as_str())?;
    let is_closed = there.is_some_and(|row| row.entry.is_closed_on(now.today()));
    Ok(is_closed.then(|| FieldProblem {
        field: "recipient_ods_code".into(),
        message: "The directory says that the organisation with this ODS code has closed. Find out who has taken over its \
                  patients"
            .into(),
    }))
}

/// Who said that a record is this patient's, and why.
fn vouched(tx: &mut Tx<'_>, row: &RecordRow) -> Result<Option<VouchView>, Error> {
    let Some(because) = row.belongs_because.clone() else {
        return Ok(None);
    };
    let by = users::get(tx, row.added_by)?.fields.shown_name;
    Ok(Some(VouchView { because, by }))
}

/// The name of the file in whose place a record came, or what was said of it where it was not at hand.
fn replaced(tx: &mut Tx<'_>, row: &RecordRow) -> Result<Option<String>, Error> {
    let Some(old) = row.replaces else { return Ok(None) };
    let old = records::get(tx, row.request, old)?;
    // A record that was brought back took nobody's place but its own.
    if old
        .removed
        .as_ref()
        .is_none_or(|removed| removed.reason != REPLACED)
    {
        return Ok(None);
    }
    Ok(Some(match old.file {
        Some(file) => file.original_name,
        None => old.details.enclosure.label().to_lowercase(),
    }))
}

/// A record as it is shown by itself.
pub(crate) fn record(row: &RecordRow, position: u32, now: Now) -> Result<RecordView, Error> {
    let details = &row.details;
    Ok(RecordView {
        id: row.id.to_string(),
        position,
        version: number(row.version),
        file: file(row)?,
        kind_label: details
            .kind
            .map_or_else(String::new, |kind| kind.label().to_owned()),
        dated: details.dated.map_or_else(String::new, date::clinical),
        enclosure_label: details.enclosure.label().to_owned(),
        hindrances: details.hindrances().into_iter().map(hindrance_view).collect(),
        warnings: warnings(details, now.today()),
        vouched: None,
        replaced: None,
        may_change: true,
        supplement: None,
        input: RecordInput::of(details),
    })
}

fn file(row: &RecordRow) -> Result<Option<RecordFileView>, Error> {
    let Some(file) = &row.file else { return Ok(None) };
    Ok(Some(RecordFileView {
        name: file.original_name.clone(),
        format: file.format.clone(),
        page_count: file.page_count,
        chosen_count: row.details.pages.numbers(file.page_count).len() as u32,
        bytes: file.byte_count,
        sha256: file.sha256.clone(),
        notes: from_json(&file.notes)?,
    }))
}

/// What is kept of a bundle beside its bytes.
pub(crate) fn contents(row: &BundleRow) -> Result<BundleContents, Error> {
    from_json(&row.manifest)
}

/// These pages of a bundle could not be drawn for comparison, and nobody has looked through them.
pub(crate) fn look_through(pages: &[u32]) -> Error {
    let pages = pages.iter().map(u32::to_string).collect::<Vec<_>>().join(", ");
    Error::Refused {
        code: "not_proved",
        message: format!(
            "Some pages could not be compared with their records by the program. Look through page {pages}, and say who has."
        ),
        details: vec![FieldProblem {
            field: Item::LookedThrough.code().to_owned(),
            message: format!("look through page {pages}"),
        }],
    }
}

/// A bundle as it is shown.
pub(crate) fn bundle_view(row: &BundleRow, now: Now) -> Result<BundleView, Error> {
    let BundleContents {
        enclosures,
        unproved,
        blank_pages,
        is_archival,
        choices,
        mark: _,
    } = contents(row)?;
    Ok(BundleView {
        id: row.id.to_string(),
        out: None,
        pages: row.pages,
        bytes: row.bytes,
        sha256: row.sha256.clone(),
        is_draft: row.is_draft,
        letter_version: row.letter_version,
        assembled_at: moment(row.assembled_at, now),
        enclosures,
        unproved,
        blank_pages,
        is_archival,
        choices,
        warnings: Vec::new(),
        parts: Vec::new(),
        seconds: 0.0,
    })
}

/// A stored moment in the clinical form, on the desk's clock.
pub(crate) fn moment(utc_ms: i64, now: Now) -> String {
    date::clinical_time(At { utc_ms, ..now.at() }.local())
}

fn letter_view(tx: &mut Tx<'_>, row: &LetterRow, now: Now) -> Result<LetterView, Error> {
    Ok(LetterView {
        version: row.version,
        pages: row.pages,
        signed_by: users::get(tx, row.signed_by)?.fields.shown_name,
        signed_at: moment(row.signed_at, now),
    })
}

fn step_view(desk: &Desk, step: Step) -> StepView {
    StepView {
        code: step.code().to_owned(),
        label: step.label().to_owned(),
        is_permitted: desk.may(step.permission()),
        asked: asked(step)
            .iter()
            .map(|item| asked_view(step.code(), item))
            .collect(),
    }
}

pub(crate) fn asked_view(step: &str, asked: &domain::evidence::Asked) -> AskedView {
    let (answer, choices) = match asked.answer {
        Answer::PastDay | Answer::AnyDay => ("day", &[][..]),
        Answer::Line => ("line", &[][..]),
        Answer::Note => ("note", &[][..]),
        Answer::Choice(choices) => ("choice", choices),
        Answer::Ubrn => ("ubrn", &[][..]),
    };
    AskedView {
        item: asked.item.code().to_owned(),
        label: asked.item.label().to_owned(),
        hint: help::hint(step, asked.item.code()),
        required: asked.required,
        answer: answer.to_owned(),
        choices: choices
            .iter()
            .map(|(code, label)| Choice {
                code: (*code).to_owned(),
                label: (*label).to_owned(),
            })
            .collect(),
    }
}

fn line(change: &StatusChange, now: Now) -> Result<HistoryView, Error> {
    let evidence: Vec<EvidenceInput> = from_json(&change.evidence)?;
    let asked = change.step.map(asked).unwrap_or_default();
    Ok(HistoryView {
        at: moment(change.at, now),
        step: change.step.map(|step| step.label().to_owned()),
        status: change.status.label().to_owned(),
        by: change.by_shown.clone(),
        evidence: all_worded(&evidence, asked),
    })
}

/// All that was said about a step, label and answer in words, in the order in which it was asked.
pub(crate) fn all_worded(said: &[EvidenceInput], asked: &[domain::evidence::Asked]) -> Vec<(String, String)> {
    let place = |said: &&EvidenceInput| {
        let of = asked.iter().position(|asked| asked.item.code() == said.item);
        of.unwrap_or(asked.len())
    };
    let mut said: Vec<_> = said.iter().collect();
    said.sort_by_key(place);
    said.into_iter().map(|said| worded(said, asked)).collect()
}

/// An answer in words: the label of its choice, a day in the clinical form, otherwise as it was typed.
fn worded(said: &EvidenceInput, asked: &[domain::evidence::Asked]) -> (String, String) {
    let item = Item::from_code(&said.item);
    let answer = asked
        .iter()
        .find(|asked| Some(asked.item) == item)
        .map(|asked| asked.answer);
    let words = match answer {
        Some(Answer::Choice(choices)) => choices
            .iter()
            .find(|(code, _)| *code == said.answer)
            .map(|(_, label)| (*label).to_owned()),
        Some(Answer::PastDay | Answer::AnyDay) => said.answer.parse().ok().map(date::clinical),
        _ => None,
    };
    (
        item.map_or_else(|| said.item.clone(), |item| item.label().to_owned()),
        words.unwrap_or_else(|| said.answer.clone()),
    )
}
