//! A bundle is an archive where its records allow it, and says itself where they do not.

use std::path::Path;

use domain::record::RecordKind;
use pdf::conformance::{Standard, faults};
use records::Format;
use second_opinion_papers::bundle::Bundle;
use second_opinion_papers::letter::LetterContent;

use crate::bundle::{BLOOD, PHOTOGRAPH, X_RAY, enclosure, made, pages};
use crate::case::Case;

/// A page whose words are in a face that is not embedded, as many systems still write them.
const BARE: &[u8] = b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\n\
endobj\n3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 4 0 R>>>>/Contents 5 0 R>>\nendobj\n\
4 0 obj\n<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>\nendobj\n5 0 obj\n<</Length 43>>\nstream\n\
BT /F 12 Tf 60 700 Td (Seen in clinic) Tj ET\nendstream\nendobj\ntrailer\n<</Root 1 0 R/Size 6>>\n%%EOF\n";

/// Writes a bundle for the independent checker, where one is asked for.
fn keep(folder: &str, name: &str, bundle: &Bundle) {
    if let Some(papers) = std::env::var_os("SECOND_OPINION_PAPERS") {
        let folder = Path::new(&papers).join(folder);
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join(format!("{name}.pdf")), &bundle.bytes).unwrap();
    }
}

#[test]
fn a_bundle_is_an_archive_where_its_records_allow_it() {
    let case = Case::full();
    let text = "Telephoned on 3 November: potassium 4.1, repeated on the ward.\n".as_bytes();
    let enclosures = || {
        vec![
            enclosure(1, "Blood results", RecordKind::LabResult, Format::Pdf, BLOOD),
            enclosure(
                2,
                "Echocardiogram",
                RecordKind::ImagingReport,
                Format::Jpeg,
                PHOTOGRAPH,
            ),
            enclosure(3, "Chest X-ray", RecordKind::Image, Format::Png, X_RAY),
            enclosure(
                4,
                "Clinic letter",
                RecordKind::ClinicLetter,
                Format::Pdf,
                &pages(3),
            ),
            enclosure(5, "Note of a call", RecordKind::Other, Format::Text, text),
        ]
    };
    let draft = LetterContent {
        is_draft: true,
        signature: None,
        ..case.signed()
    };
    for (name, letter) in [("signed", case.signed()), ("draft", draft)] {
        let bundle = made(letter, enclosures()).unwrap();
        assert!(
            bundle.manifest_json.contains("\"standard\":\"PDF/A-3b\""),
            "{}",
            bundle.manifest_json
        );
        let words: Vec<String> = faults(&bundle.bytes, Standard::Bundle)
            .iter()
            .map(ToString::to_string)
            .collect();
        assert!(words.is_empty(), "{name}: {}", words.join("\n"));
        keep("bundles", name, &bundle);
    }
}

#[test]
fn a_bundle_with_a_record_that_is_no_archive_says_so_and_why() {
    let case = Case::full();
    let enclosures = vec![
        enclosure(
            1,
            "Clinic letter",
            RecordKind::ClinicLetter,
            Format::Pdf,
            &pages(1),
        ),
        enclosure(2, "Discharge summary", RecordKind::Other, Format::Pdf, BARE),
    ];
    let bundle = made(case.signed(), enclosures).unwrap();
    assert!(bundle.manifest_json.contains("\"standard\":\"PDF 1.7\""));
    let why = "\"not_archival\":\"19005-3 6.2.11.4.1: a face is not embedded\"";
    assert_eq!(
        bundle.manifest_json.matches(why).count(),
        1,
        "{}",
        bundle.manifest_json
    );
    assert_eq!(bundle.manifest_json.matches("\"not_archival\":null").count(), 1);
    assert!(
        !bundle.bytes.windows(12).any(|bytes| bytes == b"pdfaid:part>"),
        "it claims nothing"
    );
    keep("honest-bundles", "a-face-not-embedded", &bundle);
}
