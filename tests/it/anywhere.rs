//! Search from anywhere: every form in which people write a name, a number or a day, and a warning of patients alike.

use pathway::view::{EvidenceInput, PatientInput};
use pathway::{Desk, open_request, read_audit, register_patient, search, take_step, write_letter};
use second_opinion_tests::{Clinic, PASSPHRASE, now, open, register, signature, typed};

use crate::recipient::ready;

#[test]
fn search_from_anywhere_finds_in_every_form_warns_of_patients_alike_and_is_one_entry_of_the_trail() {
    let clinic = Clinic::open();
    let mut desk = clinic.clinician();
    let patient = register(&mut desk, "Wyn-Párry", "943 476 5919");
    let request = open(&mut desk, &patient, typed("letter"));
    let born = "1958-02-03";
    for words in [
        "wyn parry",
        "parry wyn",
        "WYN-P",
        "943 476 5919",
        "9434765919",
        "3/2/1958",
        "03-Feb-1958",
        "3 February 1958",
        born,
        "030258",
        &request.reference,
    ] {
        let found = search::search(&mut desk, words, now()).unwrap();
        let hit = found
            .hits
            .first()
            .unwrap_or_else(|| panic!("{words} finds nothing"));
        assert_eq!(hit.request_id.as_deref(), Some(request.id.as_str()), "{words}");
        assert!(
            hit.born == "03-Feb-1958" && hit.number == "NHS No. 943 476 5919",
            "two identifiers"
        );
        assert!(!hit.is_similar_to_another);
    }
    // Somebody of this name, born a month later, who has no request yet.
    let mut namesake: PatientInput = typed("patient");
    namesake.family = "Wyn-Parry".into();
    namesake.born_on = "1958-03-01".into();
    namesake.identifier = Some("987 654 3210".into());
    register_patient::register(&mut desk, namesake, Some(&signature("rhiannon.mistry")), now()).unwrap();
    let found = search::search(&mut desk, "parry", now()).unwrap();
    assert_eq!(found.hits.len(), 2);
    assert!(
        found.hits.iter().all(|hit| hit.is_similar_to_another),
        "each is warned of"
    );
    assert_eq!(found.hits[1].request_id, None);

    let entries = |desk: &mut Desk| {
        let trail = read_audit::list(desk, None, None, 1, now()).unwrap();
        trail
            .rows
            .iter()
            .filter(|row| row.act == "requests_searched")
            .count()
    };
    let before = entries(&mut desk);
    for words in ["j", "jo", "jon", "jone", "jones"] {
        search::search(&mut desk, words, now()).unwrap();
    }
    assert_eq!(
        entries(&mut desk),
        before + 1,
        "letter by letter it is one search"
    );
}

#[test]
fn a_request_that_was_sent_is_found_by_its_booking_reference() {
    let clinic = Clinic::open();
    let reference = ready(&clinic, typed("letter"));
    let mut desk = clinic.clinician();
    let view = open_request::show(&mut desk, &reference, now()).unwrap();
    write_letter::sign(&mut desk, &reference, view.version, PASSPHRASE, now()).unwrap();
    let input = pathway::view::AssembleInput::default();
    pathway::assemble_bundle::assemble(&mut desk, &reference, input, now(), &mut |_| {
        std::ops::ControlFlow::Continue(())
    })
    .unwrap();
    let view = open_request::show(&mut desk, &reference, now()).unwrap();
    let said = |item: &str, answer: &str| EvidenceInput {
        item: item.into(),
        answer: answer.into(),
    };
    let sent = vec![
        said("method", "ers"),
        said("on", "2026-11-24"),
        said("ubrn", "0000 4961 4844"),
    ];
    take_step::take(&mut desk, &reference, view.version, "dispatch", sent, now()).unwrap();
    for words in ["0000 4961 4844", "000049614844", "00004961"] {
        let found = search::search(&mut desk, words, now()).unwrap();
        assert_eq!(
            found.hits[0].reference.as_deref(),
            Some(reference.as_str()),
            "{words}"
        );
    }
    assert!(
        search::search(&mut desk, "0000 4961 4845", now())
            .unwrap()
            .hits
            .is_empty()
    );
}
