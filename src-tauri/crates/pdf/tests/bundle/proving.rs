//! That the proof finds what was lost, and the check finds what was changed.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use lopdf::{Document, Object};
use second_opinion_pdf::join::{Joined, join};
use second_opinion_pdf::proof::{Difference, Original, ProofError, Proved, compare};
use second_opinion_pdf::verify::{Fault, verify};

use crate::build::{EXTRA, Extra, bundle, load, paper, part, plan, read, words};

fn originals(files: &[&[u8]]) -> Vec<Original> {
    files
        .iter()
        .map(|file| Original {
            bytes: Arc::new(file.to_vec()),
            password: None,
        })
        .collect()
}

pub(crate) fn prove(joined: &Joined, files: &[&[u8]]) -> Result<Proved, ProofError> {
    compare(joined, &originals(files), 2, &AtomicBool::new(false))
}

/// A bundle of `files`, proved page by page and checked against its manifest.
pub(crate) fn proved(files: &[&[u8]]) -> Joined {
    let joined = bundle(files);
    let proof = prove(&joined, files).unwrap();
    assert_eq!(
        proof,
        Proved {
            pages: joined.pages,
            unproved: Vec::new()
        }
    );
    assert_eq!(verify(&joined.bytes).unwrap().pages, joined.pages);
    joined
}

/// Files as (sound original, the same with a fault put in before it is joined).
fn with_faults() -> Vec<(&'static str, Vec<u8>, Vec<u8>)> {
    let swap = |bytes: &[u8], from: &str, to: &str| {
        assert_eq!(from.len(), to.len());
        let at = bytes
            .windows(from.len())
            .position(|window| window == from.as_bytes())
            .unwrap();
        let mut bytes = bytes.to_vec();
        bytes[at..at + to.len()].copy_from_slice(to.as_bytes());
        bytes
    };
    let plain = paper(&[&words("One"), &words("Two")], &Extra::default());
    let drawn = Extra {
        page: "%R/XObject << /Scan 20 0 R >>".to_owned(),
        objects: vec![
            "<< /Type /XObject /Subtype /Form /BBox [0 0 100 100] /Length 21 >>\nstream\n0 g 10 10 40 40 re f \nendstream"
                .to_owned(),
        ],
        ..Extra::default()
    };
    let scan = paper(&["/Scan Do", "0 g"], &drawn);
    let field = Extra {
        page: format!("/Annots [{EXTRA} 0 R]"),
        catalogue: format!("/AcroForm << /Fields [{EXTRA} 0 R] >>"),
        objects: vec![
            format!(
                "<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /Rect [100 600 300 624] /AP << /N {} 0 R >> >>",
                EXTRA + 1
            ),
            "<< /Type /XObject /Subtype /Form /BBox [0 0 200 24] /Length 40 >>\nstream\n\
             0 0 0 rg 5 5 12 8 re f                  \nendstream"
                .to_owned(),
        ],
    };
    let form = paper(&[&words("Form"), &words("Two")], &field);
    vec![
        (
            "a resource",
            scan.clone(),
            swap(&scan, "/Scan 20 0 R", "/Gone 20 0 R"),
        ),
        (
            "a font",
            plain.clone(),
            swap(&plain, "/BaseFont /Helvetica", "/BaseFont /Courier  "),
        ),
        ("a word", plain.clone(), swap(&plain, "(One) Tj", "(0ne) Tj")),
        ("a letter", plain.clone(), swap(&plain, "(One) Tj", "(On ) Tj")),
        (
            "a page in another's place",
            plain.clone(),
            swap(&plain, "[4 0 R 6 0 R]", "[6 0 R 4 0 R]"),
        ),
        (
            "the look of a field",
            form.clone(),
            swap(&form, "/AP <<", "/XX <<"),
        ),
        (
            "a colour",
            plain.clone(),
            swap(&plain, "0 0.3 0.6 rg", "0 0.9 0.1 rg"),
        ),
    ]
}

#[test]
fn a_fault_in_the_join_is_caught_by_the_proof() {
    for (fault, sound, faulty) in with_faults() {
        prove(&bundle(&[&sound]), &[&sound]).unwrap_or_else(|error| panic!("{fault}: {error}"));
        let joined = bundle(&[&faulty]);
        match prove(&joined, &[&sound]) {
            // Pages found by their object stand where the source has them, so a swap is not a difference of looks;
            // the digests and the text tell it.
            Ok(_) if fault.contains("place") => {
                let source = read(&joined.bytes).unwrap();
                assert_eq!(source.page_text(1).trim(), "Two");
            }
            Ok(_) => panic!("the proof did not see that {fault} was lost"),
            Err(error) => {
                let ProofError::Differences(pages) = error else {
                    panic!("{error}")
                };
                assert_eq!(pages[0], Difference { part: 1, page: 1 });
            }
        }
    }
}

