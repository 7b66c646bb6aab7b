//! tidy: long because each kind of image is one short test, and they are read as a list.
//!
//! DICOM: windows, polarity, signs, depths, palettes, frames and transfer syntaxes, and headers that lie.

use flate2::write::DeflateEncoder;
use second_opinion_records::{Format, Pages};
use std::io::Write as _;

use crate::build::{checked, codes, holds, made, shot};
use crate::raster::codestream;

const IMPLICIT: &str = "1.2.840.10008.1.2";
pub(crate) const EXPLICIT: &str = "1.2.840.10008.1.2.1";
const DEFLATED: &str = "1.2.840.10008.1.2.1.99";
const BIG_ENDIAN: &str = "1.2.840.10008.1.2.2";
pub(crate) const RUN_LENGTH: &str = "1.2.840.10008.1.2.5";
const JPEG: &str = "1.2.840.10008.1.2.4.50";
const JPEG_LS: &str = "1.2.840.10008.1.2.4.80";
pub(crate) const JPEG_2000: &str = "1.2.840.10008.1.2.4.90";

const COLUMNS: u16 = 16;
const ROWS: u16 = 8;

/// A DICOM file as it is written.
#[derive(Clone)]
pub(crate) struct File {
    syntax: &'static str,
    /// Elements as group and number, kind, and value; numbers of 16 bits are turned round where the syntax asks.
    elements: Vec<(u32, [u8; 2], Vec<u8>)>,
    pub(crate) pixels: Option<Pixels>,
}

#[derive(Clone)]
pub(crate) enum Pixels {
    Plain(Vec<u8>),
    Fragments(Vec<Vec<u8>>),
}

impl File {
    /// An image of 16 by 8 whose header says nothing unusual.
    pub(crate) fn new(syntax: &'static str, bits: u16) -> Self {
        let mut file = Self {
            syntax,
            elements: Vec::new(),
            pixels: None,
        };
        file.text(0x0008_0016, b"UI", "1.2.840.10008.5.1.4.1.1.7");
        file.number(0x0028_0002, 1);
        file.text(0x0028_0004, b"CS", "MONOCHROME2");
        file.number(0x0028_0010, ROWS);
        file.number(0x0028_0011, COLUMNS);
        file.number(0x0028_0100, if bits > 8 { 16 } else { 8 });
        file.number(0x0028_0101, bits);
        file.number(0x0028_0102, bits - 1);
        file.number(0x0028_0103, 0);
        file
    }

    pub(crate) fn set(&mut self, tag: u32, kind: &[u8; 2], value: Vec<u8>) -> &mut Self {
        self.elements.retain(|element| element.0 != tag);
        self.elements.push((tag, *kind, value));
        self.elements.sort();
        self
    }

    pub(crate) fn text(&mut self, tag: u32, kind: &[u8; 2], value: &str) -> &mut Self {
        let mut value = value.as_bytes().to_vec();
        if value.len() % 2 == 1 {
            value.push(if kind == b"UI" { 0 } else { b' ' });
        }
        self.set(tag, kind, value)
    }

    pub(crate) fn number(&mut self, tag: u32, value: u16) -> &mut Self {
        let value = self.short(value);
        self.set(tag, b"US", value)
    }

    fn short(&self, value: u16) -> Vec<u8> {
        if self.syntax == BIG_ENDIAN {
            value.to_be_bytes().to_vec()
        } else {
            value.to_le_bytes().to_vec()
        }
    }

