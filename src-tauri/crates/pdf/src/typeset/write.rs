//! Small forms of PDF objects that several parts write.

use lopdf::{Dictionary, Object, StringFormat};

/// A dictionary with its type.
pub(super) fn typed(name: &str) -> Dictionary {
    Dictionary::from_iter([("Type", Object::Name(name.into()))])
}

/// A string that people read: plain where ASCII suffices, else UTF-16 with its mark.
pub(super) fn text_string(text: &str) -> Object {
    if text.is_ascii() {
        return Object::String(text.as_bytes().to_vec(), StringFormat::Literal);
    }
    Object::String(utf16(text), StringFormat::Hexadecimal)
}

/// UTF-16, big-endian, with the mark that says so.
pub(super) fn utf16(text: &str) -> Vec<u8> {
    let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
    units.flat_map(u16::to_be_bytes).collect()
}
