//! Papers and their words through the command line: an organisation's own words, the broken ones refused, the list as
//! printed.

use std::path::Path;
use std::process::Command;

use second_opinion_tests::{Clinic, command, done, run};
use serde_json::{Value, json};
use tempfile::TempDir;

/// A demonstration, and a command of its clinician, who set it up and so keeps it.
fn demonstration(folder: &TempDir) -> (String, impl Fn() -> Command) {
    let out = folder.path().join("demonstration");
    let made = done(command(folder.path(), "nobody").args(["demo", "--out"]).arg(&out));
    let (user, passphrase) = (made["user"].clone(), made["passphrase"].clone());
    let words = move || {
        let mut words = command(&out.join("store"), user.as_str().unwrap());
        words.env("SECOND_OPINION_PASSPHRASE", passphrase.as_str().unwrap());
        words
    };
    (made["reference"].as_str().unwrap().to_owned(), words)
}

/// Everything that can be read in a PDF, as a tool of somebody else reads it; blanks and line ends are one blank.
fn read(file: &Path) -> (usize, String) {
    let output = Command::new("pdftotext").arg(file).arg("-").output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    // Each page ends with a form feed.
    let pages = text.matches('\u{C}').count();
    let words = text.split(|c: char| c.is_whitespace() || c == '\u{A0}');
    let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
    (pages, words.join(" "))
}

fn shown(words: &impl Fn() -> Command, template: &str) -> Value {
    done(words().args(["wording", "show", template]))
}

#[test]
fn an_organisation_changes_its_words_and_every_later_paper_has_them_but_the_signed_letter_keeps_its_own() {
    let folder = TempDir::new().unwrap();
    let (reference, words) = demonstration(&folder);
    let (file, out) = (folder.path().join("words.txt"), folder.path().join("paper.pdf"));
    let keep = |template: &str, from: &str, to: &str| {
        let text = shown(&words, template)["text"]
            .as_str()
            .unwrap()
            .replace(from, to);
        std::fs::write(&file, text).unwrap();
        done(words().args(["wording", "set", template]).arg(&file))
    };
    let print = |kind: &str| {
        let _ = done(
            words()
                .args(["letter", "print", &reference, "--kind", kind, "--out"])
                .arg(&out),
        );
        read(&out).1
    };
    let kept = keep(
        "what_happens_next",
        "Please keep it.",
        "Please keep it in your folder.",
    );
    assert_eq!(kept["template"]["version"], 1);
    assert_eq!(kept["versions"][0]["changed_by"], "Dr Rhiannon Mistry");
    assert!(print("what_happens_next").contains("Please keep it in your folder."));

    keep(
        "letter",
        "opening = Thank you for",
        "opening = Good day, and thank you for",
    );
    assert!(
        print("referral").contains("Thank you for considering") && !print("referral").contains("Good day")
    );
    let bundle = folder.path().join("bundle.pdf");
    let _ = done(
        words()
            .args(["bundle", "assemble", &reference, "--out"])
            .arg(&bundle),
    );
    assert!(
        !read(&bundle).1.contains("Good day"),
        "the bundle has the words that were signed"
    );

    let reset = done(words().args(["wording", "reset", "what_happens_next"]));
    assert_eq!(
        (&reset["template"]["is_changed"], &reset["template"]["version"]),
        (&json!(false), &json!(2))
    );
    assert!(print("what_happens_next").contains("Please keep it. "));
    let first = done(words().args(["wording", "show", "what_happens_next", "--version", "1"]));
    assert!(
        first["text"].as_str().unwrap().contains("in your folder"),
        "versions are kept"
    );
    let trail = done(words().args(["audit", "list"]))["rows"].clone();
    let changes = trail
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| row["act"] == "wording_changed");
    assert_eq!(changes.count(), 3);
}

#[test]
fn broken_words_are_refused_with_their_lines_and_the_ones_before_still_count() {
    let folder = TempDir::new().unwrap();
    let (_, words) = demonstration(&folder);
    let before = shown(&words, "what_happens_next");
    let line = |key: &str| {
        let lines = before["lines"].as_array().unwrap();
        lines.iter().find(|line| line["key"] == key).unwrap()["line"].clone()
    };
    let text = before["text"].as_str().unwrap();
    let text = text.replace(
        "ring_by = If you have heard nothing by {date}",
        "ring_by = If you have heard nothing by {day}",
    );
    let text = text.replace(
        "care_words = Your present team stays",
        "care_words = The new team is",
    );
    let file = folder.path().join("words.txt");
    std::fs::write(&file, text).unwrap();
    let (status, refused) = run(words().args(["wording", "set", "what_happens_next"]).arg(&file));
    assert_eq!((status, &refused["error"]["code"]), (2, &json!("bad_input")));
    let said = refused["error"]["details"].to_string();
    for wanted in [
        format!("line {} has an unknown field: {{day}}", line("ring_by")),
        format!("line {} has lost its field {{date}}", line("ring_by")),
        format!("line {} is locked and cannot be changed", line("care_words")),
    ] {
        assert!(said.contains(&wanted), "{wanted}: {said}");
    }
    assert_eq!(shown(&words, "what_happens_next"), before);

    std::fs::write(&file, "title =\u{10FFFF}").unwrap();
    let (status, _) = run(words().args(["wording", "set", "worklist"]).arg(&file));
    assert_eq!(status, 2);
    let (status, _) = run(words().args(["wording", "show", "leaflet"]));
    assert_eq!(status, 2);
}

#[test]
fn a_secretary_prints_the_papers_and_the_list_and_keeps_no_words() {
    let clinic = Clinic::open();
    let (patient, request) = (clinic.file("patient.json"), clinic.file("request.json"));
    std::fs::write(&patient, second_opinion_tests::document("patient").to_string()).unwrap();
    let added = done(
        command(&clinic.home(), "sioned.price")
            .args(["patient", "add", "--from"])
            .arg(&patient),
    );
    let mut wanted = second_opinion_tests::document("request");
    wanted["patient_id"] = added["id"].clone();
    wanted["form"]["inform_first_team"] = "no".into();
    std::fs::write(&request, wanted.to_string()).unwrap();
    let opened = done(
        command(&clinic.home(), "rhiannon.mistry")
            .args(["request", "open", "--from"])
            .arg(&request),
    );
    let reference = opened["reference"].as_str().unwrap();

    let list = clinic.file("list.pdf");
    let saved = done(
        command(&clinic.home(), "sioned.price")
            .args(["worklist", "print", "--out"])
            .arg(&list),
    );
    let (pages, text) = read(&list);
    assert_eq!(saved["pages"], pages);
    for words in [
        reference,
        "943 476 5919",
        "Printed by",
        "Page 1 of 1",
        "Next action by",
        "Logged",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let paper = clinic.file("first-team.pdf");
    let (status, refused) = run(command(&clinic.home(), "sioned.price")
        .args(["letter", "print", reference, "--kind", "first_team", "--out"])
        .arg(&paper));
    assert_eq!(
        (status, &refused["error"]["code"]),
        (3, &json!("first_team_not_told"))
    );
    assert!(!paper.exists());
    for words in [vec!["list"], vec!["show", "letter"], vec!["reset", "letter"]] {
        let mut kept = command(&clinic.home(), "sioned.price");
        let (status, refused) = run(kept.arg("wording").args(words));
        assert_eq!((status, &refused["error"]["code"]), (3, &json!("role_may_not")));
    }
}
