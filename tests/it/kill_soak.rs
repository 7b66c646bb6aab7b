//! A whole day's work, each command of it killed at a moment of its own: what was acknowledged is there, whatever was
//! killed after it (hazard H27).

use std::time::Duration;

use pathway::view::{EvidenceInput, RecordInput};
use pathway::{
    Desk, assemble_bundle, gather_records, home, keep_backups, open_request, read_audit, take_step,
};
use second_opinion_tests::{
    Chance, Clinic, PASSPHRASE, command, document, killed_after, now, number, open, record, register, typed,
};
use serde_json::json;

/// The variable that says how many commands are killed; two hundred take a quarter of an hour.
const ROUNDS: &str = "SECOND_OPINION_KILLED";
const USUAL: usize = 20;

/// What a person was told is done.
#[derive(Default)]
struct Acknowledged {
    patients: usize,
    records: usize,
    signed: Vec<String>,
    backups: Vec<std::path::PathBuf>,
}

/// A request that waits for a signature.
fn waiting(desk: &mut Desk, patient: &str) -> String {
    let request = open(desk, patient, typed("letter"));
    let mut version = request.version;
    for (step, item, answer) in [
        ("agree", "reason", "A second view will help."),
        ("gather", "note", "Begun."),
        ("submit", "note", "Ready."),
    ] {
        let said = vec![EvidenceInput {
            item: item.into(),
            answer: answer.into(),
        }];
        version = take_step::take(desk, &request.id, version, step, said, now())
            .unwrap()
            .version;
    }
    request.id
}

#[test]
fn killed_at_any_moment_of_the_day_nothing_that_was_acknowledged_is_lost() {
    let rounds = std::env::var(ROUNDS).map_or(USUAL, |rounds| rounds.parse().unwrap());
    let clinic = Clinic::open();
    let (request, mut unsigned) = {
        let mut desk = clinic.clinician();
        let patient = register(&mut desk, "Ŵyn-Parry", "943 476 5919");
        let request = open(&mut desk, &patient, typed("letter")).id;
        let described: RecordInput = typed("record");
        let file = gather_records::FileIn::read(&record("chest-x-ray.png")).unwrap();
        let _ = gather_records::add(&mut desk, &request, vec![file], &[described], now()).unwrap();
        let unsigned: Vec<String> = (0..rounds / 4)
            .map(|nth| {
                let patient = register(
                    &mut desk,
                    &format!("Evans{nth}"),
                    &number(943_476_000, 1_000 + nth),
                );
                waiting(&mut desk, &patient)
            })
            .collect();
        (request, unsigned)
    };
    let patients = unsigned.len() + 1;
    std::fs::write(clinic.file("described.json"), document("record").to_string()).unwrap();
    let (mut chance, mut done, mut killed) = (Chance::new(7), Acknowledged::default(), 0);
    for round in 0..rounds {
        let mut words = command(&clinic.home(), "rhiannon.mistry");
        let kind = chance.below(5);
        let backup = clinic.file(&format!("{round}.backup"));
        let out = clinic.file("bundle.pdf");
        let signed = unsigned.last().cloned();
        match (kind, &signed) {
            (0, _) => {
                let mut patient = document("patient");
                patient["family"] = format!("Iwobi{round}").into();
                patient["identifier"] = number(943_476_000, round).into();
                patient["born"] = json!(format!("19{:02}-0{}-11", 30 + round % 60, 1 + round % 9));
                std::fs::write(clinic.file("patient.json"), patient.to_string()).unwrap();
                words
                    .args(["patient", "add", "--from"])
                    .arg(clinic.file("patient.json"));
            }
            (1, _) => {
                let picture = clinic.file("picture.png");
                let mut bytes = std::fs::read(record("chest-x-ray.png")).unwrap();
                bytes.extend_from_slice(&(round as u32 + 1).to_be_bytes());
                std::fs::write(&picture, bytes).unwrap();
                words.args(["record", "add", &request]).arg(&picture);
                words.arg("--from").arg(clinic.file("described.json"));
            }
            (2, Some(signed)) => drop(words.args(["request", "event", signed, "sign"])),
            (3, _) => drop(words.args(["backup", "make", "--to"]).arg(&backup)),
            _ => drop(
                words
                    .args(["bundle", "assemble", &request, "--draft", "--out"])
                    .arg(&out),
            ),
        }
        let is_acknowledged = killed_after(&mut words, Duration::from_millis(chance.below(1_500)));
        killed += usize::from(!is_acknowledged);
        match kind {
            0 => done.patients += usize::from(is_acknowledged),
            1 => done.records += usize::from(is_acknowledged),
            2 => {
                // Signed or not, it is not asked for again: a letter is signed once.
                let signed = unsigned.pop().filter(|_| is_acknowledged);
                done.signed.extend(signed);
            }
            3 if is_acknowledged => done.backups.push(backup),
            3 => assert!(
                !backup.exists() || keep_backups::check(&backup, "rhiannon.mistry", PASSPHRASE).is_ok(),
                "half a backup"
            ),
            _ => {
                assert!(out.exists() || !is_acknowledged);
                if out.exists() {
                    assemble_bundle::verify(&out, &pathway::Reader::Here).unwrap();
                    std::fs::remove_file(&out).unwrap();
                }
            }
        }
        holds(&clinic, &request, patients, &done, round);
    }
    assert!(
        killed >= rounds / 5,
        "only {killed} of {rounds} commands were killed before they had ended"
    );
}

/// The store is sound from the first row of its trail to the last sealed file, and holds all that was acknowledged.
fn holds(clinic: &Clinic, request: &str, patients: usize, done: &Acknowledged, round: usize) {
    let mut desk = clinic.clinician();
    let _ = home::check(&mut desk, now()).unwrap();
    assert_eq!(
        read_audit::verify(&mut desk, now()).unwrap().status,
        "sound",
        "round {round}"
    );
    let shown = open_request::show(&mut desk, request, now()).unwrap();
    assert!(
        shown.records.len() > done.records,
        "a record is lost in round {round}"
    );
    for signed in &done.signed {
        assert_eq!(
            open_request::show(&mut desk, signed, now()).unwrap().status,
            "signed"
        );
    }
    let found = pathway::register_patient::find(&mut desk, "Iwobi", now()).unwrap();
    assert!(
        found.len() >= done.patients,
        "a patient is lost in round {round} of {patients}"
    );
    if let Some(backup) = done.backups.last() {
        let _ = keep_backups::check(backup, "rhiannon.mistry", PASSPHRASE).unwrap();
    }
}
