//! What lies on the disk tells a thief nothing.

use std::fs;
use std::path::Path;

use second_opinion_store::patients::PatientFields;

use crate::desk::{Desk, form, john, record};

const CANARY: &str = "Featherstonehaugh";

#[test]
fn no_file_of_a_store_holds_a_word_that_somebody_typed() {
    let desk = Desk::new();
    let patient = desk.patient(
        1,
        &PatientFields {
            family: CANARY.into(),
            body: CANARY.repeat(500),
            ..john()
        },
    );
    let request = desk.request(2, patient);
    desk.act(second_opinion_store::audit::Act::RequestWritten, |tx| {
        second_opinion_store::requests::save_form(tx, request, 1, None, &form(CANARY))
    })
    .unwrap();
    desk.store.files().put(CANARY.repeat(1000).as_bytes()).unwrap();
    record(&desk, 3, request, patient);

    let log = desk.home().join("store.db-wal");
    assert!(
        fs::metadata(log).unwrap().len() > 0,
        "the log must be part of what is looked through"
    );
    assert_eq!(files_with(desk.home(), CANARY), Vec::<String>::new());
    assert_eq!(files_with(desk.home(), "SQLite format 3"), Vec::<String>::new());

    let closed = desk.closed();
    assert_eq!(files_with(closed.home(), CANARY), Vec::<String>::new());
    // The same search does find what is not sealed.
    fs::write(closed.home().join("plain"), CANARY).unwrap();
    assert_eq!(files_with(closed.home(), CANARY), ["plain"]);
}

#[cfg(unix)]
#[test]
fn only_this_account_may_read_a_store() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    desk.patient(1, &john());
    for name in ["store.db", "store.db-wal", "anchor", "lock"] {
        let mode = fs::metadata(desk.home().join(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{name}");
    }
}

fn files_with(folder: &Path, words: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_with(&path, words));
        } else if fs::read(&path)
            .unwrap()
            .windows(words.len())
            .any(|bytes| bytes == words.as_bytes())
        {
            found.push(path.file_name().unwrap().to_string_lossy().into_owned());
        }
    }
    found
}

#[test]
fn no_debug_output_holds_a_word_that_somebody_typed() {
    let desk = Desk::new();
    let patient = desk.patient(
        1,
        &PatientFields {
            family: CANARY.into(),
            ..john()
        },
    );
    let request = desk.request(2, patient);
    let shown = desk.read(|tx| {
        let patient = second_opinion_store::patients::get(tx, patient)?;
        let request = second_opinion_store::requests::get(tx, request)?;
        Ok(format!("{patient:?} {request:?} {:?}", form(CANARY)))
    });
    assert!(!shown.contains(CANARY) && !shown.contains("surgery"), "{shown}");
}
