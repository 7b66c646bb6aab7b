//! The steps of a request, one after the other, and the ways aside.

use pathway::gather_records::{self, FileIn};
use pathway::view::RequestForm;
use pathway::{open_request, write_letter};
use second_opinion_tests::{Clinic, PASSPHRASE, now, open, register, typed, without_priority};

use super::{Said, assemble, code, named, request, sent, take};

/// One step: what it needs, what the request is after it, and what is named when nothing is said.
struct Row {
    step: &'static str,
    lacks: Said,
    said: Said,
    after: &'static str,
}

const fn row(step: &'static str, lacks: Said, said: Said, after: &'static str) -> Row {
    Row {
        step,
        lacks,
        said,
        after,
    }
}

const NONE: Said = &[];

/// The way from the ask to the answer. `lacks` is said instead first, and must be refused.
const WAY: &[Row] = &[
    row(
        "ask_first_team",
        &[],
        &[("name", "Dr Okonkwo")],
        "with_first_team",
    ),
    row(
        "explain",
        // Done, and nobody says by whom.
        &[("explanation", "done"), ("on", "2026-11-20")],
        &[
            ("explanation", "done"),
            ("on", "2026-11-20"),
            ("name", "Dr Okonkwo"),
            ("understood", "whole"),
        ],
        "decision_pending",
    ),
    row(
        "agree",
        &[("on", "2026-11-24")],
        &[
            ("reason", "A second view will help"),
            ("told_same_on", "2026-11-24"),
        ],
        "agreed",
    ),
    row("gather", &[("ubrn", "000049614844")], NONE, "gathering_records"),
    row(
        "submit",
        &[("reason", "nobody asked")],
        NONE,
        "awaiting_signature",
    ),
    row(
        "send_back",
        &[],
        &[("reason", "The dose is missing")],
        "gathering_records",
    ),
    row(
        "submit",
        &[("reason", "nobody asked")],
        NONE,
        "awaiting_signature",
    ),
    row("sign", NONE, NONE, "signed"),
    row(
        "dispatch",
        // By e-RS, and without the reference by which it is found there.
        &[("method", "ers"), ("on", "2026-11-24")],
        &[
            ("method", "ers"),
            ("on", "2026-11-24"),
            ("ubrn", "0000 4961 4844"),
        ],
        "dispatched",
    ),
    row(
        "receive",
        &[("on", "2026-11-24")],
        &[("on", "2026-11-24"), ("name", "Ms Hale")],
        "received",
    ),
    row(
        "accept",
        &[("on", "2026-11-25")],
        &[("on", "2026-11-24"), ("appointment", "no_slot")],
        "accepted",
    ),
    row(
        "book",
        NONE,
        &[("on", "2027-01-12"), ("place", "Clinic 4")],
        "booked",
    ),
    row("see", &[("on", "2027-01-12")], &[("on", "2026-11-24")], "seen"),
    row(
        "receive_opinion",
        // Two opinions that differ: somebody must settle by a day which plan holds.
        &[
            ("on", "2026-11-24"),
            ("outcome", "other_treatment"),
            ("name", "Dr Mistry"),
            ("action", "Talk over both plans"),
        ],
        &[
            ("on", "2026-11-24"),
            ("outcome", "other_treatment"),
            ("name", "Dr Mistry"),
            ("action", "Talk over both plans"),
            ("due_on", "2026-12-01"),
        ],
        "opinion_received",
    ),
    row(
        "close",
        &[("informed_on", "2026-11-24")],
        &[
            ("responsible", "Dr Okonkwo, first team"),
            ("informed_on", "2026-11-24"),
        ],
        "closed",
    ),
];

#[test]
fn each_step_needs_its_evidence_and_leads_where_the_table_says() {
    let clinic = Clinic::open();
    let mut desk = clinic.clinician();
    let mut view = request(&mut desk);
    for Row {
        step,
        lacks,
        said,
        after,
    } in WAY
    {
        if *step == "sign" {
            assert_eq!(code(take(&mut desk, &view, step, said)), "usage");
            view = write_letter::sign(&mut desk, &view.id, view.version, PASSPHRASE, now()).unwrap();
            assemble(&mut desk, &view);
            continue;
        }
        let refused = take(&mut desk, &view, step, lacks);
        assert_eq!(code(refused), "bad_input", "{step} with too little");
        let unmoved = open_request::show(&mut desk, &view.id, now()).unwrap();
        assert_eq!(
            unmoved.version, view.version,
            "{step} was refused and changed something"
        );
        view = take(&mut desk, &view, step, said).unwrap_or_else(|error| panic!("{step}: {error:?}"));
        assert_eq!(view.status, *after, "{step}");
        let line = view.history.last().unwrap();
        assert_eq!(line.evidence.len(), said.len(), "{step}: {line:?}");
    }
    assert!(view.steps.is_empty());
}

