//! Killed at any moment: the store opens, no record is half there, and no half PDF has the name that was asked for.

use std::time::Duration;

use pathway::{open_request, view::RecordInput};
use second_opinion_tests::{Clinic, command, document, killed_after, now, open, record, register, typed};

/// How long after its start a command is killed, in milliseconds: from before it has opened the store to after its end.
const MOMENTS: [u64; 14] = [
    5, 40, 120, 250, 350, 420, 480, 540, 600, 680, 760, 900, 1_200, 2_000,
];

#[test]
fn killing_record_add_leaves_whole_records_or_none() {
    let clinic = Clinic::open();
    let request = {
        let mut desk = clinic.clinician();
        let patient = register(&mut desk, "Ŵyn-Parry", "943 476 5919");
        open(&mut desk, &patient, typed("letter")).id
    };
    for (round, moment) in MOMENTS.into_iter().enumerate() {
        let mut add = command(&clinic.home(), "rhiannon.mistry");
        // A picture of its own each time, since the same file is not taken twice.
        let picture = clinic.file("picture.png");
        let mut bytes = std::fs::read(record("chest-x-ray.png")).unwrap();
        bytes.extend_from_slice(&[0, round as u8]);
        std::fs::write(&picture, bytes).unwrap();
        add.args(["record", "add", &request]).arg(&picture);
        let is_acknowledged = killed_after(&mut add, Duration::from_millis(moment));

        let mut desk = clinic.clinician();
        let shown = open_request::show(&mut desk, &request, now()).unwrap();
        if is_acknowledged {
            assert!(!shown.records.is_empty(), "an acknowledged record is there");
        }
        for record in &shown.records {
            assert_eq!(
                pathway::gather_records::open(&mut desk, &request, &record.id, now())
                    .unwrap()
                    .pages
                    .len(),
                1
            );
        }
        pathway::home::check(&mut desk, now()).unwrap();
    }
}

#[test]
fn killing_bundle_assemble_leaves_a_whole_pdf_or_none() {
    let clinic = Clinic::open();
    let request = {
        let mut desk = clinic.clinician();
        let patient = register(&mut desk, "Ŵyn-Parry", "943 476 5919");
        let request = open(&mut desk, &patient, typed("letter")).id;
        let described: RecordInput = serde_json::from_value(document("record")).unwrap();
        let picture = pathway::gather_records::FileIn::read(&record("chest-x-ray.png")).unwrap();
        let _ =
            pathway::gather_records::add(&mut desk, &request, vec![picture], &[described], now()).unwrap();
        request
    };
    let out = clinic.file("bundle.pdf");
    for moment in MOMENTS.into_iter().chain([3_000, 6_000]) {
        let mut assemble = command(&clinic.home(), "rhiannon.mistry");
        assemble
            .args(["bundle", "assemble", &request, "--draft", "--out"])
            .arg(&out);
        let is_acknowledged = killed_after(&mut assemble, Duration::from_millis(moment));
        if is_acknowledged {
            assert!(out.exists(), "an acknowledged bundle is there");
        }
        if out.exists() {
            pathway::assemble_bundle::verify(&out, &pathway::Reader::Here).unwrap();
            std::fs::remove_file(&out).unwrap();
        }
        pathway::home::check(&mut clinic.clinician(), now()).unwrap();
    }
}
