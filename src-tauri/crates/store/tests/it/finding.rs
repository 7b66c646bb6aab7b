//! A patient and a request are found by whatever a person types.

use second_opinion_store::audit::Act;
use second_opinion_store::patients::{self, PatientFields};
use second_opinion_store::requests::{self, Filter, List, RequestFields};

use crate::desk::{Desk, NOON, ann, day, form, john};

#[test]
fn a_patient_is_found_in_every_written_form() {
    let desk = Desk::new();
    let (smith, obrien) = (desk.patient(1, &john()), desk.patient(2, &ann()));
    let lukasz = desk.patient(
        3,
        &PatientFields {
            family: "Wyn-Jones".into(),
            given: "Łukasz".into(),
            born_on: day("2001-12-31"),
            identifier_value: Some("9993527335".into()),
            words: "Lucky RH12345 SW1A 1AA".into(),
            ..john()
        },
    );
    for (words, expected) in [
        ("smith", smith),
        ("SMI joh", smith),
        ("John Smith", smith),
        ("smith 1980", smith),
        ("14/08/1980", smith),
        ("14/8/1980", smith),
        ("14.08.1980", smith),
        ("14-08-1980", smith),
        ("14/08/80", smith),
        ("14-Aug-1980", smith),
        ("14 aug 1980", smith),
        ("14 August 1980", smith),
        ("1980-08-14", smith),
        ("14081980", smith),
        ("14 08 1980", smith),
        ("14/08", smith),
        ("999 000 0018", smith),
        ("9990000018", smith),
        ("999-000-0018", smith),
        ("999000 0018", smith),
        ("99900000", smith),
        ("o'brien", obrien),
        ("O’Brien", obrien),
        ("OBrien", obrien),
        ("brien", obrien),
        ("sian", obrien),
        ("SIÂN", obrien),
        ("3/2/1975", obrien),
        ("03/02/1975", obrien),
        ("3-Feb-1975", obrien),
        ("03 feb 1975", obrien),
        ("3 February 1975", obrien),
        ("wyn", lukasz),
        ("wyn-jones", lukasz),
        ("WynJones", lukasz),
        ("lukasz", lukasz),
        ("Łukasz", lukasz),
        ("lucky", lukasz),
        ("rh12345", lukasz),
        ("sw1a 1aa", lukasz),
    ] {
        let found = desk.read(|tx| patients::find(tx, words, 10));
        assert_eq!(
            found.found.iter().map(|p| p.id).collect::<Vec<_>>(),
            [expected],
            "{words}"
        );
    }
    for words in [
        "smith 1975",
        "jones smith",
        "14/08/1981",
        "9990000019",
        "",
        "   ",
        "-",
    ] {
        assert_eq!(desk.read(|tx| patients::find(tx, words, 10)).found, [], "{words}");
    }
}

#[test]
fn a_patient_is_found_under_the_new_name_and_not_under_the_old() {
    let desk = Desk::new();
    let patient = desk.patient(1, &john());
    desk.request(2, patient);
    let married = PatientFields {
        family: "Featherstone".into(),
        ..john()
    };
    desk.act(Act::PatientAmended, |tx| {
        patients::update(tx, patient, 1, &married, NOON.utc_ms)
    })
    .unwrap();
    let count = |words: &str| {
        desk.read(|tx| {
            Ok((
                patients::find(tx, words, 10)?.found.len(),
                requests::find(tx, words, &ten())?.found.len(),
            ))
        })
    };
    assert_eq!(count("smith"), (0, 0));
    assert_eq!(count("feather"), (1, 1));
}

