//! A desk that is left: locked, nothing lost, and opened again by the same person only.

use std::time::Instant;

use pathway::view::{LockedView, SettingsInput};
use pathway::{Desk, Error, keep_settings, lock_desk, read_audit, sign_in};
use second_opinion_tests::{Clinic, PASSPHRASE, command, done, now, run};
use serde_json::json;

const TYPED: &str = r#"{"place":"/new","held":{"new patient":{"family":"ZEBRA-CROSSING"}}}"#;

fn enter(clinic: &Clinic, name: &str, locked: Option<&LockedView>) -> (Desk, Option<String>) {
    sign_in::at_window(&clinic.home(), name, PASSPHRASE, locked, now()).unwrap()
}

fn acts(clinic: &Clinic) -> Vec<(String, Option<String>, String)> {
    let rows = read_audit::list(&mut clinic.clinician(), None, None, 1, now())
        .unwrap()
        .rows;
    let told = rows
        .into_iter()
        .rev()
        .map(|row| (row.act, row.user, row.detail.unwrap_or_default()));
    told.collect()
}

#[test]
fn what_was_typed_comes_back_to_the_same_person_once() {
    let clinic = Clinic::open();
    let locked = lock_desk::lock(clinic.secretary(), Some(TYPED), false, now());
    assert_eq!((locked.name.as_str(), &locked.problem), ("sioned.price", &None));

    let (_, of_another) = enter(&clinic, "rhiannon.mistry", Some(&locked));
    assert_eq!(of_another, None, "nobody else is given it");
    let (desk, back) = enter(&clinic, "Sioned.Price", Some(&locked));
    assert_eq!(back.as_deref(), Some(TYPED));
    drop(desk);
    assert_eq!(enter(&clinic, "sioned.price", None).1, None, "once");

    let told = acts(&clinic);
    let of = |act: &str| {
        told.iter()
            .filter(|(found, ..)| found == act)
            .map(|(_, user, detail)| (user.as_deref(), detail.as_str()))
            .collect::<Vec<_>>()
    };
    assert_eq!(of("lock"), [(Some("sioned.price"), "asked")]);
    assert_eq!(of("unlock"), [(Some("sioned.price"), "")]);
}

#[test]
fn a_command_of_the_same_person_takes_nothing_from_a_locked_desk() {
    let clinic = Clinic::open();
    let locked = lock_desk::lock(clinic.secretary(), Some(TYPED), true, now());
    let _ = done(command(&clinic.home(), "sioned.price").args(["request", "list"]));
    assert_eq!(
        enter(&clinic, "sioned.price", Some(&locked)).1.as_deref(),
        Some(TYPED)
    );
}

#[test]
fn nothing_that_was_typed_can_be_read_on_the_disk_while_the_desk_is_locked() {
    let clinic = Clinic::open();
    let _ = lock_desk::lock(clinic.secretary(), Some(TYPED), true, now());
    let mut read = 0;
    for entry in std::fs::read_dir(clinic.home()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let bytes = std::fs::read(path).unwrap();
            read += bytes.len();
            assert!(!bytes.windows(14).any(|window| window == b"ZEBRA-CROSSING"));
        }
    }
    assert!(read > 100_000, "the store was really looked at: {read} bytes");
}

#[test]
fn what_is_too_long_to_be_kept_is_told_and_keeps_no_desk_open() {
    let clinic = Clinic::open();
    let locked = lock_desk::lock(clinic.secretary(), Some(&"x".repeat(3 << 20)), true, now());
    assert_eq!(locked.problem.unwrap().code, "unfinished_too_long");
    assert_eq!(enter(&clinic, "sioned.price", None).1, None);
    assert!(
        acts(&clinic)
            .iter()
            .any(|(act, _, detail)| act == "lock" && detail == "left")
    );
}

#[test]
fn a_wrong_passphrase_unlocks_nothing_and_is_counted() {
    let clinic = Clinic::open();
    let locked = lock_desk::lock(clinic.secretary(), Some(TYPED), true, now());
    let guess = || {
        sign_in::at_window(
            &clinic.home(),
            "sioned.price",
            "some other words",
            Some(&locked),
            now(),
        )
        .err()
    };
    for _ in 0..4 {
        assert_eq!(guess(), Some(Error::NotLetIn));
    }
    let waits = guess().unwrap();
    assert_eq!(waits.view().wait_seconds, Some(30), "the window counts it down");
}

#[test]
fn unlocking_takes_less_than_a_second_besides_the_passphrase() {
    let clinic = Clinic::open();
    let locked = lock_desk::lock(clinic.secretary(), Some(TYPED), true, now());
    // The cost of one try at the passphrase is paid on purpose; a wrong one costs that and nothing else.
    let begun = Instant::now();
    let wrong = sign_in::at_window(
        &clinic.home(),
        "sioned.price",
        "some other words",
        Some(&locked),
        now(),
    );
    let of_passphrase = begun.elapsed();
    assert!(wrong.is_err());
    let begun = Instant::now();
    let _ = enter(&clinic, "sioned.price", Some(&locked));
    let ours = begun.elapsed().saturating_sub(of_passphrase);
    assert!(ours.as_millis() < 1000, "{ours:?}");
}

#[test]
fn who_keeps_the_store_says_how_long_a_desk_may_be_left() {
    let clinic = Clinic::open();
    assert_eq!(clinic.secretary().session().lock_after_minutes, 10);
    let set = |user: &str, minutes: &str| {
        run(command(&clinic.home(), user).args(["store", "settings", "--lock-after", minutes]))
    };
    let (status, answer) = set("sioned.price", "5");
    assert_eq!((status, &answer["error"]["code"]), (3, &json!("role_may_not")));
    for minutes in ["0", "16"] {
        let (status, answer) = set("rhiannon.mistry", minutes);
        assert_eq!(
            (status, &answer["error"]["field"]),
            (2, &json!("lock_after_minutes"))
        );
    }
    assert_eq!(set("rhiannon.mistry", "5").0, 0);
    assert_eq!(clinic.secretary().session().lock_after_minutes, 5);

    let mut desk = clinic.clinician();
    let saved = keep_settings::save(
        &mut desk,
        1,
        &SettingsInput {
            lock_after_minutes: 3,
            ..SettingsInput::default()
        },
        now(),
    )
    .unwrap();
    assert_eq!(
        (saved.version, desk.session().lock_after_minutes),
        (2, 3),
        "it holds at once"
    );
    let late = keep_settings::save(&mut desk, 1, &SettingsInput::default(), now());
    assert_eq!(
        late,
        Err(Error::Stale),
        "nobody overwrites what a colleague has chosen"
    );
    assert!(
        acts(&clinic)
            .iter()
            .any(|(act, _, detail)| act == "settings_changed" && detail.starts_with("lock_after=5 "))
    );
}
