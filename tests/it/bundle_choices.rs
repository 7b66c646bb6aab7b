//! How a bundle is made is the secretary's choice: kept, told in the trail, and true of the paper.

use std::ops::ControlFlow;
use std::path::Path;

use pathway::assemble_bundle::assemble;
use pathway::gather_records::{self, FileIn};
use pathway::view::{AssembleInput, BundleChoices, RecordInput};
use pathway::{open_request, read_audit};
use second_opinion_tests::{Clinic, demonstration, document, done, now, open, record, register, run, typed};
use serde_json::{Value, json};
use tempfile::TempDir;

/// What a bundle says of itself.
fn manifest(path: &Path) -> Value {
    let verified = pathway::assemble_bundle::verify(path, &pathway::Reader::Here).unwrap();
    serde_json::from_str(&verified.manifest).unwrap()
}

#[test]
fn a_record_is_put_on_a_right_hand_page_and_the_blank_page_before_it_is_accounted_for() {
    let clinic = Clinic::open();
    let mut desk = clinic.clinician();
    let patient = register(&mut desk, "Jones", "943 476 5919");
    let request = open(&mut desk, &patient, typed("letter"));
    let files =
        ["chest-x-ray.png", "echo-report-photograph.jpg"].map(|name| FileIn::read(&record(name)).unwrap());
    let inputs = [typed::<RecordInput>("record"), typed("record")];
    let added = gather_records::add(&mut desk, &request.id, files.into(), &inputs, now()).unwrap();
    let draft = |choices| AssembleInput {
        draft: true,
        supplement: false,
        choices,
    };
    let mut watch = |_: &_| ControlFlow::Continue(());
    let plain = assemble(
        &mut desk,
        &request.id,
        draft(BundleChoices::default()),
        now(),
        &mut watch,
    )
    .unwrap();
    let first = plain.enclosures[0].first_page;
    // Of two records of one page each, one begins on a left-hand page.
    let left = usize::from(first % 2 == 1);

    let moved = &added.records[left];
    let input = RecordInput {
        starts_right: true,
        ..moved.input.clone()
    };
    let _ = gather_records::describe(&mut desk, &request.id, &moved.id, moved.version, input, now()).unwrap();
    let right = assemble(
        &mut desk,
        &request.id,
        draft(BundleChoices::default()),
        now(),
        &mut watch,
    )
    .unwrap();
    assert_eq!(
        right.enclosures[left].first_page,
        plain.enclosures[left].first_page + 1
    );
    assert_eq!(right.blank_pages, [plain.enclosures[left].first_page]);
    assert_eq!(right.pages, plain.pages + 1);

    let all = BundleChoices {
        right_hand: true,
        ..BundleChoices::default()
    };
    let both = assemble(&mut desk, &request.id, draft(all), now(), &mut watch).unwrap();
    assert!(both.enclosures.iter().all(|one| one.first_page % 2 == 1));
    assert_eq!(both.choices, all);
    assert!(
        open_request::show(&mut desk, &request.id, now()).unwrap().records[left]
            .input
            .starts_right
    );
    drop(desk);
    let trail = read_audit::list(&mut clinic.clinician(), None, None, 1, now()).unwrap();
    assert!(
        trail
            .rows
            .iter()
            .any(|row| row.act == "bundle_assembled" && row.detail.as_deref() == Some("right_hand"))
    );
}

#[test]
fn a_bundle_for_printing_on_both_sides_still_counts_every_page() {
    let folder = TempDir::new().unwrap();
    let (made, words) = demonstration(&folder);
    let out = folder.path().join("bundle.pdf");
    let reference = made["reference"].as_str().unwrap();
    let right = done(
        words()
            .args(["bundle", "assemble", reference, "--right-hand", "--out"])
            .arg(&out),
    );
    for enclosure in right["enclosures"].as_array().unwrap() {
        assert_eq!(enclosure["first_page"].as_u64().unwrap() % 2, 1, "{enclosure}");
    }
    let blank = right["blank_pages"].as_array().unwrap().len() as u64;
    assert_eq!(
        right["pages"].as_u64().unwrap(),
        made["bundle"]["pages"].as_u64().unwrap() + blank
    );
    assert!(blank > 0);
    let verified = done(words().args(["bundle", "verify"]).arg(&out));
    assert_eq!(verified["blank_pages"], right["blank_pages"]);
}

