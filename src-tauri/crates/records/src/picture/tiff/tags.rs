//! The directories of a TIFF: one for each page, with its tags. Nothing is believed that the file has no bytes for.

use std::collections::BTreeMap;

/// The tags that matter.
pub(super) mod tag {
    pub(in super::super) const KIND: u16 = 254;
    pub(in super::super) const WIDTH: u16 = 256;
    pub(in super::super) const HEIGHT: u16 = 257;
    pub(in super::super) const BITS: u16 = 258;
    pub(in super::super) const COMPRESSION: u16 = 259;
    pub(in super::super) const PHOTOMETRIC: u16 = 262;
    pub(in super::super) const FILL_ORDER: u16 = 266;
    pub(in super::super) const STRIP_OFFSETS: u16 = 273;
    pub(in super::super) const ORIENTATION: u16 = 274;
    pub(in super::super) const SAMPLES: u16 = 277;
    pub(in super::super) const ROWS_PER_STRIP: u16 = 278;
    pub(in super::super) const STRIP_LENGTHS: u16 = 279;
    pub(in super::super) const ACROSS: u16 = 282;
    pub(in super::super) const DOWN: u16 = 283;
    pub(in super::super) const PLANAR: u16 = 284;
    pub(in super::super) const GROUP_3_OPTIONS: u16 = 292;
    pub(in super::super) const UNIT: u16 = 296;
    pub(in super::super) const PREDICTOR: u16 = 317;
    pub(in super::super) const COLOUR_MAP: u16 = 320;
    pub(in super::super) const TILE_WIDTH: u16 = 322;
    pub(in super::super) const TILE_HEIGHT: u16 = 323;
    pub(in super::super) const TILE_OFFSETS: u16 = 324;
    pub(in super::super) const TILE_LENGTHS: u16 = 325;
    pub(in super::super) const INK_SET: u16 = 332;
    pub(in super::super) const EXTRA_SAMPLES: u16 = 338;
    pub(in super::super) const SAMPLE_FORMAT: u16 = 339;
    pub(in super::super) const JPEG_TABLES: u16 = 347;
    pub(in super::super) const OLD_JPEG: u16 = 513;
    pub(in super::super) const OLD_JPEG_LENGTH: u16 = 514;
    pub(in super::super) const SUBSAMPLING: u16 = 530;
}

/// A TIFF or a BigTIFF in either order of bytes.
#[derive(Clone, Copy)]
pub(super) struct File<'a> {
    bytes: &'a [u8],
    little: bool,
    big: bool,
}

/// The tags of a page.
pub(super) struct Directory<'a> {
    file: File<'a>,
    entries: BTreeMap<u16, Entry<'a>>,
    /// Where the next directory stands; 0 after the last.
    pub(super) next: u64,
}

struct Entry<'a> {
    kind: u16,
    value: &'a [u8],
}

impl<'a> File<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Option<Self> {
        let little = match bytes.get(..2)? {
            b"II" => true,
            b"MM" => false,
            _ => return None,
        };
        let mut file = Self {
            bytes,
            little,
            big: false,
        };
        file.big = match file.read(2, 2)? {
            42 => false,
            43 => true,
            _ => return None,
        };
        Some(file)
    }

    /// Where the first directory stands; 0 when there is none.
    pub(super) fn first(&self) -> u64 {
        let first = if self.big {
            self.read(8, 8)
        } else {
            self.read(4, 4)
        };
        first.unwrap_or(0)
    }

    pub(super) fn directory(self, at: u64) -> Option<Directory<'a>> {
        let start = usize::try_from(at).ok()?;
        let (count_size, entry_size, word) = if self.big { (8, 20, 8) } else { (2, 12, 4) };
        let count = usize::try_from(self.read(start, count_size)?).ok()?;
        let first = start.checked_add(count_size)?;
        let end = first.checked_add(count.checked_mul(entry_size)?)?;
        if end > self.bytes.len() {
            return None;
        }
        let mut entries = BTreeMap::new();
        for at in (first..end).step_by(entry_size) {
            let kind = self.read(at + 2, 2)? as u16;
            let Some(size) = size_of(kind) else {
                continue;
            };
            let count = self.read(at + 4, word)?;
            let length = usize::try_from(count.checked_mul(size)?).ok()?;
            let field = at + 4 + word;
            let place = if length <= word {
                field
            } else {
                usize::try_from(self.read(field, word)?).ok()?
            };
            // A tag that reaches beyond the file says nothing; the page may do without it.
            if let Some(value) = self.bytes.get(place..place.saturating_add(length)) {
                entries
                    .entry(self.read(at, 2)? as u16)
                    .or_insert(Entry { kind, value });
            }
        }
        Some(Directory {
            file: self,
            entries,
            // A file that ends right after its last directory is read none the less.
            next: self.read(end, word).unwrap_or(0),
        })
    }

    fn read(&self, at: usize, length: usize) -> Option<u64> {
        let bytes = self.bytes.get(at..at.checked_add(length)?)?;
        Some(number(bytes, self.little))
    }
}

impl<'a> Directory<'a> {
    pub(super) fn is_little_endian(&self) -> bool {
        self.file.little
    }

    /// The first number of a tag.
    pub(super) fn number(&self, tag: u16) -> Option<u64> {
        self.numbers(tag)?.next()
    }

    /// All numbers of a tag.
    pub(super) fn numbers(&self, tag: u16) -> Option<impl Iterator<Item = u64> + 'a> {
        let entry = self.entries.get(&tag)?;
        let size = match entry.kind {
            1 | 6 | 7 => 1,
            3 | 8 => 2,
            4 | 9 | 13 => 4,
            16..=18 => 8,
            _ => return None,
        };
        let little = self.file.little;
        Some(
            entry
                .value
                .chunks_exact(size)
                .map(move |bytes| number(bytes, little)),
        )
    }

    /// A ratio that is above nothing.
    pub(super) fn ratio(&self, tag: u16) -> Option<f64> {
        let entry = self.entries.get(&tag).filter(|entry| entry.kind == 5)?;
        let above = number(entry.value.get(..4)?, self.file.little);
        let below = number(entry.value.get(4..8)?, self.file.little);
        (above > 0 && below > 0).then(|| above as f64 / below as f64)
    }

    /// The bytes of a tag as they are.
    pub(super) fn bytes(&self, tag: u16) -> Option<&'a [u8]> {
        Some(self.entries.get(&tag)?.value)
    }

    /// A part of the file, cut where the file ends.
    pub(super) fn part(&self, offset: u64, length: u64) -> &'a [u8] {
        let bytes = self.file.bytes;
        let start = usize::try_from(offset).map_or(bytes.len(), |start| start.min(bytes.len()));
        let rest = &bytes[start..];
        &rest[..usize::try_from(length).map_or(rest.len(), |length| length.min(rest.len()))]
    }
}

/// Bytes of one value of a kind.
fn size_of(kind: u16) -> Option<u64> {
    match kind {
        1 | 2 | 6 | 7 => Some(1),
        3 | 8 => Some(2),
        4 | 9 | 11 | 13 => Some(4),
        5 | 10 | 12 | 16..=18 => Some(8),
        _ => None,
    }
}

fn number(bytes: &[u8], little: bool) -> u64 {
    let add = |sum: u64, byte: &u8| sum << 8 | u64::from(*byte);
    if little {
        bytes.iter().rev().fold(0, add)
    } else {
        bytes.iter().fold(0, add)
    }
}
