//! Patients, requests, records, letters, bundles and users: what is kept comes back, and the rules that the
//! database itself keeps.

use domain::id::{BundleId, LetterId, PatientId, RecordId, RequestId, UserId};
use domain::role::Role;
use domain::status::{Status, Step};
use second_opinion_store::audit::Act;
use second_opinion_store::bundles::{self, BundleRow};
use second_opinion_store::letters::{self, LetterRow};
use second_opinion_store::patients::{self, PatientFields};
use second_opinion_store::records::NewRecord;
use second_opinion_store::requests::{self, StatusStep};
use second_opinion_store::{At, StoreError, organisation, records, users};

use crate::desk::{Desk, NOON, SECRETARY, ann, day, form, john, logged, record, user};

#[test]
fn a_change_to_what_somebody_else_has_changed_is_refused() {
    let desk = Desk::new();
    let patient = desk.patient(1, &john());
    let amended = PatientFields {
        family: "Smythe".into(),
        ..john()
    };
    let update = |version, fields: &PatientFields| {
        desk.act(Act::PatientAmended, |tx| {
            patients::update(tx, patient, version, fields, 5)
        })
    };
    assert_eq!(update(1, &amended), Ok(2));
    assert_eq!(update(1, &john()), Err(StoreError::Stale { current_version: 2 }));
    let stored = desk.read(|tx| patients::get(tx, patient));
    assert_eq!(
        (stored.version, stored.fields, stored.updated_at),
        (2, amended, 5)
    );

    let nobody = PatientId::from_bytes([9; 16]);
    let said = desk.act(Act::PatientAmended, |tx| {
        patients::update(tx, nobody, 1, &john(), 5)
    });
    assert_eq!(said, Err(StoreError::NotFound { what: "patient" }));
}

#[test]
fn no_two_patients_have_one_number_but_many_have_none() {
    let desk = Desk::new();
    let patient = desk.patient(1, &john());
    let twin = PatientId::from_bytes([2; 16]);
    let said = desk.act(Act::PatientRegistered, |tx| {
        patients::insert(tx, twin, &john(), 0)
    });
    assert_eq!(said, Err(StoreError::Duplicate { what: "identifier" }));
    let found = desk.read(|tx| patients::by_identifier(tx, "nhs", "9990000018"));
    assert_eq!(found.unwrap().id, patient);

    let unknown = PatientFields {
        identifier_kind: "none".into(),
        identifier_value: None,
        ..john()
    };
    desk.patient(3, &unknown);
    desk.patient(4, &unknown);
}

#[test]
fn patients_of_one_birthday_or_one_name_are_similar() {
    let desk = Desk::new();
    let one = desk.patient(1, &john());
    let other = desk.patient(2, &ann());
    let similar = |family: &str, given: &str, born: &str| {
        let found = desk.read(|tx| patients::similar_to(tx, family, given, day(born)));
        found.iter().map(|patient| patient.id).collect::<Vec<_>>()
    };
    assert_eq!(similar("Smyth", "Mary", "1980-08-14"), [one]);
    assert_eq!(similar("Jones", "Mary", "1980-08-14"), []);
    assert_eq!(similar("OBRIEN", "Sian", "2000-01-01"), [other]);
    assert_eq!(similar("Smith", "Jane", "1980-08-15"), []);
}

#[test]
fn nobody_who_is_alike_is_left_out_however_many_were_born_on_one_day() {
    let desk = Desk::new();
    // Sixty of other names stand before the one who is alike, in the order of names.
    for number in 1..61 {
        let other = PatientFields {
            family: "Abbott".into(),
            given: "Wilfred".into(),
            identifier_kind: "none".into(),
            identifier_value: None,
            ..john()
        };
        desk.patient(number, &other);
    }
    let smith = desk.patient(70, &john());
    let found = desk.read(|tx| patients::similar_to(tx, "Smyth", "Joan", day("1980-08-14")));
    assert_eq!(found.iter().map(|row| row.id).collect::<Vec<_>>(), [smith]);
    let resembles =
        |id, born: &str| desk.read(|tx| patients::resembles_another(tx, id, "Smith", "John", day(born)));
    assert!(!resembles(smith, "1980-08-14"), "nobody resembles themselves");
    let namesake = PatientId::from_bytes([71; 16]);
    assert!(resembles(namesake, "1980-08-01"), "a day of birth close by");
    assert!(!resembles(namesake, "1951-02-28"));
}

