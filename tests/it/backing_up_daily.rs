//! Backups that nobody has to think of: made, proved, kept by day, week and month, and loud when they are not made.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::TimeDelta;
use pathway::back_up_daily::{self, Occasion};
use pathway::view::SettingsInput;
use pathway::{Desk, Error, Now, keep_backups, keep_settings, read_audit, sign_in};
use second_opinion_tests::{Clinic, PASSPHRASE, command, done, now, register, run};
use serde_json::json;

/// So many hours after the morning of the journeys.
fn after(hours: i64) -> Now {
    let shift = TimeDelta::hours(hours);
    let utc: chrono::DateTime<chrono::Utc> = "2026-11-24T09:00:00Z".parse().unwrap();
    Now::new(utc + shift, now().local() + shift)
}

/// A clinic whose backups go to a folder.
fn clinic() -> (Clinic, PathBuf) {
    let clinic = Clinic::open();
    let folder = clinic.file("stick");
    fs::create_dir(&folder).unwrap();
    let input = SettingsInput {
        backup_folder: Some(folder.to_string_lossy().into_owned()),
        ..SettingsInput::default()
    };
    keep_settings::save(&mut clinic.clinician(), 0, &input, now()).unwrap();
    (clinic, folder)
}

fn backups(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    found.sort();
    found
}

fn made(desk: &Desk, occasion: Occasion, hours: i64) -> bool {
    let due = back_up_daily::due(desk, occasion, after(hours)).unwrap();
    due.map(|due| due.make(after(hours)).unwrap()).is_some()
}

#[test]
fn whoever_works_makes_the_backup_of_the_day_by_working() {
    let (clinic, folder) = clinic();
    let mut desk = clinic.secretary();
    assert!(made(&desk, Occasion::AtWork, 0), "the first is due at once");
    assert!(!made(&desk, Occasion::AtWork, 8), "a day is not over");
    assert!(!made(&desk, Occasion::AfterWork, 2));
    let _ = register(&mut desk, "Ŵyn-Parry", "943 476 5919");
    assert!(
        made(&desk, Occasion::AfterWork, 8),
        "what the day has brought goes along in the evening"
    );
    assert!(made(&desk, Occasion::AtWork, 30));
    assert!(
        made(&desk, Occasion::AtWork, -48),
        "a clock that was set back keeps none from being made"
    );

    let held = backups(&folder);
    assert_eq!(held.len(), 3, "of each day the newest: {held:?}");
    for file in &held {
        keep_backups::check(file, "sioned.price", PASSPHRASE).unwrap();
        let bytes = fs::read(file).unwrap();
        assert!(
            !bytes.windows(5).any(|window| window == b"Parry"),
            "it is encrypted"
        );
    }
    let rows = read_audit::list(&mut clinic.clinician(), None, None, 1, now())
        .unwrap()
        .rows;
    let told = rows
        .iter()
        .filter(|row| row.act == "backup_made" && row.user.as_deref() == Some("sioned.price"));
    assert_eq!(told.count(), 4);
}

#[test]
fn a_backup_that_is_made_while_the_desk_is_locked_is_whole() {
    let (clinic, folder) = clinic();
    let desk = clinic.secretary();
    let due = back_up_daily::due(&desk, Occasion::AtWork, now())
        .unwrap()
        .unwrap();
    let _ = pathway::lock_desk::lock(desk, Some("typed"), false, now());
    let made = due.make(now()).unwrap();
    assert_eq!(Path::new(&made.file), backups(&folder)[0]);
}

#[test]
fn a_stick_that_is_not_in_is_told_to_everybody_and_nothing_is_removed() {
    let (clinic, folder) = clinic();
    let desk = clinic.secretary();
    assert!(made(&desk, Occasion::AtWork, 0));
    let away = clinic.file("stick-in-a-pocket");
    fs::rename(&folder, &away).unwrap();
    let due = back_up_daily::due(&desk, Occasion::AtWork, after(100))
        .unwrap()
        .unwrap();
    let failure = due.make(after(100)).unwrap_err();
    assert_eq!(failure.code(), "backup_folder_gone");
    assert!(!folder.exists(), "no folder is made where the stick was");

    let state = back_up_daily::state(&desk, Some(&failure), after(100)).unwrap();
    assert!(state.age.is_backup_overdue && state.is_automatic);
    assert_eq!(state.age.backup_words, "The last backup is 4 days old.");
    assert_eq!(state.failure.unwrap().code, "backup_folder_gone");
    let rows = read_audit::list(&mut clinic.clinician(), None, None, 1, now())
        .unwrap()
        .rows;
    let failed = rows
        .iter()
        .find(|row| row.act == "backup_made" && row.outcome == "refused");
    assert_eq!(
        failed.unwrap().detail.as_deref(),
        Some("automatic backup_folder_gone")
    );
    assert_eq!(backups(&away).len(), 1);

    fs::rename(&away, &folder).unwrap();
    assert!(
        made(&desk, Occasion::AtWork, 101),
        "it is made as soon as the stick is in again"
    );
    assert!(
        !back_up_daily::state(&desk, None, after(101))
            .unwrap()
            .age
            .is_backup_overdue
    );
}

