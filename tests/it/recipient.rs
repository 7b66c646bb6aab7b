//! The stops that guard a recipient: an address that nobody has checked of late, and the very team whose opinion was first.

use pathway::view::{EvidenceInput, RequestForm};
use pathway::{Desk, Now, confirm_address, open_request, read_audit, sign_in, take_step, write_letter};
use second_opinion_tests::{Clinic, PASSPHRASE, now, open, register, typed};

/// A complete request whose letter a clinician can sign, ready to be handed over for signature.
pub(crate) fn ready(clinic: &Clinic, form: RequestForm) -> String {
    let mut desk = clinic.clinician();
    let patient = register(&mut desk, "Jones", "943 476 5919");
    let request = open(&mut desk, &patient, form);
    let reason = EvidenceInput {
        item: "reason".into(),
        answer: "A catheter valve is a fair question".into(),
    };
    take_step::take(
        &mut desk,
        &request.id,
        request.version,
        "agree",
        vec![reason],
        now(),
    )
    .unwrap();
    request.reference
}

/// The clinician's desk on another day.
fn on(clinic: &Clinic, day: &str) -> (Desk, Now) {
    let at = format!("{day}T09:00:00");
    let now = Now::new(format!("{at}Z").parse().unwrap(), at.parse().unwrap());
    let mut desk = sign_in::sign_in(&clinic.home(), "rhiannon.mistry", PASSPHRASE, now).unwrap();
    desk.reader = pathway::Reader::Here;
    (desk, now)
}

#[test]
fn after_ninety_days_the_address_is_asked_for_and_the_answer_is_kept_with_who_and_when() {
    let clinic = Clinic::open();
    let reference = ready(&clinic, typed("letter"));
    // The address was checked six days before; on the 97th day after that nothing is signed.
    let (mut desk, later) = on(&clinic, "2027-02-23");
    let view = open_request::show(&mut desk, &reference, later).unwrap();
    let check = view.address_check.clone().unwrap();
    assert!(check.must_be_confirmed);
    assert_eq!(check.checked_on.as_deref(), Some("18-Nov-2026"));
    let refused = write_letter::sign(&mut desk, &reference, view.version, PASSPHRASE, later).unwrap_err();
    assert_eq!(refused.code(), "letter_incomplete");
    assert_eq!(refused.view().details[0].field, "recipient_address_verified_on");
    let other = confirm_address::confirm(&mut desk, &reference, "12 Elsewhere Road", later).unwrap_err();
    assert_eq!(other.code(), "stale", "only what was read is confirmed");
    let confirmed = confirm_address::confirm(&mut desk, &reference, &check.address, later).unwrap();
    let kept = confirmed.address_check.unwrap();
    assert!(!kept.must_be_confirmed);
    assert_eq!(kept.checked_on.as_deref(), Some("23-Feb-2027"));
    let who = kept.confirmed.unwrap();
    assert!(who.contains("Mistry") && who.contains("23-Feb-2027"), "{who}");
    write_letter::sign(&mut desk, &reference, confirmed.version, PASSPHRASE, later).unwrap();
    drop(desk);

    // Signed, and left lying for another hundred days: it is asked again before anything goes out.
    let (mut desk, much_later) = on(&clinic, "2027-06-10");
    let out = clinic.file("letter.pdf");
    let held = write_letter::save(&mut desk, &reference, &out, much_later).unwrap_err();
    assert_eq!(held.code(), "address_unconfirmed");
    assert!(!out.exists(), "nothing is written by halves");
    confirm_address::confirm(&mut desk, &reference, &check.address, much_later).unwrap();
    write_letter::save(&mut desk, &reference, &out, much_later).unwrap();
    drop(desk);
    let (mut keeper, last) = on(&clinic, "2027-06-10");
    let trail = read_audit::list(&mut keeper, None, None, 1, last).unwrap();
    let asked = trail
        .rows
        .iter()
        .filter(|row| row.act == "address_confirmed" && row.outcome == "done");
    assert_eq!(asked.count(), 2);
}

