//! tidy: long because each kind of bundle is one test, and they are read as a list.
//!
//! The bundle: all or nothing, every page once, every page named.

use std::ops::ControlFlow;

use domain::id::{BundleId, RecordId};
use domain::record::{PageChoice, RecordKind, ReportStatus};
use pdf::source::{Limits, Source};
use pdf::typeset::{Block, Fonts, Paper, typeset};
use records::Format;
use second_opinion_papers::bundle::{
    Bundle, BundleContent, BundleError, EnclosureContent, Progress, RecordFile, Supplement, assemble,
};
use second_opinion_papers::letter::LetterContent;

use crate::case::{Case, day, others};

pub(crate) const BLOOD: &[u8] = include_bytes!("../../../../../assets/demonstration/blood-results.pdf");
pub(crate) const PHOTOGRAPH: &[u8] =
    include_bytes!("../../../../../assets/demonstration/echo-report-photograph.jpg");
pub(crate) const X_RAY: &[u8] = include_bytes!("../../../../../assets/demonstration/chest-x-ray.png");

pub(crate) fn enclosure(
    number: u8,
    title: &str,
    kind: RecordKind,
    format: Format,
    bytes: &[u8],
) -> EnclosureContent<'static> {
    EnclosureContent {
        id: RecordId::from_bytes([number; 16]),
        title: title.into(),
        kind,
        dated: Some(day("2026-11-02")),
        source_name: Some("St Brannoc’s Hospital".into()),
        report_status: Some(ReportStatus::Final),
        format,
        file: RecordFile::held(bytes.to_vec()),
        sha256: records::sha256(bytes),
        password: None,
        pages: PageChoice::All,
        starts_right: false,
        notes: Vec::new(),
    }
}

fn three() -> Vec<EnclosureContent<'static>> {
    vec![
        EnclosureContent {
            pages: PageChoice::parse("1-2,4", 4).unwrap(),
            ..enclosure(1, "Blood results", RecordKind::LabResult, Format::Pdf, BLOOD)
        },
        enclosure(
            2,
            "Echocardiogram",
            RecordKind::ImagingReport,
            Format::Jpeg,
            PHOTOGRAPH,
        ),
        enclosure(3, "Chest X-ray", RecordKind::Image, Format::Png, X_RAY),
    ]
}

/// A small PDF of so many pages, each with its number in words.
pub(crate) fn pages(count: u32) -> Vec<u8> {
    let paper = Paper::a4("Record", "D:20261102090000Z", [9; 16]);
    let mut blocks = Vec::new();
    for page in 1..=count {
        blocks.push(Block::paragraph(format!("Sheet {page} of this record")));
        blocks.push(Block::PageBreak);
    }
    blocks.pop();
    typeset(&paper, &blocks, Fonts::bundled()).unwrap().bytes
}

fn content<'a>(letter: LetterContent<'a>, enclosures: Vec<EnclosureContent<'static>>) -> BundleContent<'a> {
    BundleContent {
        letter,
        enclosures,
        others: others(),
        id: BundleId::from_bytes([7; 16]),
        created: "D:20261124090500Z".into(),
        part: None,
        supplement: None,
        scans_dpi: None,
    }
}

pub(crate) fn made(
    letter: LetterContent<'_>,
    enclosures: Vec<EnclosureContent<'static>>,
) -> Result<Bundle, BundleError> {
    assemble(content(letter, enclosures), &mut |_| ControlFlow::Continue(()))
}

