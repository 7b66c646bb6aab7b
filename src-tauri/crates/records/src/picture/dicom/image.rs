//! The frames of a DICOM image: what its header promises, and the samples that its bytes hold.

use std::borrow::Cow;

use hayro_jpeg2000::{DecodeSettings, DecoderContext, Image};
use pdf::image_page::ImageRefusal;
use pdf::source::Limits;

use super::dataset::{Dataset, PixelBytes};
use super::syntax::{Coding, Syntax};
use super::{jpeg_ls, run_length, tag};
use crate::picture::{check_size, jpeg, jpeg2000};

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
    allocated: u8,
    pub(super) stored: u8,
    high_bit: u8,
    pub(super) signed: bool,
    apart: bool,
    pub(super) frames: u32,
}

/// The samples of a frame, colours side by side, each with its sign.
pub(super) struct Frame {
    pub(super) values: Vec<i32>,
    /// What the samples mean after decoding, which may have turned differences into colours.
    pub(super) photometric: Photometric,
    /// Whether all of it was there.
    pub(super) whole: bool,
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
        let frames = dataset.text(tag::FRAMES).map_or(Some(1), |text| text.parse().ok());
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
        })
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
            let end = (shape.bits() * (u64::from(index) + 1)).div_ceil(8);
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

/// The samples of a frame.
///
/// # Errors
/// [`ImageRefusal`] when the frame is damaged or compressed in a way that cannot be undone here.
pub(super) fn decode(
    bytes: &[u8],
    shape: &Shape,
    syntax: &Syntax,
    index: u32,
    limits: &Limits,
) -> Result<Frame, ImageRefusal> {
    let count = shape.pixels() * usize::from(shape.samples);
    let mut photometric = shape.photometric;
    let (mut values, whole): (Vec<i32>, bool) = match syntax.coding {
        Coding::Plain => plain(bytes, shape, syntax, index),
        Coding::RunLength => run_lengths(bytes, shape)?,
        Coding::Jpeg => {
            let told = jpeg::frame(bytes).ok_or(ImageRefusal::Unreadable)?;
            let differences = matches!(photometric, Photometric::Differences(_)) && !told.lossless;
            let decoded = jpeg::decode(
                bytes,
                (shape.columns, shape.rows),
                (!told.adobe).then_some(differences),
            )?;
            if differences {
                photometric = Photometric::Rgb;
            }
            let values = if decoded.deep {
                let pairs = decoded.data.chunks_exact(2);
                pairs.map(|pair| i32::from(u16::from_ne_bytes([pair[0], pair[1]]))).collect()
            } else {
                decoded.data.into_iter().map(i32::from).collect()
            };
            (values, true)
        }
        Coding::JpegLs => {
            let decoded = jpeg_ls::decode(bytes, (shape.columns, shape.rows))?;
            (decoded.values.into_iter().map(i32::from).collect(), true)
        }
        Coding::Jpeg2000 => {
            if matches!(photometric, Photometric::Differences(_)) {
                photometric = Photometric::Differences(false);
            }
            (jpeg_2000(bytes, shape, limits)?, true)
        }
        Coding::Unsupported(what) => return Err(ImageRefusal::Unsupported(what)),
    };
    if values.len() != count {
        return Err(ImageRefusal::Unreadable);
    }
    // What was decoded from a wavelet has its sign already.
    if syntax.coding != Coding::Jpeg2000 {
        let lowest = match syntax.coding {
            Coding::Plain | Coding::RunLength => shape.high_bit + 1 - shape.stored,
            _ => 0,
        };
        values.iter_mut().for_each(|value| *value = meant(*value, lowest, shape));
    }
    if photometric == Photometric::Differences(true) {
        photometric = Photometric::Differences(false);
    }
    Ok(Frame {
        values,
        photometric,
        whole,
    })
}

/// The bits of a sample that count, with their sign.
fn meant(value: i32, lowest: u8, shape: &Shape) -> i32 {
    let unused = 32 - u32::from(shape.stored);
    let shifted = (value as u32 >> lowest) << unused;
    if shape.signed {
        shifted as i32 >> unused
    } else {
        // The highest of 32 bits is more than any image has; it is held at the most that fits.
        i32::try_from(shifted >> unused).unwrap_or(i32::MAX)
    }
}

