//! Names of every script, as the eye and the reader find them.

use second_opinion_pdf::typeset::*;

use crate::{reading, run_tool, sample};

/// Names in the scripts of domain rule §2.4's patients: Welsh, Polish, Turkish, and from further away.
const NAMES: [&str; 18] = [
    "Gŵyn Ŷale Ẁyn",
    "Łukasz Wójcik-Żak",
    "Şahin Iğdır İpek",
    "Nguyễn Thị Hồng",
    "Ελένη Παπαδοπούλου",
    "Олександр Ґудзь",
    "فاطمة الزهراء",
    "صلاح علاء الاسم",
    "إلى جلال",
    "שרה כהן",
    "श्री विक्रम क्षेत्री",
    "ক্ষিতীশ রায়",
    "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ",
    "ગુજરાતી પટેલ",
    "தமிழ் செல்வி",
    "สมชาย น้ำ",
    "王小明 田中さくら 김철수",
    "ሰላም ተስፋዬ",
];

fn set(text: &str) -> Vec<u8> {
    typeset(
        &sample::plain("Names"),
        &[Block::paragraph(text)],
        Fonts::bundled(),
    )
    .unwrap()
    .bytes
}

/// Words in any order of letters: those from the right are shown from the left.
fn says(bytes: &[u8], word: &str) -> bool {
    let page = &reading::pages(bytes)[0];
    let backwards: String = page
        .shown
        .iter()
        .rev()
        .map(|shown| shown.text.chars().rev().collect::<String>())
        .collect();
    page.all().contains(word) || backwards.contains(word)
}

#[test]
fn names_of_every_script_can_be_read_back() {
    for name in NAMES {
        let bytes = set(name);
        for word in name.split(' ') {
            assert!(says(&bytes, word), "{word} is not read back");
        }
        if let Some(text) = run_tool("pdftotext", &["-enc", "UTF-8", "{}", "-"], &bytes) {
            let marks =
                |character: &char| !matches!(character, '\u{202A}'..='\u{202E}' | '\u{200E}' | '\u{200F}');
            let text: String = text.chars().filter(marks).collect();
            assert!(text.contains(name), "pdftotext reads {text:?} for {name}");
        }
    }
}

#[test]
fn a_letter_with_two_names_is_one_name() {
    // The same letter composed and decomposed comes from one face, and is found by a search for either.
    let bytes = set("Gw\u{302}yn");
    assert!(says(&bytes, "Gw\u{302}yn") || says(&bytes, "Gŵyn"));
}

#[test]
fn numbers_stay_behind_a_name_that_is_read_from_the_right() {
    let strip = Strip {
        width_pt: 595.0,
        height_pt: 842.0,
        left: "فاطمة الزهراء  943 476 5919".to_owned(),
        ..Strip::default()
    };
    let in_strip = strips(&[strip], Fonts::bundled()).unwrap().into_file().unwrap();
    let spans = vec![
        Span::plain("Mother: "),
        Span::bold("فاطمة"),
        Span::plain(" 943 476 5919"),
    ];
    let in_paper = typeset(&sample::plain("Order"), &[Block::body(spans)], Fonts::bundled())
        .unwrap()
        .bytes;
    for bytes in [in_strip, in_paper] {
        let page = reading::pages(&bytes).remove(0);
        let name = page.shown.iter().find(|shown| shown.text.contains('ف')).unwrap();
        let number = page
            .shown
            .iter()
            .find(|shown| shown.text.contains("5919"))
            .unwrap();
        assert!(
            name.x < number.x,
            "the name starts at {}, the number at {}",
            name.x,
            number.x
        );
        assert!(page.all().contains("943 476 5919"));
    }
}

#[test]
fn numbers_and_dates_keep_their_order_in_text_read_from_the_right() {
    let mut paper = sample::plain("Order");
    paper.language = "ar".to_owned();
    for (text, kept) in [
        ("943 476 5919", "943 476 5919"),
        ("رقم المريض 943 476 5919 في المستشفى", "943 476 5919"),
        ("في 14-Aug-2026 توضح هذه الورقة", "14-Aug-2026"),
        ("المرجع SO-2026-0042 v1", "SO-2026-0042 v1"),
    ] {
        let bytes = typeset(&paper, &[Block::paragraph(text)], Fonts::bundled())
            .unwrap()
            .bytes;
        let mut page = reading::pages(&bytes).remove(0);
        // As the eye meets it: from the left.
        page.shown.sort_by(|one, other| one.x.total_cmp(&other.x));
        let seen = page.all();
        assert!(seen.contains(kept), "{kept} is seen as {seen:?}");
    }
}

#[test]
fn a_number_with_unbreakable_spaces_is_found_by_a_plain_search() {
    assert!(says(&set("NHS No. 943\u{a0}476\u{a0}5919"), "943 476 5919"));
}

#[test]
fn a_character_without_a_glyph_is_named_and_never_a_box() {
    let blocks = [Block::paragraph("Smile \u{1F600}")];
    let error = typeset(&sample::plain("Missing"), &blocks, Fonts::bundled()).unwrap_err();
    assert_eq!(error, TypesetError::MissingGlyph('\u{1F600}'));
    assert_eq!(error.to_string(), "no font has the character U+1F600");
}

#[test]
fn signs_of_clinical_text_have_glyphs() {
    let signs = "≥ ≤ ± − ≈ → µ ° ² ½ × ℞ ♀ ♂ ✓ ☐ ☑ – — … “ ” ‘ ’ € £ α β Δ";
    assert!(says(&set(signs), "≥") && says(&set(signs), "♀"));
}
