//! The worker: foreign files are read, joined and drawn by it, and what becomes of one that fails.

use std::ops::ControlFlow;
use std::path::Path;

use pathway::gather_records::{self, FileIn};
use pathway::view::{AssembleInput, RecordInput};
use pathway::{Error, Reader, assemble_bundle, open_request, read_audit};
use second_opinion_tests::{Clinic, binary, command, done, now, open, record, register, run, typed};

/// A request with two records; its id, and theirs.
fn request(clinic: &Clinic) -> (String, Vec<String>) {
    let mut desk = clinic.clinician();
    let patient = register(&mut desk, "Ŵyn-Parry", "943 476 5919");
    let request = open(&mut desk, &patient, typed("letter")).id;
    for name in ["chest-x-ray.png", "echo-report-photograph.jpg"] {
        let file = FileIn::read(&record(name)).unwrap();
        let described: RecordInput = typed("record");
        let _ = gather_records::add(&mut desk, &request, vec![file], &[described], now()).unwrap();
    }
    let shown = open_request::show(&mut desk, &request, now()).unwrap();
    let records: Vec<_> = shown.records.iter().map(|record| record.id.clone()).collect();
    assert_eq!(records.len(), 2);
    (request, records)
}

/// How many files there are in a store's folder and below.
fn files(folder: &Path) -> usize {
    let entries = std::fs::read_dir(folder).unwrap().map(Result::unwrap);
    let count = entries.map(|entry| match entry.file_type().unwrap().is_dir() {
        true => files(&entry.path()),
        false => usize::from(!entry.file_name().to_string_lossy().contains("store.db")),
    });
    count.sum()
}

/// How many bundles the trail tells of, whether or not they are shown with their request.
fn bundles(clinic: &Clinic) -> usize {
    let trail = read_audit::list(&mut clinic.clinician(), None, None, 1, now()).unwrap();
    trail
        .rows
        .iter()
        .filter(|row| row.act == "bundle_assembled")
        .count()
}

fn draft() -> AssembleInput {
    AssembleInput {
        draft: true,
        ..AssembleInput::default()
    }
}

#[cfg(debug_assertions)]
#[test]
fn a_worker_that_fails_over_a_record_is_a_refusal_that_names_it_and_nothing_is_kept() {
    let clinic = Clinic::open();
    let (request, records) = request(&clinic);
    let out = clinic.file("bundle.pdf");
    let before = files(&clinic.home());
    let assemble = || {
        let mut words = command(&clinic.home(), "rhiannon.mistry");
        words
            .args(["bundle", "assemble", &request, "--draft", "--out"])
            .arg(&out);
        words
    };
    for fault in ["crash:2", "memory:2"] {
        let (status, said) = run(assemble().env("SECOND_OPINION_WORKER_FAULT", fault));
        assert_ne!(status, 0, "{said}");
        let text = said.to_string();
        assert!(text.contains("bundle_failed"), "{said}");
        assert!(
            text.contains("record 2 cannot be enclosed. It was stopped while it was joined."),
            "{said}"
        );
        assert!(text.contains(&format!("record.{}", records[1])), "{said}");
        assert!(!text.contains("Parry"), "{said}");
        assert!(!out.exists());
        assert_eq!(files(&clinic.home()), before);
        assert_eq!(bundles(&clinic), 0);
    }
    // The same records go along as soon as nothing fails.
    let _ = done(&mut assemble());
    let _ = done(
        command(&clinic.home(), "rhiannon.mistry")
            .args(["bundle", "verify"])
            .arg(&out),
    );
    assert_eq!((bundles(&clinic), files(&clinic.home())), (1, before + 1));
}

#[cfg(all(unix, debug_assertions))]
#[test]
fn an_assembly_that_is_cancelled_while_a_record_is_joined_leaves_nothing() {
    use std::os::unix::fs::PermissionsExt as _;
    let clinic = Clinic::open();
    let (request, _) = request(&clinic);
    // A worker that never comes past the first record.
    let hanging = clinic.file("hanging");
    let words = format!(
        "#!/bin/sh\nSECOND_OPINION_WORKER_FAULT=hang:1 exec '{}' \"$@\"\n",
        binary().display()
    );
    std::fs::write(&hanging, words).unwrap();
    std::fs::set_permissions(&hanging, std::fs::Permissions::from_mode(0o755)).unwrap();
    let mut desk = clinic.clinician();
    desk.reader = Reader::Worker(hanging);
    let before = files(&clinic.home());
    let mut stages = Vec::new();
    let stopped = assemble_bundle::assemble(&mut desk, &request, draft(), now(), &mut |progress| {
        stages.push((progress.stage.clone(), progress.done));
        // The person has seen that nothing goes on.
        match stages
            .iter()
            .filter(|stage| **stage == ("joining".to_owned(), 1))
            .count()
        {
            0..=2 => ControlFlow::Continue(()),
            _ => ControlFlow::Break(()),
        }
    });
    assert!(matches!(stopped, Err(Error::Cancelled)), "{stopped:?}");
    assert_eq!(files(&clinic.home()), before);
    assert_eq!(bundles(&clinic), 0);
}

#[test]
fn a_bundle_made_by_the_worker_is_looked_at_page_by_page_through_it() {
    let clinic = Clinic::open();
    let (request, records) = request(&clinic);
    let mut desk = clinic.clinician();
    desk.reader = Reader::Worker(binary().to_owned());
    let made = assemble_bundle::assemble(&mut desk, &request, draft(), now(), &mut |_| {
        ControlFlow::Continue(())
    });
    let bundle = made.unwrap();
    let shown = assemble_bundle::open(&mut desk, &request, &bundle.id, now()).unwrap();
    let record = gather_records::open(&mut desk, &request, &records[0], now()).unwrap();
    assert_eq!(shown.pages.len(), bundle.pages as usize);
    desk.reader = Reader::Here;
    let here = assemble_bundle::open(&mut desk, &request, &bundle.id, now()).unwrap();
    assert!(shown.bytes() == here.bytes());
    let last = bundle.pages;
    assert!(shown.picture(last, 300).unwrap() == here.picture(last, 300).unwrap());
    assert!(record.picture(1, 300).unwrap().starts_with(b"\x89PNG"));
}