    /// Pixels without compression: `dark` in the upper left quarter, `light` elsewhere, in each of `frames`.
    pub(crate) fn quarter(&mut self, dark: u16, light: u16, bytes: usize, frames: usize) -> &mut Self {
        let value = |at: usize| if is_dark(at) { dark } else { light };
        let frame = |_| (0..128).flat_map(|at| self.short(value(at))[..].to_vec());
        let mut data: Vec<u8> = (0..frames).flat_map(frame).collect();
        if bytes == 1 {
            data = data.chunks(2).map(|pair| pair[0] | pair[1]).collect();
        }
        self.pixels = Some(Pixels::Plain(data));
        self
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut head = Vec::new();
        put(&mut head, EXPLICIT, 0x0002_0010, b"UI", self.syntax.as_bytes());
        if self.syntax.len() % 2 == 1 {
            let length = head.len() - self.syntax.len() - 2;
            head[length] += 1;
            head.push(0);
        }
        let mut data = Vec::new();
        for (tag, kind, value) in &self.elements {
            put(&mut data, self.syntax, *tag, kind, value);
        }
        match &self.pixels {
            Some(Pixels::Plain(pixels)) => put(&mut data, self.syntax, 0x7FE0_0010, b"OW", pixels),
            Some(Pixels::Fragments(parts)) => {
                data.extend_from_slice(b"\xE0\x7F\x10\0OB\0\0\xFF\xFF\xFF\xFF\xFE\xFF\0\xE0\0\0\0\0");
                for part in parts {
                    data.extend_from_slice(b"\xFE\xFF\0\xE0");
                    data.extend_from_slice(&(part.len() as u32).to_le_bytes());
                    data.extend_from_slice(part);
                }
                data.extend_from_slice(b"\xFE\xFF\xDD\xE0\0\0\0\0");
            }
            None => {}
        }
        if self.syntax == DEFLATED {
            let mut encoder = DeflateEncoder::new(Vec::new(), flate2::Compression::fast());
            encoder.write_all(&data).unwrap();
            data = encoder.finish().unwrap();
        }
        [&[0; 128][..], b"DICM", &head, &data].concat()
    }
}

fn put(out: &mut Vec<u8>, syntax: &str, tag: u32, kind: &[u8; 2], value: &[u8]) {
    let big = syntax == BIG_ENDIAN;
    let short = |number: u16| {
        if big {
            number.to_be_bytes()
        } else {
            number.to_le_bytes()
        }
    };
    let long = |number: usize| {
        let number = number as u32;
        if big {
            number.to_be_bytes()
        } else {
            number.to_le_bytes()
        }
    };
    out.extend_from_slice(&short((tag >> 16) as u16));
    out.extend_from_slice(&short(tag as u16));
    if syntax == IMPLICIT {
        out.extend_from_slice(&long(value.len()));
    } else if matches!(kind, b"OW" | b"OB" | b"SQ" | b"UN") {
        out.extend_from_slice(kind);
        out.extend_from_slice(&[0, 0]);
        out.extend_from_slice(&long(value.len()));
    } else {
        out.extend_from_slice(kind);
        out.extend_from_slice(&short(value.len() as u16));
    }
    out.extend_from_slice(value);
}

fn is_dark(at: usize) -> bool {
    at % 16 < 8 && at / 16 < 4
}

/// The shades in the upper left and the lower right of the picture on a page; it fills the width between margins.
fn shades(pages: &Pages, page: u32) -> (u8, u8) {
    let shot = shot(pages, page, 842);
    (shot.get_pixel(180, 120)[0], shot.get_pixel(640, 320)[0])
}

#[test]
fn every_uncompressed_transfer_syntax_shows_the_same() {
    for syntax in [IMPLICIT, EXPLICIT, DEFLATED, BIG_ENDIAN] {
        for (bits, bytes) in [(8, 1), (12, 2), (16, 2)] {
            let most = ((1_u32 << bits) - 1) as u16;
            let mut file = File::new(syntax, bits);
            file.text(0x0028_1050, b"DS", &format!("{}", u32::from(most).div_ceil(2)));
            file.text(0x0028_1051, b"DS", &format!("{}", u32::from(most) + 1));
            let pages = made(&file.quarter(0, most, bytes, 1).bytes(), Format::Dicom);
            assert_eq!(shades(&pages, 1), (0, 255), "{syntax} {bits}");
        }
    }
}