#[test]
fn a_decline_says_why_what_else_was_offered_and_when_the_patient_was_told() {
    let clinic = Clinic::open();
    let mut desk = clinic.clinician();
    let view = request(&mut desk);
    let nothing = take(&mut desk, &view, "decline", &[]);
    assert_eq!(
        named(nothing),
        [
            "ground",
            "reason",
            "told_on",
            "told_how",
            "alternatives",
            "support_given_on"
        ]
    );
    let mut said = vec![
        ("ground", "harm_by_delay"),
        ("reason", "He demands it, and the operation cannot wait"),
        ("told_on", "2026-11-24"),
        ("told_how", "In clinic"),
        (
            "alternatives",
            "A talk with another surgeon of the team this week",
        ),
        ("support_given_on", "2026-11-24"),
    ];
    assert_eq!(
        named(take(&mut desk, &view, "decline", &said)),
        ["reason"],
        "a word that judges"
    );
    said[1].1 = "The operation cannot wait for another clinic";
    let declined = take(&mut desk, &view, "decline", &said).unwrap();
    assert_eq!(declined.status, "declined");
    let mut secretary = clinic.secretary();
    let other = open(&mut secretary, &declined.patient.id, without_priority());
    assert_eq!(
        code(take(&mut secretary, &other, "decline", &said)),
        "role_may_not"
    );
}

#[test]
fn advice_and_guidance_is_asked_instead_chased_and_may_lead_back_to_a_referral() {
    let clinic = Clinic::open();
    let mut desk = clinic.clinician();
    let view = request(&mut desk);
    let mut said = vec![
        ("route", "advice_and_guidance"),
        ("reason", "A view on paper is enough for now"),
        ("told_on", "2026-11-24"),
    ];
    assert_eq!(
        named(take(&mut desk, &view, "redirect", &said)),
        ["name", "due_on"]
    );
    said.extend([("name", "Cardiology advice line"), ("due_on", "2026-11-27")]);
    let asked = take(&mut desk, &view, "redirect", &said).unwrap();
    assert_eq!(
        (asked.status.as_str(), asked.next_action_by.as_deref()),
        ("redirected", Some("27-Nov-2026")),
        "advice that was asked for is chased"
    );
    let again = take(
        &mut desk,
        &asked,
        "ask_decision",
        &[("name", "Dr Mistry"), ("due_on", "2026-11-30")],
    )
    .unwrap();
    assert_eq!(
        (again.status.as_str(), again.next_action_by.as_deref()),
        ("decision_pending", Some("30-Nov-2026"))
    );
    assert_eq!(again.form, view.form, "nothing typed is lost");
}

#[test]
fn a_returned_request_is_revised_with_everything_that_was_typed_and_goes_to_another_team() {
    let clinic = Clinic::open();
    let mut desk = clinic.clinician();
    let sent = sent(&mut desk);
    let back = [
        ("on", "2026-11-24"),
        ("name", "Triage nurse"),
        ("reason", "Not our service"),
    ];
    let returned = take(&mut desk, &sent, "return", &back).unwrap();
    let revised = take(&mut desk, &returned, "revise", &[]).unwrap();
    assert_eq!(
        (&revised.status[..], &revised.form, revised.letters.len()),
        ("gathering_records", &sent.form, 1)
    );
    let form = RequestForm {
        recipient_organisation: Some("Another Hospital".into()),
        recipient_preferred_clinician: None,
        ..revised.form.clone()
    };
    let saved = open_request::save(&mut desk, &revised.id, revised.version, form, now()).unwrap();
    let second = write_letter::sign(&mut desk, &saved.id, saved.version, PASSPHRASE, now()).unwrap();
    assert_eq!(second.letters[0].version, 2, "version 2 replaces version 1");
}

#[test]
fn a_record_that_was_taken_out_comes_back_in_its_place_and_the_history_stays() {
    let clinic = Clinic::open();
    let mut desk = clinic.secretary();
    let patient = register(&mut desk, "Jones", "943 476 5919");
    let view = open(&mut desk, &patient, without_priority());
    let file = |name: &str| FileIn::new(name, std::fs::read(second_opinion_tests::record(name)).unwrap());
    let files = vec![file("chest-x-ray.png"), file("echo-report-photograph.jpg")];
    let known: pathway::view::RecordInput = typed("record");
    gather_records::add(&mut desk, &view.id, files, &[known.clone(), known], now()).unwrap();
    let before = open_request::show(&mut desk, &view.id, now()).unwrap();
    let first = before.records[0].clone();
    let without = gather_records::remove(&mut desk, &view.id, &first.id, "Taken by mistake", now()).unwrap();
    assert_eq!(without.records.len(), 1);
    let back = gather_records::restore(&mut desk, &view.id, &first.id, now()).unwrap();
    let (restored, digest) = (&back.records[0], first.file.as_ref().map(|file| &file.sha256));
    assert_eq!(
        (
            back.records.len(),
            &restored.input,
            restored.file.as_ref().map(|file| &file.sha256)
        ),
        (2, &first.input, digest)
    );
    assert_eq!(
        code(gather_records::restore(&mut desk, &view.id, &first.id, now())),
        "already_there"
    );
    // Its pages can still be looked at: the sealed file is the same.
    gather_records::open(&mut desk, &view.id, &restored.id, now()).unwrap();
}
