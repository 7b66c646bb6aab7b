//! Two programs on one store: nothing is overwritten, nothing is counted twice.

use std::thread;

use domain::id::RequestId;
use second_opinion_store::audit::{self, Act, Entry, Verified};
use second_opinion_store::{At, Store, StoreError, requests};

use crate::desk::{Desk, NOON, form, john, logged, secretary};

#[test]
fn references_have_no_gap_and_begin_anew_each_year() {
    let desk = Desk::new();
    let patient = desk.patient(1, &john());
    let open = |store: &Store, number: u8, spoil: bool| {
        store.act(&secretary(), Entry::done(Act::RequestOpened), NOON, |tx| {
            let id = RequestId::from_bytes([number; 16]);
            let reference = requests::insert(tx, id, patient, &form("?"), &logged())?;
            // Every third action fails after it was given a reference, and must not use one up.
            if spoil {
                Err(StoreError::Busy)
            } else {
                Ok(reference.to_string())
            }
        })
    };
    let other = Store::open(desk.home(), &desk.key).unwrap();
    let mut given: Vec<String> = thread::scope(|scope| {
        let desks = [(&desk.store, 10_u8), (&other, 110)].map(|(store, first)| {
            scope.spawn(move || {
                (0..30)
                    .filter_map(|n| open(store, first + n, n % 3 == 2).ok())
                    .collect::<Vec<_>>()
            })
        });
        desks.into_iter().flat_map(|desk| desk.join().unwrap()).collect()
    });
    given.sort();
    let expected: Vec<_> = (1..=40).map(|number| format!("SO-2026-{number:04}")).collect();
    assert_eq!(given, expected);
    assert!(matches!(other.read(audit::verify), Ok(Verified::Sound(_))));

    let new_year = At {
        utc_ms: NOON.utc_ms + 60 * 86_400_000,
        ..NOON
    };
    let step = requests::StatusStep {
        at: new_year,
        ..logged()
    };
    let reference = desk
        .act_at(new_year, Act::RequestOpened, |tx| {
            requests::insert(tx, RequestId::from_bytes([200; 16]), patient, &form("?"), &step)
        })
        .unwrap();
    assert_eq!(reference.to_string(), "SO-2027-0001");
}

#[test]
fn a_store_that_two_have_used_opens_with_its_anchor_level() {
    let desk = Desk::new();
    let other = Store::open(desk.home(), &desk.key).unwrap();
    thread::scope(|scope| {
        for store in [&desk.store, &other] {
            scope.spawn(move || {
                for _ in 0..20 {
                    store
                        .act(&secretary(), Entry::done(Act::ListViewed), NOON, |_| {
                            Ok::<_, StoreError>(())
                        })
                        .unwrap();
                }
            });
        }
    });
    drop(other);
    let closed = desk.closed();
    let store = closed.open().unwrap();
    let head = store.read(audit::current_head).unwrap();
    assert_eq!(head.seq, 41);
    let anchor = vault::anchor::Anchor::load(&closed.home().join("anchor"))
        .unwrap()
        .unwrap();
    assert_eq!(anchor.head, head);
}
