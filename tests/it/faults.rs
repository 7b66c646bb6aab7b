//! The disk says no: at each place where something is written, the person is told, and what was acknowledged is there
//! (hazard H27).

use std::path::Path;
use std::process::Command;

use pathway::view::RecordInput;
use pathway::{Error, gather_records, home, open_request, sign_in};
use second_opinion_tests::{
    Clinic, PASSPHRASE, command, document, done, now, open, record, register, run, typed,
};
use serde_json::Value;

/// The variable that asks for every place instead of some, which takes a quarter of an hour.
const EVERY: &str = "SECOND_OPINION_EVERY_FAULT";

/// Which writes fail: each of the first, then fewer and fewer.
const PLACES: [u32; 9] = [1, 2, 3, 4, 6, 9, 14, 22, 35];

/// A request with a record, and what is done with it.
struct Case {
    clinic: Clinic,
    request: String,
}

impl Case {
    fn new() -> Self {
        let clinic = Clinic::open();
        let mut desk = clinic.clinician();
        let patient = register(&mut desk, "Ŵyn-Parry", "943 476 5919");
        let request = open(&mut desk, &patient, typed("letter")).id;
        let described: RecordInput = typed("record");
        let file = gather_records::FileIn::read(&record("chest-x-ray.png")).unwrap();
        let _ = gather_records::add(&mut desk, &request, vec![file], &[described], now()).unwrap();
        drop(desk);
        std::fs::write(clinic.file("described.json"), document("record").to_string()).unwrap();
        Self { clinic, request }
    }

    /// The command with these words; `{out}` is a file beside the store.
    fn command(&self, words: &[&str]) -> Command {
        let mut command = command(&self.clinic.home(), "rhiannon.mistry");
        for word in words {
            match *word {
                "{request}" => command.arg(&self.request),
                "{record}" => command.arg(record("echo-report-photograph.jpg")),
                "{described}" => command.arg(self.clinic.file("described.json")),
                "{out}" => command.arg(self.clinic.file("out")),
                word => command.arg(word),
            };
        }
        command
    }

    /// The store is sound, and holds what it held.
    fn is_sound(&self, records: usize) {
        let mut desk = self.clinic.clinician();
        let shown = open_request::show(&mut desk, &self.request, now()).unwrap();
        assert!(shown.records.len() >= records);
        let _ = home::check(&mut desk, now()).unwrap();
    }
}

/// The command with call number `place` of `calls` answered by `fault`.
fn failing(command: &Command, calls: &str, fault: &str, place: u32) -> Command {
    let mut failing = Command::new("strace");
    failing
        .args(["-f", "-qq", "-o", "/dev/null", "-e"])
        .arg(format!("trace={calls}"))
        .arg("-e")
        .arg(format!("inject={calls}:error={fault}:when={place}"))
        .arg(command.get_program())
        .args(command.get_args());
    for (name, value) in command.get_envs() {
        failing.env(name, value.unwrap_or_default());
    }
    failing
}

/// Fails the command at one place after another until it comes through, and looks at the store each time.
fn fails_at_each_place(words: &[&str], calls: &str, fault: &str) {
    let case = Case::new();
    let places: Vec<u32> = match std::env::var_os(EVERY) {
        Some(_) => (1..200).collect(),
        None => PLACES.to_vec(),
    };
    let (mut refused, mut records) = (0, 1);
    for place in places {
        let _ = std::fs::remove_file(case.clinic.file("out"));
        let (status, said) = run(&mut failing(&case.command(words), calls, fault, place));
        let told = format!("{words:?}, {calls}, {fault}, place {place}: {said}");
        if status == 0 {
            records += usize::from(words[0] == "record");
            case.is_sound(records);
            // From here on the call is not made so often.
            break;
        }
        refused += 1;
        assert!([5, 6].contains(&status), "{told}");
        assert!(is_plain(&said), "{told}");
        assert!(!case.clinic.file("out").exists(), "half a file: {told}");
        case.is_sound(records);
    }
    assert!(refused > 0, "{words:?}: no {calls} failed");
}

