//! The files of records: taken as what they are, replaced, vouched for; and records whose files are held elsewhere.

use std::ops::ControlFlow;
use std::path::Path;

use pathway::assemble_bundle::assemble;
use pathway::gather_records::{self, FileIn};
use pathway::view::{AssembleInput, BundleView, RecordInput, RequestView, TakenInput};
use pathway::{Desk, Error, read_audit};
use second_opinion_tests::{
    Clinic, command, done, now, open, record, register, run, typed, without_priority,
};
use serde_json::{Value, json};

fn request_of(desk: &mut Desk) -> RequestView {
    let patient = register(desk, "Jones", "943 476 5919");
    open(desk, &patient, typed("letter"))
}

fn file(name: &str) -> FileIn {
    FileIn::read(&record(name)).unwrap()
}

/// A draft, its front pages as text, and its manifest.
fn draft(desk: &mut Desk, request: &str) -> Result<(BundleView, String, Value), Error> {
    let input = AssembleInput {
        draft: true,
        ..AssembleInput::default()
    };
    let made = assemble(desk, request, input, now(), &mut |_| ControlFlow::Continue(()))?;
    let opened = pathway::assemble_bundle::open(desk, request, &made.id, now())?;
    let source = records::pages(opened.bytes(), records::Format::Pdf, None)
        .unwrap()
        .source;
    let front = made
        .enclosures
        .first()
        .map_or(made.pages + 1, |one| one.first_page);
    let words: String = (1..front).map(|page| source.page_text(page)).collect();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("draft.pdf");
    std::fs::write(&path, opened.bytes()).unwrap();
    let manifest = pathway::assemble_bundle::verify(&path, &pathway::Reader::Here)?.manifest;
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    Ok((made, words, serde_json::from_str(&manifest).unwrap()))
}

#[test]
fn a_file_that_is_not_what_its_name_says_is_offered_and_taken_as_what_it_is_in_one_act() {
    let clinic = Clinic::open();
    let mut desk = clinic.clinician();
    let request = request_of(&mut desk);
    let disguised = clinic.file("echo.pdf");
    std::fs::copy(record("echo-report-photograph.jpg"), &disguised).unwrap();
    let refused = gather_records::add_sound(
        &mut desk,
        &request.id,
        vec![FileIn::read(&disguised).unwrap()],
        &RecordInput::default(),
        now(),
    )
    .unwrap();
    assert!(refused.request.records.is_empty());
    let refused = &refused.refused[0];
    assert_eq!(refused.offered_as.as_deref(), Some("JPEG picture"));
    assert_eq!((refused.format.as_deref(), refused.pages), (Some("jpeg"), 1));
    assert!(
        refused.notes[0]
            .message
            .contains("its name says PDF, its content JPEG picture"),
        "{:?}",
        refused.notes
    );

    let taken = TakenInput {
        as_it_is: true,
        ..TakenInput::default()
    };
    let added = gather_records::add(
        &mut desk,
        &request.id,
        vec![FileIn::read_taken(&disguised, &taken).unwrap()],
        &[typed("record")],
        now(),
    )
    .unwrap();
    let kept = added.records[0].file.as_ref().unwrap();
    assert_eq!(
        (kept.format.as_str(), kept.notes[0].code.as_str()),
        ("jpeg", "offered_as")
    );
    let (_, index, manifest) = draft(&mut desk, &request.id).unwrap();
    assert!(index.contains("enclosed as what it is: JPEG picture"), "{index}");
    assert_eq!(manifest["enclosures"][0]["format"], "jpeg");
    assert_eq!(manifest["enclosures"][0]["notes"][0]["code"], "offered_as");
}

#[test]
fn on_the_command_line_a_file_is_offered_replaced_and_vouched_for_as_well() {
    let clinic = Clinic::open();
    let reference = request_of(&mut clinic.clinician()).reference;
    let disguised = clinic.file("echo.pdf");
    std::fs::copy(record("echo-report-photograph.jpg"), &disguised).unwrap();
    let as_user = |user: &str, words: &[&str], file: &Path| {
        let mut record = command(&clinic.home(), user);
        record.arg("record").args(words).arg(file);
        record
    };
    let add = ["add", &reference];
    let (status, refused) = run(&mut as_user("sioned.price", &add, &disguised));
    assert_eq!((status, &refused["error"]["code"]), (5, &json!("file_refused")));
    let added = done(as_user("sioned.price", &add, &disguised).arg("--as-it-is"));
    let id = added["records"][0]["id"].as_str().unwrap();

    // The letter names a number that is not this patient's: a clinician takes it upon herself, with the reason.
    let letter = record("clinic-letter.pdf");
    let replace = ["replace", &reference, id];
    let (status, refused) = run(&mut as_user("sioned.price", &replace, &letter));
    assert_eq!((status, &refused["error"]["code"]), (3, &json!("wrong_patient")));
    let because = ["--belongs-because", "It quotes the number of the donor"];
    let (status, refused) = run(as_user("sioned.price", &replace, &letter).args(because));
    assert_eq!((status, &refused["error"]["code"]), (3, &json!("role_may_not")));
    let replaced = done(as_user("rhiannon.mistry", &replace, &letter).args(because));
    let new = &replaced["records"][0];
    assert_ne!(new["id"], id);
    assert_eq!(new["replaced"], "echo.pdf");
    let shown = done(command(&clinic.home(), "sioned.price").args(["record", "list", &reference]));
    let vouched = &shown["records"][0]["vouched"];
    assert_eq!(vouched["because"], "It quotes the number of the donor");
    assert!(vouched["by"].as_str().unwrap().contains("Mistry"), "{vouched}");
}