#[test]
fn a_value_that_was_to_be_drawn_and_was_not_is_caught() {
    let field = |value: &str| {
        let extra = Extra {
            page: format!("/Annots [{EXTRA} 0 R]"),
            catalogue: format!("/AcroForm << /Fields [{EXTRA} 0 R] >>"),
            objects: vec![format!(
                "<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) {value} /Rect [100 600 300 624] >>"
            )],
        };
        paper(&[&words("Form")], &extra)
    };
    let (filled, empty) = (field("/V (Penicillin)"), field("/V ()"));
    let mut joined = bundle(&[&filled]);
    prove(&joined, &[&filled]).unwrap();
    joined.bytes = bundle(&[&empty]).bytes;
    assert!(matches!(
        prove(&joined, &[&filled]),
        Err(ProofError::Differences(_))
    ));
}

#[test]
fn a_missing_strip_is_caught_by_the_proof() {
    let one = paper(&[&words("One")], &Extra::default());
    let strips = paper(&["0 0 0 rg 0 820 595 10 re f"], &Extra::default());
    let mut joined = join(
        plan(vec![part("a", read(&one).unwrap())]),
        read(&strips).ok().as_ref(),
    )
    .unwrap();
    prove(&joined, &[&one]).unwrap();
    joined.bytes = bundle(&[&one]).bytes;
    assert!(matches!(prove(&joined, &[&one]), Err(ProofError::Differences(_))));
}

#[test]
fn the_proof_can_be_stopped() {
    let one = paper(&[&words("One")], &Extra::default());
    let error = compare(&bundle(&[&one]), &originals(&[&one]), 1, &AtomicBool::new(true)).unwrap_err();
    assert_eq!(error, ProofError::Stopped);
}

fn three() -> Joined {
    bundle(&[&paper(
        &[&words("One"), &words("Two"), &words("Three")],
        &Extra::default(),
    )])
}

#[test]
fn a_sound_bundle_tells_its_manifest() {
    let verified = verify(&three().bytes).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&verified.manifest_json).unwrap();
    assert_eq!(manifest["reference"], "SO-2026-0042");
    assert_eq!(manifest["page_count"], 3);
    assert_eq!(verified.page_digests.len(), 3);
    assert_ne!(verified.page_digests[0], verified.page_digests[1]);
}

#[test]
fn one_changed_byte_anywhere_is_found() {
    let joined = three();
    for at in (0..joined.bytes.len())
        .step_by(41)
        .chain([joined.bytes.len() - 1])
    {
        let mut bytes = joined.bytes.clone();
        bytes[at] ^= 0x10;
        assert!(verify(&bytes).is_err(), "byte {at}");
    }
    let longer = [joined.bytes.as_slice(), b"\n"].concat();
    assert!(verify(&longer).unwrap_err().contains(&Fault::Altered));
    assert!(verify(&joined.bytes[..joined.bytes.len() - 1]).is_err());
}

/// The bundle with its list of pages changed and saved anew by another program.
fn resaved(bytes: &[u8], change: impl Fn(&mut Vec<Object>)) -> Vec<u8> {
    let mut document: Document = load(bytes);
    let tree = document
        .catalog()
        .unwrap()
        .get(b"Pages")
        .unwrap()
        .as_reference()
        .unwrap();
    let tree = document.get_dictionary_mut(tree).unwrap();
    change(tree.get_mut(b"Kids").unwrap().as_array_mut().unwrap());
    let mut out = Vec::new();
    document.save_to(&mut out).unwrap();
    out
}

#[test]
fn a_removed_page_and_swapped_pages_are_named() {
    let bytes = three().bytes;
    let untouched = verify(&resaved(&bytes, |_| {})).unwrap_err();
    assert_eq!(
        untouched,
        [Fault::NoGuard],
        "another program's save keeps the pages and loses the guard"
    );
    let removed = verify(&resaved(&bytes, |kids| drop(kids.remove(1)))).unwrap_err();
    assert!(removed.contains(&Fault::PageCount {
        expected: 3,
        found: 2
    }));
    assert!(removed.contains(&Fault::PageMissing { page: 2 }));
    let swapped = verify(&resaved(&bytes, |kids| kids.swap(0, 2))).unwrap_err();
    assert!(swapped.contains(&Fault::PageMoved { page: 1, found: 3 }));
    assert!(swapped.contains(&Fault::PageMoved { page: 3, found: 1 }));
}

#[test]
fn what_is_no_bundle_is_said_to_be_none() {
    let plain = paper(&[&words("One")], &Extra::default());
    assert_eq!(verify(&plain).unwrap_err(), [Fault::NoGuard, Fault::NoManifest]);
    assert_eq!(
        verify(b"nothing").unwrap_err(),
        [Fault::NoGuard, Fault::Unreadable]
    );
}
