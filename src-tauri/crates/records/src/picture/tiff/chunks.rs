//! The strips or tiles of a page: where they stand, and their bytes without compression.

use std::io::Read as _;

use flate2::read::ZlibDecoder;
use pdf::image_page::ImageRefusal;
use pdf::source::Limits;
use weezl::{BitOrder, decode::Configuration};

use super::tags::{Directory, tag};
use crate::picture::check_size;

/// How the samples of a page are laid out.
pub(super) struct Layout {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) bits: u8,
    /// Samples of a pixel, those beyond its colours included.
    pub(super) samples: u8,
    /// Whether each sample has strips of its own.
    pub(super) apart: bool,
    /// Size of a strip or tile in pixels.
    pub(super) chunk: (u32, u32),
    /// Strips or tiles beside one another.
    pub(super) across: u32,
    /// Where each strip or tile stands, and its length.
    pub(super) places: Vec<(u64, u64)>,
}

impl Layout {
    pub(super) fn of(directory: &Directory<'_>, limits: &Limits) -> Result<Self, ImageRefusal> {
        let size = |tag| u32::try_from(directory.number(tag)?).ok();
        let (Some(width), Some(height)) = (size(tag::WIDTH), size(tag::HEIGHT)) else {
            return Err(ImageRefusal::Unreadable);
        };
        let samples = directory.number(tag::SAMPLES).unwrap_or(1);
        let bits = match directory.numbers(tag::BITS) {
            Some(mut bits) => {
                let first = bits.next().unwrap_or(1);
                if bits.any(|other| other != first) {
                    return Err(ImageRefusal::Unsupported("samples of different depth"));
                }
                first
            }
            None => 1,
        };
        if !matches!(bits, 1 | 2 | 4 | 8 | 16) || !(1..=8).contains(&samples) {
            return Err(ImageRefusal::Unsupported("an unusual depth of colour"));
        }
        if directory
            .number(tag::SAMPLE_FORMAT)
            .is_some_and(|format| !matches!(format, 1 | 4))
        {
            return Err(ImageRefusal::Unsupported("samples that are no plain numbers"));
        }
        check_size(width, height, (samples * bits).div_ceil(8), limits)?;
        let tiled = directory.number(tag::TILE_WIDTH).is_some();
        let (offsets, lengths) = if tiled {
            (tag::TILE_OFFSETS, tag::TILE_LENGTHS)
        } else {
            (tag::STRIP_OFFSETS, tag::STRIP_LENGTHS)
        };
        let chunk = if tiled {
            (
                size(tag::TILE_WIDTH).unwrap_or(0),
                size(tag::TILE_HEIGHT).unwrap_or(0),
            )
        } else {
            // Rows beyond the page, or no word of them, mean one strip.
            let rows = size(tag::ROWS_PER_STRIP)
                .filter(|rows| *rows > 0)
                .unwrap_or(height);
            (width, rows.min(height))
        };
        // A tile is never much larger than the page that it is part of.
        if chunk.0 == 0
            || chunk.1 == 0
            || chunk.0 > width.saturating_add(4096)
            || chunk.1 > height.saturating_add(4096)
        {
            return Err(ImageRefusal::Unreadable);
        }
        check_size(chunk.0, chunk.1, (samples * bits).div_ceil(8), limits)?;
        let offsets: Vec<u64> = directory
            .numbers(offsets)
            .ok_or(ImageRefusal::Unreadable)?
            .collect();
        let mut lengths = directory.numbers(lengths).into_iter().flatten();
        // Old programs left the lengths out: a strip then reaches to the end of the file.
        let places = offsets
            .into_iter()
            .map(|offset| (offset, lengths.next().unwrap_or(u64::MAX)));
        Ok(Self {
            width,
            height,
            bits: bits as u8,
            samples: samples as u8,
            apart: samples > 1 && directory.number(tag::PLANAR) == Some(2),
            chunk,
            across: width.div_ceil(chunk.0),
            places: places.collect(),
        })
    }

    /// Bytes of the whole page without compression.
    pub(super) fn bytes(&self) -> u64 {
        self.row(self.width, self.samples) as u64 * u64::from(self.height)
    }

    /// Bytes of a row of `width` pixels of `samples`.
    pub(super) fn row(&self, width: u32, samples: u8) -> usize {
        (u64::from(width) * u64::from(samples) * u64::from(self.bits)).div_ceil(8) as usize
    }

    /// Rows of strips or tiles.
    pub(super) fn down(&self) -> u32 {
        self.height.div_ceil(self.chunk.1)
    }
}

/// The samples of a page, row by row, colours side by side; and whether all of them were there.
pub(super) fn decode(directory: &Directory<'_>, layout: &Layout) -> Result<(Vec<u8>, bool), ImageRefusal> {
    let planes = if layout.apart { layout.samples } else { 1 };
    if layout.apart && layout.bits < 8 {
        return Err(ImageRefusal::Unsupported(
            "colours stored apart in less than a byte",
        ));
    }
    let row = layout.row(layout.width, layout.samples);
    let mut page = vec![0; row * layout.height as usize];
    let mut whole = true;
    let each = layout.across as usize * layout.down() as usize;
    for plane in 0..planes {
        for index in 0..each {
            let Some(&(offset, length)) = layout.places.get(usize::from(plane) * each + index) else {
                return Err(ImageRefusal::Unreadable);
            };
            let (x, y) = (index as u32 % layout.across, index as u32 / layout.across);
            let top = y * layout.chunk.1;
            let tiled = directory.number(tag::TILE_WIDTH).is_some();
            let rows = layout.chunk.1.min(layout.height - top);
            let stored = if tiled { layout.chunk.1 } else { rows };
            let of_chunk = if layout.apart { 1 } else { layout.samples };
            let stride = layout.row(layout.chunk.0, of_chunk);
            let mut chunk = inflate(
                directory,
                directory.part(offset, length),
                stride * stored as usize,
            )?;
            if chunk.is_empty() {
                return Err(ImageRefusal::Unreadable);
            }
            whole &= chunk.len() == stride * stored as usize;
            chunk.resize(stride * stored as usize, 0);
            undo_differences(directory, layout, &mut chunk, stride, of_chunk)?;
            let place = Place {
                left: layout.row(x * layout.chunk.0, of_chunk),
                top: top as usize,
                rows: rows as usize,
                stride,
                plane: layout.apart.then_some(usize::from(plane)),
            };
            put(&mut page, &chunk, layout, row, &place);
        }
    }
    Ok((page, whole))
}