#[test]
fn a_record_whose_file_is_lost_stops_the_bundle_and_the_same_file_mends_it_in_its_place() {
    let clinic = Clinic::open();
    let mut desk = clinic.clinician();
    let request = request_of(&mut desk);
    let names = ["chest-x-ray.png", "echo-report-photograph.jpg"];
    let added = gather_records::add(
        &mut desk,
        &request.id,
        names.map(file).into(),
        &[typed("record"), typed("record")],
        now(),
    )
    .unwrap();
    let sealed = clinic.home().join("files");
    for shelf in std::fs::read_dir(&sealed).unwrap() {
        std::fs::remove_dir_all(shelf.unwrap().path()).unwrap();
    }
    let stopped = draft(&mut desk, &request.id).unwrap_err();
    assert_eq!(stopped.code(), "bundle_failed");
    assert_eq!(
        stopped.view().details[0].field,
        format!("record.{}", added.records[0].id)
    );
    let mut shown = added;
    for (at, name) in names.iter().enumerate() {
        let old = shown.records[at].clone();
        shown = gather_records::replace(&mut desk, &request.id, &old.id, file(name), now()).unwrap();
        let new = &shown.records[at];
        assert_eq!(
            (
                new.position,
                &new.input.title,
                &new.input.kind,
                &new.input.relevance
            ),
            (
                old.position,
                &old.input.title,
                &old.input.kind,
                &old.input.relevance
            )
        );
        assert!(
            new.hindrances.iter().any(|lack| lack.field == "name_seen"),
            "what was read on the old file says nothing of the new one"
        );
        let seen = RecordInput {
            name_seen: true,
            born_seen: true,
            ..new.input.clone()
        };
        shown = gather_records::describe(&mut desk, &request.id, &new.id, new.version, seen, now()).unwrap();
    }
    assert_eq!(draft(&mut desk, &request.id).unwrap().0.enclosures.len(), 2);
    drop(desk);
    let trail = read_audit::list(&mut clinic.clinician(), None, None, 1, now()).unwrap();
    let rows = trail.rows.iter().filter(|row| row.act == "record_replaced");
    assert!(
        rows.clone()
            .all(|row| row.detail.as_deref().unwrap().starts_with("replaces="))
            && rows.count() == 2
    );
}

#[test]
fn a_record_that_was_to_follow_takes_its_file_in_its_own_place() {
    let clinic = Clinic::open();
    let mut desk = clinic.secretary();
    let patient = register(&mut desk, "Jones", "943 476 5919");
    let request = open(&mut desk, &patient, without_priority());
    let known = RecordInput {
        kind: Some("imaging_report".into()),
        title: Some("Echocardiogram".into()),
        enclosure: Some("to_follow".into()),
        enclosure_words: Some("by 4 December".into()),
        ..RecordInput::default()
    };
    let listed = gather_records::add_known(&mut desk, &request.id, known, now()).unwrap();
    let id = listed.records[0].id.clone();
    let photograph = file("echo-report-photograph.jpg");
    let shown = gather_records::replace(&mut desk, &request.id, &id, photograph, now()).unwrap();
    let input = &shown.records[0].input;
    assert_eq!(
        (input.enclosure.as_deref(), input.enclosure_words.as_deref()),
        (Some("enclosed"), None)
    );
    assert_eq!(input.title.as_deref(), Some("Echocardiogram"));
}

