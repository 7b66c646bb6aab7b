//! CCITT fax pages: one strip goes in as it is; several are joined as the pixels that they are.

use std::borrow::Cow;

use hayro_ccitt::{DecodeSettings, Decoder, DecoderContext, EncodingMode, decode};
use pdf::image_page::{Album, ImageRefusal, Picture, Setting};

use super::Drawn;
use super::chunks::Layout;
use super::tags::{Directory, tag};
use crate::picture::{Pixels, Samples};
use crate::refused::Refused;

pub(super) fn draw(
    directory: &Directory<'_>,
    layout: &Layout,
    setting: &Setting<'_>,
    album: &mut Album<'_>,
) -> Result<Drawn, Refused> {
    if layout.samples != 1 || layout.bits != 1 {
        return Err(ImageRefusal::Unreadable.into());
    }
    let coding = Coding::of(directory);
    // Fax codes speak of white and black; a page whose 1 is white has meant them the other way round.
    let turned = directory.number(tag::PHOTOMETRIC) == Some(1);
    // One strip at a time: each may claim to reach to the end of the file.
    let count = layout.across as usize * layout.down() as usize;
    let places = &layout.places[..layout.places.len().min(count)];
    let mut sheet = Sheet::new(layout);
    for (index, (offset, length)) in places.iter().enumerate() {
        let strip = in_order(directory, directory.part(*offset, *length));
        sheet.begin(index as u32);
        let mut context = DecoderContext::new(coding.settings(layout, sheet.rows));
        // Damage ends the strip early; the rows before it are kept, and counted below.
        let _ = decode(&strip, &mut sheet, &mut context);
    }
    if sheet.drawn == 0 {
        return Err(ImageRefusal::Unreadable.into());
    }
    let whole = sheet.drawn >= u64::from(layout.height) * u64::from(layout.across);
    if let [(offset, length)] = places
        && layout.chunk == (layout.width, layout.height)
    {
        let strip = in_order(directory, directory.part(*offset, *length));
        let picture = Picture::Fax {
            width: layout.width,
            height: layout.height,
            k: coding.k,
            black_is_one: turned,
            byte_aligned: coding.byte_aligned,
            data: &strip,
        };
        album.add(&picture, setting)?;
    } else {
        let pixels = sheet.into_pixels(turned);
        album.add(&pixels.as_picture(), setting)?;
    }
    Ok(if whole { Drawn::Whole } else { Drawn::InPart })
}

/// Which of the fax codes a page uses.
struct Coding {
    /// As PDF counts: -1 is group 4, 0 group 3 by rows, above 0 group 3 in both directions.
    k: i32,
    byte_aligned: bool,
}

impl Coding {
    fn of(directory: &Directory<'_>) -> Self {
        let in_both = directory.number(tag::GROUP_3_OPTIONS).unwrap_or(0) & 1 != 0;
        match directory.number(tag::COMPRESSION) {
            Some(4) => Self {
                k: -1,
                byte_aligned: false,
            },
            Some(3) => Self {
                k: if in_both { 4 } else { 0 },
                byte_aligned: false,
            },
            _ => Self {
                k: 0,
                byte_aligned: true,
            },
        }
    }

    fn settings(&self, layout: &Layout, rows: u32) -> DecodeSettings {
        DecodeSettings {
            columns: layout.chunk.0,
            rows,
            end_of_block: true,
            end_of_line: false,
            rows_are_byte_aligned: self.byte_aligned,
            encoding: match self.k {
                0 => EncodingMode::Group3_1D,
                k if k < 0 => EncodingMode::Group4,
                _ => EncodingMode::Group3_2D,
            },
            strict: false,
        }
    }
}

/// The bits of each byte in the order that the codes are read in.
fn in_order<'a>(directory: &Directory<'a>, part: &'a [u8]) -> Cow<'a, [u8]> {
    if directory.number(tag::FILL_ORDER) == Some(2) {
        Cow::Owned(part.iter().map(|byte| byte.reverse_bits()).collect())
    } else {
        Cow::Borrowed(part)
    }
}

/// A page of bits, 0 for white, that strips and tiles are drawn on.
struct Sheet<'l> {
    layout: &'l Layout,
    bits: Vec<u8>,
    stride: usize,
    left: u32,
    next: u32,
    /// Rows that the strip in hand has.
    rows: u32,
    /// Rows drawn in all strips and tiles.
    drawn: u64,
}

impl<'l> Sheet<'l> {
    fn new(layout: &'l Layout) -> Self {
        let stride = layout.row(layout.width, 1);
        Self {
            layout,
            bits: vec![0; stride * layout.height as usize],
            stride,
            left: 0,
            next: 0,
            rows: 0,
            drawn: 0,
        }
    }

    /// Goes to where the strip or tile `index` begins.
    fn begin(&mut self, index: u32) {
        let (x, y) = (index % self.layout.across, index / self.layout.across);
        self.left = x * self.layout.chunk.0;
        self.next = y * self.layout.chunk.1;
        self.rows = self.layout.chunk.1.min(self.layout.height - self.next);
    }

    fn into_pixels(self, turned: bool) -> Pixels {
        let mut data = self.bits;
        if !turned {
            data.iter_mut().for_each(|byte| *byte = !*byte);
        }
        Pixels {
            width: self.layout.width,
            height: self.layout.height,
            bits: 1,
            colour: Samples::Grey,
            data,
        }
    }
}

impl Decoder for Sheet<'_> {
    fn push_row(&mut self, changes: &[u32]) {
        if self.rows == 0 || self.next >= self.layout.height {
            return;
        }
        let row = &mut self.bits[self.next as usize * self.stride..][..self.stride];
        for pair in changes.chunks(2) {
            let from = (self.left + pair[0]).min(self.layout.width);
            let to = pair.get(1).copied().unwrap_or(self.layout.chunk.0);
            for x in from..(self.left + to).min(self.layout.width) {
                row[x as usize / 8] |= 0x80 >> (x % 8);
            }
        }
        self.next += 1;
        self.rows -= 1;
        self.drawn += 1;
    }
}
