//! The letter as a person reads it, and the words that no letter may lack.

use std::sync::Arc;

use domain::letter::{CONFIDENTIAL, REASON_FOR_REFERRAL, TITLE};
use domain::request::{CareRequest, InformFirstTeam, RequestDetails};
use pdf::source::{Limits, Source};
use records::Reader;
use second_opinion_papers::index;
use second_opinion_papers::letter::{LetterContent, compose, print};
use second_opinion_papers::reprint::{Copies, together};
use second_opinion_papers::wording::Wording;

use crate::case::{Case, day};
use crate::plain;

#[test]
fn a_signed_letter_reads_as_agreed() {
    let case = Case::full();
    let (paper, blocks) = compose(&case.signed());
    let head = paper.running_head.unwrap();
    let foot = paper.running_foot.unwrap();
    insta::assert_snapshot!(format!(
        "{} | {}\n{}\n{} | {}",
        head.left,
        head.right,
        plain::text(&blocks),
        foot.left,
        foot.right
    ));
}

#[test]
fn an_index_outside_a_bundle_reads_as_agreed() {
    let case = Case::full();
    insta::assert_snapshot!(plain::text(&index::blocks(
        &case.records,
        1,
        day("2026-11-24"),
        Wording::bundled()
    )));
}

#[test]
fn an_empty_draft_has_every_protected_word_and_says_what_it_lacks() {
    let case = Case::full();
    let details = RequestDetails::default();
    let draft = LetterContent {
        details: &details,
        signature: None,
        clinician: None,
        is_draft: true,
        ..case.signed()
    };
    let (paper, blocks) = compose(&draft);
    let text = plain::text(&blocks);
    for words in [
        TITLE,
        REASON_FOR_REFERRAL,
        "Care of the patient remains with the first team",
        "First opinion",
        "NOT SIGNED – DRAFT",
        "Not yet given",
    ] {
        assert!(text.contains(words), "{words}");
    }
    let foot = paper.running_foot.unwrap();
    assert_eq!(
        (foot.left.as_str(), foot.right.as_str()),
        (CONFIDENTIAL, "DRAFT – NOT SIGNED")
    );
    assert!(!text.contains("Signed electronically"));
}

#[test]
fn a_signature_on_a_draft_does_not_make_it_signed() {
    let case = Case::full();
    let (_, blocks) = compose(&LetterContent {
        is_draft: true,
        ..case.signed()
    });
    let text = plain::text(&blocks);
    assert!(text.contains("NOT SIGNED – DRAFT") && !text.contains("Signed electronically"));
}

#[test]
fn the_first_team_is_on_the_distribution_list_only_on_the_patients_wish() {
    for (wish, listed) in [
        (Some(InformFirstTeam::Yes), true),
        (Some(InformFirstTeam::No), false),
        (Some(InformFirstTeam::Undecided), false),
        (None, false),
    ] {
        let mut case = Case::full();
        case.details.inform_first_team = wish;
        let text = plain::text(&compose(&case.signed()).1);
        assert_eq!(
            text.contains("St Brannoc’s Hospital (first team)"),
            listed,
            "{wish:?}"
        );
        assert_eq!(
            text.contains("do not copy your reply to them"),
            !listed,
            "{wish:?}"
        );
    }
}

#[test]
fn a_first_clinician_whom_the_patient_wants_unnamed_is_nowhere_in_the_letter() {
    let mut case = Case::full();
    case.details.first_opinion.name_withheld = true;
    case.details.explanation = None;
    let text = plain::text(&compose(&case.signed()).1);
    assert!(!text.contains("Okonkwo"), "{text}");
    assert!(text.contains("remains with the first team at St Brannoc’s Hospital"));
}

#[test]
fn an_address_that_must_stay_secret_is_not_printed_and_nor_is_the_telephone_number() {
    let mut case = Case::full();
    case.patient.address_is_sensitive = true;
    let text = plain::text(&compose(&case.signed()).1);
    assert!(!text.contains("Weir Cottages") && !text.contains("01632 960 163"));
    assert!(text.contains("Withheld for the patient’s safety"));
}

#[test]
fn a_new_version_says_which_it_replaces() {
    let case = Case::full();
    let second = LetterContent {
        version: 2,
        replaces: Some((1, day("2026-11-20"))),
        ..case.signed()
    };
    let text = plain::text(&compose(&second).1);
    assert!(text.contains(
        "This letter is version 2 and replaces version 1 of 20-Nov-2026. Please discard version 1."
    ));
    assert_eq!(
        second.identity_words().split("  ").last(),
        Some("Ref SO-2026-0042 v2")
    );
}

#[test]
fn advice_on_a_transfer_is_still_no_transfer() {
    let mut case = Case::full();
    case.details.care_request = Some(CareRequest::AdviseOnTransfer);
    let text = plain::text(&compose(&case.signed()).1);
    assert!(text.contains("until you and your hospital have both accepted a transfer"));
}