#[test]
fn records_that_arrive_after_dispatch_go_as_a_supplement_and_nothing_sent_changes() {
    let folder = TempDir::new().unwrap();
    let (made, words) = demonstration(&folder);
    let reference = made["reference"].as_str().unwrap();
    let file = |name: &str, said: &Value| {
        let path = folder.path().join(name);
        std::fs::write(&path, said.to_string()).unwrap();
        path
    };
    let gone = file("gone.json", &json!({ "method": "post", "on": "2026-11-20" }));
    let out = folder.path().join("supplement.pdf");
    let assemble = || {
        let mut assemble = words();
        assemble
            .args(["bundle", "assemble", reference, "--supplement", "--out"])
            .arg(&out);
        assemble
    };
    let event = |step: &str| {
        let mut event = words();
        event
            .args(["request", "event", reference, step, "--from"])
            .arg(&gone);
        event
    };
    let code = |(status, said): (i32, Value)| (status, said["error"]["code"].as_str().unwrap().to_owned());
    assert_eq!(code(run(&mut assemble())), (3, "nothing_sent".into()));
    let _ = done(&mut event("dispatch"));
    assert_eq!(code(run(&mut assemble())), (3, "nothing_to_send".into()));

    // A paper of the patient's own stands for the histology that came late.
    let late = folder.path().join("late.pdf");
    let _ = done(
        words()
            .args(["letter", "print", reference, "--kind", "patient_copy", "--out"])
            .arg(&late),
    );
    let described = file("record.json", &document("record"));
    let added = done(
        words()
            .args(["record", "add", reference])
            .arg(&late)
            .arg("--from")
            .arg(&described),
    );
    let records = added["records"].as_array().unwrap();
    let new = records.last().unwrap();
    assert_eq!(
        (&new["supplement"], &new["may_change"]),
        (&json!(1), &json!(true))
    );
    let sent = records[0]["id"].as_str().unwrap();
    let fixed = run(words().args(["record", "describe", reference, sent, "--starts-right"]));
    assert_eq!(code(fixed), (3, "already_sent".into()));
    let taken = run(words().args(["record", "remove", reference, sent, "--reason", "slip"]));
    assert_eq!(code(taken), (3, "already_sent".into()));
    assert_eq!(code(run(&mut event("send_supplement"))), (3, "not_proved".into()));

    let first = done(&mut assemble());
    assert_eq!(first["enclosures"].as_array().unwrap().len(), 1);
    assert_eq!(
        done(words().args(["bundle", "verify"]).arg(&out))["status"],
        "sound"
    );
    // The notice has the organisation's own words, and those that keep the two apart whatever they say.
    let shown = done(words().args(["wording", "show", "supplement"]));
    assert!(
        shown["protected"]
            .to_string()
            .contains("This is not a new referral")
    );
    let own = folder.path().join("supplement.txt");
    let text = shown["text"].as_str().unwrap();
    let changed = text.replace(
        "The records in it reached us after that day.",
        "We had them only now.",
    );
    assert_ne!(changed, text);
    std::fs::write(&own, text.replace("{date}", "lately")).unwrap();
    let lost = run(words().args(["wording", "set", "supplement"]).arg(&own));
    assert_eq!(code(lost), (2, "bad_input".into()));
    std::fs::write(&own, changed).unwrap();
    let _ = done(words().args(["wording", "set", "supplement"]).arg(&own));
    // Whatever changes afterwards means another bundle.
    let id = new["id"].as_str().unwrap();
    let _ = done(words().args(["record", "describe", reference, id, "--starts-right"]));
    assert_eq!(code(run(&mut event("send_supplement"))), (3, "not_proved".into()));
    let again = done(&mut assemble());
    let bytes = std::fs::read(&out).unwrap();
    let notice = records::pages(&bytes, records::Format::Pdf, None)
        .unwrap()
        .source
        .page_text(1);
    let notice = notice.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        notice.contains("We had them only now.") && notice.contains("This is not a new referral"),
        "{notice}"
    );
    let before = done(words().args(["request", "show", reference]));
    let gone_again = done(&mut event("send_supplement"));
    assert_eq!(gone_again["status"], "dispatched", "a supplement moves nothing");
    let shown = done(words().args(["request", "show", reference]));
    assert_eq!(
        shown["next_action_by"], before["next_action_by"],
        "and gives nobody more time"
    );
    assert_eq!(
        shown["bundle"]["sha256"], made["bundle"]["sha256"],
        "what was sent is as it was"
    );
    assert_eq!(shown["supplements"][0]["bundle"]["sha256"], again["sha256"]);
    assert_eq!(shown["supplements"][0]["sent_on"], "20-Nov-2026");
    assert_eq!(
        code(run(words().args([
            "record",
            "describe",
            reference,
            id,
            "--starts-right"
        ]))),
        (3, "already_sent".into())
    );

    // The next letter takes all of it in, and says what it replaces.
    let amended = file(
        "amended.json",
        &json!({ "reason": "The histology changes the question" }),
    );
    let _ = done(
        words()
            .args(["request", "event", reference, "amend", "--from"])
            .arg(amended),
    );
    let _ = done(words().args(["request", "event", reference, "submit"]));
    let _ = done(words().args(["request", "event", reference, "sign"]));
    let second = done(
        words()
            .args(["bundle", "assemble", reference, "--out"])
            .arg(folder.path().join("v2.pdf")),
    );
    assert_eq!(second["letter_version"], 2);
    let count = |bundle: &Value| bundle["enclosures"].as_array().unwrap().len();
    assert_eq!(count(&second), count(&made["bundle"]) + 1);
    let manifest = self::manifest(&folder.path().join("v2.pdf"));
    assert_eq!(manifest["replaces_version"], 1);
    let manifest = self::manifest(&out);
    assert_eq!(manifest["supplement"]["to_bundle"], made["bundle"]["id"]);
    assert_eq!(
        manifest["enclosures"][0]["number"].as_u64().unwrap(),
        count(&made["bundle"]) as u64 + 1
    );
}

