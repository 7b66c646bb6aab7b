//! Logging a request, writing what it says, and showing it whole.
//!
//! Logging is never refused for what is missing; the urgent gate comes first and cannot be switched off
//! (product rule §3.1, hazard H13).

use domain::bundle::Reference;
use domain::evidence::{Evidence, Item};
use domain::id::{PatientId, RequestId};
use domain::letter;
use domain::request::{AskedBy, AuthorityKind, GateOutcome, Priority, RequestDetails, UrgentGate};
use domain::role::Permission;
use domain::status::{Status, Step};
use store::Tx;
use store::audit::{Act, Entry};
use store::requests::{self, RequestFields, RequestRow, StatusStep};

use crate::typed::day;
use crate::view::document::{from_json, to_json};
use crate::view::{
    EvidenceInput, GateView, OpenRequestInput, OpenedView, RequestForm, RequestView, parse_form,
};
use crate::{Desk, Error, Now, fresh, register_patient, show_request};

/// How far back a similar request is looked for (domain rule S8).
const DUPLICATE_DAYS: u64 = 365;

/// Where the two gate questions lead, and what the person must be told.
#[must_use]
pub fn gate(desk: &Desk, in_hospital: bool, getting_worse: bool) -> GateView {
    let line = &desk.organisation.urgent_line;
    let (outcome, advice) = match (UrgentGate { in_hospital, getting_worse }).outcome() {
        GateOutcome::Proceed => ("proceed", None),
        GateOutcome::SpeakToWard => (
            "speak_to_ward",
            Some("The patient is in hospital: speak to the ward team as well. You can go on and log the request.".into()),
        ),
        GateOutcome::SameDayCare => (
            "same_day_care",
            Some(
                "Somebody who is getting worse needs care today: 999 in an emergency, otherwise 111 or the GP the same day. \
                 A letter is no answer to that. You can go on and log the request as well."
                    .into(),
            ),
        ),
        GateOutcome::MarthasRule => ("marthas_rule", Some(format!("Call {} now. {}.", line.phone, line.words.trim_end_matches('.')))),
    };
    GateView {
        outcome: outcome.into(),
        advice,
        phone: line.phone.clone(),
    }
}

/// Logs a request.
///
/// # Errors
/// [`Error::Refused`] by role, or with `possible_duplicate` when a similar request of the last twelve months exists
/// and nobody said why this is another.
pub fn open(desk: &mut Desk, input: OpenRequestInput, now: Now) -> Result<OpenedView, Error> {
    let patient_id = PatientId::parse(&input.patient_id).map_err(|_| Error::NotFound("patient"))?;
    let entry = Entry::done(Act::RequestOpened).of_patient(patient_id);
    desk.permit(Permission::WorkOnRequests, &entry, now)?;
    let gate = gate(desk, input.in_hospital, input.getting_worse);
    let is_urgent = gate.outcome == "marthas_rule";
    if is_urgent && input.told.as_deref().unwrap_or("").trim().is_empty() {
        return Err(Error::Refused {
            code: "urgent_line",
            message: format!(
                "This is not an ordinary second opinion. {} Then record who was told.",
                gate.advice.unwrap_or_default()
            ),
            details: vec![crate::view::FieldProblem {
                field: "told".into(),
                message: "say who was told".into(),
            }],
        });
    }
    let empty = RequestForm::default();
    refuse_urgency(desk, &input.form, &empty)?;
    let id = RequestId::from_bytes(fresh::bytes()?);
    let fields = fields_of(desk, &input.form)?;
    let (status, step, evidence) = if is_urgent {
        redirected(&input)
    } else {
        (Status::Logged, None, Vec::new())
    };
    let logged = StatusStep {
        step,
        status,
        at: now.at(),
        happened_on: None,
        by: desk.user.id,
        on_behalf_of: None,
        evidence: to_json(&evidence)?,
        next_action_by: status.next_action_by(now.today(), fields.priority),
    };
    let reference = desk.act(entry.of_request(id), now, |tx| {
        refuse_duplicate(tx, patient_id, &fields, &input, now)?;
        Ok(requests::insert(tx, id, patient_id, &fields, &logged)?)
    })?;
    Ok(OpenedView {
        id: id.to_string(),
        reference: reference.to_string(),
        status: status.code().to_owned(),
        advice: gate.advice,
    })
}

