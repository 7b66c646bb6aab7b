//! A backup is a committed state, proved by opening it, and restored beside what there is and never over it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use domain::id::PatientId;
use second_opinion_store::audit::{self, Act, Filter, Verified};
use second_opinion_store::patients::{self, PatientFields};
use second_opinion_store::{Store, StoreError, backup, records};
use tempfile::TempDir;
use vault::secret::{DataKey, Passphrase};
use vault::slots::{KeySlots, SlotParams};

use crate::desk::{Desk, NOON, john, record, secretary};

/// A desk with key slots, one patient, one request and two records.
struct Kept {
    desk: Desk,
    place: TempDir,
}

impl Kept {
    fn new() -> Self {
        let desk = Desk::new();
        let mut slots = KeySlots::for_demonstration(&desk.store.id().to_string());
        slots
            .add_passphrase(
                "ann",
                &Passphrase::typed("made up"),
                &desk.key,
                &SlotParams::for_demonstration(),
            )
            .unwrap();
        slots.save(&desk.home().join("keys")).unwrap();
        let patient = desk.patient(1, &john());
        let request = desk.request(1, patient);
        for number in [1, 2] {
            let record = record(&desk, number, request, patient);
            desk.act(Act::RecordAdded, |tx| records::insert(tx, &record))
                .unwrap();
        }
        Self {
            desk,
            place: TempDir::new().unwrap(),
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.place.path().join(name)
    }

    fn back_up(&self) -> PathBuf {
        let file = self.path("backup");
        self.desk.store.back_up(&file, &self.desk.key).unwrap();
        file
    }

    fn restore(&self, file: &Path, to: &Path) -> Result<backup::Backup, StoreError> {
        backup::restore(file, &self.desk.key, to, NOON, |_| Ok(secretary()))
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.place.path()).unwrap();
        let mut names: Vec<_> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}

fn entries(store: &Store, act: Act) -> Vec<audit::WrittenEntry> {
    let filter = Filter {
        act: Some(act),
        page_size: 10_000,
        ..Filter::default()
    };
    store.read(|tx| audit::list(tx, &filter)).unwrap().entries
}

#[test]
fn a_backup_made_while_others_write_is_a_state_that_was_committed() {
    let kept = Kept::new();
    let stop = AtomicBool::new(false);
    let other = Store::open(kept.desk.home(), &kept.desk.key).unwrap();
    let made: Vec<_> = thread::scope(|scope| {
        scope.spawn(|| {
            for number in 10_u16.. {
                if stop.load(Ordering::Relaxed) {
                    break;
                }
                let fields = PatientFields {
                    identifier_value: Some(number.to_string()),
                    ..john()
                };
                let mut id = [9; 16];
                id[..2].copy_from_slice(&number.to_be_bytes());
                let id = PatientId::from_bytes(id);
                let entry = audit::Entry::done(Act::PatientRegistered).of_patient(id);
                other
                    .act(&secretary(), entry, NOON, |tx| {
                        patients::insert(tx, id, &fields, NOON.utc_ms)
                    })
                    .unwrap();
            }
        });
        let made = (0..5)
            .map(|round| {
                let file = kept.path(&format!("backup-{round}"));
                (kept.desk.store.back_up(&file, &kept.desk.key).unwrap(), file)
            })
            .collect();
        stop.store(true, Ordering::Relaxed);
        made
    });
    assert!(made[0].0.entries < made[4].0.entries, "others did write");
    for (backup, file) in &made {
        let home = kept.path("restored");
        assert_eq!(&kept.restore(file, &home).unwrap(), backup);
        let restored = Store::open(&home, &kept.desk.key).unwrap();
        let registered = entries(&restored, Act::PatientRegistered);
        let there = restored.read(|tx| patients::find(tx, "smith", 10_000)).unwrap();
        assert_eq!(
            registered.len(),
            there.found.len(),
            "each change is there with its entry"
        );
        let live = entries(&kept.desk.store, Act::PatientRegistered);
        assert!(
            live.ends_with(&registered),
            "and none that the live store does not know"
        );
        assert_eq!(restored.check().unwrap().missing_files, []);
        drop(restored);
        fs::remove_dir_all(home).unwrap();
    }
}

#[test]
fn a_restored_store_says_from_which_backup_it_came() {
    let kept = Kept::new();
    let file = kept.back_up();
    let backup = kept.restore(&file, &kept.path("restored")).unwrap();
    assert_eq!(backup::check(&file, &kept.desk.key).unwrap(), backup);
    assert_eq!(
        (backup.files, backup.bytes),
        (2, fs::metadata(&file).unwrap().len())
    );
    let restored = Store::open(&kept.path("restored"), &kept.desk.key).unwrap();
    let told = &entries(&restored, Act::Restored)[0].entry;
    assert_eq!(
        (told.object.as_deref(), told.detail.as_deref()),
        (Some(backup.sha256.as_str()), Some("missing=0"))
    );
    let Verified::Sound(head) = restored.check().unwrap().audit else {
        panic!("the restored trail does not hold");
    };
    assert_eq!(head.seq, backup.entries + 1);
    let slots = KeySlots::load(&kept.path("restored").join("keys")).unwrap();
    assert!(slots.open("ann", &Passphrase::typed("made up")).unwrap() == kept.desk.key);
    for name in restored.named_files().unwrap() {
        restored.files().verify(&name).unwrap();
    }
    assert_eq!(kept.names(), ["backup", "restored"], "nothing temporary is left");
}

#[test]
fn a_byte_changed_anywhere_in_a_backup_is_found_and_nothing_is_restored() {
    let kept = Kept::new();
    let file = kept.back_up();
    let whole = fs::read(&file).unwrap();
    for place in (0..60).map(|step| step * (whole.len() - 1) / 59) {
        let mut bytes = whole.clone();
        bytes[place] ^= 0x20;
        fs::write(&file, bytes).unwrap();
        let said = backup::check(&file, &kept.desk.key);
        assert!(
            matches!(said, Err(StoreError::Damaged { .. } | StoreError::Newer { .. })),
            "{place}: {said:?}"
        );
        assert_eq!(kept.restore(&file, &kept.path("restored")).err(), said.err());
    }
    assert_eq!(kept.names(), ["backup"]);
    let other = DataKey::random().unwrap();
    fs::write(&file, whole).unwrap();
    assert!(matches!(
        backup::check(&file, &other),
        Err(StoreError::Damaged { .. })
    ));
}

#[test]
fn nothing_that_is_there_is_written_over() {
    let kept = Kept::new();
    let file = kept.back_up();
    let before = fs::read(&file).unwrap();
    let again = kept.desk.store.back_up(&file, &kept.desk.key);
    assert_eq!(again.err(), Some(StoreError::Duplicate { what: "backup file" }));
    assert!(fs::read(&file).unwrap() == before);

    let live = kept.desk.home();
    assert_eq!(kept.restore(&file, live).err(), Some(StoreError::Exists));
    assert_eq!(kept.restore(&file, &file).err(), Some(StoreError::Exists));
    kept.desk.store.check().unwrap();
    fs::create_dir(kept.path("empty")).unwrap();
    kept.restore(&file, &kept.path("empty")).unwrap();
}

#[test]
fn a_record_that_is_missing_or_damaged_keeps_the_backup_from_being_made() {
    for is_missing in [true, false] {
        let kept = Kept::new();
        let name = kept.desk.store.named_files().unwrap()[0];
        let sealed = kept.desk.store.files().path_of(&name);
        if is_missing {
            fs::remove_file(sealed).unwrap();
        } else {
            let mut bytes = fs::read(&sealed).unwrap();
            bytes[90] ^= 1;
            fs::write(&sealed, bytes).unwrap();
        }
        let said = kept.desk.store.back_up(&kept.path("backup"), &kept.desk.key);
        assert!(matches!(said, Err(StoreError::Damaged { .. })), "{said:?}");
        assert_eq!(kept.names(), [""; 0]);
    }
}

#[test]
fn what_a_crash_has_left_is_taken_over_and_a_backup_under_way_is_not() {
    let kept = Kept::new();
    let left = kept.path(".backup.partial");
    fs::create_dir_all(left.join("store")).unwrap();
    fs::write(left.join("store.db"), "half").unwrap();
    fs::write(left.join("backup"), "half").unwrap();
    let lock = fs::File::create(left.join("lock")).unwrap();
    lock.lock().unwrap();
    let meanwhile = kept.desk.store.back_up(&kept.path("backup"), &kept.desk.key);
    assert_eq!(meanwhile.err(), Some(StoreError::Busy));
    drop(lock);
    kept.back_up();
    assert_eq!(kept.names(), ["backup"]);
}

#[test]
fn who_may_not_restore_leaves_no_folder() {
    let kept = Kept::new();
    let file = kept.back_up();
    let said = backup::restore(&file, &kept.desk.key, &kept.path("restored"), NOON, |_| {
        Err(StoreError::NotFound { what: "user" })
    });
    assert_eq!(said.err(), Some(StoreError::NotFound { what: "user" }));
    assert_eq!(kept.names(), ["backup"]);
}

#[test]
fn the_last_backup_is_the_newest_that_was_made() {
    let kept = Kept::new();
    let last = || kept.desk.read(audit::last_backup);
    assert_eq!(last(), None);
    for ms in [0, 1_000] {
        let at = second_opinion_store::At {
            utc_ms: NOON.utc_ms + ms,
            ..NOON
        };
        kept.desk.act_at(at, Act::BackupMade, |_| Ok(())).unwrap();
    }
    let refused = audit::Entry::refused(Act::BackupMade, "role_may_not");
    kept.desk
        .store
        .act(&secretary(), refused, NOON, |_| Ok::<_, StoreError>(()))
        .unwrap();
    assert_eq!(last(), Some(NOON.utc_ms + 1_000));
}
