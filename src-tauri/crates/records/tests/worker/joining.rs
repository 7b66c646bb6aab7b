//! The records of a bundle are read and joined.

use std::cell::RefCell;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use pdf::join::Written;
use pdf::source::{FileGone, Source};
use pdf::typeset::{Fonts, Strip, strips};
use second_opinion_records::join::{Asked, Binding, Bound, Joiner, Room, Unjoined, Unread};
use second_opinion_records::{Format, Limits, Reader};

use super::{exe, pdf, pieces, plan, scan};

fn asked() -> Asked {
    Asked {
        format: Format::Pdf,
        password: None,
        scans_dpi: None,
        keeps_size: false,
    }
}

/// These files as they are bound, each under a strip.
fn binding(files: &[Vec<u8>]) -> Binding {
    let sheet = Strip {
        width_pt: 595.0,
        height_pt: 842.0,
        left: "SMITH, John".to_owned(),
        ..Strip::default()
    };
    let bound = (1..).zip(files).map(|(number, _)| Bound {
        name: format!("enclosure-{number}"),
        title: format!("{number}. Record"),
        pages: vec![1],
        starts_right: false,
    });
    Binding {
        plan: plan(Vec::new()),
        records: bound.collect(),
        strips: strips(&vec![sheet; files.len()], Fonts::bundled()).unwrap(),
    }
}

/// A joiner that has read these files.
fn read(reader: &Reader, files: &[Vec<u8>], patience: Option<Duration>) -> Joiner {
    let room = Room::of(files.iter().map(|file| file.len() as u64));
    let joiner = Joiner::start_within(reader, room, patience).unwrap();
    for (number, file) in (1..).zip(files) {
        let read = joiner.read(number, &asked(), Arc::new(file.clone())).unwrap();
        assert_eq!(read.sizes.len(), 1);
    }
    joiner
}

/// What joining these files comes to, with all that was written and each record that was come to.
fn joined(
    joiner: Joiner,
    files: &[Vec<u8>],
    told: &mut dyn FnMut(usize) -> ControlFlow<()>,
) -> (Result<Written, Unjoined>, Vec<u8>) {
    let mut out = Vec::new();
    let file = |record: usize| files.get(record - 1).cloned().map(Arc::new).ok_or(FileGone);
    (joiner.join(binding(files), &file, &mut out, told), out)
}

