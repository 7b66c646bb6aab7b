//! tidy: long because each kind of trouble is one short test, and they are read as a list.
//!
//! What is refused, what is repaired, and what is said about it.

use lopdf::encryption::crypt_filters::{Aes128CryptFilter, Aes256CryptFilter, CryptFilter};
use lopdf::{EncryptionState, EncryptionVersion, Permissions};
use second_opinion_pdf::source::{Limits, Refusal, Source};
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::build::{EXTRA, Extra, Pdf, bundle, codes, everything, load, paper, read, words};

fn plain() -> Vec<u8> {
    paper(&[&words("One"), &words("Two")], &Extra::default())
}

fn replaced(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    let at = bytes
        .windows(from.len())
        .position(|window| window == from.as_bytes())
        .unwrap();
    [&bytes[..at], to.as_bytes(), &bytes[at + from.len()..]].concat()
}

#[test]
fn a_sound_file_is_read_without_remark() {
    let source = read(&plain()).unwrap();
    assert_eq!(source.page_count(), 2);
    assert_eq!(codes(&source), [""; 0]);
    assert_eq!(source.page_text(2).trim(), "Two");
    assert_eq!(source.page_text(3), "");
    let (width, height) = source.page_size(1);
    assert!((width - 595.276).abs() < 0.01 && (height - 841.89).abs() < 0.01);
}

#[test]
fn what_is_no_pdf_is_refused_by_its_reason() {
    assert_eq!(read(b"").unwrap_err(), Refusal::Empty);
    assert_eq!(read(b"  \n ").unwrap_err(), Refusal::Empty);
    assert_eq!(
        read(b"PK\x03\x04 a document of another kind").unwrap_err(),
        Refusal::NotAPdf
    );
    assert!(matches!(
        read(b"%PDF-1.7\nnothing else"),
        Err(Refusal::Unreadable { .. })
    ));
    assert_eq!(
        read(&paper(&[], &Extra::default())).unwrap_err(),
        Refusal::NoPages
    );
}

#[test]
fn every_refusal_has_a_code_and_says_what_to_do() {
    let refusal = read(b"").unwrap_err();
    assert_eq!(refusal.code(), "empty");
    assert!(refusal.to_string().contains("ask for it"));
}

#[test]
fn a_file_that_lost_its_end_is_repaired_and_says_so() {
    let bytes = plain();
    let cut = bytes.windows(4).rposition(|window| window == b"xref").unwrap() - 40;
    let source = read(&bytes[..cut]).unwrap();
    assert_eq!(source.page_count(), 2);
    assert!(codes(&source).contains(&"repaired_truncated"));
}

#[test]
fn a_wrong_start_of_the_table_is_repaired_and_says_so() {
    let bytes = replaced(&plain(), "startxref\n", "startxref\n99");
    let source = read(&bytes).unwrap();
    assert_eq!((source.page_count(), codes(&source)), (2, vec!["repaired_xref"]));
}

#[test]
fn bytes_before_the_header_are_skipped_and_said() {
    let bytes = [b"From: a mail program\r\n\r\n".as_slice(), &plain()].concat();
    let source = read(&bytes).unwrap();
    assert_eq!(source.page_count(), 2);
    assert!(codes(&source).contains(&"repaired_leading_bytes"));
}

#[test]
fn a_file_without_its_header_is_repaired_and_said() {
    let source = read(&plain()[9..]).unwrap();
    assert_eq!(source.page_count(), 2);
    assert!(codes(&source).contains(&"repaired_leading_bytes"));
}

#[test]
fn a_damaged_font_is_said_and_a_damaged_content_refused() {
    let font = read(&replaced(&plain(), "3 0 obj", "3 0 xxx")).unwrap();
    assert_eq!((font.page_count(), codes(&font)), (2, vec!["repaired_object"]));
    let content = replaced(&plain(), "7 0 obj", "7 0 xxx");
    assert_eq!(read(&content).unwrap_err(), Refusal::PageDamaged { page: 2 });
    let page = replaced(&plain(), "6 0 obj", "6 0 xxx");
    assert_eq!(read(&page).unwrap_err(), Refusal::PageDamaged { page: 2 });
}

