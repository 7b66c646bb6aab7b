//! Never lost: a backup is made while others work, is proved, and is restored beside what there is.

use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use pathway::view::RecordInput;
use pathway::{gather_records, open_request, read_audit, register_patient, sign_in};
use second_opinion_tests::{
    Clinic, PASSPHRASE, command, document, done, now, open, record, register, run, typed,
};
use serde_json::json;

/// A clinic with a request and one record.
fn clinic() -> (Clinic, String) {
    let clinic = Clinic::open();
    let mut desk = clinic.clinician();
    let patient = register(&mut desk, "Ŵyn-Parry", "943 476 5919");
    let request = open(&mut desk, &patient, typed("letter")).id;
    let described: RecordInput = serde_json::from_value(document("record")).unwrap();
    let picture = gather_records::FileIn::read(&record("chest-x-ray.png")).unwrap();
    gather_records::add(&mut desk, &request, vec![picture], &[described], now()).unwrap();
    (clinic, request)
}

fn make(clinic: &Clinic, user: &str, file: &Path) -> Command {
    let mut make = command(&clinic.home(), user);
    make.args(["backup", "make", "--to"]).arg(file);
    make
}

fn check(user: &str, file: &Path) -> Command {
    let mut check = command(Path::new("no-store-is-needed"), user);
    check.args(["backup", "check"]).arg(file);
    check
}

fn restore(user: &str, file: &Path, to: &Path) -> Command {
    let mut restore = command(Path::new("no-store-is-needed"), user);
    restore.args(["backup", "restore"]).arg(file).arg("--to").arg(to);
    restore
}

#[test]
fn a_backup_made_while_others_write_is_restored_and_says_the_same() {
    let (clinic, request) = clinic();
    let file = clinic.file("monday.backup");
    let stop = AtomicBool::new(false);
    let (made, registered) = thread::scope(|scope| {
        let secretary = scope.spawn(|| {
            let mut desk = clinic.secretary();
            let mut registered = 0_u32;
            while !stop.load(Ordering::Relaxed) && registered < 20_000 {
                let mut patient: pathway::view::PatientInput = typed("patient");
                patient.family = "Writer".into();
                patient.identifier = None;
                patient.identifier_kind = "none".into();
                patient.no_identifier_reason = Some("Visiting from abroad".into());
                // Each on a day of their own, so that nobody resembles another however many there are.
                patient.born_on = format!(
                    "{}-{:02}-{:02}",
                    1901 + registered / 336 % 100,
                    1 + registered / 28 % 12,
                    1 + registered % 28
                );
                register_patient::register(&mut desk, patient, None, now()).unwrap();
                registered += 1;
            }
            registered
        });
        let (status, made) = run(&mut make(&clinic, "rhiannon.mistry", &file));
        stop.store(true, Ordering::Relaxed);
        assert_eq!(status, 0, "{made}");
        (made, secretary.join().unwrap())
    });
    assert!(registered > 0, "others did write");
    assert_eq!((&made["status"], &made["files"]), (&json!("sound"), &json!(1)));
    assert_eq!(done(&mut check("sioned.price", &file))["sha256"], made["sha256"]);

    let bytes = std::fs::read(&file).unwrap();
    for plain in ["Writer", "Parry", "9434765919", "Rhiannon", "second opinion"] {
        let found = bytes
            .windows(plain.len())
            .any(|window| window == plain.as_bytes());
        assert!(!found, "{plain} can be read in the backup");
    }

    let home = clinic.file("restored");
    let restored = done(&mut restore("rhiannon.mistry", &file, &home));
    assert_eq!(restored["backup"]["sha256"], made["sha256"]);
    let mut live = clinic.clinician();
    let mut desk = sign_in::sign_in(&home, "rhiannon.mistry", PASSPHRASE, now()).unwrap();
    assert_eq!(
        open_request::show(&mut desk, &request, now()).unwrap(),
        open_request::show(&mut live, &request, now()).unwrap()
    );
    let trail = |desk: &mut pathway::Desk| read_audit::list(desk, None, None, 1, now()).unwrap().rows;
    let (in_backup, in_live) = (made["entries"].as_u64().unwrap(), trail(&mut live));
    assert!(in_live[0].seq > in_backup, "the live store went on");
    let told = trail(&mut desk);
    let entry = told.iter().find(|row| row.act == "restored").unwrap();
    assert_eq!(entry.object.as_deref(), made["sha256"].as_str());
    assert_eq!(
        (entry.user.as_deref(), entry.seq),
        (Some("rhiannon.mistry"), in_backup + 1)
    );
    let entry = in_live.iter().find(|row| row.act == "backup_made").unwrap();
    assert_eq!(entry.object.as_deref(), made["sha256"].as_str());
    pathway::home::check(&mut desk, now()).unwrap();
    read_audit::verify(&mut desk, now()).unwrap();

    let state = done(command(&clinic.home(), "rhiannon.mistry").args(["store", "check"]));
    assert_eq!(
        (&state["status"], &state["days_since_backup"]),
        (&json!("sound"), &json!(0))
    );
    let state = done(command(&home, "rhiannon.mistry").args(["store", "check"]));
    assert_eq!(
        (&state["days_since_backup"], &state["is_backup_overdue"]),
        (&json!(null), &json!(true)),
        "of the restored store there is no backup yet"
    );
}

