//! The demonstration: the main job from nothing, with people who do not exist.

use second_opinion_tests::{command, document, done, run};
use serde_json::json;
use tempfile::TempDir;

#[test]
fn a_newcomer_makes_the_demonstration_and_looks_into_it() {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("demonstration");
    let made = done(command(folder.path(), "nobody").args(["demo", "--out"]).arg(&out));
    let bundle = made["bundle"]["out"].as_str().unwrap();
    assert!(std::fs::read(bundle).unwrap().starts_with(b"%PDF-"));
    assert_eq!(made["bundle"]["enclosures"].as_array().unwrap().len(), 4);

    let mut list = command(out.join("store").as_path(), made["user"].as_str().unwrap());
    list.env("SECOND_OPINION_PASSPHRASE", made["passphrase"].as_str().unwrap());
    let rows = done(list.args(["request", "list", "--state", "to_send"]));
    assert_eq!(rows["rows"][0]["number"], "NHS No. 999 000 0018");
}

#[test]
fn a_second_demonstration_in_the_same_folder_is_refused_and_the_first_stays() {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("demonstration");
    let mut demo = command(folder.path(), "nobody");
    let first = done(demo.args(["demo", "--out"]).arg(&out));
    let before = std::fs::read(first["bundle"]["out"].as_str().unwrap()).unwrap();
    let (status, refused) = run(command(folder.path(), "nobody").args(["demo", "--out"]).arg(&out));
    assert_eq!((status, &refused["error"]["code"]), (6, &json!("store_exists")));
    assert_eq!(
        std::fs::read(first["bundle"]["out"].as_str().unwrap()).unwrap(),
        before
    );
}

#[test]
fn a_demonstration_takes_no_real_number_and_a_live_store_no_made_up_one() {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("demonstration");
    let made = done(command(folder.path(), "nobody").args(["demo", "--out"]).arg(&out));
    let patient = folder.path().join("patient.json");
    std::fs::write(&patient, document("patient").to_string()).unwrap();
    let mut add = command(out.join("store").as_path(), made["user"].as_str().unwrap());
    add.env("SECOND_OPINION_PASSPHRASE", made["passphrase"].as_str().unwrap());
    let (status, refused) = run(add.args(["patient", "add", "--from"]).arg(&patient));
    assert_eq!(
        (status, &refused["error"]["code"]),
        (3, &json!("demonstration_number"))
    );

    let clinic = second_opinion_tests::Clinic::open();
    let mut made_up = document("patient");
    made_up["identifier"] = "999 000 0018".into();
    std::fs::write(&patient, made_up.to_string()).unwrap();
    let mut add = command(&clinic.home(), "sioned.price");
    let (status, refused) = run(add.args(["patient", "add", "--from"]).arg(&patient));
    assert_eq!(
        (status, &refused["error"]["code"]),
        (3, &json!("demonstration_number"))
    );
}

#[test]
fn whoever_answers_for_safety_gets_the_hazards_before_there_is_a_store() {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("safety.pdf");
    let mut safety = command(folder.path(), "nobody");
    let saved = done(safety.args(["safety", "--out"]).arg(&out));
    assert!(saved["pages"].as_u64().unwrap() > 5);
    assert!(std::fs::read(&out).unwrap().starts_with(b"%PDF-"));
}