/// Saves what a request says, as typed.
///
/// # Errors
/// [`Error::Stale`] when somebody else changed it first; [`Error::Refused`] by role, once the letter is signed, or
/// when somebody other than a clinician changes the urgency.
pub fn save(
    desk: &mut Desk,
    id: &str,
    version: u32,
    form: RequestForm,
    now: Now,
) -> Result<RequestView, Error> {
    let id = find(desk, id)?;
    let entry = Entry::done(Act::RequestWritten).of_request(id);
    desk.permit(Permission::WorkOnRequests, &entry, now)?;
    let fields = fields_of(desk, &form)?;
    desk.act(entry, now, |tx| {
        let row = requests::get(tx, id)?;
        tx.touches_patient(row.line.patient_id);
        must_be_in_preparation(&row)?;
        refuse_urgency(desk, &form, &form_of(&row)?)?;
        let since = store::At {
            utc_ms: row.line.status_since,
            ..now.at()
        }
        .local_date();
        let next = row.line.status.next_action_by(since, fields.priority);
        let fields = RequestFields {
            owner: row.fields.owner,
            ..fields
        };
        requests::save_form(tx, id, version.into(), next, &fields)?;
        if let Some(kind) = authority_found(tx, &row, &form, now)? {
            tx.adds(format!("proxy_authority={}", kind.code()));
        }
        show_request::view(desk, tx, id, now)
    })
}

/// The authority by which somebody may speak for the patient from this change on, or by another than before: the trail says
/// who wrote it down (domain rule §1.6, hazard H19).
fn authority_found(
    tx: &mut Tx<'_>,
    row: &RequestRow,
    form: &RequestForm,
    now: Now,
) -> Result<Option<AuthorityKind>, Error> {
    let patient = patient_of(tx, row, now)?;
    let heard = |details: RequestDetails| {
        let is_heard = letter::missing_authority(&patient, &details, now.today()).is_none();
        details
            .proxy
            .filter(|_| is_heard && details.asked_by == Some(AskedBy::Proxy))?
            .authority
    };
    let (before, after) = (heard(details_of(row)?), heard(parse_form(form).0));
    Ok(after
        .filter(|now_held| before.as_ref() != Some(now_held))
        .map(|held| held.kind))
}

/// Shows a request whole.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Refused`] by role.
pub fn show(desk: &mut Desk, id: &str, now: Now) -> Result<RequestView, Error> {
    let id = find(desk, id)?;
    let entry = Entry::done(Act::RequestViewed).of_request(id);
    desk.permit(Permission::ReadClinical, &entry, now)?;
    desk.act(entry, now, |tx| show_request::view(desk, tx, id, now))
}

/// The request that an id or a reference names.
pub(crate) fn find(desk: &Desk, text: &str) -> Result<RequestId, Error> {
    if let Ok(id) = RequestId::parse(text.trim()) {
        return Ok(id);
    }
    let reference = Reference::parse(text).map_err(|_| Error::NotFound("request"))?;
    let found = desk.store.read(|tx| requests::by_reference(tx, &reference))?;
    found.ok_or(Error::NotFound("request"))
}

/// The form of a stored request.
pub(crate) fn form_of(row: &RequestRow) -> Result<RequestForm, Error> {
    from_json(&row.fields.form)
}

/// What a stored request says, as far as it can be taken.
pub(crate) fn details_of(row: &RequestRow) -> Result<RequestDetails, Error> {
    Ok(parse_form(&form_of(row)?).0)
}

/// Refuses a change to what has been handed over for signature or sent.
pub(crate) fn must_be_in_preparation(row: &RequestRow) -> Result<(), Error> {
    if row.line.status.is_in_preparation() {
        return Ok(());
    }
    let status = row.line.status.label();
    Err(Error::refused(
        "not_in_preparation",
        format!(
            "The request is “{status}”: letter and records can no longer be changed. Send it back or start a new version first."
        ),
    ))
}

