//! A chest X-ray, drawn: sixteen bits of grey, with the identity in the image as the modality burns it in.

use std::error::Error;
use std::io::Cursor;

use image::{ImageBuffer, ImageFormat, Luma};
use pdf::typeset::{Block, Fonts, Margins, Paper, PaperSize, Span, typeset};

use super::anatomy::{Chance, HEIGHT, WIDTH, chest, soften};
use super::page::{BORN, NUMBER, PATIENT};

/// Pixels across.
const COLUMNS: u32 = 912;
/// Pixels down.
const ROWS: u32 = 1032;
/// Grey steps that the detector tells apart; the lower bits of the sixteen stay empty.
const STEP: f32 = 128.0;

/// The image as a PNG.
pub(crate) fn png() -> Result<Vec<u8>, Box<dyn Error>> {
    let mut field = chest(COLUMNS as usize, ROWS as usize);
    soften(&mut field, 1.4);
    let words = words()?;
    let mut chance = Chance(7);
    let image: ImageBuffer<Luma<u16>, Vec<u16>> = ImageBuffer::from_fn(COLUMNS, ROWS, |column, row| {
        let weakening = field.values[(row * COLUMNS + column) as usize];
        // Dense tissue is light, as on film; noise is that of the rays themselves.
        let grey = ((weakening - 1.15) / 5.05).clamp(0.0, 1.0).powf(0.85) * 0.96;
        let grey = (grey + chance.bell(0.004)).clamp(0.0, 1.0);
        let ink = 1.0 - f32::from(words.get_pixel(column, row).0[0]) / 255.0;
        let value = (grey * (1.0 - ink) + ink) * 65_535.0;
        Luma([((value / STEP).round() * STEP).min(65_535.0) as u16])
    });
    let mut bytes = Cursor::new(Vec::new());
    image::DynamicImage::ImageLuma16(image).write_to(&mut bytes, ImageFormat::Png)?;
    Ok(bytes.into_inner())
}

/// The words in the image, dark on light, at its size.
fn words() -> Result<ImageBuffer<Luma<u8>, Vec<u8>>, Box<dyn Error>> {
    let paper = Paper {
        size: PaperSize {
            width_mm: WIDTH * 10.0,
            height_mm: HEIGHT * 10.0,
        },
        margins: Margins {
            top: 12.0,
            right: 14.0,
            bottom: 8.0,
            left: 14.0,
        },
        ..Paper::a4("Words", "D:20261014100000Z", [0x44; 16])
    };
    let side = Block::tight(vec![Span::bold("R").sized(4.5)]);
    let identity = Block::tight(vec![Span::plain(format!(
        "{PATIENT}\nBorn {BORN}   NHS No. {NUMBER}\nCHEST PA ERECT   14-Oct-2026 10:02\nWrekin Vale Hospital   Made-up image for demonstration"
    ))
    .sized(1.15)]);
    let set = typeset(&paper, &[side, Block::Space(348.0), identity], Fonts::bundled())?;
    let picture = pdf::picture::page_png(&set.bytes, 1, COLUMNS)?;
    let picture = image::load_from_memory(&picture)?.to_luma8();
    Ok(ImageBuffer::from_fn(COLUMNS, ROWS, |column, row| {
        *picture.get_pixel(column.min(picture.width() - 1), row.min(picture.height() - 1))
    }))
}
