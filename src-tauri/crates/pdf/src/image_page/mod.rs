//! Makes pages of pictures: each picture on A4, its bytes untouched wherever PDF knows its compression.

mod album;
mod caption;
mod jpeg;
mod layout;
mod pixels;
mod png;

use lopdf::{Dictionary, Object};
use thiserror::Error;

pub use album::Album;

use crate::join::dictionary;
use crate::source::{Limits, Refusal, Source};
use crate::write::Writer;

/// A picture to be put on a page of its own.
#[derive(Debug, Clone, Copy)]
pub enum Picture<'a> {
    /// A JPEG file, which is passed through as it is.
    Jpeg(&'a [u8]),
    /// A PNG file.
    Png(&'a [u8]),
    /// A JPEG stream out of another file, which is passed through as it is.
    JpegStream {
        /// The bytes.
        data: &'a [u8],
        /// Whether three colours are stored as lightness and two differences, where the stream does not say so.
        differences: bool,
        /// Whether dark and light change places.
        inverted: bool,
    },
    /// Pixels that were decoded elsewhere, from the upper left, row by row.
    Pixels {
        /// Pixels in a row.
        width: u32,
        /// Rows.
        height: u32,
        /// Bits of a sample: 1, 2, 4, 8 or 16.
        bits: u8,
        /// What a pixel's samples mean.
        colour: Colour<'a>,
        /// The samples, packed, each row beginning on a whole byte; those of 16 bits with the high byte first.
        data: &'a [u8],
    },
    /// CCITT fax data of one page, which is passed through as it is.
    Fax {
        /// Pixels in a row.
        width: u32,
        /// Rows.
        height: u32,
        /// The K of the encoding: -1 for group 4, 0 for group 3, above 0 for mixed group 3.
        k: i32,
        /// Whether 1 bits are black.
        black_is_one: bool,
        /// Whether rows begin on whole bytes.
        byte_aligned: bool,
        /// The bytes.
        data: &'a [u8],
    },
    /// A JPEG 2000 file, which is passed through as it is.
    Jpeg2000 {
        /// Pixels in a row.
        width: u32,
        /// Rows.
        height: u32,
        /// The bytes.
        data: &'a [u8],
    },
}

/// What the samples of a pixel mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour<'a> {
    /// One sample: 0 is black.
    Grey,
    /// Three samples: red, green and blue.
    Rgb,
    /// Four samples: the inks cyan, magenta, yellow and black, 0 for no ink.
    Cmyk,
    /// One sample that is a place in a palette of red, green and blue bytes.
    Palette(&'a [u8]),
}

/// How a picture is put on its page.
#[derive(Debug, Clone, Copy, Default)]
pub struct Setting<'a> {
    /// Dots per inch across and down, before what the picture itself says.
    pub dpi: Option<(f64, f64)>,
    /// How it was held, as EXIF counts from 1 to 8, before what the picture itself says; 0 leaves that to the picture.
    pub orientation: u8,
    /// Whether it is enlarged to fill the page, as images are that are read for their detail.
    pub fills_page: bool,
    /// A line below the picture.
    pub caption: Option<&'a str>,
}

/// Pages made of pictures.
#[derive(Debug, Clone)]
pub struct ImagePages {
    /// The pages as a PDF.
    pub pdf: Vec<u8>,
    /// The same, read.
    pub source: Source,
}

/// Why a picture cannot become a page.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ImageRefusal {
    /// There is no picture at all.
    #[error("there is no picture in the file")]
    Empty,
    /// It is not a picture of its kind, or its header is damaged.
    #[error("the picture is damaged or not what its name says: ask for it to be sent again")]
    Unreadable,
    /// It has more pixels than the limit.
    #[error("the picture has {width} by {height} pixels, more than can be read safely: save it smaller")]
    TooManyPixels {
        /// Pixels in a row.
        width: u32,
        /// Rows.
        height: u32,
    },
    /// Its compression is one that PDF does not know.
    #[error("the picture uses {0}, which cannot be printed: open it and save it as an ordinary JPEG or PNG")]
    Unsupported(&'static str),
    /// The page made of it was refused.
    #[error(transparent)]
    Page(#[from] Refusal),
}

impl ImageRefusal {
    /// The stable name, as printed by the command line.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Unreadable => "unreadable",
            Self::TooManyPixels { .. } => "too_large",
            Self::Unsupported(_) => "unsupported_image",
            Self::Page(refusal) => refusal.code(),
        }
    }
}

