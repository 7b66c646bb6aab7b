//! One picture decoded, made smaller, and encoded as it was.

use std::io::{Cursor, Write};

use flate2::Compression;
use flate2::write::ZlibEncoder;
use image::codecs::jpeg::{JpegDecoder, JpegEncoder};
use image::imageops::{FilterType, resize};
use image::{DynamicImage, GrayImage, ImageDecoder, RgbImage};
use lopdf::{Dictionary, Document, Object, Stream};

use crate::access::{get, get_array, get_name, get_number, resolve};

/// The quality of a JPEG that is made anew, of 100: text keeps clean edges.
const QUALITY: u8 = 88;
/// Bytes that a picture may have when it is decoded.
const DECODED: usize = 1 << 30;

/// How a picture is compressed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Packing {
    Jpeg,
    Flate,
}

/// `picture` with `to` pixels across and down; none where it cannot be made smaller without changing what it means.
pub(super) fn smaller(document: &Document, picture: &Stream, to: (u32, u32)) -> Option<Stream> {
    let dict = &picture.dict;
    let is_plain = matches!(get(document, dict, b"Decode"), Object::Null)
        && !matches!(get(document, dict, b"ImageMask"), Object::Boolean(true))
        // A colour that stands for "nothing here" would bleed into its neighbours.
        && !matches!(get(document, dict, b"Mask"), Object::Array(_))
        && get_number(document, dict, b"BitsPerComponent") == Some(8.0);
    let size = (
        pixels(document, dict, b"Width")?,
        pixels(document, dict, b"Height")?,
    );
    if !is_plain || to.0 > size.0 || to.1 > size.1 {
        return None;
    }
    let packing = packing(document, dict)?;
    let image = match (packing, colours(document, dict)?) {
        (Packing::Jpeg, colours) => jpeg(document, picture, size, colours)?,
        (Packing::Flate, colours) => flate(picture, size, colours)?,
    };
    let filter = FilterType::CatmullRom;
    let image = match image {
        DynamicImage::ImageLuma8(grey) => DynamicImage::ImageLuma8(resize(&grey, to.0, to.1, filter)),
        DynamicImage::ImageRgb8(rgb) => DynamicImage::ImageRgb8(resize(&rgb, to.0, to.1, filter)),
        _ => return None,
    };
    let content = match packing {
        Packing::Jpeg => {
            let mut out = Vec::new();
            JpegEncoder::new_with_quality(&mut out, QUALITY)
                .encode(image.as_bytes(), to.0, to.1, image.color().into())
                .ok()?;
            out
        }
        Packing::Flate => {
            let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
            encoder.write_all(image.as_bytes()).ok()?;
            encoder.finish().ok()?
        }
    };
    let mut dict = dict.clone();
    dict.set("Width", i64::from(to.0));
    dict.set("Height", i64::from(to.1));
    dict.remove(b"DecodeParms");
    let filter: &[u8] = match packing {
        Packing::Jpeg => b"DCTDecode",
        Packing::Flate => b"FlateDecode",
    };
    dict.set("Filter", Object::Name(filter.to_vec()));
    dict.set("Length", content.len() as i64);
    Some(Stream::new(dict, content).with_compression(false))
}

fn pixels(document: &Document, dict: &Dictionary, key: &[u8]) -> Option<u32> {
    get_number(document, dict, key)
        .filter(|value| value.fract() == 0.0 && (1.0..=1e5).contains(value))
        .map(|value| value as u32)
}

/// The one filter of a picture, where it is one that is made again.
fn packing(document: &Document, dict: &Dictionary) -> Option<Packing> {
    let name = match get(document, dict, b"Filter") {
        Object::Name(name) => name,
        Object::Array(items) => match items.as_slice() {
            [only] => match resolve(document, only) {
                Object::Name(name) => name,
                _ => return None,
            },
            _ => return None,
        },
        _ => return None,
    };
    match name.as_slice() {
        b"DCTDecode" => Some(Packing::Jpeg),
        b"FlateDecode" => Some(Packing::Flate),
        _ => None,
    }
}

/// One colour or three, where they are mixed as light is; none for inks, palettes and spot colours.
fn colours(document: &Document, dict: &Dictionary) -> Option<u8> {
    let of_name = |name: &[u8]| match name {
        b"DeviceGray" | b"CalGray" => Some(1),
        b"DeviceRGB" | b"CalRGB" => Some(3),
        _ => None,
    };
    if let Some(name) = get_name(document, dict, b"ColorSpace") {
        return of_name(name);
    }
    match get_array(document, dict, b"ColorSpace") {
        [family, rest @ ..] => match resolve(document, family) {
            Object::Name(name) if name == b"ICCBased" => {
                let profile = crate::access::dict(document, rest.first()?)?;
                match get_number(document, profile, b"N")? {
                    1.0 => Some(1),
                    3.0 => Some(3),
                    _ => None,
                }
            }
            Object::Name(name) => of_name(name),
            _ => None,
        },
        [] => None,
    }
}

fn jpeg(document: &Document, picture: &Stream, size: (u32, u32), colours: u8) -> Option<DynamicImage> {
    // Where the file says how colours are stored, or Adobe's mark says they are red, green and blue, a decoder that
    // takes the usual for granted would be wrong.
    let is_told = !matches!(get(document, &picture.dict, b"DecodeParms"), Object::Null);
    let adobe = memchr::memmem::find(&picture.content, b"Adobe\0");
    let is_stored_plain = adobe.is_some_and(|at| picture.content.get(at + 11) == Some(&0));
    if is_told || colours == 3 && is_stored_plain {
        return None;
    }
    let decoder = JpegDecoder::new(Cursor::new(&picture.content)).ok()?;
    if decoder.dimensions() != size || decoder.total_bytes() > DECODED as u64 {
        return None;
    }
    let image = DynamicImage::from_decoder(decoder).ok()?;
    (image.color().channel_count() == colours).then_some(image)
}

fn flate(picture: &Stream, (width, height): (u32, u32), colours: u8) -> Option<DynamicImage> {
    let length = width as usize * height as usize * usize::from(colours);
    if length > DECODED {
        return None;
    }
    let mut data = picture.get_plain_content_with_limit(length + (1 << 16)).ok()?;
    // A few bytes behind the last row are common and mean nothing; a row too few is another picture.
    if data.len() < length {
        return None;
    }
    data.truncate(length);
    Some(match colours {
        1 => DynamicImage::ImageLuma8(GrayImage::from_raw(width, height, data)?),
        _ => DynamicImage::ImageRgb8(RgbImage::from_raw(width, height, data)?),
    })
}
