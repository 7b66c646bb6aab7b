//! The main job through the command line: one request, one letter, one bundle.

use std::process::Command;

use second_opinion_tests::{PASSPHRASE, command, document, done, record, run};
use serde_json::{Value, json};
use tempfile::TempDir;

/// Writes a document to a file that `--from` names.
fn file(folder: &TempDir, name: &str, document: &Value) -> std::path::PathBuf {
    let path = folder.path().join(name);
    std::fs::write(&path, document.to_string()).unwrap();
    path
}

#[test]
fn a_secretary_gathers_a_clinician_signs_and_the_bundle_goes_out() {
    let folder = TempDir::new().unwrap();
    let home = folder.path().join("store");
    let clinician = || command(&home, "rhiannon.mistry");
    let secretary = || command(&home, "sioned.price");

    let made = done(clinician().arg("setup").arg("--from").arg(file(
        &folder,
        "setup.json",
        &document("setup"),
    )));
    assert_eq!(
        made["recovery_key"].as_str().unwrap().split('-').count(),
        9,
        "{made}"
    );
    let _ = done(clinician().args(["user", "add", "--from"]).arg(file(
        &folder,
        "user.json",
        &document("user"),
    )));

    // The secretary logs the request; what only a clinician may say is not in it yet.
    let patient = done(secretary().args(["patient", "add", "--from"]).arg(file(
        &folder,
        "p.json",
        &document("patient"),
    )));
    let mut form = document("letter");
    let (priority, reason) = (form["priority"].take(), form["priority_reason"].take());
    let request =
        json!({ "patient_id": patient["id"], "in_hospital": false, "getting_worse": false, "form": form });
    let opened = done(
        secretary()
            .args(["request", "open", "--from"])
            .arg(file(&folder, "r.json", &request)),
    );
    assert_eq!(opened["status"], "logged");
    let id = opened["id"].as_str().unwrap();
    let reference = opened["reference"].as_str().unwrap();

    // The hospital's own letter to the patient stands for a clinic letter: it carries this patient's number.
    let letter = folder.path().join("clinic letter.pdf");
    let _ = done(secretary().args(["letter", "print", id, "--out"]).arg(&letter));
    let inputs = file(
        &folder,
        "records.json",
        &Value::Array((0..3).map(|_| document("record")).collect()),
    );
    let added = done(
        secretary()
            .args(["record", "add", reference])
            .arg(&letter)
            .args(["echo-report-photograph.jpg", "chest-x-ray.png"].map(record))
            .arg("--from")
            .arg(inputs),
    );
    let mut ids = ids(&added["records"]);
    assert_eq!(ids.len(), 3);
    let elsewhere = json!({
        "kind": "image", "title": "CT of the heart", "enclosure": "held_elsewhere",
        "enclosure_words": "sent by the Image Exchange Portal on 19-Nov-2026",
    });
    let elsewhere = file(&folder, "elsewhere.json", &elsewhere);
    let known = done(secretary().args(["record", "add", id, "--from"]).arg(elsewhere));
    ids.push(self::ids(&known["records"])[3].clone());

    // Order and pages.
    ids.reverse();
    let ordered = done(secretary().args(["record", "order", id]).args(&ids));
    assert_eq!(self::ids(&ordered["records"]), ids);
    let letter = ids[3].clone();
    let chosen = done(secretary().args(["record", "pages", id, &letter, "1,3"]));
    assert_eq!(chosen["records"][3]["file"]["chosen_count"], 2);

    let explained = file(&folder, "explained.json", &document("event"));
    let _ = done(
        secretary()
            .args(["request", "event", id, "explain", "--from"])
            .arg(explained),
    );
    let (status, refused) = run(secretary().args(["request", "event", id, "agree"]));
    assert_eq!((status, &refused["error"]["code"]), (3, &json!("role_may_not")));

    // The clinician agrees, sets the urgency and signs.
    let agreed = file(
        &folder,
        "agreed.json",
        &json!({ "reason": "A second view will help him decide." }),
    );
    let _ = done(
        clinician()
            .args(["request", "event", id, "agree", "--from"])
            .arg(agreed),
    );
    let (status, unsigned) = run(clinician().args(["request", "event", id, "sign"]));
    assert_eq!(
        (status, &unsigned["error"]["code"]),
        (3, &json!("letter_incomplete"))
    );
    let urgency = file(
        &folder,
        "urgency.json",
        &json!({ "priority": priority, "priority_reason": reason }),
    );
    let written = done(clinician().args(["letter", "write", id, "--from"]).arg(urgency));
    assert_eq!(written["missing"], json!([]), "{written}");
    let _ = done(secretary().args(["request", "event", id, "gather"]));
    let _ = done(secretary().args(["request", "event", id, "submit"]));
    let signed = done(clinician().args(["request", "event", id, "sign"]));
    assert_eq!(signed["status"], "signed");

    // One PDF, as the contract says, and every page accounted for.
    let out = folder.path().join("bundle.pdf");
    let (status, early) = run(secretary()
        .args(["request", "event", id, "dispatch", "--from"])
        .arg(dispatch(&folder)));
    assert_eq!((status, &early["error"]["code"]), (3, &json!("not_proved")));
    let bundle = done(secretary().args(["bundle", "assemble", id, "--out"]).arg(&out));
    let enclosures = bundle["enclosures"].as_array().unwrap();
    assert_eq!(enclosures.len(), 3);
    assert_eq!(enclosures[2]["pages"], 2);
    let mut next = enclosures[0]["first_page"].as_u64().unwrap();
    for enclosure in enclosures {
        assert_eq!(enclosure["first_page"].as_u64().unwrap(), next);
        next = enclosure["last_page"].as_u64().unwrap() + 1;
    }
    assert_eq!(bundle["pages"].as_u64().unwrap(), next - 1);
    assert_eq!(
        bundle["bytes"].as_f64().unwrap() as u64,
        std::fs::metadata(&out).unwrap().len()
    );

    let mut anywhere = Command::new(clinician().get_program());
    let verified = done(anywhere.args(["bundle", "verify"]).arg(&out));
    assert_eq!(
        (&verified["status"], &verified["pages"]),
        (&json!("sound"), &bundle["pages"])
    );

    let sent = done(
        secretary()
            .args(["request", "event", id, "dispatch", "--from"])
            .arg(dispatch(&folder)),
    );
    assert_eq!(sent["status"], "dispatched");
    let waiting = done(secretary().args(["request", "list", "--state", "not_heard_back"]));
    assert_eq!(waiting["rows"][0]["reference"], reference);

    let trail = done(clinician().args(["audit", "list"]));
    let acts: Vec<_> = trail["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["act"].as_str().unwrap())
        .collect();
    for act in [
        "set_up",
        "patient_registered",
        "request_opened",
        "record_added",
        "letter_signed",
        "bundle_assembled",
    ] {
        assert!(acts.contains(&act), "{act} is not in the trail");
    }
    assert!(
        !trail.to_string().contains("Parry"),
        "the trail holds links, never a name"
    );
    let _ = done(clinician().args(["audit", "verify"]));
    let _ = done(clinician().args(["store", "check"]));
}

#[test]
fn one_changed_byte_in_a_bundle_is_found() {
    let folder = TempDir::new().unwrap();
    let made = demonstration(&folder);
    let path = made["bundle"]["out"].as_str().unwrap();
    let mut bytes = std::fs::read(path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    let changed = folder.path().join("changed.pdf");
    std::fs::write(&changed, bytes).unwrap();
    let (status, refused) = run(command(folder.path(), "nobody")
        .args(["bundle", "verify"])
        .arg(&changed));
    assert_eq!((status, &refused["error"]["code"]), (5, &json!("bundle_differs")));
}

#[test]
fn the_passphrase_can_come_from_a_file() {
    let folder = TempDir::new().unwrap();
    let home = folder.path().join("store");
    let passphrase = folder.path().join("passphrase");
    std::fs::write(&passphrase, format!("{PASSPHRASE}\n")).unwrap();
    let mut setup = command(&home, "rhiannon.mistry");
    setup
        .env_remove("SECOND_OPINION_PASSPHRASE")
        .arg("--passphrase-file")
        .arg(&passphrase);
    let _ = done(
        setup
            .args(["setup", "--from"])
            .arg(file(&folder, "setup.json", &document("setup"))),
    );
    let mut list = command(&home, "RHIANNON.mistry");
    list.env_remove("SECOND_OPINION_PASSPHRASE")
        .arg("--passphrase-file")
        .arg(&passphrase);
    assert_eq!(done(list.args(["request", "list"]))["total"], 0);
}

fn demonstration(folder: &TempDir) -> Value {
    done(
        command(folder.path(), "nobody")
            .args(["demo", "--out"])
            .arg(folder.path().join("demonstration")),
    )
}

fn dispatch(folder: &TempDir) -> std::path::PathBuf {
    let said = json!({ "method": "recorded_post", "on": "2026-11-24", "tracking": "AB 1234 5678 9GB" });
    file(folder, "dispatch.json", &said)
}

fn ids(records: &Value) -> Vec<String> {
    records
        .as_array()
        .unwrap()
        .iter()
        .map(|record| record["id"].as_str().unwrap().to_owned())
        .collect()
}
