//! Pages made of pictures, and pictures made of pages.

use image::{DynamicImage, ImageBuffer, Luma, Rgb, RgbImage, Rgba};
use second_opinion_pdf::image_page::{
    Album, Colour, ImagePages, ImageRefusal, Picture, Setting, image_pages,
};
use second_opinion_pdf::picture::{PictureError, Pictures, page_png};
use second_opinion_pdf::source::Limits;
use std::io::Cursor;
use std::sync::Arc;

use crate::build::{Extra, Shot, codes, paper, words};
use crate::proving::proved;

const RED: [u8; 3] = [220, 30, 30];

fn pages(picture: Picture<'_>) -> Result<ImagePages, ImageRefusal> {
    image_pages(&[picture], &Limits::default())
}

/// White, 80 by 40, with a red upper left quarter.
fn cornered() -> RgbImage {
    ImageBuffer::from_fn(80, 40, |x, y| {
        if x < 40 && y < 20 {
            Rgb(RED)
        } else {
            Rgb([255, 255, 255])
        }
    })
}

fn jpeg(orientation: Option<u16>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, 100);
    cornered().write_with_encoder(encoder).unwrap();
    let Some(orientation) = orientation else {
        return bytes;
    };
    let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01".to_vec();
    exif.extend_from_slice(&orientation.to_be_bytes());
    exif.extend_from_slice(&[0; 6]);
    let mut out = bytes[..2].to_vec();
    out.extend_from_slice(&[0xFF, 0xE1]);
    out.extend_from_slice(&(exif.len() as u16 + 2).to_be_bytes());
    out.extend_from_slice(&exif);
    out.extend_from_slice(&bytes[2..]);
    out
}

fn png(image: &DynamicImage) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// Where on the page the red quarter is: (left, top) as true or false, found by its ink.
fn corner(pdf: &[u8], wide: bool) -> (bool, bool) {
    let shot = Shot::of(pdf, 1, 800);
    let across = if wide { 841.89 } else { 595.28 };
    let (w, h) = if wide {
        (38.4 / 841.89, 19.2 / 595.28)
    } else {
        (19.2 / 595.28, 38.4 / 841.89)
    };
    let (left, top) = (0.5 - w / 2.0, 28.35 / if wide { 595.28 } else { 841.89 });
    assert!(across > 0.0);
    let red = |x: f64, y: f64| shot.at(left + w * x, top + h * y)[1] < 120;
    let found: Vec<(bool, bool)> = [(0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)]
        .into_iter()
        .filter(|(x, y)| red(*x, *y))
        .map(|(x, y)| (x < 0.5, y < 0.5))
        .collect();
    assert_eq!(found.len(), 1, "{found:?}");
    found[0]
}

#[test]
fn a_photograph_stands_upright_however_it_was_held() {
    let expected = [
        (0, (true, true)),
        (1, (true, true)),
        (2, (false, true)),
        (3, (false, false)),
        (4, (true, false)),
        (5, (true, true)),
        (6, (false, true)),
        (7, (false, false)),
        (8, (true, false)),
        (99, (true, true)),
    ];
    for (orientation, place) in expected {
        let made = pages(Picture::Jpeg(&jpeg(Some(orientation)))).unwrap();
        let wide = !(5..=8).contains(&orientation);
        let (width, height) = made.source.page_size(1);
        assert_eq!(width > height, wide, "{orientation}");
        assert_eq!(corner(&made.pdf, wide), place, "{orientation}");
    }
}

#[test]
fn a_jpeg_is_passed_through_untouched() {
    let bytes = jpeg(None);
    let made = pages(Picture::Jpeg(&bytes)).unwrap();
    assert!(made.pdf.windows(bytes.len()).any(|window| window == bytes));
    let joined = proved(&[&made.pdf]);
    assert!(joined.bytes.windows(bytes.len()).any(|window| window == bytes));
    let cut = pages(Picture::Jpeg(&bytes[..bytes.len() - 30])).unwrap();
    assert!(codes(&cut.source).contains(&"repaired_truncated"));
}

#[test]
fn every_kind_of_png_shows_its_pixels() {
    let grey16 = ImageBuffer::from_fn(80, 40, |x, y| {
        Luma([if x < 40 && y < 20 { 20_000_u16 } else { 65_535 }])
    });
    let clear = ImageBuffer::from_fn(80, 40, |x, y| {
        if x < 40 && y < 20 {
            Rgba([220, 30, 30, 255])
        } else {
            Rgba([0, 0, 0, 0])
        }
    });
    let kinds = [
        ("colour", png(&DynamicImage::ImageRgb8(cornered()))),
        ("grey of 16 bits", png(&DynamicImage::ImageLuma16(grey16))),
        ("with transparency", png(&DynamicImage::ImageRgba8(clear))),
        ("of one bit", packed_png(1, png::ColorType::Grayscale, None)),
        (
            "with a palette",
            packed_png(4, png::ColorType::Indexed, Some(vec![220, 30, 30, 255, 255, 255])),
        ),
    ];
    for (kind, bytes) in kinds {
        let made = pages(Picture::Png(&bytes)).unwrap_or_else(|error| panic!("{kind}: {error}"));
        assert_eq!(corner(&made.pdf, true), (true, true), "{kind}");
        proved(&[&made.pdf]);
    }
}

