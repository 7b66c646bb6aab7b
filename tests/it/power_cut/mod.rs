//! The power goes at any moment of a day's work: everything that the person was told was done is there when it comes back,
//! and what was not is there whole or not at all (hazard H27).
//!
//! The day is worked once, watched call by call; each cut is then made of what the disk had been asked for until that
//! moment. A disk that is asked for less, as it would be with a weaker setting of the database, must fail the same test.

mod day;
mod disk;
mod trace;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Mutex, mpsc};

use pathway::{home, open_request, read_audit, register_patient, sign_in};
use second_opinion_tests::{Chance, now};
use tempfile::TempDir;

use day::{Told, WHO, passphrase};
use disk::Disk;
use trace::Event;

/// The variable that says how many cuts are made; ten thousand take a quarter of an hour.
const CUTS: &str = "SECOND_OPINION_POWER_CUTS";
const USUAL: usize = 120;

/// The folder in which the program that is watched works.
const AT_WORK: &str = "SECOND_OPINION_POWER_CUT_DAY";

/// What is left after one cut, and what the person had been told by then.
struct Left {
    event: usize,
    files: Vec<(PathBuf, Option<Vec<u8>>)>,
    told: Vec<Told>,
}

#[test]
fn the_power_goes_at_any_moment_and_what_was_said_to_be_done_is_done() {
    if let Some(root) = std::env::var_os(AT_WORK) {
        return day::work(Path::new(&root));
    }
    let cuts = std::env::var(CUTS).map_or(USUAL, |cuts| cuts.parse().unwrap());
    let folder = in_memory();
    let root = folder.path().join("disk");
    std::fs::create_dir(&root).unwrap();
    day::prepare(&root);
    let before = Disk::holding(&root);
    let events = watched(&root, &folder.path().join("log"));
    let said = events.iter().filter(|event| told(event).is_some()).count();
    assert!(said > 20, "only {said} things were acknowledged");

    let failed = failed(&before, &events, &root, cuts);
    let first = &failed[..failed.len().min(8)];
    assert!(failed.is_empty(), "{} of {cuts} cuts: {first:#?}", failed.len());

    // The same day on a database that syncs only when it empties its log, as its weaker setting does; until the key is
    // changed, for which the log is emptied.
    let last = events
        .iter()
        .rposition(|event| matches!(told(event), Some(Told::Passphrase { .. })));
    let fewer = without_the_syncs_of_commits(&events[..last.unwrap()], &root.join("store"));
    let cuts = cuts / 3;
    let seen = self::failed(&before, &fewer, &root, cuts).len();
    // More than half of thousands; a few scatter about that.
    let least = if cuts < 1_000 { cuts / 4 } else { cuts / 2 };
    assert!(
        seen > least,
        "of {cuts} cuts that lose something, only {seen} were seen"
    );
}

/// Works the day in another process, and gives what it asked the disk for.
fn watched(root: &Path, log: &Path) -> Vec<Event> {
    let mut day = Command::new(std::env::current_exe().unwrap());
    day.args(["--exact", "--nocapture"])
        .arg("power_cut::the_power_goes_at_any_moment_and_what_was_said_to_be_done_is_done")
        .env(AT_WORK, root);
    let ended = trace::of(&day, log).stdout(Stdio::null()).status().unwrap();
    assert!(ended.success(), "the day could not be worked");
    trace::read(log, root)
}

/// Cuts the power at so many moments, and says what is wrong after which.
fn failed(before: &Disk, events: &[Event], root: &Path, cuts: usize) -> Vec<String> {
    let mut chance = Chance::new(11);
    let mut moments: Vec<usize> = (0..cuts)
        .map(|_| chance.below(events.len() as u64 + 1) as usize)
        .collect();
    moments.sort_unstable();
    let mut end = before.clone();
    events.iter().for_each(|event| end.follow(event));

    let (hand_over, to_be_opened) = mpsc::sync_channel::<Left>(4);
    let (to_be_opened, failed) = (Mutex::new(to_be_opened), Mutex::new(Vec::new()));
    std::thread::scope(|threads| {
        for _ in 0..2 {
            threads.spawn(|| {
                loop {
                    let next = to_be_opened.lock().unwrap().recv();
                    let Ok(left) = next else { return };
                    if let Err(what) = is_whole(&left, root, &end) {
                        failed
                            .lock()
                            .unwrap()
                            .push(format!("cut before call {}: {what}", left.event));
                    }
                }
            });
        }
        let (mut disk, mut told_by_then, mut done) = (before.clone(), Vec::new(), 0);
        for event in moments {
            for event in &events[done..event] {
                disk.follow(event);
                told_by_then.extend(told(event));
            }
            done = event;
            let (files, told) = (disk.cut(&mut chance), told_by_then.clone());
            hand_over.send(Left { event, files, told }).unwrap();
        }
        drop(hand_over);
    });
    failed.into_inner().unwrap()
}

