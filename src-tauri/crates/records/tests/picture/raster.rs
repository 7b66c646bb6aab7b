//! WebP, BMP, GIF, JPEG 2000 and HEIC.

use std::io::Cursor;

use image::{ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use second_opinion_records::Format;

use crate::build::{HEIGHT, UPPER_LEFT, WIDTH, checked, codes, dark_quarters, holds, is_dark, made};

const KINDS: [(Format, ImageFormat); 3] = [
    (Format::Webp, ImageFormat::WebP),
    (Format::Bmp, ImageFormat::Bmp),
    (Format::Gif, ImageFormat::Gif),
];

fn written(kind: ImageFormat) -> Vec<u8> {
    let picture = RgbImage::from_fn(WIDTH, HEIGHT, |x, y| {
        Rgb(if is_dark(x, y) { [150, 20, 20] } else { [255; 3] })
    });
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, kind).unwrap();
    bytes.into_inner()
}

#[test]
fn webp_bmp_and_gif_pictures_show_their_pixels() {
    for (format, kind) in KINDS {
        let pages = made(&written(kind), format);
        assert_eq!(dark_quarters(&pages, 1), UPPER_LEFT, "{format:?}");
    }
}

#[test]
fn what_is_transparent_is_white() {
    let picture = RgbaImage::from_fn(WIDTH, HEIGHT, |x, y| {
        Rgba(if is_dark(x, y) {
            [0, 0, 0, 255]
        } else {
            [0, 0, 0, 0]
        })
    });
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::WebP).unwrap();
    assert_eq!(dark_quarters(&made(bytes.get_ref(), Format::Webp), 1), UPPER_LEFT);
}

#[test]
fn a_moving_picture_shows_its_first_frame_and_says_so() {
    let mut bytes = Vec::new();
    let mut encoder = image::codecs::gif::GifEncoder::new(&mut bytes);
    for moved in [false, true] {
        let frame = RgbaImage::from_fn(WIDTH, HEIGHT, |x, y| {
            Rgba(if is_dark(x, y) != moved {
                [0, 0, 0, 255]
            } else {
                [255; 4]
            })
        });
        encoder.encode_frame(image::Frame::new(frame)).unwrap();
    }
    drop(encoder);
    assert_eq!(codes(&checked(&bytes).unwrap()), ["more_frames"]);
    assert_eq!(dark_quarters(&made(&bytes, Format::Gif), 1), UPPER_LEFT);
}

#[test]
fn a_torn_or_lying_picture_is_refused() {
    for (_, kind) in KINDS {
        let bytes = written(kind);
        let torn = checked(&bytes[..bytes.len() / 3]).unwrap_err();
        assert_eq!(torn.code, "unreadable", "{kind:?}");
    }
    let mut huge = written(ImageFormat::Bmp);
    huge[18..22].copy_from_slice(&60_000_i32.to_le_bytes());
    huge[22..26].copy_from_slice(&60_000_i32.to_le_bytes());
    assert_eq!(checked(&huge).unwrap_err().code, "too_large");
    let mut huge = written(ImageFormat::Gif);
    huge[6..10].copy_from_slice(&[0xFF; 4]);
    assert_eq!(checked(&huge).unwrap_err().code, "too_large");
}

/// A JPEG 2000 codestream of 16 by 16 grey pixels without a single coded bit: the middle grey that it starts from.
pub(crate) fn codestream(width: u32, height: u32) -> Vec<u8> {
    let mut out = vec![0xFF, 0x4F, 0xFF, 0x51, 0, 41, 0, 0];
    for long in [width, height, 0, 0, width, height, 0, 0] {
        out.extend_from_slice(&long.to_be_bytes());
    }
    out.extend_from_slice(&[0, 1, 7, 1, 1]);
    // Coding: one layer, no decomposition, blocks of 64 by 64, reversible; then the step sizes.
    out.extend_from_slice(&[0xFF, 0x52, 0, 12, 0, 0, 0, 1, 0, 0, 4, 4, 0, 1]);
    out.extend_from_slice(&[0xFF, 0x5C, 0, 4, 0x40, 0x40]);
    // One tile with one empty packet.
    out.extend_from_slice(&[0xFF, 0x90, 0, 10, 0, 0, 0, 0, 0, 15, 0, 1, 0xFF, 0x93, 0]);
    out.extend_from_slice(&[0xFF, 0xD9]);
    out
}

#[test]
fn a_jpeg_2000_codestream_is_passed_through_untouched() {
    let bytes = codestream(16, 16);
    let pages = made(&bytes, Format::Jpeg2000);
    assert!(holds(pages.made.as_deref().unwrap(), &bytes));
    assert_eq!(codes(&checked(&bytes).unwrap()), [""; 0]);
    let cut = checked(&bytes[..bytes.len() - 2]).unwrap();
    assert_eq!(codes(&cut), ["repaired_truncated"]);
}

#[test]
fn a_jpeg_2000_header_that_promises_too_much_is_refused() {
    assert_eq!(
        checked(&codestream(1 << 30, 1 << 30)).unwrap_err().code,
        "too_large"
    );
    assert_eq!(checked(&codestream(0, 16)).unwrap_err().code, "unreadable");
    assert_eq!(checked(&codestream(16, 16)[..30]).unwrap_err().code, "unreadable");
}

/// Found by fuzzing: over such a picture the decoder built trees of half a milliard places, one level after the other.
#[test]
fn a_narrow_jpeg_2000_in_tiny_blocks_is_refused_before_it_is_decoded() {
    let mut tall = codestream(16, 65_309);
    let coding = tall.windows(2).position(|two| two == [0xFF, 0x52]).unwrap();
    // Three levels, and blocks of 64 by 4.
    tall[coding + 9] = 3;
    tall[coding + 11] = 0;
    let refused = checked(&tall).unwrap_err();
    assert_eq!(refused.code, "unsupported_image");
    assert!(refused.message.contains("small blocks"), "{}", refused.message);
    // In blocks of the usual size it is a picture like any other, if it has data.
    assert_ne!(
        checked(&codestream(16, 65_309)).map_err(|refused| refused.code),
        Err("unsupported_image".to_owned())
    );
}

#[test]
fn a_heic_picture_is_refused_with_the_way_to_convert_it() {
    let refused = checked(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic").unwrap_err();
    assert_eq!(refused.code, "unsupported_format");
    assert!(refused.message.contains("Most Compatible"), "{}", refused.message);
}
