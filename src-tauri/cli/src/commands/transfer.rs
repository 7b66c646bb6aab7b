//! `transfer`: show a transfer of care, and record its steps.

use pathway::view::{TransferInput, TransferView};
use pathway::{Error, transfer_care};

use crate::arguments::{Arguments, Transfer};
use crate::commands::request::evidence;
use crate::output::Output;
use crate::{clock, door};

/// Shows the transfer of a request, or records a step of it.
pub(crate) fn run(command: &Transfer, arguments: &Arguments, output: &Output) -> Result<(), Error> {
    let mut desk = door::enter(arguments)?;
    let now = clock::now();
    let shown = match command {
        Transfer::Show { request } => transfer_care::show(&mut desk, request, now)?,
        Transfer::Step { request, step, from } => {
            let seen = transfer_care::show(&mut desk, request, now)?.seen;
            let input = TransferInput {
                seen,
                step: step.clone(),
                evidence: from.as_deref().map(evidence).transpose()?.unwrap_or_default(),
            };
            transfer_care::record(&mut desk, request, &input, now)?
        }
    };
    output.answer(&shown, || describe(&shown));
    Ok(())
}

fn describe(transfer: &TransferView) -> String {
    let mut lines = vec![transfer.status_label.clone()];
    lines.extend(transfer.tasks.iter().map(|task| {
        let mark = if task.is_done { "done" } else { "to do" };
        format!("  {mark:<6} {}", task.title)
    }));
    let steps: Vec<_> = transfer
        .steps
        .iter()
        .filter(|step| step.is_permitted)
        .map(|step| step.code.as_str())
        .collect();
    lines.push(format!("  next: {}", steps.join(", ")));
    lines.extend(transfer.not_now.clone());
    lines.join("\n")
}
