//! Who may do what, through the steps themselves.

use pathway::view::{EvidenceInput, RequestForm};
use pathway::{Error, gather_records, keep_users, open_request, read_audit, take_step, write_letter};
use second_opinion_tests::{Clinic, PASSPHRASE, now, open, register, typed, without_priority};

fn code<T: std::fmt::Debug>(result: Result<T, Error>) -> String {
    result.unwrap_err().code().to_owned()
}

#[test]
fn a_secretary_neither_decides_nor_signs_nor_sets_the_urgency() {
    let clinic = Clinic::open();
    let mut desk = clinic.secretary();
    let patient = register(&mut desk, "Jones", "943 476 5919");
    let form = without_priority();
    let request = open(&mut desk, &patient, form.clone());
    let reason = vec![EvidenceInput {
        item: "reason".into(),
        answer: "It will help".into(),
    }];
    assert_eq!(
        code(take_step::take(
            &mut desk,
            &request.id,
            request.version,
            "agree",
            reason,
            now()
        )),
        "role_may_not"
    );
    assert_eq!(
        code(write_letter::sign(
            &mut desk,
            &request.id,
            request.version,
            PASSPHRASE,
            now()
        )),
        "role_may_not"
    );
    let urgent = RequestForm {
        priority: Some("urgent".into()),
        ..form
    };
    assert_eq!(
        code(open_request::save(
            &mut desk,
            &request.id,
            request.version,
            urgent,
            now()
        )),
        "urgency_is_clinical"
    );
    assert_eq!(code(keep_users::list(&mut desk, now())), "role_may_not");
    assert_eq!(
        code(read_audit::list(&mut desk, None, None, 1, now())),
        "role_may_not"
    );

    let trail = read_audit::list(&mut clinic.clinician(), None, Some("sioned.price"), 1, now()).unwrap();
    let refused = trail.rows.iter().filter(|row| row.outcome == "refused").count();
    assert_eq!(refused, 5, "each refusal is written down");
}

#[test]
fn a_clinician_signs_with_the_passphrase_again() {
    let clinic = Clinic::open();
    let mut desk = clinic.clinician();
    let patient = register(&mut desk, "Jones", "943 476 5919");
    let request = open(&mut desk, &patient, typed("letter"));
    let reason = vec![EvidenceInput {
        item: "reason".into(),
        answer: "It will help".into(),
    }];
    let agreed = take_step::take(&mut desk, &request.id, request.version, "agree", reason, now()).unwrap();
    assert_eq!(
        code(write_letter::sign(
            &mut desk,
            &request.id,
            agreed.version,
            "some other words here",
            now()
        )),
        "not_let_in"
    );
    let signed = write_letter::sign(&mut desk, &request.id, agreed.version, PASSPHRASE, now()).unwrap();
    assert_eq!((signed.status.as_str(), signed.letters.len()), ("signed", 1));
    let late = open_request::save(&mut desk, &request.id, signed.version, signed.form.clone(), now());
    assert_eq!(code(late), "not_in_preparation");
    let late = gather_records::order(&mut desk, &request.id, Vec::new(), now());
    assert_eq!(code(late), "not_in_preparation");
}

#[test]
fn a_person_who_is_disabled_is_not_let_in_and_is_not_told_why() {
    let clinic = Clinic::open();
    keep_users::disable(&mut clinic.clinician(), "sioned.price", now()).unwrap();
    let refused = pathway::sign_in::sign_in(&clinic.home(), "sioned.price", PASSPHRASE, now());
    assert_eq!(refused.err().unwrap(), Error::NotLetIn);
}
