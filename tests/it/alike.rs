//! Patients who may be taken for each other: stopped until a clinician has compared them (hazard H2).

use pathway::view::PatientInput;
use pathway::{read_audit, register_patient};
use second_opinion_tests::{
    Clinic, PASSPHRASE, command, document, done, now, register, run, signature, typed,
};
use serde_json::json;

#[test]
fn a_patient_who_resembles_another_is_stopped_until_a_clinician_signs_that_they_are_two() {
    let clinic = Clinic::open();
    let mut desk = clinic.secretary();
    let first = register(&mut desk, "Jones", "943 476 5919");
    let like = |family: &str, given: &str, born: &str| PatientInput {
        family: family.into(),
        given: given.into(),
        born_on: born.into(),
        identifier: Some("987 654 3210".into()),
        ..typed::<PatientInput>("patient")
    };
    let given = typed::<PatientInput>("patient").given;
    // A slip of the pen, an accent, a twin, another family name.
    for (family, given) in [
        ("Jonse", given.as_str()),
        ("Jónes", &given),
        ("Jones", "Ceridwen"),
        ("Fairweather", &given),
    ] {
        let stopped = register_patient::register(&mut desk, like(family, given, "1958-02-03"), None, now())
            .unwrap_err();
        assert_eq!(stopped.code(), "similar_patient", "{family} {given}");
        assert_eq!(stopped.view().details[0].field, first);
        assert!(!stopped.to_string().contains("ones"), "no name in a failure");
    }
    let seen =
        register_patient::similar_to(&mut desk, &like("Jonse", &given, "1958-02-03"), None, now()).unwrap();
    assert_eq!(seen.len(), 1);
    assert_eq!(seen[0].id, first);

    let twin = PatientInput {
        another_person_because: Some("Twins: both were here with their mother".into()),
        ..like("Jones", "Ceridwen", "1958-02-03")
    };
    let unsigned = register_patient::register(&mut desk, twin.clone(), None, now()).unwrap_err();
    assert_eq!(unsigned.code(), "similar_patient");
    let own = register_patient::register(&mut desk, twin.clone(), Some(&signature("sioned.price")), now());
    assert_eq!(
        own.unwrap_err().code(),
        "role_may_not",
        "a secretary cannot sign it"
    );
    let wrong = pathway::view::SignatureInput {
        passphrase: format!("{PASSPHRASE}!"),
        ..signature("rhiannon.mistry")
    };
    let wrong = register_patient::register(&mut desk, twin.clone(), Some(&wrong), now());
    assert_eq!(wrong.unwrap_err().code(), "not_let_in");
    let second =
        register_patient::register(&mut desk, twin, Some(&signature("rhiannon.mistry")), now()).unwrap();
    assert_ne!(second.id, first);
    drop(desk);
    let trail = read_audit::list(&mut clinic.clinician(), Some(&second.id), None, 1, now()).unwrap();
    let detail = trail
        .rows
        .iter()
        .find(|row| row.act == "patient_registered")
        .unwrap()
        .detail
        .clone()
        .unwrap();
    assert!(
        detail.starts_with("stop_overridden=similar_patient signed_by=") && detail.ends_with(&first),
        "{detail}"
    );

    // Nobody else is kept waiting: another day of birth, or another name.
    let mut desk = clinic.secretary();
    let other = PatientInput {
        identifier: Some("401 023 2137".into()),
        ..like("Jones", &given, "1961-07-30")
    };
    assert!(register_patient::register(&mut desk, other, None, now()).is_ok());
}

