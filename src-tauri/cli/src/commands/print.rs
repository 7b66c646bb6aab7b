//! `print`: send papers to a printer, list what was printed, count the pages.

use std::ops::ControlFlow;

use pathway::view::{PaperInput, PrintInput, PrintView, PrinterView, WorklistInput};
use pathway::{Error, open_request, print};

use crate::arguments::{Arguments, Print, PrintSend};
use crate::output::Output;
use crate::{clock, door};

/// Prints, and keeps what was counted.
pub(crate) fn run(command: &Print, arguments: &Arguments, output: &Output) -> Result<(), Error> {
    match command {
        Print::Printers => {
            let known = print::printers();
            output.answer(&known, || {
                let none = known.trouble.iter().cloned();
                none.chain(known.printers.iter().map(printer))
                    .collect::<Vec<_>>()
                    .join("\n")
            });
        }
        Print::Send(send) => {
            let mut desk = door::enter(arguments)?;
            let printed = print::print(&mut desk, &send.request, &input(send), clock::now())?;
            output.answer(&printed, || words(&printed));
        }
        Print::Worklist {
            list,
            printer,
            copies,
            two_sided,
        } => {
            let mut desk = door::enter(arguments)?;
            let input = WorklistInput {
                list: Some(list.clone()),
                ..WorklistInput::default()
            };
            let how = PrintInput {
                printer: printer.clone(),
                copies: *copies,
                duplex: *two_sided,
                ..PrintInput::default()
            };
            let to = print::choose_for_list(&how)?;
            print::worklist(&mut desk, &input, to, clock::now())?
                .hand_over(&mut |_| ControlFlow::Continue(()))?;
            output.answer(&serde_json::json!({ "list": list, "copies": copies }), || {
                format!("The list “{list}” was sent to the printer.")
            });
        }
        Print::List { request } => {
            let mut desk = door::enter(arguments)?;
            let prints = open_request::show(&mut desk, request, clock::now())?.prints;
            output.answer(&serde_json::json!({ "prints": prints }), || {
                prints.iter().map(words).collect::<Vec<_>>().join("\n")
            });
        }
        Print::Count { request, job, answer } => {
            let mut desk = door::enter(arguments)?;
            let prints = print::count(&mut desk, request, job, answer, clock::now())?.prints;
            let counted = prints.into_iter().find(|print| print.job == *job);
            let counted = counted.ok_or_else(|| pathway::usage("there is no such print job"))?;
            output.answer(&counted, || words(&counted));
        }
    }
    Ok(())
}

fn input(send: &PrintSend) -> PrintInput {
    let paper = |kind: &String| PaperInput {
        kind: kind.clone(),
        ..PaperInput::default()
    };
    PrintInput {
        papers: send.papers.iter().map(paper).collect(),
        printer: send.printer.clone(),
        copies: send.copies,
        duplex: send.two_sided,
        reason: send.reason.clone(),
    }
}

fn printer(printer: &PrinterView) -> String {
    let default = if printer.is_default {
        "  (the usual one)"
    } else {
        ""
    };
    let trouble = printer.trouble.as_ref();
    let trouble = trouble.map(|trouble| format!("  {trouble}")).unwrap_or_default();
    format!("{}{default}{trouble}", printer.name)
}

fn words(print: &PrintView) -> String {
    let papers: Vec<_> = print.papers.iter().map(|paper| paper.label.as_str()).collect();
    format!(
        "{}  {}  {}: {} pages, {}. {}",
        print.job,
        print.printed_at,
        print.printer,
        print.pages,
        papers.join(", "),
        print.outcome_label
    )
}
