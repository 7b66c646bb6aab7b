//! What is refused, with which status, and in words that say what to do next.

use second_opinion_tests::{Clinic, command, document, record, run};
use serde_json::{Value, json};
use tempfile::TempDir;

fn refused(command: &mut std::process::Command) -> (i32, String, Value) {
    let (status, object) = run(command);
    let error = object["error"].clone();
    (status, error["code"].as_str().unwrap().to_owned(), error)
}

#[test]
fn nobody_is_told_whether_the_name_or_the_passphrase_is_wrong() {
    let clinic = Clinic::open();
    let mut wrong = command(&clinic.home(), "rhiannon.mistry");
    wrong.env("SECOND_OPINION_PASSPHRASE", "some other words here");
    let unknown = refused(command(&clinic.home(), "who.ever").args(["request", "list"]));
    assert_eq!(refused(wrong.args(["request", "list"])), unknown);
    assert_eq!((unknown.0, unknown.1.as_str()), (4, "not_let_in"));
}

#[test]
fn a_command_whose_words_are_off_answers_with_one_object() {
    let folder = TempDir::new().unwrap();
    let (status, code, _) = refused(command(folder.path(), "a").args(["bundle", "assemble"]));
    assert_eq!((status, code.as_str()), (2, "usage"));
    let clinic = Clinic::open();
    let (status, code, error) =
        refused(command(&clinic.home(), "sioned.price").args(["request", "event", "SO-2026-0001", "fly"]));
    assert_eq!((status, code.as_str()), (2, "not_found"), "{error}");
}

#[test]
fn a_folder_without_a_store_says_so() {
    let folder = TempDir::new().unwrap();
    let (status, code, _) = refused(command(folder.path(), "ann").args(["request", "list"]));
    assert_eq!((status, code.as_str()), (6, "store_missing"));
}

#[test]
fn every_field_that_cannot_be_taken_is_named_at_once() {
    let clinic = Clinic::open();
    let mut patient = document("patient");
    patient["born_on"] = "1958-02-31".into();
    patient["identifier"] = "943 476 5918".into();
    patient["gender"] = "".into();
    let file = clinic.file("patient.json");
    std::fs::write(&file, patient.to_string()).unwrap();
    let (status, code, error) = refused(
        command(&clinic.home(), "sioned.price")
            .args(["patient", "add", "--from"])
            .arg(&file),
    );
    assert_eq!((status, code.as_str()), (2, "bad_input"));
    let fields: Vec<_> = error["details"]
        .as_array()
        .unwrap()
        .iter()
        .map(|detail| detail["field"].clone())
        .collect();
    assert_eq!(fields, ["born_on", "gender", "identifier"]);
}

#[test]
fn a_file_is_judged_by_what_it_is_and_a_refusal_names_it() {
    let folder = TempDir::new().unwrap();
    let empty = folder.path().join("empty.pdf");
    std::fs::write(&empty, b"").unwrap();
    let text = folder.path().join("results.pdf");
    std::fs::write(&text, b"\x7fELF these are no pages").unwrap();
    let disguised = folder.path().join("scan.png");
    std::fs::copy(record("echo-report-photograph.jpg"), &disguised).unwrap();
    let (status, answer) = run(command(folder.path(), "a")
        .args(["record", "check"])
        .arg(&empty)
        .arg(&text)
        .arg(&disguised)
        .arg(record("blood-results.pdf")));
    assert_eq!(status, 5);
    let files = answer["files"].as_array().unwrap();
    let states: Vec<_> = files
        .iter()
        .map(|file| file["status"].as_str().unwrap())
        .collect();
    assert_eq!(states, ["refused", "refused", "refused", "accepted"], "{answer}");
    assert_eq!(files[2]["format"], "jpeg");
    assert_eq!(files[2]["notes"][0]["code"], "offered_as");
    assert_eq!(
        files[2]["offered_as"], "JPEG picture",
        "it is offered as what it is"
    );
    assert_eq!(
        (&files[3]["pages"], files[3]["sha256"].as_str().unwrap().len()),
        (&json!(4), 64)
    );
}

#[test]
fn one_bad_file_among_several_adds_none() {
    let clinic = Clinic::open();
    let request = clinic_request(&clinic);
    let bad = clinic.file("bad.pdf");
    std::fs::write(&bad, b"%PDF-1.7 and nothing").unwrap();
    let mut add = command(&clinic.home(), "sioned.price");
    let (status, code, error) = refused(
        add.args(["record", "add", &request])
            .arg(record("chest-x-ray.png"))
            .arg(&bad),
    );
    assert_eq!((status, code.as_str()), (5, "file_refused"));
    assert_eq!(error["details"][0]["field"], "bad.pdf");
    let (_, listed) = run(command(&clinic.home(), "sioned.price").args(["record", "list", &request]));
    assert_eq!(listed["records"], json!([]));
}

#[test]
fn an_unsigned_letter_makes_a_draft_and_no_bundle() {
    let clinic = Clinic::open();
    let request = clinic_request(&clinic);
    let out = clinic.file("out.pdf");
    let mut assemble = command(&clinic.home(), "sioned.price");
    let (status, code, _) = refused(assemble.args(["bundle", "assemble", &request, "--out"]).arg(&out));
    assert_eq!((status, code.as_str()), (3, "not_signed"));
    assert!(!out.exists());
    let mut draft = command(&clinic.home(), "sioned.price");
    let (status, made) = run(draft
        .args(["bundle", "assemble", &request, "--draft", "--out"])
        .arg(&out));
    assert_eq!((status, &made["is_draft"]), (0, &json!(true)), "{made}");
}

#[test]
fn the_list_of_error_codes_can_be_read() {
    let folder = TempDir::new().unwrap();
    let output = command(folder.path(), "a")
        .args(["--help", "errors"])
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    for (code, ..) in pathway::CODES {
        assert!(text.contains(code), "{code}");
    }
}

fn clinic_request(clinic: &Clinic) -> String {
    let mut desk = clinic.clinician();
    let patient = second_opinion_tests::register(&mut desk, "Ŵyn-Parry", "943 476 5919");
    second_opinion_tests::open(&mut desk, &patient, second_opinion_tests::typed("letter")).reference
}
