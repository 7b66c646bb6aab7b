//! The right patient, and nobody else (hazards H1 to H3).

use pathway::gather_records::{self, FileIn};
use pathway::view::{OpenRequestInput, PatientInput, RecordInput};
use pathway::{Error, open_request, register_patient};
use second_opinion_tests::{Clinic, now, open, record, register, typed, without_priority};

fn file(name: &str) -> FileIn {
    FileIn::read(&record(name)).unwrap()
}

#[test]
fn a_record_that_names_another_patient_is_stopped_until_a_clinician_says_why() {
    let clinic = Clinic::open();
    let mut desk = clinic.secretary();
    // The demonstration's records carry 999 000 0018: not this patient's number.
    let patient = register(&mut desk, "Jones", "943 476 5919");
    let request = open(&mut desk, &patient, without_priority());
    let stopped = gather_records::add(
        &mut desk,
        &request.id,
        vec![file("blood-results.pdf")],
        &[RecordInput::default()],
        now(),
    );
    assert_eq!(stopped.unwrap_err().code(), "wrong_patient");

    let insists = FileIn {
        belongs_because: Some("It is his".into()),
        ..file("blood-results.pdf")
    };
    let insisted = gather_records::add(
        &mut desk,
        &request.id,
        vec![insists.clone()],
        &[RecordInput::default()],
        now(),
    );
    assert_eq!(insisted.unwrap_err().code(), "role_may_not");
    drop(desk);
    let mut desk = clinic.clinician();
    let added = gather_records::add(
        &mut desk,
        &request.id,
        vec![insists],
        &[RecordInput::default()],
        now(),
    )
    .unwrap();
    assert_eq!(added.records.len(), 1);
}

#[test]
fn the_same_file_cannot_be_filed_under_two_patients_or_twice_under_one() {
    let clinic = Clinic::open();
    let mut desk = clinic.clinician();
    let one = register(&mut desk, "Jones", "943 476 5919");
    let other = register(&mut desk, "Davies", "987 654 3210");
    let first = open(&mut desk, &one, typed("letter"));
    let second = open(&mut desk, &other, typed("letter"));
    let picture = || vec![file("chest-x-ray.png")];
    let nothing = [RecordInput::default()];
    let _ = gather_records::add(&mut desk, &first.id, picture(), &nothing, now()).unwrap();
    let elsewhere = gather_records::add(&mut desk, &second.id, picture(), &nothing, now()).unwrap_err();
    assert_eq!(elsewhere.code(), "wrong_patient");
    let again = gather_records::add(&mut desk, &first.id, picture(), &nothing, now()).unwrap_err();
    assert_eq!(again.code(), "file_refused");
}

#[test]
fn patients_born_on_one_day_with_one_name_are_shown_as_similar() {
    let clinic = Clinic::open();
    let mut desk = clinic.secretary();
    let _ = register(&mut desk, "Jones", "943 476 5919");
    let _ = register(&mut desk, "Jones", "987 654 3210");
    for words in ["jones idris", "03/02/1958", "3 Feb 1958", "1958-02-03"] {
        let found = register_patient::find(&mut desk, words, now()).unwrap();
        assert_eq!(found.len(), 2, "{words}");
        assert!(
            found.iter().all(|patient| patient.is_similar_to_another),
            "{words}"
        );
    }
    assert_eq!(
        register_patient::find(&mut desk, "943 476 5919", now())
            .unwrap()
            .len(),
        1
    );
    assert_eq!(
        register_patient::find(&mut desk, "943476", now()).unwrap().len(),
        1
    );
}

#[test]
fn one_number_belongs_to_one_patient() {
    let clinic = Clinic::open();
    let mut desk = clinic.secretary();
    let _ = register(&mut desk, "Jones", "943 476 5919");
    let again = PatientInput {
        born_on: "1971-05-09".into(),
        ..typed("patient")
    };
    let twin = register_patient::register(&mut desk, again, None, now()).unwrap_err();
    assert_eq!(twin.code(), "already_there");
}

#[test]
fn a_second_open_request_for_one_patient_asks_why() {
    let clinic = Clinic::open();
    let mut desk = clinic.clinician();
    let patient = register(&mut desk, "Jones", "943 476 5919");
    let first = open(&mut desk, &patient, typed("letter"));
    let again = OpenRequestInput {
        patient_id: patient,
        in_hospital: false,
        getting_worse: false,
        told: None,
        not_a_duplicate_because: None,
        form: first.form,
    };
    assert_eq!(
        open_request::open(&mut desk, again.clone(), now())
            .unwrap_err()
            .code(),
        "possible_duplicate"
    );
    let meant = OpenRequestInput {
        not_a_duplicate_because: Some("Another valve".into()),
        ..again
    };
    assert!(open_request::open(&mut desk, meant, now()).is_ok());
}

#[test]
fn an_inpatient_who_gets_worse_is_redirected_and_makes_no_ordinary_request() {
    let clinic = Clinic::open();
    let mut desk = clinic.secretary();
    let patient = register(&mut desk, "Jones", "943 476 5919");
    let worse = OpenRequestInput {
        patient_id: patient,
        in_hospital: true,
        getting_worse: true,
        told: None,
        not_a_duplicate_because: None,
        form: pathway::view::RequestForm::default(),
    };
    let stopped = open_request::open(&mut desk, worse.clone(), now()).unwrap_err();
    assert_eq!(stopped.code(), "urgent_line");
    assert!(stopped.to_string().contains("01632 960 199"));
    let told = OpenRequestInput {
        told: Some("His daughter".into()),
        ..worse
    };
    assert_eq!(
        open_request::open(&mut desk, told, now()).unwrap().status,
        "redirected"
    );
}

#[test]
fn a_record_is_only_reached_through_its_own_request() {
    let clinic = Clinic::open();
    let mut desk = clinic.clinician();
    let one = register(&mut desk, "Jones", "943 476 5919");
    let other = register(&mut desk, "Davies", "987 654 3210");
    let first = open(&mut desk, &one, typed("letter"));
    let second = open(&mut desk, &other, typed("letter"));
    let added = gather_records::add(
        &mut desk,
        &first.id,
        vec![file("chest-x-ray.png")],
        &[RecordInput::default()],
        now(),
    );
    let record = added.unwrap().records[0].id.clone();
    assert!(matches!(
        gather_records::open(&mut desk, &second.id, &record, now()),
        Err(Error::NotFound(_))
    ));
    assert!(gather_records::remove(&mut desk, &second.id, &record, "slip", now()).is_err());
    assert_eq!(
        gather_records::open(&mut desk, &first.id, &record, now())
            .unwrap()
            .pages
            .len(),
        1
    );
}

#[test]
fn a_new_team_of_the_same_organisation_is_told_and_stops_nothing() {
    let clinic = Clinic::open();
    let mut desk = clinic.clinician();
    let patient = register(&mut desk, "Jones", "943 476 5919");
    let form: pathway::view::RequestForm = typed("letter");
    let apart = open(&mut desk, &patient, form.clone());
    assert!(apart.warnings.is_empty());
    let same = pathway::view::RequestForm {
        recipient_organisation: form.first_organisation.clone(),
        ..form
    };
    let saved = open_request::save(&mut desk, &apart.id, apart.version, same, now()).unwrap();
    assert!(saved.missing.is_empty());
    let shown = open_request::show(&mut desk, &apart.id, now()).unwrap();
    assert_eq!(shown.warnings[0].field, "recipient_organisation");
}
