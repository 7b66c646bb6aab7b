//! A transfer of care: two acceptances, nothing by itself, and mistakes that are taken back.

use chrono::TimeDelta;
use pathway::view::{RequestRow, TransferInput, TransferView, WorklistInput};
use pathway::{Desk, Error, Now, open_request, transfer_care, worklist};
use second_opinion_tests::{Clinic, command, done, now, run};
use serde_json::json;

use super::{Said, code, evidence, named, pdf_text, request, sent, take};

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

fn days_later(days: i64) -> Now {
    let shift = TimeDelta::days(days);
    let utc: chrono::DateTime<chrono::Utc> = "2026-11-24T09:00:00Z".parse().unwrap();
    Now::new(utc + shift, now().local() + shift)
}

/// The list of transfers: how many are due, and each with its day and where it stands.
fn due(desk: &mut Desk, at: Now) -> (u32, Vec<(String, String, bool)>) {
    let input = WorklistInput {
        list: Some("transfers_due".into()),
        ..WorklistInput::default()
    };
    let view = worklist::list(desk, input, at).unwrap();
    let count = view
        .lists
        .iter()
        .find(|list| list.code == "transfers_due")
        .unwrap()
        .count;
    let row = |row: RequestRow| (row.transfer.unwrap(), row.next_action_by.unwrap(), row.is_overdue);
    (count, view.rows.into_iter().map(row).collect())
}

#[test]
fn a_transfer_stands_on_a_list_of_its_own_by_the_day_on_which_its_next_act_is_due() {
    let clinic = Clinic::open();
    let mut desk = clinic.clinician();
    let sent = sent(&mut desk);
    assert_eq!(due(&mut desk, now()), (0, Vec::new()));
    let mut transfer = transfer_care::show(&mut desk, &sent.id, now()).unwrap();
    transfer = record(&mut desk, &transfer, "asked_by_patient", WISH).unwrap();
    let day = transfer.due_on.clone().unwrap();
    assert_eq!(
        due(&mut desk, now()).1[0].1,
        day,
        "the page and the list say the same day"
    );
    let mut said = ASKED.to_vec();
    said.push(("due_on", "2026-11-26"));
    transfer = record(&mut desk, &transfer, "asked_of_new_team", &said).unwrap();
    let waiting = |late| {
        vec![(
            "Waiting for acceptance".to_owned(),
            "26-Nov-2026".to_owned(),
            late,
        )]
    };
    assert_eq!(
        due(&mut desk, now()),
        (0, waiting(false)),
        "a day that somebody named is the day"
    );
    assert_eq!(due(&mut desk, days_later(2)), (1, waiting(false)));
    assert_eq!(due(&mut desk, days_later(3)), (1, waiting(true)));
    let left = worklist::left_over(&desk, days_later(3)).unwrap().unwrap();
    assert!(left.words.contains("1 transfer of care is due"), "{}", left.words);
    record(
        &mut desk,
        &transfer,
        "given_up",
        &[("on", "2026-11-24"), ("reason", "He stays")],
    )
    .unwrap();
    assert_eq!(
        due(&mut desk, days_later(3)),
        (0, Vec::new()),
        "what has ended is due no more"
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
    let step = |user, step: &str, said: Said| {
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
