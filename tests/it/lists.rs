//! The lists of the day: in order, narrowed, kept under a name, as a table, and counted when somebody goes.

use pathway::view::{EvidenceInput, RequestForm, UserInput, WorklistInput};
use pathway::{Error, keep_users, open_request, take_step, worklist};
use second_opinion_tests::{
    Clinic, PASSPHRASE, command, done, now, open, register, run, typed, without_priority,
};
use serde_json::json;

/// The references of a list.
fn shown(desk: &mut pathway::Desk, input: WorklistInput) -> Vec<String> {
    let view = worklist::list(desk, input, now()).unwrap();
    view.rows.into_iter().map(|row| row.reference).collect()
}

fn list(code: &str) -> WorklistInput {
    WorklistInput {
        list: Some(code.into()),
        ..WorklistInput::default()
    }
}

#[test]
fn what_is_treated_first_is_listed_first_and_a_filter_is_kept_for_its_owner_alone() {
    let clinic = Clinic::open();
    let mut clinician = clinic.clinician();
    let patients = [("Evans", "987 654 3210"), ("Nowak", "401 023 2137")];
    let ids: Vec<String> = patients
        .iter()
        .map(|(family, number)| register(&mut clinician, family, number))
        .collect();
    let form = |specialty: &str, treatment: Option<&str>| RequestForm {
        recipient_specialty: Some(specialty.into()),
        priority: Some("urgent".into()),
        priority_reason: Some("Getting worse".into()),
        time_critical: treatment.map(|_| "yes".into()),
        time_critical_on: treatment.map(str::to_owned),
        ..typed("letter")
    };
    let later = open(&mut clinician, &ids[0], form("Cardiology", Some("2026-12-20")));
    let sooner = open(&mut clinician, &ids[1], form("Neurology", Some("2026-12-01")));
    let routine = open(
        &mut clinician,
        &ids[1],
        RequestForm {
            recipient_specialty: Some("Cardiology".into()),
            priority: Some("routine".into()),
            time_critical: Some("no".into()),
            time_critical_on: None,
            ..typed("letter")
        },
    );
    assert_eq!(
        shown(&mut clinician, list("all")),
        [
            sooner.reference.as_str(),
            later.reference.as_str(),
            routine.reference.as_str()
        ]
    );
    assert_eq!(
        shown(&mut clinician, list("urgent_treatment")),
        [sooner.reference.as_str(), later.reference.as_str()]
    );

    // Narrowed by what was chosen; what is offered is what there is.
    let choices = worklist::choices(&clinician).unwrap();
    let offered: Vec<_> = choices
        .specialties
        .iter()
        .map(|choice| choice.label.as_str())
        .collect();
    assert_eq!(offered, ["Cardiology (2)", "Neurology (1)"]);
    let hearts = WorklistInput {
        specialty: Some("Cardiology".into()),
        priority: Some("urgent".into()),
        ..list("mine")
    };
    assert_eq!(shown(&mut clinician, hearts.clone()), [later.reference.as_str()]);
    let found = WorklistInput {
        words: Some("Nowak".into()),
        specialty: Some("cardiology".into()),
        ..list("gathering")
    };
    assert_eq!(shown(&mut clinician, found), [routine.reference.as_str()]);

    let kept = worklist::keep_filter(&mut clinician, " Urgent hearts ", hearts.clone(), now()).unwrap();
    assert_eq!((kept.len(), kept[0].name.as_str()), (1, "Urgent hearts"));
    assert_eq!(kept[0].filter, hearts);
    let nameless = worklist::keep_filter(&mut clinician, "  ", hearts.clone(), now());
    assert!(matches!(nameless, Err(Error::Input(_))));
    drop(clinician);
    let mut secretary = clinic.secretary();
    assert_eq!(worklist::filters(&secretary).unwrap(), []);
    assert!(matches!(
        worklist::forget_filter(&mut secretary, "Urgent hearts", now()),
        Err(Error::NotFound(_))
    ));
    drop(secretary);
    let mut again = clinic.clinician();
    assert_eq!(worklist::filters(&again).unwrap().len(), 1);
    assert_eq!(
        worklist::forget_filter(&mut again, "Urgent hearts", now()).unwrap(),
        []
    );
    let trail = done(command(&clinic.home(), "rhiannon.mistry").args(["audit", "list"])).to_string();
    assert!(trail.contains("filter_kept") && trail.contains("filter_forgotten"));
    assert!(
        !trail.contains("hearts"),
        "what somebody looks for is not in the trail"
    );
}

