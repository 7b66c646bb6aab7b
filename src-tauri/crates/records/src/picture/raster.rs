//! WebP, BMP and GIF: decoded, laid on white where they are transparent, and put in as pixels.

use std::io::Cursor;

use image::codecs::gif::GifDecoder;
use image::codecs::webp::WebPDecoder;
use image::{AnimationDecoder, DynamicImage, ImageDecoder, ImageFormat, ImageReader};
use pdf::image_page::{Album, ImageRefusal, Setting};
use pdf::source::Limits;

use super::{DECODED_MOST, Pixels, Samples, check_size, made};
use crate::check::Note;
use crate::format::Format;
use crate::refused::Refused;
use crate::source::Pages;

/// Bytes of a decoded pixel at most: red, green, blue and transparency.
const PIXEL: u64 = 4;

pub(super) fn pages(bytes: &[u8], format: Format, limits: &Limits) -> Result<Pages, Refused> {
    let (kind, moving) = match format {
        Format::Webp => (ImageFormat::WebP, webp_moves(bytes)),
        Format::Gif => (ImageFormat::Gif, false),
        _ => (ImageFormat::Bmp, false),
    };
    let mut reader = ImageReader::with_format(Cursor::new(bytes), kind);
    reader.limits(decoding_limits());
    let mut decoder = reader.into_decoder().map_err(|error| refusal(&error))?;
    let (width, height) = decoder.dimensions();
    check_size(width, height, PIXEL, limits)?;
    let orientation = decoder.orientation().map_or(1, |turned| turned.to_exif());
    let (decoded, moving) = if kind == ImageFormat::Gif {
        first_of_gif(bytes)?
    } else {
        let decoded = DynamicImage::from_decoder(decoder).map_err(|error| refusal(&error))?;
        (decoded, moving)
    };
    let mut album = Album::new(limits);
    let setting = Setting {
        dpi: if kind == ImageFormat::Bmp {
            bmp_dpi(bytes)
        } else {
            None
        },
        orientation,
        ..Setting::default()
    };
    album.add(&on_white(decoded).as_picture(), &setting)?;
    let more = Note::new("more_frames", "the picture moves: only its first frame is shown");
    Ok(made(
        album.finish()?,
        moving.then_some(more).into_iter().collect(),
    ))
}

fn decoding_limits() -> image::Limits {
    let mut limits = image::Limits::default();
    limits.max_alloc = Some(DECODED_MOST * 2);
    limits
}

fn refusal(error: &image::ImageError) -> ImageRefusal {
    match error {
        image::ImageError::Unsupported(_) => ImageRefusal::Unsupported("a rare kind of compression"),
        _ => ImageRefusal::Unreadable,
    }
}

fn webp_moves(bytes: &[u8]) -> bool {
    WebPDecoder::new(Cursor::new(bytes)).is_ok_and(|decoder| decoder.has_animation())
}

/// The first frame on the canvas of the whole, and whether another follows.
fn first_of_gif(bytes: &[u8]) -> Result<(DynamicImage, bool), ImageRefusal> {
    let mut decoder = GifDecoder::new(Cursor::new(bytes)).map_err(|error| refusal(&error))?;
    decoder
        .set_limits(decoding_limits())
        .map_err(|error| refusal(&error))?;
    let mut frames = decoder.into_frames();
    let first = frames
        .next()
        .ok_or(ImageRefusal::Unreadable)?
        .map_err(|error| refusal(&error))?;
    let more = frames.next().is_some_and(|frame| frame.is_ok());
    Ok((DynamicImage::ImageRgba8(first.into_buffer()), more))
}

/// Dots per inch from the header of a BMP, which counts per metre.
fn bmp_dpi(bytes: &[u8]) -> Option<(f64, f64)> {
    let number = |at: usize| {
        let four = bytes.get(at..at + 4)?.try_into().ok()?;
        Some(f64::from(i32::from_le_bytes(four)) * 0.0254)
    };
    // The older header of twelve bytes has no room for a resolution.
    let long = bytes.get(14).is_some_and(|length| *length >= 40);
    let (across, down) = (number(38)?, number(42)?);
    (long && across > 0.0 && down > 0.0).then_some((across, down))
}

/// Bytes of grey where all colours are equal, else red, green and blue; what is transparent becomes white.
fn on_white(decoded: DynamicImage) -> Pixels {
    let (width, height) = (decoded.width(), decoded.height());
    let clear = decoded.color().has_alpha();
    let data = if clear {
        let mut samples = decoded.into_rgba8().into_raw();
        let mut kept = 0;
        for at in (0..samples.len()).step_by(4) {
            let alpha = u16::from(samples[at + 3]);
            for channel in 0..3 {
                let sample = u16::from(samples[at + channel]);
                samples[kept] = ((sample * alpha + 255 * (255 - alpha) + 127) / 255) as u8;
                kept += 1;
            }
        }
        samples.truncate(kept);
        samples
    } else {
        decoded.into_rgb8().into_raw()
    };
    let grey = data
        .chunks_exact(3)
        .all(|pixel| pixel[0] == pixel[1] && pixel[1] == pixel[2]);
    let (colour, data) = if grey {
        (Samples::Grey, data.into_iter().step_by(3).collect())
    } else {
        (Samples::Rgb, data)
    };
    Pixels {
        width,
        height,
        bits: 8,
        colour,
        data,
    }
}