#[test]
fn an_object_elsewhere_than_the_table_says_is_found_again() {
    let bytes = plain();
    let offset = bytes.windows(7).position(|window| window == b"3 0 obj").unwrap();
    let source = read(&replaced(
        &bytes,
        &format!("{offset:010} 00000 n"),
        "0000000001 00000 n",
    ))
    .unwrap();
    assert_eq!(
        (source.page_count(), codes(&source)),
        (2, vec!["repaired_object"])
    );
    assert_eq!(source.page_text(1).trim(), "One");
}

#[test]
fn a_stray_mark_in_a_name_costs_no_object() {
    let bytes = replaced(&plain(), "/BaseFont /Helvetica", "/Made /By#Us /Base 1");
    let source = read(&bytes).unwrap();
    assert_eq!((source.page_count(), codes(&source)), (2, Vec::new()));
}

#[test]
fn a_page_without_a_size_is_taken_as_a4_and_said() {
    let bytes = replaced(
        &paper(&[&words("One")], &Extra::default()),
        "/MediaBox [0 0 595.276 841.89]",
        &" ".repeat(30),
    );
    let source = read(&bytes).unwrap();
    assert_eq!(codes(&source), ["repaired_media_box"]);
    assert!((source.page_size(1).1 - 841.89).abs() < 0.01);
}