#[test]
fn scans_are_reduced_only_when_asked_for_and_the_trail_and_the_manifest_say_so() {
    let folder = TempDir::new().unwrap();
    let (made, words) = demonstration(&folder);
    let reference = made["reference"].as_str().unwrap();
    let out = folder.path().join("small.pdf");
    let small = done(
        words()
            .args(["bundle", "assemble", reference, "--scans", "200", "--out"])
            .arg(&out),
    );
    assert_eq!(small["pages"], made["bundle"]["pages"]);
    assert_eq!(small["choices"]["scans_dpi"], 200);
    let manifest = self::manifest(&out);
    assert_eq!(manifest["scans_dpi"], 200);
    let trail = done(words().args(["audit", "list"]));
    assert!(trail.to_string().contains("scans_dpi=200"));
    let (status, refused) = run(words()
        .args(["bundle", "assemble", reference, "--scans", "72", "--out"])
        .arg(&out));
    assert_eq!((status, &refused["error"]["code"]), (2, &json!("bad_input")));
}

#[test]
fn a_record_that_would_not_open_is_listed_with_the_reason_and_does_not_go_along() {
    let clinic = Clinic::open();
    let mut desk = clinic.clinician();
    let patient = register(&mut desk, "Jones", "943 476 5919");
    let request = open(&mut desk, &patient, typed("letter"));
    let states = [
        ("to_follow", "by 4 December, from histology"),
        (
            "held_elsewhere",
            "Image Exchange Portal: to Royal Marches on 19-Nov-2026",
        ),
        ("not_sent", "photographs that the patient does not want sent"),
        ("would_not_open", "the disc of 2009 cannot be read"),
    ];
    for (state, words) in states {
        let known = RecordInput {
            kind: Some("other".into()),
            title: Some(format!("Record that is {state}")),
            enclosure: Some(state.into()),
            enclosure_words: Some(words.into()),
            ..RecordInput::default()
        };
        let _ = gather_records::add_known(&mut desk, &request.id, known, now()).unwrap();
    }
    let file = FileIn::read(&record("chest-x-ray.png")).unwrap();
    let _ = gather_records::add(&mut desk, &request.id, vec![file], &[typed("record")], now()).unwrap();
    let input = AssembleInput {
        draft: true,
        ..AssembleInput::default()
    };
    let made = assemble(&mut desk, &request.id, input, now(), &mut |_| {
        ControlFlow::Continue(())
    })
    .unwrap();
    let opened = pathway::assemble_bundle::open(&mut desk, &request.id, &made.id, now()).unwrap();
    let path = clinic.file("draft.pdf");
    std::fs::write(&path, opened.bytes()).unwrap();
    let manifest = self::manifest(&path);
    let source = records::pages(opened.bytes(), records::Format::Pdf, None)
        .unwrap()
        .source;
    let front: String = (1..made.enclosures[0].first_page)
        .map(|page| source.page_text(page))
        .collect();
    let front = front.split_whitespace().collect::<Vec<_>>().join(" ");
    for ((state, words), said) in states.iter().zip(manifest["not_enclosed"].as_array().unwrap()) {
        assert_eq!((&said["state"], &said["words"]), (&json!(state), &json!(words)));
        let first = words.split(' ').next().unwrap();
        assert!(
            front.contains(&format!("Record that is {state}")) && front.contains(first),
            "{front}"
        );
    }
    for label in [
        "Enclosed",
        "To follow",
        "Held elsewhere",
        "Exists, not sent",
        "Would not open",
    ] {
        assert!(
            domain::record::Enclosure::ALL
                .iter()
                .any(|state| state.label() == label),
            "{label}"
        );
    }
    assert!(front.contains("Would not open"), "{front}");
}

#[test]
fn parts_are_made_of_the_bundle_that_was_looked_through_and_too_large_a_page_is_named() {
    let folder = TempDir::new().unwrap();
    let (made, words) = demonstration(&folder);
    let reference = made["reference"].as_str().unwrap();
    let out = folder.path().join("bundle.pdf");
    let assemble = |limit: &str| {
        let mut assemble = words();
        assemble
            .args(["bundle", "assemble", reference, "--limit", limit, "--out"])
            .arg(&out);
        assemble
    };
    let parts = done(&mut assemble("1400KB"));
    assert_eq!(
        parts["id"], made["bundle"]["id"],
        "the whole was not made a second time"
    );
    let (status, refused) = run(&mut assemble("200KB"));
    assert_eq!((status, &refused["error"]["code"]), (5, &json!("part_too_large")));
    let shown = done(words().args(["request", "show", reference]));
    let named = refused["error"]["details"][0]["field"].as_str().unwrap();
    let ids: Vec<_> = shown["records"]
        .as_array()
        .unwrap()
        .iter()
        .map(|record| format!("record.{}", record["id"].as_str().unwrap()))
        .collect();
    assert!(ids.iter().any(|id| id == named), "{named}");
    assert!(
        refused["error"]["message"].as_str().unwrap().contains("page "),
        "{refused}"
    );
}
