//! Pictures of every kind but DICOM.

use crate::encoded::{
    GIF, JPEG_2000, JPEG_GREY, JPEG_INKS, JPEG_PROGRESSIVE, PNG_CLEAR, PNG_PALETTE, WEBP_LOSSLESS, WEBP_LOSSY,
};
use crate::{Seed, bytes};

const SHORT: u16 = 3;
const LONG: u16 = 4;

pub(crate) fn seeds() -> Vec<Seed> {
    let jpeg = bytes(JPEG_GREY);
    vec![
        ("jpeg-progressive", bytes(JPEG_PROGRESSIVE)),
        ("jpeg-inks", bytes(JPEG_INKS)),
        ("jpeg-turned", turned(&jpeg)),
        ("png-palette", bytes(PNG_PALETTE)),
        ("png-clear", bytes(PNG_CLEAR)),
        ("webp-lossy", bytes(WEBP_LOSSY)),
        ("webp-lossless", bytes(WEBP_LOSSLESS)),
        ("gif", bytes(GIF)),
        ("jpeg-2000", bytes(JPEG_2000)),
        ("bmp", bmp(24, 0, &[0x80; 24])),
        ("bmp-run-length", bmp(8, 1, &[4, 0, 0, 0, 0, 4, 1, 2, 3, 4, 0, 1])),
        (
            "tiff-plain",
            tiff(
                false,
                &[&[(258, SHORT, 8), (259, SHORT, 1), (262, SHORT, 1)]],
                &[0x55; 32],
            ),
        ),
        (
            "tiff-big-endian",
            tiff(
                true,
                &[&[(258, SHORT, 8), (259, SHORT, 1), (262, SHORT, 0)]],
                &[0x55; 32],
            ),
        ),
        (
            "tiff-fax-3",
            tiff(
                false,
                &[&[(258, SHORT, 1), (259, SHORT, 3), (262, SHORT, 0), (292, LONG, 1)]],
                &FAX_3,
            ),
        ),
        (
            "tiff-fax-4",
            tiff(
                false,
                &[&[(258, SHORT, 1), (259, SHORT, 4), (262, SHORT, 0)]],
                &FAX_4,
            ),
        ),
        (
            "tiff-fax-2",
            tiff(
                false,
                &[&[(258, SHORT, 1), (259, SHORT, 2), (262, SHORT, 0)]],
                &FAX_3,
            ),
        ),
        (
            "tiff-lzw",
            tiff(
                false,
                &[&[(258, SHORT, 8), (259, SHORT, 5), (262, SHORT, 1), (317, SHORT, 2)]],
                &[0x80, 0x15, 0x60, 0x40],
            ),
        ),
        (
            "tiff-packbits",
            tiff(
                false,
                &[&[(258, SHORT, 8), (259, SHORT, 32773), (262, SHORT, 1)]],
                &[0xE1, 0x77],
            ),
        ),
        (
            "tiff-jpeg",
            tiff(
                false,
                &[&[(258, SHORT, 8), (259, SHORT, 7), (262, SHORT, 1)]],
                &jpeg,
            ),
        ),
        (
            "tiff-deep",
            tiff(
                false,
                &[&[(258, SHORT, 16), (259, SHORT, 1), (262, SHORT, 1)]],
                &[0x33; 64],
            ),
        ),
        (
            "tiff-tiles",
            tiff(
                false,
                &[&[
                    (258, SHORT, 8),
                    (259, SHORT, 1),
                    (262, SHORT, 1),
                    (322, LONG, 16),
                    (323, LONG, 16),
                    (274, SHORT, 6),
                ]],
                &[0x22; 256],
            ),
        ),
        (
            "tiff-pages",
            tiff(
                false,
                &[
                    &[(258, SHORT, 8), (259, SHORT, 1), (262, SHORT, 1), (296, SHORT, 2)],
                    &[(254, LONG, 2), (258, SHORT, 8), (259, SHORT, 1), (262, SHORT, 0)],
                ],
                &[0x99; 32],
            ),
        ),
    ]
}

/// Group 3 in one dimension, two rows; and Group 4, eight black and white halves.
const FAX_3: [u8; 12] = [0, 0x19, 0x8A, 0, 0x23, 0xA1, 0xD0, 0xE9, 0xC5, 0, 0x1F, 0x10];
const FAX_4: [u8; 18] = [
    0x33, 0x14, 0x8E, 0x88, 0xE8, 0x11, 0x4F, 0x11, 0x15, 0x23, 0xA0, 0x45, 0x45, 0x08, 0xFF, 0, 0x10, 0x01,
];

/// The JPEG with the note of a camera that was held upright.
fn turned(jpeg: &[u8]) -> Vec<u8> {
    let mut out = jpeg[..2].to_vec();
    out.extend_from_slice(&[0xFF, 0xE1, 0, 34]);
    out.extend_from_slice(b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0");
    out.extend_from_slice(&jpeg[2..]);
    out
}

fn bmp(bits: u16, compression: u32, pixels: &[u8]) -> Vec<u8> {
    let colours: &[u8] = if bits == 8 {
        &[0, 0, 0, 0, 255, 255, 255, 0, 9, 9, 9, 0, 99, 9, 9, 0]
    } else {
        &[]
    };
    let start = 54 + colours.len() as u32;
    let mut out = b"BM".to_vec();
    for number in [start + pixels.len() as u32, 0, start, 40, 4, 2] {
        out.extend_from_slice(&number.to_le_bytes());
    }
    out.extend_from_slice(&[1, 0]);
    out.extend_from_slice(&bits.to_le_bytes());
    for number in [
        compression,
        pixels.len() as u32,
        5906,
        5906,
        colours.len() as u32 / 4,
        0,
    ] {
        out.extend_from_slice(&number.to_le_bytes());
    }
    [&out[..], colours, pixels].concat()
}

/// A TIFF of 8 by 4 pixels on each page, all pages with the same data; a tiled page has one tile.
fn tiff(big: bool, pages: &[&[(u16, u16, u32)]], data: &[u8]) -> Vec<u8> {
    let short = |number: u16| {
        if big {
            number.to_be_bytes()
        } else {
            number.to_le_bytes()
        }
    };
    let long = |number: u32| {
        if big {
            number.to_be_bytes()
        } else {
            number.to_le_bytes()
        }
    };
    let mut out = if big { b"MM\0*".to_vec() } else { b"II*\0".to_vec() };
    let mut next = 8 + data.len() as u32;
    out.extend_from_slice(&long(next));
    out.extend_from_slice(data);
    for (at, page) in pages.iter().enumerate() {
        let is_tiled = page.iter().any(|(tag, ..)| *tag == 322);
        let (offsets, counts) = if is_tiled { (324, 325) } else { (273, 279) };
        let mut tags = page.to_vec();
        tags.extend([
            (256, LONG, 8),
            (257, LONG, 4),
            (offsets, LONG, 8),
            (counts, LONG, data.len() as u32),
        ]);
        tags.sort_unstable();
        out.extend_from_slice(&short(tags.len() as u16));
        for (tag, kind, value) in &tags {
            out.extend_from_slice(&[short(*tag), short(*kind)].concat());
            out.extend_from_slice(&long(1));
            if *kind == SHORT {
                out.extend_from_slice(&[short(*value as u16), [0, 0]].concat());
            } else {
                out.extend_from_slice(&long(*value));
            }
        }
        next += 6 + 12 * tags.len() as u32;
        out.extend_from_slice(&long(if at + 1 < pages.len() { next } else { 0 }));
    }
    out
}
