//! The trail tells of every action, and of every hand laid on it.

use domain::role::Role;
use second_opinion_store::audit::{self, Act, Actor, Entry, Filter, Outcome, Verified};
use second_opinion_store::{At, StoreError, patients};
use vault::chain::BreakKind;

use crate::desk::{Closed, Desk, NOON, SECRETARY, ann, john, secretary};

#[test]
fn an_action_and_its_entry_are_kept_together_or_not_at_all() {
    let desk = Desk::new();
    let before = desk.read(audit::current_head);
    let refused: Result<(), _> = desk.act(Act::PatientRegistered, |tx| {
        patients::insert(tx, domain::id::PatientId::from_bytes([1; 16]), &john(), 0)?;
        Err(StoreError::NotFound { what: "anything" })
    });
    assert!(refused.is_err());
    assert_eq!(desk.read(audit::current_head), before);
    assert_eq!(desk.read(|tx| patients::find(tx, "smith", 5)).found, []);

    desk.patient(1, &john());
    assert_eq!(desk.read(audit::current_head).seq, before.seq + 1);
}

#[test]
fn an_entry_says_who_did_what_to_whom_and_for_whom() {
    let desk = Desk::new();
    let patient = desk.patient(1, &john());
    let actor = Actor {
        on_behalf_of: Some(SECRETARY),
        ..secretary()
    };
    let at = At {
        utc_ms: NOON.utc_ms + 5,
        offset_minutes: 60,
    };
    desk.store
        .act(&actor, Entry::done(Act::PatientViewed).of("abc"), at, |tx| {
            tx.touches_patient(patient);
            Ok::<_, StoreError>(())
        })
        .unwrap();
    desk.store
        .act(
            &Actor::default(),
            Entry::refused(Act::SignInFailed, "not_let_in"),
            at,
            |_| Ok::<_, StoreError>(()),
        )
        .unwrap();

    let filter = Filter {
        page_size: 2,
        ..Filter::default()
    };
    let page = desk.read(|tx| audit::list(tx, &filter));
    assert_eq!(page.total, 4);
    let [failed, viewed] = page.entries.as_slice() else {
        panic!("two entries are on the page")
    };
    assert_eq!((viewed.actor, viewed.at), (actor, at));
    assert_eq!(viewed.entry.patient, Some(patient));
    assert_eq!(viewed.user_shown.as_deref(), Some("Secretary"));
    assert_eq!(
        (failed.actor.user_id, failed.entry.outcome),
        (None, Outcome::Refused)
    );

    let of_patient = Filter {
        patient: Some(patient),
        page_size: 10,
        ..Filter::default()
    };
    assert_eq!(desk.read(|tx| audit::list(tx, &of_patient)).total, 1);
    let by_user = Filter {
        user: Some(SECRETARY),
        page_size: 10,
        ..Filter::default()
    };
    assert_eq!(desk.read(|tx| audit::list(tx, &by_user)).total, 3);
}

#[test]
fn a_clock_set_back_is_written_down_and_order_is_by_number() {
    let desk = Desk::new();
    let earlier = At {
        utc_ms: NOON.utc_ms - 3_600_000,
        ..NOON
    };
    desk.act_at(earlier, Act::ListViewed, |_| Ok(())).unwrap();
    desk.act_at(earlier, Act::ListViewed, |_| Ok(())).unwrap();
    let page = desk.read(|tx| {
        audit::list(
            tx,
            &Filter {
                page_size: 3,
                ..Filter::default()
            },
        )
    });
    let flags: Vec<_> = page
        .entries
        .iter()
        .map(|entry| (entry.seq, entry.clock_back))
        .collect();
    assert_eq!(flags, [(3, false), (2, true), (1, false)]);
}

#[test]
fn the_trail_finds_each_hand_laid_on_it() {
    const OPEN_THE_DOOR: &str = "DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete;";
    for (tampering, seq, what) in [
        ("UPDATE audit SET user_id = NULL WHERE seq = 3", 3, BreakKind::Altered),
        ("UPDATE audit SET outcome = 'refused' WHERE seq = 2", 2, BreakKind::Altered),
        ("UPDATE audit SET clock_back = 1 WHERE seq = 1", 1, BreakKind::Altered),
        ("DELETE FROM audit WHERE seq = 2", 2, BreakKind::Missing),
        (
            "UPDATE audit SET seq = 100 WHERE seq = 2; UPDATE audit SET seq = 2 WHERE seq = 3;
             UPDATE audit SET seq = 3 WHERE seq = 100",
            2,
            BreakKind::Altered,
        ),
        ("DELETE FROM audit WHERE seq > 3", 3, BreakKind::CutOff { missing: 3 }),
        (
            "INSERT INTO audit SELECT 7, at, offset_minutes, user_id, role, on_behalf_of, act, patient_id, request_id,
             object, outcome, detail, clock_back, program, mac FROM audit WHERE seq = 6",
            7,
            BreakKind::Altered,
        ),
    ] {
        let closed = closed_with_six_entries();
        closed.tampering(&format!("{OPEN_THE_DOOR} {tampering}"));
        let store = closed.open().unwrap();
        let Verified::Broken(found) = store.read(audit::verify).unwrap() else {
            panic!("not found: {tampering}");
        };
        assert_eq!((found.seq, found.what), (seq, what), "{tampering}");
    }
}

#[test]
fn a_trail_cut_together_with_its_head_is_found_by_the_anchor() {
    let closed = closed_with_six_entries();
    closed.tampering(
        "DROP TRIGGER audit_no_delete; DELETE FROM audit WHERE seq > 4;
         UPDATE audit_head SET seq = 4, mac = (SELECT mac FROM audit WHERE seq = 4)",
    );
    assert_eq!(closed.open().err(), Some(StoreError::RolledBack { missing: 2 }));
}

#[test]
fn an_untouched_trail_is_sound_even_when_it_is_long() {
    let desk = Desk::new();
    let act = || desk.act(Act::ListViewed, |_| Ok(())).unwrap();
    (0..300).for_each(|_| act());
    let Verified::Sound(head) = desk.read(audit::verify) else {
        panic!("nobody touched it")
    };
    assert_eq!((head.seq, head), (301, desk.read(audit::current_head)));
}

#[test]
fn what_is_written_once_is_never_changed_or_removed() {
    let closed = closed_with_six_entries();
    for (sql, refused) in [
        ("UPDATE audit SET detail = 'x' WHERE seq = 1", true),
        ("DELETE FROM audit WHERE seq = 6", true),
        ("DELETE FROM audit_head", true),
        ("DELETE FROM patient", true),
        ("UPDATE patient SET body = body", false),
    ] {
        let attempt = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| closed.tampering(sql)));
        assert_eq!(attempt.is_err(), refused, "{sql}");
    }
}

fn closed_with_six_entries() -> Closed {
    let desk = Desk::new();
    desk.patient(1, &john());
    desk.patient(2, &ann());
    for role in [Role::Secretary, Role::Clinician, Role::Reader] {
        let actor = Actor {
            role: Some(role),
            ..secretary()
        };
        desk.store
            .act(&actor, Entry::done(Act::ListViewed), NOON, |_| {
                Ok::<_, StoreError>(())
            })
            .unwrap();
    }
    desk.closed()
}