/// Says what to do, and names nobody.
fn is_plain(said: &Value) -> bool {
    let message = said["error"]["message"].as_str().unwrap_or_default();
    message.len() > 20 && !message.contains("Parry") && !message.contains("panic")
}

const ADD: [&str; 6] = ["record", "add", "{request}", "{record}", "--from", "{described}"];
const BUNDLE: [&str; 6] = ["bundle", "assemble", "{request}", "--draft", "--out", "{out}"];
const BACKUP: [&str; 4] = ["backup", "make", "--to", "{out}"];
const LETTER: [&str; 5] = ["letter", "print", "{request}", "--out", "{out}"];

#[test]
fn a_disk_that_is_full_in_the_middle_of_a_commit_is_told_and_nothing_is_lost() {
    fails_at_each_place(&ADD, "pwrite64", "ENOSPC");
}

#[test]
fn a_disk_that_is_full_while_a_record_is_sealed_is_told_and_nothing_is_lost() {
    fails_at_each_place(&ADD, "fdatasync,fsync", "ENOSPC");
}

#[test]
fn a_disk_that_is_full_while_a_bundle_is_written_leaves_no_half_of_it() {
    fails_at_each_place(&BUNDLE, "fsync,fdatasync,rename,renameat2", "ENOSPC");
}

#[test]
fn a_disk_that_fails_while_a_backup_is_made_leaves_no_backup() {
    fails_at_each_place(&BACKUP, "fsync,fdatasync,rename,renameat2,ftruncate", "EIO");
}

#[test]
fn a_disk_that_fails_while_a_letter_is_saved_leaves_no_half_of_it() {
    fails_at_each_place(&LETTER, "fsync,fdatasync,rename,renameat,renameat2,linkat", "EIO");
}

#[test]
fn a_store_with_one_changed_byte_is_named_wherever_it_is_and_a_backup_brings_all_back() {
    let case = Case::new();
    let backup = case.clinic.file("monday.backup");
    let _ = done(
        command(&case.clinic.home(), "rhiannon.mistry")
            .args(["backup", "make", "--to"])
            .arg(&backup),
    );
    // What the log still held is in the database itself once it is closed.
    drop(case.clinic.clinician());
    let database = case.clinic.home().join("store.db");
    let whole = std::fs::read(&database).unwrap();
    let anchor = std::fs::read(case.clinic.home().join("anchor")).unwrap();
    // Whoever gets in before the damage is noticed has written that into the trail; the anchor goes back with it.
    let put_back = || {
        std::fs::write(&database, &whole).unwrap();
        std::fs::write(case.clinic.home().join("anchor"), &anchor).unwrap();
    };
    let rounds = if std::env::var_os(EVERY).is_some() {
        200
    } else {
        24
    };
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    for round in 0..rounds {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let at = (state >> 33) as usize % whole.len();
        let mut damaged = whole.clone();
        damaged[at] ^= 1 << (round % 8);
        std::fs::write(&database, &damaged).unwrap();
        let code = damage(&case.clinic.home());
        assert_eq!(code, "store_damaged", "byte {at} of {}", whole.len());
        put_back();
    }
    for length in [0, 100, 4_096, whole.len() / 2, whole.len() - 4_096] {
        std::fs::write(&database, &whole[..length]).unwrap();
        assert_ne!(damage(&case.clinic.home()), "", "cut to {length} bytes");
        put_back();
    }
    let home = case.clinic.file("again");
    let _ = done(
        command(&home, "rhiannon.mistry")
            .args(["backup", "restore"])
            .arg(&backup)
            .arg("--to")
            .arg(&home),
    );
    let restored = done(command(&home, "rhiannon.mistry").args(["record", "list", &case.request]));
    assert_eq!(restored["records"].as_array().unwrap().len(), 1);
}

/// The code by which a damaged store is named, at the door or by the check.
fn damage(folder: &Path) -> String {
    let found = sign_in::sign_in(folder, "rhiannon.mistry", PASSPHRASE, now())
        .and_then(|mut desk| home::check(&mut desk, now()).map(|_| ()));
    match found {
        Err(error @ Error::Store { .. }) => error.code().to_owned(),
        other => panic!("{other:?}"),
    }
}
