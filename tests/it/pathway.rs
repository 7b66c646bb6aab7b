//! Every step of the pathway with its evidence and its refusal, and the transfer of care beside it.

use std::ops::ControlFlow;

use pathway::gather_records::{self, FileIn};
use pathway::view::{AssembleInput, EvidenceInput, RequestForm, RequestView, TransferInput, TransferView};
use pathway::{Desk, Error, assemble_bundle, open_request, take_step, transfer_care, write_letter};
use second_opinion_tests::{
    Clinic, PASSPHRASE, command, done, now, open, register, run, typed, without_priority,
};
use serde_json::json;

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

fn record(
    desk: &mut Desk,
    view: &TransferView,
    step: &str,
    said: &[(&str, &str)],
) -> Result<TransferView, Error> {
    let input = TransferInput {
        seen: view.seen,
        step: step.to_owned(),
        evidence: evidence(said),
    };
    transfer_care::record(desk, &view.request_id, &input, now())
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
fn nothing_is_handed_over_for_signature_for_a_third_party_without_authority() {
    let clinic = Clinic::open();
    let mut desk = clinic.clinician();
    let view = request(&mut desk);
    let form = RequestForm {
        asked_by: Some("proxy".into()),
        proxy_name: Some("Ann Jones".into()),
        proxy_relationship: Some("Daughter".into()),
        ..view.form.clone()
    };
    let saved = open_request::save(&mut desk, &view.id, view.version, form, now()).unwrap();
    assert!(
        saved
            .missing
            .iter()
            .any(|missing| missing.field == "proxy_authority")
    );
    let agreed = take(&mut desk, &saved, "agree", &[("reason", "It will help")]).unwrap();
    assert_eq!(code(take(&mut desk, &agreed, "submit", &[])), "letter_incomplete");
}

const WISH: Said = &[
    ("on", "2026-11-24"),
    ("lasting", "temporary"),
    ("until", "2027-05-31"),
    ("agrees_to_tell_on", "2026-11-24"),
];
const ASKED: Said = &[
    ("on", "2026-11-24"),
    ("name", "Mr Adeyemi"),
    ("place", "St Elsewhere"),
];
const TEAM: Said = &[
    ("on", "2026-11-24"),
    ("name", "Mr Adeyemi"),
    ("role", "Consultant cardiac surgeon"),
];
const HOSPITAL: Said = &[
    ("on", "2026-11-24"),
    ("name", "Ms Hale"),
    ("role", "Service manager"),
];
const TOLD: Said = &[
    ("on", "2026-11-24"),
    ("name", "Dr Okonkwo"),
    ("method", "secure_email"),
];
const MOVED: Said = &[
    ("on", "2026-12-01"),
    ("responsible", "Mr Adeyemi, St Elsewhere"),
    ("informed_on", "2026-11-24"),
];

#[test]
fn care_moves_by_two_acceptances_and_a_clinicians_word_and_never_by_itself() {
    let clinic = Clinic::open();
    let mut desk = clinic.clinician();
    let mut secretary = clinic.secretary();
    let early = request(&mut desk);
    let none = transfer_care::show(&mut secretary, &early.id, now()).unwrap();
    assert!(
        none.not_now.is_some(),
        "there is no new team before the request is agreed"
    );
    assert_eq!(
        code(record(&mut secretary, &none, "asked_by_patient", WISH)),
        "step_not_allowed"
    );
    let agreed = take(&mut desk, &early, "agree", &[("reason", "It will help")]).unwrap();

    let first_team = transfer_care::show(&mut secretary, &agreed.id, now())
        .unwrap()
        .responsible;
    let mut transfer = none;
    assert_eq!(
        named(record(&mut secretary, &transfer, "asked_by_patient", &[])),
        ["on", "lasting", "agrees_to_tell_on"]
    );
    for (step, said, status) in [
        ("asked_by_patient", WISH, "wished"),
        ("asked_of_new_team", ASKED, "asked"),
        ("team_accepted", TEAM, "asked"),
    ] {
        transfer = record(&mut secretary, &transfer, step, said).unwrap();
        assert_eq!(transfer.status, status, "{step}");
    }
    assert_eq!(transfer.responsible, first_team, "one acceptance moves nothing");
    assert_eq!(
        code(record(&mut desk, &transfer, "care_moved", MOVED)),
        "step_not_allowed"
    );
    transfer = record(&mut secretary, &transfer, "hospital_accepted", HOSPITAL).unwrap();
    assert_eq!(transfer.status, "accepted");
    transfer = record(&mut secretary, &transfer, "first_team_informed", TOLD).unwrap();
    assert_eq!(
        code(record(&mut desk, &transfer, "care_moved", MOVED)),
        "step_not_allowed"
    );
    transfer = record(&mut secretary, &transfer, "gp_informed", TOLD).unwrap();
    assert_eq!(
        transfer.responsible, first_team,
        "nor do two, nor telling everybody"
    );
    assert_eq!(
        code(record(&mut secretary, &transfer, "care_moved", MOVED)),
        "role_may_not"
    );
    transfer = record(&mut desk, &transfer, "care_moved", MOVED).unwrap();
    assert_eq!(
        (
            transfer.responsible.as_deref(),
            transfer.responsible_from.as_deref()
        ),
        (Some("Mr Adeyemi, St Elsewhere"), Some("01-Dec-2026"))
    );
    let still = open_request::show(&mut desk, &agreed.id, now()).unwrap();
    assert_eq!(
        (&still.status[..], &still.transfer[..]),
        ("agreed", "moved"),
        "the request stands where it stood"
    );
}

#[test]
fn a_mistake_in_a_transfer_is_taken_back_two_desks_do_not_overwrite_and_a_request_is_not_closed_over_it() {
    let clinic = Clinic::open();
    let mut desk = clinic.clinician();
    let mut secretary = clinic.secretary();
    let sent = sent(&mut desk);
    let begun = transfer_care::show(&mut desk, &sent.id, now()).unwrap();
    let begun = record(&mut desk, &begun, "asked_by_patient", WISH).unwrap();
    let asked = record(&mut desk, &begun, "asked_of_new_team", ASKED).unwrap();
    let team = record(&mut secretary, &asked, "team_accepted", TEAM).unwrap();
    assert_eq!(
        code(record(&mut desk, &asked, "hospital_accepted", HOSPITAL)),
        "stale"
    );

    let back = record(
        &mut secretary,
        &team,
        "taken_back",
        &[("reason", "That was another patient's letter")],
    )
    .unwrap();
    let tasks = back.tasks.iter().filter(|task| task.is_done).count();
    assert_eq!(
        (tasks, back.history.len()),
        (2, 4),
        "it no longer counts, and stays written"
    );

    let opinion = [
        ("on", "2026-11-24"),
        ("outcome", "agrees"),
        ("name", "Dr Mistry"),
        ("action", "None"),
    ];
    let answered = take(&mut desk, &sent, "receive_opinion", &opinion).unwrap();
    let close = [("responsible", "First team"), ("informed_on", "2026-11-24")];
    assert_eq!(code(take(&mut desk, &answered, "close", &close)), "transfer_open");
    let ended = [
        ("on", "2026-11-24"),
        ("name", "Ms Hale"),
        ("reason", "No capacity before June"),
        ("informed_on", "2026-11-24"),
    ];
    let ended = record(&mut desk, &back, "not_accepted", &ended).unwrap();
    assert_eq!(ended.status, "not_accepted");
    assert_eq!(
        take(&mut desk, &answered, "close", &close).unwrap().status,
        "closed"
    );
}

#[test]
fn the_command_line_records_a_transfer_and_the_trail_holds_each_step() {
    let clinic = Clinic::open();
    let mut desk = clinic.clinician();
    let sent = sent(&mut desk);
    drop(desk);
    let words = |user| command(&clinic.home(), user);
    let file = clinic.file("said.json");
    let mut step = |user, step: &str, said: Said| {
        let object: serde_json::Map<_, _> = said
            .iter()
            .map(|(item, answer)| ((*item).to_owned(), json!(answer)))
            .collect();
        std::fs::write(&file, json!(object).to_string()).unwrap();
        run(words(user)
            .args(["transfer", "step", &sent.reference, step, "--from"])
            .arg(&file))
    };
    let (status, asked) = step("sioned.price", "asked_by_patient", WISH);
    assert_eq!((status, &asked["status"]), (0, &json!("wished")), "{asked}");
    let (status, refused) = step("sioned.price", "team_accepted", TEAM);
    assert_eq!(
        (status, &refused["error"]["code"]),
        (3, &json!("step_not_allowed"))
    );
    // The letter that asks says how long, from what was recorded.
    let paper = clinic.file("transfer.pdf");
    let _ = done(
        words("sioned.price")
            .args([
                "letter",
                "print",
                &sent.reference,
                "--kind",
                "transfer_request",
                "--out",
            ])
            .arg(&paper),
    );
    let text = pdf_text(&paper);
    assert!(text.contains("31-May-2027"), "{text}");
    let trail = done(words("rhiannon.mistry").args(["audit", "list"]));
    let rows = trail["rows"].as_array().unwrap();
    let taken: Vec<_> = rows
        .iter()
        .filter(|row| row["act"] == "transfer_step_taken")
        .collect();
    let outcomes: Vec<_> = taken.iter().map(|row| row["outcome"].as_str().unwrap()).collect();
    assert_eq!(outcomes, ["refused", "done"], "{taken:?}");
}

fn pdf_text(path: &std::path::Path) -> String {
    let output = std::process::Command::new("pdftotext")
        .arg(path)
        .arg("-")
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
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
