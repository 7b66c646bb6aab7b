//! What the tests of pictures share: pages, their pixels, and files written by hand.

use second_opinion_records::{Checked, Format, Limits, Pages, Refused, check, pages};

/// White, 80 by 40, with a dark upper left quarter.
pub(crate) const WIDTH: u32 = 80;
pub(crate) const HEIGHT: u32 = 40;

pub(crate) fn is_dark(x: u32, y: u32) -> bool {
    x < WIDTH / 2 && y < HEIGHT / 2
}

pub(crate) fn checked(bytes: &[u8]) -> Result<Checked, Refused> {
    check(bytes, "picture", None, &Limits::default())
}

pub(crate) fn made(bytes: &[u8], format: Format) -> Pages {
    let checked = checked(bytes).unwrap();
    assert_eq!(checked.format, format);
    let pages = pages(bytes, format, None).unwrap();
    assert_eq!(checked.pages, pages.source.page_count());
    pages
}

pub(crate) fn codes(checked: &Checked) -> Vec<&str> {
    checked.notes.iter().map(|note| note.code.as_str()).collect()
}

pub(crate) fn holds(pdf: &[u8], bytes: &[u8]) -> bool {
    pdf.windows(bytes.len()).any(|window| window == bytes)
}

/// A page as red, green and blue.
pub(crate) fn shot(pages: &Pages, page: u32, width_px: u32) -> image::RgbImage {
    let png = pdf::picture::page_png(pages.made.as_deref().unwrap(), page, width_px).unwrap();
    image::load_from_memory(&png).unwrap().into_rgb8()
}

/// Where the dark quarter of an [`is_dark`] picture is on a wide page, in the order upper left, upper right, lower
/// left, lower right; the picture stands in the middle of the upper edge at 150 dots per inch.
pub(crate) fn dark_quarters(pages: &Pages, page: u32) -> [bool; 4] {
    let shot = shot(pages, page, 1684);
    let scale = 1684.0 / 841.89;
    let (w, h) = (38.4 * scale, 19.2 * scale);
    let (left, top) = (842.0 - w / 2.0, 28.35 * scale);
    [(0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)].map(|(x, y)| {
        let pixel = shot.get_pixel((left + w * x) as u32, (top + h * y) as u32);
        u32::from(pixel[0]) + u32::from(pixel[1]) + u32::from(pixel[2]) < 380
    })
}

pub(crate) const UPPER_LEFT: [bool; 4] = [true, false, false, false];