#[test]
fn a_request_and_its_history_come_back_as_they_were_written() {
    let desk = Desk::new();
    let patient = desk.patient(1, &john());
    let request = desk.request(2, patient);
    let decided = StatusStep {
        step: Some(Step::Agree),
        status: Status::Agreed,
        at: At {
            utc_ms: NOON.utc_ms + 1,
            ..NOON
        },
        happened_on: Some(day("2026-11-20")),
        evidence: "{\"reason\":1}".into(),
        next_action_by: Some(day("2026-11-27")),
        on_behalf_of: Some(SECRETARY),
        ..logged()
    };
    let take = |version| {
        desk.act(Act::StepTaken, |tx| {
            requests::set_status(tx, request, version, &decided)
        })
    };
    assert_eq!(take(1), Ok(2));
    assert_eq!(take(1), Err(StoreError::Stale { current_version: 2 }));
    let written = form("What else could it be?");
    let save = |version| {
        desk.act(Act::RequestWritten, |tx| {
            requests::save_form(tx, request, version, None, &written)
        })
    };
    assert_eq!(save(2), Ok(3));
    assert_eq!(save(2), Err(StoreError::Stale { current_version: 3 }));

    let stored = desk.read(|tx| requests::get(tx, request));
    assert_eq!(stored.fields, written);
    assert_eq!(
        (
            stored.line.status,
            stored.line.version,
            stored.line.letter_version
        ),
        (Status::Agreed, 3, 0)
    );
    assert_eq!(
        (stored.line.patient_id, stored.line.next_action_by),
        (patient, None)
    );
    let history = desk.read(|tx| requests::history(tx, request));
    let steps: Vec<_> = history
        .iter()
        .map(|change| (change.seq, change.step, change.status))
        .collect();
    assert_eq!(
        steps,
        [(1, None, Status::Logged), (2, Some(Step::Agree), Status::Agreed)]
    );
    assert_eq!(history[1].happened_on, Some(day("2026-11-20")));
    assert_eq!(history[1].on_behalf_of_shown.as_deref(), Some("Secretary"));
}

#[test]
fn a_record_hangs_on_a_request_of_its_own_patient_or_nowhere() {
    let desk = Desk::new();
    let (one, other) = (desk.patient(1, &john()), desk.patient(2, &ann()));
    let request = desk.request(3, one);
    let add = |record: &NewRecord| desk.act(Act::RecordAdded, |tx| records::insert(tx, record));
    assert_eq!(
        add(&record(&desk, 4, request, other)),
        Err(StoreError::WrongPatient)
    );
    add(&record(&desk, 5, request, one)).unwrap();
    assert!(
        desk.read(|tx| records::same_file_elsewhere(tx, &"05".repeat(32), one))
            .is_empty()
    );
    let elsewhere = desk.read(|tx| records::same_file_elsewhere(tx, &"05".repeat(32), other));
    assert_eq!(elsewhere, [(one, request, RecordId::from_bytes([5; 16]))]);

    // The database refuses it even to somebody who goes past the program.
    let closed = desk.closed();
    let moved = format!(
        "PRAGMA foreign_keys = ON; DROP TRIGGER record_keeps_its_file;
         UPDATE record SET patient_id = '{other}' WHERE id = '{}'",
        RecordId::from_bytes([5; 16])
    );
    let attempt = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| closed.tampering(&moved)));
    let said = *attempt.unwrap_err().downcast::<String>().unwrap();
    assert!(said.contains("FOREIGN KEY"), "{said}");
}

