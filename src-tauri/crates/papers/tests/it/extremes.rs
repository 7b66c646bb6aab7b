//! What a bundle makes of three hundred records, of titles as long as they may be, and of names of any script.

use domain::name::PersonName;
use domain::record::RecordKind;
use records::Format;

use crate::bundle::{enclosure, made, pages, texts};
use crate::case::Case;

/// Titles of 250 characters, the most that a record may have: words, one word, and two scripts from the right.
fn long_titles() -> [String; 4] {
    let exactly = |text: String| {
        let title: String = text.chars().cycle().take(250).collect();
        assert_eq!(title.chars().count(), 250);
        title
    };
    [
        exactly("Clinic letter of the joint cardiology meeting, second part; ".into()),
        exactly("Elektroenzephalographie".into()),
        exactly("تقرير الأشعة المقطعية للقلب والشريان الأورطي 2026 ".into()),
        exactly("हृदय की जाँच की रिपोर्ट 心脏超声检查报告 ".into()),
    ]
}

/// Letters and digits alone, so that neither line breaks nor the order of scripts matter: sorted.
fn letters(text: &str) -> Vec<char> {
    let mut letters: Vec<char> = text.chars().filter(|letter| letter.is_alphanumeric()).collect();
    letters.sort_unstable();
    letters
}

#[test]
fn an_index_of_three_hundred_records_names_each_with_its_page() {
    const RECORDS: u32 = 300;
    let case = Case::full();
    let sheet = pages(1);
    let enclosures = (1..=RECORDS).map(|number| {
        let title = format!("Record number {number} of many");
        enclosure(
            (number % 250) as u8,
            &title,
            RecordKind::Other,
            Format::Pdf,
            &sheet,
        )
    });
    let bundle = made(case.signed(), enclosures.collect()).unwrap();
    assert_eq!(bundle.pages, bundle.front_pages + RECORDS);
    let texts = texts(&bundle.bytes);
    let front = bundle.front_pages as usize;
    let index: String = texts[..front].join(" ");
    for (number, placed) in (1..).zip(&bundle.enclosures) {
        // Number, title, and in the same row the page that it stands on.
        let at = index.find(&format!("Record number {number} of many")).unwrap();
        let row = &index[at..(at + 160).min(index.len())];
        let row = row.split("Record number").nth(1).unwrap();
        assert!(row.contains(&format!("{}", placed.first_page)), "{number}: {row}");
        let page = &texts[placed.first_page as usize - 1];
        assert!(
            page.contains(&format!("Enclosure {number} of {RECORDS}")),
            "{page}"
        );
    }
    // Whoever holds any one page of the index knows what its columns are.
    let index_pages = texts[..front]
        .iter()
        .filter(|text| text.contains("Record number"));
    for text in index_pages.clone() {
        assert!(text.contains("Record") && text.contains("Pages"), "{text}");
    }
    assert!(index_pages.count() > 5);
}

#[test]
fn a_title_of_250_characters_is_printed_whole() {
    let case = Case::full();
    let sheet = pages(1);
    for (number, title) in (1..).zip(long_titles()) {
        let one = enclosure(number, &title, RecordKind::Other, Format::Pdf, &sheet);
        let bundle = made(case.signed(), vec![one]).unwrap();
        let without = made(
            case.signed(),
            vec![enclosure(number, "", RecordKind::Other, Format::Pdf, &sheet)],
        )
        .unwrap();
        let index = |bundle: &second_opinion_papers::bundle::Bundle| {
            let texts = texts(&bundle.bytes);
            letters(&texts[..bundle.front_pages as usize].join(" "))
        };
        // Whatever the papers say besides, they say in both.
        let mut found = index(&bundle);
        for letter in index(&without) {
            if let Ok(at) = found.binary_search(&letter) {
                found.remove(at);
            }
        }
        let named = letters(&title);
        let times = found.len() / named.len().max(1);
        assert!(times >= 1, "{title}: {found:?}");
        let missing: Vec<char> = named
            .iter()
            .copied()
            .filter(|letter| {
                let wanted = named.iter().filter(|other| *other == letter).count();
                found.iter().filter(|other| *other == letter).count() < wanted
            })
            .collect();
        assert!(missing.is_empty(), "{title}: {missing:?}");
        assert!(bundle.manifest_json.contains(&title));
    }
}

#[test]
fn a_name_of_any_script_stands_on_every_page() {
    for (given, family) in [
        ("Gŵen Ŷale", "Łukasz-Şahin"),
        ("فاطمة", "الزهراء"),
        ("राजेश", "क्षेत्री"),
        ("小明", "王"),
        ("Θεόδωρος", "Παπαδόπουλος"),
        ("שרה", "כהן"),
    ] {
        let mut case = Case::usual();
        case.patient.name = PersonName::parse(Some("Mx"), given, family).unwrap();
        case.patient.preferred_name = None;
        let sheet = pages(1);
        let title = format!("{given} {family}");
        let bundle = made(
            case.signed(),
            vec![enclosure(1, &title, RecordKind::Other, Format::Pdf, &sheet)],
        )
        .unwrap();
        for (page, text) in (1..).zip(texts(&bundle.bytes)) {
            let backwards: String = text.chars().rev().collect();
            for word in [given.to_owned(), family.to_uppercase()] {
                for part in word.split([' ', '-']) {
                    assert!(
                        text.contains(part) || backwards.contains(part),
                        "page {page} lacks {part}: {text}"
                    );
                }
            }
        }
    }
}
