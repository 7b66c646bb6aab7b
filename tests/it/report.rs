//! The team's report: counts, times and reasons of a period, on the screen, on paper and as a table, without a patient.

use pathway::view::{EvidenceInput, ReportInput, ReportView, RequestForm, UserInput};
use pathway::{Desk, Error, keep_users, report, sign_in, take_step};
use second_opinion_tests::{Clinic, PASSPHRASE, command, done, now, open, register, run, typed};
use serde_json::json;

fn answers(said: &[(&str, &str)]) -> Vec<EvidenceInput> {
    said.iter()
        .map(|(item, answer)| EvidenceInput {
            item: (*item).into(),
            answer: (*answer).into(),
        })
        .collect()
}

/// Asks on a day, and has it decided on another.
fn decided(desk: &mut Desk, patient: &str, specialty: &str, asked: &str, step: &str, on: &str) -> String {
    let form = RequestForm {
        recipient_specialty: Some(specialty.into()),
        asked_on: Some(asked.into()),
        ..typed("letter")
    };
    let request = open(desk, patient, form);
    let said = match step {
        "decline" => answers(&[
            ("ground", "not_appropriate"),
            ("reason", "Blodwen Evans has just been seen elsewhere"),
            ("told_on", on),
            ("told_how", "By telephone"),
            ("alternatives", "A talk with her own team"),
            ("support_given_on", on),
        ]),
        _ => answers(&[("reason", "It will help"), ("on", on)]),
    };
    take_step::take(desk, &request.id, request.version, step, said, now())
        .unwrap_or_else(|error| panic!("{step}: {error:?}"));
    request.reference
}

fn count(view: &ReportView, table: &str, label: &str) -> u32 {
    let table = view.counts.iter().find(|counts| counts.code == table).unwrap();
    let row = table.rows.iter().find(|row| row.label == label);
    row.unwrap_or_else(|| panic!("{label} in {table:?}")).requests
}

#[test]
fn the_report_counts_what_was_asked_for_and_how_long_it_took_and_names_nobody() {
    let clinic = Clinic::open();
    let mut clinician = clinic.clinician();
    let numbers = ["987 654 3210", "401 023 2137"];
    let evans = register(&mut clinician, "Evans", numbers[0]);
    let nowak = register(&mut clinician, "Nowak", numbers[1]);
    decided(
        &mut clinician,
        &evans,
        "Cardiology",
        "2026-10-01",
        "agree",
        "2026-10-03",
    );
    decided(
        &mut clinician,
        &nowak,
        "cardiology",
        "2026-10-01",
        "agree",
        "2026-10-11",
    );
    decided(
        &mut clinician,
        &evans,
        "Neurology",
        "2026-11-02",
        "decline",
        "2026-11-06",
    );
    decided(
        &mut clinician,
        &nowak,
        "Neurology",
        "2025-01-10",
        "agree",
        "2025-01-11",
    );

    let view = report::show(&mut clinician, &ReportInput::default(), now()).unwrap();
    assert_eq!(
        (view.from.as_str(), view.to.as_str()),
        ("2025-11-25", "2026-11-24")
    );
    assert_eq!((view.requests, view.declined), (3, 1));
    assert_eq!(
        (
            count(&view, "months", "Oct 2026"),
            count(&view, "months", "Nov 2026")
        ),
        (2, 1)
    );
    assert_eq!(
        count(&view, "months", "Dec 2025"),
        0,
        "a month without a request is told"
    );
    assert_eq!(
        (
            count(&view, "specialties", "Cardiology"),
            count(&view, "specialties", "Neurology")
        ),
        (2, 1)
    );
    assert_eq!(
        (
            count(&view, "statuses", "Agreed"),
            count(&view, "statuses", "Declined")
        ),
        (2, 1)
    );
    assert_eq!(count(&view, "sources", "The patient"), 3);
    assert_eq!(count(&view, "declined", "Not clinically appropriate"), 1);
    let decision = &view.times[0];
    assert_eq!(decision.label, "Decision");
    // After 2 and 10 days, and the decline, which has no day of its own, on the day it was recorded: 22.
    assert_eq!(decision.requests, 3);
    assert_eq!(
        (decision.median_days, decision.ninetieth_days),
        (Some(10.0), Some(22.0))
    );
    assert_eq!((view.times[3].requests, view.times[3].median_days), (0, None));

    let older = ReportInput {
        from: Some("2025-01-01".into()),
        to: Some("2025-01-31".into()),
    };
    assert_eq!(report::show(&mut clinician, &older, now()).unwrap().requests, 1);
    let backwards = ReportInput {
        from: Some("2026-02-01".into()),
        to: Some("2026-01-01".into()),
    };
    assert!(matches!(
        report::show(&mut clinician, &backwards, now()),
        Err(Error::Input(_))
    ));
    drop(clinician);

    // Through the command line: words, a table, a paper; no patient's name or number in any of them.
    let secretary = || command(&clinic.home(), "sioned.price");
    let (csv, pdf) = (clinic.file("report.csv"), clinic.file("report.pdf"));
    let shown = done(secretary().args(["report", "show", "--to", "2026-11-24"]));
    assert_eq!(shown["requests"], 3);
    let _ = done(
        secretary()
            .args(["report", "csv", "--to", "2026-11-24", "--out"])
            .arg(&csv),
    );
    let saved = done(
        secretary()
            .args(["report", "print", "--to", "2026-11-24", "--out"])
            .arg(&pdf),
    );
    assert!(saved["pages"].as_u64().unwrap() >= 1);
    let table = std::fs::read_to_string(&csv).unwrap();
    assert!(
        table.contains("\"Days from the ask\",\"Decision\",\"3\",\"10\",\"22\""),
        "{table}"
    );
    let words = secretary().args(["report", "show"]).output().unwrap().stdout;
    let words = String::from_utf8(words).unwrap();
    for text in [shown.to_string(), table, words] {
        for name in ["Evans", "Nowak", "EVANS", "Blodwen", "987", "401 023"] {
            assert!(!text.contains(name), "{name} in {text}");
        }
    }
    let trail = done(command(&clinic.home(), "rhiannon.mistry").args(["audit", "list"])).to_string();
    assert!(
        trail.contains("report_viewed") && trail.contains("report csv 2025-11-25 to 2026-11-24"),
        "{trail}"
    );
}

#[test]
fn a_reader_sees_the_report_and_an_administrator_does_not() {
    let clinic = Clinic::open();
    let mut clinician = clinic.clinician();
    for (name, role) in [("it.desk", "administrator"), ("audit.desk", "reader")] {
        let user = UserInput {
            name: name.into(),
            role: role.into(),
            ..typed("user")
        };
        keep_users::add(&mut clinician, user, PASSPHRASE, now()).unwrap();
    }
    let mut reader = sign_in::sign_in(&clinic.home(), "audit.desk", PASSPHRASE, now()).unwrap();
    assert_eq!(
        report::show(&mut reader, &ReportInput::default(), now())
            .unwrap()
            .requests,
        0
    );
    let out = clinic.file("report.pdf");
    assert!(report::save(&mut reader, &ReportInput::default(), &out, now()).is_ok());
    let (status, refused) = run(command(&clinic.home(), "it.desk").args(["report", "show"]));
    assert_eq!((status, &refused["error"]["code"]), (3, &json!("role_may_not")));
}
