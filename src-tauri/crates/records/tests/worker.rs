//! The worker as a process of its own: what it answers, and what becomes of files made to harm.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use pdf::join::{Joined, Part, Plan, join};
use pdf::proof::{Original, ProofError, Proved, compare_in_turn};
use pdf::source::Source;
use second_opinion_records::worker::{Unproven, check, check_within, prove};
use second_opinion_records::{Format, Limits};

/// The example program that is nothing but a worker; Cargo builds it before these tests.
fn exe() -> PathBuf {
    let mut folder = std::env::current_exe().unwrap();
    folder.pop();
    folder.pop();
    folder
        .join("examples")
        .join(format!("worker{}", std::env::consts::EXE_SUFFIX))
}

/// A PDF of one page with this text in its content, written by hand.
fn pdf(text: &str) -> Vec<u8> {
    let content = format!("BT /F1 12 Tf 72 700 Td ({text}) Tj ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
    ];
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (number, object) in (1..).zip(&objects) {
        places.push(out.len());
        out.extend(format!("{number} 0 obj\n{object}\nendobj\n").bytes());
    }
    let table = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for place in places {
        out.extend(format!("{place:010} 00000 n \n").bytes());
    }
    let size = objects.len() + 1;
    out.extend(format!("trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n").bytes());
    out
}

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

/// A bundle of these files, each an enclosure without a strip.
fn bundle(files: &[Vec<u8>]) -> Joined {
    let parts = (1..).zip(files).map(|(number, bytes)| {
        let source = Source::read(bytes, None, &Limits::default()).unwrap();
        Part {
            name: format!("enclosure-{number}"),
            title: format!("Enclosure {number}"),
            pages: (1..=source.page_count()).collect(),
            source,
            stamped: true,
            starts_right: false,
            outline: Vec::new(),
        }
    });
    let plan = Plan {
        parts: parts.collect(),
        title: "SO-2026-0042".to_owned(),
        language: "en-GB".to_owned(),
        id: [7; 16],
        created: "D:20260102030405Z".to_owned(),
        manifest: b"{}".to_vec(),
        producer: "Second Opinion".to_owned(),
        show_bookmarks: true,
    };
    join(plan, None).unwrap()
}

/// What a worker finds of a bundle that is said to be made of `files`; it hears of each part that is asked for.
fn proved(
    exe: &Path,
    bundle: &Joined,
    files: &[Vec<u8>],
    asked: &mut Vec<usize>,
) -> Result<Proved, Unproven> {
    let mut original = |part: usize| {
        asked.push(part);
        let bytes = files.get(part - 1)?.clone();
        Some(Original {
            bytes: Arc::new(bytes),
            password: None,
        })
    };
    prove(exe, &bundle.bytes, &bundle.expected, &mut original, &mut |_| {
        ControlFlow::Continue(())
    })
}

#[test]
fn a_worker_proves_a_bundle_as_this_process_does_with_one_source_at_a_time() {
    let files = [pdf("One"), pdf("Two"), pdf("Three")];
    let joined = bundle(&files);
    let mut asked = Vec::new();
    let there = proved(&exe(), &joined, &files, &mut asked).unwrap();
    assert_eq!((there.pages, there.unproved.len()), (3, 0));
    assert_eq!(asked, [1, 2, 3]);
    let swapped = [files[0].clone(), files[2].clone(), files[1].clone()];
    let mut original = |part: usize| {
        Some(Original {
            bytes: Arc::new(swapped[part - 1].clone()),
            password: None,
        })
    };
    let bytes = Arc::new(joined.bytes.clone());
    let here = compare_in_turn(bytes, &joined.expected, &mut original, 1, &mut |_| {
        ControlFlow::Continue(())
    });
    let there = proved(&exe(), &joined, &swapped, &mut asked).unwrap_err();
    assert!(matches!(here, Err(ProofError::Differences(ref pages)) if pages.len() == 2));
    assert_eq!(there, Unproven::Proof(here.unwrap_err()));
}

#[test]
fn a_proof_can_be_stopped_and_a_program_that_is_no_worker_proves_nothing() {
    let files = [pdf("One")];
    let joined = bundle(&files);
    let mut none = |_| None;
    let stopped = prove(&exe(), &joined.bytes, &joined.expected, &mut none, &mut |_| {
        ControlFlow::Break(())
    });
    assert_eq!(stopped, Err(Unproven::Proof(ProofError::Stopped)));
    for exe in ["/bin/false", "/nowhere/at/all"] {
        match proved(exe.as_ref(), &joined, &files, &mut Vec::new()) {
            Err(Unproven::Worker { part: 0, refused }) => assert_eq!(refused.code, "worker_failed"),
            other => panic!("{other:?}"),
        }
    }
}

/// A page with a fax of so many white pixels to a side, in a few kilobytes.
fn fax(side: u32) -> Vec<u8> {
    let data = vec![0xFF_u8; side as usize / 8 + 8];
    let content = "q 500 0 0 500 20 20 cm /I Do Q";
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    let image = format!(
        "<< /Type /XObject /Subtype /Image /Width {side} /Height {side} /BitsPerComponent 1 /ColorSpace /DeviceGray \
         /Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns {side} /Rows {side} >> /Length {} >>\nstream\n",
        data.len()
    );
    let objects: [Vec<u8>; 5] = [
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /I 5 0 R >> >> >>"
            .to_vec(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()).into_bytes(),
        [image.as_bytes(), &data, b"\nendstream"].concat(),
    ];
    for (number, object) in (1..).zip(&objects) {
        places.push(out.len());
        out.extend(format!("{number} 0 obj\n").bytes());
        out.extend_from_slice(object);
        out.extend_from_slice(b"\nendobj\n");
    }
    let table = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for place in places {
        out.extend(format!("{place:010} 00000 n \n").bytes());
    }
    out.extend(format!("trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n").bytes());
    out
}

#[cfg(target_os = "linux")]
#[test]
fn a_page_that_takes_all_memory_costs_its_worker_alone_and_is_named() {
    let files = [pdf("One"), fax(60_000), pdf("Three")];
    let joined = bundle(&files);
    match proved(&exe(), &joined, &files, &mut Vec::new()) {
        Err(Unproven::Worker { part, refused }) => {
            assert_eq!((part, refused.code.as_str()), (2, "worker_failed"));
        }
        other => panic!("{other:?}"),
    }
}
