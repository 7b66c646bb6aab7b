//! Who gets in: guessing gets slower, whoever keeps the store helps, and the recovery key helps the keeper.

use std::process::Command;

use chrono::TimeDelta;
use pathway::view::SetUpInput;
use pathway::{Error, Now, keep_passphrase, keep_users, read_audit, set_up_store, sign_in};
use second_opinion_tests::{Clinic, PASSPHRASE, command, done, now, run, typed};
use serde_json::json;
use tempfile::TempDir;

const WRONG: &str = "some other words here";
const NEW: &str = "another harbour in spring";

/// So many seconds after (or before) the morning of the journeys, as the desk's clock shows it.
fn later(seconds: i64) -> Now {
    let shift = TimeDelta::seconds(seconds);
    let utc: chrono::DateTime<chrono::Utc> = "2026-11-24T09:00:00Z".parse().unwrap();
    Now::new(utc + shift, now().local() + shift)
}

/// Each try reads everything from the disk, as the program does after a restart.
fn try_at(clinic: &Clinic, name: &str, passphrase: &str, seconds: i64) -> Result<(), Error> {
    sign_in::sign_in(&clinic.home(), name, passphrase, later(seconds)).map(|_| ())
}

fn wait(said: Result<(), Error>) -> Option<u64> {
    match said {
        Err(Error::LockedOut { seconds }) => Some(seconds),
        _ => None,
    }
}

#[test]
fn the_wait_grows_and_outlives_a_restart_and_a_clock_set_back() {
    let clinic = Clinic::open();
    let name = "sioned.price";
    for _ in 0..4 {
        assert_eq!(try_at(&clinic, name, WRONG, 0), Err(Error::NotLetIn));
    }
    assert_eq!(wait(try_at(&clinic, name, WRONG, 0)), Some(30));
    assert_eq!(
        wait(try_at(&clinic, name, PASSPHRASE, 10)),
        Some(20),
        "the right one waits too"
    );
    assert_eq!(
        wait(try_at(&clinic, name, PASSPHRASE, -86_400)),
        Some(20),
        "set back, it is not shorter"
    );
    assert_eq!(
        wait(try_at(&clinic, name, WRONG, -86_380)),
        Some(60),
        "a sixth failure doubles it"
    );
    assert!(
        try_at(&clinic, "rhiannon.mistry", PASSPHRASE, -86_370).is_ok(),
        "others go on"
    );
    assert_eq!(wait(try_at(&clinic, name, PASSPHRASE, -86_360)), Some(40));
    assert!(try_at(&clinic, name, PASSPHRASE, -86_320).is_ok());
    assert_eq!(
        try_at(&clinic, name, WRONG, -86_310),
        Err(Error::NotLetIn),
        "and is forgiven"
    );

    let mut desk = clinic.clinician();
    let users = keep_users::list(&mut desk, now()).unwrap();
    let id = &users.iter().find(|user| user.name == name).unwrap().id;
    let rows = read_audit::list(&mut desk, None, None, 1, now()).unwrap().rows;
    let failed = rows.iter().filter(|row| row.act == "sign_in_failed");
    let told: Vec<_> = failed
        .map(|row| (row.object.as_ref() == Some(id), row.detail.as_deref()))
        .collect();
    // The newest first: one after the last sign-in, one turned away before it, eight before the clinician's.
    let counts = [Some("count=1"), Some("count=1"), Some("count=8")];
    assert_eq!(told, counts.map(|count| (true, count)));
}

#[test]
fn a_name_that_nobody_has_is_answered_in_the_same_words() {
    let clinic = Clinic::open();
    let said = |name: &str| {
        let tries = (0..6).map(|_| try_at(&clinic, name, WRONG, 0).unwrap_err().view());
        tries.collect::<Vec<_>>()
    };
    assert_eq!(said("who.ever"), said("sioned.price"));
    let kept = std::fs::read_to_string(clinic.home().join("attempts")).unwrap();
    assert!(!kept.contains("who.ever") && !kept.contains("sioned"), "{kept}");
    let rows = read_audit::list(&mut clinic.clinician(), None, None, 1, now())
        .unwrap()
        .rows;
    let unknown = rows
        .iter()
        .find(|row| row.object.is_none() && row.act == "sign_in_failed");
    assert_eq!(unknown.unwrap().detail.as_deref(), Some("unknown_user count=6"));
}

