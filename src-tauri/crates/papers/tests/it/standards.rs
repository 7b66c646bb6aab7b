//! Every paper of every kind, language, size and mark keeps PDF/A-2a and PDF/UA-1.

use std::path::Path;

use domain::letterhead::{EnvelopeWindow, Letterhead, LetterheadColour, Logo};
use pdf::conformance::{Standard, faults};
use second_opinion_papers::hazards;
use second_opinion_papers::kind::{Kind, PaperContent, Setting, print};
use second_opinion_papers::language::TypeSize;
use second_opinion_papers::letter::{self, LetterContent};
use second_opinion_papers::recovery::{self, RecoveryContent};
use second_opinion_papers::report::{self, ReportContent, ReportTable};
use second_opinion_papers::template::Templates;
use second_opinion_papers::worklist::{self, WorklistContent, WorklistEntry};

use crate::case::{Case, day};

const SIZES: [TypeSize; 4] = [
    TypeSize::Usual,
    TypeSize::Large,
    TypeSize::Larger,
    TypeSize::Largest,
];

/// Checks a paper; with `SECOND_OPINION_PAPERS` set to a folder, writes it there too, to be looked at.
fn keeps(name: &str, bytes: &[u8]) {
    if let Some(folder) = std::env::var_os("SECOND_OPINION_PAPERS") {
        let folder = Path::new(&folder).join("papers");
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join(format!("{name}.pdf")), bytes).unwrap();
    }
    let faults = faults(bytes, Standard::Paper);
    let words: Vec<String> = faults.iter().map(ToString::to_string).collect();
    assert!(words.is_empty(), "{name}: {}", words.join("\n"));
}

#[test]
fn every_letter_is_archived_and_read_aloud_as_it_is_printed() {
    let (full, usual) = (Case::full(), Case::usual());
    let signed = full.signed();
    let versions = [
        ("letter", signed),
        ("letter-usual", usual.signed()),
        (
            "letter-draft",
            LetterContent {
                is_draft: true,
                signature: None,
                ..signed
            },
        ),
        (
            "letter-v2",
            LetterContent {
                version: 2,
                replaces: Some((1, day("2026-11-20"))),
                ..signed
            },
        ),
        (
            "letter-demonstration",
            LetterContent {
                demonstration: true,
                ..signed
            },
        ),
    ];
    for (name, content) in versions {
        keeps(name, &letter::print(&content).unwrap().bytes);
    }
    for window in EnvelopeWindow::ALL {
        let mut own = Case::full();
        own.organisation.letterhead = Letterhead {
            colour: LetterheadColour::parse("#7C2855").ok(),
            window: *window,
            logo: Some(Logo {
                picture: picture(),
                words: "A square in the colours of the hospital".into(),
            }),
        };
        own.signature.picture = Some(picture());
        let name = format!("letter-own-{}", window.code());
        keeps(&name, &letter::print(&own.signed()).unwrap().bytes);
        for kind in [Kind::GpRequest, Kind::FirstTeam, Kind::WhatHappensNext] {
            let name = format!("{}-own-{}", kind.code(), window.code());
            let content = paper_content(own.signed());
            keeps(&name, &print(kind, &content, Setting::default()).unwrap().bytes);
        }
    }
}