/// The cornered picture with `bits` to the pixel: value 0 in the quarter, all ones (or 1 in a palette) elsewhere.
fn packed_png(bits: u8, colour: png::ColorType, palette: Option<Vec<u8>>) -> Vec<u8> {
    let other = if palette.is_some() { 1 } else { (1_u8 << bits) - 1 };
    let each = 8 / usize::from(bits);
    let mut rows = Vec::new();
    for y in 0..40 {
        for x in (0..80).step_by(each) {
            let pixel = |x: usize| if x < 40 && y < 20 { 0 } else { other };
            rows.push((0..each).fold(0_u8, |byte, at| byte << (bits % 8) | pixel(x + at)));
        }
    }
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, 80, 40);
    encoder.set_color(colour);
    encoder.set_depth(if bits == 1 {
        png::BitDepth::One
    } else {
        png::BitDepth::Four
    });
    if let Some(palette) = palette {
        encoder.set_palette(palette);
    }
    encoder.write_header().unwrap().write_image_data(&rows).unwrap();
    out
}

#[test]
fn a_picture_of_too_many_pixels_is_refused_by_its_header() {
    let mut bytes = png(&DynamicImage::ImageRgb8(cornered()));
    bytes[16..24].copy_from_slice(&[0, 1, 0, 0, 0, 1, 0, 0]);
    let refusal = pages(Picture::Png(&bytes)).unwrap_err();
    assert_eq!(
        refusal,
        ImageRefusal::TooManyPixels {
            width: 65_536,
            height: 65_536
        }
    );
    assert_eq!(
        pages(Picture::Png(b"no picture")).unwrap_err(),
        ImageRefusal::Unreadable
    );
    assert_eq!(
        pages(Picture::Jpeg(b"\xFF\xD8\xFF")).unwrap_err(),
        ImageRefusal::Unreadable
    );
    assert_eq!(
        image_pages(&[], &Limits::default()).unwrap_err(),
        ImageRefusal::Empty
    );
}

#[test]
fn a_scan_of_a_whole_page_fills_the_page() {
    let data = vec![0_u8; 827 * 1169];
    let scan = Picture::Pixels {
        width: 827,
        height: 1169,
        bits: 8,
        colour: Colour::Grey,
        data: &data,
    };
    let at = |dpi: f64, scan: Picture<'_>| {
        let limits = Limits::default();
        let mut album = Album::new(&limits);
        let setting = Setting {
            dpi: Some((dpi, dpi)),
            ..Setting::default()
        };
        album.add(&scan, &setting).unwrap();
        album.finish().unwrap()
    };
    let small = at(100.0, scan);
    // 100 dots to the inch are finer printed at 150, so it stays a smaller picture; at its own 150 it fills.
    assert_eq!(Shot::of(&small.pdf, 1, 300).at(0.01, 0.5), [255, 255, 255]);
    let data = vec![0_u8; 1240 * 1754];
    let scan = Picture::Pixels {
        width: 1240,
        height: 1754,
        bits: 8,
        colour: Colour::Grey,
        data: &data,
    };
    let shot = Shot::of(&at(150.0, scan).pdf, 1, 300);
    assert_eq!((shot.at(0.01, 0.01), shot.at(0.99, 0.99)), ([0; 3], [0; 3]));
}

#[test]
fn pages_are_pictured_at_the_width_asked_for() {
    let bytes = paper(&[&words("One"), &words("Two")], &Extra::default());
    let pictures = Pictures::open(Arc::new(bytes.clone()), None).unwrap();
    assert_eq!(pictures.page_count(), 2);
    assert_eq!(Shot::of(&bytes, 2, 200).height, 283);
    assert_eq!(pictures.png(3, 100).unwrap_err(), PictureError::NoSuchPage(3));
    assert_eq!(pictures.png(1, 0).unwrap_err(), PictureError::Size(0));
    assert_eq!(
        pictures.png(1, 1_000_000).unwrap_err(),
        PictureError::Size(1_000_000)
    );
    assert!(page_png(b"nothing", 1, 100).is_err());
}
