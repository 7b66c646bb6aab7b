//! Everything typed is kept, as typed, and nobody writes over anybody else.

use pathway::view::RequestForm;
use pathway::{Error, open_request};
use second_opinion_tests::{Clinic, now, open, register, typed};

#[test]
fn half_a_date_is_kept_and_named_as_a_problem() {
    let clinic = Clinic::open();
    let mut desk = clinic.secretary();
    let patient = register(&mut desk, "Jones", "943 476 5919");
    let request = open(&mut desk, &patient, RequestForm::default());
    let half = RequestForm {
        first_seen_on: Some("2026-13".into()),
        summary: Some("Breathless".into()),
        ..RequestForm::default()
    };
    let saved = open_request::save(&mut desk, &request.id, request.version, half.clone(), now()).unwrap();
    assert_eq!(saved.form, half);
    assert!(
        saved
            .problems
            .iter()
            .any(|problem| problem.field == "first_seen_on")
    );
    assert!(
        saved
            .missing
            .iter()
            .any(|missing| missing.field == "first_seen_on")
    );
    drop(desk);
    assert_eq!(
        open_request::show(&mut clinic.secretary(), &request.reference, now())
            .unwrap()
            .form,
        half
    );
}

#[test]
fn what_a_colleague_saved_meanwhile_is_not_written_over() {
    let clinic = Clinic::open();
    let mut secretary = clinic.secretary();
    let mut clinician = clinic.clinician();
    let patient = register(&mut secretary, "Jones", "943 476 5919");
    let request = open(&mut secretary, &patient, RequestForm::default());
    let theirs = RequestForm {
        summary: Some("Theirs".into()),
        ..RequestForm::default()
    };
    let _ = open_request::save(
        &mut clinician,
        &request.id,
        request.version,
        theirs.clone(),
        now(),
    )
    .unwrap();
    let mine = RequestForm {
        summary: Some("Mine".into()),
        ..RequestForm::default()
    };
    let refused = open_request::save(&mut secretary, &request.id, request.version, mine, now());
    assert_eq!(refused.unwrap_err(), Error::Stale);
    assert_eq!(
        open_request::show(&mut secretary, &request.id, now())
            .unwrap()
            .form,
        theirs
    );
}

#[test]
fn a_complete_form_lacks_nothing() {
    let clinic = Clinic::open();
    let mut desk = clinic.clinician();
    let patient = register(&mut desk, "Jones", "943 476 5919");
    let request = open(&mut desk, &patient, typed("letter"));
    assert!(request.missing.is_empty(), "{:?}", request.missing);
    assert!(request.problems.is_empty(), "{:?}", request.problems);
}
