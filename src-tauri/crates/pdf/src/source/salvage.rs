//! Reads again single objects that the reader gave up for a trifle every viewer overlooks: a `#` in a name.

use lopdf::xref::XrefEntry;
use lopdf::{Document, Object, ObjectId};

/// The damaged object `id`, if mending its names makes it readable; streams are not tried.
pub(super) fn salvage(document: &Document, bytes: &[u8], id: ObjectId) -> Option<Object> {
    let text = match document.reference_table.entries.get(&id.0)? {
        XrefEntry::Normal { offset, .. } => in_file(bytes, *offset as usize)?.to_vec(),
        XrefEntry::Compressed { container, .. } => in_stream(document, *container, id.0)?,
        _ => return None,
    };
    let mended = with_mended_names(&text)?;
    // A file of this one object: the reader has no door for single objects.
    let mut alone = b"%PDF-1.7\n1 0 obj\n".to_vec();
    alone.extend_from_slice(&mended);
    alone.extend_from_slice(b"\nendobj\n");
    let table = alone.len();
    let end = "xref\n0 2\n0000000000 65535 f \n0000000009 00000 n \ntrailer\n<< /Size 2 /Root 1 0 R >>\nstartxref\n";
    alone.extend_from_slice(format!("{end}{table}\n%%EOF\n").as_bytes());
    Document::load_mem(&alone).ok()?.objects.remove(&(1, 0))
}

/// The text of an object between `obj` and `endobj`.
fn in_file(bytes: &[u8], offset: usize) -> Option<&[u8]> {
    let rest = bytes.get(offset..)?;
    let start = super::find(rest.get(..40.min(rest.len()))?, b"obj")? + 3;
    let body = &rest[start..start + super::find(&rest[start..], b"endobj")?];
    super::find(body, b"stream").is_none().then_some(body)
}

/// The text of object `number` in the object stream `container`.
fn in_stream(document: &Document, container: u32, number: u32) -> Option<Vec<u8>> {
    const LARGEST: usize = 64 << 20;
    let Object::Stream(stream) = document.objects.get(&(container, 0))? else {
        return None;
    };
    let content = stream.get_plain_content_with_limit(LARGEST).ok()?;
    let first = usize::try_from(stream.dict.get(b"First").ok()?.as_i64().ok()?).ok()?;
    let head = std::str::from_utf8(content.get(..first)?).ok()?;
    let numbers: Vec<usize> = head
        .split_ascii_whitespace()
        .filter_map(|word| word.parse().ok())
        .collect();
    let pairs = || numbers.chunks_exact(2);
    let start = pairs().find(|pair| pair[0] == number as usize)?[1];
    let end = pairs().map(|pair| pair[1]).filter(|offset| *offset > start).min();
    content
        .get(first + start..end.map_or(content.len(), |end| first + end))
        .map(<[u8]>::to_vec)
}

/// `text` with every `#` in a name that starts no escape written as one; none when there is no such `#`.
fn with_mended_names(text: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() + 8);
    let (mut in_name, mut depth, mut mended) = (false, 0_u32, false);
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        out.push(byte);
        at += 1;
        match byte {
            b'\\' if depth > 0 => {
                out.extend(text.get(at));
                at += 1;
            }
            b'(' => (depth, in_name) = (depth + 1, false),
            b')' => (depth, in_name) = (depth.saturating_sub(1), false),
            _ if depth > 0 => {}
            b'/' => in_name = true,
            b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'%' => in_name = false,
            byte if byte.is_ascii_whitespace() || byte == 0 => in_name = false,
            b'#' if in_name => {
                let escape = text
                    .get(at..at + 2)
                    .is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
                if !escape {
                    out.extend_from_slice(b"23");
                    mended = true;
                }
            }
            _ => {}
        }
    }
    mended.then_some(out)
}
