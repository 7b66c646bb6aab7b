//! What a file is, told by its first bytes.

use crate::picture::{self, heic};
use crate::refused::OUTLOOK_MESSAGE;
use crate::writing;

/// A format that can become pages of a bundle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    /// A PDF.
    Pdf,
    /// A JPEG picture: a photograph or a scan.
    Jpeg,
    /// A PNG picture.
    Png,
    /// A TIFF of one or more pages: a fax or a scan.
    Tiff,
    /// A WebP picture.
    Webp,
    /// A BMP picture.
    Bmp,
    /// A GIF picture.
    Gif,
    /// A JPEG 2000 picture.
    Jpeg2000,
    /// A DICOM image of one or more frames.
    Dicom,
    /// Plain text in any encoding.
    Text,
    /// A web page.
    Html,
    /// A rich text document.
    Rtf,
    /// A Word document.
    Docx,
    /// An OpenDocument text.
    Odt,
    /// An e-mail message with its parts.
    Email,
    /// An HL7 version 2 message with results or a document.
    Hl7,
    /// A FHIR bundle or resource with results.
    Fhir,
}

impl Format {
    /// Every format that is taken.
    pub const ALL: &'static [Self] = &[
        Self::Pdf,
        Self::Jpeg,
        Self::Png,
        Self::Tiff,
        Self::Webp,
        Self::Bmp,
        Self::Gif,
        Self::Jpeg2000,
        Self::Dicom,
        Self::Text,
        Self::Html,
        Self::Rtf,
        Self::Docx,
        Self::Odt,
        Self::Email,
        Self::Hl7,
        Self::Fhir,
    ];

    /// The stable code used in rows, files and answers.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Jpeg => "jpeg",
            Self::Png => "png",
            Self::Tiff => "tiff",
            Self::Webp => "webp",
            Self::Bmp => "bmp",
            Self::Gif => "gif",
            Self::Jpeg2000 => "jpeg2000",
            Self::Dicom => "dicom",
            Self::Text => "text",
            Self::Html => "html",
            Self::Rtf => "rtf",
            Self::Docx => "docx",
            Self::Odt => "odt",
            Self::Email => "email",
            Self::Hl7 => "hl7",
            Self::Fhir => "fhir",
        }
    }

    /// The words that a person reads.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Pdf => "PDF",
            Self::Jpeg => "JPEG picture",
            Self::Png => "PNG picture",
            Self::Tiff => "TIFF picture",
            Self::Webp => "WebP picture",
            Self::Bmp => "BMP picture",
            Self::Gif => "GIF picture",
            Self::Jpeg2000 => "JPEG 2000 picture",
            Self::Dicom => "DICOM image",
            Self::Text => "plain text",
            Self::Html => "web page",
            Self::Rtf => "rich text document",
            Self::Docx => "Word document",
            Self::Odt => "OpenDocument text",
            Self::Email => "e-mail message",
            Self::Hl7 => "HL7 message",
            Self::Fhir => "FHIR document",
        }
    }

    /// The format with this code, if there is one.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|format| format.code() == code)
    }
}

/// What the first bytes of a file say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sniffed {
    /// A format that is taken.
    Taken(Format),
    /// Another format that we can name.
    Other(&'static str),
    /// Nothing that we know.
    Unknown,
}

/// How far into a file a PDF may begin; mail programs and scanners put other bytes before it.
const PDF_HEADER_WITHIN: usize = 1 << 20;

/// Judges a file by its content.
pub(crate) fn sniff(bytes: &[u8]) -> Sniffed {
    if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
        return Sniffed::Taken(Format::Jpeg);
    }
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Sniffed::Taken(Format::Png);
    }
    if bytes.starts_with(b"%PDF-") {
        return Sniffed::Taken(Format::Pdf);
    }
    if let Some(format) = picture_format(bytes) {
        return Sniffed::Taken(format);
    }
    // A message or a rich text document may hold a PDF: it is still what it is.
    if let Some(format @ (Format::Rtf | Format::Hl7 | Format::Email)) = writing::sniff::sniff(bytes) {
        return Sniffed::Taken(format);
    }
    if let Some(format) = writing::sniff::package(bytes) {
        return Sniffed::Taken(format);
    }
    if is_outlook_message(bytes) {
        return Sniffed::Other(OUTLOOK_MESSAGE);
    }
    if let Some(name) = other(bytes) {
        return Sniffed::Other(name);
    }
    let head = &bytes[..bytes.len().min(PDF_HEADER_WITHIN)];
    if contains(head, b"%PDF-") || (contains(bytes, b"startxref") && contains(bytes, b"%%EOF")) {
        return Sniffed::Taken(Format::Pdf);
    }
    if let Some(name) = writing::sniff::xml_record(bytes) {
        return Sniffed::Other(name);
    }
    if picture::is_headless_dicom(bytes) {
        return Sniffed::Taken(Format::Dicom);
    }
    writing::sniff::sniff(bytes).map_or(Sniffed::Unknown, Sniffed::Taken)
}

/// The picture formats beside JPEG and PNG, each told by its first bytes.
fn picture_format(bytes: &[u8]) -> Option<Format> {
    let at = |offset: usize, mark: &[u8]| bytes.get(offset..).is_some_and(|rest| rest.starts_with(mark));
    let signs: [(bool, Format); 8] = [
        // Some scanners fill the idle start of an image with the head of a TIFF.
        (at(128, b"DICM"), Format::Dicom),
        (at(0, b"II*\0") || at(0, b"MM\0*"), Format::Tiff),
        (at(0, b"II+\0\x08") || at(0, b"MM\0+\0\x08"), Format::Tiff),
        (at(0, b"RIFF") && at(8, b"WEBP"), Format::Webp),
        (at(0, b"GIF87a") || at(0, b"GIF89a"), Format::Gif),
        (at(0, b"BM") && at(6, &[0, 0, 0, 0]), Format::Bmp),
        (at(0, b"\0\0\0\x0CjP  \r\n"), Format::Jpeg2000),
        (at(0, &[0xFF, 0x4F, 0xFF, 0x51]), Format::Jpeg2000),
    ];
    signs
        .into_iter()
        .find_map(|(holds, format)| holds.then_some(format))
}

