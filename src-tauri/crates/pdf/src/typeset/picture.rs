//! Pictures: letterheads and figures, from JPEG or PNG to what a page can show.

use std::collections::BTreeMap;
use std::io::Cursor;

use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, metadata::Orientation};
use printpdf::{DictItem, ExternalStream, ExternalXObject, Px, XObject};

use super::error::TypesetError;

/// A picture ready to be printed.
pub(super) struct Picture {
    pub(super) width: u32,
    pub(super) height: u32,
    colour_space: &'static str,
    /// Whether `bytes` are a JPEG file; otherwise they are samples of 8 bits.
    is_jpeg: bool,
    bytes: Vec<u8>,
}

/// A decoded picture of more bytes than this is refused: no letterhead is that large.
const LARGEST: u64 = 256 * 1024 * 1024;

impl Picture {
    /// Reads a JPEG or PNG file. An upright grey or colour JPEG keeps its bytes; transparency becomes white.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, TypesetError> {
        let unreadable = |error: image::ImageError| TypesetError::Picture(error.to_string());
        let mut reader = ImageReader::new(Cursor::new(bytes))
            .with_guessed_format()
            .map_err(|error| TypesetError::Picture(error.to_string()))?;
        let mut limits = image::Limits::default();
        limits.max_alloc = Some(LARGEST);
        reader.limits(limits);
        let format = reader.format();
        if !matches!(format, Some(ImageFormat::Jpeg | ImageFormat::Png)) {
            return Err(TypesetError::Picture("neither JPEG nor PNG".to_owned()));
        }
        let mut decoder = reader.into_decoder().map_err(unreadable)?;
        let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
        let (width, height) = decoder.dimensions();
        if width == 0 || height == 0 {
            return Err(TypesetError::Picture("it has no size".to_owned()));
        }
        let components = jpeg_components(bytes);
        let mut decoded = DynamicImage::from_decoder(decoder).map_err(unreadable)?;
        if let (Some(ImageFormat::Jpeg), Orientation::NoTransforms, Some(1 | 3)) =
            (format, orientation, components)
        {
            let colour_space = if components == Some(1) {
                "DeviceGray"
            } else {
                "DeviceRGB"
            };
            return Ok(Self {
                width,
                height,
                colour_space,
                is_jpeg: true,
                bytes: bytes.to_vec(),
            });
        }
        decoded.apply_orientation(orientation);
        Ok(Self::from_samples(&decoded))
    }

    fn from_samples(decoded: &DynamicImage) -> Self {
        let (width, height) = (decoded.width(), decoded.height());
        let is_grey = !decoded.color().has_color();
        let samples = decoded.to_rgba8();
        let on_white = |sample: u8, alpha: u8| {
            let (sample, alpha) = (u32::from(sample), u32::from(alpha));
            ((sample * alpha + 255 * (255 - alpha) + 127) / 255) as u8
        };
        let kept = if is_grey { 1 } else { 3 };
        let bytes = samples.pixels().flat_map(|pixel| {
            let [r, g, b, alpha] = pixel.0;
            [r, g, b]
                .into_iter()
                .take(kept)
                .map(move |sample| on_white(sample, alpha))
        });
        let colour_space = if is_grey { "DeviceGray" } else { "DeviceRGB" };
        Self {
            width,
            height,
            colour_space,
            is_jpeg: false,
            bytes: bytes.collect(),
        }
    }

    /// The picture as printpdf takes it.
    pub(super) fn into_printable(self) -> XObject {
        let name = |name: &str| DictItem::Name(name.as_bytes().to_vec());
        let mut dict = BTreeMap::from([
            ("Type".to_owned(), name("XObject")),
            ("Subtype".to_owned(), name("Image")),
            ("Width".to_owned(), DictItem::Int(i64::from(self.width))),
            ("Height".to_owned(), DictItem::Int(i64::from(self.height))),
            ("BitsPerComponent".to_owned(), DictItem::Int(8)),
            ("ColorSpace".to_owned(), name(self.colour_space)),
        ]);
        if self.is_jpeg {
            dict.insert("Filter".to_owned(), name("DCTDecode"));
        }
        let stream = ExternalStream {
            dict,
            content: self.bytes,
            compress: !self.is_jpeg,
        };
        let (width, height) = (Some(Px(self.width as usize)), Some(Px(self.height as usize)));
        XObject::External(ExternalXObject {
            stream,
            width,
            height,
            dpi: None,
        })
    }
}

/// How many colours the frame header of a JPEG file names.
fn jpeg_components(bytes: &[u8]) -> Option<u8> {
    let mut at = 2;
    loop {
        let [0xFF, marker] = *bytes.get(at..at + 2)? else {
            return None;
        };
        if matches!(marker, 0xC0..=0xC2) {
            return bytes.get(at + 9).copied();
        }
        let length = bytes.get(at + 2..at + 4)?;
        at += 2 + usize::from(u16::from_be_bytes([length[0], length[1]]));
    }
}