#[test]
fn whoever_keeps_the_store_unlocks_a_name_at_once() {
    let clinic = Clinic::open();
    let list = |passphrase: &str| {
        let mut list = command(&clinic.home(), "sioned.price");
        list.env("SECOND_OPINION_PASSPHRASE", passphrase);
        run(list.args(["request", "list"]))
    };
    for _ in 0..5 {
        assert_eq!(list(WRONG).0, 4);
    }
    let (status, answer) = list(PASSPHRASE);
    assert_eq!((status, &answer["error"]["code"]), (4, &json!("locked_out")));
    let words = answer["error"]["message"].as_str().unwrap();
    assert!(words.contains("seconds") && words.contains("unlock"), "{words}");
    let keeper = |arguments: &[&str]| run(command(&clinic.home(), "rhiannon.mistry").args(arguments));
    assert_eq!(keeper(&["user", "unlock", "sioned.price"]).0, 0);
    assert_eq!(list(PASSPHRASE).0, 0);
    let (status, answer) = keeper(&["user", "unlock", "who.ever"]);
    assert_eq!((status, &answer["error"]["code"]), (2, &json!("not_found")));
    let (_, trail) = keeper(&["audit", "list"]);
    let acts: Vec<_> = trail["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| &row["act"])
        .collect();
    assert!(acts.contains(&&json!("user_unlocked")) && acts.contains(&&json!("sign_in_failed")));
}

#[test]
fn a_passphrase_is_changed_by_its_owner_and_reset_by_who_keeps_the_store() {
    let clinic = Clinic::open();
    let with = |user: &str, passphrase: &str, new: &str, arguments: &[&str]| {
        let mut command: Command = command(&clinic.home(), user);
        command
            .env("SECOND_OPINION_PASSPHRASE", passphrase)
            .env("SECOND_OPINION_NEW_PASSPHRASE", new);
        let (status, answer) = run(command.args(arguments));
        (status, answer["error"]["code"].as_str().unwrap_or("").to_owned())
    };
    let change = ["user", "passphrase"];
    assert_eq!(
        with("sioned.price", PASSPHRASE, "short", &change),
        (2, "passphrase_refused".into())
    );
    assert_eq!(
        with("sioned.price", PASSPHRASE, PASSPHRASE, &change),
        (2, "passphrase_refused".into())
    );
    assert_eq!(with("sioned.price", PASSPHRASE, NEW, &change).0, 0);
    assert_eq!(
        with("sioned.price", PASSPHRASE, NEW, &change),
        (4, "not_let_in".into())
    );
    let said = keep_passphrase::change(&mut clinic.clinician(), WRONG, NEW, now());
    assert_eq!(said, Err(Error::NotLetIn), "the old one is asked for again");

    let reset = ["user", "reset", "sioned.price"];
    assert_eq!(
        with("sioned.price", NEW, PASSPHRASE, &reset),
        (3, "role_may_not".into())
    );
    assert_eq!(with("rhiannon.mistry", PASSPHRASE, PASSPHRASE, &reset).0, 0);
    assert!(try_at(&clinic, "sioned.price", NEW, 0).is_err());
    assert!(try_at(&clinic, "sioned.price", PASSPHRASE, 0).is_ok());
    keep_users::disable(&mut clinic.clinician(), "sioned.price", now()).unwrap();
    assert_eq!(
        with("rhiannon.mistry", PASSPHRASE, NEW, &reset),
        (3, "user_disabled".into())
    );
}

#[test]
fn the_recovery_key_gives_the_keeper_a_new_passphrase_and_is_written_down() {
    let folder = TempDir::new().unwrap();
    let make = |name: &str| {
        let home = folder.path().join(name);
        let made = set_up_store::set_up(&home, typed::<SetUpInput>("setup"), PASSPHRASE, now()).unwrap();
        (home, made.recovery_key)
    };
    let ((home, key), (_, of_another)) = (make("one"), make("another"));
    keep_users::add(
        &mut sign_in::sign_in(&home, "rhiannon.mistry", PASSPHRASE, now()).unwrap(),
        typed("user"),
        PASSPHRASE,
        now(),
    )
    .unwrap();
    let recover = |name: &str, key: &str| {
        let mut recover = command(&home, "nobody");
        recover
            .env("SECOND_OPINION_RECOVERY_KEY", key)
            .env("SECOND_OPINION_NEW_PASSPHRASE", NEW);
        run(recover.args(["store", "recover", "--name", name]))
    };
    let mut slip = key.clone().into_bytes();
    slip[6] = if slip[6] == b'7' { b'8' } else { b'7' };
    let slip = String::from_utf8(slip).unwrap();
    for (typed, help) in [
        (slip.as_str(), "typing slip"),
        (&key[5..], "of which 29 were typed"),
        (&key.replacen('-', "!", 1)[..], "of which 34 were typed"),
        (&of_another, "not the one of this store"),
    ] {
        let (status, answer) = recover("rhiannon.mistry", typed);
        assert_eq!(
            (status, &answer["error"]["code"]),
            (4, &json!("recovery_key_refused"))
        );
        let words = answer["error"]["message"].as_str().unwrap();
        assert!(words.contains(help) && !words.contains(&typed[..4]), "{words}");
    }
    let (status, answer) = recover("sioned.price", &key);
    assert_eq!((status, &answer["error"]["code"]), (3, &json!("role_may_not")));
    assert!(
        sign_in::sign_in(&home, "rhiannon.mistry", PASSPHRASE, now()).is_ok(),
        "nothing changed so far"
    );

    let (status, answer) = recover("Rhiannon.Mistry", &key.to_lowercase().replace('-', " "));
    assert_eq!(status, 0, "{answer}");
    assert!(sign_in::sign_in(&home, "rhiannon.mistry", PASSPHRASE, now()).is_err());
    let mut desk = sign_in::sign_in(&home, "rhiannon.mistry", NEW, now()).unwrap();
    let rows = read_audit::list(&mut desk, None, None, 1, now()).unwrap().rows;
    let used: Vec<_> = rows.iter().filter(|row| row.act == "recovery_used").collect();
    let outcomes: Vec<_> = used.iter().map(|row| row.outcome.as_str()).collect();
    assert_eq!(outcomes, ["done", "refused"]);
}

#[test]
fn setting_up_makes_passphrases_as_dear_as_this_computer_can_bear() {
    let folder = TempDir::new().unwrap();
    let home = folder.path().join("store");
    let setup = folder.path().join("setup.json");
    std::fs::write(&setup, second_opinion_tests::document("setup").to_string()).unwrap();
    let _ = done(command(&home, "nobody").args(["setup", "--from"]).arg(&setup));
    let keys = std::fs::read_to_string(home.join("keys")).unwrap();
    let keys: serde_json::Value = serde_json::from_str(&keys).unwrap();
    let memory = keys["slots"][0]["memory_kib"].as_u64().unwrap();
    assert!((128 * 1024..=512 * 1024).contains(&memory), "{memory} KiB");
    let user = folder.path().join("user.json");
    std::fs::write(&user, second_opinion_tests::document("user").to_string()).unwrap();
    let _ = done(
        command(&home, "rhiannon.mistry")
            .args(["user", "add", "--from"])
            .arg(&user),
    );
    let keys = std::fs::read_to_string(home.join("keys")).unwrap();
    let keys: serde_json::Value = serde_json::from_str(&keys).unwrap();
    let of_both: Vec<_> = keys["slots"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|slot| slot["memory_kib"].as_u64())
        .collect();
    assert_eq!(of_both, [memory, memory], "everybody's costs the same");
}

#[test]
fn the_recovery_key_is_tried_and_renewed_and_the_old_paper_opens_nothing() {
    let folder = TempDir::new().unwrap();
    let home = folder.path().join("store");
    let made = set_up_store::set_up(&home, typed::<SetUpInput>("setup"), PASSPHRASE, now()).unwrap();
    let test = |key: &str| {
        let mut test = command(&home, "nobody");
        let answer = run(test
            .env("SECOND_OPINION_RECOVERY_KEY", key)
            .args(["store", "test-recovery-key"]));
        (
            answer.0,
            answer.1["error"]["code"].as_str().unwrap_or("").to_owned(),
        )
    };
    assert_eq!(test(&made.recovery_key), (0, String::new()));
    assert_eq!(test(&made.recovery_key[1..]), (4, "recovery_key_refused".into()));

    let renewed = done(command(&home, "rhiannon.mistry").args(["store", "new-recovery-key"]));
    assert_eq!(test(&made.recovery_key), (4, "recovery_key_refused".into()));
    assert_eq!(
        test(renewed["recovery_key"].as_str().unwrap()),
        (0, String::new())
    );
    let mut desk = sign_in::sign_in(&home, "rhiannon.mistry", PASSPHRASE, now()).unwrap();
    let wrong = keep_passphrase::renew_recovery(&mut desk, WRONG, now());
    assert_eq!(wrong, Err(Error::NotLetIn), "the passphrase is asked for again");
    let rows = read_audit::list(&mut desk, None, None, 1, now()).unwrap().rows;
    let count = |act: &str| {
        rows.iter()
            .filter(|row| row.act == act && row.outcome == "done")
            .count()
    };
    assert_eq!((count("recovery_tested"), count("recovery_renewed")), (2, 1));
}

#[test]
fn the_list_of_users_says_who_must_wait() {
    let clinic = Clinic::open();
    for _ in 0..5 {
        let _ = try_at(&clinic, "sioned.price", WRONG, 0);
    }
    let waits = |seconds: i64| {
        let users = keep_users::list(&mut clinic.clinician(), later(seconds)).unwrap();
        let waits = users.into_iter().map(|user| (user.name, user.wait_seconds));
        waits.collect::<Vec<_>>()
    };
    let of_secretary = |wait| {
        vec![
            ("rhiannon.mistry".to_owned(), None),
            ("sioned.price".to_owned(), wait),
        ]
    };
    assert_eq!(waits(0), of_secretary(Some(30)));
    assert_eq!(waits(31), of_secretary(None));
}