#[test]
fn a_backup_with_one_changed_byte_is_named_and_not_restored() {
    let (clinic, _) = clinic();
    let file = clinic.file("monday.backup");
    let _ = done(&mut make(&clinic, "rhiannon.mistry", &file));
    let whole = std::fs::read(&file).unwrap();
    for place in [20, whole.len() / 3, whole.len() / 2, whole.len() - 5] {
        let mut bytes = whole.clone();
        bytes[place] ^= 1;
        std::fs::write(&file, bytes).unwrap();
        for mut refused in [
            check("rhiannon.mistry", &file),
            restore("rhiannon.mistry", &file, &clinic.file("restored")),
        ] {
            let (status, answer) = run(&mut refused);
            assert_eq!(
                (status, &answer["error"]["code"]),
                (5, &json!("backup_damaged")),
                "{answer}"
            );
        }
    }
    assert!(!clinic.file("restored").exists());
}

#[test]
fn nothing_is_restored_over_a_store_nor_backed_up_over_a_file() {
    let (clinic, _) = clinic();
    let file = clinic.file("monday.backup");
    let _ = done(&mut make(&clinic, "rhiannon.mistry", &file));
    let before = std::fs::read(&file).unwrap();
    let (status, answer) = run(&mut restore("rhiannon.mistry", &file, &clinic.home()));
    assert_eq!((status, &answer["error"]["code"]), (6, &json!("store_exists")));
    let (status, answer) = run(&mut make(&clinic, "rhiannon.mistry", &file));
    assert_eq!((status, &answer["error"]["code"]), (3, &json!("already_there")));
    assert!(std::fs::read(&file).unwrap() == before);
    pathway::home::check(&mut clinic.clinician(), now()).unwrap();
}

#[test]
fn only_who_keeps_the_store_makes_a_backup() {
    let (clinic, _) = clinic();
    let file = clinic.file("monday.backup");
    let (status, answer) = run(&mut make(&clinic, "sioned.price", &file));
    assert_eq!((status, &answer["error"]["code"]), (3, &json!("role_may_not")));
    assert!(!file.exists());
}

#[test]
fn a_person_who_has_left_opens_neither_the_store_nor_a_later_backup() {
    let (clinic, _) = clinic();
    let (earlier, later) = (clinic.file("earlier.backup"), clinic.file("later.backup"));
    let _ = done(&mut make(&clinic, "rhiannon.mistry", &earlier));
    let _ = done(&mut check("sioned.price", &earlier));
    let _ = done(command(&clinic.home(), "rhiannon.mistry").args(["user", "disable", "sioned.price"]));
    let _ = done(&mut make(&clinic, "rhiannon.mistry", &later));
    for mut refused in [
        check("sioned.price", &later),
        restore("sioned.price", &later, &clinic.file("restored")),
    ] {
        let (status, answer) = run(&mut refused);
        assert_eq!((status, &answer["error"]["code"]), (4, &json!("not_let_in")));
    }
    let said = sign_in::sign_in(&clinic.home(), "sioned.price", PASSPHRASE, now());
    assert_eq!(said.err().unwrap().code(), "not_let_in");
    let keys = std::fs::read_to_string(clinic.home().join("keys")).unwrap();
    assert!(!keys.contains("sioned.price"), "the slot itself is gone");

    // The old passphrase stays gone: whoever comes back is given a new one.
    let mut enable = command(&clinic.home(), "rhiannon.mistry");
    enable.env("SECOND_OPINION_NEW_PASSPHRASE", "another harbour in spring");
    let _ = done(enable.args(["user", "enable", "sioned.price"]));
    sign_in::sign_in(&clinic.home(), "sioned.price", "another harbour in spring", now()).unwrap();
}
