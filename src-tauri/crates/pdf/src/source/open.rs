//! Opens the bytes of a foreign PDF: header, protection, table of objects, and what of them was damaged.

use std::borrow::Cow;

use lopdf::xref::{XrefEntry, XrefRecovery};
use lopdf::{Document, Error, LoadOptions, Object, ObjectId};

use super::note::{Note, NoteCode};
use super::salvage::salvage;
use super::{Limits, Refusal};

/// Where the end of a whole PDF is looked for, counted from the end of the file.
const TAIL: usize = 2048;

/// A document as opened, with what had to be repaired so far.
pub(super) struct Opened {
    pub(super) document: Document,
    pub(super) notes: Vec<Note>,
    /// Objects that the file's own table lists and that could not be read from where it says.
    pub(super) damaged: Vec<ObjectId>,
    /// The file again, its table rebuilt by scanning: read only when something was damaged.
    pub(super) rebuilt: Option<Document>,
}

/// Opens `bytes`, decrypting with `password` where the empty one does not do.
pub(super) fn open(bytes: &[u8], password: Option<&str>, limits: &Limits) -> Result<Opened, Refusal> {
    if bytes.is_empty() {
        return Err(Refusal::Empty);
    }
    if bytes.len() as u64 > limits.bytes {
        return Err(Refusal::TooLarge {
            what: "size of the file",
        });
    }
    let mut notes = Vec::new();
    let bytes = with_header(bytes, &mut notes)?;
    let mut options = LoadOptions {
        max_decompressed_size: Some(stream_limit(&bytes, limits)),
        ..LoadOptions::default()
    };
    let mut document = load(&bytes, &options)?;
    let mut bytes = bytes;
    if needs_mended_trailer(&document) {
        bytes = Cow::Owned(with_mended_trailer(&bytes, &document)?);
        document = load(&bytes, &options)?;
    }
    let mut unlocked_by = NoteCode::OwnerPassword;
    if let (true, Some(password)) = (document.trailer.has(b"Encrypt"), password) {
        options.password = Some(password.to_owned());
        document = load(&bytes, &options)?;
        unlocked_by = NoteCode::UserPassword;
    }
    note_protection(&document, unlocked_by, &mut notes)?;
    if document.objects.len() as u64 > u64::from(limits.objects) {
        return Err(Refusal::TooLarge {
            what: "number of objects",
        });
    }

    let mut damaged = damaged_objects(&document);
    damaged.retain(|id| {
        let salvaged = salvage(&document, &bytes, *id);
        let still_damaged = salvaged.is_none();
        document.objects.extend(salvaged.map(|object| (*id, object)));
        still_damaged
    });
    let mut rebuilt = None;
    if document.xref_recovery.is_none() && (!damaged.is_empty() || document.catalog().is_err()) {
        let options = LoadOptions {
            force_reconstruct: true,
            ..options
        };
        rebuilt = load(&bytes, &options).ok();
    }
    note_recovery(&document, &bytes, &mut notes);
    Ok(Opened {
        document,
        notes,
        damaged,
        rebuilt,
    })
}

/// The bytes from the PDF's header on; a file that lost only its header line is given one.
fn with_header<'a>(bytes: &'a [u8], notes: &mut Vec<Note>) -> Result<Cow<'a, [u8]>, Refusal> {
    match find(bytes, b"%PDF-") {
        Some(0) => Ok(Cow::Borrowed(bytes)),
        Some(at) => {
            let words = format!("{at} bytes that do not belong to the PDF stood before it and were skipped");
            notes.push(Note::new(NoteCode::RepairedLeadingBytes, words));
            // Offsets may count from the header or from the start of the file; the reader tries the first and
            // rebuilds the table when it does not fit.
            Ok(Cow::Borrowed(&bytes[at..]))
        }
        None if find(bytes, b" obj").is_some() && find(bytes, b"endobj").is_some() => {
            let words = "the first line that says this is a PDF was missing and was put back";
            notes.push(Note::new(NoteCode::RepairedLeadingBytes, words));
            Ok(Cow::Owned([b"%PDF-1.7\n".as_slice(), bytes].concat()))
        }
        None if bytes.iter().all(u8::is_ascii_whitespace) => Err(Refusal::Empty),
        None => Err(Refusal::NotAPdf),
    }
}

fn load(bytes: &[u8], options: &LoadOptions) -> Result<Document, Refusal> {
    Document::load_mem_with_options(bytes, options.clone()).map_err(|error| match error {
        Error::InvalidPassword => Refusal::WrongPassword,
        Error::Decompress(_) => Refusal::TooLarge {
            what: "size once unpacked",
        },
        Error::Decryption(_) => Refusal::UnsupportedProtection,
        Error::Parse(lopdf::ParseError::InvalidFileHeader) => Refusal::NotAPdf,
        _ => Refusal::Unreadable {
            what: "its table of objects".to_owned(),
        },
    })
}

/// What one object stream may inflate to, so that all of them together stay within the limit.
///
/// Unpacked objects take several times their text in memory, so they get an eighth of the whole allowance.
pub(super) fn stream_limit(bytes: &[u8], limits: &Limits) -> usize {
    const LEAST: u64 = 1 << 20;
    let streams = count(bytes, b"/ObjStm") as u64 + count(bytes, b"/XRef") as u64;
    let each = (limits.inflated_bytes / 8) / streams.max(1);
    usize::try_from(each.clamp(LEAST, 256 << 20)).unwrap_or(256 << 20)
}