#[test]
fn a_step_at_one_desk_is_news_at_another_and_looking_is_none() {
    let clinic = Clinic::open();
    let mut clinician = clinic.clinician();
    let mut secretary = clinic.secretary();
    let patient = register(&mut clinician, "Evans", "987 654 3210");
    let request = open(&mut secretary, &patient, without_priority());
    let before = worklist::news(&clinician, now()).unwrap();
    let _ = shown(&mut clinician, list("all"));
    let _ = shown(&mut secretary, list("all"));
    assert_eq!(
        worklist::news(&clinician, now()).unwrap().changes,
        before.changes,
        "looking at a list changes none"
    );

    let reason = EvidenceInput {
        item: "reason".into(),
        answer: "She prefers to wait".into(),
    };
    take_step::take(
        &mut secretary,
        &request.id,
        request.version,
        "withdraw",
        vec![reason],
        now(),
    )
    .unwrap();
    let after = worklist::news(&clinician, now()).unwrap();
    assert!(after.changes > before.changes);
    let count = |view: &pathway::view::NewsView, code: &str| {
        let list = view.lists.iter().find(|list| list.code == code);
        list.map(|list| list.count)
    };
    assert_eq!(
        (
            count(&before, "awaiting_decision"),
            count(&after, "awaiting_decision")
        ),
        (Some(1), Some(0))
    );
    assert_eq!(count(&after, "all"), Some(1));
}

#[test]
fn whoever_goes_is_told_what_waits_and_nothing_else() {
    let clinic = Clinic::open();
    let mut clinician = clinic.clinician();
    assert_eq!(worklist::left_over(&clinician, now()).unwrap(), None);
    let patient = register(&mut clinician, "Evans", "987 654 3210");
    let request = open(&mut clinician, &patient, typed("letter"));
    let reason = EvidenceInput {
        item: "reason".into(),
        answer: "A second view will help".into(),
    };
    take_step::take(
        &mut clinician,
        &request.id,
        request.version,
        "agree",
        vec![reason],
        now(),
    )
    .unwrap();
    let request = open_request::show(&mut clinician, &request.id, now()).unwrap();
    take_step::take(
        &mut clinician,
        &request.id,
        request.version,
        "submit",
        vec![],
        now(),
    )
    .unwrap();
    let waits = worklist::left_over(&clinician, now()).unwrap().unwrap();
    assert_eq!(waits.words, "1 letter waits for a signature.");
    let later = pathway::Now::new(
        "2027-01-24T09:00:00Z".parse().unwrap(),
        "2027-01-24T09:00:00".parse().unwrap(),
    );
    let waits = worklist::left_over(&clinician, later).unwrap().unwrap();
    assert_eq!(
        waits.words,
        "1 letter waits for a signature, and 1 request is overdue."
    );

    // Whoever sees no requests is told of none.
    let administrator = UserInput {
        name: "it.desk".into(),
        role: "administrator".into(),
        ..typed("user")
    };
    keep_users::add(&mut clinician, administrator, PASSPHRASE, now()).unwrap();
    let desk = pathway::sign_in::sign_in(&clinic.home(), "it.desk", PASSPHRASE, now()).unwrap();
    assert_eq!(worklist::left_over(&desk, later).unwrap(), None);
    assert!(matches!(worklist::news(&desk, now()), Err(Error::Refused { .. })));
    assert!(matches!(worklist::choices(&desk), Err(Error::Refused { .. })));
}

#[test]
fn a_list_becomes_a_table_in_which_no_cell_is_calculated() {
    let clinic = Clinic::open();
    let mut clinician = clinic.clinician();
    let patient = register(&mut clinician, "O’Siân", "987 654 3210");
    let form = RequestForm {
        questions: vec!["=HYPERLINK(\"http://x\",\"y\")".into()],
        ..typed("letter")
    };
    let request = open(&mut clinician, &patient, form);
    drop(clinician);
    let out = clinic.file("list.csv");
    let secretary = || command(&clinic.home(), "sioned.price");
    let exported = done(
        secretary()
            .args(["export", "csv", "--state", "awaiting_decision", "--specialty"])
            .arg(typed::<RequestForm>("letter").recipient_specialty.unwrap())
            .arg("--out")
            .arg(&out),
    );
    assert_eq!(exported["rows"], 1);
    let text = std::fs::read_to_string(&out).unwrap();
    assert!(text.starts_with("\u{feff}\"Reference\",\"Patient\""), "{text}");
    assert!(
        text.contains(&request.reference) && text.contains("O’SIÂN"),
        "{text}"
    );
    assert!(text.contains("\"'=HYPERLINK("), "{text}");
    assert_eq!(text.lines().count(), 2);
    let (status, refused) = run(secretary()
        .args(["export", "csv", "--priority", "now", "--out"])
        .arg(&out));
    assert_eq!((status, &refused["error"]["field"]), (2, &json!("priority")));
}
