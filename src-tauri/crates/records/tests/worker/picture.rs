//! A logo or a signature comes back as a file of this program's own making.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgba, RgbaImage};
use second_opinion_records::Reader;

use super::exe;

/// A picture that is red on the left and clear on the right.
fn logo(width: u32, height: u32) -> RgbaImage {
    RgbaImage::from_fn(width, height, |x, _| {
        if x < width / 2 {
            Rgba([200, 0, 0, 255])
        } else {
            Rgba([0, 0, 0, 0])
        }
    })
}

fn file(picture: RgbaImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let picture = DynamicImage::ImageRgba8(picture);
    match format {
        ImageFormat::Jpeg => picture.into_rgb8().write_to(&mut bytes, format),
        _ => picture.write_to(&mut bytes, format),
    }
    .unwrap();
    bytes.into_inner()
}

#[test]
fn a_logo_is_written_anew_with_the_same_pixels_and_nothing_that_came_along() {
    let mut foreign = file(logo(40, 20), ImageFormat::Png);
    // What follows the end of a PNG is read by nobody, and can be anything.
    foreign.extend_from_slice(b"<script>anything</script>");
    let ours = Reader::Worker(exe()).picture(&foreign).unwrap();
    assert_eq!(ours, Reader::Here.picture(&foreign).unwrap());
    assert!(!ours.windows(6).any(|six| six == b"script"));
    let pixels = image::load_from_memory_with_format(&ours, ImageFormat::Png).unwrap();
    assert!(pixels.into_rgba8() == logo(40, 20));
}

#[test]
fn a_photograph_of_a_signature_is_made_no_larger_than_a_letter_prints_it() {
    let ours = Reader::Worker(exe())
        .picture(&file(logo(3_000, 1_000), ImageFormat::Jpeg))
        .unwrap();
    let pixels = image::load_from_memory_with_format(&ours, ImageFormat::Jpeg).unwrap();
    assert_eq!((pixels.width(), pixels.height()), (1_417, 472));
}

#[test]
fn what_is_no_picture_and_a_worker_that_fails_are_refused() {
    let torn = &file(logo(40, 20), ImageFormat::Png)[..60];
    for bytes in [torn, b"GIF89a".as_slice(), b""] {
        let refused = Reader::Worker(exe()).picture(bytes).unwrap_err();
        assert_eq!(refused.code, "unreadable");
    }
    let nothing = Reader::Worker("/bin/false".into())
        .picture(b"anything")
        .unwrap_err();
    assert_eq!(nothing.code, "worker_failed");
}