/// A program that fails in this way as soon as it comes to join the second record.
fn failing(folder: &Path, fault: &str) -> PathBuf {
    let script = folder.join(fault);
    let words = format!(
        "#!/bin/sh\nSECOND_OPINION_WORKER_FAULT={fault}:2 exec '{}' \"$@\"\n",
        exe().display()
    );
    std::fs::write(&script, words).unwrap();
    #[cfg(unix)]
    std::fs::set_permissions(&script, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    script
}

#[test]
fn a_worker_joins_the_very_bytes_that_this_process_does() {
    // More than is kept, so that files are asked for again.
    let files = [pdf("One"), scan(6_000), scan(6_001)];
    let mut go_on = |_| ControlFlow::Continue(());
    let (here, ours) = joined(read(&Reader::Here, &files, None), &files, &mut go_on);
    let records = RefCell::new(Vec::new());
    let mut told = |record| {
        records.borrow_mut().push(record);
        ControlFlow::Continue(())
    };
    let (there, theirs) = joined(read(&Reader::Worker(exe()), &files, None), &files, &mut told);
    let (here, there) = (here.unwrap(), there.unwrap());
    assert!(ours == theirs, "{} and {} bytes", ours.len(), theirs.len());
    assert_eq!((here.pages, &here.sha256), (there.pages, &there.sha256));
    assert_eq!(there.sha256, second_opinion_records::sha256(&theirs));
    assert_eq!(here.expected.to_bytes(), there.expected.to_bytes());
    records.borrow_mut().dedup();
    assert!(records.borrow().ends_with(&[3]), "{records:?}");
}

#[test]
fn a_record_that_changes_between_reading_and_joining_makes_no_bundle() {
    let files = [pdf("One"), scan(300)];
    let mut changed = files.clone();
    let middle = changed[1].len() / 2;
    changed[1][middle] ^= 1;
    for reader in [Reader::Here, Reader::Worker(exe())] {
        let mut go_on = |_| ControlFlow::Continue(());
        let (unjoined, _) = joined(read(&reader, &files, None), &changed, &mut go_on);
        assert!(
            matches!(unjoined, Err(Unjoined::FileGone { record: 2 })),
            "{reader:?}: {unjoined:?}"
        );
    }
}

#[test]
fn content_in_long_pieces_is_asked_for_once_more_and_joined_whole() {
    let lines = "0 0 m 1 1 l S ".repeat(400);
    let text = format!("BT /F1 12 Tf 72 700 Td (One) Tj ET {lines}");
    let files = [pieces(&[text, lines])];
    let mut bundles = Vec::new();
    for reader in [Reader::Here, Reader::Worker(exe())] {
        let mut go_on = |_| ControlFlow::Continue(());
        let (written, bundle) = joined(read(&reader, &files, None), &files, &mut go_on);
        assert_eq!(written.unwrap().pages, 1);
        bundles.push(bundle);
    }
    assert!(bundles[0] == bundles[1], "the two bundles differ");
    let bundle = Source::read(&bundles[0], None, &Limits::default()).unwrap();
    assert!(bundle.page_text(1).contains("One"), "{}", bundle.page_text(1));
    // A file that is gone by then is said to be, whoever joins.
    for reader in [Reader::Here, Reader::Worker(exe())] {
        let mut go_on = |_| ControlFlow::Continue(());
        let joiner = read(&reader, &files, None);
        let gone = |_| Err(FileGone);
        let unjoined = joiner.join(binding(&files), &gone, &mut Vec::new(), &mut go_on);
        assert!(
            matches!(unjoined, Err(Unjoined::FileGone { record: 1 })),
            "{unjoined:?}"
        );
    }
}

#[test]
fn a_record_that_cannot_be_read_is_refused_and_the_others_are_joined_no_more() {
    let joiner = Joiner::start(&Reader::Worker(exe()), Room::of([10, 10].into_iter())).unwrap();
    let refused = joiner.read(1, &asked(), Arc::new(b"%PDF-1.7\nnothing".to_vec()));
    let here = Source::read(b"%PDF-1.7\nnothing", None, &Limits::default()).unwrap_err();
    assert_eq!(refused, Err(Unread::Refused(here.into())));
    joiner.stop();
    let interrupted = joiner.read(2, &asked(), Arc::new(pdf("Two")));
    assert!(interrupted.is_err());
}

#[cfg(all(unix, debug_assertions))]
#[test]
fn a_worker_that_crashes_or_takes_all_memory_while_it_joins_is_a_refusal_that_names_the_record() {
    let folder = tempfile::tempdir().unwrap();
    let files = [pdf("One"), pdf("Two")];
    for fault in ["crash", "memory", "allocator"] {
        let reader = Reader::Worker(failing(folder.path(), fault));
        let mut go_on = |_| ControlFlow::Continue(());
        match joined(read(&reader, &files, None), &files, &mut go_on).0 {
            Err(Unjoined::Worker { record: 2, refused }) => assert_eq!(refused.code, "worker_failed"),
            other => panic!("{fault}: {other:?}"),
        }
    }
}

#[cfg(all(unix, debug_assertions))]
#[test]
fn a_worker_that_hangs_while_it_joins_is_ended_in_time_or_by_whoever_waits() {
    let folder = tempfile::tempdir().unwrap();
    let files = [pdf("One"), pdf("Two")];
    let reader = Reader::Worker(failing(folder.path(), "hang"));
    let mut go_on = |_| ControlFlow::Continue(());
    let joiner = read(&reader, &files, Some(Duration::from_secs(2)));
    match joined(joiner, &files, &mut go_on).0 {
        Err(Unjoined::Worker { record: 2, refused }) => assert_eq!(refused.code, "too_long"),
        other => panic!("{other:?}"),
    }
    let mut stop = |record| match record {
        2 => ControlFlow::Break(()),
        _ => ControlFlow::Continue(()),
    };
    let (stopped, _) = joined(read(&reader, &files, None), &files, &mut stop);
    assert_eq!(stopped.unwrap_err(), Unjoined::Stopped);
}

#[cfg(target_os = "linux")]
#[test]
fn the_worker_that_joins_is_shut_away_before_it_is_given_a_record() {
    use std::io::Write as _;
    use std::process::{Command, Stdio};
    let mut child = Command::new(exe())
        .arg("--join-one-bundle")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut opening = b"records1".to_vec();
    for number in [2_u64, 1000, 2000] {
        opening.extend(number.to_le_bytes());
    }
    input.write_all(&opening).unwrap();
    let is_shut_away = || {
        let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
        let says = |words: [&str; 2]| status.lines().any(|line| line.split_whitespace().eq(words));
        says(["Seccomp:", "2"]) && says(["NoNewPrivs:", "1"])
    };
    let until = std::time::Instant::now() + Duration::from_secs(10);
    while !is_shut_away() && std::time::Instant::now() < until {
        std::thread::sleep(Duration::from_millis(5));
    }
    assert!(is_shut_away());
    let limits = std::fs::read_to_string(format!("/proc/{}/limits", child.id())).unwrap();
    let limit = |name: &str| {
        let line = limits.lines().find(|line| line.starts_with(name)).unwrap();
        line[name.len()..].split_whitespace().next().unwrap().to_owned()
    };
    assert!(limit("Max address space").parse::<u64>().unwrap() < 3 << 30);
    assert_eq!(
        (limit("Max file size"), limit("Max core file size")),
        ("0".into(), "0".into())
    );
    drop(input);
    assert!(!child.wait().unwrap().success());
}