/// The formats that a secretary is likely to be sent instead of those that are taken.
fn other(bytes: &[u8]) -> Option<&'static str> {
    let at = |offset: usize, mark: &[u8]| bytes.get(offset..).is_some_and(|rest| rest.starts_with(mark));
    let brand = |marks: &[&[u8]]| at(4, b"ftyp") && marks.iter().any(|mark| at(8, mark));
    let signs: [(bool, &'static str); 5] = [
        (brand(&[b"heic", b"heix", b"mif1", b"msf1", b"hevc"]), heic::HEIC),
        (brand(&[b"avif", b"avis"]), "an AVIF picture"),
        (at(0, b"PK\x03\x04"), "a Word, Excel, OpenDocument or ZIP file"),
        (
            at(0, &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]),
            "an old Word, Excel or Outlook file",
        ),
        (at(0, b"%!PS"), "a PostScript file"),
    ];
    signs.into_iter().find_map(|(holds, name)| holds.then_some(name))
}

/// A compound file with the parts that only a message has, whose names are in UTF-16.
fn is_outlook_message(bytes: &[u8]) -> bool {
    let part: Vec<u8> = "__substg1.0_".bytes().flat_map(|byte| [byte, 0]).collect();
    bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) && contains(bytes, &part)
}

/// The format that an extension promises, in the words used for it; none for an extension we do not know.
pub(crate) fn promised(file_name: &str) -> Option<&'static str> {
    let (_, extension) = file_name.rsplit_once('.')?;
    match extension.to_ascii_lowercase().as_str() {
        "pdf" => Some(Format::Pdf.label()),
        "jpg" | "jpeg" | "jpe" | "jfif" => Some(Format::Jpeg.label()),
        "png" => Some(Format::Png.label()),
        "tif" | "tiff" => Some(Format::Tiff.label()),
        "heic" | "heif" => Some("HEIC picture"),
        "webp" => Some(Format::Webp.label()),
        "gif" => Some(Format::Gif.label()),
        "bmp" => Some(Format::Bmp.label()),
        "jp2" | "j2k" | "jpf" | "jpx" => Some(Format::Jpeg2000.label()),
        "dcm" => Some(Format::Dicom.label()),
        "doc" => Some("old Word document"),
        "docx" => Some(Format::Docx.label()),
        "odt" => Some(Format::Odt.label()),
        "rtf" => Some(Format::Rtf.label()),
        "eml" => Some(Format::Email.label()),
        "msg" => Some("Outlook message"),
        "hl7" => Some(Format::Hl7.label()),
        "xls" | "xlsx" | "ods" | "csv" => Some("spreadsheet"),
        "txt" => Some(Format::Text.label()),
        "htm" | "html" => Some(Format::Html.label()),
        "zip" => Some("ZIP file"),
        "exe" | "com" | "bat" | "cmd" | "js" | "vbs" | "scr" | "msi" => Some("program"),
        _ => None,
    }
}

/// Whether files of this format usually bear such a name, although it has one of its own: results are sent as text, and
/// Word itself writes rich text under the ending of its old documents.
pub(crate) fn is_usual(file_name: &str, format: Format) -> bool {
    let Some((_, extension)) = file_name.rsplit_once('.') else {
        return false;
    };
    match extension.to_ascii_lowercase().as_str() {
        "txt" => matches!(format, Format::Hl7 | Format::Fhir | Format::Email),
        "csv" => format == Format::Text,
        "doc" => format == Format::Rtf,
        _ => false,
    }
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_its_bytes_say() {
        assert_eq!(sniff(b"%PDF-1.7\n"), Sniffed::Taken(Format::Pdf));
        assert_eq!(
            sniff(b"From: a scanner\r\n\r\n%PDF-1.4"),
            Sniffed::Taken(Format::Pdf)
        );
        assert_eq!(sniff(&[0xFF, 0xD8, 0xFF, 0xE1, 0]), Sniffed::Taken(Format::Jpeg));
        assert_eq!(sniff(b"\x89PNG\r\n\x1a\n"), Sniffed::Taken(Format::Png));
        assert_eq!(sniff(b"II*\0...."), Sniffed::Taken(Format::Tiff));
        assert_eq!(
            sniff(b"PK\x03\x04"),
            Sniffed::Other("a Word, Excel, OpenDocument or ZIP file")
        );
        assert_eq!(
            sniff(b"<!DOCTYPE html><title>Log in</title>"),
            Sniffed::Taken(Format::Html)
        );
        assert_eq!(sniff("Dear Dr Ŵyn".as_bytes()), Sniffed::Taken(Format::Text));
        assert_eq!(sniff(&[7, 1, 0, 2, 255]), Sniffed::Unknown);
    }

    #[test]
    fn a_picture_that_mentions_a_pdf_is_still_a_picture() {
        assert_eq!(sniff(b"\xFF\xD8\xFF\xE1 %PDF-1.4"), Sniffed::Taken(Format::Jpeg));
    }

    #[test]
    fn every_format_reads_back_its_code() {
        for format in Format::ALL {
            assert_eq!(Format::from_code(format.code()), Some(*format));
        }
        assert_eq!(Format::from_code("exe"), None);
    }
}
