//! JPEG within TIFF: a page of one strip goes in as it is, with its tables; strips and tiles are joined as pixels.

use pdf::image_page::{Album, ImageRefusal, Picture, Setting};

use super::Drawn;
use super::chunks::Layout;
use super::tags::{Directory, tag};
use crate::picture::{Pixels, Samples, jpeg};
use crate::refused::Refused;

const START: [u8; 2] = [0xFF, 0xD8];
const END: [u8; 2] = [0xFF, 0xD9];

pub(super) fn draw(
    directory: &Directory<'_>,
    layout: &Layout,
    setting: &Setting<'_>,
    album: &mut Album<'_>,
) -> Result<Drawn, Refused> {
    if layout.bits != 8 || layout.apart {
        return Err(ImageRefusal::Unsupported("an unusual kind of JPEG").into());
    }
    let photometric = directory.number(tag::PHOTOMETRIC).unwrap_or(6);
    let differences = photometric == 6;
    let streams = streams(directory, layout)?;
    if let [stream] = streams.as_slice()
        && jpeg::frame(stream).is_some_and(|frame| {
            frame.bits == 8 && !frame.lossless && (frame.width, frame.height) == (layout.width, layout.height)
        })
    {
        let picture = Picture::JpegStream {
            data: stream,
            differences,
            inverted: photometric == 0,
        };
        album.add(&picture, setting)?;
        let whole = stream.windows(2).rev().take(64 << 10).any(|pair| pair == END);
        return Ok(if whole { Drawn::Whole } else { Drawn::InPart });
    }
    let colours: u8 = if matches!(photometric, 0 | 1) { 1 } else { 3 };
    if layout.samples != colours {
        return Err(ImageRefusal::Unsupported("an unusual kind of JPEG").into());
    }
    let row = layout.row(layout.width, colours);
    let mut data = vec![0; row * layout.height as usize];
    for (index, stream) in streams.iter().enumerate() {
        let (x, y) = (index as u32 % layout.across, index as u32 / layout.across);
        let decoded = jpeg::decode(stream, layout.chunk, Some(differences))?;
        if decoded.samples != colours {
            return Err(ImageRefusal::Unreadable.into());
        }
        let left = layout.row(x * layout.chunk.0, colours);
        let from = layout.row(decoded.width, colours);
        let length = from.min(row - left);
        let rows = data.chunks_exact_mut(row).skip((y * layout.chunk.1) as usize);
        for (to, line) in rows.zip(decoded.data.chunks_exact(from)) {
            to[left..][..length].copy_from_slice(&line[..length]);
        }
    }
    if photometric == 0 {
        data.iter_mut().for_each(|byte| *byte = !*byte);
    }
    let pixels = Pixels {
        width: layout.width,
        height: layout.height,
        bits: 8,
        colour: if colours == 1 { Samples::Grey } else { Samples::Rgb },
        data,
    };
    album.add(&pixels.as_picture(), setting)?;
    Ok(Drawn::Whole)
}

/// The JPEG streams of the strips or tiles, each with the tables that the page keeps for all of them.
fn streams(directory: &Directory<'_>, layout: &Layout) -> Result<Vec<Vec<u8>>, ImageRefusal> {
    if directory.number(tag::COMPRESSION) == Some(6) {
        return old_stream(directory).map(|stream| vec![stream]);
    }
    let tables = directory
        .bytes(tag::JPEG_TABLES)
        .and_then(|tables| tables.strip_prefix(&START))
        .map_or(&[][..], |tables| tables.strip_suffix(&END).unwrap_or(tables));
    let count = layout.across as usize * layout.down() as usize;
    let places = layout.places.get(..count).ok_or(ImageRefusal::Unreadable)?;
    places
        .iter()
        .map(|(offset, length)| {
            let part = directory.part(*offset, *length);
            let rest = part.strip_prefix(&START).ok_or(ImageRefusal::Unreadable)?;
            Ok([&START, tables, rest].concat())
        })
        .collect()
}

/// The oldest way to keep a JPEG in a TIFF was never settled; a whole JPEG is taken where the tags lead to one.
fn old_stream(directory: &Directory<'_>) -> Result<Vec<u8>, ImageRefusal> {
    let offset = directory.number(tag::OLD_JPEG);
    let length = directory.number(tag::OLD_JPEG_LENGTH).unwrap_or(u64::MAX);
    offset
        .map(|offset| directory.part(offset, length))
        .filter(|part| jpeg::frame(part).is_some())
        .map(<[u8]>::to_vec)
        .ok_or(ImageRefusal::Unsupported("an old kind of JPEG"))
}
