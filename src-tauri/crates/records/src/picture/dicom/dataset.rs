//! The elements of a DICOM file that matter for printing it, read without recursion and without copying pixels.
//!
//! Sequences are walked with a stack of our own, so that nesting costs what the limit allows and no more; values are
//! slices of the file, so that a length that lies costs nothing.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Read as _;

use flate2::read::DeflateDecoder;
use pdf::image_page::ImageRefusal;
use pdf::source::{Limits, Refusal};

use super::reader::Reader;
use super::syntax::Syntax;
use super::{tag, walk};

/// Where an element stands: in which item of which sequence, and in which sequence of that item; 0 for none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) outer: u32,
    pub(super) item: u32,
    pub(super) inner: u32,
    pub(super) tag: u32,
}

/// The pixels as they stand in the file.
#[derive(Debug, Clone, Default)]
pub(super) enum PixelBytes<'a> {
    #[default]
    None,
    /// Samples without compression.
    Plain(&'a [u8]),
    /// The table of where frames begin, and the compressed fragments.
    Fragments(&'a [u8], Vec<&'a [u8]>),
}

/// The elements that were kept.
#[derive(Debug, Default)]
pub(super) struct Dataset<'a> {
    pub(super) elements: BTreeMap<Place, &'a [u8]>,
    pub(super) pixels: PixelBytes<'a>,
    /// Whether the file ends within an element.
    pub(super) ends_early: bool,
    pub(super) big_endian: bool,
    /// Whether pixels were stored as words of 16 bits, which matters for bytes in a big-endian file.
    pub(super) words: bool,
}

/// How the file is stored, and its data set: inflated where the whole of it is compressed.
pub(super) fn open<'a>(bytes: &'a [u8], limits: &Limits) -> Result<(Syntax, Cow<'a, [u8]>), ImageRefusal> {
    let start = if bytes.get(128..132) == Some(b"DICM") {
        132
    } else {
        0
    };
    let rest = bytes.get(start..).unwrap_or_default();
    let mut reader = Reader {
        bytes: rest,
        at: 0,
        big_endian: false,
    };
    let mut syntax = None;
    // The head of the file is always explicit and little-endian; it ends where its group ends.
    while reader.bytes.get(reader.at..reader.at + 2) == Some(&[2, 0]) {
        let head = reader.head(false).ok_or(ImageRefusal::Unreadable)?;
        let value = reader.value(head.length).ok_or(ImageRefusal::Unreadable)?;
        if head.tag == tag::TRANSFER_SYNTAX {
            syntax = Some(Syntax::from_uid(&text(value)).ok_or(ImageRefusal::Unsupported(
                "a transfer syntax that is not known here",
            ))?);
        }
    }
    let dataset = rest.get(reader.at..).unwrap_or_default();
    let mut syntax: Syntax = syntax.unwrap_or_else(|| Syntax::guessed(dataset));
    // Some writers name a syntax that says what kind each element is, and leave the kinds out.
    let names_kind = |kind: &[u8]| kind.iter().all(u8::is_ascii_uppercase);
    if !syntax.deflated && !syntax.implicit && dataset.get(4..6).is_some_and(|kind| !names_kind(kind)) {
        syntax.implicit = true;
    }
    if !syntax.deflated {
        return Ok((syntax, Cow::Borrowed(dataset)));
    }
    let mut inflated = Vec::new();
    let most = limits.inflated_bytes.min(super::super::DECODED_MOST);
    // What came before the damage is kept; a data set that is cut short is told by its own lengths.
    let _ = DeflateDecoder::new(dataset).take(most).read_to_end(&mut inflated);
    if inflated.len() as u64 >= most {
        return Err(Refusal::TooLarge {
            what: "its inflated size",
        }
        .into());
    }
    Ok((syntax, Cow::Owned(inflated)))
}

/// Reads a data set up to its pixels.
pub(super) fn read<'a>(
    bytes: &'a [u8],
    syntax: &Syntax,
    limits: &Limits,
) -> Result<Dataset<'a>, ImageRefusal> {
    walk::walk(bytes, syntax, limits)
}

/// What a string element says, without its padding.
pub(super) fn text(value: &[u8]) -> String {
    let text = String::from_utf8_lossy(value);
    text.trim_matches(['\0', ' ']).to_owned()
}

impl<'a> Dataset<'a> {
    /// An element of the data set itself.
    pub(super) fn get(&self, tag: u32) -> Option<&'a [u8]> {
        self.within(0, 0, 0, tag)
    }

    /// An element of an item of a sequence, or of the first item of a sequence in that item.
    pub(super) fn within(&self, outer: u32, item: u32, inner: u32, tag: u32) -> Option<&'a [u8]> {
        let place = Place {
            outer,
            item,
            inner,
            tag,
        };
        self.elements
            .get(&place)
            .copied()
            .filter(|value| !value.is_empty())
    }

    pub(super) fn text(&self, tag: u32) -> Option<String> {
        self.get(tag).map(text).filter(|text| !text.is_empty())
    }

    pub(super) fn short(&self, tag: u32) -> Option<u16> {
        self.shorts(self.get(tag)?).next()
    }

    /// The numbers of 16 bits that a value is made of.
    pub(super) fn shorts(&self, value: &'a [u8]) -> impl Iterator<Item = u16> + 'a {
        let big_endian = self.big_endian;
        value.chunks_exact(2).map(move |pair| {
            let pair = [pair[0], pair[1]];
            if big_endian {
                u16::from_be_bytes(pair)
            } else {
                u16::from_le_bytes(pair)
            }
        })
    }
}
