//! Records: described, ordered, chosen, taken out, and replaced.

use domain::id::RecordId;
use domain::record::{HeldElsewhere, PageChoice, RecordDetails, RecordKind};
use second_opinion_store::audit::Act;
use second_opinion_store::records::NewRecord;
use second_opinion_store::{StoreError, records};

use crate::desk::{Desk, day, john, record};

#[test]
fn records_are_described_ordered_chosen_and_taken_out() {
    let desk = Desk::new();
    let patient = desk.patient(1, &john());
    let (request, other) = (desk.request(2, patient), desk.request(3, patient));
    let ids: Vec<_> = (4..7)
        .map(|number| {
            let record = record(&desk, number, request, patient);
            desk.act(Act::RecordAdded, |tx| records::insert(tx, &record))
                .unwrap();
            record.id
        })
        .collect();
    let order = || {
        desk.read(|tx| records::list(tx, request))
            .iter()
            .map(|r| r.id)
            .collect::<Vec<_>>()
    };
    assert_eq!(order(), ids);

    let turned = [ids[2], ids[0], ids[1]];
    desk.act(Act::RecordsOrdered, |tx| records::reorder(tx, request, &turned))
        .unwrap();
    assert_eq!(order(), turned);
    for (wrong, what) in [
        (vec![ids[0], ids[1]], "left out"),
        (vec![ids[0], ids[0], ids[1]], "named twice"),
        (vec![ids[0], ids[1], RecordId::from_bytes([99; 16])], "not there"),
    ] {
        assert!(
            desk.act(Act::RecordsOrdered, |tx| records::reorder(tx, request, &wrong))
                .is_err(),
            "{what}"
        );
    }

    let details = RecordDetails {
        kind: Some(RecordKind::Ecg),
        title: "ECG".into(),
        dated: Some(day("2026-10-01")),
        relevance: Some("shows the rhythm".into()),
        starts_right: true,
        held: HeldElsewhere {
            at: Some("Image Exchange Portal".into()),
            shared_with: Some("Royal Marches".into()),
            shared_on: Some(day("2026-10-02")),
            until: Some(day("2026-12-02")),
        },
        ..record(&desk, 4, request, patient).details
    };
    let described = desk.act(Act::RecordDescribed, |tx| {
        records::describe(tx, request, ids[0], 1, &details)
    });
    assert_eq!(described, Ok(2));
    let again = desk.act(Act::RecordDescribed, |tx| {
        records::describe(tx, request, ids[0], 1, &details)
    });
    assert_eq!(again, Err(StoreError::Stale { current_version: 2 }));
    let pages = PageChoice::parse("3-5,9", 12).unwrap();
    let chosen = desk.act(Act::PagesChosen, |tx| {
        records::choose_pages(tx, request, ids[0], 2, &pages)
    });
    assert_eq!(chosen, Ok(3));
    let stored = desk.read(|tx| records::get(tx, request, ids[0]));
    assert_eq!(stored.details, RecordDetails { pages, ..details });

    let slip = desk.store.read(|tx| records::get(tx, other, ids[0]));
    assert_eq!(slip, Err(StoreError::NotFound { what: "record" }));

    let remove = |version| {
        desk.act(Act::RecordRemoved, |tx| {
            records::remove(tx, request, ids[0], version, "twice", 5)
        })
    };
    assert_eq!(remove(1), Err(StoreError::Stale { current_version: 3 }));
    remove(3).unwrap();
    assert_eq!(remove(4), Err(StoreError::NotFound { what: "record" }));
    assert_eq!(order(), [ids[2], ids[1]]);
    let all = desk.read(|tx| records::list_all(tx, request));
    assert_eq!(all.iter().filter_map(|r| r.removed.as_ref()).count(), 1);
}

#[test]
fn a_record_that_is_replaced_leaves_its_place_and_stays_as_history() {
    let desk = Desk::new();
    let patient = desk.patient(1, &john());
    let request = desk.request(2, patient);
    for number in 4..7 {
        let record = record(&desk, number, request, patient);
        desk.act(Act::RecordAdded, |tx| records::insert(tx, &record))
            .unwrap();
    }
    let [first, second, third] = [4, 5, 6].map(|number| RecordId::from_bytes([number; 16]));
    let old = desk.read(|tx| records::get(tx, request, second));
    let new = NewRecord {
        belongs_because: Some("the mother's number stands on it".into()),
        ..record(&desk, 8, request, patient)
    };
    let replace = || {
        desk.act(Act::RecordReplaced, |tx| {
            records::replace(tx, &old, &new, "another file", 9)
        })
    };
    replace().unwrap();
    let rows = desk.read(|tx| records::list(tx, request));
    let order: Vec<_> = rows.iter().map(|row| row.id).collect();
    assert_eq!(order, [first, new.id, third]);
    assert_eq!(
        (rows[1].replaces, &rows[1].belongs_because),
        (Some(second), &new.belongs_because)
    );
    let history = desk.read(|tx| records::get(tx, request, second));
    assert_eq!(history.file, old.file);
    assert_eq!(history.removed.unwrap().reason, "another file");
    assert!(replace().is_err(), "what is removed is not replaced again");
    assert_eq!(desk.read(|tx| records::list(tx, request)).len(), 3);

    // One that still counts, or another request's, is not what anything came in the place of.
    let stray = NewRecord {
        replaces: Some(first),
        ..record(&desk, 9, request, patient)
    };
    let inserted = desk.act(Act::RecordAdded, |tx| records::insert(tx, &stray));
    assert!(inserted.is_err(), "{inserted:?}");
}
