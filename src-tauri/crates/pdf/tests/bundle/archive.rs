//! Which records a bundle may claim PDF/A-3b with, and that it then keeps what it claims.

use std::sync::Arc;

use second_opinion_pdf::conformance::{Standard, allows, faults};
use second_opinion_pdf::join::{Plan, join};
use second_opinion_pdf::source::{Limits, Source};

use crate::build::{EXTRA, Extra, paper, part, plan, words};

/// Shapes alone, so that nothing is wanted of any face.
const SHAPES: &str = "q 0.2 0.4 0.6 rg 100 100 200 300 re f Q 0 0 0 RG 3 w 50 50 m 300 700 l S";

/// The clause that forbids page 1 of a file.
fn forbidden_by(bytes: &[u8]) -> Option<&'static str> {
    let bytes = Arc::new(bytes.to_vec());
    let source = Source::skim(&bytes, None, &Limits::default()).unwrap();
    allows(&source, &[1], &bytes).err().map(|fault| fault.clause)
}

fn with(page: &str, objects: &[&str]) -> Extra {
    Extra {
        page: page.to_owned(),
        objects: objects.iter().map(|object| (*object).to_owned()).collect(),
        ..Extra::default()
    }
}

#[test]
fn a_record_that_no_archive_takes_says_why() {
    let plain = Extra::default();
    let resources = |entries: &str| format!("%R{entries}");
    let note = "<< /Type /Annot /Subtype /Text /Rect [50 50 80 80] /Contents (Ring the ward) >>";
    let picture = "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceCMYK \
                   /Length 4 >>\nstream\n0000\nendstream";
    let smooth = "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray \
                  /Interpolate true /Length 1 >>\nstream\n0\nendstream";
    let lzw = "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray \
               /Filter /LZWDecode /Length 1 >>\nstream\n0\nendstream";
    let named = resources(&format!("/XObject << /P {EXTRA} 0 R >>"));
    let cases: [(&str, Extra, Option<&str>); 13] = [
        (SHAPES, plain.clone(), None),
        (
            &words("Seen in clinic"),
            plain.clone(),
            Some("19005-3 6.2.11.4.1"),
        ),
        // Words under a scan leave no mark, so that nothing has to be embedded for them.
        (
            "BT /F 12 Tf 3 Tr 60 400 Td (Seen in clinic) Tj ET",
            plain.clone(),
            None,
        ),
        (
            "0 0 0 1 k 10 10 50 50 re f",
            plain.clone(),
            Some("19005-3 6.2.4.3"),
        ),
        (
            "/DeviceCMYK cs 10 10 50 50 re f",
            plain.clone(),
            Some("19005-3 6.2.4.3"),
        ),
        ("10 10 50 50 re f glow", plain.clone(), Some("19005-3 6.2.2")),
        (&"q ".repeat(29), plain.clone(), Some("19005-3 6.1.13")),
        ("/P Do", with(&named, &[picture]), Some("19005-3 6.2.4.3")),
        ("/P Do", with(&named, &[smooth]), Some("19005-3 6.2.8")),
        ("/P Do", with(&named, &[lzw]), Some("19005-3 6.1.7.2")),
        (
            SHAPES,
            with(&resources("/ExtGState << /G << /BM /Sparkle >> >>"), &[]),
            Some("19005-3 6.2.10"),
        ),
        (
            SHAPES,
            with(&resources("/ExtGState << /G << /TR /Identity >> >>"), &[]),
            Some("19005-3 6.2.5"),
        ),
        (
            SHAPES,
            with(&format!("/Annots [{EXTRA} 0 R]"), &[note]),
            Some("19005-3 6.3.3"),
        ),
    ];
    for (content, extra, clause) in cases {
        assert_eq!(forbidden_by(&paper(&[content], &extra)), clause, "{content}");
    }
}

#[test]
fn a_bundle_of_records_that_archives_take_keeps_what_it_claims() {
    let source = Source::read(&paper(&[SHAPES], &Extra::default()), None, &Limits::default()).unwrap();
    let plan = |is_archival| Plan {
        is_archival,
        ..plan(vec![part("enclosure-1", source.clone())])
    };
    let claimed = join(plan(true), None).unwrap().bytes;
    assert_eq!(faults(&claimed, Standard::Bundle), []);
    // One that does not claim it has no colours of an archive, and says nothing of one.
    let honest = join(plan(false), None).unwrap().bytes;
    let clauses: Vec<&str> = faults(&honest, Standard::Bundle)
        .iter()
        .map(|fault| fault.clause)
        .collect();
    assert!(
        clauses.contains(&"19005-2 6.2.3") && clauses.contains(&"19005-2 6.6.4"),
        "{clauses:?}"
    );
}
