//! The frames of a DICOM image: what its header promises, and where the bytes of each frame are.

use std::borrow::Cow;

use pdf::image_page::ImageRefusal;
use pdf::source::Limits;

use super::dataset::{Dataset, PixelBytes};
use super::syntax::{Coding, Syntax};
use super::tag;
use crate::picture::check_size;

/// What the samples of a pixel mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Photometric {
    /// Grey; true where 0 is white.
    Grey(bool),
    Palette,
    Rgb,
    /// Lightness and two differences; true where two pixels share their differences.
    Differences(bool),
}

/// What the header says of the pixels.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shape {
    pub(super) columns: u32,
    pub(super) rows: u32,
    pub(super) samples: u8,
    pub(super) photometric: Photometric,
    /// Bits of a sample as stored, and those that count.
    pub(super) allocated: u8,
    pub(super) stored: u8,
    pub(super) high_bit: u8,
    pub(super) signed: bool,
    /// Whether each colour is stored as a picture of its own.
    pub(super) apart: bool,
    pub(super) frames: u32,
    /// Whether bytes were stored in pairs that are turned round.
    pub(super) swapped: bool,
}

impl Shape {
    /// # Errors
    /// [`ImageRefusal`] for a header that contradicts itself or promises more than the limits.
    pub(super) fn of(dataset: &Dataset<'_>, limits: &Limits) -> Result<Self, ImageRefusal> {
        let number = |tag| dataset.short(tag);
        let (Some(rows), Some(columns)) = (number(tag::ROWS), number(tag::COLUMNS)) else {
            return Err(ImageRefusal::Unreadable);
        };
        let allocated = number(tag::ALLOCATED).unwrap_or(16);
        let stored = number(tag::STORED).unwrap_or(allocated);
        let high_bit = number(tag::HIGH_BIT).unwrap_or(stored.saturating_sub(1));
        let samples = number(tag::SAMPLES).unwrap_or(1);
        let photometric = match (dataset.text(tag::PHOTOMETRIC).as_deref(), samples) {
            (Some("MONOCHROME1"), 1) => Photometric::Grey(true),
            (Some("PALETTE COLOR"), 1) => Photometric::Palette,
            (Some("MONOCHROME2") | None, 1) => Photometric::Grey(false),
            (Some("RGB" | "YBR_RCT" | "YBR_ICT") | None, 3) => Photometric::Rgb,
            (Some("YBR_FULL"), 3) => Photometric::Differences(false),
            (Some("YBR_FULL_422"), 3) => Photometric::Differences(true),
            _ => return Err(ImageRefusal::Unsupported("an unusual colour space")),
        };
        if !matches!(allocated, 1 | 8 | 16 | 32) {
            return Err(ImageRefusal::Unsupported("an unusual depth of samples"));
        }
        if stored == 0 || stored > allocated || high_bit >= allocated || high_bit + 1 < stored {
            return Err(ImageRefusal::Unreadable);
        }
        let frames = dataset
            .text(tag::FRAMES)
            .map_or(Some(1), |text| text.parse().ok());
        let frames: u32 = frames.ok_or(ImageRefusal::Unreadable)?;
        // A decoded sample takes four bytes, whatever it took in the file.
        check_size(columns.into(), rows.into(), 4 * u64::from(samples), limits)?;
        Ok(Self {
            columns: columns.into(),
            rows: rows.into(),
            samples: samples as u8,
            photometric,
            allocated: allocated as u8,
            stored: stored as u8,
            high_bit: high_bit as u8,
            signed: number(tag::SIGNED) == Some(1),
            apart: samples > 1 && number(tag::PLANAR) == Some(1),
            frames: frames.max(1),
            swapped: dataset.big_endian && dataset.words && allocated == 8,
        })
    }

    /// Bits that a decoded sample has.
    pub(super) fn depth(&self) -> u8 {
        if self.stored == 32 && !self.signed {
            31
        } else {
            self.stored
        }
    }

    /// Pixels of a frame.
    pub(super) fn pixels(&self) -> usize {
        self.columns as usize * self.rows as usize
    }

    /// Bits of a frame without compression.
    fn bits(&self) -> u64 {
        let samples = match self.photometric {
            // Two pixels of shared differences have four samples.
            Photometric::Differences(true) => 2,
            _ => u64::from(self.samples),
        };
        self.pixels() as u64 * samples * u64::from(self.allocated)
    }
}

/// The bytes of frame `index`, counted from 0; none when the file does not have them.
pub(super) fn bytes<'a>(
    dataset: &'a Dataset<'a>,
    shape: &Shape,
    syntax: &Syntax,
    index: u32,
) -> Option<Cow<'a, [u8]>> {
    match &dataset.pixels {
        PixelBytes::None => None,
        PixelBytes::Plain(all) => {
            // Frames of single bits follow one another without a gap.
            let start = (shape.bits() * u64::from(index) / 8) as usize;
            // The last byte of an odd number of swapped bytes stands after its padding.
            let end = (shape.bits() * (u64::from(index) + 1)).div_ceil(8) + u64::from(shape.swapped);
            let end = usize::try_from(end).map_or(all.len(), |end| end.min(all.len()));
            (start < end).then(|| Cow::Borrowed(&all[start..end]))
        }
        PixelBytes::Fragments(table, parts) => fragments(table, parts, shape, syntax, index),
    }
}

/// The fragments of a frame: all of them for one frame, one for each, or as the table of frames says.
fn fragments<'a>(
    table: &[u8],
    parts: &[&'a [u8]],
    shape: &Shape,
    syntax: &Syntax,
    index: u32,
) -> Option<Cow<'a, [u8]>> {
    let joined = |parts: &[&'a [u8]]| match parts {
        [] => None,
        [part] => Some(Cow::Borrowed(*part)),
        parts => Some(Cow::Owned(parts.concat())),
    };
    if shape.frames == 1 {
        return joined(parts);
    }
    if parts.len() == shape.frames as usize || syntax.coding == Coding::RunLength {
        return parts.get(index as usize).map(|part| Cow::Borrowed(*part));
    }
    let starts: Vec<u64> = table
        .chunks_exact(4)
        .map(|four| four.iter().rev().fold(0, |sum, byte| sum << 8 | u64::from(*byte)))
        .collect();
    if starts.len() == shape.frames as usize {
        let from = *starts.get(index as usize)?;
        let to = starts.get(index as usize + 1).copied().unwrap_or(u64::MAX);
        let mut at = 0;
        let mut own = Vec::new();
        for part in parts {
            if (from..to).contains(&at) {
                own.push(*part);
            }
            // Each fragment has a head of eight bytes, which the table counts.
            at += part.len() as u64 + 8;
        }
        return joined(&own);
    }
    // Without a table a frame begins where a fragment begins as a stream does.
    let begins = |part: &&[u8]| part.starts_with(&[0xFF, 0xD8]) || part.starts_with(&[0xFF, 0x4F]);
    let starts: Vec<usize> = (0..parts.len()).filter(|at| begins(&parts[*at])).collect();
    let from = *starts.get(index as usize)?;
    let to = starts.get(index as usize + 1).copied().unwrap_or(parts.len());
    joined(&parts[from..to])
}
