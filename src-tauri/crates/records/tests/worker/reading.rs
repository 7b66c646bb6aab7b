//! One record is read.

use std::time::{Duration, Instant};

use second_opinion_records::worker::{check, check_within};
use second_opinion_records::{Format, Limits};

use super::{exe, pdf};

#[test]
fn the_worker_answers_as_a_check_in_this_process_does() {
    let bytes = pdf("SMITH, John  NHS No. 943 476 5919  Born 14-Aug-1980");
    let here = second_opinion_records::check(&bytes, "scan.pdf", None, &Limits::default()).unwrap();
    let there = check(&exe(), &bytes, "scan.pdf", None, &Limits::default()).unwrap();
    assert_eq!(here, there);
    assert_eq!((there.format, there.pages), (Format::Pdf, 1));
    assert_eq!(there.found.nhs_numbers.len(), 1);
    assert_eq!(there.found.births.len(), 1);
}

#[test]
fn pictures_are_told_by_their_content_and_have_one_page() {
    let picture = image::RgbImage::from_fn(60, 40, |x, y| image::Rgb([x as u8 * 4, y as u8 * 6, 90]));
    for (format, kind) in [
        (Format::Jpeg, image::ImageFormat::Jpeg),
        (Format::Png, image::ImageFormat::Png),
    ] {
        let mut bytes = std::io::Cursor::new(Vec::new());
        picture.write_to(&mut bytes, kind).unwrap();
        let bytes = bytes.into_inner();
        let checked = check(&exe(), &bytes, "scan.pdf", None, &Limits::default()).unwrap();
        assert_eq!((checked.format, checked.pages), (format, 1));
        assert_eq!(checked.notes[0].code, "offered_as");
        let torn = check(&exe(), &bytes[..12], "scan", None, &Limits::default()).unwrap_err();
        assert_eq!(torn.code, "unreadable");
    }
}

#[test]
fn a_refusal_comes_back_in_the_same_words() {
    for (bytes, name) in [
        (&b""[..], "empty.pdf"),
        (b"II*\0....", "scan.tif"),
        (b"%PDF-1.7\nnothing", "torn.pdf"),
    ] {
        let here = second_opinion_records::check(bytes, name, None, &Limits::default()).unwrap_err();
        assert_eq!(
            check(&exe(), bytes, name, None, &Limits::default()).unwrap_err(),
            here,
            "{name}"
        );
    }
}

#[test]
fn a_name_that_promises_something_else_is_said() {
    let checked = check(&exe(), &pdf("x"), "letter.docx", None, &Limits::default()).unwrap();
    assert_eq!(checked.notes[0].code, "offered_as");
    assert!(
        checked.notes[0]
            .message
            .contains("its name says Word document, its content PDF")
    );
}

#[test]
fn a_name_under_which_such_files_usually_come_is_no_promise_of_another() {
    for (bytes, name) in [
        (&b"{\\rtf1 Dear colleague}"[..], "letter.doc"),
        (b"Date,Haemoglobin\r\n2026-11-02,121\r\n", "results.csv"),
    ] {
        let checked = check(&exe(), bytes, name, None, &Limits::default()).unwrap();
        assert_eq!(checked.offer(), None, "{name}: {:?}", checked.notes);
    }
    let web = check(
        &exe(),
        b"<!DOCTYPE html><p>Log in",
        "results.pdf",
        None,
        &Limits::default(),
    );
    assert!(web.unwrap().offer().is_some());
}

#[test]
fn a_program_that_is_no_worker_is_a_refusal_and_not_a_crash() {
    let bytes = pdf("x");
    for exe in ["/bin/false", "/nowhere/at/all"] {
        let refused = check(exe.as_ref(), &bytes, "x.pdf", None, &Limits::default()).unwrap_err();
        assert_eq!(refused.code, "worker_failed");
    }
}

#[test]
fn a_worker_that_takes_too_long_is_stopped() {
    let started = Instant::now();
    let limit = Duration::from_nanos(1);
    let refused = check_within(&exe(), &pdf("x"), "x.pdf", None, &Limits::default(), limit).unwrap_err();
    assert_eq!(refused.code, "too_long");
    assert!(started.elapsed() < Duration::from_secs(5));
}

#[test]
fn a_file_beyond_the_limit_is_refused_before_a_process_is_started() {
    let limits = Limits {
        bytes: 10,
        ..Limits::default()
    };
    assert_eq!(
        check("/nowhere".as_ref(), &pdf("x"), "x.pdf", None, &limits)
            .unwrap_err()
            .code,
        "too_large"
    );
}

#[cfg(target_os = "linux")]
#[test]
fn the_worker_can_neither_write_a_file_nor_take_all_memory() {
    // The limits as the kernel holds them for a worker that waits for its document.
    use std::io::Write as _;
    use std::process::{Command, Stdio};
    let mut child = Command::new(exe())
        .arg("--read-one-record")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut question = b"records1".to_vec();
    for number in [0u64, 0, 0, 1 << 20, 10, 1 << 20, 10, 10, 10, 1000] {
        question.extend(number.to_le_bytes());
    }
    input.write_all(&question).unwrap();
    let path = format!("/proc/{}/limits", child.id());
    let limit = |name: &str| {
        let limits = std::fs::read_to_string(&path).unwrap();
        let line = limits
            .lines()
            .find(|line| line.starts_with(name))
            .unwrap()
            .to_owned();
        line[name.len()..].split_whitespace().next().unwrap().to_owned()
    };
    let until = Instant::now() + Duration::from_secs(10);
    while limit("Max address space") == "unlimited" && Instant::now() < until {
        std::thread::sleep(Duration::from_millis(5));
    }
    let memory: u64 = limit("Max address space").parse().unwrap();
    assert!(memory < 3 << 30, "{memory}");
    assert_eq!(limit("Max file size"), "0");
    assert_eq!(limit("Max core file size"), "0");
    assert_eq!(limit("Max cpu time"), "20");
    // The lock on files is the last to be set; it cannot be read back but for the promise that it rests on.
    let promised = || {
        let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
        status
            .lines()
            .any(|line| line.split_whitespace().eq(["NoNewPrivs:", "1"]))
    };
    while !promised() && Instant::now() < until {
        std::thread::sleep(Duration::from_millis(5));
    }
    assert!(promised());
    // A filter over the calls of the system is the very last.
    let filtered = || {
        let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
        status
            .lines()
            .any(|line| line.split_whitespace().eq(["Seccomp:", "2"]))
    };
    while !filtered() && Instant::now() < until {
        std::thread::sleep(Duration::from_millis(5));
    }
    assert!(filtered());
    drop(input);
    assert!(
        !child.wait().unwrap().success(),
        "a document that was cut off is not answered"
    );
}