#[test]
fn a_request_is_found_by_reference_question_team_and_patient() {
    let desk = Desk::new();
    let request = desk.request(2, desk.patient(1, &john()));
    let other = desk.request(4, desk.patient(3, &ann()));
    let written = RequestFields {
        recipient: Some("St Elsewhere Hospital".into()),
        specialty: Some("Neurology".into()),
        words: "I am afraid of the operation".into(),
        ..form("Is it a migraine?")
    };
    desk.act(Act::RequestWritten, |tx| {
        requests::save_form(tx, request, 1, None, &written)
    })
    .unwrap();
    for words in [
        "SO-2026-0001",
        "so-2026-1",
        "SO 2026 0001",
        "so20260001",
        "0001",
        "migraine",
        "elsewhere neuro",
        "afraid",
        "Smith",
        "smith migraine",
        "999 000 0018",
        "14/08/1980",
    ] {
        let found = desk.read(|tx| requests::find(tx, words, &ten()));
        let ids: Vec<_> = found.found.iter().map(|line| line.id).collect();
        assert_eq!(ids, [request], "{words}");
    }
    assert_eq!(
        desk.read(|tx| requests::find(tx, "cardiology", &ten())).found[0].id,
        other
    );
    let reference = domain::bundle::Reference::parse("SO-2026-0002").unwrap();
    assert_eq!(
        desk.read(|tx| requests::by_reference(tx, &reference)),
        Some(other)
    );
}

#[test]
fn what_answers_to_the_whole_of_what_was_typed_comes_first() {
    let desk = Desk::new();
    let smith = desk.patient(1, &john());
    let request = desk.request(2, smith);
    // Many whose name only begins so come later, and would stand before.
    for number in 10..30 {
        let other = PatientFields {
            family: "Smithson".into(),
            given: "Johnny".into(),
            identifier_value: None,
            identifier_kind: "none".into(),
            words: "9990000018x SO-2026-00019".into(),
            ..john()
        };
        let patient = desk.patient(number, &other);
        desk.request(number + 100, patient);
    }
    let two = Filter::of(List::All, 2);
    for words in [
        "John Smith",
        "smith, john",
        "999 000 0018",
        "SO-2026-0001",
        "2026-1",
        "1",
    ] {
        let found = desk.read(|tx| requests::find(tx, words, &two));
        assert_eq!(found.found[0].id, request, "{words}");
        assert_eq!(found.exact, 1, "{words}");
    }
    for words in ["John Smith", "smith john", "Smith", "999 000 0018"] {
        let found = desk.read(|tx| patients::find(tx, words, 2));
        assert_eq!(found.found[0].id, smith, "{words}");
    }
    let found = desk.read(|tx| patients::find(tx, "smith", 2));
    assert!(
        found.found.len() == 2 && found.is_more,
        "it is said that there are more"
    );
    let found = desk.read(|tx| patients::find(tx, "smith", 21));
    assert!(found.found.len() == 21 && !found.is_more);
    let narrow = Filter {
        specialty: Some("Neurology".into()),
        ..two
    };
    let found = desk.read(|tx| requests::find(tx, "John Smith", &narrow));
    assert_eq!(
        (found.found.len(), found.exact),
        (0, 0),
        "a filter holds for them, too"
    );
}

#[test]
fn nothing_that_can_be_typed_is_an_error() {
    let desk = Desk::new();
    desk.request(2, desk.patient(1, &john()));
    let pieces = [
        "\"", "'", "*", "(", ")", "-", "^", ":", "{", "}", "+", "~", "\\", "\0", "\n", "\t", "AND", "OR",
        "NOT", "NEAR(", "names:", "smith", "1980", "٣", "e\u{301}", "\u{301}", "\u{903}", "ß", "\u{200B}",
        "\u{202E}", "😀", "ﬁ", "𝔸", "ⅷ", "$1", ";--", "%", "_", "\u{E000}", "漢字", "\u{FFFF}",
    ];
    // A small generator with a fixed seed: the same strings on every run.
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut next = move |limit: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % limit as u64) as usize
    };
    desk.store
        .read(|tx| {
            for _ in 0..2000 {
                let length = next(12);
                let typed: String = (0..length).map(|_| pieces[next(pieces.len())]).collect();
                patients::find(tx, &typed, 10).unwrap_or_else(|error| panic!("{typed:?}: {error}"));
                requests::find(tx, &typed, &ten()).unwrap_or_else(|error| panic!("{typed:?}: {error}"));
            }
            patients::find(tx, &"x ".repeat(100_000), 10)?;
            patients::find(tx, &"x".repeat(100_000), 10)
        })
        .unwrap();
}

fn ten() -> Filter {
    Filter::of(List::All, 10)
}