#[test]
fn the_window_decides_what_is_black_and_white() {
    let mut file = File::new(EXPLICIT, 12);
    file.text(0x0028_1052, b"DS", "-1024")
        .text(0x0028_1053, b"DS", "1");
    file.text(0x0028_1050, b"DS", "40\\400")
        .text(0x0028_1051, b"DS", "400\\2000");
    // After rescaling: 40, the middle of the window, and 300, beyond it.
    let pages = made(&file.quarter(1064, 1324, 2, 1).bytes(), Format::Dicom);
    let (middle, beyond) = shades(&pages, 1);
    assert!((126..=130).contains(&middle), "{middle}");
    assert_eq!(beyond, 255);
    assert!(pages.source.page_text(1).contains("window 400 at 40"));
}

#[test]
fn zero_is_white_in_monochrome_1() {
    let mut file = File::new(EXPLICIT, 8);
    file.text(0x0028_0004, b"CS", "MONOCHROME1");
    let pages = made(&file.quarter(0, 255, 1, 1).bytes(), Format::Dicom);
    assert_eq!(shades(&pages, 1), (255, 0));
}

#[test]
fn signed_pixels_keep_their_sign_and_a_window_is_found_for_them() {
    let mut file = File::new(EXPLICIT, 12);
    file.number(0x0028_0103, 1);
    // -1000 and +1000 in twelve bits.
    let bytes = file.quarter(0x0C18, 0x03E8, 2, 1).bytes();
    assert_eq!(shades(&made(&bytes, Format::Dicom), 1), (0, 255));
    assert_eq!(codes(&checked(&bytes).unwrap()), ["dicom_study", "window_chosen"]);
}

#[test]
fn every_frame_is_a_page_with_its_number_and_the_warning() {
    let mut file = File::new(EXPLICIT, 8);
    file.text(0x0028_0008, b"IS", "3").text(0x0008_0060, b"CS", "US");
    let bytes = file.quarter(0, 255, 1, 3).bytes();
    let pages = made(&bytes, Format::Dicom);
    assert_eq!(pages.source.page_count(), 3);
    let text = pages.source.page_text(2);
    assert!(text.contains("Not for diagnostic use"), "{text}");
    assert!(text.contains("frame 2 of 3"), "{text}");
    assert_eq!(shades(&pages, 3), (0, 255));
}

#[test]
fn side_and_date_are_offered_for_the_title_without_a_name() {
    let mut file = File::new(EXPLICIT, 8);
    file.text(0x0008_0020, b"DA", "20230814")
        .text(0x0008_0060, b"CS", "CR");
    file.text(0x0018_0015, b"CS", "HAND")
        .text(0x0020_0060, b"CS", "L");
    file.text(0x0010_0010, b"PN", "SMITH^JOHN")
        .text(0x0010_0020, b"LO", "9434765919");
    file.text(0x0010_0030, b"DA", "19800814");
    let checked = checked(&file.quarter(0, 255, 1, 1).bytes()).unwrap();
    assert_eq!(checked.notes[0].code, "dicom_study");
    assert_eq!(checked.notes[0].message, "CR, HAND, left, 14-Aug-2023");
    let numbers: Vec<String> = checked
        .found
        .nhs_numbers
        .iter()
        .map(|number| number.compact())
        .collect();
    assert_eq!(numbers, ["9434765919"]);
    assert_eq!(checked.found.births.len(), 1);
}

#[test]
fn a_palette_gives_its_colours() {
    let mut file = File::new(EXPLICIT, 8);
    file.text(0x0028_0004, b"CS", "PALETTE COLOR");
    for (shape, table, colours) in [
        (0x0028_1101, 0x0028_1201, [150_u16, 255]),
        (0x0028_1102, 0x0028_1202, [20, 255]),
        (0x0028_1103, 0x0028_1203, [30, 255]),
    ] {
        file.set(
            shape,
            b"US",
            [2_u16, 5, 16]
                .iter()
                .flat_map(|number| number.to_le_bytes())
                .collect(),
        );
        file.set(
            table,
            b"OW",
            colours
                .iter()
                .flat_map(|colour| (colour << 8).to_le_bytes())
                .collect(),
        );
    }
    let pages = made(&file.quarter(5, 6, 1, 1).bytes(), Format::Dicom);
    assert_eq!(shot(&pages, 1, 842).get_pixel(180, 120).0, [150, 20, 30]);
}

