//! Every step of the pathway with its evidence and its refusal, and the transfer of care beside it.

mod authority;
mod steps;
mod transfer;

use std::ops::ControlFlow;

use pathway::view::{AssembleInput, EvidenceInput, RequestView};
use pathway::{Desk, Error, assemble_bundle, take_step, write_letter};
use second_opinion_tests::{PASSPHRASE, now, open, register, typed};

type Said = &'static [(&'static str, &'static str)];

fn evidence(said: &[(&str, &str)]) -> Vec<EvidenceInput> {
    said.iter()
        .map(|(item, answer)| EvidenceInput {
            item: (*item).to_owned(),
            answer: (*answer).to_owned(),
        })
        .collect()
}

fn take(
    desk: &mut Desk,
    view: &RequestView,
    step: &str,
    said: &[(&str, &str)],
) -> Result<RequestView, Error> {
    take_step::take(desk, &view.id, view.version, step, evidence(said), now())
}

fn code<T: std::fmt::Debug>(result: Result<T, Error>) -> String {
    result.unwrap_err().code().to_owned()
}

/// The fields that a refused step names.
fn named<T: std::fmt::Debug>(result: Result<T, Error>) -> Vec<String> {
    let view = result.unwrap_err().view();
    view.details.into_iter().map(|detail| detail.field).collect()
}

fn request(desk: &mut Desk) -> RequestView {
    let patient = register(desk, "Jones", "943 476 5919");
    open(desk, &patient, typed("letter"))
}

/// A request whose bundle has gone.
fn sent(desk: &mut Desk) -> RequestView {
    let view = request(desk);
    let agreed = take(desk, &view, "agree", &[("reason", "It will help")]).unwrap();
    let signed = write_letter::sign(desk, &agreed.id, agreed.version, PASSPHRASE, now()).unwrap();
    assemble(desk, &signed);
    take(
        desk,
        &signed,
        "dispatch",
        &[("method", "post"), ("on", "2026-11-24")],
    )
    .unwrap()
}

fn assemble(desk: &mut Desk, view: &RequestView) {
    let on = &mut |_: &_| ControlFlow::Continue(());
    assemble_bundle::assemble(desk, &view.id, AssembleInput::default(), now(), on).unwrap();
}

/// The words of a PDF, as somebody else's tool reads them.
fn pdf_text(path: &std::path::Path) -> String {
    let output = std::process::Command::new("pdftotext")
        .arg(path)
        .arg("-")
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}
