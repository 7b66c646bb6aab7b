//! The dictionary of pixels that were decoded elsewhere.

use lopdf::{Dictionary, Object};

use super::{Colour, ImageRefusal, Writer, image_dictionary};

/// Describes `length` bytes of packed samples.
///
/// # Errors
/// [`ImageRefusal::Unreadable`] when the bytes are not exactly the rows that the size promises.
pub(super) fn dictionary(
    width: u32,
    height: u32,
    bits: u8,
    colour: Colour<'_>,
    length: usize,
    writer: &mut Writer,
) -> Result<Dictionary, ImageRefusal> {
    let samples: u64 = match colour {
        Colour::Grey | Colour::Palette(_) => 1,
        Colour::Rgb => 3,
        Colour::Cmyk => 4,
    };
    let row = (u64::from(width) * samples * u64::from(bits)).div_ceil(8);
    let fits = matches!(bits, 1 | 2 | 4 | 8 | 16) && length as u64 == row * u64::from(height);
    if !fits {
        return Err(ImageRefusal::Unreadable);
    }
    let space = match colour {
        Colour::Grey => Object::Name(b"DeviceGray".to_vec()),
        Colour::Rgb => Object::Name(b"DeviceRGB".to_vec()),
        Colour::Cmyk => Object::Name(b"DeviceCMYK".to_vec()),
        Colour::Palette(palette) if bits <= 8 => indexed(palette, bits, writer),
        Colour::Palette(_) => return Err(ImageRefusal::Unreadable),
    };
    Ok(image_dictionary(width, height, space, bits))
}

/// A palette of as many entries as the samples can name: one that is too short shows black for those it lacks.
pub(super) fn indexed(palette: &[u8], bits: u8, writer: &mut Writer) -> Object {
    let entries = 1_usize << bits.min(8);
    let mut palette = palette[..palette.len().min(entries * 3)].to_vec();
    palette.resize(entries * 3, 0);
    let palette = writer.add_stream(Dictionary::new(), &palette);
    Object::Array(vec![
        Object::Name(b"Indexed".to_vec()),
        Object::Name(b"DeviceRGB".to_vec()),
        Object::Integer(entries as i64 - 1),
        palette,
    ])
}