/// The text of each page, blanks folded.
pub(crate) fn texts(bytes: &[u8]) -> Vec<String> {
    let source = Source::read(bytes, None, &Limits::default()).unwrap();
    (1..=source.page_count())
        .map(|page| {
            source
                .page_text(page)
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect()
}

#[test]
fn a_bundle_of_pdf_jpeg_and_png_is_whole_and_names_the_patient_on_every_page() {
    let case = Case::full();
    let bundle = made(case.signed(), three()).unwrap();
    let verified = pdf::verify::verify(&bundle.bytes).unwrap();
    assert_eq!(verified.pages, bundle.pages);
    assert_eq!(bundle.pages, bundle.front_pages + 3 + 1 + 1);
    assert_eq!(bundle.sha256, records::sha256(&bundle.bytes));
    let places: Vec<_> = bundle
        .enclosures
        .iter()
        .map(|one| (one.first_page, one.last_page, one.pages))
        .collect();
    let first = bundle.front_pages + 1;
    assert_eq!(
        places,
        [
            (first, first + 2, 3),
            (first + 3, first + 3, 1),
            (first + 4, first + 4, 1)
        ]
    );

    let texts = texts(&bundle.bytes);
    for (page, text) in (1..).zip(&texts) {
        let identity =
            "ŴYN-PARRY, Idris Llŷr (Mr) Born 03-Feb-1958 (68y) NHS No. 999 000 0018 Ref SO-2026-0042 v1";
        assert!(text.contains(identity), "page {page}: {text}");
        assert!(
            text.contains(&format!("Page {page} of {}", bundle.pages)),
            "page {page}: {text}"
        );
    }
    let at = |page: u32| &texts[page as usize - 1];
    assert!(at(first).contains("Enclosure 1 of 3") && at(first).contains("Full blood count"));
    assert!(!at(first + 1).contains("Enclosure 1 of 3"));
    assert!(
        at(first + 2).contains("Course over one year"),
        "page 3 of the record was not chosen"
    );
    assert!(at(first + 4).contains("Enclosure 3 of 3") && at(first + 4).contains("Not for diagnostic use"));
    let index = at(bundle.front_pages);
    assert!(
        index.contains("pages 1–2, 4 of 4") && index.contains(&format!("{first}–{}", first + 2)),
        "{index}"
    );
    assert!(index.contains("CT of the heart") && index.contains("Held elsewhere"));
}

#[test]
fn the_manifest_tells_every_enclosure_and_names_no_patient() {
    let case = Case::full();
    let bundle = made(case.signed(), three()).unwrap();
    let manifest = &bundle.manifest_json;
    for expected in [
        "\"reference\":\"SO-2026-0042\"",
        "\"store\":\"live\"",
        "\"range\":\"1-2,4\"",
        "\"state\":\"held_elsewhere\"",
        &format!("\"source_sha256\":\"{}\"", records::sha256(X_RAY)),
        &format!("\"page_count\":{}", bundle.pages),
    ] {
        assert!(manifest.contains(expected), "{expected}: {manifest}");
    }
    assert!(
        !manifest.to_lowercase().contains("parry") && !manifest.contains("999000"),
        "{manifest}"
    );
}

#[test]
fn the_same_content_makes_the_same_bundle() {
    let case = Case::full();
    assert_eq!(
        made(case.signed(), three()).unwrap().sha256,
        made(case.signed(), three()).unwrap().sha256
    );
}

#[test]
fn a_changed_byte_of_a_bundle_is_found() {
    let case = Case::full();
    let mut bytes = made(case.signed(), three()).unwrap().bytes;
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    assert!(pdf::verify::verify(&bytes).is_err());
}

#[test]
fn one_record_that_does_not_open_stops_the_bundle_and_is_named() {
    let case = Case::full();
    let mut enclosures = three();
    let torn = &BLOOD[BLOOD.len() - 40..];
    enclosures.insert(1, enclosure(9, "Torn scan", RecordKind::Other, Format::Pdf, torn));
    match made(case.signed(), enclosures).unwrap_err() {
        BundleError::Enclosure {
            position,
            title,
            code,
            message,
        } => {
            assert_eq!((position, title.as_str()), (2, "Torn scan"));
            assert!(
                !code.is_empty() && message.contains("was not changed"),
                "{code}: {message}"
            );
        }
        other => panic!("{other}"),
    }
}

#[test]
fn a_file_that_is_not_the_one_that_was_added_stops_the_bundle() {
    let case = Case::full();
    let mut enclosures = three();
    enclosures[0].file = RecordFile::held(pages(4));
    let error = made(case.signed(), enclosures).unwrap_err();
    assert_eq!(error.code(), "changed");
    assert!(error.to_string().starts_with("enclosure 1 cannot be enclosed"));
}

#[test]
fn a_page_that_the_record_does_not_have_stops_the_bundle() {
    let case = Case::full();
    let mut enclosures = three();
    enclosures[2].pages = PageChoice::Ranges(vec![(1, 2)]);
    assert_eq!(
        made(case.signed(), enclosures).unwrap_err().code(),
        "no_such_page"
    );
}

#[test]
fn a_draft_and_a_demonstration_say_so_across_every_page() {
    let case = Case::full();
    for (is_draft, demonstration, words) in [
        (true, false, "DRAFT"),
        (false, true, "DEMONSTRATION"),
        (true, true, "DEMONSTRATION DRAFT"),
    ] {
        let letter = LetterContent {
            is_draft,
            demonstration,
            ..case.signed()
        };
        let bundle = made(letter, three()).unwrap();
        for text in texts(&bundle.bytes) {
            assert!(text.contains(words), "{words}: {text}");
        }
        let store = if demonstration {
            "\"store\":\"demonstration\""
        } else {
            "\"store\":\"live\""
        };
        assert!(bundle.manifest_json.contains(store));
    }
}

#[test]
fn an_index_of_many_pages_still_counts_right() {
    let case = Case::full();
    let sheet = pages(2);
    let enclosures = (0..40).map(|number| {
        enclosure(
            number,
            &format!("Record {}", number + 1),
            RecordKind::Other,
            Format::Pdf,
            &sheet,
        )
    });
    let bundle = made(case.signed(), enclosures.collect()).unwrap();
    assert_eq!(bundle.pages, bundle.front_pages + 80);
    let texts = texts(&bundle.bytes);
    for (number, placed) in (1..).zip(&bundle.enclosures) {
        let text = &texts[placed.first_page as usize - 1];
        assert!(
            text.contains(&format!("Enclosure {number} of 40")) && text.contains("Sheet 1 of"),
            "{text}"
        );
        assert!(texts[placed.last_page as usize - 1].contains("Sheet 2 of"));
    }
}

#[test]
fn a_bundle_can_be_stopped_before_every_step() {
    let case = Case::full();
    let sheet = pages(1);
    let one = || vec![enclosure(1, "Record", RecordKind::Other, Format::Pdf, &sheet)];
    let mut steps = Vec::new();
    assemble(content(case.signed(), one()), &mut |step| {
        if !steps.contains(&step) {
            steps.push(step);
        }
        ControlFlow::Continue(())
    })
    .unwrap();
    let proving = |step: &Progress| match step {
        Progress::Proving { of, .. } => Some(*of),
        _ => None,
    };
    let of = steps.iter().find_map(proving).unwrap();
    let every = [
        Progress::Reading { enclosure: 1, of: 1 },
        Progress::Setting,
        Progress::Joining { enclosure: 0, of: 1 },
        Progress::Joining { enclosure: 1, of: 1 },
        Progress::Proving { page: 0, of },
        Progress::Proving { page: of, of },
        Progress::Verifying,
    ];
    assert!(every.iter().all(|step| steps.contains(step)), "{steps:?}");
    for stop in every {
        let stopped = assemble(content(case.signed(), one()), &mut |step| {
            if step == stop {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        });
        assert_eq!(stopped, Err(BundleError::Cancelled), "{stop:?}");
    }
}

#[test]
fn the_strip_has_the_room_that_joining_leaves_for_it() {
    let (room, strip) = (pdf::join::STRIP_HEIGHT_PT, pdf::typeset::STRIP_HEIGHT_PT);
    assert!(
        room >= strip,
        "joining leaves {room} points, the strip takes {strip}"
    );
}

#[test]
fn a_record_that_starts_on_a_right_hand_page_leaves_a_blank_page_that_says_so() {
    let case = Case::full();
    let enclosures = (1..=3)
        .map(|number| EnclosureContent {
            starts_right: true,
            ..enclosure(
                number,
                "Clinic letter",
                RecordKind::ClinicLetter,
                Format::Pdf,
                &pages(1),
            )
        })
        .collect();
    let bundle = made(case.signed(), enclosures).unwrap();
    assert!(bundle.enclosures.iter().all(|one| one.first_page % 2 == 1));
    assert!(bundle.blank_pages.len() >= 2, "{:?}", bundle.blank_pages);
    assert_eq!(
        bundle.pages,
        bundle.front_pages + 3 + bundle.blank_pages.len() as u32
    );
    let texts = texts(&bundle.bytes);
    for page in &bundle.blank_pages {
        let text = &texts[*page as usize - 1];
        assert!(text.contains("This page is left blank"), "{text}");
        assert!(
            text.contains(&format!("Page {page} of {}", bundle.pages)),
            "{text}"
        );
        assert!(!text.contains("Enclosure"), "{text}");
    }
    for (number, one) in (1..).zip(&bundle.enclosures) {
        let text = &texts[one.first_page as usize - 1];
        assert!(text.contains(&format!("Enclosure {number} of 3")), "{text}");
    }
    let list: Vec<_> = bundle.blank_pages.iter().map(u32::to_string).collect();
    let said = format!("\"blank_pages\":[{}]", list.join(","));
    assert!(bundle.manifest_json.contains(&said), "{}", bundle.manifest_json);
    assert!(bundle.manifest_json.contains("\"starts_right\":true"));
}

#[test]
fn a_supplement_says_on_every_page_what_it_belongs_to_and_counts_on() {
    let case = Case::full();
    let mut content = content(
        case.signed(),
        vec![
            enclosure(
                1,
                "Histology report",
                RecordKind::Histology,
                Format::Pdf,
                &pages(2),
            ),
            enclosure(
                2,
                "Clinic letter",
                RecordKind::ClinicLetter,
                Format::Pdf,
                &pages(1),
            ),
        ],
    );
    content.others = Vec::new();
    content.supplement = Some(Supplement {
        number: 1,
        to: BundleId::from_bytes([9; 16]),
        sent_on: day("2026-11-20"),
        pages: 27,
        enclosures_before: 7,
    });
    let bundle = assemble(content, &mut |_| ControlFlow::Continue(())).unwrap();
    let texts = texts(&bundle.bytes);
    assert_eq!(bundle.front_pages, 2, "a notice and an index, and no letter");
    for text in &texts {
        assert!(
            text.contains(&case.signed().reference.to_string()) && text.contains("Supplement 1"),
            "{text}"
        );
    }
    let notice = &texts[0];
    for words in [
        "SUPPLEMENT 1 TO A REFERRAL FOR A SECOND OPINION",
        "sent on 20-Nov-2026, 27 pages",
        "This is not a new referral",
        &BundleId::from_bytes([9; 16]).to_string(),
        "Enclosures 8 to 9",
    ] {
        assert!(notice.contains(words), "{words}: {notice}");
    }
    assert!(texts[1].contains("8 Histology report"), "{}", texts[1]);
    assert!(
        texts[2].contains("Enclosure 8") && texts[4].contains("Enclosure 9"),
        "{}",
        texts[2]
    );
    let to = format!("\"to_bundle\":\"{}\"", BundleId::from_bytes([9; 16]));
    assert!(bundle.manifest_json.contains(&to), "{}", bundle.manifest_json);
}

/// A page of text in 12 point and a frame of hairlines as a scanner makes it: `dpi` dots to the inch on A4.
fn scan(dpi: u32) -> Vec<u8> {
    let written = pages(1);
    let width = dpi * 827 / 100;
    let png = pdf::picture::page_png(&written, 1, width).unwrap();
    let grey = image::load_from_memory(&png).unwrap().to_luma8();
    let mut jpeg = Vec::new();
    let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut jpeg, 92);
    let density = image::codecs::jpeg::PixelDensity::dpi(dpi as u16);
    let mut encoder = encoder;
    encoder.set_pixel_density(density);
    grey.write_with_encoder(encoder).unwrap();
    jpeg
}

#[test]
fn scans_are_reduced_on_request_alone_and_the_index_says_so() {
    let case = Case::full();
    let scan = scan(400);
    let enclosures = || {
        vec![
            enclosure(1, "Scanned letter", RecordKind::ClinicLetter, Format::Jpeg, &scan),
            enclosure(2, "Chest X-ray", RecordKind::Image, Format::Png, X_RAY),
        ]
    };
    let plain = made(case.signed(), enclosures()).unwrap();
    let mut content = content(case.signed(), enclosures());
    content.scans_dpi = Some(200);
    let small = assemble(content, &mut |_| ControlFlow::Continue(())).unwrap();
    assert_eq!(small.pages, plain.pages);
    assert!(small.bytes.len() + scan.len() / 2 < plain.bytes.len());
    assert!(
        small.unproved.is_empty(),
        "every page is proved against the record as it came"
    );
    let notes = |bundle: &Bundle, at: usize| -> Vec<String> {
        bundle.enclosures[at]
            .notes
            .iter()
            .map(|note| note.code.clone())
            .collect()
    };
    assert!(notes(&small, 0).contains(&"scans_reduced".to_owned()));
    assert!(
        !notes(&small, 1).contains(&"scans_reduced".to_owned()),
        "an image keeps its dots"
    );
    assert!(!notes(&plain, 0).contains(&"scans_reduced".to_owned()));
    let index = &texts(&small.bytes)[small.front_pages as usize - 1];
    assert!(
        index.contains("Scans reduced on request to fewer dots to the inch, original held"),
        "{index}"
    );
    assert!(small.manifest_json.contains("\"scans_dpi\":200"));
}
