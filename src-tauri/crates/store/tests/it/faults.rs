//! A store that is not whole says so and is left as it is.

use std::fs;

use domain::id::StoreId;
use second_opinion_store::audit::{Act, Filter};
use second_opinion_store::patients::{self, PatientFields};
use second_opinion_store::{Purpose, Store, StoreError, audit};
use vault::secret::DataKey;

use crate::desk::{Desk, NOON, john, secretary};

#[test]
fn a_store_is_never_made_by_opening_nor_made_twice() {
    let folder = tempfile::tempdir().unwrap();
    let key = DataKey::random().unwrap();
    assert_eq!(Store::open(folder.path(), &key).err(), Some(StoreError::Missing));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);

    let desk = Desk::new();
    let again = Store::create(desk.home(), &key, StoreId::from_bytes([2; 16]), Purpose::Live, 0);
    assert_eq!(again.err(), Some(StoreError::Exists));
    assert_eq!(desk.store.purpose(), Purpose::Demonstration);
}

#[test]
fn a_setting_up_that_was_interrupted_does_not_hinder_the_next() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("store.db.new"), "half").unwrap();
    let key = DataKey::random().unwrap();
    Store::create(
        folder.path(),
        &key,
        StoreId::from_bytes([2; 16]),
        Purpose::Live,
        0,
    )
    .unwrap();
    assert!(!folder.path().join("store.db.new").exists());
    assert_eq!(Store::open(folder.path(), &key).unwrap().purpose(), Purpose::Live);
}

#[test]
fn another_key_opens_nothing() {
    let closed = Desk::new().closed();
    let other = DataKey::random().unwrap();
    assert_eq!(
        Store::open(closed.home(), &other).err(),
        Some(StoreError::WrongKey)
    );
    assert!(closed.open().is_ok());
}

#[test]
fn a_database_cut_to_nothing_is_no_new_store() {
    let closed = Desk::new().closed();
    fs::write(closed.database(), "").unwrap();
    assert!(matches!(closed.open(), Err(StoreError::Damaged { .. })));
    assert_eq!(fs::metadata(closed.database()).unwrap().len(), 0);
}

#[test]
fn a_database_cut_anywhere_is_refused() {
    let closed = Desk::new().closed();
    let whole = fs::read(closed.database()).unwrap();
    for length in [100, 4096, whole.len() / 2, whole.len() - 4096] {
        fs::write(closed.database(), &whole[..length]).unwrap();
        let said = closed.open().and_then(|store| store.check().map(|_| ()));
        assert!(
            matches!(said, Err(StoreError::Damaged { .. } | StoreError::WrongKey)),
            "{length}: {said:?}"
        );
    }
}

#[test]
fn a_flipped_bit_is_found_by_the_check() {
    let desk = Desk::new();
    desk.patient(1, &john());
    desk.store.check().unwrap();
    let closed = desk.closed();
    let whole = fs::read(closed.database()).unwrap();
    for place in (0..40).map(|step| step * whole.len() / 40 + 17) {
        let mut bytes = whole.clone();
        bytes[place] ^= 4;
        fs::write(closed.database(), bytes).unwrap();
        let said = closed.open().and_then(|store| store.check().map(|_| ()));
        assert!(
            matches!(said, Err(StoreError::Damaged { .. } | StoreError::WrongKey)),
            "{place}: {said:?}"
        );
    }
    fs::write(closed.database(), whole).unwrap();
    closed.open().unwrap().check().unwrap();
}

#[test]
fn a_damaged_page_stops_the_work_and_is_called_by_its_name() {
    let desk = Desk::new();
    for number in 0..60 {
        desk.patient(number, &numbered(number));
    }
    let closed = desk.closed();
    let (whole, anchor) = (
        fs::read(closed.database()).unwrap(),
        fs::read(closed.home().join("anchor")).unwrap(),
    );
    let mut stopped = 0;
    for place in (0..30).map(|step| step * whole.len() / 30 + 99) {
        let mut bytes = whole.clone();
        bytes[place] ^= 1;
        fs::write(closed.database(), bytes).unwrap();
        fs::write(closed.home().join("anchor"), &anchor).unwrap();
        let Ok(store) = closed.open() else { continue };
        let read = store.read(|tx| patients::find(tx, "smith", 100));
        if let Err(error) = read {
            assert!(matches!(error, StoreError::Damaged { .. }), "{place}: {error:?}");
            let entry = audit::Entry::done(Act::PatientRegistered);
            let write = store.act(&secretary(), entry, NOON, |_| Ok::<_, StoreError>(()));
            assert!(
                matches!(write, Err(StoreError::Damaged { .. })),
                "{place}: {write:?}"
            );
            stopped += 1;
        }
    }
    assert!(stopped > 10, "only {stopped} of 30 were met");
}

#[test]
fn a_store_of_a_newer_program_is_left_byte_for_byte_as_it_is() {
    let closed = Desk::new().closed();
    // The newer program was killed, so that its last change still waits in the log.
    let newer = closed.raw();
    newer.execute_batch("PRAGMA user_version = 99").unwrap();
    let copy = tempfile::tempdir().unwrap();
    for name in ["store.db", "store.db-wal", "anchor"] {
        fs::copy(closed.home().join(name), copy.path().join(name)).unwrap();
    }
    let bytes = |name: &str| fs::read(copy.path().join(name)).unwrap();
    let before = (bytes("store.db"), bytes("store.db-wal"));
    let said = Store::open(copy.path(), &closed.key).err().unwrap();
    let StoreError::Newer { found: 99, known } = said else {
        panic!("{said}");
    };
    assert!((2..99).contains(&known), "this program knows format {known}");
    assert!(said.to_string().contains("99") && said.to_string().contains(&format!("knows {known}")));
    assert!((bytes("store.db"), bytes("store.db-wal")) == before);
}

