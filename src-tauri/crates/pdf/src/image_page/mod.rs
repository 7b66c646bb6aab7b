//! Makes pages of pictures: each picture on A4, its bytes untouched wherever PDF knows its compression.

mod jpeg;
mod png;

use lopdf::{Dictionary, Object};
use thiserror::Error;

use crate::access::{real, reals};
use crate::join::dictionary;
use crate::join::geometry::Matrix;
use crate::source::{A4, Limits, Note, NoteCode, Refusal, Source};
use crate::write::Writer;

/// Dots per inch below which a picture is not enlarged: what it says itself may be a camera's idle 72.
const COARSEST_DPI: f64 = 150.0;
/// Points left free around a picture that is not itself a page.
const MARGIN: f64 = 28.35;
/// Points by which a scan may miss A4 and still count as the whole page.
const NEAR: f64 = 12.0;

/// A picture to be put on a page of its own.
#[derive(Debug, Clone, Copy)]
pub enum Picture<'a> {
    /// A JPEG file, which is passed through as it is.
    Jpeg(&'a [u8]),
    /// A PNG file.
    Png(&'a [u8]),
    /// Pixels that were decoded elsewhere, from the upper left, row by row.
    Pixels {
        /// Pixels in a row.
        width: u32,
        /// Rows.
        height: u32,
        /// Dots per inch, where the file says so.
        dpi: Option<f64>,
        /// Bytes of a pixel: 1 is grey, 3 is red, green and blue.
        channels: u8,
        /// The bytes, `width * height * channels` of them.
        data: &'a [u8],
    },
    /// CCITT fax data of one page, which is passed through as it is.
    Fax {
        /// Pixels in a row.
        width: u32,
        /// Rows.
        height: u32,
        /// Dots per inch across and down, where the file says so.
        dpi: Option<(f64, f64)>,
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
    if pictures.is_empty() {
        return Err(ImageRefusal::Empty);
    }
    let mut writer = Writer::new(1 << 16);
    let tree = writer.reserve();
    let mut kids = Vec::new();
    let mut notes = Vec::new();
    for picture in pictures {
        let placed = place(picture, limits, &mut writer)?;
        if placed.ends_early {
            notes.push(Note::new(
                NoteCode::RepairedTruncated,
                "the picture ends early: compare it with the original, since a part of it may be missing",
            ));
        }
        kids.push(page(&placed, tree, &mut writer));
    }
    let count = kids.len() as i64;
    let pages = dictionary([
        ("Type", Object::Name(b"Pages".to_vec())),
        ("Kids", Object::Array(kids)),
        ("Count", count.into()),
    ]);
    writer.put(tree, &pages);
    let catalogue = dictionary([
        ("Type", Object::Name(b"Catalog".to_vec())),
        ("Pages", Object::Reference((tree, 0))),
    ]);
    let mut trailer = Dictionary::new();
    trailer.set("Root", writer.add(&catalogue));
    let pdf = writer.finish(trailer);
    let mut source = Source::read(&pdf, None, limits)?;
    source.add_notes(notes);
    Ok(ImagePages { pdf, source })
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

fn place(picture: &Picture<'_>, limits: &Limits, writer: &mut Writer) -> Result<Placed, ImageRefusal> {
    match *picture {
        Picture::Jpeg(bytes) => jpeg::place(bytes, limits, writer),
        Picture::Png(bytes) => png::place(bytes, limits, writer),
        Picture::Pixels {
            width,
            height,
            dpi,
            channels,
            data,
        } => {
            check_size(width, height, limits)?;
            let space: &[u8] = match channels {
                1 => b"DeviceGray",
                3 => b"DeviceRGB",
                _ => return Err(ImageRefusal::Unreadable),
            };
            let expected = u64::from(width) * u64::from(height) * u64::from(channels);
            if data.len() as u64 != expected {
                return Err(ImageRefusal::Unreadable);
            }
            let dict = image_dictionary(width, height, Object::Name(space.to_vec()), 8);
            let image = writer.add_stream(dict, data);
            Ok(Placed {
                image,
                width,
                height,
                dpi: dpi.map(|dpi| (dpi, dpi)),
                orientation: 1,
                ends_early: false,
            })
        }
        Picture::Fax {
            width,
            height,
            dpi,
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
            Ok(passed_through(dict, data, width, height, dpi, writer))
        }
        Picture::Jpeg2000 { width, height, data } => {
            check_size(width, height, limits)?;
            let mut dict = Dictionary::new();
            dict.set("Type", Object::Name(b"XObject".to_vec()));
            dict.set("Subtype", Object::Name(b"Image".to_vec()));
            dict.set("Width", i64::from(width));
            dict.set("Height", i64::from(height));
            dict.set("Filter", Object::Name(b"JPXDecode".to_vec()));
            Ok(passed_through(dict, data, width, height, None, writer))
        }
    }
}

fn passed_through(
    dict: Dictionary,
    data: &[u8],
    width: u32,
    height: u32,
    dpi: Option<(f64, f64)>,
    writer: &mut Writer,
) -> Placed {
    let number = writer.reserve();
    writer.put_stream(number, &dict, data);
    Placed {
        image: Object::Reference((number, 0)),
        width,
        height,
        dpi,
        orientation: 1,
        ends_early: false,
    }
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

fn page(placed: &Placed, tree: u32, writer: &mut Writer) -> Object {
    let (paper, matrix) = layout(placed);
    let mut content = b"q ".to_vec();
    for value in matrix.0 {
        crate::write::object(&mut content, &real(value));
        content.push(b' ');
    }
    content.extend_from_slice(b"cm /Picture Do Q\n");
    let content = writer.add_stream(Dictionary::new(), &content);
    let objects = dictionary([("Picture", placed.image.clone())]);
    let page = dictionary([
        ("Type", Object::Name(b"Page".to_vec())),
        ("Parent", Object::Reference((tree, 0))),
        ("MediaBox", reals(&[0.0, 0.0, paper.0, paper.1])),
        ("Resources", dictionary([("XObject", objects)])),
        ("Contents", content),
    ]);
    writer.add(&page)
}

/// The paper, and the matrix that puts the picture's unit square on it, turned as it was held.
fn layout(placed: &Placed) -> ((f64, f64), Matrix) {
    let known = placed
        .dpi
        .filter(|(across, down)| *across >= 10.0 && *down >= 10.0);
    let (across, down) = known.unwrap_or((COARSEST_DPI, COARSEST_DPI));
    // Both directions are coarsened alike, so that a picture never changes its shape.
    let finer = (COARSEST_DPI / across.min(down)).max(1.0);
    let mut width = f64::from(placed.width) * 72.0 / (across * finer);
    let mut height = f64::from(placed.height) * 72.0 / (down * finer);
    if placed.orientation >= 5 {
        (width, height) = (height, width);
    }
    let paper = if width > height { (A4.1, A4.0) } else { A4 };
    let whole_page = (width - paper.0).abs() < NEAR && (height - paper.1).abs() < NEAR;
    let margin = if whole_page { 0.0 } else { MARGIN };
    let (room_across, room_down) = (paper.0 - margin * 2.0, paper.1 - margin * 2.0);
    let scale = (room_across / width).min(room_down / height).min(1.0);
    let (w, h) = (width * scale, height * scale);
    let (x, y) = ((paper.0 - w) / 2.0, paper.1 - margin - h);
    let matrix = match placed.orientation {
        2 => [-w, 0.0, 0.0, h, x + w, y],
        3 => [-w, 0.0, 0.0, -h, x + w, y + h],
        4 => [w, 0.0, 0.0, -h, x, y + h],
        5 => [0.0, -h, -w, 0.0, x + w, y + h],
        6 => [0.0, -h, w, 0.0, x, y + h],
        7 => [0.0, h, w, 0.0, x, y],
        8 => [0.0, h, -w, 0.0, x + w, y],
        _ => [w, 0.0, 0.0, h, x, y],
    };
    (paper, Matrix(matrix))
}
