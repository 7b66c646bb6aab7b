//! An organisation takes its data elsewhere: everything is there, in open formats, explained, and exact.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;

use pathway::view::UserInput;
use pathway::{Desk, export_everything, gather_records, keep_users, read_audit, sign_in};
use second_opinion_tests::{
    Clinic, PASSPHRASE, command, demonstration, done, now, open, record, register, run, signature, typed,
};
use serde_json::Value;
use tempfile::TempDir;

const GO_ON: fn(&pathway::view::ProgressView) -> ControlFlow<()> = |_| ControlFlow::Continue(());

/// A request with a record, whose patient's name a spreadsheet would calculate, and whose file has a name to be wary of.
fn filled(desk: &mut Desk) -> String {
    let patient = register(desk, "=Ŵyn-Parry", "943 476 5919");
    let request = open(desk, &patient, typed("letter")).id;
    let bytes = std::fs::read(record("chest-x-ray.png")).unwrap();
    let file = gather_records::FileIn::new("..\\..\\Chest \"x\", 3.png", bytes);
    let _ = gather_records::add(desk, &request, vec![file], &[typed("record")], now()).unwrap();
    request
}

fn json(folder: &Path, table: &str) -> Vec<Value> {
    let text = std::fs::read_to_string(folder.join(format!("tables/{table}.json"))).unwrap();
    serde_json::from_str(&text).unwrap()
}

#[test]
fn everything_that_was_kept_is_in_the_export_and_each_file_is_as_it_came() {
    let folder = TempDir::new().unwrap();
    let (made, words) = demonstration(&folder);
    let out = folder.path().join("everything");
    let exported = done(words().args(["export", "everything", "--to"]).arg(&out));

    // Every digest holds, and no file is there without one.
    let sums = std::fs::read_to_string(out.join("SHA256SUMS")).unwrap();
    #[cfg(target_os = "linux")]
    assert!(
        std::process::Command::new("sha256sum")
            .args(["--check", "--quiet", "SHA256SUMS"])
            .current_dir(&out)
            .status()
            .unwrap()
            .success()
    );
    let mut files = Vec::new();
    below(&out, &mut files);
    assert_eq!(files.len(), sums.lines().count() + 1, "all but the list itself");

    // What the program shows is what the tables say.
    let request = made["request"].as_str().unwrap();
    let shown = done(words().args(["request", "show", request]));
    let rows = json(&out, "request");
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0]["form"]["questions"], shown["form"]["questions"]);
    assert_eq!(
        json(&out, "status_change").len(),
        shown["history"].as_array().unwrap().len()
    );
    let patients = json(&out, "patient");
    assert_eq!(patients[0]["family"], shown["patient"]["input"]["family"]);
    assert_eq!(json(&out, "user").len(), 2);
    let listed = done(words().args(["record", "list", request]));
    let held = json(&out, "record");
    assert_eq!(held.len(), listed["records"].as_array().unwrap().len());
    let trail = json(&out, "audit");
    let numbers: Vec<u64> = trail.iter().map(|row| row["seq"].as_u64().unwrap()).collect();
    assert!(
        numbers.iter().copied().eq(1..=numbers.len() as u64),
        "the trail is whole"
    );
    let of_all: usize = exported["rows"].as_u64().unwrap() as usize;
    let tables = std::fs::read_dir(out.join("tables")).unwrap().count() / 2;
    assert_eq!(exported["tables"].as_u64().unwrap() as usize, tables);
    assert!(of_all > trail.len() + held.len());

    // Each record is the very file that was brought, by its digest and where the list says.
    let list = std::fs::read_to_string(out.join("files.csv")).unwrap();
    let mut originals = 0;
    for row in &held {
        let Some(sha256) = row["sha256"].as_str() else {
            continue;
        };
        let line = list
            .lines()
            .find(|line| line.contains(row["id"].as_str().unwrap()))
            .unwrap();
        assert!(line.contains(sha256), "{line}");
        let path = line
            .trim_start_matches(['\u{feff}', '"'])
            .split('"')
            .next()
            .unwrap();
        let brought = record(row["original_name"].as_str().unwrap());
        assert_eq!(
            std::fs::read(out.join(path)).unwrap(),
            std::fs::read(brought).unwrap()
        );
        originals += 1;
    }
    assert_eq!(originals, 4);
    // The letter and the bundle are there too.
    assert!(
        list.contains("letter-1.pdf") && list.contains("bundle-1-"),
        "{list}"
    );

    // Every column of every table is explained.
    let explanation = std::fs::read_to_string(out.join("README.txt")).unwrap();
    assert!(explanation.contains("NOT encrypted"));
    let unexplained: Vec<&str> = explanation
        .lines()
        .filter(|line| line.starts_with("  ") && line.trim_end().ends_with(':'))
        .collect();
    assert_eq!(unexplained, Vec::<&str>::new());
    // The trail knows who took everything, and by which digest.
    let entries = done(words().args(["audit", "list"]));
    let entry = entries["rows"]
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["object"] == exported["sha256"]);
    assert!(entry.is_some(), "{entries}");
}