#[test]
fn an_older_copy_of_the_database_is_told_by_its_anchor() {
    let desk = Desk::new();
    let closed = desk.closed();
    let older = fs::read(closed.database()).unwrap();
    let store = closed.open().unwrap();
    for _ in 0..3 {
        store
            .act(&secretary(), audit::Entry::done(Act::ListViewed), NOON, |_| {
                Ok::<_, StoreError>(())
            })
            .unwrap();
    }
    drop(store);
    fs::write(closed.database(), &older).unwrap();
    assert_eq!(closed.open().err(), Some(StoreError::RolledBack { missing: 3 }));

    // Whoever accepts the loss leaves a trace of it.
    let store = Store::open_accepting_loss(closed.home(), &closed.key, &secretary(), NOON).unwrap();
    let filter = Filter {
        act: Some(Act::Restored),
        page_size: 10,
        ..Filter::default()
    };
    let trail = store.read(|tx| audit::list(tx, &filter)).unwrap();
    assert_eq!(trail.entries[0].entry.detail.as_deref(), Some("missing=3"));
    drop(store);
    closed.open().unwrap();
}

#[test]
fn a_database_without_its_log_is_told_by_its_anchor() {
    let desk = Desk::new();
    desk.store.settle().unwrap();
    desk.patient(1, &john());
    let copy = tempfile::tempdir().unwrap();
    for name in ["store.db", "anchor"] {
        fs::copy(desk.home().join(name), copy.path().join(name)).unwrap();
    }
    assert_eq!(
        Store::open(copy.path(), &desk.key).err(),
        Some(StoreError::RolledBack { missing: 1 })
    );
}

#[test]
fn a_missing_or_foreign_anchor_is_no_anchor() {
    let closed = Desk::new().closed();
    let other = Desk::new().closed();
    fs::copy(other.home().join("anchor"), closed.home().join("anchor")).unwrap();
    assert!(matches!(closed.open(), Err(StoreError::Damaged { .. })));
    fs::remove_file(closed.home().join("anchor")).unwrap();
    assert!(matches!(closed.open(), Err(StoreError::Damaged { .. })));
}

#[test]
fn an_action_inside_an_action_is_an_error_and_no_standstill() {
    let desk = Desk::new();
    let said = desk.act(Act::ListViewed, |_| desk.act(Act::ListViewed, |_| Ok(())));
    assert!(matches!(said, Err(StoreError::Fault(_))));
    assert!(desk.act(Act::ListViewed, |_| Ok(())).is_ok());
}

#[test]
fn a_panic_in_an_action_leaves_nothing_and_the_store_goes_on() {
    let desk = Desk::new();
    let attempt = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        desk.act::<()>(Act::PatientRegistered, |tx| {
            patients::insert(tx, domain::id::PatientId::from_bytes([1; 16]), &john(), 0)?;
            panic!("a fault of the program")
        })
    }));
    assert!(attempt.is_err());
    assert_eq!(desk.read(|tx| patients::find(tx, "smith", 5)).found, []);
    desk.patient(1, &john());
}

#[test]
fn reading_cannot_write() {
    let desk = Desk::new();
    let said = desk
        .store
        .read(|tx| patients::insert(tx, domain::id::PatientId::from_bytes([1; 16]), &john(), 0));
    assert_eq!(said, Err(StoreError::ReadOnly));
    desk.patient(1, &john());
}

#[test]
fn a_sealed_file_that_is_gone_is_named_and_one_without_a_row_is_swept() {
    let mut desk = Desk::new();
    let patient = desk.patient(1, &john());
    let request = desk.request(2, patient);
    let record = crate::desk::record(&desk, 3, request, patient);
    desk.act(Act::RecordAdded, |tx| {
        second_opinion_store::records::insert(tx, &record)
    })
    .unwrap();
    let orphan = desk.store.files().put(b"no row names this").unwrap();

    let other = Store::open(desk.home(), &desk.key).unwrap();
    assert_eq!(
        desk.store.sweep().unwrap(),
        None,
        "somebody else has the store open"
    );
    drop(other);
    assert_eq!(desk.store.sweep().unwrap().unwrap().orphans, 1);
    let sealed = record.file.unwrap().sealed;
    assert!(desk.store.files().contains(&sealed) && !desk.store.files().contains(&orphan));

    assert_eq!(desk.store.check().unwrap().missing_files, []);
    fs::remove_file(desk.store.files().path_of(&sealed)).unwrap();
    assert_eq!(desk.store.check().unwrap().missing_files, [sealed]);
}

#[test]
fn a_copy_of_the_database_is_whole_and_opens_with_the_same_key() {
    let desk = Desk::new();
    desk.patient(1, &john());
    let copy = tempfile::tempdir().unwrap();
    desk.store
        .copy_database(&copy.path().join("store.db"), &desk.key)
        .unwrap();
    fs::copy(desk.home().join("anchor"), copy.path().join("anchor")).unwrap();
    let store = Store::open(copy.path(), &desk.key).unwrap();
    assert_eq!(
        store
            .read(|tx| patients::find(tx, "smith", 5))
            .unwrap()
            .found
            .len(),
        1
    );
    store.check().unwrap();
}

/// One of many patients, each long enough for a page of its own.
fn numbered(number: u8) -> PatientFields {
    PatientFields {
        identifier_value: Some(number.to_string()),
        body: "x".repeat(3000),
        ..john()
    }
}
