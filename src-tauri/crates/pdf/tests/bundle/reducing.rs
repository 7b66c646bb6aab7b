//! That scans which were made smaller are still proved against what came, and that a fault in them is caught.

use std::sync::OnceLock;

use image::{GrayImage, Luma, imageops};
use lopdf::{Document, Object, ObjectId};
use second_opinion_pdf::image_page::{Picture, image_pages};
use second_opinion_pdf::join::{Joined, join};
use second_opinion_pdf::picture::page_png;
use second_opinion_pdf::proof::{Difference, ProofError};
use second_opinion_pdf::reduce::reduced;
use second_opinion_pdf::source::{Limits, Source};

use crate::build::{Extra, load, paper, part, plan, read};
use crate::proving::prove;

/// Dots to the inch that the scan came with, and that it is reduced to.
const CAME: u32 = 250;
const ASKED: u16 = 200;

const LINES: [&str; 3] = ["Potassium 6.9 mmol/l", "Creatinine 312", "Warfarin 5 mg"];

/// A page of A4 with these lines in grey, as a scanner sees it.
fn seen(lines: &[&str], dpi: u32) -> GrayImage {
    let contents: Vec<String> = (0..)
        .zip(lines)
        .map(|(at, line)| format!("BT /F 14 Tf 60 {} Td ({line}) Tj ET", 700 - 40 * at))
        .collect();
    let written = paper(&[&contents.join(" ")], &Extra::default());
    let png = page_png(&written, 1, dpi * 827 / 100).unwrap();
    image::load_from_memory(&png).unwrap().to_luma8()
}

fn jpeg(picture: &GrayImage, dpi: u16) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, 92);
    encoder.set_pixel_density(image::codecs::jpeg::PixelDensity::dpi(dpi));
    picture.write_with_encoder(encoder).unwrap();
    bytes
}

/// The scan as the PDF that is made of it, and a bundle with its reduced pages. It is reduced once for all trials.
fn reduced_bundle() -> (Vec<u8>, Joined) {
    static MADE: OnceLock<(Vec<u8>, Source)> = OnceLock::new();
    let (came, source) = MADE.get_or_init(|| {
        let scan = jpeg(&seen(&LINES, CAME), CAME as u16);
        let made = image_pages(&[Picture::Jpeg(&scan)], &Limits::default()).unwrap();
        let (source, reduction) = reduced(&read(&made.pdf).unwrap(), ASKED);
        assert_eq!(reduction.reduced, 1);
        assert!(reduction.saved > 0);
        (made.pdf, source)
    });
    let joined = join(plan(vec![part("scan", source.clone())]), None).unwrap();
    (came.clone(), joined)
}

/// The picture of the bundle, where it stands.
fn picture(document: &Document) -> (ObjectId, GrayImage) {
    let mut found = document.objects.iter().filter_map(|(id, object)| {
        let stream = object.as_stream().ok()?;
        let is_jpeg = stream.dict.get(b"Filter").ok()?.as_name().ok()? == b"DCTDecode";
        is_jpeg.then(|| (*id, image::load_from_memory(&stream.content).unwrap().to_luma8()))
    });
    found.next().unwrap()
}

/// The bundle with its picture changed after it was joined, as a fault of the program would.
fn with(mut joined: Joined, fault: impl Fn(GrayImage) -> GrayImage) -> Joined {
    let mut document = load(&joined.bytes);
    let (id, picture) = picture(&document);
    let changed = fault(picture);
    let stream = document.get_object_mut(id).unwrap().as_stream_mut().unwrap();
    stream.dict.set("Width", i64::from(changed.width()));
    stream.dict.set("Height", i64::from(changed.height()));
    let content = jpeg(&changed, ASKED);
    stream.dict.set("Length", content.len() as i64);
    stream.content = content;
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    joined.bytes = bytes;
    joined
}

/// Whitens the rows from one to another, each as a share of the height.
fn whitened(mut picture: GrayImage, from: f64, to: f64) -> GrayImage {
    let row = |share: f64| (share * f64::from(picture.height())) as u32;
    let (from, to) = (row(from), row(to).min(picture.height()));
    for y in from..to {
        for x in 0..picture.width() {
            picture.put_pixel(x, y, Luma([255]));
        }
    }
    picture
}

/// The rows of the last line that is written, each as a share of the height.
fn last_line(picture: &GrayImage) -> (f64, f64) {
    let height = f64::from(picture.height());
    let inked: Vec<u32> = (0..picture.height())
        .filter(|y| (0..picture.width()).any(|x| picture.get_pixel(x, *y)[0] < 100))
        .collect();
    let last = *inked.last().unwrap();
    let first = inked.windows(2).rev().find(|pair| pair[1] - pair[0] > 3);
    let first = first.map_or(inked[0], |pair| pair[1]);
    (f64::from(first - 2) / height, f64::from(last + 3) / height)
}

#[test]
fn a_reduced_scan_is_proved_against_the_scan_as_it_came() {
    let (came, joined) = reduced_bundle();
    let (_, small) = picture(&load(&joined.bytes));
    assert!(small.width() < CAME * 827 / 100 * 9 / 10, "{}", small.width());
    let proof = prove(&joined, &[&came]).unwrap();
    assert_eq!((proof.pages, proof.unproved.len()), (joined.pages, 0));
    // Writing the same dots anew is no fault, so that what is caught below is caught for its own sake.
    prove(&with(joined, |picture| picture), &[&came]).unwrap();
}

#[test]
fn a_reduced_scan_that_lost_anything_is_caught_by_the_proof() {
    type Fault = Box<dyn Fn(GrayImage) -> GrayImage>;
    let faults: Vec<(&str, Fault)> = vec![
        (
            "all of it is white",
            Box::new(|picture| whitened(picture, 0.0, 1.0)),
        ),
        (
            "its last line is gone",
            Box::new(|picture| {
                let (from, to) = last_line(&picture);
                whitened(picture, from, to)
            }),
        ),
        (
            "it stands on its head",
            Box::new(|picture| imageops::rotate180(&picture)),
        ),
        (
            "it is mirrored",
            Box::new(|picture| imageops::flip_horizontal(&picture)),
        ),
        (
            "it is too coarse to read",
            Box::new(|picture| imageops::thumbnail(&picture, picture.width() / 12, picture.height() / 12)),
        ),
        (
            "it is another page",
            Box::new(|_| {
                seen(
                    &["Sodium 139 mmol/l", "Creatinine 312", "Warfarin 5 mg"],
                    ASKED.into(),
                )
            }),
        ),
    ];
    for (fault, make) in faults {
        let (came, joined) = reduced_bundle();
        match prove(&with(joined, make), &[&came]) {
            Err(ProofError::Differences(pages)) => {
                assert_eq!(pages, [Difference { part: 1, page: 1 }], "{fault}");
            }
            other => panic!("the proof did not see that {fault}: {other:?}"),
        }
    }
}

#[test]
fn a_reduced_scan_whose_picture_is_lost_is_caught_by_the_proof() {
    let (came, mut joined) = reduced_bundle();
    let mut document = load(&joined.bytes);
    let (id, _) = picture(&document);
    document.objects.insert(id, Object::Null);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    joined.bytes = bytes;
    assert!(prove(&joined, &[&came]).is_err());
}