#[test]
fn colours_apart_and_as_differences_are_put_together() {
    let mut file = File::new(EXPLICIT, 8);
    file.number(0x0028_0002, 3)
        .text(0x0028_0004, b"CS", "RGB")
        .number(0x0028_0006, 1);
    let plane = |dark: u8| (0..128).map(move |at| if is_dark(at) { dark } else { 255 });
    file.pixels = Some(Pixels::Plain(
        plane(150).chain(plane(20)).chain(plane(30)).collect(),
    ));
    let pages = made(&file.bytes(), Format::Dicom);
    assert_eq!(shot(&pages, 1, 842).get_pixel(180, 120).0, [150, 20, 30]);
    file.text(0x0028_0004, b"CS", "YBR_FULL").number(0x0028_0006, 0);
    file.pixels = Some(Pixels::Plain((0..128).flat_map(|_| [76, 85, 255]).collect()));
    let [red, green, blue] = shot(&made(&file.bytes(), Format::Dicom), 1, 842)
        .get_pixel(180, 120)
        .0;
    assert!(red > 250 && green < 5 && blue < 5, "{red} {green} {blue}");
}

#[test]
fn run_lengths_are_undone() {
    let mut file = File::new(RUN_LENGTH, 16);
    file.text(0x0028_1050, b"DS", "32768")
        .text(0x0028_1051, b"DS", "65536");
    let mut frame: Vec<u8> = [2_u32, 64, 84]
        .iter()
        .flat_map(|number| number.to_le_bytes())
        .collect();
    frame.resize(64, 0);
    for _ in 0..2 {
        // Four rows of eight dark and eight light bytes, then four rows of light.
        for _ in 0..4 {
            frame.extend_from_slice(&[249, 0, 249, 255]);
        }
        frame.extend_from_slice(&[193, 255, 128, 128]);
    }
    file.pixels = Some(Pixels::Fragments(vec![frame]));
    assert_eq!(shades(&made(&file.bytes(), Format::Dicom), 1), (0, 255));
}

#[test]
fn a_jpeg_of_shades_is_passed_through_untouched() {
    let picture =
        image::GrayImage::from_fn(16, 8, |x, y| image::Luma([if x < 8 && y < 4 { 0 } else { 255 }]));
    let mut jpeg = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut jpeg, image::ImageFormat::Jpeg).unwrap();
    let mut file = File::new(JPEG, 8);
    file.pixels = Some(Pixels::Fragments(vec![jpeg.get_ref().clone()]));
    let pages = made(&file.bytes(), Format::Dicom);
    assert!(holds(pages.made.as_deref().unwrap(), jpeg.get_ref()));
    // Through a window of its own it has to be decoded.
    file.text(0x0028_1050, b"DS", "10").text(0x0028_1051, b"DS", "20");
    let pages = made(&file.bytes(), Format::Dicom);
    assert!(!holds(pages.made.as_deref().unwrap(), jpeg.get_ref()));
    assert_eq!(shades(&pages, 1), (0, 255));
}

#[test]
fn jpeg_ls_is_undone() {
    // 16 by 8 of twelve bits: 100 in the upper left quarter, 3000 elsewhere, with some grain at the foot.
    let stream = hex(include_str!("jpeg_ls.hex"));
    let mut file = File::new(JPEG_LS, 16);
    file.text(0x0028_1050, b"DS", "1550")
        .text(0x0028_1051, b"DS", "2900");
    file.pixels = Some(Pixels::Fragments(vec![stream.clone()]));
    assert_eq!(shades(&made(&file.bytes(), Format::Dicom), 1), (0, 255));
    for length in (0..stream.len() - 4).step_by(3) {
        file.pixels = Some(Pixels::Fragments(vec![stream[..length].to_vec()]));
        assert_eq!(checked(&file.bytes()).unwrap_err().code, "unreadable", "{length}");
    }
}

pub(crate) fn hex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> = text.bytes().filter(u8::is_ascii_hexdigit).collect();
    let value = |digit: u8| char::from(digit).to_digit(16).unwrap() as u8;
    digits
        .chunks(2)
        .map(|pair| value(pair[0]) << 4 | value(pair[1]))
        .collect()
}