#[test]
fn a_page_tree_in_itself_is_refused() {
    let mut pdf = Pdf::default();
    pdf.add("<< /Type /Catalog /Pages 2 0 R >>");
    pdf.add("<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
    pdf.add("<< /Type /Pages /Kids [2 0 R] /Count 1 >>");
    assert_eq!(read(&pdf.bytes(1)).unwrap_err(), Refusal::PageTreeLoops);
}

#[test]
fn pages_are_counted_not_believed() {
    let lies = replaced(&plain(), "/Count 2", "/Count 999999999");
    assert_eq!(read(&lies).unwrap().page_count(), 2);
    let twice = replaced(&plain(), "[4 0 R 6 0 R]", "[4 0 R 4 0 R]");
    assert_eq!(read(&twice).unwrap().page_count(), 2);
    let gone = replaced(&plain(), "[4 0 R 6 0 R]", "[4 0 R 9 9 R]");
    assert_eq!(read(&gone).unwrap_err(), Refusal::PageDamaged { page: 2 });
}

#[test]
fn a_tree_that_doubles_forty_times_ends_at_the_limit() {
    let mut pdf = Pdf::default();
    pdf.add("<< /Type /Catalog /Pages 2 0 R >>");
    for level in 0..40 {
        pdf.add(&format!(
            "<< /Type /Pages /Kids [{0} 0 R {0} 0 R] /Count 2 >>",
            level + 3
        ));
    }
    pdf.add("<< /Type /Page /MediaBox [0 0 10 10] >>");
    assert_eq!(
        read(&pdf.bytes(1)).unwrap_err(),
        Refusal::TooManyPages { limit: 5_000 }
    );
    *pdf.objects.last_mut().unwrap() = b"<< /Type /Pages /Kids [] >>".to_vec();
    assert_eq!(
        read(&pdf.bytes(1)).unwrap_err(),
        Refusal::TooLarge {
            what: "list of pages"
        }
    );
}

#[test]
fn a_stream_of_objects_that_inflates_without_end_is_refused() {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    std::io::copy(
        &mut std::io::Read::take(std::io::repeat(b' '), 64 << 20),
        &mut encoder,
    )
    .unwrap();
    let mut pdf = Pdf::default();
    pdf.add("<< /Type /Catalog /Pages 2 0 R >>");
    pdf.add("<< /Type /Pages /Kids [] /Count 0 >>");
    pdf.stream(
        "/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode",
        &encoder.finish().unwrap(),
    );
    let limits = Limits {
        inflated_bytes: 16 << 20,
        ..Limits::default()
    };
    let refusal = Source::read(&pdf.bytes(1), None, &limits).unwrap_err();
    assert_eq!(
        refusal,
        Refusal::TooLarge {
            what: "size once unpacked"
        }
    );
}

#[test]
fn deep_nesting_neither_crashes_nor_hangs() {
    for depth in [90, 1_000, 100_000] {
        let mut pdf = Pdf::default();
        pdf.add("<< /Type /Catalog /Pages 2 0 R >>");
        pdf.add("<< /Type /Pages /Kids [4 0 R] /Count 1 >>");
        pdf.add(&format!("{}{}", "[".repeat(depth), "]".repeat(depth)));
        pdf.add("<< /Type /Page /MediaBox [0 0 100 100] /Resources << /X 3 0 R >> >>");
        let source = read(&pdf.bytes(1)).unwrap();
        assert_eq!(source.page_count(), 1);
    }
}

#[test]
fn limits_are_kept() {
    let limits = Limits {
        bytes: 100,
        ..Limits::default()
    };
    assert!(matches!(
        Source::read(&plain(), None, &limits),
        Err(Refusal::TooLarge { .. })
    ));
    let limits = Limits {
        pages: 1,
        ..Limits::default()
    };
    assert!(matches!(
        Source::read(&plain(), None, &limits),
        Err(Refusal::TooManyPages { limit: 1 })
    ));
}

/// The plain file protected by each handler of the standard.
fn protected(user: &str) -> Vec<(&'static str, Vec<u8>)> {
    let mut out = Vec::new();
    for handler in ["rc4-40", "rc4-128", "aes-128", "aes-256-r5", "aes-256-r6"] {
        let mut document = load(&plain());
        let id = lopdf::Object::string_literal("0123456789abcdef");
        document.trailer.set("ID", vec![id.clone(), id]);
        let permissions = Permissions::PRINTABLE;
        let owner = "owner";
        let aes = |filter: Arc<dyn CryptFilter>| BTreeMap::from([(b"StdCF".to_vec(), filter)]);
        let state: EncryptionState = match handler {
            "rc4-40" => EncryptionVersion::V1 {
                document: &document,
                owner_password: owner,
                user_password: user,
                permissions,
            }
            .try_into()
            .unwrap(),
            "rc4-128" => EncryptionVersion::V2 {
                document: &document,
                owner_password: owner,
                user_password: user,
                key_length: 128,
                permissions,
            }
            .try_into()
            .unwrap(),
            "aes-128" => EncryptionVersion::V4 {
                document: &document,
                encrypt_metadata: true,
                crypt_filters: aes(Arc::new(Aes128CryptFilter)),
                stream_filter: b"StdCF".to_vec(),
                string_filter: b"StdCF".to_vec(),
                owner_password: owner,
                user_password: user,
                permissions,
            }
            .try_into()
            .unwrap(),
            #[allow(deprecated)]
            "aes-256-r5" => EncryptionVersion::R5 {
                encrypt_metadata: true,
                crypt_filters: aes(Arc::new(Aes256CryptFilter)),
                file_encryption_key: &[9; 32],
                stream_filter: b"StdCF".to_vec(),
                string_filter: b"StdCF".to_vec(),
                owner_password: owner,
                user_password: user,
                permissions,
            }
            .try_into()
            .unwrap(),
            _ => EncryptionVersion::V5 {
                encrypt_metadata: true,
                crypt_filters: aes(Arc::new(Aes256CryptFilter)),
                file_encryption_key: &[9; 32],
                stream_filter: b"StdCF".to_vec(),
                string_filter: b"StdCF".to_vec(),
                owner_password: owner,
                user_password: user,
                permissions,
            }
            .try_into()
            .unwrap(),
        };
        document.encrypt(&state).unwrap();
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).unwrap();
        out.push((handler, bytes));
    }
    out
}

#[test]
fn owner_protection_opens_as_in_every_viewer_whatever_the_handler() {
    for (handler, bytes) in protected("") {
        let source = read(&bytes).unwrap_or_else(|refusal| panic!("{handler}: {refusal}"));
        assert_eq!(codes(&source), ["owner_password"], "{handler}");
        assert_eq!(source.page_text(1).trim(), "One", "{handler}");
        let joined = bundle(&[&bytes]);
        assert!(everything(&joined.bytes).contains("(Two) Tj"), "{handler}");
    }
}

#[test]
fn a_password_to_open_is_asked_for_and_used() {
    for (handler, bytes) in protected("secret") {
        assert_eq!(read(&bytes).unwrap_err(), Refusal::NeedsPassword, "{handler}");
        let wrong = Source::read(&bytes, Some("guess"), &Limits::default()).unwrap_err();
        assert_eq!(wrong, Refusal::WrongPassword, "{handler}");
        let source = Source::read(&bytes, Some("secret"), &Limits::default()).unwrap();
        assert_eq!(codes(&source), ["user_password"], "{handler}");
        assert_eq!(source.page_text(2).trim(), "Two", "{handler}");
    }
}

