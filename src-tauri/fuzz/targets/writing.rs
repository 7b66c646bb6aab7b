//! Text, web pages, rich text, e-mail, Word and OpenDocument.
//!
//! A package is packed here around its main part, so that mutations meet the reader and not the unpacking; a package
//! that was packed elsewhere is read as it is.

#![no_main]

use std::io::{Cursor, Write as _};

use libfuzzer_sys::fuzz_target;
use second_opinion_fuzz::take;

/// The line that stands between the parts of a package.
const NEXT: &[u8] = b"\n=====\n";
/// The parts of a Word document, in the order in which they follow one another.
const WORD: [&str; 5] = [
    "word/document.xml",
    "word/styles.xml",
    "word/numbering.xml",
    "word/_rels/document.xml.rels",
    "word/header1.xml",
];
const OPEN_DOCUMENT: [&str; 2] = ["content.xml", "styles.xml"];

fuzz_target!(|bytes: &[u8]| {
    if let Some(parts) = bytes.strip_prefix(b"word\n") {
        take(&package(&[], &WORD, parts));
    } else if let Some(parts) = bytes.strip_prefix(b"open\n") {
        let kind = [("mimetype", &b"application/vnd.oasis.opendocument.text"[..])];
        take(&package(&kind, &OPEN_DOCUMENT, parts));
    } else if !bytes.starts_with(b"MSH") {
        take(bytes);
    }
});

fn package(first: &[(&str, &[u8])], names: &[&str], mut parts: &[u8]) -> Vec<u8> {
    let mut files = first.to_vec();
    for name in names {
        let end = parts.windows(NEXT.len()).position(|window| window == NEXT);
        files.push((name, &parts[..end.unwrap_or(parts.len())]));
        parts = end.map_or(&[][..], |end| &parts[end + NEXT.len()..]);
    }
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in files {
        writer.start_file(name, options).expect("a part can be begun");
        writer.write_all(bytes).expect("memory can be written");
    }
    writer.finish().expect("a package can be ended").into_inner()
}