#[test]
fn jpeg_2000_is_undone() {
    let mut file = File::new(JPEG_2000, 8);
    file.pixels = Some(Pixels::Fragments(vec![codestream(16, 8)]));
    let (shade, _) = shades(&made(&file.bytes(), Format::Dicom), 1);
    assert!((126..=130).contains(&shade), "{shade}");
}

#[test]
fn a_document_within_is_passed_on() {
    let inner = made(
        &File::new(EXPLICIT, 8).quarter(0, 255, 1, 1).bytes(),
        Format::Dicom,
    );
    let inner = inner.made.unwrap();
    let mut file = File::new(EXPLICIT, 8);
    file.set(0x0042_0011, b"OB", inner.clone())
        .text(0x0042_0012, b"LO", "application/pdf");
    assert_eq!(made(&file.bytes(), Format::Dicom).made.unwrap(), inner);
}

#[test]
fn an_object_without_an_image_is_refused_in_its_own_words() {
    assert_eq!(
        checked(&File::new(EXPLICIT, 8).bytes()).unwrap_err().code,
        "no_image"
    );
    let mut report = File::new(EXPLICIT, 8);
    report.text(0x0008_0016, b"UI", "1.2.840.10008.5.1.4.1.1.88.11");
    assert!(
        checked(&report.bytes())
            .unwrap_err()
            .message
            .contains("structured report")
    );
}

#[test]
fn a_file_that_ends_early_is_noted_and_one_that_lacks_frames_is_refused() {
    let mut file = File::new(EXPLICIT, 8);
    let whole = file.quarter(0, 255, 1, 1).bytes();
    let cut = checked(&whole[..whole.len() - 40]).unwrap();
    assert_eq!(codes(&cut), ["dicom_study", "repaired_truncated"]);
    file.text(0x0028_0008, b"IS", "5");
    assert_eq!(checked(&file.bytes()).unwrap_err().code, "page_damaged");
}

#[test]
fn headers_that_promise_too_much_or_nothing_are_refused() {
    for (tag, value, code) in [
        (0x0028_0010, 65_535, "too_large"),
        (0x0028_0010, 0, "unreadable"),
        (0x0028_0011, 0, "unreadable"),
        (0x0028_0100, 12, "unsupported_image"),
        (0x0028_0101, 0, "unreadable"),
        (0x0028_0101, 40, "unreadable"),
        (0x0028_0002, 2, "unsupported_image"),
    ] {
        let mut file = File::new(EXPLICIT, 8);
        file.number(0x0028_0011, 60_000).number(tag, value);
        if code != "too_large" && tag != 0x0028_0011 {
            file.number(0x0028_0011, COLUMNS);
        }
        let refused = checked(&file.quarter(0, 255, 1, 1).bytes()).unwrap_err();
        assert_eq!(refused.code, code, "{tag:08x} {value}");
    }
    let mut file = File::new(EXPLICIT, 8);
    file.text(0x0028_0008, b"IS", "2000000000");
    assert_eq!(
        checked(&file.quarter(0, 255, 1, 1).bytes()).unwrap_err().code,
        "too_many_pages"
    );
}

#[test]
fn sequences_within_sequences_without_end_are_refused() {
    let mut bytes = File::new(EXPLICIT, 8).bytes();
    for _ in 0..10_000 {
        bytes.extend_from_slice(b"\x40\0\x75\xA7SQ\0\0\xFF\xFF\xFF\xFF\xFE\xFF\0\xE0\xFF\xFF\xFF\xFF");
    }
    assert_eq!(checked(&bytes).unwrap_err().code, "too_deep");
}

#[test]
fn a_file_cut_anywhere_is_refused_or_noted() {
    let whole = File::new(IMPLICIT, 8).quarter(0, 255, 1, 1).bytes();
    for length in 0..whole.len() {
        if let Ok(checked) = checked(&whole[..length]) {
            assert!(codes(&checked).contains(&"repaired_truncated"), "{length}");
        }
    }
}