fn note_protection(document: &Document, unlocked_by: NoteCode, notes: &mut Vec<Note>) -> Result<(), Refusal> {
    if document.was_encrypted() {
        let words = match unlocked_by {
            NoteCode::UserPassword => {
                "the file was opened with the password given; the copy here has no password"
            }
            _ => {
                "the file restricts copying or printing; it opens without a password, as every viewer opens it"
            }
        };
        notes.push(Note::new(unlocked_by, words));
        return Ok(());
    }
    if !document.trailer.has(b"Encrypt") {
        return Ok(());
    }
    let standard = document
        .get_encrypted()
        .and_then(|dict| dict.get(b"Filter"))
        .and_then(Object::as_name)
        .map_or(true, |name| name == b"Standard");
    Err(match (standard, unlocked_by) {
        (false, _) => Refusal::UnsupportedProtection,
        (true, NoteCode::UserPassword) => Refusal::WrongPassword,
        (true, _) => Refusal::NeedsPassword,
    })
}

fn note_recovery(document: &Document, bytes: &[u8], notes: &mut Vec<Note>) {
    let tail = &bytes[bytes.len().saturating_sub(TAIL)..];
    let ends = find(tail, b"startxref").is_some() || find(tail, b"%%EOF").is_some();
    match document.xref_recovery {
        Some(XrefRecovery::Reconstructed) if !ends => notes.push(Note::new(
            NoteCode::RepairedTruncated,
            "the file ends early: compare its pages with the original, since pages at the end may be missing",
        )),
        Some(_) => notes.push(Note::new(
            NoteCode::RepairedXref,
            "the file's table of objects was wrong and was rebuilt: look through its pages",
        )),
        None => {}
    }
}

/// The objects that the file's table promises and that are not there.
pub(super) fn damaged_objects(document: &Document) -> Vec<ObjectId> {
    let mut damaged = Vec::new();
    for (&number, entry) in &document.reference_table.entries {
        let id = match *entry {
            XrefEntry::Normal { offset, generation } if offset > 0 => (number, generation),
            XrefEntry::Compressed { .. } => (number, 0),
            _ => continue,
        };
        if !document.objects.contains_key(&id) {
            damaged.push(id);
        }
    }
    damaged
}

/// Whether the file is protected in a way that every viewer opens and our reader does not: its encryption
/// dictionary stands in the trailer itself, or it has no identifier.
fn needs_mended_trailer(document: &Document) -> bool {
    let identified = matches!(document.trailer.get(b"ID"), Ok(Object::Array(items))
        if matches!(items.first(), Some(Object::String(..) | Object::Reference(_))));
    match document.trailer.get(b"Encrypt") {
        Ok(Object::Dictionary(_)) => true,
        Ok(_) => !identified && !document.was_encrypted(),
        Err(_) => false,
    }
}

/// The file with a revision appended that gives its encryption dictionary a number and the file an identifier.
fn with_mended_trailer(bytes: &[u8], document: &Document) -> Result<Vec<u8>, Refusal> {
    let unreadable = || Refusal::Unreadable {
        what: "its protection".to_owned(),
    };
    let number = document.max_id.checked_add(1).ok_or_else(unreadable)?;
    let mut trailer = document.trailer.clone();
    for key in [
        b"Filter".as_slice(),
        b"DecodeParms",
        b"Length",
        b"W",
        b"Index",
        b"Type",
        b"XRefStm",
    ] {
        trailer.remove(key);
    }
    if !matches!(trailer.get(b"ID"), Ok(Object::Array(items)) if matches!(items.first(), Some(Object::String(..))))
    {
        let nothing = Object::string_literal("");
        trailer.set("ID", vec![nothing.clone(), nothing]);
    }
    let mut out = bytes.to_vec();
    out.push(b'\n');
    let mut table = String::from("xref\n");
    if let Ok(encryption @ Object::Dictionary(_)) = document.trailer.get(b"Encrypt") {
        table.push_str(&format!("{number} 1\n{:010} 00000 n \n", out.len()));
        out.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
        crate::write::object(&mut out, encryption);
        out.extend_from_slice(b"\nendobj\n");
        trailer.set("Encrypt", Object::Reference((number, 0)));
    } else {
        table.push_str("0 1\n0000000000 65535 f \n");
    }
    trailer.set("Size", i64::from(number) + 1);
    if document.xref_start > 0 {
        trailer.set("Prev", document.xref_start as i64);
    }
    let start = out.len();
    out.extend_from_slice(table.as_bytes());
    out.extend_from_slice(b"trailer\n");
    crate::write::object(&mut out, &Object::Dictionary(trailer));
    out.extend_from_slice(format!("\nstartxref\n{start}\n%%EOF\n").as_bytes());
    Ok(out)
}

/// Where `needle` first stands in `bytes`.
pub(crate) fn find(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    memchr::memmem::find(bytes, needle)
}

fn count(bytes: &[u8], needle: &[u8]) -> usize {
    memchr::memmem::find_iter(bytes, needle).count()
}