fn plain(bytes: &[u8], shape: &Shape, syntax: &Syntax, index: u32) -> (Vec<i32>, bool) {
    let count = shape.pixels() * usize::from(shape.samples);
    let big = syntax.big_endian;
    let mut values: Vec<i32> = match shape.allocated {
        1 => {
            let first = (shape.pixels() as u64 * u64::from(index) % 8) as usize;
            let bits = bytes.iter().flat_map(|byte| (0..8).map(move |bit| i32::from(byte >> bit & 1)));
            bits.skip(first).take(count).collect()
        }
        8 => bytes.iter().map(|byte| i32::from(*byte)).collect(),
        16 => bytes
            .chunks_exact(2)
            .map(|pair| {
                let pair = [pair[0], pair[1]];
                i32::from(if big { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) })
            })
            .collect(),
        _ => bytes
            .chunks_exact(4)
            .map(|four| {
                let four = [four[0], four[1], four[2], four[3]];
                if big { i32::from_be_bytes(four) } else { i32::from_le_bytes(four) }
            })
            .collect(),
    };
    if shape.photometric == Photometric::Differences(true) {
        let pairs = values.chunks_exact(4);
        values = pairs
            .flat_map(|four| [four[0], four[2], four[3], four[1], four[2], four[3]])
            .collect();
    }
    let whole = values.len() >= count;
    values.resize(count, 0);
    (if shape.apart { together(&values, shape) } else { values }, whole)
}

/// Colours that were stored one after another, side by side.
fn together(values: &[i32], shape: &Shape) -> Vec<i32> {
    let plane = shape.pixels();
    (0..plane)
        .flat_map(|at| (0..usize::from(shape.samples)).map(move |sample| values[sample * plane + at]))
        .collect()
}

fn run_lengths(bytes: &[u8], shape: &Shape) -> Result<(Vec<i32>, bool), ImageRefusal> {
    let samples = usize::from(shape.samples);
    let of_sample = usize::from(shape.allocated).div_ceil(8);
    let (planes, whole) = run_length::planes(bytes, samples * of_sample, shape.pixels())?;
    let value = |at: usize, sample: usize| {
        let bytes = planes[sample * of_sample..][..of_sample].iter();
        bytes.fold(0_u32, |sum, plane| sum << 8 | u32::from(plane[at])) as i32
    };
    let values = (0..shape.pixels()).flat_map(|at| (0..samples).map(move |sample| (at, sample)));
    Ok((values.map(|(at, sample)| value(at, sample)).collect(), whole))
}

fn jpeg_2000(bytes: &[u8], shape: &Shape, limits: &Limits) -> Result<Vec<i32>, ImageRefusal> {
    let start = jpeg2000::codestream(bytes).ok_or(ImageRefusal::Unreadable)?;
    let bytes = &bytes[start..];
    let header = jpeg2000::header(bytes).ok_or(ImageRefusal::Unreadable)?;
    jpeg2000::check(&header, limits)?;
    let fits = (header.width, header.height) == (shape.columns, shape.rows)
        && header.components == u16::from(shape.samples);
    if !fits {
        return Err(ImageRefusal::Unreadable);
    }
    let settings = DecodeSettings::default();
    let image = Image::new(bytes, &settings).map_err(|_| ImageRefusal::Unreadable)?;
    let mut context = DecoderContext::default();
    let decoded = image.decode(&mut context).map_err(|_| ImageRefusal::Unreadable)?;
    let components = decoded.components();
    // The decoder lifts every sample by half the range, those that have a sign too.
    let lift = if header.signed { 1_i32 << (header.bits - 1) } else { 0 };
    let mut values = vec![0; shape.pixels() * components.len()];
    for (at, component) in components.iter().enumerate() {
        if component.samples().len() < shape.pixels() {
            return Err(ImageRefusal::Unreadable);
        }
        let places = values.iter_mut().skip(at).step_by(components.len());
        for (place, sample) in places.zip(component.samples()) {
            *place = sample.round() as i32 - lift;
        }
    }
    // Some writers forget to say in the stream what the header says: that samples have a sign.
    if shape.signed && !header.signed {
        let unused = 32 - u32::from(header.bits);
        values.iter_mut().for_each(|value| *value = *value << unused >> unused);
    }
    Ok(values)
}
