//! Taking a step of the pathway: allowed by the table, permitted by the role, with what it asks for.

use domain::evidence::{Evidence, EvidenceProblem, Item};
use domain::letter::{self, Missing};
use domain::recipient::Closeness;
use domain::request::TimeCritical;
use domain::role::Permission;
use domain::status::{self, Status, Step};
use store::audit::{Act, Entry};
use store::records::RecordRow;
use store::requests::{self, RequestRow, StatusStep};
use store::{Tx, bundles, records};

use crate::open_request::{details_of, evidence_json, find, patient_of};
use crate::view::{EvidenceInput, FieldProblem, RequestView};
use crate::{Desk, Error, Now, confirm_address, show_request, supplement, transfer_care};

/// Takes a step. Signing has a door of its own, [`crate::write_letter::sign`], since it needs the passphrase again.
///
/// # Errors
/// [`Error::Input`] naming what must be said; [`Error::Refused`] by table, role, or what is missing; [`Error::Stale`].
pub fn take(
    desk: &mut Desk,
    id: &str,
    version: u32,
    step: &str,
    evidence: Vec<EvidenceInput>,
    now: Now,
) -> Result<RequestView, Error> {
    let id = find(desk, id)?;
    let step = Step::from_code(step).ok_or_else(|| unknown_step(step))?;
    if step == Step::Sign {
        return Err(Error::Usage(
            "a letter is signed with the passphrase, by the step of its own".into(),
        ));
    }
    let entry = Entry::done(Act::StepTaken).of_request(id).with(step.code());
    desk.permit(Permission::ReadClinical, &entry, now)?;
    desk.act(entry, now, |tx| {
        let row = requests::get(tx, id)?;
        tx.touches_patient(row.line.patient_id);
        let next = status::take(row.line.status, step, desk.user.fields.role)?;
        let evidence = read(&evidence, |answers| Evidence::parse(step, answers, now.today()))?;
        must_be_ready(tx, &row, step, &evidence, now)?;
        if step == Step::Submit && asks_the_first_team_again(&row)? {
            tx.adds(format!("{} {SAME_TEAM}", step.code()));
        }
        append(desk, tx, &row, version, step, next, &evidence, now)?;
        show_request::view(desk, tx, id, now)
    })
}

/// How the trail says that a clinician's reason let the very first team be asked again.
pub(crate) const SAME_TEAM: &str = "stop_overridden=same_team";

/// Whether the very clinician or service is asked whose opinion was first, for a clinician's reason (domain rule S9).
pub(crate) fn asks_the_first_team_again(row: &RequestRow) -> Result<bool, Error> {
    let details = details_of(row)?;
    let closeness = details
        .recipient
        .map(|team| team.closeness_to(&details.first_opinion));
    let is_same = matches!(closeness, Some(Closeness::SameClinician | Closeness::SameService));
    Ok(is_same && details.same_team_reason.is_some())
}

/// Appends a step that has been found to be allowed.
#[allow(
    clippy::too_many_arguments,
    reason = "each is a different thing that the row says"
)]
pub(crate) fn append(
    desk: &Desk,
    tx: &mut Tx<'_>,
    row: &RequestRow,
    version: u32,
    step: Step,
    next: Status,
    evidence: &Evidence,
    now: Now,
) -> Result<i64, Error> {
    if let Some(ubrn) = evidence.get(Item::Ubrn) {
        requests::set_ubrn(tx, row.line.id, ubrn)?;
    }
    let taken = StatusStep {
        step: Some(step),
        status: next,
        at: now.at(),
        happened_on: evidence.on(),
        by: desk.user.id,
        on_behalf_of: None,
        evidence: evidence_json(evidence)?,
        // A supplement gives nobody more time to answer what was sent before.
        next_action_by: match (step, evidence.due_on()) {
            (Step::SendSupplement, _) => row.line.next_action_by,
            // A day that somebody named is the day, and keeps what was redirected on the list until it is answered.
            (_, Some(due)) => Some(due),
            _ => next.next_action_by(evidence.on().unwrap_or(now.today()), row.line.priority),
        },
    };
    Ok(requests::set_status(tx, row.line.id, version.into(), &taken)?)
}

/// Everything that keeps a letter from being signed, as one refusal.
pub(crate) fn must_be_complete(tx: &mut Tx<'_>, row: &RequestRow, now: Now) -> Result<(), Error> {
    let details = confirm_address::with_check(tx, row, details_of(row)?)?;
    let patient = patient_of(tx, row, now)?;
    let missing = letter::missing(&patient, &details, now.today());
    if !missing.is_empty() {
        let details: Vec<_> = missing.iter().map(missing_problem).collect();
        let message = format!(
            "The letter still lacks {}. Everything that is written is kept.",
            if details.len() == 1 {
                "one part".to_owned()
            } else {
                format!("{} parts", details.len())
            }
        );
        return Err(Error::Refused {
            code: "letter_incomplete",
            message,
            details,
        });
    }
    records_must_be_complete(tx, row, now)
}

