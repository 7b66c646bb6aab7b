//! Somebody leaves from whom harm is to be feared: with all that they know, and a copy of all that they could reach, they
//! open nothing that was kept after the store got another key (hazard H28).

use std::path::Path;
use std::time::Instant;

use pathway::view::RekeyedView;
use pathway::{
    Error, gather_records, home, keep_backups, keep_passphrase, keep_users, open_request, read_audit,
    rekey_store, sign_in,
};
use second_opinion_tests::{
    Clinic, PASSPHRASE, command, done, killed_after, now, open, record, register, run, typed,
};

const KEEPER: &str = "rhiannon.mistry";
const LEAVER: &str = "sioned.price";

/// A clinic with a request and a record.
fn clinic() -> (Clinic, String) {
    let clinic = Clinic::open();
    let mut desk = clinic.clinician();
    let patient = register(&mut desk, "Ŵyn-Parry", "943 476 5919");
    let request = open(&mut desk, &patient, typed("letter")).id;
    let file = gather_records::FileIn::read(&record("chest-x-ray.png")).unwrap();
    let _ = gather_records::add(&mut desk, &request, vec![file], &[typed("record")], now()).unwrap();
    drop(desk);
    (clinic, request)
}

fn rekeyed(clinic: &Clinic) -> RekeyedView {
    rekey_store::rekey(&mut clinic.clinician(), PASSPHRASE, now()).unwrap()
}

#[test]
fn who_has_left_opens_neither_the_store_nor_a_later_backup_with_anything_they_kept() {
    let (clinic, request) = clinic();
    let kept = std::fs::read(clinic.home().join("keys")).unwrap();
    let before = clinic.file("before.backup");
    let _ = keep_backups::make(&mut clinic.clinician(), &before, now()).unwrap();
    let trail = read_audit::verify(&mut clinic.clinician(), now()).unwrap();
    let _ = keep_users::disable(&mut clinic.clinician(), LEAVER, now()).unwrap();
    let made = rekeyed(&clinic);
    assert!(made.people.is_empty(), "who may not sign in gets no passphrase");

    let mut desk = clinic.clinician();
    let after = clinic.file("after.backup");
    let _ = keep_backups::make(&mut desk, &after, now()).unwrap();
    // All that was kept is there, in one trail from the first entry.
    let _ = home::check(&mut desk, now()).unwrap();
    let verified = read_audit::verify(&mut desk, now()).unwrap();
    assert_eq!(verified.status, "sound");
    assert!(verified.entries > trail.entries);
    assert_eq!(
        open_request::show(&mut desk, &request, now())
            .unwrap()
            .records
            .len(),
        1
    );
    // A backup of before is told from a damaged one.
    let early = keep_backups::check_at_desk(&mut desk, &before, now()).unwrap_err();
    assert_eq!(early.code(), "backup_of_earlier_key");
    drop(desk);

    let lets_nobody_in = |home: &Path| {
        let found = sign_in::sign_in(home, LEAVER, PASSPHRASE, now()).map(|_| ());
        assert!(found.is_err(), "the leaver is in");
    };
    lets_nobody_in(&clinic.home());
    assert!(matches!(
        keep_backups::check(&after, LEAVER, PASSPHRASE),
        Err(Error::NotLetIn)
    ));
    // The old slots put back in the place of the new ones open a key, and the key opens nothing.
    let present = std::fs::read(clinic.home().join("keys")).unwrap();
    std::fs::write(clinic.home().join("keys"), &kept).unwrap();
    for name in [LEAVER, KEEPER] {
        let refused = sign_in::sign_in(&clinic.home(), name, PASSPHRASE, now())
            .map(|_| ())
            .unwrap_err();
        assert!(matches!(refused, Error::Store { .. }), "{refused:?}");
    }
    std::fs::write(clinic.home().join("keys"), &present).unwrap();
    drop(clinic.clinician());

    // What the person was told of old backups is so.
    let _ = keep_backups::check(&before, LEAVER, PASSPHRASE).unwrap();
    // A restored later backup is under the new key, too.
    let again = clinic.file("again");
    let _ = keep_backups::restore(&after, &again, KEEPER, PASSPHRASE, now()).unwrap();
    lets_nobody_in(&again);
    drop(sign_in::sign_in(&again, KEEPER, PASSPHRASE, now()).unwrap());
}

