//! Pictures of every format become pages: streams that PDF knows go in as they are, all others as their pixels.
//!
//! Sizes are taken from headers and held against limits before anything is decoded, since a few bytes can promise
//! gigabytes.

mod dicom;
pub(crate) mod heic;
mod jpeg;
mod jpeg2000;
mod jpeg_extended;
mod raster;
mod tiff;

use pdf::image_page::{Colour, ImagePages, ImageRefusal, Picture, image_pages};
use pdf::source::Limits;

use crate::check::Note;
use crate::format::Format;
use crate::refused::Refused;
use crate::source::Pages;

/// Bytes that one decoded picture may take: an A4 page at 600 dots per inch in four inks needs half of it.
const DECODED_MOST: u64 = 256 << 20;

/// Makes pages of a picture.
///
/// # Errors
/// [`Refused`] when the picture is damaged, too large, or stored in a way that cannot be printed.
pub(crate) fn pages(bytes: &[u8], format: Format, limits: &Limits) -> Result<Pages, Refused> {
    match format {
        Format::Jpeg => Ok(made(image_pages(&[Picture::Jpeg(bytes)], limits)?, Vec::new())),
        Format::Png => Ok(made(image_pages(&[Picture::Png(bytes)], limits)?, Vec::new())),
        Format::Tiff => tiff::pages(bytes, limits),
        Format::Webp | Format::Bmp | Format::Gif => raster::pages(bytes, format, limits),
        Format::Jpeg2000 => jpeg2000::pages(bytes, limits),
        Format::Dicom => dicom::pages(bytes, limits),
        _ => Err(Refused::unsupported(format.label())),
    }
}

/// Whether a file without any mark is a DICOM data set, as older archives write them.
pub(crate) fn is_headless_dicom(bytes: &[u8]) -> bool {
    dicom::is_headless(bytes)
}

/// What the header of a picture says of its patient, as text to be searched for identifiers.
pub(crate) fn identity(bytes: &[u8], format: Format, limits: &Limits) -> String {
    match format {
        Format::Dicom => dicom::identity(bytes, limits),
        _ => String::new(),
    }
}

/// Pages that were made of a picture, with what there is to say about them.
fn made(ImagePages { pdf, source }: ImagePages, notes: Vec<Note>) -> Pages {
    // What making the pages found out, such as a stream that ends early, comes first.
    let notes = source.notes().iter().map(Note::from).chain(notes).collect();
    Pages {
        source,
        made: Some(pdf),
        notes,
    }
}

/// Pixels as they are put on a page.
struct Pixels {
    width: u32,
    height: u32,
    bits: u8,
    colour: Samples,
    data: Vec<u8>,
}

/// What the samples of [`Pixels`] mean.
enum Samples {
    Grey,
    Rgb,
    Cmyk,
    Palette(Vec<u8>),
}

impl Pixels {
    fn as_picture(&self) -> Picture<'_> {
        Picture::Pixels {
            width: self.width,
            height: self.height,
            bits: self.bits,
            colour: match &self.colour {
                Samples::Grey => Colour::Grey,
                Samples::Rgb => Colour::Rgb,
                Samples::Cmyk => Colour::Cmyk,
                Samples::Palette(palette) => Colour::Palette(palette),
            },
            data: &self.data,
        }
    }
}

/// Refuses a size that is nothing, more than the limit of pixels, or more bytes than may be decoded at once.
fn check_size(width: u32, height: u32, bytes_of_a_pixel: u64, limits: &Limits) -> Result<(), ImageRefusal> {
    let pixels = u64::from(width) * u64::from(height);
    if pixels == 0 {
        return Err(ImageRefusal::Unreadable);
    }
    if pixels > limits.pixels || pixels.saturating_mul(bytes_of_a_pixel) > DECODED_MOST {
        return Err(ImageRefusal::TooManyPixels { width, height });
    }
    Ok(())
}

/// Lightness and two differences, as ITU-R BT.601 has them, to red, green and blue.
fn from_differences([light, blue, red]: [u8; 3]) -> [u8; 3] {
    let (light, blue, red) = (f32::from(light), f32::from(blue) - 128.0, f32::from(red) - 128.0);
    let colours = [
        light + 1.402 * red,
        light - 0.344_136 * blue - 0.714_136 * red,
        light + 1.772 * blue,
    ];
    colours.map(|colour| colour.round().clamp(0.0, 255.0) as u8)
}
