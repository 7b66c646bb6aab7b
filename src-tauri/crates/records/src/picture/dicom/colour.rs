//! Coloured frames as bytes of red, green and blue.

use pdf::image_page::ImageRefusal;

use super::dataset::Dataset;
use super::image::{Photometric, Shape};
use super::samples::Frame;
use super::segments::unrolled;
use super::tag;

/// The colours of a frame.
pub(super) fn rgb(frame: &Frame, shape: &Shape, dataset: &Dataset<'_>) -> Result<Vec<u8>, ImageRefusal> {
    if frame.photometric == Photometric::Palette {
        return through_palette(frame, dataset);
    }
    let bytes = frame.values.iter().map(|value| as_byte(*value, shape.depth()));
    let mut bytes: Vec<u8> = bytes.collect();
    if matches!(frame.photometric, Photometric::Differences(_)) {
        for pixel in bytes.chunks_exact_mut(3) {
            let rgb = crate::picture::from_differences([pixel[0], pixel[1], pixel[2]]);
            pixel.copy_from_slice(&rgb);
        }
    }
    Ok(bytes)
}

/// A sample of `bits` bits as one of eight.
fn as_byte(value: i32, bits: u8) -> u8 {
    let value = value.max(0);
    let byte = if bits >= 8 {
        value >> (bits - 8)
    } else {
        value * 255 / ((1 << bits) - 1)
    };
    byte.min(255) as u8
}

fn through_palette(frame: &Frame, dataset: &Dataset<'_>) -> Result<Vec<u8>, ImageRefusal> {
    let tables = [
        (tag::RED_SHAPE, tag::RED, tag::RED_SEGMENTS),
        (tag::GREEN_SHAPE, tag::GREEN, tag::GREEN_SEGMENTS),
        (tag::BLUE_SHAPE, tag::BLUE, tag::BLUE_SEGMENTS),
    ]
    .map(|(shape, entries, segments)| table(dataset, shape, entries, segments));
    let [Some(red), Some(green), Some(blue)] = tables else {
        return Err(ImageRefusal::Unsupported("a palette that is missing or damaged"));
    };
    let colour = |value: &i32| {
        [&red, &green, &blue].map(|(first, entries)| {
            let at = value.saturating_sub(*first).clamp(0, entries.len() as i32 - 1);
            entries[at as usize]
        })
    };
    Ok(frame.values.iter().flat_map(colour).collect())
}

/// The first value and the bytes of a table of one colour.
fn table(dataset: &Dataset<'_>, shape: u32, entries: u32, segments: u32) -> Option<(i32, Vec<u8>)> {
    let shape: Vec<u16> = dataset.shorts(dataset.get(shape)?).collect();
    let &[count, first, bits] = shape.as_slice() else {
        return None;
    };
    let count = if count == 0 { 65_536 } else { usize::from(count) };
    let bytes = match (dataset.get(entries), dataset.get(segments)) {
        (Some(value), _) if bits == 8 && value.len() < count * 2 => {
            value.iter().copied().take(count).collect()
        }
        (Some(value), _) => high_bytes(dataset.shorts(value).take(count).collect()),
        (None, Some(value)) if bits == 8 => {
            let items: Vec<u16> = value.iter().map(|byte| u16::from(*byte)).collect();
            high_bytes(unrolled(&items, count, false)?)
        }
        (None, Some(value)) => {
            let items: Vec<u16> = dataset.shorts(value).collect();
            high_bytes(unrolled(&items, count, true)?)
        }
        (None, None) => return None,
    };
    (!bytes.is_empty()).then_some((i32::from(first), bytes))
}

/// Entries as bytes; some writers put eight bits into a table of sixteen.
fn high_bytes(entries: Vec<u16>) -> Vec<u8> {
    let shift = if entries.iter().any(|entry| *entry > 255) {
        8
    } else {
        0
    };
    entries.into_iter().map(|entry| (entry >> shift) as u8).collect()
}