#[test]
fn no_name_in_an_export_is_calculated_and_none_leads_out_of_its_folder() {
    let clinic = Clinic::open();
    let mut desk = clinic.clinician();
    let _ = filled(&mut desk);
    let out = clinic.file("everything");
    let made = export_everything::export(&mut desk, &out, None, now(), &mut { GO_ON }).unwrap();
    assert_eq!(made.files, 1);
    let table = std::fs::read_to_string(out.join("tables/patient.csv")).unwrap();
    assert!(table.contains("\"'=Ŵyn-Parry\""), "{table}");
    assert_eq!(
        json(&out, "patient")[0]["family"],
        "=Ŵyn-Parry",
        "what a program reads is exact"
    );
    let mut files = Vec::new();
    below(&out, &mut files);
    let names = files
        .iter()
        .map(|file| file.file_name().unwrap().to_str().unwrap().to_owned());
    let mut names: Vec<String> = names.filter(|name| name.starts_with("record-")).collect();
    let name = names.pop().unwrap();
    assert!(
        name.ends_with(".png") && name.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\'),
        "{name}"
    );
    assert!(!clinic.file("Chest \"x\", 3.png").exists());

    // Nothing is written over, and what is stopped leaves nothing.
    let again = export_everything::export(&mut desk, &out, None, now(), &mut { GO_ON }).unwrap_err();
    assert_eq!(again.code(), "already_there");
    let other = clinic.file("other");
    for stopped_at in [0, 7, 17, 18] {
        let mut left = stopped_at;
        let stopped = export_everything::export(&mut desk, &other, None, now(), &mut |_| {
            left -= 1;
            if left < 0 {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        });
        assert_eq!(stopped.map(|_| ()).unwrap_err().code(), "cancelled");
        let beside = std::fs::read_dir(other.parent().unwrap()).unwrap();
        let left: Vec<_> = beside.map(|entry| entry.unwrap().file_name()).collect();
        assert!(
            !left.iter().any(|name| name.to_string_lossy().contains("other")),
            "{left:?}"
        );
    }
    let _ = read_audit::verify(&mut desk, now()).unwrap();
}

#[test]
fn who_reads_no_clinical_text_takes_none_away_without_a_clinicians_signature() {
    let clinic = Clinic::open();
    let administrator = UserInput {
        name: "ian.taylor".into(),
        role: "administrator".into(),
        ..typed::<UserInput>("user")
    };
    let _ = keep_users::add(&mut clinic.clinician(), administrator, PASSPHRASE, now()).unwrap();
    let _ = filled(&mut clinic.clinician());
    let mut desk = sign_in::sign_in(&clinic.home(), "ian.taylor", PASSPHRASE, now()).unwrap();
    let out = clinic.file("everything");
    let refusals: BTreeMap<_, _> = [
        ("signature_needed", None),
        ("role_may_not", Some(signature("sioned.price"))),
        (
            "not_let_in",
            Some(pathway::view::SignatureInput {
                passphrase: "not hers".into(),
                ..signature("rhiannon.mistry")
            }),
        ),
    ]
    .into();
    for (code, signed) in refusals {
        let refused = export_everything::export(&mut desk, &out, signed.as_ref(), now(), &mut { GO_ON });
        assert_eq!(refused.map(|_| ()).unwrap_err().code(), code);
        assert!(!out.exists());
    }
    let secretary = export_everything::export(&mut clinic.secretary(), &out, None, now(), &mut { GO_ON });
    assert_eq!(secretary.map(|_| ()).unwrap_err().code(), "role_may_not");
    let by = signature("rhiannon.mistry");
    let _ = export_everything::export(&mut desk, &out, Some(&by), now(), &mut { GO_ON }).unwrap();
    assert_eq!(json(&out, "record").len(), 1);
    drop(desk);
    let (status, refused) = run(command(&clinic.home(), "ian.taylor")
        .args(["export", "everything", "--to"])
        .arg(clinic.file("b")));
    assert_eq!(
        (status, refused["error"]["code"].as_str()),
        (3, Some("signature_needed"))
    );
}

/// Every file below a folder.
fn below(folder: &Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            below(&path, found);
        } else {
            found.push(path);
        }
    }
}