#[test]
fn another_address_is_not_confirmed_by_what_was_said_of_the_one_before() {
    let clinic = Clinic::open();
    let form = RequestForm {
        recipient_address_verified_on: None,
        ..typed("letter")
    };
    let mut desk = clinic.secretary();
    let patient = register(&mut desk, "Jones", "943 476 5919");
    drop(desk);
    let mut desk = clinic.clinician();
    let request = open(&mut desk, &patient, form);
    let address = request.address_check.unwrap().address;
    let confirmed = confirm_address::confirm(&mut desk, &request.id, &address, now()).unwrap();
    assert!(!confirmed.address_check.unwrap().must_be_confirmed);
    let moved = RequestForm {
        recipient_address_lines: vec!["1 New Street".into()],
        ..confirmed.form
    };
    let saved = open_request::save(&mut desk, &request.id, confirmed.version, moved, now()).unwrap();
    assert!(saved.address_check.unwrap().must_be_confirmed);
    assert!(
        saved
            .missing
            .iter()
            .any(|part| part.field == "recipient_address_verified_on")
    );
}

#[test]
fn the_very_first_service_is_stopped_until_a_clinician_says_why_and_a_sister_team_is_told_of() {
    let clinic = Clinic::open();
    let form = |change: fn(&mut RequestForm)| {
        let mut form: RequestForm = typed("letter");
        form.first_service = Some("Structural heart team".into());
        form.first_ods_code = Some("RX901".into());
        form.recipient_ods_code = Some("RX901".into());
        change(&mut form);
        form
    };
    let reference = ready(&clinic, form(|_| {}));
    let mut desk = clinic.clinician();
    let view = open_request::show(&mut desk, &reference, now()).unwrap();
    assert!(
        view.missing.iter().any(|part| part.field == "recipient_service"),
        "{:?}",
        view.missing
    );
    let refused = write_letter::sign(&mut desk, &reference, view.version, PASSPHRASE, now()).unwrap_err();
    assert_eq!(refused.code(), "letter_incomplete");
    drop(desk);
    // A secretary cannot say why.
    let reasoned = RequestForm {
        recipient_same_team_reason: Some("The only centre in the country that does both".into()),
        ..view.form
    };
    let mut secretary = clinic.secretary();
    let denied =
        open_request::save(&mut secretary, &reference, view.version, reasoned.clone(), now()).unwrap_err();
    assert_eq!(denied.code(), "urgency_is_clinical");
    drop(secretary);
    let mut desk = clinic.clinician();
    let saved = open_request::save(&mut desk, &reference, view.version, reasoned, now()).unwrap();
    assert!(saved.missing.is_empty(), "{:?}", saved.missing);
    write_letter::sign(&mut desk, &reference, saved.version, PASSPHRASE, now()).unwrap();
    let trail = read_audit::list(&mut desk, None, None, 1, now()).unwrap();
    let signed = trail
        .rows
        .iter()
        .find(|row| row.act == "letter_signed" && row.outcome == "done")
        .unwrap();
    assert_eq!(signed.detail.as_deref(), Some("stop_overridden=same_team"));
    drop(desk);

    let clinic = Clinic::open();
    let mut desk = clinic.clinician();
    let patient = register(&mut desk, "Jones", "943 476 5919");
    let sister = open(
        &mut desk,
        &patient,
        form(|form| form.recipient_ods_code = Some("RX902".into())),
    );
    assert!(
        sister
            .missing
            .iter()
            .all(|part| part.field != "recipient_service")
    );
    assert!(
        sister
            .warnings
            .iter()
            .any(|warning| warning.field == "recipient_organisation")
    );
}

#[test]
fn one_clinician_under_two_spellings_is_known_by_the_gmc_number() {
    let clinic = Clinic::open();
    let mut desk = clinic.clinician();
    let patient = register(&mut desk, "Jones", "943 476 5919");
    let form = RequestForm {
        first_gmc_number: Some("1234567".into()),
        recipient_gmc_number: Some("C1234567".into()),
        ..typed("letter")
    };
    let view = open(&mut desk, &patient, form);
    assert!(
        view.missing
            .iter()
            .any(|part| part.field == "recipient_preferred_clinician")
    );
}
