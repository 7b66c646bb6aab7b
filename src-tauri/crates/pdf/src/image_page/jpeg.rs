//! Reads the header of a JPEG and puts its bytes into the file as they are.

use lopdf::Object;

use super::{ImageRefusal, Limits, Placed, Writer, check_size, image_dictionary};
use crate::join::dictionary;

/// What the markers before the first scan say.
#[derive(Default)]
struct Header {
    width: u32,
    height: u32,
    components: u8,
    adobe: bool,
    dpi: Option<(f64, f64)>,
    orientation: u8,
}

/// `told` is what another file says of its stream: whether colours are stored as differences, and turned over.
pub(super) fn place(
    bytes: &[u8],
    told: Option<(bool, bool)>,
    limits: &Limits,
    writer: &mut Writer,
) -> Result<Placed, ImageRefusal> {
    let header = header(bytes)?;
    check_size(header.width, header.height, limits)?;
    let space: &[u8] = match header.components {
        1 => b"DeviceGray",
        3 => b"DeviceRGB",
        4 => b"DeviceCMYK",
        _ => return Err(ImageRefusal::Unsupported("an unusual number of colours")),
    };
    let mut dict = image_dictionary(header.width, header.height, Object::Name(space.to_vec()), 8);
    dict.set("Filter", Object::Name(b"DCTDecode".to_vec()));
    // Adobe programs store the inks of a four-colour JPEG upside down.
    let upside_down = header.components == 4 && header.adobe;
    if upside_down != told.is_some_and(|(_, inverted)| inverted) {
        let decode = [1_i64, 0].repeat(usize::from(header.components));
        dict.set(
            "Decode",
            decode.into_iter().map(Object::Integer).collect::<Vec<_>>(),
        );
    }
    if let Some((differences, _)) = told
        && header.components == 3
    {
        let parameters = dictionary([("ColorTransform", i64::from(differences).into())]);
        dict.set("DecodeParms", parameters);
    }
    let number = writer.reserve();
    writer.put_stream(number, &dict, bytes);
    Ok(Placed {
        image: Object::Reference((number, 0)),
        width: header.width,
        height: header.height,
        dpi: header.dpi,
        orientation: header.orientation,
        ends_early: memchr::memmem::rfind(bytes, &[0xFF, 0xD9]).is_none(),
    })
}

fn header(bytes: &[u8]) -> Result<Header, ImageRefusal> {
    if !bytes.starts_with(&[0xFF, 0xD8]) {
        return Err(ImageRefusal::Unreadable);
    }
    let mut header = Header {
        orientation: 1,
        ..Header::default()
    };
    let mut at = 2;
    loop {
        // Any number of fill bytes may stand before a marker.
        while bytes.get(at) == Some(&0xFF) && bytes.get(at + 1) == Some(&0xFF) {
            at += 1;
        }
        let (Some(0xFF), Some(&marker)) = (bytes.get(at), bytes.get(at + 1)) else {
            return Err(ImageRefusal::Unreadable);
        };
        at += 2;
        if matches!(marker, 0x01 | 0xD0..=0xD8) {
            continue;
        }
        let length = usize::from(short(bytes, at).ok_or(ImageRefusal::Unreadable)?);
        let body = bytes
            .get(at + 2..at + length.max(2))
            .ok_or(ImageRefusal::Unreadable)?;
        match marker {
            0xC0..=0xC2 => frame(body, &mut header)?,
            0xC3 => return Err(ImageRefusal::Unsupported("lossless JPEG")),
            0xC5..=0xC7 | 0xCD..=0xCF => return Err(ImageRefusal::Unsupported("hierarchical JPEG")),
            0xC9..=0xCB => return Err(ImageRefusal::Unsupported("arithmetic JPEG")),
            0xE0 if body.starts_with(b"JFIF\0") => header.dpi = header.dpi.or(jfif(body)),
            0xE1 if body.starts_with(b"Exif\0\0") => exif(&body[6..], &mut header),
            0xEE if body.starts_with(b"Adobe") => header.adobe = true,
            0xDA => break,
            0xD9 => return Err(ImageRefusal::Unreadable),
            _ => {}
        }
        at += length.max(2);
    }
    if header.width == 0 || header.height == 0 {
        return Err(ImageRefusal::Unreadable);
    }
    Ok(header)
}

fn frame(body: &[u8], header: &mut Header) -> Result<(), ImageRefusal> {
    let &[precision, h1, h2, w1, w2, components, ..] = body else {
        return Err(ImageRefusal::Unreadable);
    };
    if precision != 8 {
        return Err(ImageRefusal::Unsupported("JPEG of more than 8 bits"));
    }
    header.height = u32::from(u16::from_be_bytes([h1, h2]));
    header.width = u32::from(u16::from_be_bytes([w1, w2]));
    header.components = components;
    Ok(())
}

/// Dots per inch from a JFIF header, which counts per inch (1) or per centimetre (2), or not at all (0).
fn jfif(body: &[u8]) -> Option<(f64, f64)> {
    let unit = match body.get(7)? {
        1 => 1.0,
        2 => 2.54,
        _ => return None,
    };
    let (x, y) = (short(body, 8)?, short(body, 10)?);
    (x > 0 && y > 0).then(|| (f64::from(x) * unit, f64::from(y) * unit))
}

/// Reads orientation and resolution from the first directory of EXIF; nonsense is taken as upright.
fn exif(tiff: &[u8], header: &mut Header) {
    let little = match tiff.get(..2) {
        Some(b"II") => true,
        Some(b"MM") => false,
        _ => return,
    };
    let read_short = |at: usize| -> Option<u16> {
        let pair = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if little {
            u16::from_le_bytes(pair)
        } else {
            u16::from_be_bytes(pair)
        })
    };
    let read_long = |at: usize| -> Option<u32> {
        let four = tiff.get(at..at.checked_add(4)?)?.try_into().ok()?;
        Some(if little {
            u32::from_le_bytes(four)
        } else {
            u32::from_be_bytes(four)
        })
    };
    let ratio = |entry: usize| -> Option<f64> {
        let at = read_long(entry + 8)? as usize;
        let (above, below) = (read_long(at)?, read_long(at.checked_add(4)?)?);
        (below > 0 && above > 0).then(|| f64::from(above) / f64::from(below))
    };
    let Some(start) = read_long(4).map(|at| at as usize) else {
        return;
    };
    let (mut x, mut y, mut unit) = (None, None, 1.0);
    for index in 0..usize::from(read_short(start).unwrap_or(0)) {
        let entry = start + 2 + index * 12;
        match read_short(entry) {
            Some(0x0112) => {
                if let Some(orientation @ 1..=8) = read_short(entry + 8) {
                    header.orientation = orientation as u8;
                }
            }
            Some(0x011A) => x = ratio(entry),
            Some(0x011B) => y = ratio(entry),
            Some(0x0128) if read_short(entry + 8) == Some(3) => unit = 2.54,
            Some(_) => {}
            None => break,
        }
    }
    if let (Some(x), Some(y)) = (x, y) {
        header.dpi = Some((x * unit, y * unit));
    }
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes([*bytes.get(at)?, *bytes.get(at + 1)?]))
}
