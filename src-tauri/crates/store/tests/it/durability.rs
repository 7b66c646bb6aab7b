//! A program that is killed loses nothing that it has acknowledged.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use domain::id::{PatientId, StoreId};
use second_opinion_store::audit::{self, Act, Entry, Verified};
use second_opinion_store::patients::{self, PatientFields};
use second_opinion_store::{Purpose, Store, StoreError};
use vault::secret::{DataKey, Passphrase};
use vault::slots::{KeySlots, SlotParams};

use crate::desk::{NOON, john, secretary};

const WRITER: &str = "SECOND_OPINION_TEST_WRITER";
const PASSPHRASE: &str = "a plain kettle sings at noon";

#[test]
fn nothing_acknowledged_is_lost_when_the_program_is_killed() {
    // The same test, run again as another process, is the program that is killed.
    if let Some(folder) = std::env::var_os(WRITER) {
        write_for_ever(Path::new(&folder));
    }
    let folder = tempfile::tempdir().unwrap();
    let key = DataKey::random().unwrap();
    let mut slots = KeySlots::for_demonstration("store");
    slots
        .add_passphrase(
            "writer",
            &Passphrase::parse(PASSPHRASE).unwrap(),
            &key,
            &SlotParams::for_demonstration(),
        )
        .unwrap();
    slots.save(&folder.path().join("keys")).unwrap();
    drop(
        Store::create(
            folder.path(),
            &key,
            StoreId::from_bytes([1; 16]),
            Purpose::Demonstration,
            0,
        )
        .unwrap(),
    );

    let mut acknowledged = 0_u64;
    for round in 0..10 {
        let last = kill_after(folder.path(), 5 + round * 3);
        assert!(
            last > acknowledged,
            "the writer must get on: {last} after {acknowledged}"
        );
        acknowledged = last;

        let store = Store::open(folder.path(), &key).unwrap();
        let Verified::Sound(head) = store.read(audit::verify).unwrap() else {
            panic!("the trail broke")
        };
        assert!(
            head.seq >= acknowledged,
            "{acknowledged} were acknowledged and {} are there",
            head.seq
        );
        let kept = store
            .read(|tx| patients::find(tx, "smith", 100_000))
            .unwrap()
            .found
            .len() as u64;
        assert_eq!(
            kept, head.seq,
            "each entry has its patient and each patient its entry"
        );
        store.check().unwrap();
    }
}

/// Lets a writer acknowledge so many actions more, kills it, and gives the last number that it acknowledged.
fn kill_after(folder: &Path, actions: usize) -> u64 {
    let mut writer = Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "durability::nothing_acknowledged_is_lost_when_the_program_is_killed",
            "--nocapture",
        ])
        .env(WRITER, folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(writer.stdout.take().unwrap()).lines();
    let mut numbers = lines.filter_map(|line| line.ok()?.strip_prefix("acknowledged ")?.parse::<u64>().ok());
    let mut last = numbers.nth(actions - 1).expect("the writer ended by itself");
    writer.kill().unwrap();
    writer.wait().unwrap();
    // What it wrote to the pipe before it died was acknowledged, too.
    last = numbers.last().unwrap_or(last);
    last
}

fn write_for_ever(folder: &Path) -> ! {
    let slots = KeySlots::load(&folder.join("keys")).unwrap();
    let key = slots
        .open("writer", &Passphrase::parse(PASSPHRASE).unwrap())
        .unwrap();
    let store = Store::open(folder, &key).unwrap();
    let mut out = std::io::stdout();
    loop {
        let number = store.read(audit::current_head).unwrap().seq + 1;
        let fields = PatientFields {
            identifier_value: Some(number.to_string()),
            ..john()
        };
        let mut id = [0; 16];
        id[..8].copy_from_slice(&number.to_be_bytes());
        store
            .act(&secretary(), Entry::done(Act::PatientRegistered), NOON, |tx| {
                patients::insert(tx, PatientId::from_bytes(id), &fields, 0)?;
                Ok::<_, StoreError>(())
            })
            .unwrap();
        writeln!(out, "\nacknowledged {number}").unwrap();
        out.flush().unwrap();
    }
}