#[test]
fn a_share_elsewhere_is_told_in_the_index_and_warned_of_before_and_after_its_end() {
    let clinic = Clinic::open();
    let reference = {
        let mut desk = clinic.clinician();
        let request = request_of(&mut desk);
        let known = RecordInput {
            kind: Some("image".into()),
            title: Some("CT of the heart".into()),
            enclosure: Some("held_elsewhere".into()),
            ..RecordInput::default()
        };
        let listed = gather_records::add_known(&mut desk, &request.id, known, now()).unwrap();
        let lacks: Vec<_> = listed.records[0]
            .hindrances
            .iter()
            .map(|lack| lack.field.as_str())
            .collect();
        assert_eq!(lacks, ["held_at", "shared_with", "shared_on"]);
        request.reference
    };
    let listed = done(command(&clinic.home(), "sioned.price").args(["record", "list", &reference]));
    let id = listed["records"][0]["id"].as_str().unwrap().to_owned();
    let describe = |words: &[&str]| {
        let mut describe = command(&clinic.home(), "sioned.price");
        describe.args(["record", "describe", &reference, &id]).args(words);
        describe
    };
    let shared = [
        "--held-at",
        "Image Exchange Portal (IEP)",
        "--shared-with",
        "Royal Marches Heart Centre",
        "--shared-on",
        "2026-11-19",
    ];
    let said = done(&mut describe(&shared));
    assert_eq!(
        (&said["records"][0]["hindrances"], &said["records"][0]["warnings"]),
        (&json!([]), &json!([]))
    );
    let (status, backwards) = run(&mut describe(&["--shared-until", "2026-11-18"]));
    assert_eq!(
        (status, &backwards["error"]["field"]),
        (2, &json!("shared_until"))
    );

    // The command line goes by the clock of the computer; the step is given its day.
    let mut desk = clinic.clinician();
    for (until, warned) in [
        ("2026-12-19", None),
        ("2026-12-01", Some("the share ends on 01-Dec-2026")),
        ("2026-11-23", Some("the share ended on 23-Nov-2026")),
    ] {
        let shown = pathway::open_request::show(&mut desk, &reference, now()).unwrap();
        let row = &shown.records[0];
        let input = RecordInput {
            shared_until: Some(until.into()),
            ..row.input.clone()
        };
        let shown = gather_records::describe(&mut desk, &reference, &id, row.version, input, now()).unwrap();
        let (made, index, manifest) = draft(&mut desk, &reference).unwrap();
        for warnings in [&shown.records[0].warnings, &made.warnings] {
            assert_eq!(warnings.len(), usize::from(warned.is_some()), "{until}");
            assert!(
                warnings.iter().all(|said| said.message.contains(warned.unwrap())),
                "{warnings:?}"
            );
        }
        let day = domain::date::clinical(until.parse().unwrap());
        let words = format!(
            "Image Exchange Portal (IEP), shared with Royal Marches Heart Centre on 19-Nov-2026, can be seen there until {day}"
        );
        assert_eq!(manifest["not_enclosed"][0]["words"], words);
        assert!(index.contains("Royal Marches Heart Centre"), "{index}");
    }
}

/// A record that opens with this password alone.
const LOCKED_WITH: &str = "Tawelwch-1958";

fn locked(clinic: &Clinic) -> std::path::PathBuf {
    let (open, out) = (clinic.file("open.pdf"), clinic.file("locked.pdf"));
    let scan = std::fs::read(record("echo-report-photograph.jpg")).unwrap();
    std::fs::write(&open, records::as_pdf(scan, records::Format::Jpeg).unwrap()).unwrap();
    let done = std::process::Command::new("qpdf")
        .args(["--encrypt", LOCKED_WITH, "owner of it", "256", "--"])
        .args([&open, &out])
        .status();
    assert!(done.unwrap().success());
    out
}

#[test]
fn a_record_with_a_password_is_opened_once_and_goes_along_without_it() {
    let clinic = Clinic::open();
    let mut desk = clinic.clinician();
    let request = request_of(&mut desk);
    let path = locked(&clinic);
    let mut add = |password: Option<&str>| {
        let taken = TakenInput {
            password: password.map(str::to_owned),
            ..TakenInput::default()
        };
        let files = vec![FileIn::read_taken(&path, &taken).unwrap()];
        gather_records::add_sound(&mut desk, &request.id, files, &typed("record"), now()).unwrap()
    };
    for (password, code) in [(None, "needs_password"), (Some("another"), "wrong_password")] {
        let answer = add(password);
        assert!(answer.request.records.is_empty());
        assert_eq!(answer.refused[0].notes[0].code, code);
    }
    let added = add(Some(LOCKED_WITH)).request;
    let record = &added.records[0];
    assert!(!serde_json::to_string(&added).unwrap().contains(LOCKED_WITH));

    // Looked at, and joined, without anybody being asked again.
    let seen = gather_records::open(&mut desk, &request.id, &record.id, now()).unwrap();
    assert!(!seen.pages.is_empty());
    assert!(seen.picture(1, 200).unwrap().starts_with(b"\x89PNG"));
    let (made, _, manifest) = draft(&mut desk, &request.id).unwrap();
    assert_eq!(made.enclosures[0].pages as usize, seen.pages.len());
    assert!(manifest.to_string().contains("user_password"), "{manifest}");
    let trail = read_audit::list(&mut desk, None, None, 1, now()).unwrap();
    assert!(!serde_json::to_string(&trail).unwrap().contains(LOCKED_WITH));
}

#[test]
fn on_the_command_line_the_password_of_a_record_comes_from_a_file() {
    let clinic = Clinic::open();
    let request = request_of(&mut clinic.clinician());
    let (path, secret) = (locked(&clinic), clinic.file("secret"));
    std::fs::write(&secret, format!("{LOCKED_WITH}\n")).unwrap();
    let mut add = command(&clinic.home(), "sioned.price");
    add.args(["record", "add", &request.id]).arg(&path);
    let (status, refused) = run(&mut add);
    assert_eq!((status, &refused["error"]["code"]), (5, &json!("file_refused")));
    let mut add = command(&clinic.home(), "sioned.price");
    add.args(["record", "add", &request.id]).arg(&path);
    let added = done(add.arg("--record-password-file").arg(&secret));
    assert_eq!(added["records"].as_array().unwrap().len(), 1);
}