/// Everything that keeps records from being enclosed, as one refusal.
pub(crate) fn records_must_be_complete(tx: &mut Tx<'_>, row: &RequestRow, now: Now) -> Result<(), Error> {
    let version = row.line.letter_version + u32::from(!row.line.status.is_signed());
    let all = (1..).zip(records::list(tx, row.line.id)?);
    must_lack_nothing(all.filter(|(_, record)| record.goes_with(version)), now)
}

/// Everything that keeps these records, each with its place, from being enclosed, as one refusal.
pub(crate) fn must_lack_nothing(
    records: impl Iterator<Item = (u32, RecordRow)>,
    now: Now,
) -> Result<(), Error> {
    let mut problems = Vec::new();
    for (position, record) in records {
        let view = show_request::record(&record, position, now)?;
        problems.extend(view.hindrances.into_iter().map(|hindrance| FieldProblem {
            field: format!("record.{}.{}", view.id, hindrance.field),
            message: format!("record {}: {}", view.position, hindrance.message),
        }));
    }
    if problems.is_empty() {
        return Ok(());
    }
    Err(Error::Refused {
        code: "records_incomplete",
        message: "Some records lack what they need before they may be enclosed. Nothing was changed.".into(),
        details: problems,
    })
}

fn must_be_ready(
    tx: &mut Tx<'_>,
    row: &RequestRow,
    step: Step,
    evidence: &Evidence,
    now: Now,
) -> Result<(), Error> {
    match step {
        Step::Agree => {
            let settled = details_of(row)?
                .time_critical
                .as_ref()
                .is_none_or(TimeCritical::lets_decide);
            if settled {
                Ok(())
            } else {
                Err(delay_not_discussed())
            }
        }
        Step::Submit => must_be_complete(tx, row, now),
        Step::Dispatch => must_be_proved(tx, row, evidence),
        Step::SendSupplement => supplement::must_be_proved(tx, row, evidence, now),
        Step::Close => transfer_care::must_be_settled(tx, row.line.id),
        _ => Ok(()),
    }
}

/// Nothing goes out that was not assembled and proved from the signed letter (product rule §3.7). Pages that the program
/// could not draw for comparison are looked through by a person instead.
fn must_be_proved(tx: &mut Tx<'_>, row: &RequestRow, evidence: &Evidence) -> Result<(), Error> {
    let bundle = bundles::latest(tx, row.line.id)?;
    let Some(bundle) =
        bundle.filter(|bundle| !bundle.is_draft && bundle.letter_version == row.line.letter_version)
    else {
        return Err(Error::refused(
            "not_proved",
            "No bundle has been assembled from the signed letter yet. Assemble it first: what is sent is what was proved.",
        ));
    };
    let unproved = show_request::contents(&bundle)?.unproved;
    if unproved.is_empty() || evidence.get(Item::LookedThrough).is_some() {
        return Ok(());
    }
    Err(show_request::look_through(&unproved))
}

fn delay_not_discussed() -> Error {
    Error::Refused {
        code: "letter_incomplete",
        message: "Treatment is urgent or planned, and the effect of a delay has not been discussed with the patient. Record the \
                  talk, or say as a clinician why there was none."
            .into(),
        details: vec![missing_problem(&Missing::Delay)],
    }
}

fn missing_problem(missing: &Missing) -> FieldProblem {
    FieldProblem {
        field: missing.code().to_owned(),
        message: missing.to_string(),
    }
}

/// Reads what was said about a step, and names everything that cannot be taken at once.
pub(crate) fn read<'a>(
    evidence: &'a [EvidenceInput],
    parse: impl FnOnce(Vec<(Item, &'a str)>) -> Result<Evidence, Vec<EvidenceProblem>>,
) -> Result<Evidence, Error> {
    let mut answers = Vec::new();
    let mut problems = Vec::new();
    for said in evidence {
        match Item::from_code(&said.item) {
            Some(item) => answers.push((item, said.answer.as_str())),
            None => problems.push(FieldProblem {
                field: said.item.clone(),
                message: "no step asks for this".into(),
            }),
        }
    }
    match parse(answers) {
        Ok(evidence) if problems.is_empty() => Ok(evidence),
        Ok(_) => Err(problems.into()),
        Err(found) => {
            problems.extend(found.into_iter().map(|problem| FieldProblem {
                field: problem.item.code().to_owned(),
                message: problem.error.to_string(),
            }));
            Err(problems.into())
        }
    }
}

fn unknown_step(step: &str) -> Error {
    let known: Vec<_> = Step::ALL.iter().map(|step| step.code()).collect();
    Error::Usage(format!(
        "“{step}” is no step of the pathway; the steps are: {}",
        known.join(", ")
    ))
}