/// Where a strip or tile belongs.
struct Place {
    /// Bytes from the left edge, in the samples of this chunk.
    left: usize,
    top: usize,
    rows: usize,
    stride: usize,
    plane: Option<usize>,
}

fn put(page: &mut [u8], chunk: &[u8], layout: &Layout, row: usize, place: &Place) {
    for line in 0..place.rows {
        let from = &chunk[line * place.stride..][..place.stride];
        let to = &mut page[(place.top + line) * row..][..row];
        match place.plane {
            None => {
                let length = from.len().min(row - place.left.min(row));
                to[place.left.min(row)..][..length].copy_from_slice(&from[..length]);
            }
            Some(plane) => {
                let size = usize::from(layout.bits / 8);
                let first = place.left / size;
                let pixels = to
                    .chunks_exact_mut(size * usize::from(layout.samples))
                    .skip(first);
                for (pixel, sample) in pixels.zip(from.chunks_exact(size)) {
                    pixel[plane * size..][..size].copy_from_slice(sample);
                }
            }
        }
    }
}

/// At most `most` bytes of a strip without its compression.
fn inflate(directory: &Directory<'_>, part: &[u8], most: usize) -> Result<Vec<u8>, ImageRefusal> {
    let reversed;
    let part = if directory.number(tag::FILL_ORDER) == Some(2) {
        reversed = part.iter().map(|byte| byte.reverse_bits()).collect::<Vec<u8>>();
        &reversed
    } else {
        part
    };
    match directory.number(tag::COMPRESSION).unwrap_or(1) {
        1 => Ok(part[..part.len().min(most)].to_vec()),
        5 => Ok(lzw(part, most)),
        8 | 32_946 => {
            let mut out = Vec::with_capacity(most);
            // What came before the damage is kept, and said to be a part.
            let _ = ZlibDecoder::new(part).take(most as u64).read_to_end(&mut out);
            Ok(out)
        }
        32_773 => Ok(pack_bits(part, most)),
        _ => Err(ImageRefusal::Unsupported("a rare kind of compression")),
    }
}

fn lzw(part: &[u8], most: usize) -> Vec<u8> {
    // The oldest programs packed codes from the low end of each byte, which shows in the first code of all.
    let old = part.starts_with(&[0, 1]);
    let mut decoder = if old {
        Configuration::new(BitOrder::Lsb, 8).build()
    } else {
        Configuration::with_tiff_size_switch(BitOrder::Msb, 8).build()
    };
    let mut out = vec![0; most];
    let mut written = 0;
    let mut read = 0;
    while written < most {
        let step = decoder.decode_bytes(&part[read..], &mut out[written..]);
        read += step.consumed_in;
        written += step.consumed_out;
        if step.consumed_in == 0 && step.consumed_out == 0 || !matches!(step.status, Ok(weezl::LzwStatus::Ok))
        {
            break;
        }
    }
    out.truncate(written);
    out
}

fn pack_bits(mut part: &[u8], most: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(most);
    while let Some((&head, rest)) = part.split_first() {
        if out.len() >= most {
            break;
        }
        let head = head as i8;
        match head {
            0.. => {
                let length = (head as usize + 1).min(rest.len());
                out.extend_from_slice(&rest[..length]);
                part = &rest[length..];
            }
            -127..=-1 => {
                let Some((&byte, after)) = rest.split_first() else {
                    break;
                };
                out.resize(out.len() + (1 - isize::from(head)) as usize, byte);
                part = after;
            }
            -128 => part = rest,
        }
    }
    out.truncate(most);
    out
}

/// Samples are stored high byte first from here on; where each was stored as the step from its neighbour, it is
/// added up.
fn undo_differences(
    directory: &Directory<'_>,
    layout: &Layout,
    chunk: &mut [u8],
    stride: usize,
    samples: u8,
) -> Result<(), ImageRefusal> {
    if layout.bits == 16 && directory.is_little_endian() {
        chunk.chunks_exact_mut(2).for_each(|pair| pair.swap(0, 1));
    }
    let back = usize::from(samples);
    match (directory.number(tag::PREDICTOR).unwrap_or(1), layout.bits) {
        (1, _) => Ok(()),
        (2, 8) => {
            for row in chunk.chunks_exact_mut(stride) {
                for at in back..row.len() {
                    row[at] = row[at].wrapping_add(row[at - back]);
                }
            }
            Ok(())
        }
        (2, 16) => {
            for row in chunk.chunks_exact_mut(stride) {
                for at in back..row.len() / 2 {
                    let sample = |at: usize, row: &[u8]| u16::from_be_bytes([row[at * 2], row[at * 2 + 1]]);
                    let sum = sample(at, row).wrapping_add(sample(at - back, row));
                    row[at * 2..][..2].copy_from_slice(&sum.to_be_bytes());
                }
            }
            Ok(())
        }
        _ => Err(ImageRefusal::Unsupported("a rare kind of prediction")),
    }
}