#[test]
fn a_printed_draft_or_demonstration_says_so_across_every_page() {
    let case = Case::full();
    for (is_draft, demonstration, words) in [(true, false, "DRAFT"), (false, true, "DEMONSTRATION")] {
        let letter = print(&LetterContent {
            is_draft,
            demonstration,
            ..case.signed()
        })
        .unwrap();
        let source = Source::read(&letter.bytes, None, &Limits::default()).unwrap();
        assert_eq!(source.page_count(), letter.pages);
        for page in 1..=letter.pages {
            let text = source.page_text(page);
            // Once across the page and once at its foot.
            assert!(text.matches(words).count() >= 2, "page {page}: {text}");
            assert!(
                text.contains("999 000 0018") && text.contains(&format!("Page {page} of {}", letter.pages))
            );
        }
    }
}

#[test]
fn a_reprint_says_on_every_page_which_copy_it_is_and_keeps_all_that_stands_there() {
    let case = Case::full();
    let demonstration = LetterContent {
        demonstration: true,
        ..case.signed()
    };
    // The demonstration's word is laid over the letter already; the copy's comes on top of both.
    for content in [case.signed(), demonstration] {
        let letter = print(&content).unwrap();
        let read = |bytes: &[u8]| Source::read(bytes, None, &Limits::default()).unwrap();
        let original = read(&letter.bytes);
        let bytes = Arc::new(letter.bytes.clone());
        let (pages, created) = (letter.pages, "D:20261124090000Z");
        let print = |first, copies, two_sided| {
            let paper = Copies {
                bytes: &bytes,
                version: content.version,
                first,
                copies,
            };
            together(&Reader::Here, &[paper], two_sided, created.to_owned()).unwrap()
        };
        assert_eq!(
            print(1, 1, true).bytes,
            letter.bytes,
            "an original is the very bytes"
        );
        for two_sided in [false, true] {
            let sheaf = print(1, 3, two_sided);
            assert_eq!(sheaf.pages, 3 * pages);
            let backs = if two_sided { pages % 2 } else { 0 };
            let sheets = if two_sided {
                3 * pages.div_ceil(2)
            } else {
                3 * pages
            };
            assert_eq!(sheaf.sheets, sheets);
            let printed = read(&sheaf.bytes);
            assert_eq!(printed.page_count(), 3 * pages + 2 * backs);
            for copy in 1..=3 {
                let mark = format!("COPY {copy} of v{}", content.version);
                for page in 1..=pages {
                    let before = original.page_text(page);
                    let after = printed.page_text((copy - 1) * (pages + backs) + page);
                    let marks = if copy == 1 { 0 } else { 2 };
                    assert_eq!(
                        after.matches("COPY").count(),
                        marks,
                        "copy {copy}, page {page}: {after}"
                    );
                    assert_eq!(
                        after.matches(&mark).count(),
                        marks,
                        "copy {copy}, page {page}: {after}"
                    );
                    for line in before.lines() {
                        assert!(after.contains(line), "copy {copy}, page {page} lost {line:?}");
                    }
                }
            }
            if backs == 1 {
                assert_eq!(printed.page_text(pages + 1).trim(), "", "the back stays blank");
            }
        }
    }
}

#[test]
fn an_address_too_long_for_an_envelopes_window_is_still_printed_whole() {
    let mut case = Case::full();
    let recipient = case.details.recipient.as_mut().unwrap();
    recipient.organisation = "Royal Marches and Borders University Hospitals NHS Foundation Trust".into();
    recipient.address.lines = (1..=6)
        .map(|line| format!("Line {line} of a long address in Marchester"))
        .collect();
    let letter = print(&case.signed()).unwrap();
    let source = Source::read(&letter.bytes, None, &Limits::default()).unwrap();
    let text = source.page_text(1);
    for line in 1..=6 {
        assert!(text.contains(&format!("Line {line} of a long")), "{text}");
    }
}

#[test]
fn a_usual_letter_prints_on_two_pages_and_its_list_of_records_follows() {
    let usual = Case::usual();
    let letter = print(&LetterContent {
        records: &[],
        ..usual.signed()
    })
    .unwrap();
    assert!(letter.pages <= 2, "{} pages", letter.pages);
    let case = Case::full();
    let whole = print(&case.signed()).unwrap();
    let source = Source::read(&whole.bytes, None, &Limits::default()).unwrap();
    let text: String = (1..=source.page_count())
        .map(|page| source.page_text(page))
        .collect();
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for words in [
        TITLE,
        "ŴYN-PARRY, Idris Llŷr (Mr)",
        "999 000 0018",
        CONFIDENTIAL,
        "Index of enclosures",
    ] {
        assert!(flat.contains(words), "{words}: {flat}");
    }
    assert_eq!(
        print(&case.signed()).unwrap().bytes,
        whole.bytes,
        "the same letter gives the same bytes"
    );
}
