//! The trail as its reader needs it: narrowed, taken along as a table, and checked.

use pathway::view::AuditInput;
use pathway::{read_audit, register_patient};
use second_opinion_tests::{Clinic, command, done, now, register, run};
use serde_json::json;

#[test]
fn whoever_answers_for_the_records_narrows_the_trail_and_takes_it_along() {
    let clinic = Clinic::open();
    let patient = register(&mut clinic.clinician(), "Ŵyn-Parry", "943 476 5919");
    let _ = register_patient::show(&mut clinic.secretary(), &patient, now()).unwrap();
    let (status, _) = run(command(&clinic.home(), "sioned.price").args(["user", "list"]));
    assert_eq!(status, 3, "a secretary does not list the users");

    let mut desk = clinic.clinician();
    let seen = |input: AuditInput, desk: &mut pathway::Desk| {
        let found = read_audit::narrowed(desk, &input, now()).unwrap();
        assert_eq!(found.total as usize, found.rows.len());
        found.rows
    };
    let refused = seen(
        AuditInput {
            refused_only: true,
            ..AuditInput::default()
        },
        &mut desk,
    );
    assert!(refused.iter().all(|row| row.outcome == "refused"), "{refused:?}");
    assert!(refused.iter().any(|row| row.act == "users_listed"), "{refused:?}");
    let viewed = AuditInput {
        patient: Some(patient.clone()),
        act: Some("patient_viewed".into()),
        user: Some("sioned.price".into()),
        from: Some("2026-11-24".into()),
        to: Some("2026-11-24".into()),
        ..AuditInput::default()
    };
    assert_eq!(seen(viewed.clone(), &mut desk).len(), 1);
    let before = AuditInput {
        from: None,
        to: Some("2026-11-23".into()),
        ..viewed
    };
    assert!(seen(before, &mut desk).is_empty());
    let choices = read_audit::choices(&mut desk, now()).unwrap();
    assert!(choices.users.iter().any(|user| user.code == "sioned.price"));

    let out = clinic.file("trail.csv");
    let exported = done(
        command(&clinic.home(), "rhiannon.mistry")
            .args(["audit", "list", "--refused", "--csv"])
            .arg(&out),
    );
    let table = std::fs::read_to_string(&out).unwrap();
    assert_eq!(exported["rows"], json!(refused.len()));
    assert_eq!(table.lines().count(), refused.len() + 1);
    assert!(!table.contains("Parry"), "no patient is named in it");
    for (field, words) in [("act", ["--act", "dancing"]), ("from", ["--from", "yesterday"])] {
        let (status, told) = run(command(&clinic.home(), "rhiannon.mistry")
            .args(["audit", "list"])
            .args(words));
        assert_eq!((status, &told["error"]["field"]), (2, &json!(field)), "{told}");
    }
    let (status, _) = run(command(&clinic.home(), "sioned.price").args(["audit", "list"]));
    assert_eq!(status, 3);
}
