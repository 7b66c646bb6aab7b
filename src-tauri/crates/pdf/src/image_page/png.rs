//! Puts a PNG into the file: its packed pixels as they are where PDF can read them, unpacked where it cannot.

use lopdf::Object;

use super::{ImageRefusal, Limits, Placed, Writer, check_size, image_dictionary};
use crate::join::dictionary;

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// The chunks that matter.
#[derive(Default)]
struct Chunks<'a> {
    width: u32,
    height: u32,
    bits: u8,
    /// 0 grey, 2 colour, 3 palette, 4 grey with alpha, 6 colour with alpha.
    colour: u8,
    interlaced: bool,
    palette: &'a [u8],
    transparent: bool,
    dpi: Option<(f64, f64)>,
    data: Vec<&'a [u8]>,
    ended: bool,
}

pub(super) fn place(bytes: &[u8], limits: &Limits, writer: &mut Writer) -> Result<Placed, ImageRefusal> {
    let chunks = chunks(bytes)?;
    check_size(chunks.width, chunks.height, limits)?;
    let plain = !chunks.interlaced && !chunks.transparent && chunks.colour < 4;
    let image = if plain {
        pass_through(&chunks, writer)?
    } else {
        unpack(bytes, limits, writer)?
    };
    Ok(Placed {
        image,
        width: chunks.width,
        height: chunks.height,
        dpi: chunks.dpi,
        orientation: 1,
        ends_early: !chunks.ended,
    })
}

fn chunks(bytes: &[u8]) -> Result<Chunks<'_>, ImageRefusal> {
    let mut rest = bytes.strip_prefix(SIGNATURE).ok_or(ImageRefusal::Unreadable)?;
    let mut chunks = Chunks::default();
    while let Some((head, tail)) = rest.split_at_checked(8) {
        let length = u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize;
        let (body, after) = match tail.split_at_checked(length) {
            Some((body, after)) => (body, after.get(4..).unwrap_or_default()),
            // A file cut short keeps what it has of its last chunk.
            None => (tail, [].as_slice()),
        };
        match &head[4..] {
            b"IHDR" => {
                let &[w1, w2, w3, w4, h1, h2, h3, h4, bits, colour, _, _, interlace] = body else {
                    return Err(ImageRefusal::Unreadable);
                };
                chunks.width = u32::from_be_bytes([w1, w2, w3, w4]);
                chunks.height = u32::from_be_bytes([h1, h2, h3, h4]);
                (chunks.bits, chunks.colour, chunks.interlaced) = (bits, colour, interlace != 0);
            }
            b"PLTE" => chunks.palette = body,
            b"tRNS" => chunks.transparent = true,
            b"pHYs" => {
                if let &[x1, x2, x3, x4, y1, y2, y3, y4, 1] = body {
                    let inch = |bytes| f64::from(u32::from_be_bytes(bytes)) * 0.0254;
                    chunks.dpi = Some((inch([x1, x2, x3, x4]), inch([y1, y2, y3, y4])));
                }
            }
            b"IDAT" => chunks.data.push(body),
            b"IEND" => {
                chunks.ended = true;
                break;
            }
            _ => {}
        }
        rest = after;
    }
    if chunks.width == 0 || chunks.data.is_empty() {
        return Err(ImageRefusal::Unreadable);
    }
    Ok(chunks)
}

/// PDF reads the packed rows of a PNG by itself.
fn pass_through(chunks: &Chunks<'_>, writer: &mut Writer) -> Result<Object, ImageRefusal> {
    let (space, colours) = match chunks.colour {
        0 => (Object::Name(b"DeviceGray".to_vec()), 1),
        2 => (Object::Name(b"DeviceRGB".to_vec()), 3),
        3 => (super::pixels::indexed(chunks.palette, chunks.bits, writer), 1),
        _ => return Err(ImageRefusal::Unreadable),
    };
    if !matches!(chunks.bits, 1 | 2 | 4 | 8 | 16) {
        return Err(ImageRefusal::Unreadable);
    }
    let mut dict = image_dictionary(chunks.width, chunks.height, space, chunks.bits);
    dict.set("Filter", Object::Name(b"FlateDecode".to_vec()));
    let parameters = dictionary([
        ("Predictor", 15.into()),
        ("Colors", colours.into()),
        ("BitsPerComponent", i64::from(chunks.bits).into()),
        ("Columns", i64::from(chunks.width).into()),
    ]);
    dict.set("DecodeParms", parameters);
    let number = writer.reserve();
    writer.put_stream(number, &dict, &chunks.data.concat());
    Ok(Object::Reference((number, 0)))
}

/// Unpacks interlaced pixels, and parts colour from transparency, which PDF keeps in a picture of its own.
fn unpack(bytes: &[u8], limits: &Limits, writer: &mut Writer) -> Result<Object, ImageRefusal> {
    let most = usize::try_from(limits.pixels.saturating_mul(8)).unwrap_or(usize::MAX);
    let mut decoder = png::Decoder::new_with_limits(std::io::Cursor::new(bytes), png::Limits { bytes: most });
    decoder.set_transformations(png::Transformations::EXPAND);
    let mut reader = decoder.read_info().map_err(|_| ImageRefusal::Unreadable)?;
    let size = reader
        .output_buffer_size()
        .filter(|size| *size <= most)
        .ok_or(ImageRefusal::Unreadable)?;
    let mut pixels = vec![0; size];
    let info = reader
        .next_frame(&mut pixels)
        .map_err(|_| ImageRefusal::Unreadable)?;
    pixels.truncate(info.buffer_size());
    let deep = info.bit_depth == png::BitDepth::Sixteen;
    let (bytes_each, bits) = if deep { (2, 16) } else { (1, 8) };
    let (space, channels, alpha): (&[u8], usize, bool) = match info.color_type {
        png::ColorType::Grayscale => (b"DeviceGray", 1, false),
        png::ColorType::GrayscaleAlpha => (b"DeviceGray", 1, true),
        png::ColorType::Rgb => (b"DeviceRGB", 3, false),
        png::ColorType::Rgba => (b"DeviceRGB", 3, true),
        png::ColorType::Indexed => return Err(ImageRefusal::Unreadable),
    };
    let mut dict = image_dictionary(info.width, info.height, Object::Name(space.to_vec()), bits);
    if !alpha {
        return Ok(writer.add_stream(dict, &pixels));
    }
    let each = (channels + 1) * bytes_each;
    let mut colour = Vec::with_capacity(pixels.len());
    let mut mask = Vec::with_capacity(pixels.len() / (channels + 1));
    for pixel in pixels.chunks_exact(each) {
        colour.extend_from_slice(&pixel[..channels * bytes_each]);
        mask.extend_from_slice(&pixel[channels * bytes_each..]);
    }
    let mask_dict = image_dictionary(
        info.width,
        info.height,
        Object::Name(b"DeviceGray".to_vec()),
        bits,
    );
    dict.set("SMask", writer.add_stream(mask_dict, &mask));
    Ok(writer.add_stream(dict, &colour))
}
