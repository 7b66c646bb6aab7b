//! The directory of recipients: taken in from files, kept by hand, chosen from; and the lists for work.

use std::path::PathBuf;
use std::time::Instant;

use pathway::view::{DirectoryEntryInput, DirectorySearchInput, RequestForm};
use pathway::{Desk, keep_codes, keep_directory, read_audit};
use second_opinion_tests::{Clinic, command, done, now, open, register, run, typed};
use serde_json::json;

/// A row of the 27 columns, with these filled, counted from 1.
fn row(cells: &[(usize, &str)]) -> String {
    let mut columns = vec![""; 27];
    for (at, text) in cells {
        columns[at - 1] = text;
    }
    columns
        .iter()
        .map(|cell| format!("\"{cell}\""))
        .collect::<Vec<_>>()
        .join(",")
}

fn practice(code: &str, name: &str, status: &str, closed: &str) -> String {
    let cells = [
        (1, code),
        (2, name),
        (5, "12 HIGH STREET"),
        (8, "MARCHESTER"),
        (10, "ZZ5 1AA"),
    ];
    let further = [(12, closed), (13, status), (18, "01632 960001"), (26, "4")];
    row(&[cells.as_slice(), &further].concat())
}

fn file(clinic: &Clinic, name: &str, rows: &[String]) -> PathBuf {
    let path = clinic.file(name);
    std::fs::write(&path, rows.join("\r\n")).unwrap();
    path
}

fn sought(words: &str) -> DirectorySearchInput {
    DirectorySearchInput {
        words: words.into(),
        ..DirectorySearchInput::default()
    }
}

#[test]
fn a_file_is_taken_in_and_the_next_one_updates_closes_and_says_how_many() {
    let clinic = Clinic::open();
    let ods = |path: &PathBuf, more: &[&str]| {
        let mut import = command(&clinic.home(), "rhiannon.mistry");
        import.args(["import", "ods"]).arg(path).args(more);
        import
    };
    let first = file(
        &clinic,
        "epraccur.csv",
        &[
            practice("A81001", "THE DENSHAM SURGERY", "A", ""),
            practice("A81002", "QUEENS PARK MEDICAL CENTRE", "A", ""),
            practice("A81003", "THE OLD MILL SURGERY", "C", "20200331"),
            practice("A81004", "HARBOUR VIEW SURGERY", "A", ""),
        ],
    );
    let taken = done(&mut ods(&first, &[]));
    assert_eq!(taken["imported"][0]["new"], 4);
    let find = |words: &str, more: &[&str]| {
        let mut find = command(&clinic.home(), "sioned.price");
        find.args(["directory", "find", words]).args(more);
        done(&mut find)["entries"].as_array().unwrap().clone()
    };
    let found = find("densham", &[]);
    assert_eq!(found[0]["name"], "The Densham Surgery");
    assert_eq!(found[0]["ods_code"], "A81001");
    assert_eq!(found[0]["address"], "12 High Street, Marchester, ZZ5 1AA");
    assert!(find("old mill", &[]).is_empty(), "what is closed is not offered");
    assert_eq!(find("old mill", &["--closed"])[0]["closed"], "Closed 31-Mar-2020");

    let second = file(
        &clinic,
        "epraccur-next.csv",
        &[
            practice("A81001", "THE NEW DENSHAM SURGERY", "A", ""),
            practice("A81002", "QUEENS PARK MEDICAL CENTRE", "C", "20261101"),
            practice("A81003", "THE OLD MILL SURGERY", "C", "20200331"),
            practice("A81005", "LATTER DAY SURGERY", "A", ""),
        ],
    );
    let again = done(&mut ods(&second, &[]));
    let counts = &again["imported"][0];
    for (what, count) in [
        ("new", 1),
        ("changed", 1),
        ("closed", 1),
        ("unchanged", 1),
        ("absent", 1),
    ] {
        assert_eq!(counts[what], count, "{what}: {counts}");
    }
    assert!(find("queens park", &[]).is_empty());
    assert_eq!(find("new densham", &[]).len(), 1);
    assert_eq!(find("harbour", &[]).len(), 1, "a file in part closes nothing");
    let whole = done(&mut ods(&second, &["--whole"]));
    assert_eq!(whole["imported"][0]["absent_closed"], true);
    assert!(find("harbour", &[]).is_empty(), "and the whole list does");
    let (status, refused) = run(command(&clinic.home(), "sioned.price")
        .args(["import", "ods"])
        .arg(&second));
    assert_eq!((status, &refused["error"]["code"]), (3, &json!("role_may_not")));
}

