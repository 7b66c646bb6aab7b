//! A paper report photographed sideways with a telephone: the camera says by EXIF orientation 6 which way is up.

use std::error::Error;
use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::{GrayImage, Rgb, RgbImage, imageops};
use pdf::typeset::{Block, Cell, Column, Fonts, Row, Span, TypesetError, typeset};

use super::anatomy::{Chance, step};
use super::page::{BORN, NUMBER, PATIENT, letterhead, lines, paper};

const HOSPITAL: &str = "Wrekin Vale Hospital";

/// Size of the photograph when held upright.
const SIZE: (u32, u32) = (1200, 1600);

/// How far the paper lies askew, in radians.
const ASKEW: f32 = 0.022;

/// Structure, finding, reference.
const MEASUREMENTS: &[[&str; 3]] = &[
    ["Aortic valve peak velocity", "4.3 m/s", "below 2.5 m/s"],
    ["Aortic valve mean gradient", "44 mmHg", "below 10 mmHg"],
    ["Aortic valve area (continuity)", "0.8 cm²", "above 2.0 cm²"],
    ["Dimensionless index", "0.23", "above 0.50"],
    ["LV ejection fraction (biplane)", "52%", "55–70%"],
    ["LV internal diameter, diastole", "51 mm", "37–56 mm"],
    ["Septum, diastole", "14 mm", "6–12 mm"],
    ["Left atrial volume, indexed", "41 mL/m²", "below 35 mL/m²"],
    ["Estimated pulmonary artery pressure", "38 mmHg", "below 35 mmHg"],
];

/// The photograph as a JPEG, stored on its side.
pub(crate) fn jpeg() -> Result<Vec<u8>, Box<dyn Error>> {
    let page = image::load_from_memory(&pdf::picture::page_png(&report()?, 1, 1400)?)?.to_luma8();
    let stored = imageops::rotate270(&photograph(&page));
    let mut bytes = Cursor::new(Vec::new());
    JpegEncoder::new_with_quality(&mut bytes, 78).encode_image(&stored)?;
    Ok(with_orientation(&bytes.into_inner(), 6))
}

fn report() -> Result<Vec<u8>, TypesetError> {
    let paper = paper("Echocardiogram report", HOSPITAL, "20261020", 0x33);
    let mut blocks = letterhead(
        HOSPITAL,
        "Cardiac Physiology",
        "Ercall Way, Oakengates ZZ2 6JT  ·  01632 960 127",
    );
    blocks.push(Block::heading(1, "Transthoracic echocardiogram"));
    blocks.push(lines(&[
        ("Patient", PATIENT),
        ("Born", BORN),
        ("NHS No.", NUMBER),
        (
            "Performed",
            "20-Oct-2026 14:30, sinus rhythm 70/min, blood pressure 130/76 mmHg",
        ),
        ("Requested by", "Dr Rhiannon Mistry"),
        ("Image quality", "Good apical, fair parasternal views"),
    ]));
    let rows = MEASUREMENTS.iter().map(|[what, found, reference]| {
        Row::from(vec![
            Cell::from(*what).heads_row(),
            Cell::from(Span::bold(*found)),
            Cell::from(*reference),
        ])
    });
    blocks.push(Block::Table {
        columns: vec![Column::new(0.48), Column::new(0.24), Column::new(0.28)],
        header: ["Measurement", "Finding", "Reference"]
            .map(|word| Cell::from(Span::bold(word)))
            .to_vec(),
        rows: rows.collect(),
        caption: None,
    });
    blocks.push(Block::heading(2, "Conclusion"));
    blocks.push(Block::paragraph(
        "Severe calcific stenosis of a tricuspid aortic valve with trivial regurgitation. Mild concentric left \
         ventricular hypertrophy with low-normal systolic function. Mitral valve thickened with mild regurgitation, \
         in keeping with earlier radiotherapy. Normal right ventricle. No pericardial effusion.",
    ));
    blocks.push(Block::paragraph(
        "Reported by Owain Faßbender, cardiac physiologist, 20-Oct-2026. Final report.",
    ));
    typeset(&paper, &blocks, Fonts::bundled()).map(|set| set.bytes)
}

/// The sheet on a desk: a little askew, lit from one side, with a shadow and the grain of a small sensor.
fn photograph(page: &GrayImage) -> RgbImage {
    let mut chance = Chance(2026);
    let scale = SIZE.0 as f32 * 0.90 / page.width() as f32;
    let (sine, cosine) = ASKEW.sin_cos();
    let middle = (SIZE.0 as f32 / 2.0, SIZE.1 as f32 / 2.0);
    RgbImage::from_fn(SIZE.0, SIZE.1, |column, row| {
        let (dx, dy) = (column as f32 - middle.0, row as f32 - middle.1);
        let (x, y) = (
            (dx * cosine + dy * sine) / scale + page.width() as f32 / 2.0,
            (dy * cosine - dx * sine) / scale + page.height() as f32 / 2.0,
        );
        let light = 0.93 - 0.17 * (column as f32 / SIZE.0 as f32) - 0.06 * (row as f32 / SIZE.1 as f32)
            + 0.03 * (row as f32 / 410.0).sin();
        let grain = chance.bell(0.012);
        match sample(page, x, y) {
            Some(grey) => ink(grey * light + grain, [1.0, 0.985, 0.95]),
            None => {
                let edge = edge_distance(page, x, y);
                let shadow = 0.55 + 0.45 * step(0.0, 34.0, edge);
                let wood =
                    0.42 + 0.05 * (y * 0.035 + (x * 0.004).sin() * 5.0).sin() + 0.02 * (y * 0.21).sin();
                ink(wood * shadow * light + grain, [1.0, 0.80, 0.58])
            }
        }
    })
}

fn ink(grey: f32, tint: [f32; 3]) -> Rgb<u8> {
    Rgb(tint.map(|part| (grey * part * 255.0).clamp(0.0, 255.0) as u8))
}

/// The grey of the sheet between its pixels; none beside the sheet.
fn sample(page: &GrayImage, x: f32, y: f32) -> Option<f32> {
    if x < 0.0 || y < 0.0 || x >= page.width() as f32 - 1.0 || y >= page.height() as f32 - 1.0 {
        return None;
    }
    let (column, row) = (x as u32, y as u32);
    let (right, down) = (x.fract(), y.fract());
    let grey = |dx, dy| f32::from(page.get_pixel(column + dx, row + dy).0[0]) / 255.0;
    let upper = grey(0, 0) * (1.0 - right) + grey(1, 0) * right;
    let lower = grey(0, 1) * (1.0 - right) + grey(1, 1) * right;
    Some(upper * (1.0 - down) + lower * down)
}

/// How far a place beside the sheet is from it.
fn edge_distance(page: &GrayImage, x: f32, y: f32) -> f32 {
    let beyond = |at: f32, length: u32| (-at).max(at - length as f32).max(0.0);
    beyond(x, page.width()).hypot(beyond(y, page.height()))
}

/// Puts an EXIF block with the orientation in front of everything else in a JPEG.
fn with_orientation(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    let tiff = [
        b"MM\0*\0\0\0\x08".as_slice(),
        // One entry: tag 0x0112, a short, one of them, and its value in the upper half of the field.
        &[0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0],
        &[0, 0, 0, 0],
    ]
    .concat();
    let length = (2 + 6 + tiff.len()) as u16;
    [
        &jpeg[..2],
        &[0xFF, 0xE1],
        &length.to_be_bytes(),
        b"Exif\0\0",
        &tiff,
        &jpeg[2..],
    ]
    .concat()
}