#[test]
fn protection_written_into_the_trailer_itself_opens_too() {
    let (_, bytes) = protected("").swap_remove(0);
    // Put the same encryption dictionary, as the library encodes it, directly into the trailer.
    let text = String::from_utf8_lossy(&bytes).into_owned();
    assert!(text.contains("/Encrypt"));
    let reference = text
        .split("/Encrypt")
        .nth(1)
        .unwrap()
        .split_whitespace()
        .next()
        .unwrap()
        .to_owned();
    let header = format!("\n{reference} 0 obj");
    let at = bytes
        .windows(header.len())
        .position(|window| window == header.as_bytes())
        .unwrap();
    let body = &bytes[at + header.len()..];
    let end = body.windows(6).position(|window| window == b"endobj").unwrap();
    let dictionary = body[..end].to_vec();
    let mark = format!("/Encrypt {reference} 0 R");
    let mark_at = bytes
        .windows(mark.len())
        .rposition(|window| window == mark.as_bytes())
        .unwrap();
    let direct = [
        &bytes[..mark_at],
        b"/Encrypt ",
        dictionary.as_slice(),
        &bytes[mark_at + mark.len()..],
    ]
    .concat();
    let source = read(&direct).unwrap();
    assert_eq!(source.page_text(1).trim(), "One");
}

#[test]
fn a_form_that_only_asks_to_wait_is_refused() {
    let wait = words("Please wait... If this message is not eventually replaced, use Adobe Reader");
    let extra = Extra {
        catalogue: "/AcroForm << /Fields [] /XFA (x) >> /NeedsRendering true".to_owned(),
        ..Extra::default()
    };
    assert_eq!(read(&paper(&[&wait], &extra)).unwrap_err(), Refusal::XfaOnly);
    let still = Extra {
        catalogue: "/AcroForm << /Fields [] /XFA (x) >>".to_owned(),
        ..Extra::default()
    };
    assert_eq!(read(&paper(&[&wait], &still)).unwrap_err(), Refusal::XfaOnly);
    let usable = Extra {
        catalogue: format!("/AcroForm << /Fields [{EXTRA} 0 R] /XFA (x) >>"),
        page: format!("/Annots [{EXTRA} 0 R]"),
        objects: vec![
            "<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /V (Answer) /Rect [50 50 200 80] >>".to_owned(),
        ],
    };
    assert_eq!(
        codes(&read(&paper(&[&words("Form")], &usable)).unwrap()),
        ["removed_xfa"]
    );
}

#[test]
fn what_would_act_is_named_and_does_not_come_along() {
    let extra = Extra {
        catalogue: "/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> /AA << /WC << /S /Launch /F (cmd.exe) >> >> \
                    /Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (evil) >>] >> \
                    /EmbeddedFiles << /Names [(virus.exe) << /F (virus.exe) /EF << >> >>] >> >>"
            .to_owned(),
        page: format!("/AA << /O << /S /JavaScript /JS (evil) >> >> /Annots [{EXTRA} 0 R {} 0 R]", EXTRA + 1),
        objects: vec![
            "<< /Type /Annot /Subtype /Link /Rect [10 10 90 90] /Border [0 0 1] \
             /A << /S /URI /URI (http://track.example) >> >>"
                .to_owned(),
            "<< /Type /Annot /Subtype /RichMedia /Rect [10 10 90 90] >>".to_owned(),
        ],
    };
    let bytes = paper(&[&words("One")], &extra);
    let source = read(&bytes).unwrap();
    for code in [
        "removed_javascript",
        "removed_open_action",
        "removed_launch",
        "removed_embedded_files",
        "removed_external_action",
        "removed_rich_media",
    ] {
        assert!(codes(&source).contains(&code), "{code}");
    }
    let files = source
        .notes()
        .iter()
        .find(|note| note.code.as_str() == "removed_embedded_files")
        .unwrap();
    assert!(files.message.contains("virus.exe"));
    let all = everything(&bundle(&[&bytes]).bytes);
    for banned in [
        "JavaScript",
        "evil",
        "Launch",
        "cmd.exe",
        "virus",
        "track.example",
        "/AA",
        "OpenAction",
        "URI",
    ] {
        assert!(!all.contains(banned), "{banned} came along");
    }
}
