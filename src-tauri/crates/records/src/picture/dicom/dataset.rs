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
use super::tag;

const ITEM: u32 = 0xFFFE_E000;
const ITEM_END: u32 = 0xFFFE_E00D;
const SEQUENCE_END: u32 = 0xFFFE_E0DD;
/// A length that means "until the mark of the end".
const UNDEFINED: u32 = u32::MAX;
/// Elements that are kept at most: a film of ten thousand frames has no more that matter.
const KEPT_MOST: usize = 200_000;

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
    let syntax = syntax.unwrap_or_else(|| Syntax::guessed(dataset));
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
    let mut walk = Walk {
        reader: Reader {
            bytes,
            at: 0,
            big_endian: syntax.big_endian,
        },
        scopes: Vec::new(),
        implicit: syntax.implicit,
        found: Dataset {
            big_endian: syntax.big_endian,
            ..Dataset::default()
        },
    };
    while walk.reader.at < bytes.len() {
        match walk.step(limits)? {
            Next::More => {}
            Next::Done => break,
            Next::Torn => {
                walk.found.ends_early = true;
                break;
            }
        }
    }
    Ok(walk.found)
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

/// What a walk does next.
enum Next {
    More,
    Done,
    Torn,
}

/// A sequence or an item that is open.
struct Scope {
    /// Where it ends, if it says so.
    end: Option<usize>,
    /// The sequence, or nothing for an item.
    sequence: Option<u32>,
    /// Items seen so far in a sequence.
    items: u32,
    /// How elements were stored around it.
    implicit: bool,
    /// Whether its items are bytes and no elements.
    fragments: bool,
}

struct Walk<'a> {
    reader: Reader<'a>,
    scopes: Vec<Scope>,
    implicit: bool,
    found: Dataset<'a>,
}

impl<'a> Walk<'a> {
    fn step(&mut self, limits: &Limits) -> Result<Next, ImageRefusal> {
        while let Some(scope) = self.scopes.last()
            && scope.end.is_some_and(|end| self.reader.at >= end)
        {
            self.close();
        }
        let Some(head) = self.reader.head(self.implicit) else {
            return Ok(Next::Torn);
        };
        match head.tag {
            ITEM => return self.item(head.length, limits),
            ITEM_END | SEQUENCE_END => {
                let ends_sequence = head.tag == SEQUENCE_END;
                // A stray mark outside of everything is padding.
                while let Some(scope) = self.scopes.last() {
                    let is_sequence = scope.sequence.is_some();
                    self.close();
                    if is_sequence == ends_sequence {
                        break;
                    }
                }
                return Ok(Next::More);
            }
            tag::PIXELS if self.scopes.is_empty() => {
                self.found.words = head.words;
                return Ok(self.pixels(head.length));
            }
            _ => {}
        }
        if head.length == UNDEFINED {
            let fragments = head.tag == tag::PIXELS;
            self.open(Some(head.tag), None, fragments, limits)?;
            // What an unknown element of undefined length holds is always stored implicitly.
            self.implicit |= head.unknown;
            return Ok(Next::More);
        }
        if tag::SEQUENCES.contains(&head.tag) && self.scopes.len() < 4 {
            let end = self.reader.at.saturating_add(head.length as usize);
            self.open(Some(head.tag), Some(end), false, limits)?;
            return Ok(Next::More);
        }
        let Some(value) = self.reader.value(head.length) else {
            return Ok(Next::Torn);
        };
        self.keep(head.tag, value);
        Ok(Next::More)
    }

    fn open(
        &mut self,
        sequence: Option<u32>,
        end: Option<usize>,
        fragments: bool,
        limits: &Limits,
    ) -> Result<(), ImageRefusal> {
        if self.scopes.len() as u64 >= u64::from(limits.depth) {
            return Err(Refusal::TooDeep.into());
        }
        self.scopes.push(Scope {
            end,
            sequence,
            items: 0,
            implicit: self.implicit,
            fragments,
        });
        Ok(())
    }

    fn close(&mut self) {
        if let Some(scope) = self.scopes.pop() {
            self.implicit = scope.implicit;
        }
    }

    fn item(&mut self, length: u32, limits: &Limits) -> Result<Next, ImageRefusal> {
        // An item of undefined length whose end was left out ends where the next begins.
        if self.scopes.last().is_some_and(|scope| scope.sequence.is_none()) {
            self.close();
        }
        let Some(sequence) = self.scopes.last_mut() else {
            return Ok(Next::Torn);
        };
        sequence.items = sequence.items.saturating_add(1);
        if sequence.fragments {
            return Ok(self.reader.value(length).map_or(Next::Torn, |_| Next::More));
        }
        let end = (length != UNDEFINED).then(|| self.reader.at.saturating_add(length as usize));
        self.open(None, end, false, limits)?;
        Ok(Next::More)
    }

    fn keep(&mut self, tag: u32, value: &'a [u8]) {
        if self.found.elements.len() >= KEPT_MOST || tag::KEPT.binary_search(&tag).is_err() {
            return;
        }
        let mut sequences = self
            .scopes
            .iter()
            .filter_map(|scope| Some((scope.sequence?, scope.items)));
        let (outer, item) = sequences.next().unwrap_or((0, 0));
        let inner = sequences.next().map_or(0, |(tag, _)| tag);
        if sequences.next().is_some() {
            return;
        }
        let place = Place {
            outer,
            item,
            inner,
            tag,
        };
        self.found.elements.entry(place).or_insert(value);
    }

    fn pixels(&mut self, length: u32) -> Next {
        if length != UNDEFINED {
            let rest = &self.reader.bytes[self.reader.at..];
            let length = length as usize;
            self.found.ends_early = rest.len() < length;
            self.found.pixels = PixelBytes::Plain(&rest[..rest.len().min(length)]);
            return Next::Done;
        }
        let mut parts = Vec::new();
        let next = loop {
            match self.reader.head(true) {
                Some(head) if head.tag == ITEM => match self.reader.value(head.length) {
                    Some(value) => parts.push(value),
                    None => {
                        parts.push(&self.reader.bytes[self.reader.at..]);
                        break Next::Torn;
                    }
                },
                Some(_) => break Next::Done,
                None => break Next::Torn,
            }
        };
        let mut parts = parts.into_iter();
        let table = parts.next().unwrap_or_default();
        self.found.pixels = PixelBytes::Fragments(table, parts.collect());
        next
    }
}
