//! JPEG streams that have to be decoded: parts of a page, and images that are shown through a window.

use jpeg_decoder::{ColorTransform, Decoder, PixelFormat};
use pdf::image_page::ImageRefusal;

/// What the frame header of a stream says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Frame {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) bits: u8,
    pub(super) components: u8,
    pub(super) lossless: bool,
    /// Whether the stream says itself how its colours are stored.
    pub(super) adobe: bool,
    /// Whether three colours can only be stored as differences: in a JFIF, and where two of them are coarser.
    pub(super) differences: bool,
}

/// A decoded stream, its colours side by side.
pub(super) struct Decoded {
    pub(super) width: u32,
    pub(super) samples: u8,
    /// Bytes, or pairs of bytes in the machine's order where there are more than 8 bits.
    pub(super) data: Vec<u8>,
    pub(super) deep: bool,
}

/// The frame header of a stream; none when there is none before the first scan.
pub(super) fn frame(stream: &[u8]) -> Option<Frame> {
    let mut at = 2;
    let (mut adobe, mut jfif) = (false, false);
    if !stream.starts_with(&[0xFF, 0xD8]) {
        return None;
    }
    loop {
        while stream.get(at)? == &0xFF && stream.get(at + 1)? == &0xFF {
            at += 1;
        }
        let &[0xFF, marker, high, low] = stream.get(at..at + 4)? else {
            return None;
        };
        match marker {
            0xC0..=0xC3 => {
                let &[bits, h1, h2, w1, w2, components] = stream.get(at + 4..at + 10)? else {
                    return None;
                };
                let coarseness = |component: usize| stream.get(at + 11 + component * 3);
                return Some(Frame {
                    width: u16::from_be_bytes([w1, w2]).into(),
                    height: u16::from_be_bytes([h1, h2]).into(),
                    bits,
                    components,
                    lossless: marker == 0xC3,
                    adobe,
                    differences: jfif || (components == 3 && coarseness(0) != coarseness(1)),
                });
            }
            0xDA | 0xD9 => return None,
            0xE0 => jfif |= stream.get(at + 4..at + 9) == Some(b"JFIF\0"),
            0xEE => adobe |= stream.get(at + 4..at + 9) == Some(b"Adobe"),
            _ => {}
        }
        at += 2 + usize::from(u16::from_be_bytes([high, low])).max(2);
    }
}

/// Decodes a stream of at most `most` pixels across and down. `differences` tells how three colours are stored,
/// where the file around the stream knows.
///
/// # Errors
/// [`ImageRefusal`] when the stream is damaged, larger than promised, or of a kind that cannot be decoded.
pub(super) fn decode(
    stream: &[u8],
    most: (u32, u32),
    differences: Option<bool>,
) -> Result<Decoded, ImageRefusal> {
    let frame = frame(stream).ok_or(ImageRefusal::Unreadable)?;
    if frame.width == 0 || frame.height == 0 || frame.width > most.0 || frame.height > most.1 {
        return Err(ImageRefusal::Unreadable);
    }
    if !matches!(frame.components, 1 | 3 | 4) {
        return Err(ImageRefusal::Unsupported("an unusual number of colours"));
    }
    if frame.bits != 8 && !frame.lossless {
        return Err(ImageRefusal::Unsupported("JPEG of more than 8 bits"));
    }
    let mut decoder = Decoder::new(stream);
    if let Some(differences) = differences
        && frame.components == 3
    {
        decoder.set_color_transform(if differences {
            ColorTransform::YCbCr
        } else {
            ColorTransform::RGB
        });
    }
    let data = decoder.decode().map_err(|_| ImageRefusal::Unreadable)?;
    let info = decoder.info().ok_or(ImageRefusal::Unreadable)?;
    let (samples, deep) = match info.pixel_format {
        PixelFormat::L8 => (1, false),
        PixelFormat::L16 => (1, true),
        PixelFormat::RGB24 => (3, false),
        PixelFormat::CMYK32 => (4, false),
    };
    Ok(Decoded {
        width: info.width.into(),
        samples,
        data,
        deep,
    })
}