fn paper_content(letter: LetterContent<'_>) -> PaperContent<'_> {
    PaperContent {
        letter,
        sent_on: Some(day("2026-11-24")),
        heard_by: Some(day("2026-12-08")),
        bundle_pages: Some(27),
        transfer: None,
    }
}

/// A picture with a see-through corner, as logos have.
fn picture() -> Vec<u8> {
    let mut png = Vec::new();
    let picture = image::RgbaImage::from_fn(160, 60, |x, y| {
        image::Rgba([124, 40, 85, if x + y < 30 { 0 } else { 255 }])
    });
    let encoder = image::codecs::png::PngEncoder::new(&mut png);
    picture.write_with_encoder(encoder).unwrap();
    png
}

#[test]
fn every_paper_is_archived_and_read_aloud_as_it_is_printed() {
    let case = Case::full();
    let content = paper_content(case.signed());
    for kind in Kind::ALL {
        for language in kind.languages() {
            for size in SIZES {
                let setting = Setting { language, size };
                let name = format!("{}-{}-{size:?}", kind.code(), language.code()).to_lowercase();
                keeps(&name, &print(*kind, &content, setting).unwrap().bytes);
            }
        }
        let demonstration = PaperContent {
            letter: LetterContent {
                demonstration: true,
                ..content.letter
            },
            ..content
        };
        let name = format!("{}-demonstration", kind.code());
        keeps(
            &name,
            &print(*kind, &demonstration, Setting::default()).unwrap().bytes,
        );
    }
}

#[test]
fn a_printed_worklist_is_archived_and_read_aloud_as_it_is_printed() {
    let entry = WorklistEntry {
        patient: "ŴYN-PARRY, Idris Llŷr (Mr)".into(),
        identity: "03-Feb-1958, NHS No. 999 000 0018".into(),
        reference: "SO-2026-0042".into(),
        recipient: Some("Royal Marches Heart Centre".into()),
        state: "Sent, not heard back".into(),
        since: day("2026-11-02"),
        priority: Some("Urgent".into()),
        next_action_by: Some(day("2026-11-23")),
    };
    // Long enough that its table goes over to a second page.
    let entries: Vec<WorklistEntry> = (0..60)
        .map(|number| WorklistEntry {
            reference: format!("SO-2026-{:04}", 42 + number),
            priority: entry.priority.clone().filter(|_| number % 3 == 0),
            next_action_by: entry.next_action_by.filter(|_| number % 4 != 0),
            ..entry.clone()
        })
        .collect();
    for (name, entries) in [("worklist", entries.as_slice()), ("worklist-empty", &[])] {
        let content = WorklistContent {
            organisation: "Wrekin Vale Hospital",
            templates: Templates::supplied(),
            list: "Not heard back",
            entries,
            at: day("2026-11-24").and_hms_opt(9, 5, 0).unwrap(),
            printed_by: "Shona Pell",
            demonstration: false,
        };
        keeps(name, &worklist::print(&content).unwrap().bytes);
    }
}

#[test]
fn a_printed_report_is_archived_and_read_aloud_as_it_is_printed() {
    let words = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
    let days = ReportTable {
        title: "Days from the ask".into(),
        note: Some("The median is the request in the middle.".into()),
        head: words(&["To", "Requests", "Median", "90th percentile"]),
        rows: vec![
            words(&["Decision", "12", "8", "21"]),
            words(&["Opinion", "0", "none", "none"]),
        ],
    };
    // Long enough that its table goes over to a second page.
    let months = ReportTable {
        title: "Requests by month".into(),
        note: None,
        head: words(&["Month", "Requests"]),
        rows: (1..=70)
            .map(|month| words(&[&format!("Month {month}"), "3"]))
            .collect(),
    };
    for demonstration in [false, true] {
        let content = ReportContent {
            organisation: "Wrekin Vale Hospital",
            period: "25-Nov-2025 to 24-Nov-2026",
            lead: "Twelve requests were asked for; two were declined.",
            tables: &[days.clone(), months.clone()],
            at: day("2026-11-24").and_hms_opt(9, 5, 0).unwrap(),
            printed_by: "Shona Pell",
            demonstration,
        };
        let name = if demonstration {
            "report-demonstration"
        } else {
            "report"
        };
        keeps(name, &report::print(&content).unwrap().bytes);
    }
}

#[test]
fn the_safety_summary_is_archived_and_read_aloud_as_it_is_printed() {
    let summary = hazards::summary(day("2026-11-24"), "D:20261124090500Z").unwrap();
    keeps("safety-summary", &summary.bytes);
}

#[test]
fn a_recovery_key_is_archived_and_read_aloud_as_it_is_printed() {
    for demonstration in [false, true] {
        let content = RecoveryContent {
            key: "7K3M-9QPW-2VXD-0B8S-H1TJ-5RZN-C6YG-4EAF-U",
            organisation: "Wrekin Vale Hospital",
            store: "5b1f0c9ad7e24f6e8f0a1b2c3d4e5f60",
            at: day("2026-11-24").and_hms_opt(9, 5, 0).unwrap(),
            created: "D:20261124090500Z",
            demonstration,
        };
        let paper = recovery::print(&content).unwrap();
        assert_eq!(paper.pages, 1);
        let name = if demonstration {
            "recovery-key-demonstration"
        } else {
            "recovery-key"
        };
        keeps(name, &paper.bytes);
    }
}
