//! Identity strips: one for each page of a bundle.

use second_opinion_pdf::typeset::*;

use crate::{reading, run_tool};

fn strip(left: &str) -> Strip {
    Strip {
        width_pt: 595.276,
        height_pt: 841.89,
        left: left.to_owned(),
        right: "Page 3 of 27".to_owned(),
        second_line: Some("Enclosure 3 of 7".to_owned()),
        watermark: None,
        centre: None,
        reprint: None,
        link_back: Some("index".to_owned()),
    }
}

/// The strips as a file of pages.
fn file(all: &[Strip]) -> Vec<u8> {
    strips(all, Fonts::bundled()).unwrap().into_file().unwrap()
}

const REST: &str = "  Born 14-Aug-1980 (45y)  NHS No. 943\u{a0}476\u{a0}5919  Ref SO-2026-0042 v1";

#[test]
fn a_long_name_on_a_strip_is_never_cut_off() {
    let names = [
        "SMITH, John (Mr)",
        "WOLFESCHLEGELSTEINHAUSENBERGERDORFF, Hubert Blaine Adolph Charles David (Prof. Dr)",
        "MBEKI-NKOSAZANAZUMALANGALIBALELE, Ngozichukwukamaka Oluwaseun Temitope (Miss)",
    ];
    for name in names {
        for width_pt in [842.0, 595.276, 420.0, 300.0] {
            let strip = Strip {
                width_pt,
                ..strip(&format!("{name}{REST}"))
            };
            let page = reading::pages(&file(&[strip])).remove(0);
            let said: Vec<String> = page.all().split_whitespace().map(str::to_owned).collect();
            let said = said.join(" ");
            for part in
                name.split(' ')
                    .chain(["943 476 5919", "SO-2026-0042", "Page 3 of 27", "Enclosure 3 of 7"])
            {
                assert!(said.contains(part), "{part} is missing in {said:?}");
            }
            let number = page
                .shown
                .iter()
                .find(|shown| shown.text.starts_with("Page"))
                .unwrap()
                .x;
            for shown in page
                .shown
                .iter()
                .filter(|shown| !shown.text.starts_with(['P', 'E']))
            {
                assert!(
                    shown.x + shown.width < number,
                    "the name runs into the page number"
                );
                let below = 841.89 - STRIP_HEIGHT_PT;
                assert!(shown.y > below && shown.y < 841.89, "the name leaves the strip");
            }
        }
    }
}

#[test]
fn many_strips_are_small_and_each_has_its_number() {
    let all: Vec<Strip> = (1..=200)
        .map(|page| Strip {
            right: format!("Page {page} of 200"),
            ..strip(&format!("SMITH, John (Mr){REST}"))
        })
        .collect();
    let bytes = file(&all);
    assert_eq!(bytes, file(&all), "the same strips give the same bytes");
    assert!(bytes.len() < 200 * 1024, "{} bytes", bytes.len());
    let pages = reading::pages(&bytes);
    assert_eq!(pages.len(), 200);
    for (at, page) in pages.iter().enumerate() {
        assert!(page.all().contains(&format!("Page {} of 200", at + 1)));
        assert!(page.all().contains("SMITH, John"));
        assert_eq!(page.unmarked, 0);
    }
    if let Some(report) = run_tool("qpdf", &["--check", "{}"], &bytes) {
        assert!(
            report.contains("No syntax or stream encoding errors found"),
            "{report}"
        );
    }
}

#[test]
fn a_strip_leads_back_to_the_index() {
    let bytes = file(&[strip("SMITH, John (Mr)")]);
    let document = lopdf::Document::load_mem(&bytes).unwrap();
    let page = document.get_pages().into_values().next().unwrap();
    let annotations = document
        .get_dictionary(page)
        .unwrap()
        .get(b"Annots")
        .unwrap()
        .as_array()
        .unwrap();
    let link = document
        .get_dictionary(annotations[0].as_reference().unwrap())
        .unwrap();
    assert_eq!(link.get(b"Dest").unwrap().as_str().unwrap(), b"index");
}

#[test]
fn a_watermark_darkens_and_hides_nothing() {
    let bytes = file(&[Strip {
        watermark: Some("DRAFT".to_owned()),
        centre: None,
        ..strip("SMITH, John (Mr)")
    }]);
    assert!(reading::pages(&bytes)[0].all().contains("DRAFT"));
    let document = lopdf::Document::load_mem(&bytes).unwrap();
    let multiplies = document
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok())
        .any(|dictionary| {
            dictionary.iter().any(|(_, state)| {
                state.as_dict().is_ok_and(|state| {
                    state
                        .get(b"BM")
                        .is_ok_and(|mode| mode.as_name().is_ok_and(|mode| mode == b"Multiply"))
                })
            })
        });
    assert!(multiplies, "the word would cover what is below it");
}

#[test]
fn a_page_too_narrow_to_name_the_patient_is_refused() {
    let narrow = Strip {
        width_pt: 90.0,
        ..strip(&format!("SMITH, John (Mr){REST}"))
    };
    assert_eq!(
        strips(&[narrow], Fonts::bundled()).err(),
        Some(TypesetError::NoRoom)
    );
}