/// Puts each of `pictures` on an A4 page of its own, upright or across by its shape.
///
/// A picture keeps its natural size where its resolution is known and it fits; a whole-page scan fills the page.
///
/// # Errors
/// An [`ImageRefusal`] for the first picture that cannot be read or is too large; sizes are taken from headers,
/// before anything is decoded.
pub fn image_pages(pictures: &[Picture<'_>], limits: &Limits) -> Result<ImagePages, ImageRefusal> {
    let mut album = Album::new(limits);
    for picture in pictures {
        album.add(picture, &Setting::default())?;
    }
    album.finish()
}

/// A picture as an object of the file, with what is needed to place it.
struct Placed {
    image: Object,
    width: u32,
    height: u32,
    /// Dots per inch across and down.
    dpi: Option<(f64, f64)>,
    /// How it was held, as EXIF counts: 1 is upright, 6 is turned by a quarter.
    orientation: u8,
    ends_early: bool,
}

impl Placed {
    /// An upright picture that says nothing of its resolution.
    fn plain(image: Object, width: u32, height: u32) -> Self {
        Self {
            image,
            width,
            height,
            dpi: None,
            orientation: 1,
            ends_early: false,
        }
    }
}

fn place(picture: &Picture<'_>, limits: &Limits, writer: &mut Writer) -> Result<Placed, ImageRefusal> {
    match *picture {
        Picture::Jpeg(bytes) => jpeg::place(bytes, None, limits, writer),
        Picture::JpegStream {
            data,
            differences,
            inverted,
        } => jpeg::place(data, Some((differences, inverted)), limits, writer),
        Picture::Png(bytes) => png::place(bytes, limits, writer),
        Picture::Pixels {
            width,
            height,
            bits,
            colour,
            data,
        } => {
            check_size(width, height, limits)?;
            let dict = pixels::dictionary(width, height, bits, colour, data.len(), writer)?;
            Ok(Placed::plain(writer.add_stream(dict, data), width, height))
        }
        Picture::Fax {
            width,
            height,
            k,
            black_is_one,
            byte_aligned,
            data,
        } => {
            check_size(width, height, limits)?;
            let mut dict = image_dictionary(width, height, Object::Name(b"DeviceGray".to_vec()), 1);
            dict.set("Filter", Object::Name(b"CCITTFaxDecode".to_vec()));
            let parameters = dictionary([
                ("K", i64::from(k).into()),
                ("Columns", i64::from(width).into()),
                ("Rows", i64::from(height).into()),
                ("BlackIs1", black_is_one.into()),
                ("EncodedByteAlign", byte_aligned.into()),
            ]);
            dict.set("DecodeParms", parameters);
            Ok(passed_through(dict, data, width, height, writer))
        }
        Picture::Jpeg2000 { width, height, data } => {
            check_size(width, height, limits)?;
            let mut dict = Dictionary::new();
            dict.set("Type", Object::Name(b"XObject".to_vec()));
            dict.set("Subtype", Object::Name(b"Image".to_vec()));
            dict.set("Width", i64::from(width));
            dict.set("Height", i64::from(height));
            dict.set("Filter", Object::Name(b"JPXDecode".to_vec()));
            Ok(passed_through(dict, data, width, height, writer))
        }
    }
}

fn passed_through(dict: Dictionary, data: &[u8], width: u32, height: u32, writer: &mut Writer) -> Placed {
    let number = writer.reserve();
    writer.put_stream(number, &dict, data);
    Placed::plain(Object::Reference((number, 0)), width, height)
}

fn check_size(width: u32, height: u32, limits: &Limits) -> Result<(), ImageRefusal> {
    if width == 0 || height == 0 {
        return Err(ImageRefusal::Unreadable);
    }
    if u64::from(width) * u64::from(height) > limits.pixels {
        return Err(ImageRefusal::TooManyPixels { width, height });
    }
    Ok(())
}

fn image_dictionary(width: u32, height: u32, space: Object, bits: u8) -> Dictionary {
    let mut dict = Dictionary::new();
    dict.set("Type", Object::Name(b"XObject".to_vec()));
    dict.set("Subtype", Object::Name(b"Image".to_vec()));
    dict.set("Width", i64::from(width));
    dict.set("Height", i64::from(height));
    dict.set("ColorSpace", space);
    dict.set("BitsPerComponent", i64::from(bits));
    dict
}
