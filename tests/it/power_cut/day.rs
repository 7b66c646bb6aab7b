//! A day's work at one desk, and what the person was told was done: each line is an acknowledgement.

use std::ops::ControlFlow;
use std::path::Path;

use pathway::gather_records::FileIn;
use pathway::view::{AssembleInput, EvidenceInput, OpenRequestInput, PatientInput, RecordInput};
use pathway::{
    Desk, Reader, assemble_bundle, demonstrate, gather_records, keep_backups, keep_passphrase, open_request,
    register_patient, rekey_store, sign_in, take_step, write_letter,
};
use second_opinion_tests::{now, number, typed};
use serde::{Deserialize, Serialize};

/// Who works.
pub(super) const WHO: &str = "rhiannon.mistry";

/// How many requests go all the way.
const REQUESTS: usize = 2;

/// Something that a person was told is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Told {
    /// A patient is registered.
    Patient { id: String },
    /// A request stands at a version, with so many records, under this status.
    Request {
        id: String,
        version: u32,
        records: usize,
        status: String,
    },
    /// A file was written where the person asked for it.
    File { path: String },
    /// The passphrase from now on is the one of this number.
    Passphrase { number: usize },
    /// The store is under another key.
    Key,
}

/// The passphrase of that number.
pub(super) fn passphrase(number: usize) -> String {
    match number {
        0 => "made up people only".to_owned(),
        number => format!("made up people only, {number}"),
    }
}

/// Makes the store in which the day begins.
pub(super) fn prepare(root: &Path) {
    demonstrate::make(&root.join("store"), now()).unwrap();
    std::fs::create_dir(root.join("out")).unwrap();
}

/// Works.
pub(super) fn work(root: &Path) {
    let mut desk = sign_in::sign_in(&root.join("store"), WHO, &passphrase(0), now()).unwrap();
    desk.reader = Reader::Here;
    for round in 0..REQUESTS {
        let family = format!("Iwobi{round}");
        let patient = PatientInput {
            family: family.clone(),
            identifier: Some(number(999_500_000, round)),
            born_on: format!("1950-03-1{}", round + 1),
            ..typed::<PatientInput>("patient")
        };
        let patient = register_patient::register(&mut desk, patient, None, now())
            .unwrap()
            .id;
        told(&Told::Patient { id: patient.clone() });
        let input = OpenRequestInput {
            patient_id: patient,
            in_hospital: false,
            getting_worse: false,
            told: None,
            not_a_duplicate_because: None,
            form: typed("letter"),
        };
        let request = open_request::open(&mut desk, input, now()).unwrap().id;
        told_of(&mut desk, &request);
        for nth in 0..2 {
            let words = format!("Clinic letter {nth} of {family}: seen on 3 March.\n").repeat(60 * (nth + 1));
            let file = FileIn::new(format!("letter-{nth}.txt"), words.into_bytes());
            let described: RecordInput = typed("record");
            gather_records::add(&mut desk, &request, vec![file], &[described], now()).unwrap();
            told_of(&mut desk, &request);
        }
        for (step, item, answer) in [
            ("agree", "reason", "A second view will help."),
            ("gather", "note", "Begun."),
            ("submit", "note", "Ready."),
        ] {
            let version = open_request::show(&mut desk, &request, now()).unwrap().version;
            let said = vec![EvidenceInput {
                item: item.into(),
                answer: answer.into(),
            }];
            take_step::take(&mut desk, &request, version, step, said, now()).unwrap();
            told_of(&mut desk, &request);
        }
        let version = open_request::show(&mut desk, &request, now()).unwrap().version;
        write_letter::sign(&mut desk, &request, version, &passphrase(round), now()).unwrap();
        told_of(&mut desk, &request);
        takes_along(&mut desk, &request, root, round);
        let number = round + 1;
        keep_passphrase::change(&mut desk, &passphrase(round), &passphrase(number), now()).unwrap();
        told(&Told::Passphrase { number });
    }
    let _ = rekey_store::rekey(&mut desk, &passphrase(REQUESTS), now()).unwrap();
    told(&Told::Key);
    desk.sign_out(now()).unwrap();
}

/// A bundle and a backup, each in a file of its own.
fn takes_along(desk: &mut Desk, request: &str, root: &Path, round: usize) {
    let input = AssembleInput::default();
    let bundle =
        assemble_bundle::assemble(desk, request, input, now(), &mut |_| ControlFlow::Continue(())).unwrap();
    told_of(desk, request);
    let out = root.join("out").join(format!("{round}.pdf"));
    assemble_bundle::save(desk, request, &bundle.id, &out, now()).unwrap();
    told_file(&out);
    let backup = root.join("out").join(format!("{round}.backup"));
    let _ = keep_backups::make(desk, &backup, now()).unwrap();
    told_file(&backup);
}

fn told_file(path: &Path) {
    let path = path.to_str().unwrap().to_owned();
    told(&Told::File { path });
}

fn told_of(desk: &mut Desk, request: &str) {
    let shown = open_request::show(desk, request, now()).unwrap();
    told(&Told::Request {
        id: shown.id,
        version: shown.version,
        records: shown.records.len(),
        status: shown.status,
    });
}

/// Says that something is done, on a line of its own.
#[allow(
    clippy::print_stdout,
    reason = "what a person is told is read from the outside"
)]
fn told(what: &Told) {
    println!("{}", serde_json::to_string(what).unwrap());
}
