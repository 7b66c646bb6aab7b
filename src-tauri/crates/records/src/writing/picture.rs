//! Pictures inside documents: set where they stand if they are sound, and said to be missing if they are not.

use pdf::image_page::{Picture, image_pages};
use pdf::typeset::Block;

use crate::Limits;
use crate::check::Note;

/// The width of the text on the sheet, in millimetres.
const TEXT_WIDTH: f32 = 174.0;

/// The most pixels of a picture inside a document, so that many of them fit into memory one after the other.
const PIXELS: u64 = 40_000_000;

/// A picture as a block; none where it is no sound JPEG or PNG.
pub(super) fn block(bytes: Vec<u8>, alt: &str, width_mm: Option<f32>) -> Option<Block> {
    let picture = if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
        Picture::Jpeg(&bytes)
    } else if bytes.starts_with(b"\x89PNG") {
        Picture::Png(&bytes)
    } else {
        return None;
    };
    let limits = Limits {
        pixels: PIXELS,
        ..Limits::default()
    };
    // What cannot become a page of its own must not stop the document that it stands in.
    image_pages(&[picture], &limits).ok()?;
    let alt = alt.trim();
    Some(Block::Image {
        alt: if alt.is_empty() { "Picture" } else { alt }.to_owned(),
        width_mm: width_mm.unwrap_or(TEXT_WIDTH / 2.0).clamp(5.0, TEXT_WIDTH),
        bytes,
    })
}

/// The note that goes with a picture that could not be set.
pub(super) fn note() -> Note {
    Note::new(
        "picture_left_out",
        "a picture in the document is of a kind that cannot be printed and is missing from its pages: ask for a PDF if it \
         matters",
    )
}
