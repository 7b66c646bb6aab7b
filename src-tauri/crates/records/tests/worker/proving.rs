//! The pages of a bundle are drawn and compared.

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use pdf::join::{Joined, Part, join};
use pdf::proof::{ProofError, Proved, compare_in_turn};
use pdf::source::Source;
use second_opinion_records::worker::{Drawn, Unproven, prove};
use second_opinion_records::{Format, Limits};

use super::{exe, fax, pdf, plan};

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
    join(plan(parts.collect()), None).unwrap()
}

fn drawn(file: &[u8]) -> Drawn {
    Drawn {
        format: Format::Pdf,
        bytes: Arc::new(file.to_vec()),
        password: None,
    }
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
        Some(drawn(files.get(part - 1)?))
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
    let mut original = |part: usize| drawn(&swapped[part - 1]).original();
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