#[test]
fn details_that_make_a_patient_resemble_another_are_stopped_until_a_clinician_has_compared_them() {
    let clinic = Clinic::open();
    let mut desk = clinic.secretary();
    let first = register(&mut desk, "Jones", "943 476 5919");
    let other = PatientInput {
        born_on: "1961-07-30".into(),
        family: "Fairweather".into(),
        identifier: Some("987 654 3210".into()),
        ..typed("patient")
    };
    let other = register_patient::register(&mut desk, other, None, now()).unwrap();
    // The day of birth is put right, and is now that of somebody with the same given name.
    let mended = PatientInput {
        born_on: "1958-02-03".into(),
        ..other.input.clone()
    };
    let amend = |desk: &mut _, version, input: &PatientInput, signed: Option<&str>| {
        let signed = signed.map(signature);
        register_patient::amend(desk, &other.id, version, input.clone(), signed.as_ref(), now())
    };
    let stopped = amend(&mut desk, 1, &mended, None).unwrap_err();
    assert_eq!(stopped.code(), "similar_patient");
    assert_eq!(stopped.view().details[0].field, first);
    assert!(stopped.to_string().contains("Nothing was changed"), "{stopped}");
    let kept = register_patient::show(&mut desk, &other.id, now()).unwrap();
    assert_eq!((kept.version, kept.input.born_on.as_str()), (1, "1961-07-30"));
    let seen = register_patient::similar_to(&mut desk, &mended, Some(&other.id), now()).unwrap();
    assert_eq!(seen.iter().map(|one| &one.id).collect::<Vec<_>>(), [&first]);

    let compared = PatientInput {
        another_person_because: Some("Both were here today".into()),
        ..mended
    };
    let own = amend(&mut desk, 1, &compared, Some("sioned.price")).unwrap_err();
    assert_eq!(own.code(), "role_may_not", "a secretary cannot sign it");
    let done = amend(&mut desk, 1, &compared, Some("rhiannon.mistry")).unwrap();
    assert_eq!(done.version, 2);
    // What was compared once is not asked for again.
    let moved = PatientInput {
        phone: Some("01632 960 777".into()),
        ..compared
    };
    assert_eq!(amend(&mut desk, 2, &moved, None).unwrap().version, 3);
    drop(desk);
    let trail = read_audit::list(&mut clinic.clinician(), Some(&other.id), None, 1, now()).unwrap();
    let details: Vec<_> = trail
        .rows
        .iter()
        .filter(|row| row.act == "patient_amended" && row.outcome == "done")
        .filter_map(|row| row.detail.clone())
        .collect();
    assert_eq!(details.len(), 1, "{details:?}");
    assert!(
        details[0].starts_with("stop_overridden=similar_patient signed_by=") && details[0].ends_with(&first),
        "{details:?}"
    );
}

#[test]
fn on_the_command_line_a_patient_alike_is_stopped_and_signed_for_as_well() {
    let clinic = Clinic::open();
    let _ = register(&mut clinic.secretary(), "Jones", "943 476 5919");
    let mut twin = document("patient");
    twin["identifier"] = "987 654 3210".into();
    twin["family"] = "Jones".into();
    let file = clinic.file("twin.json");
    std::fs::write(&file, twin.to_string()).unwrap();
    let add = || {
        let mut add = command(&clinic.home(), "sioned.price");
        add.args(["patient", "add", "--from"]).arg(&file);
        add
    };
    let (status, stopped) = run(&mut add());
    assert_eq!(
        (status, &stopped["error"]["code"]),
        (3, &json!("similar_patient"))
    );
    let alike = done(
        command(&clinic.home(), "sioned.price")
            .args(["patient", "similar", "--from"])
            .arg(&file),
    );
    assert_eq!(
        alike["patients"][0]["id"],
        stopped["error"]["details"][0]["field"]
    );
    twin["another_person_because"] = "The numbers are on two appointment letters".into();
    std::fs::write(&file, twin.to_string()).unwrap();
    let mut signed = add();
    signed
        .args(["--signed-by", "rhiannon.mistry"])
        .env("SECOND_OPINION_SIGNATURE_PASSPHRASE", PASSPHRASE);
    let second = done(&mut signed);
    assert_eq!(second["number"], "987 654 3210");

    // Nobody is made to resemble them afterwards without a signature either.
    let mut third = document("patient");
    third["identifier"] = "401 023 2137".into();
    third["born_on"] = "1961-07-30".into();
    let write = |third: &serde_json::Value| std::fs::write(&file, third.to_string()).unwrap();
    write(&third);
    let id = done(&mut add())["id"].as_str().unwrap().to_owned();
    third["born_on"] = twin["born_on"].clone();
    write(&third);
    let amend = || {
        let mut amend = command(&clinic.home(), "sioned.price");
        amend.args(["patient", "amend", &id, "--from"]).arg(&file);
        amend
    };
    let (status, stopped) = run(&mut amend());
    assert_eq!(
        (status, &stopped["error"]["code"]),
        (3, &json!("similar_patient"))
    );
    let alike = done(
        command(&clinic.home(), "sioned.price")
            .args(["patient", "similar", "--but", &id, "--from"])
            .arg(&file),
    );
    assert_eq!(alike["patients"].as_array().unwrap().len(), 2);
    third["another_person_because"] = "The numbers are on three appointment letters".into();
    write(&third);
    let mut signed = amend();
    signed
        .args(["--signed-by", "rhiannon.mistry"])
        .env("SECOND_OPINION_SIGNATURE_PASSPHRASE", PASSPHRASE);
    assert_eq!(done(&mut signed)["version"], 2);
}