/// A folder that forgets: nothing of this test needs a real disk, whose waits would be most of its time.
fn in_memory() -> TempDir {
    let memory = Path::new("/dev/shm");
    match memory.is_dir() {
        true => TempDir::new_in(memory),
        false => TempDir::new(),
    }
    .unwrap()
}

/// Opens what is left with the program itself.
fn is_whole(left: &Left, root: &Path, end: &Disk) -> Result<(), String> {
    let memory = Path::new("/dev/shm");
    let folder = if memory.is_dir() {
        TempDir::new_in(memory)
    } else {
        TempDir::new()
    }
    .unwrap();
    for (path, bytes) in &left.files {
        let path = folder.path().join(path);
        match bytes {
            Some(bytes) => std::fs::write(path, bytes).unwrap(),
            None => std::fs::create_dir_all(path).unwrap(),
        }
    }
    let passphrases = left
        .told
        .iter()
        .filter(|told| matches!(told, Told::Passphrase { .. }))
        .count();
    let store = folder.path().join("store");
    // A passphrase that was being changed may be the old or the new one.
    let mut desk = [passphrases, passphrases + 1]
        .iter()
        .find_map(|number| sign_in::sign_in(&store, WHO, &passphrase(*number), now()).ok())
        .map_or_else(
            || {
                sign_in::sign_in(&store, WHO, &passphrase(passphrases), now())
                    .map_err(|error| error.to_string())
            },
            Ok,
        )?;
    home::check(&mut desk, now()).map_err(|error| format!("the check: {error}"))?;
    let trail = read_audit::verify(&mut desk, now()).map_err(|error| format!("the trail: {error}"))?;
    if trail.status != "sound" {
        return Err(format!("the trail is {}", trail.status));
    }
    for told in &left.told {
        match told {
            Told::Patient { id } => drop(register_patient::show(&mut desk, id, now()).map_err(lost(told))?),
            Told::Request {
                id, version, records, ..
            } => {
                let shown = open_request::show(&mut desk, id, now()).map_err(lost(told))?;
                if shown.version < *version || shown.records.len() < *records {
                    return Err(format!("lost: {told:?}"));
                }
            }
            Told::File { path } => {
                let path = Path::new(path);
                let found = std::fs::read(folder.path().join(path.strip_prefix(root).unwrap())).ok();
                if found != end.live(path) {
                    return Err(format!("lost: {told:?}"));
                }
            }
            // The passphrase has let the person in, by the slots of the one key or the other.
            Told::Passphrase { .. } | Told::Key => {}
        }
    }
    no_half_file(folder.path(), root, end)
}

/// What has the name that a person gave is whole, whether they were told of it or not.
fn no_half_file(folder: &Path, root: &Path, end: &Disk) -> Result<(), String> {
    for file in std::fs::read_dir(folder.join("out")).unwrap() {
        let file = file.unwrap();
        let name = file.file_name().into_string().unwrap();
        let is_named = !name.starts_with('.');
        if is_named && std::fs::read(file.path()).ok() != end.live(&root.join("out").join(&name)) {
            return Err(format!("half a file: {name}"));
        }
    }
    Ok(())
}

fn lost(told: &Told) -> impl FnOnce(pathway::Error) -> String {
    move |error| format!("lost: {told:?}: {error}")
}

fn told(event: &Event) -> Option<Told> {
    match event {
        Event::Said { line } => serde_json::from_str(line).ok(),
        _ => None,
    }
}

/// The calls of a database that does not sync its log at a commit: only before its pages are written back, and after the
/// log was begun anew.
fn without_the_syncs_of_commits(events: &[Event], store: &Path) -> Vec<Event> {
    let (pages, log) = (store.join("store.db"), store.join("store.db-wal"));
    let of_database = |event: &Event| match event {
        Event::Write { path, .. } | Event::Truncate { path, .. } | Event::Sync { path } => {
            *path == pages || *path == log
        }
        _ => false,
    };
    let is_kept = |at: usize| {
        let is_of_log = matches!(&events[at], Event::Sync { path } if *path == log);
        let next = events[at + 1..].iter().find(|event| of_database(event));
        let before = events[..at].iter().rev().find(|event| of_database(event));
        let pages_follow = matches!(next, Some(Event::Write { path, .. }) if *path == pages);
        let was_begun = matches!(before, Some(Event::Write { at: Some(0), .. }));
        !is_of_log || pages_follow || was_begun
    };
    (0..events.len())
        .filter(|at| is_kept(*at))
        .map(|at| events[at].clone())
        .collect()
}
