//! A writer killed at any moment: what it had acknowledged is whole, and the rest can be swept away.
//!
//! The program starts itself again as the writer, lets it put records for a while, and kills it. This says
//! nothing of a power cut, which also loses what was not yet flushed.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]
#![allow(clippy::print_stdout, reason = "the writer acknowledges on standard output")]

use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use second_opinion_vault::sealed::{FileName, SealedFiles};
use second_opinion_vault::secret::{DataKey, Passphrase};
use second_opinion_vault::slots::{KeySlots, SlotParams};

const KILLS: u64 = 20;

fn main() {
    let mut arguments = std::env::args().skip(1);
    match (arguments.next().as_deref(), arguments.next()) {
        (Some("writer"), Some(folder)) => write_until_killed(Path::new(&folder)),
        _ => a_killed_writer_loses_nothing_it_had_acknowledged(),
    }
}

fn a_killed_writer_loses_nothing_it_had_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    let key = DataKey::random().unwrap();
    let mut slots = KeySlots::for_demonstration("store-1");
    slots
        .add_passphrase("ada", &passphrase(), &key, &SlotParams::for_demonstration())
        .unwrap();
    slots.save(&folder.path().join("keys")).unwrap();

    let (mut acknowledged, mut known, mut temporaries) = (Vec::new(), Vec::new(), 0);
    for kill in 0..KILLS {
        acknowledged.extend(acknowledged_before_a_kill(folder.path(), kill));
        // The slot file was being replaced too: it is the old one or the new one, and opens.
        let slots = KeySlots::load(&folder.path().join("keys")).unwrap();
        let key = slots.open("ada", &passphrase()).unwrap();
        let files = SealedFiles::open(&folder.path().join("files"), &key).unwrap();
        let kept = files.list().unwrap();
        for name in kept.iter().filter(|name| !known.contains(*name)) {
            assert_eq!(
                files.verify(name),
                Ok(()),
                "kill {kill} left a file that is not whole"
            );
        }
        for name in &acknowledged {
            assert!(
                kept.contains(name),
                "kill {kill} lost a record that had been acknowledged"
            );
        }
        temporaries += files
            .sweep(|name| acknowledged.contains(name))
            .unwrap()
            .temporaries;
        known = files.list().unwrap();
        assert_eq!(known.len(), acknowledged.len(), "orphans are swept");
    }
    assert!(
        !acknowledged.is_empty(),
        "no record was ever finished: the test saw nothing"
    );
    assert!(
        temporaries > 0,
        "no kill came in the middle of a writing: the test saw nothing"
    );
    println!(
        "{KILLS} kills: {} records acknowledged, none lost; {temporaries} temporary files swept",
        acknowledged.len()
    );
}

/// Lets the writer acknowledge a few records, and kills it some milliseconds into a later one.
fn acknowledged_before_a_kill(folder: &Path, kill: u64) -> Vec<FileName> {
    let mut writer = Command::new(std::env::current_exe().unwrap())
        .arg("writer")
        .arg(folder)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = BufReader::new(writer.stdout.take().unwrap());
    let mut lines = String::new();
    for _ in 0..kill % 3 {
        said.read_line(&mut lines).unwrap();
    }
    std::thread::sleep(Duration::from_millis(kill));
    writer.kill().unwrap();
    writer.wait().unwrap();
    said.read_to_string(&mut lines).unwrap();
    // A line cut short by the kill acknowledges nothing.
    lines
        .split_inclusive('\n')
        .filter_map(|line| FileName::parse(line.strip_suffix('\n')?))
        .collect()
}

fn write_until_killed(folder: &Path) {
    let mut slots = KeySlots::load(&folder.join("keys")).unwrap();
    let key = slots.open("ada", &passphrase()).unwrap();
    let files = SealedFiles::open(&folder.join("files"), &key).unwrap();
    loop {
        let salt = DataKey::random().unwrap();
        let record = salt.db_key().as_bytes().repeat(8 * 1024);
        let name = files.put(&record).unwrap();
        println!("{name}");
        std::io::stdout().flush().unwrap();
        slots
            .add_passphrase("ada", &passphrase(), &key, &SlotParams::for_demonstration())
            .unwrap();
        slots.save(&folder.join("keys")).unwrap();
    }
}

fn passphrase() -> Passphrase {
    Passphrase::typed("amber kettle on the moor")
}
