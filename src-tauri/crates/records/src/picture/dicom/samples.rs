//! The samples that the bytes of a frame hold, whatever they are compressed with.

use hayro_jpeg2000::{DecodeSettings, DecoderContext, Image};
use pdf::image_page::ImageRefusal;
use pdf::source::Limits;

use super::image::{Photometric, Shape};
use super::syntax::{Coding, Syntax};
use super::{jpeg_ls, run_length};
use crate::picture::{jpeg, jpeg_extended, jpeg2000};

/// The samples of a frame, colours side by side, each with its sign.
pub(super) struct Frame {
    pub(super) values: Vec<i32>,
    /// What the samples mean after decoding, which may have turned differences into colours.
    pub(super) photometric: Photometric,
    /// Whether all of it was there.
    pub(super) whole: bool,
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
            let differences = has_differences(&told, photometric);
            let most = (shape.columns, shape.rows);
            let decoded = if told.bits == 12 && !told.lossless {
                jpeg_extended::decode(bytes, most)?
            } else {
                jpeg::decode(bytes, most, (!told.adobe).then_some(differences))?
            };
            if differences {
                photometric = Photometric::Rgb;
            }
            let values = if decoded.deep {
                let pairs = decoded.data.chunks_exact(2);
                pairs
                    .map(|pair| i32::from(u16::from_ne_bytes([pair[0], pair[1]])))
                    .collect()
            } else {
                decoded.data.into_iter().map(i32::from).collect()
            };
            (values, true)
        }
        Coding::JpegLs => {
            let decoded = jpeg_ls::decode(bytes, (shape.columns, shape.rows))?;
            (decoded.into_iter().map(i32::from).collect(), true)
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
        values
            .iter_mut()
            .for_each(|value| *value = meant(*value, lowest, shape));
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

/// Whether a stream stores three colours as differences: the stream itself may show it, whatever the header of
/// the image says.
pub(super) fn has_differences(told: &jpeg::Frame, photometric: Photometric) -> bool {
    !told.lossless && (told.differences || matches!(photometric, Photometric::Differences(_)))
}

/// The bits of a sample that count, with their sign.
fn meant(value: i32, lowest: u8, shape: &Shape) -> i32 {
    let unused = 32 - u32::from(shape.stored);
    let shifted = (value as u32 >> lowest) << unused;
    if shape.signed {
        shifted as i32 >> unused
    } else {
        // Of 32 bits without a sign the lowest is let go, so that the highest finds room.
        (shifted >> unused >> u32::from(shape.stored == 32)) as i32
    }
}

fn plain(bytes: &[u8], shape: &Shape, syntax: &Syntax, index: u32) -> (Vec<i32>, bool) {
    let count = shape.pixels() * usize::from(shape.samples);
    let big = syntax.big_endian;
    let mut values: Vec<i32> = match shape.allocated {
        1 => {
            let first = (shape.pixels() as u64 * u64::from(index) % 8) as usize;
            let bits = bytes
                .iter()
                .flat_map(|byte| (0..8).map(move |bit| i32::from(byte >> bit & 1)));
            bits.skip(first).take(count).collect()
        }
        8 if shape.swapped => bytes
            .chunks(2)
            .flat_map(|pair| pair.iter().rev().map(|byte| i32::from(*byte)))
            .collect(),
        8 => bytes.iter().map(|byte| i32::from(*byte)).collect(),
        16 => bytes
            .chunks_exact(2)
            .map(|pair| {
                let pair = [pair[0], pair[1]];
                i32::from(if big {
                    u16::from_be_bytes(pair)
                } else {
                    u16::from_le_bytes(pair)
                })
            })
            .collect(),
        _ => bytes
            .chunks_exact(4)
            .map(|four| {
                let four = [four[0], four[1], four[2], four[3]];
                if big {
                    i32::from_be_bytes(four)
                } else {
                    i32::from_le_bytes(four)
                }
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
    (
        if shape.apart {
            together(&values, shape)
        } else {
            values
        },
        whole,
    )
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
    jpeg2000::check(bytes, &header, limits)?;
    let fits = (header.width, header.height) == (shape.columns, shape.rows)
        && header.components == u16::from(shape.samples);
    if !fits {
        return Err(ImageRefusal::Unreadable);
    }
    if header.bits > 16 {
        return Err(ImageRefusal::Unsupported("samples of more than 16 bits"));
    }
    let settings = DecodeSettings::default();
    let image = Image::new(bytes, &settings).map_err(|_| ImageRefusal::Unreadable)?;
    let mut context = DecoderContext::default();
    let decoded = image.decode(&mut context).map_err(|_| ImageRefusal::Unreadable)?;
    let components = decoded.components();
    // The decoder lifts every sample by half the range, those that have a sign too.
    let lift = if header.signed {
        1_i32 << (header.bits - 1)
    } else {
        0
    };
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
        values
            .iter_mut()
            .for_each(|value| *value = *value << unused >> unused);
    }
    Ok(values)
}
