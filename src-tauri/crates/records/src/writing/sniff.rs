//! Which written format a file has, told by its content.

use crate::format::Format;
use crate::writing::encoding;

/// How much of a file is looked at.
const HEAD: usize = 64 << 10;

/// The written format of a file that is none of the others; none where it is no text.
pub(crate) fn sniff(bytes: &[u8]) -> Option<Format> {
    let head = &bytes[..bytes.len().min(HEAD)];
    let start = trimmed(head);
    if start.starts_with(b"{\\rtf") {
        return Some(Format::Rtf);
    }
    if is_hl7(start) {
        return Some(Format::Hl7);
    }
    is_text(head).then(|| {
        if start.starts_with(b"{") && contains(bytes, b"\"resourceType\"") {
            Format::Fhir
        } else if is_web_page(start) {
            Format::Html
        } else if is_email(start) {
            Format::Email
        } else {
            Format::Text
        }
    })
}

/// Structured records in XML, which are named rather than printed as marked-up text.
pub(crate) fn xml_record(bytes: &[u8]) -> Option<&'static str> {
    let head = &bytes[..bytes.len().min(HEAD)];
    if !trimmed(head).starts_with(b"<") {
        return None;
    }
    if contains(head, b"http://hl7.org/fhir") && !is_web_page(trimmed(head)) {
        Some("a FHIR document in XML")
    } else if contains(head, b"urn:hl7-org:v3") {
        Some("a clinical document in XML (CDA)")
    } else {
        None
    }
}

/// What a ZIP package holds, told by the names of its parts and its declared kind.
pub(crate) fn package(bytes: &[u8]) -> Option<Format> {
    if !bytes.starts_with(b"PK\x03\x04") {
        return None;
    }
    let head = &bytes[..bytes.len().min(512)];
    if contains(head, b"mimetypeapplication/vnd.oasis.opendocument.text") {
        return Some(Format::Odt);
    }
    // The list of parts stands at the end of a package.
    let tail = &bytes[bytes.len().saturating_sub(1 << 20)..];
    contains(tail, b"word/document.xml").then_some(Format::Docx)
}

/// Without what mail programs and interfaces put before the first character.
fn trimmed(bytes: &[u8]) -> &[u8] {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let blank = bytes
        .iter()
        .take_while(|byte| byte.is_ascii_whitespace() || **byte == 0x0B)
        .count();
    &bytes[blank..]
}

fn is_hl7(start: &[u8]) -> bool {
    let header = [&b"MSH"[..], b"FHS", b"BHS"]
        .iter()
        .any(|name| start.starts_with(name));
    header
        && start.get(3).is_some_and(u8::is_ascii_punctuation)
        && start
            .iter()
            .skip(4)
            .take(5)
            .any(|byte| Some(byte) == start.get(3))
}

fn is_web_page(start: &[u8]) -> bool {
    let head = start[..start.len().min(4096)].to_ascii_lowercase();
    contains(&head, b"<html") || contains(&head, b"<!doctype html") || head.starts_with(b"<body")
}

/// Whether the first lines are headers of a message, among them its sender and one that only messages have.
fn is_email(start: &[u8]) -> bool {
    let mut has_from = false;
    let mut has_other = false;
    for (at, line) in start.split(|byte| *byte == b'\n').enumerate() {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() {
            break;
        }
        if at == 0 && line.starts_with(b"From ") {
            continue;
        }
        if at > 0 && (line.starts_with(b" ") || line.starts_with(b"\t")) {
            continue;
        }
        let Some(colon) = line.iter().position(|byte| *byte == b':') else {
            return false;
        };
        let name = line[..colon].to_ascii_lowercase();
        if name.is_empty()
            || !name
                .iter()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
        {
            return false;
        }
        has_from |= name == b"from" || name == b"return-path";
        has_other |= [
            &b"mime-version"[..],
            b"message-id",
            b"received",
            b"content-type",
            b"delivered-to",
            b"x-mailer",
        ]
        .contains(&name.as_slice());
    }
    has_from && has_other
}

/// Text has no zero bytes and hardly any controls; UTF-16 is told by its mark or by its zeros.
fn is_text(head: &[u8]) -> bool {
    if head.starts_with(&[0xFF, 0xFE]) || head.starts_with(&[0xFE, 0xFF]) {
        let text = encoding::decode(head).text;
        let strange = text.chars().filter(|c| *c == '\u{FFFD}' || *c == '\0').count();
        return strange <= 1;
    }
    if encoding::utf16_without_mark(head).is_some() {
        return true;
    }
    let controls = head
        .iter()
        .filter(|byte| matches!(byte, 0x01..=0x08 | 0x0E..=0x1A | 0x1C..=0x1F | 0x7F))
        .count();
    if head.contains(&0) || controls * 200 > head.len() {
        return false;
    }
    let valid = std::str::from_utf8(head).map_or_else(|error| error.valid_up_to(), str::len);
    // A character may be cut in two where the head ends.
    if valid + 4 > head.len() {
        return true;
    }
    // In other encodings of Latin text most bytes are still ASCII.
    let foreign = head.iter().filter(|byte| !byte.is_ascii()).count();
    foreign * 5 < head.len()
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle)
}
