//! From bytes to text, in whatever encoding they are.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::check::Note;

/// A text, and whether its encoding had to be assumed.
pub(super) struct Decoded {
    /// The text.
    pub(super) text: String,
    /// Whether the file said nothing of its encoding and is not UTF-8.
    pub(super) assumed: bool,
}

/// Decodes text that says nothing of its encoding: a byte order mark, UTF-8 where it is valid, else Windows-1252,
/// the encoding of Western European systems that write none. Bytes that fit no encoding become U+FFFD.
pub(super) fn decode(bytes: &[u8]) -> Decoded {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        let (text, _) = encoding.decode_with_bom_removal(bytes);
        return known(text);
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return known(encoding.decode_without_bom_handling(bytes).0);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => known(text.into()),
        Err(_) => Decoded {
            text: WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
            assumed: true,
        },
    }
}

/// Decodes text whose encoding is named; an unknown name counts as none.
pub(super) fn decode_as(bytes: &[u8], name: &str) -> Decoded {
    match Encoding::for_label(name.trim().as_bytes()) {
        Some(encoding) if encoding != UTF_8 => known(encoding.decode(bytes).0),
        _ => decode(bytes),
    }
}

/// The note that goes with an assumed encoding.
pub(super) fn assumed_note() -> Note {
    Note::new(
        "encoding_assumed",
        "the file does not say how its characters are encoded and was read as Windows-1252: compare signs such as µ, \
         °, £ and é with the original",
    )
}

/// UTF-16 whose mark was lost: every other byte of Latin text is zero.
pub(super) fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(2048) & !1];
    let zeros = |odd: usize| {
        head.iter()
            .skip(odd)
            .step_by(2)
            .filter(|byte| **byte == 0)
            .count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    let units = head.len() / 2;
    if units < 4 {
        None
    } else if odd * 10 > units * 7 && even == 0 {
        Some(UTF_16LE)
    } else if even * 10 > units * 7 && odd == 0 {
        Some(UTF_16BE)
    } else {
        None
    }
}

fn known(text: std::borrow::Cow<'_, str>) -> Decoded {
    Decoded {
        text: text.into_owned(),
        assumed: false,
    }
}
