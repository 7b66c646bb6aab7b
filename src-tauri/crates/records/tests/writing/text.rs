//! Plain text.

use super::*;

const LABORATORY: &str = "PATHOLOGY REPORT\r\nSMITH, John   NHS No. 943 476 5919   DOB 14/08/1980\r\n\r\n\
Test                 Result    Units      Reference\r\n\
Haemoglobin          135       g/L        130 - 180\r\n\
White cell count     11.9  H   10*9/L     4.0 - 11.0\r\n\
Platelets            254       10*9/L     150 - 400\r\n\r\n\
Comment: slight neutrophilia. Please repeat in 2 weeks.\r\n";

#[test]
fn aligned_results_keep_their_rows() {
    insta::assert_snapshot!(read(LABORATORY.as_bytes(), Format::Text));
}

#[test]
fn the_identifiers_in_a_text_are_found() {
    let found = checked(LABORATORY.as_bytes()).unwrap().found;
    assert_eq!(found.nhs_numbers.len(), 1);
    assert_eq!(found.births.len(), 1);
}

#[test]
fn text_is_read_in_the_encoding_it_is_in() {
    let words = "Temperature 38.5 °C, 5 µmol/L, £3";
    let utf16 = |mark: [u8; 2], big: bool| -> Vec<u8> {
        let units = words.encode_utf16();
        let bytes = units.flat_map(|unit| {
            if big {
                unit.to_be_bytes()
            } else {
                unit.to_le_bytes()
            }
        });
        mark.into_iter().chain(bytes).collect()
    };
    let latin: Vec<u8> = words.chars().map(|c| c as u8).collect();
    for bytes in [
        words.as_bytes().to_vec(),
        utf16([0xFF, 0xFE], false),
        utf16([0xFE, 0xFF], true),
        utf16([0xFF, 0xFE], false)[2..].to_vec(),
        latin.clone(),
    ] {
        assert!(read(&bytes, Format::Text).contains(words));
    }
    assert_eq!(notes(&latin), ["encoding_assumed"]);
    assert!(notes(words.as_bytes()).is_empty());
}

#[test]
fn a_form_feed_starts_a_page() {
    assert_eq!(checked(b"one\x0Ctwo\x0C").unwrap().pages, 2);
}

#[test]
fn a_character_without_a_glyph_is_written_as_its_code() {
    let text = "Feeling \u{1F600} \u{E123} today";
    assert!(read(text.as_bytes(), Format::Text).contains("Feeling [U+1F600] [U+E123] today"));
    assert_eq!(notes(text.as_bytes()), ["unprintable_characters"]);
}

#[test]
fn every_script_a_name_can_have_is_read_back() {
    let text = "Siân Ŵyn, Żółć, Ελένη, Иван, محمد, אברהם, राजेश, 王小明";
    let page = read(text.as_bytes(), Format::Text);
    for word in ["Siân", "Ŵyn", "Żółć", "Ελένη", "Иван", "राजेश", "王小明"] {
        assert!(page.contains(word), "{word} in {page}");
    }
    assert!(notes(text.as_bytes()).is_empty());
}

#[test]
fn the_same_text_gives_the_same_pages() {
    let made = |text: &str| pages(text.as_bytes(), Format::Text, None).unwrap().made.unwrap();
    assert_eq!(made(LABORATORY), made(LABORATORY));
}

#[test]
fn a_text_without_a_word_is_refused() {
    assert_eq!(checked(b" \r\n\t\x0C ").unwrap_err().code, "no_pages");
}

#[test]
fn a_very_long_line_is_wrapped_and_a_very_long_text_refused() {
    let line = "A&E attendance; ".repeat(4_000);
    let page = read(line.as_bytes(), Format::Text);
    assert_eq!(page.matches("attendance;").count(), 4_000);
    assert_eq!(
        checked("x".repeat(10 << 20).as_bytes()).unwrap_err().code,
        "too_large"
    );
}