#[test]
fn other_files_in_the_folder_are_left_alone() {
    let (clinic, folder) = clinic();
    let own = clinic.secretary();
    for name in [
        "letter.pdf",
        "second-opinion-00000000-2020-01-01-090000.backup",
        "second-opinion-.backup",
    ] {
        fs::write(folder.join(name), "not ours").unwrap();
    }
    assert!(made(&own, Occasion::AtWork, 0));
    let first = backups(&folder)
        .into_iter()
        .find(|file| file.to_string_lossy().contains("2026-11-24-0900"))
        .unwrap();
    for day in 1..=23 {
        let name = first.to_string_lossy().replace("11-24", &format!("11-{day:02}"));
        fs::copy(&first, name).unwrap();
    }
    assert!(made(&own, Occasion::AtWork, 24));
    let held = backups(&folder);
    let others = held
        .iter()
        .filter(|file| fs::read(file).unwrap() == b"not ours")
        .count();
    assert_eq!(others, 3);
    // The seven days up to the 25th, and the Sundays 15th, 8th and 1st.
    assert_eq!(held.len() - others, 10, "{held:?}");
}

#[test]
fn a_folder_that_cannot_take_backups_is_refused_with_the_reason() {
    let clinic = Clinic::open();
    let set = |folder: &Path| {
        let mut set = command(&clinic.home(), "rhiannon.mistry");
        run(set.args(["store", "settings", "--backup-folder"]).arg(folder))
    };
    let file = clinic.file("a-file");
    fs::write(&file, "x").unwrap();
    for (folder, words) in [
        (clinic.home(), "outside the store"),
        (clinic.home().join("files"), "outside the store"),
        (PathBuf::from("backups"), "from its root"),
        (clinic.file("nowhere"), "no such folder"),
        (file, "cannot be written to"),
    ] {
        let (status, answer) = set(&folder);
        assert_eq!(
            (status, &answer["error"]["field"]),
            (2, &json!("backup_folder")),
            "{folder:?}"
        );
        let said = answer["error"]["details"][0]["message"].as_str().unwrap();
        assert!(said.contains(words), "{said}");
    }
    let rows = read_audit::list(&mut clinic.clinician(), None, None, 1, now())
        .unwrap()
        .rows;
    assert!(rows.iter().all(|row| row.act != "settings_changed"));
}

#[test]
fn a_timer_of_the_system_makes_the_backup_that_is_due() {
    let (clinic, folder) = clinic();
    let keeper = |arguments: &[&str]| done(command(&clinic.home(), "rhiannon.mistry").args(arguments));
    assert_eq!(keeper(&["backup", "due"])["made"]["status"], "sound");
    assert_eq!(keeper(&["backup", "due"])["made"], json!(null));
    let listed = keeper(&["backup", "list"]);
    assert_eq!(
        listed["backups"][0]["file"].as_str().map(Path::new),
        Some(&*backups(&folder)[0])
    );

    let by_hand = back_up_daily::now(&clinic.secretary(), now()).err();
    assert_eq!(by_hand.unwrap().code(), "role_may_not");
    let _ =
        done(command(&clinic.home(), "rhiannon.mistry").args(["store", "settings", "--no-backup-folder"]));
    let (status, answer) = run(command(&clinic.home(), "rhiannon.mistry").args(["backup", "make"]));
    assert_eq!(
        (status, &answer["error"]["code"]),
        (3, &json!("no_backup_folder"))
    );
    assert_eq!(backups(&folder).len(), 1, "what was made stays");
}

#[test]
fn checking_a_backup_at_the_desk_is_written_down_and_names_damage() {
    let (clinic, folder) = clinic();
    assert!(made(&clinic.secretary(), Occasion::AtWork, 0));
    let file = backups(&folder).remove(0);
    let mut desk = clinic.clinician();
    keep_backups::check_at_desk(&mut desk, &file, now()).unwrap();
    let mut bytes = fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&file, bytes).unwrap();
    let damaged = keep_backups::check_at_desk(&mut desk, &file, now());
    assert!(
        matches!(damaged, Err(Error::File { ref code, .. }) if code == "backup_damaged"),
        "{damaged:?}"
    );
    let rows = read_audit::list(&mut desk, None, None, 1, now()).unwrap().rows;
    let told: Vec<_> = rows
        .iter()
        .filter(|row| row.act == "backup_checked")
        .map(|row| row.outcome.as_str())
        .collect();
    assert_eq!(told, ["refused", "done"]);
}

#[test]
fn a_person_signs_in_to_the_backup_of_the_evening_on_a_new_computer() {
    let (clinic, folder) = clinic();
    let mut desk = clinic.secretary();
    let patient = register(&mut desk, "Ŵyn-Parry", "943 476 5919");
    assert!(made(&desk, Occasion::AfterWork, 8));
    let to = clinic.file("new computer");
    let _ = keep_backups::restore(&backups(&folder)[0], &to, "sioned.price", PASSPHRASE, after(10)).unwrap();
    let mut restored = sign_in::sign_in(&to, "sioned.price", PASSPHRASE, after(10)).unwrap();
    assert_eq!(
        pathway::register_patient::show(&mut restored, &patient, after(10))
            .unwrap()
            .input
            .family,
        "Ŵyn-Parry"
    );
}