/// Only a clinician sets or changes urgency, in either direction (domain rule S17, hazard H12).
fn refuse_urgency(desk: &Desk, new: &RequestForm, old: &RequestForm) -> Result<(), Error> {
    if desk.may(Permission::SetUrgency) || new.agrees_on_clinical_parts(old) {
        return Ok(());
    }
    Err(Error::Refused {
        code: "urgency_is_clinical",
        message: "Only a clinician sets or changes the urgency, or says why the first team is asked again. Everything else that \
                  you typed is still in the form."
            .into(),
        details: vec![crate::view::FieldProblem { field: "priority".into(), message: "a clinician sets this".into() }],
    })
}

fn refuse_duplicate(
    tx: &mut Tx<'_>,
    patient: PatientId,
    fields: &RequestFields,
    input: &OpenRequestInput,
    now: Now,
) -> Result<(), Error> {
    if input
        .not_a_duplicate_because
        .as_deref()
        .is_some_and(|reason| !reason.trim().is_empty())
    {
        return Ok(());
    }
    let since = now.at().days_earlier(DUPLICATE_DAYS).utc_ms;
    let earlier = requests::recent_for(tx, patient, fields.specialty.as_deref(), since)?;
    let Some(same) = earlier.iter().find(|line| line.status.is_open()) else {
        return Ok(());
    };
    Err(Error::Refused {
        code: "possible_duplicate",
        message: format!(
            "{} is a request for the same patient and is still open ({}). Go on with that one, or say why this is another.",
            same.reference,
            same.status.label()
        ),
        details: vec![crate::view::FieldProblem {
            field: "not_a_duplicate_because".into(),
            message: format!("say why this is another than {}", same.reference),
        }],
    })
}

fn redirected(input: &OpenRequestInput) -> (Status, Option<Step>, Vec<EvidenceInput>) {
    let told = format!(
        "Martha's Rule: {} was told to call the urgent line.",
        input.told.as_deref().unwrap_or("").trim()
    );
    let evidence = vec![EvidenceInput {
        item: Item::Reason.code().to_owned(),
        answer: told,
    }];
    (Status::Redirected, Some(Step::Redirect), evidence)
}

/// The columns by which a request is listed and found, from what was typed.
fn fields_of(desk: &Desk, form: &RequestForm) -> Result<RequestFields, Error> {
    let (details, _) = parse_form(form);
    let recipient = details.recipient.as_ref();
    let further = [
        details.patient_words.as_deref(),
        details.first_opinion.organisation.as_deref(),
    ];
    Ok(RequestFields {
        // The priority counts as soon as it is chosen, even while its reason is still being typed.
        priority: form.priority.as_deref().and_then(Priority::from_code),
        treatment_on: form.treatment_on(),
        owner: desk.user.id,
        recipient: recipient.map(|team| team.organisation.clone()),
        specialty: form
            .recipient_specialty
            .as_deref()
            .map(str::trim)
            .filter(|text| !text.is_empty())
            .map(str::to_owned),
        question: details.questions.first().cloned(),
        asked_by: details.asked_by,
        asked_on: form.asked_on.as_deref().and_then(|text| day(text).ok()),
        words: further.into_iter().flatten().collect::<Vec<_>>().join(" "),
        form: to_json(form)?,
    })
}

/// What was said about a step, as the store keeps it.
pub(crate) fn evidence_json(evidence: &Evidence) -> Result<String, Error> {
    let kept: Vec<_> = evidence
        .iter()
        .map(|(item, answer)| EvidenceInput {
            item: item.code().to_owned(),
            answer: answer.to_owned(),
        })
        .collect();
    to_json(&kept)
}

/// The patient of a request, in an open transaction.
pub(crate) fn patient_of(
    tx: &mut Tx<'_>,
    row: &RequestRow,
    now: Now,
) -> Result<domain::patient::Patient, Error> {
    register_patient::patient(tx, row.line.patient_id, now)
}
