//! A transfer of care beside a request: asked by the patient, accepted by the new team and by its hospital, known to the
//! first team and the GP, and then given its day (domain rules S11, S12). No step of the request itself moves care.

use chrono::NaiveDate;
use domain::date;
use domain::evidence::{Evidence, Item, Lasting, asked_of_transfer};
use domain::id::RequestId;
use domain::role::Permission;
use domain::transfer::{self, TASKS, Transfer, TransferStatus, TransferStep};
use store::Tx;
use store::audit::{Act, Entry};
use store::requests::{self, RequestRow};
use store::transfers::{self, NewTransferStep, TransferRow};

use crate::open_request::{details_of, evidence_json, find};
use crate::view::document::from_json;
use crate::view::{EvidenceInput, HistoryView, StepView, TransferInput, TransferTaskView, TransferView};
use crate::{Desk, Error, Now, show_request, take_step};

/// The steps that were recorded, and the transfer that they have led to.
struct Recorded {
    rows: Vec<TransferRow>,
    transfer: Transfer,
}

impl Recorded {
    fn of(tx: &mut Tx<'_>, id: RequestId) -> Result<Self, Error> {
        let rows = transfers::list(tx, id)?;
        let transfer = Transfer::of(rows.iter().map(|row| row.step));
        Ok(Self { rows, transfer })
    }

    /// What was said when this step of the present transfer was recorded.
    fn said(&self, step: TransferStep) -> Result<Option<Vec<EvidenceInput>>, Error> {
        let row = self
            .transfer
            .place_of(step)
            .and_then(|place| self.rows.get(place));
        row.map(|row| from_json(&row.evidence)).transpose()
    }

    /// The day by which the next act is due, while one is: that which somebody named when the new team was asked, or else so
    /// many working days after what was done last.
    fn due_on(&self, now: Now) -> Result<Option<NaiveDate>, Error> {
        let status = self.transfer.status();
        let named = self.said(TransferStep::AskedOfNewTeam)?.and_then(|said| {
            let due = said.into_iter().find(|said| said.item == Item::DueOn.code())?;
            due.answer.parse().ok()
        });
        let last = self.transfer.last().and_then(|step| self.transfer.place_of(step));
        let last_on = last.and_then(|place| self.rows.get(place)?.happened_on);
        let by = status.next_act_by(last_on.unwrap_or(now.today()));
        Ok(if status == TransferStatus::Asked {
            named.or(by)
        } else {
            by
        })
    }
}

/// Shows the transfer of care beside a request.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Refused`] by role.
pub fn show(desk: &mut Desk, id: &str, now: Now) -> Result<TransferView, Error> {
    let id = find(desk, id)?;
    let entry = Entry::done(Act::TransferViewed).of_request(id);
    desk.permit(Permission::ReadClinical, &entry, now)?;
    desk.act(entry, now, |tx| {
        let row = requests::get(tx, id)?;
        tx.touches_patient(row.line.patient_id);
        view(desk, tx, &row, now)
    })
}

/// Records a step of the transfer.
///
/// # Errors
/// [`Error::Input`] naming what must be said; [`Error::Refused`] by order, role or status; [`Error::Stale`] when somebody
/// else recorded a step first.
pub fn record(desk: &mut Desk, id: &str, input: &TransferInput, now: Now) -> Result<TransferView, Error> {
    let id = find(desk, id)?;
    let step = TransferStep::from_code(&input.step).ok_or_else(|| unknown_step(&input.step))?;
    let entry = Entry::done(Act::TransferStepTaken)
        .of_request(id)
        .with(step.code());
    desk.permit(Permission::WorkOnRequests, &entry, now)?;
    desk.act(entry, now, |tx| {
        let row = requests::get(tx, id)?;
        tx.touches_patient(row.line.patient_id);
        let Recorded { transfer, .. } = Recorded::of(tx, id)?;
        if !desk.may(transfer.permission(step)) {
            return Err(Error::refused(
                "role_may_not",
                "Only a clinician says who is responsible for a patient's care. Nothing was changed.",
            ));
        }
        if step == TransferStep::AskedByPatient
            && let Some(reason) = not_now(&row)
        {
            return Err(Error::refused("step_not_allowed", reason));
        }
        let evidence = take_step::read(&input.evidence, |answers| {
            Evidence::parse_transfer(step, answers, now.today())
        })?;
        transfer.must_allow(step)?;
        let taken = NewTransferStep {
            step,
            at: now.at(),
            happened_on: evidence.on(),
            by: desk.user.id,
            evidence: evidence_json(&evidence)?,
        };
        transfers::append(tx, id, input.seen, &taken)?;
        let due_on = Recorded::of(tx, id)?.due_on(now)?;
        transfers::set_due(tx, id, due_on)?;
        view(desk, tx, &row, now)
    })
}

/// Where the transfer beside a request stands, for its page.
pub(crate) fn status(tx: &mut Tx<'_>, id: RequestId) -> Result<TransferStatus, Error> {
    Ok(Recorded::of(tx, id)?.transfer.status())
}

/// A request is not closed over a transfer that somebody still waits for (domain rule S11).
pub(crate) fn must_be_settled(tx: &mut Tx<'_>, id: RequestId) -> Result<(), Error> {
    let status = status(tx, id)?;
    if !status.is_open() {
        return Ok(());
    }
    Err(Error::refused(
        "transfer_open",
        format!(
            "A transfer of care is under way beside this request: “{}”. Record how it ended first, so that nobody is left \
             without a team. Nothing was changed.",
            status.label()
        ),
    ))
}

