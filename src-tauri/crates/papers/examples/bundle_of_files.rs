//! Makes a bundle of PDFs without proving it, for measuring: `bundle_of_files OUT FILE…`.
//!
//! Letter, index, stamps and manifest are made as the program makes them, for a patient who does not exist, and the
//! files are read and joined by a worker as they are there. With `PROVE` set in the environment, the whole of the work is
//! done and each step's time is told; with `HERE` set, everything is done in this process.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::print_stderr,
    missing_docs,
    unreachable_pub
)]

#[allow(dead_code)]
#[path = "../tests/it/case.rs"]
mod case;

use std::ops::ControlFlow;
use std::time::Instant;

use domain::id::{BundleId, RecordId};
use domain::record::{PageChoice, RecordKind, ReportStatus};
use second_opinion_papers::bundle::{
    BundleContent, EnclosureContent, Progress, RecordFile, Unfetched, assemble_by, join_unproved,
};

/// The allocator of the program itself.
#[global_allocator]
static MEMORY: records::worker::Memory = records::worker::memory();

fn main() {
    records::worker::run_if_asked(&MEMORY);
    let mut arguments = std::env::args().skip(1);
    let out = arguments.next().expect("usage: bundle_of_files OUT FILE…");
    let case = case::Case::usual();
    let start = Instant::now();
    let enclosures = (1_u128..)
        .zip(arguments)
        .map(|(number, path)| EnclosureContent {
            id: RecordId::from_bytes(number.to_be_bytes()),
            title: format!("Record {number}"),
            kind: RecordKind::Other,
            dated: Some(case::day("2026-11-02")),
            source_name: Some("St Brannoc’s Hospital".into()),
            report_status: Some(ReportStatus::Final),
            format: records::Format::Pdf,
            sha256: digest(&path),
            file: RecordFile::fetched(length(&path), move || std::fs::read(&path).map_err(|_| Unfetched)),
            password: None,
            pages: PageChoice::All,
            starts_right: false,
            notes: Vec::new(),
        })
        .collect();
    let content = BundleContent {
        letter: case.signed(),
        enclosures,
        others: Vec::new(),
        id: BundleId::from_bytes([7; 16]),
        created: "D:20261124090500Z".into(),
        part: None,
        supplement: None,
        scans_dpi: None,
    };
    let prove = std::env::var_os("PROVE").is_some();
    let told = prove || std::env::var_os("TELL").is_some();
    let mut last = None;
    let mut progress = |step| {
        let is_new = last.replace(step) != Some(step);
        if told
            && is_new
            && !matches!(
                step,
                Progress::Reading { .. } | Progress::Joining { enclosure: 1.., .. }
            )
        {
            eprintln!("{:>8.3} s {step:?}", start.elapsed().as_secs_f64());
        }
        ControlFlow::Continue(())
    };
    let reader = match std::env::var_os("HERE") {
        Some(_) => records::Reader::Here,
        None => records::Reader::this_program(),
    };
    if prove {
        let bundle = assemble_by(&reader, content, &mut progress).expect("the bundle can be made");
        std::fs::write(out, &bundle.bytes).expect("the bundle can be written");
    } else {
        let mut out = std::fs::File::create(out).expect("the bundle can be written");
        join_unproved(&reader, content, &mut out, &mut progress).expect("the bundle can be joined");
    }
    if told {
        eprintln!("{:>8.3} s in all", start.elapsed().as_secs_f64());
    }
}

fn length(path: &str) -> u64 {
    std::fs::metadata(path).expect("the file can be read").len()
}

/// The digest that the store holds of a record; kept beside the file so that it is not measured.
fn digest(path: &str) -> String {
    let kept = format!("{path}.sha256");
    std::fs::read_to_string(&kept).unwrap_or_else(|_| {
        let digest = records::sha256(&std::fs::read(path).expect("the file can be read"));
        std::fs::write(kept, &digest).expect("the digest can be written");
        digest
    })
}
