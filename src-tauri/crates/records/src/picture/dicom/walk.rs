//! Walking through the elements of a DICOM file: sequences with a stack of our own, values as slices of the file.

use pdf::image_page::ImageRefusal;
use pdf::source::{Limits, Refusal};

use super::dataset::{Dataset, PixelBytes, Place};
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

/// Reads elements until the pixels, or the end.
pub(super) fn walk<'a>(
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