/// How long the transfer that is asked for is meant to last, for the letter that asks for it.
pub(crate) fn asked_for(tx: &mut Tx<'_>, id: RequestId) -> Result<Option<papers::kind::Transfer>, Error> {
    let said = Recorded::of(tx, id)?
        .said(TransferStep::AskedByPatient)?
        .unwrap_or_default();
    let answer = |item: Item| {
        said.iter()
            .find(|said| said.item == item.code())
            .map(|said| said.answer.as_str())
    };
    let until = answer(Item::Until).and_then(|day| day.parse::<NaiveDate>().ok());
    Ok(
        match (answer(Item::Lasting).and_then(Lasting::from_code), until) {
            (Some(Lasting::Permanent), _) => Some(papers::kind::Transfer::Permanent),
            (Some(Lasting::Temporary), Some(until)) => Some(papers::kind::Transfer::Temporary { until }),
            // Without a last day, the letter leaves the line for it open.
            _ => None,
        },
    )
}

fn view(desk: &Desk, tx: &mut Tx<'_>, row: &RequestRow, now: Now) -> Result<TransferView, Error> {
    let recorded = Recorded::of(tx, row.line.id)?;
    let transfer = &recorded.transfer;
    let status = transfer.status();
    let (responsible, responsible_from) = care(&recorded, row)?;
    let due_on = transfers::due_of(tx, row.line.id)?;
    let not_now = transfer
        .allows(TransferStep::AskedByPatient)
        .then(|| not_now(row))
        .flatten();
    let steps = TransferStep::ALL.iter().filter(|step| {
        transfer.allows(**step) && (not_now.is_none() || **step != TransferStep::AskedByPatient)
    });
    Ok(TransferView {
        request_id: row.line.id.to_string(),
        seen: recorded.rows.len() as u32,
        status: status.code().to_owned(),
        status_label: status.label().to_owned(),
        responsible,
        responsible_from,
        due_on: due_on.map(date::clinical),
        is_overdue: due_on.is_some_and(|day| day < now.today()),
        not_now: not_now.map(str::to_owned),
        tasks: TASKS
            .iter()
            .map(|step| task(&recorded, *step))
            .collect::<Result<_, _>>()?,
        steps: steps.map(|step| step_view(desk, transfer, *step)).collect(),
        history: recorded
            .rows
            .iter()
            .map(|row| line(row, now))
            .collect::<Result<_, _>>()?,
    })
}

/// Who is responsible: whoever the last transfer named, otherwise the first team, where it may be named.
fn care(recorded: &Recorded, row: &RequestRow) -> Result<(Option<String>, Option<String>), Error> {
    if let Some(moved) = recorded
        .transfer
        .last_move()
        .and_then(|place| recorded.rows.get(place))
    {
        let said: Vec<EvidenceInput> = from_json(&moved.evidence)?;
        let who = said
            .into_iter()
            .find(|said| said.item == Item::Responsible.code());
        return Ok((who.map(|said| said.answer), moved.happened_on.map(date::clinical)));
    }
    let first = details_of(row)?.first_opinion;
    let named = [first.clinician, first.organisation];
    let words = named.into_iter().flatten().collect::<Vec<_>>().join(", ");
    Ok(((!words.is_empty()).then_some(words), None))
}

fn not_now(row: &RequestRow) -> Option<&'static str> {
    (!transfer::may_begin(row.line.status)).then_some(
        "A transfer of care can be asked for once the request is agreed, and until it is closed: there must be a new team to \
         move to, and somebody who looks after the request.",
    )
}

fn task(recorded: &Recorded, step: TransferStep) -> Result<TransferTaskView, Error> {
    let said = recorded.said(step)?;
    Ok(TransferTaskView {
        step: step.code().to_owned(),
        title: title(step).to_owned(),
        is_done: said.is_some(),
        is_next: recorded.transfer.allows(step) && said.is_none(),
        evidence: show_request::all_worded(&said.unwrap_or_default(), asked_of_transfer(step)),
    })
}

/// A step as a thing to be done.
const fn title(step: TransferStep) -> &'static str {
    match step {
        TransferStep::AskedByPatient => "The patient asks for it",
        TransferStep::AskedOfNewTeam => "The new team is asked",
        TransferStep::TeamAccepted => "A clinician of the new team accepts",
        TransferStep::HospitalAccepted => "Their hospital or service accepts",
        TransferStep::FirstTeamInformed => "The first team is informed",
        TransferStep::GpInformed => "The GP is informed",
        TransferStep::CareMoved => "Care moves: from which day, and to whom",
        TransferStep::NotAccepted | TransferStep::GivenUp | TransferStep::TakenBack => step.label(),
    }
}

fn step_view(desk: &Desk, transfer: &Transfer, step: TransferStep) -> StepView {
    StepView {
        code: step.code().to_owned(),
        label: step.label().to_owned(),
        is_permitted: desk.may(transfer.permission(step)),
        asked: asked_of_transfer(step)
            .iter()
            .map(|item| show_request::asked_view(step.code(), item))
            .collect(),
    }
}

fn line(row: &TransferRow, now: Now) -> Result<HistoryView, Error> {
    let said: Vec<EvidenceInput> = from_json(&row.evidence)?;
    Ok(HistoryView {
        at: show_request::moment(row.at, now),
        step: Some(row.step.label().to_owned()),
        status: String::new(),
        by: row.by_shown.clone(),
        evidence: show_request::all_worded(&said, asked_of_transfer(row.step)),
    })
}

fn unknown_step(step: &str) -> Error {
    let known: Vec<_> = TransferStep::ALL.iter().map(|step| step.code()).collect();
    Error::Usage(format!(
        "“{step}” is no step of a transfer of care; the steps are: {}",
        known.join(", ")
    ))
}