#[test]
fn a_broken_file_is_refused_by_its_lines_and_nothing_of_it_is_taken_in() {
    let clinic = Clinic::open();
    let broken = file(
        &clinic,
        "epraccur.csv",
        &[
            practice("A81001", "THE DENSHAM SURGERY", "A", ""),
            practice("A81002", "QUEENS PARK", "A", "soon"),
            "half a row".to_owned(),
        ],
    );
    let (status, refused) = run(command(&clinic.home(), "rhiannon.mistry")
        .args(["import", "ods"])
        .arg(&broken));
    assert_eq!(
        (status, &refused["error"]["code"]),
        (5, &json!("directory_file_refused"))
    );
    let lines: Vec<_> = refused["error"]["details"]
        .as_array()
        .unwrap()
        .iter()
        .map(|detail| detail["field"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(lines, ["line 2", "line 3"]);
    let desk = clinic.secretary();
    assert!(
        keep_directory::find(&desk, &sought("densham"), now())
            .unwrap()
            .is_empty()
    );
    let nameless = file(
        &clinic,
        "people.csv",
        &[practice("A81001", "THE DENSHAM SURGERY", "A", "")],
    );
    let (status, refused) = run(command(&clinic.home(), "rhiannon.mistry")
        .args(["import", "ods"])
        .arg(&nameless));
    assert_eq!((status, &refused["error"]["field"]), (2, &json!("kind")));
}

#[test]
fn tens_of_thousands_of_consultants_are_taken_in_within_seconds_and_found_by_where_they_work() {
    let clinic = Clinic::open();
    let trust = file(
        &clinic,
        "etr.csv",
        &[row(&[
            (1, "RX9"),
            (2, "ROYAL MARCHES NHS FOUNDATION TRUST"),
            (5, "CASTLE FOREGATE"),
            (10, "ZZ5 2HQ"),
        ])],
    );
    let rows: Vec<_> = (0..30_000)
        .map(|number| {
            format!(
                "{:07},C{:07},LUKASIEWICZ{number},EA,F,320,C,RX9",
                4_000_000 + number,
                4_000_000 + number
            )
        })
        .collect();
    let people = file(&clinic, "econcur.csv", &rows);
    let mut desk = clinic.clinician();
    keep_directory::import(&mut desk, &trust, None, false, now()).unwrap();
    let began = Instant::now();
    let taken = keep_directory::import(&mut desk, &people, None, false, now()).unwrap();
    assert_eq!(taken.new, 30_000);
    assert!(began.elapsed().as_secs() < 40, "it took {:?}", began.elapsed());
    let again = keep_directory::import(&mut desk, &people, None, true, now()).unwrap();
    assert_eq!((again.unchanged, again.changed, again.new), (30_000, 0, 0));
    let found = keep_directory::find(&desk, &sought("royal marches lukasiewicz17"), now()).unwrap();
    let recipient = &found
        .iter()
        .find(|one| one.name == "E A Lukasiewicz17")
        .unwrap()
        .recipient;
    assert_eq!(
        recipient.organisation.as_deref(),
        Some("Royal Marches NHS Foundation Trust")
    );
    assert_eq!(recipient.specialty.as_deref(), Some("Cardiology"));
    assert_eq!(recipient.gmc_number.as_deref(), Some("4000017"));
    assert_eq!(
        recipient.address_lines,
        ["Castle Foregate"],
        "a person is reached at the organisation"
    );
}

fn valve_clinic() -> DirectoryEntryInput {
    DirectoryEntryInput {
        kind: "service".into(),
        name: "Structural Heart Team".into(),
        organisation: Some("Royal Marches Heart Centre".into()),
        specialty: Some("Cardiology".into()),
        ods_code: Some("RX901".into()),
        address_lines: vec!["Castle Foregate".into(), "Marchester".into()],
        postcode: Some("ZZ5 2HQ".into()),
        address_verified_on: Some("2026-11-01".into()),
        ..DirectoryEntryInput::default()
    }
}

#[test]
fn an_own_entry_is_added_amended_preferred_chosen_as_recipient_and_retired() {
    let clinic = Clinic::open();
    let mut desk = clinic.secretary();
    let nowhere = DirectoryEntryInput {
        address_lines: Vec::new(),
        organisation: None,
        ..valve_clinic()
    };
    let refused = keep_directory::add(&mut desk, &nowhere, now()).unwrap_err();
    let fields: Vec<_> = refused.view().details.into_iter().map(|one| one.field).collect();
    assert_eq!(fields, ["organisation", "address_lines"]);
    let added = keep_directory::add(&mut desk, &valve_clinic(), now()).unwrap();
    let other = DirectoryEntryInput {
        name: "Aortic Structural Team".into(),
        ..valve_clinic()
    };
    keep_directory::add(&mut desk, &other, now()).unwrap();
    let first = |desk: &Desk| {
        keep_directory::find(desk, &sought("struct"), now()).unwrap()[0]
            .name
            .clone()
    };
    assert_eq!(first(&desk), "Aortic Structural Team");
    keep_directory::prefer(&mut desk, &added.id, true, now()).unwrap();
    assert_eq!(
        first(&desk),
        "Structural Heart Team",
        "the preferred one comes first"
    );

    let patient = register(&mut desk, "Jones", "943 476 5919");
    let request = open(&mut desk, &patient, RequestForm::default());
    let chosen = keep_directory::choose(&mut desk, &request.reference, &added.id, now()).unwrap();
    let form = &chosen.form;
    assert_eq!(form.recipient_service.as_deref(), Some("Structural Heart Team"));
    assert_eq!(
        form.recipient_organisation.as_deref(),
        Some("Royal Marches Heart Centre")
    );
    assert_eq!(form.recipient_ods_code.as_deref(), Some("RX901"));
    assert_eq!(form.recipient_address_verified_on.as_deref(), Some("2026-11-01"));

    let moved = DirectoryEntryInput {
        address_lines: vec!["New Street".into()],
        ..valve_clinic()
    };
    let amended = keep_directory::amend(&mut desk, &added.id, added.version, &moved, now()).unwrap();
    let stale = keep_directory::amend(&mut desk, &added.id, added.version, &moved, now()).unwrap_err();
    assert_eq!(stale.code(), "stale");
    let retired = keep_directory::retire(&mut desk, &added.id, amended.version, true, now()).unwrap();
    assert_eq!(retired.closed.as_deref(), Some("Retired"));
    assert_eq!(
        first(&desk),
        "Aortic Structural Team",
        "what is retired is not offered"
    );
    assert!(keep_directory::choose(&mut desk, &request.reference, &added.id, now()).is_err());
    let again = keep_directory::retire(&mut desk, &added.id, retired.version, false, now()).unwrap();
    assert_eq!(again.closed, None);
    drop(desk);
    let trail = read_audit::list(&mut clinic.clinician(), None, None, 1, now()).unwrap();
    let kept = trail
        .rows
        .iter()
        .filter(|row| row.act == "directory_changed" && row.outcome == "done");
    assert_eq!(kept.count(), 6);
}

#[test]
fn the_lists_for_work_are_changed_and_a_broken_one_is_refused_and_the_old_one_stays() {
    let clinic = Clinic::open();
    let own = clinic.file("checklists.txt");
    std::fs::write(
        &own,
        "[any]\nClinic letters\n[Cardiology]\nOur own echo protocol\n",
    )
    .unwrap();
    let set = |list: &str, path: &PathBuf| {
        let mut set = command(&clinic.home(), "rhiannon.mistry");
        set.args(["codes", "set", list]).arg(path);
        set
    };
    assert_eq!(done(&mut set("checklists", &own))["version"], 1);
    std::fs::write(&own, "[Cardiology]\nOne\n[Alchemy]\nTwo\n").unwrap();
    let (status, refused) = run(&mut set("checklists", &own));
    assert_eq!((status, &refused["error"]["code"]), (2, &json!("bad_input")));
    let told = refused["error"]["details"][0]["message"].as_str().unwrap();
    assert!(told.starts_with("line 3:"), "{told}");
    let mut desk = clinic.clinician();
    let codes = keep_codes::codes(&desk).unwrap();
    let cardiology = codes
        .checklists
        .iter()
        .find(|list| list.specialty.as_deref() == Some("320"))
        .unwrap();
    assert_eq!(
        cardiology.records,
        ["Our own echo protocol"],
        "the one before still counts"
    );
    // A list of specialties without one that the other list names breaks that list, and is refused as well.
    let version = keep_codes::list(&mut desk, now()).unwrap()[1].version;
    let broken = keep_codes::set(&mut desk, "specialties", version, "400 Neurology", now()).unwrap_err();
    assert!(
        broken.view().details[0].message.contains("Usual records"),
        "{broken:?}"
    );

    // An own reason is offered, kept with the request, and printed.
    keep_codes::set(
        &mut desk,
        "reasons",
        0,
        "Doubts about the diagnosis\nMoving abroad soon",
        now(),
    )
    .unwrap();
    let codes = keep_codes::codes(&desk).unwrap();
    let offered: Vec<_> = codes.reasons.iter().map(|reason| reason.code.as_str()).collect();
    assert_eq!(offered, ["doubts_diagnosis", "own:Moving abroad soon"]);
    let patient = register(&mut desk, "Jones", "943 476 5919");
    let form = RequestForm {
        reasons: vec!["doubts_diagnosis".into(), "own:Moving abroad soon".into()],
        ..typed("letter")
    };
    let view = open(&mut desk, &patient, form);
    assert!(view.problems.is_empty(), "{:?}", view.problems);
    assert!(view.records.is_empty(), "a checklist adds no record");
    drop(desk);
    assert_eq!(
        done(command(&clinic.home(), "rhiannon.mistry").args(["codes", "reset", "reasons"]))["is_changed"],
        false
    );
}