#[test]
fn everybody_who_stays_gets_a_passphrase_and_the_old_recovery_key_opens_nothing() {
    let (clinic, request) = clinic();
    let old = keep_passphrase::renew_recovery(&mut clinic.clinician(), PASSPHRASE, now()).unwrap();
    let made = rekeyed(&clinic);
    let [person] = made.people.as_slice() else {
        panic!("one other person works here")
    };
    assert_eq!(person.name, LEAVER);
    let mut desk = sign_in::sign_in(&clinic.home(), LEAVER, &person.passphrase, now()).unwrap();
    keep_passphrase::change(&mut desk, &person.passphrase, "a lamp on the quiet quay", now()).unwrap();
    assert_eq!(
        open_request::show(&mut desk, &request, now())
            .unwrap()
            .records
            .len(),
        1
    );
    drop(desk);
    assert!(keep_passphrase::test_recovery(&clinic.home(), &old.recovery_key, now()).is_err());
    keep_passphrase::test_recovery(&clinic.home(), &made.recovery_key, now()).unwrap();
    // A second change carries the same trail on.
    let _ = rekeyed(&clinic);
    let mut desk = clinic.clinician();
    let _ = home::check(&mut desk, now()).unwrap();
    assert_eq!(read_audit::verify(&mut desk, now()).unwrap().status, "sound");
}

#[test]
fn a_store_that_is_open_elsewhere_or_a_wrong_passphrase_changes_no_key() {
    let (clinic, _) = clinic();
    let before = std::fs::read(clinic.home().join("keys")).unwrap();
    let other = clinic.secretary();
    let busy = rekey_store::rekey(&mut clinic.clinician(), PASSPHRASE, now())
        .map(drop)
        .unwrap_err();
    assert_eq!(busy.code(), "store_busy");
    drop(other);
    let wrong = rekey_store::rekey(&mut clinic.clinician(), "not this one at all", now())
        .map(drop)
        .unwrap_err();
    assert_eq!(wrong.code(), "not_let_in");
    let refused = rekey_store::rekey(&mut clinic.secretary(), PASSPHRASE, now())
        .map(drop)
        .unwrap_err();
    assert_eq!(refused.code(), "role_may_not");
    assert_eq!(std::fs::read(clinic.home().join("keys")).unwrap(), before);
    let _ = home::check(&mut clinic.clinician(), now()).unwrap();
}

#[test]
fn a_change_of_the_key_that_is_killed_at_any_moment_is_done_or_not_done() {
    let (clinic, request) = clinic();
    let key = || std::fs::read(clinic.home().join("keys")).unwrap();
    let begun = Instant::now();
    let told = done(command(&clinic.home(), KEEPER).args(["store", "rekey"]));
    assert_eq!(told["people"][0]["name"], LEAVER);
    let whole = begun.elapsed();
    // From the writing of the new store to the moving of its files, which come in the second half.
    for moment in [0.2, 0.5, 0.65, 0.75, 0.85, 0.95, 1.05].map(|part| whole.mul_f64(part)) {
        let before = key();
        let mut rekey = command(&clinic.home(), KEEPER);
        rekey.args(["store", "rekey"]);
        let is_told = killed_after(&mut rekey, moment);
        let mut desk = clinic.clinician();
        let _ = home::check(&mut desk, now()).unwrap();
        assert_eq!(
            open_request::show(&mut desk, &request, now())
                .unwrap()
                .records
                .len(),
            1
        );
        assert_eq!(read_audit::verify(&mut desk, now()).unwrap().status, "sound");
        assert!(
            key() != before || !is_told,
            "the person was told of a change that is not there"
        );
        for left in ["rekey.new", "rekey.ready"] {
            assert!(!clinic.home().join(left).exists(), "{left} after {moment:?}");
        }
    }
    let (status, _) = run(command(&clinic.home(), LEAVER).args(["store", "rekey"]));
    assert_eq!(status, 4, "the old passphrase opens nothing");
}
