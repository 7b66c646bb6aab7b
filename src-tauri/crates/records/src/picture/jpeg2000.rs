//! JPEG 2000: the codestream goes in as it is, in the box that PDF asks for.

mod blocks;

use hayro_jpeg2000::{DecodeSettings, DecoderContext, Image};
use pdf::image_page::{Album, ImageRefusal, Picture, Setting};
use pdf::source::Limits;

use super::{check_size, made};
use crate::check::Note;
use crate::refused::Refused;
use crate::source::Pages;

/// The first two markers of a codestream, start and size.
const CODESTREAM: [u8; 4] = [0xFF, 0x4F, 0xFF, 0x51];
/// The marker that ends a codestream.
const END: [u8; 2] = [0xFF, 0xD9];
/// Bytes that decoding takes for each sample.
const SAMPLE: u64 = 4;
/// Pixels to a side of the small copy that is decoded to see whether there is a picture at all.
const GLIMPSE: u32 = 256;

/// What the header of a codestream says.
pub(super) struct Header {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) components: u16,
    /// Bits of the first component's samples.
    pub(super) bits: u8,
    /// Whether the first component's samples are signed.
    pub(super) signed: bool,
}

pub(super) fn pages(bytes: &[u8], limits: &Limits) -> Result<Pages, Refused> {
    let start = codestream(bytes).ok_or(ImageRefusal::Unreadable)?;
    let header = header(&bytes[start..]).ok_or(ImageRefusal::Unreadable)?;
    check(&bytes[start..], &header, limits)?;
    if !shows_something(bytes) {
        return Err(ImageRefusal::Unreadable.into());
    }
    let wrapped;
    let data = if start == 0 {
        wrapped = in_a_box(bytes, &header);
        &wrapped
    } else {
        bytes
    };
    let mut album = Album::new(limits);
    let picture = Picture::Jpeg2000 {
        width: header.width,
        height: header.height,
        data,
    };
    album.add(&picture, &Setting::default())?;
    let mut notes = Vec::new();
    if !bytes[start..]
        .windows(2)
        .rev()
        .take(64 << 10)
        .any(|pair| pair == END)
    {
        notes.push(Note::new(
            "repaired_truncated",
            "the picture ends early: compare it with the original, since a part of it may be missing",
        ));
    }
    Ok(made(album.finish()?, notes))
}

/// Refuses a size, and a division into blocks, that cannot be decoded safely, here or by a viewer.
pub(super) fn check(codestream: &[u8], header: &Header, limits: &Limits) -> Result<(), ImageRefusal> {
    check_size(
        header.width,
        header.height,
        SAMPLE * u64::from(header.components),
        limits,
    )?;
    if !blocks::are_few(codestream) {
        return Err(ImageRefusal::Unsupported("JPEG 2000 in unusually small blocks"));
    }
    Ok(())
}

/// What the header of a codestream says; none when it is no codestream.
pub(super) fn header(codestream: &[u8]) -> Option<Header> {
    if !codestream.starts_with(&CODESTREAM) {
        return None;
    }
    let long = |at: usize| Some(u32::from_be_bytes(codestream.get(at..at + 4)?.try_into().ok()?));
    let depth = *codestream.get(42)?;
    Some(Header {
        width: long(8)?.checked_sub(long(16)?)?,
        height: long(12)?.checked_sub(long(20)?)?,
        components: u16::from_be_bytes(codestream.get(40..42)?.try_into().ok()?),
        bits: (depth & 0x7F) + 1,
        signed: depth & 0x80 != 0,
    })
}

/// A codestream in the smallest file that holds one; the codestream itself is untouched.
pub(super) fn in_a_box(codestream: &[u8], header: &Header) -> Vec<u8> {
    let mut out = b"\0\0\0\x0CjP  \r\n\x87\n\0\0\0\x14ftypjp2 \0\0\0\0jp2 ".to_vec();
    out.extend_from_slice(b"\0\0\0\x2Djp2h\0\0\0\x16ihdr");
    out.extend_from_slice(&header.height.to_be_bytes());
    out.extend_from_slice(&header.width.to_be_bytes());
    out.extend_from_slice(&header.components.to_be_bytes());
    let depth = (header.bits - 1) | if header.signed { 0x80 } else { 0 };
    out.extend_from_slice(&[depth, 7, 0, 0]);
    // Colour space 16 is sRGB, 17 is grey.
    let space: u32 = if header.components >= 3 { 16 } else { 17 };
    out.extend_from_slice(b"\0\0\0\x0Fcolr\x01\0\0");
    out.extend_from_slice(&space.to_be_bytes());
    // A length of 0 reaches to the end of the file.
    out.extend_from_slice(b"\0\0\0\0jp2c");
    out.extend_from_slice(codestream);
    out
}

/// Where the codestream begins: at once, or in its box.
pub(super) fn codestream(bytes: &[u8]) -> Option<usize> {
    if bytes.starts_with(&CODESTREAM) {
        return Some(0);
    }
    let mut at = 0_usize;
    loop {
        let length = u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?);
        let kind = bytes.get(at + 4..at + 8)?;
        let (head, length) = match length {
            0 => (8, bytes.len() - at),
            1 => {
                let long = u64::from_be_bytes(bytes.get(at + 8..at + 16)?.try_into().ok()?);
                (16, usize::try_from(long).ok()?)
            }
            length => (8, length as usize),
        };
        if kind == b"jp2c" {
            let start = at + head;
            return bytes.get(start..)?.starts_with(&CODESTREAM).then_some(start);
        }
        if length < head {
            return None;
        }
        at = at.checked_add(length)?;
    }
}

/// Whether the picture can be decoded at all, tried on a small copy: a blank page would say nothing of the loss.
fn shows_something(bytes: &[u8]) -> bool {
    let settings = DecodeSettings {
        target_resolution: Some((GLIMPSE, GLIMPSE)),
        ..DecodeSettings::default()
    };
    Image::new(bytes, &settings).is_ok_and(|image| image.decode(&mut DecoderContext::default()).is_ok())
}