#[test]
fn a_signed_letter_and_a_bundle_stay_as_they_were() {
    let desk = Desk::new();
    let request = desk.request(2, desk.patient(1, &john()));
    let file = desk.store.files().put(b"%PDF").unwrap();
    let letter = |id: u8, version| LetterRow {
        id: LetterId::from_bytes([id; 16]),
        request,
        version,
        file,
        sha256: "ab".repeat(32),
        pages: 2,
        signed_by: SECRETARY,
        signed_at: NOON.utc_ms,
        content: "{}".into(),
    };
    let sign = |letter: &LetterRow| desk.act(Act::LetterSigned, |tx| letters::insert(tx, letter));
    sign(&letter(1, 1)).unwrap();
    assert_eq!(
        sign(&letter(2, 1)),
        Err(StoreError::Duplicate {
            what: "letter version"
        })
    );
    sign(&letter(3, 2)).unwrap();
    assert_eq!(desk.read(|tx| letters::latest(tx, request)), Some(letter(3, 2)));
    assert_eq!(
        desk.read(|tx| letters::list(tx, request)),
        [letter(1, 1), letter(3, 2)]
    );
    assert_eq!(desk.read(|tx| requests::get(tx, request)).line.letter_version, 2);

    let bundle = |id: u8, is_draft, at| BundleRow {
        id: BundleId::from_bytes([id; 16]),
        request,
        letter_version: 2,
        file,
        sha256: "cd".repeat(32),
        pages: 14,
        bytes: 5_000_000_000,
        manifest: "{}".into(),
        is_draft,
        assembled_by: SECRETARY,
        supplement: 0,
        assembled_at: at,
    };
    for made in [bundle(1, false, 1), bundle(2, true, 2)] {
        desk.act(Act::BundleAssembled, |tx| bundles::insert(tx, &made))
            .unwrap();
    }
    assert_eq!(
        desk.read(|tx| bundles::latest(tx, request)),
        Some(bundle(1, false, 1))
    );
    assert_eq!(desk.read(|tx| bundles::list(tx, request)).len(), 2);
    let slip = desk
        .store
        .read(|tx| bundles::get(tx, RequestId::from_bytes([9; 16]), BundleId::from_bytes([1; 16])));
    assert_eq!(slip, Err(StoreError::NotFound { what: "bundle" }));

    let closed = desk.closed();
    for sql in [
        "UPDATE letter SET content = 'x'",
        "DELETE FROM letter",
        "UPDATE bundle SET pages = 1",
        "DELETE FROM bundle",
        "UPDATE status_change SET status = 'agreed'",
    ] {
        let attempt = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| closed.tampering(sql)));
        assert!(attempt.is_err(), "{sql}");
    }
}

#[test]
fn a_user_name_is_one_in_capitals_or_not() {
    let desk = Desk::new();
    let found = desk.read(|tx| users::by_name(tx, " SECRETARY "));
    assert_eq!(found.map(|user| user.id), Some(SECRETARY));
    let other = UserId::from_bytes([8; 16]);
    let add = |name: &str| {
        desk.act(Act::UserAdded, |tx| {
            users::insert(tx, other, &user(name, Role::Clinician), 0)
        })
    };
    assert_eq!(add("secretary"), Err(StoreError::Duplicate { what: "user name" }));
    add("Dr Jones").unwrap();

    desk.act(Act::UserDisabled, |tx| users::set_active(tx, other, false))
        .unwrap();
    let stored = desk.read(|tx| users::get(tx, other));
    assert_eq!((stored.active, stored.version), (false, 2));
    let changed = user("Dr Jones", Role::Reader);
    let update = |version| desk.act(Act::UserChanged, |tx| users::update(tx, other, version, &changed));
    assert_eq!(update(1), Err(StoreError::Stale { current_version: 2 }));
    assert_eq!(update(2), Ok(3));
    assert_eq!(desk.read(users::list).len(), 2);
}

#[test]
fn the_organisation_is_one_and_has_versions() {
    let desk = Desk::new();
    assert_eq!(desk.read(organisation::get), None);
    let save = |version, body: &str| {
        desk.act(Act::OrganisationChanged, |tx| {
            organisation::save(tx, version, body)
        })
    };
    assert_eq!(save(0, "{}"), Ok(1));
    assert_eq!(save(0, "other"), Err(StoreError::Stale { current_version: 1 }));
    assert_eq!(save(1, "new"), Ok(2));
    assert_eq!(desk.read(organisation::get).unwrap().body, "new");
}
