use std::path::PathBuf;
use std::time::Duration;

use second_opinion_vault::attempts::Attempts;
use tempfile::TempDir;

const NINE: i64 = 1_795_510_800_000;
const MINUTE: i64 = 60_000;

/// A store's folder, in which every look reads the file afresh, as another process would.
struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    fn path(&self) -> PathBuf {
        self.0.path().join("attempts")
    }

    fn fail(&self, name: &str, at: i64) -> Option<Duration> {
        let mut attempts = Attempts::load(&self.path(), at).unwrap();
        let wait = attempts.failed(name);
        attempts.save(&self.path()).unwrap();
        wait
    }

    fn wait(&self, name: &str, at: i64) -> Option<Duration> {
        let attempts = Attempts::load(&self.path(), at).unwrap();
        attempts.save(&self.path()).unwrap();
        attempts.wait(name)
    }
}

#[test]
fn the_wait_begins_after_five_failures_and_doubles_up_to_an_hour() {
    let folder = Folder::new();
    let waits: Vec<_> = (0..14)
        .map(|day| {
            folder
                .fail("ann", NINE + day * 24 * 60 * MINUTE)
                .map(|wait| wait.as_secs())
        })
        .collect();
    let expected = [30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600].map(Some);
    assert_eq!(waits[..4], [None; 4]);
    assert_eq!(waits[4..], expected);
    assert_eq!(
        folder.wait("ben", NINE + 14 * 24 * 60 * MINUTE),
        None,
        "others are not held up"
    );
}

#[test]
fn a_clock_set_back_takes_nothing_off_the_wait_and_adds_nothing() {
    let folder = Folder::new();
    for _ in 0..7 {
        folder.fail("ann", NINE);
    }
    let wait = |at: i64| folder.wait("ann", at).map_or(0, |wait| wait.as_secs());
    assert_eq!(wait(NINE + MINUTE), 60);
    assert_eq!(wait(NINE - 24 * 60 * MINUTE), 60);
    assert_eq!(wait(NINE - 24 * 60 * MINUTE + MINUTE / 2), 30);
    assert_eq!(wait(NINE - 23 * 60 * MINUTE), 0);
}

#[test]
fn attempts_that_are_forgiven_are_still_told_of_once() {
    let folder = Folder::new();
    for _ in 0..6 {
        folder.fail("ann", NINE);
    }
    let mut attempts = Attempts::load(&folder.path(), NINE).unwrap();
    attempts.turned_away("ann");
    attempts.forgive("ann");
    assert_eq!(attempts.wait("ann"), None);
    assert_eq!(attempts.unreported()[0].count, 7);
    attempts.reported();
    assert_eq!(
        attempts,
        Attempts::load(&folder.0.path().join("none"), NINE).unwrap()
    );
}

#[test]
fn a_count_that_was_tampered_with_makes_everybody_wait_sooner() {
    let folder = Folder::new();
    for _ in 0..6 {
        folder.fail("ann", NINE);
    }
    let text = std::fs::read_to_string(folder.path()).unwrap();
    for forged in [
        text.replace("\"failures\":6", "\"failures\":0"),
        "{".into(),
        String::new(),
    ] {
        std::fs::write(folder.path(), forged).unwrap();
        assert!(folder.fail("ann", NINE).is_some());
        assert!(folder.fail("ben", NINE).is_some(), "and it is remembered");
    }
}

#[test]
fn a_flood_of_names_does_not_wash_a_count_away() {
    let folder = Folder::new();
    let mut attempts = Attempts::load(&folder.path(), NINE).unwrap();
    for _ in 0..5 {
        attempts.failed("ann");
    }
    for number in 0..2_000 {
        attempts.failed(&number.to_string());
    }
    attempts.save(&folder.path()).unwrap();
    assert!(folder.wait("ann", NINE).is_some());
}

#[test]
fn the_file_holds_no_name() {
    let (one, other) = (
        Attempts::digest_of("store-1", "ann.jones"),
        Attempts::digest_of("store-2", "ann.jones"),
    );
    assert!(one != other && !one.contains("ann"));
}
