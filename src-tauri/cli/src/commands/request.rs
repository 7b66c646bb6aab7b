//! `request`: open, list, find, show, and take the steps of the pathway.

use std::collections::BTreeMap;

use pathway::view::{
    EvidenceInput, HistoryView, HitView, OpenRequestInput, RequestRow, RequestView, WorklistInput,
    WorklistView,
};
use pathway::{Error, confirm_address, open_request, search, take_step, worklist, write_letter};
use serde_json::Value;

use crate::arguments::{Arguments, Request};
use crate::output::Output;
use crate::{clock, door};

/// Opens, lists, finds and shows requests, and takes steps.
pub(crate) fn run(command: &Request, arguments: &Arguments, output: &Output) -> Result<(), Error> {
    let mut desk = door::enter(arguments)?;
    let now = clock::now();
    match command {
        Request::Open { from } => {
            let input: OpenRequestInput = door::from_file(from)?;
            let opened = open_request::open(&mut desk, input, now)?;
            output.answer(&opened, || {
                let advice = opened.advice.as_deref().unwrap_or("");
                format!("{}  {}  {}\n{advice}", opened.reference, opened.id, opened.status)
            });
        }
        Request::List { narrowed, page } => {
            let input = WorklistInput {
                page: *page,
                ..narrowed.input()?
            };
            let list = worklist::list(&mut desk, input, now)?;
            output.answer(&list, || lines(&list));
        }
        Request::Find { words } => {
            let input = WorklistInput {
                words: Some(words.join(" ")),
                ..WorklistInput::default()
            };
            let list = worklist::list(&mut desk, input, now)?;
            output.answer(&list, || lines(&list));
        }
        Request::Search { words } => {
            let found = search::search(&mut desk, &words.join(" "), now)?;
            output.answer(&found, || {
                found.hits.iter().map(hit).collect::<Vec<_>>().join("\n")
            });
        }
        Request::ConfirmAddress { id, address } => {
            let request = confirm_address::confirm(&mut desk, id, address, now)?;
            output.answer(&request, || {
                let check = request.address_check.as_ref();
                check
                    .and_then(|check| check.confirmed.clone())
                    .unwrap_or_default()
            });
        }
        Request::Show { id } => {
            let request = open_request::show(&mut desk, id, now)?;
            output.answer(&request, || describe(&request));
        }
        Request::History { id } => {
            let request = open_request::show(&mut desk, id, now)?;
            let answer = serde_json::json!({ "id": request.id, "reference": request.reference, "history": request.history });
            output.answer(&answer, || history(&request.history));
        }
        Request::Event { id, event, from } => {
            let request = open_request::show(&mut desk, id, now)?;
            let changed = if event == "sign" {
                write_letter::sign(&mut desk, id, request.version, &door::passphrase(arguments)?, now)?
            } else {
                let evidence = from.as_deref().map(evidence).transpose()?.unwrap_or_default();
                take_step::take(&mut desk, id, request.version, event, evidence, now)?
            };
            let answer = serde_json::json!({ "id": changed.id, "reference": changed.reference, "status": changed.status });
            output.answer(&answer, || {
                format!("{}  {}", changed.reference, changed.status_label)
            });
        }
    }
    Ok(())
}

/// A hit with two identifiers, and a warning where the patient may be taken for another.
fn hit(hit: &HitView) -> String {
    let warning = if hit.is_similar_to_another {
        "  (similar patients: compare)"
    } else {
        ""
    };
    format!(
        "{:<14} {}  Born {}  {}{warning}",
        hit.reference.as_deref().unwrap_or("no request"),
        hit.patient,
        hit.born,
        hit.number
    )
}

/// What a file says about a step: an object from item to answer.
pub(crate) fn evidence(path: &std::path::Path) -> Result<Vec<EvidenceInput>, Error> {
    let answers: BTreeMap<String, Value> = door::from_file(path)?;
    let text = |value: Value| match value {
        Value::String(text) => text,
        other => other.to_string(),
    };
    Ok(answers
        .into_iter()
        .map(|(item, answer)| EvidenceInput {
            item,
            answer: text(answer),
        })
        .collect())
}

fn lines(list: &WorklistView) -> String {
    let line = |row: &RequestRow| {
        let due = row.next_action_by.as_deref().unwrap_or("");
        let overdue = if row.is_overdue { "  OVERDUE" } else { "" };
        format!(
            "{}  {:<20} {due:<11}  {}  Born {}  {}{overdue}",
            row.reference, row.status_label, row.patient, row.born, row.number
        )
    };
    let mut lines: Vec<_> = list.rows.iter().map(line).collect();
    lines.push(format!(
        "{}{} requests, page {} of {}",
        list.total,
        if list.is_more { " or more" } else { "" },
        list.page,
        list.pages
    ));
    lines.join("\n")
}

fn describe(request: &RequestView) -> String {
    let patient = &request.patient;
    let mut lines = vec![
        format!(
            "{}  {}  (version {})",
            request.reference, request.status_label, request.version
        ),
        format!(
            "{}  Born {} ({})  {} {}",
            patient.banner_name, patient.born, patient.age, patient.number_label, patient.number
        ),
    ];
    lines.extend(
        request
            .missing
            .iter()
            .map(|missing| format!("  lacks {}", missing.message)),
    );
    lines.extend(
        request
            .problems
            .iter()
            .map(|problem| format!("  {}: {}", problem.field, problem.message)),
    );
    lines.extend(request.records.iter().map(|record| {
        let title = record.input.title.as_deref().unwrap_or("");
        format!(
            "  {}. {}  {title}  {}",
            record.position, record.id, record.enclosure_label
        )
    }));
    let steps: Vec<_> = request
        .steps
        .iter()
        .filter(|step| step.is_permitted)
        .map(|step| step.code.as_str())
        .collect();
    lines.push(format!("  next: {}", steps.join(", ")));
    lines.join("\n")
}

fn history(lines: &[HistoryView]) -> String {
    let line = |line: &HistoryView| {
        let evidence: Vec<_> = line
            .evidence
            .iter()
            .map(|(label, answer)| format!("\n    {label}: {answer}"))
            .collect();
        format!(
            "{}  {:<20} {}{}",
            line.at,
            line.status,
            line.by,
            evidence.concat()
        )
    };
    lines.iter().map(line).collect::<Vec<_>>().join("\n")
}
