//! DICOM files of every transfer syntax and kind of pixel.

use crate::encoded::{JPEG_2000, JPEG_GREY, JPEG_LOSSLESS, JPEG_NEAR_LOSSLESS};
use crate::{Seed, bytes};

const IMPLICIT: &str = "1.2.840.10008.1.2";
const EXPLICIT: &str = "1.2.840.10008.1.2.1";
const BIG_ENDIAN: &str = "1.2.840.10008.1.2.2";
const RUN_LENGTH: &str = "1.2.840.10008.1.2.5";
const JPEG: &str = "1.2.840.10008.1.2.4.50";
const JPEG_LOSSLESS_SYNTAX: &str = "1.2.840.10008.1.2.4.70";
const JPEG_LS: &str = "1.2.840.10008.1.2.4.81";
const JPEG_2000_SYNTAX: &str = "1.2.840.10008.1.2.4.90";

/// Eight by eight pixels.
const SIDE: u16 = 8;

struct File {
    syntax: &'static str,
    elements: Vec<(u32, &'static [u8; 2], Vec<u8>)>,
}

impl File {
    fn new(syntax: &'static str, bits: u16) -> Self {
        let mut file = Self {
            syntax,
            elements: Vec::new(),
        };
        file.text(0x0008_0016, b"UI", "1.2.840.10008.5.1.4.1.1.7")
            .text(0x0008_0020, b"DA", "20260814")
            .text(0x0010_0010, b"PN", "SMITH^JOHN")
            .text(0x0010_0020, b"LO", "9434765919")
            .text(0x0010_0030, b"DA", "19800814")
            .number(0x0028_0002, 1)
            .text(0x0028_0004, b"CS", "MONOCHROME2")
            .number(0x0028_0010, SIDE)
            .number(0x0028_0011, SIDE)
            .number(0x0028_0100, if bits > 8 { 16 } else { 8 })
            .number(0x0028_0101, bits)
            .number(0x0028_0102, bits - 1)
            .number(0x0028_0103, 0);
        file
    }

    fn set(&mut self, tag: u32, kind: &'static [u8; 2], value: Vec<u8>) -> &mut Self {
        self.elements.retain(|element| element.0 != tag);
        self.elements.push((tag, kind, value));
        self
    }

    fn text(&mut self, tag: u32, kind: &'static [u8; 2], value: &str) -> &mut Self {
        let mut value = value.as_bytes().to_vec();
        if value.len() % 2 == 1 {
            value.push(if kind == b"UI" { 0 } else { b' ' });
        }
        self.set(tag, kind, value)
    }

    fn number(&mut self, tag: u32, value: u16) -> &mut Self {
        self.numbers(tag, b"US", &[value])
    }

    fn numbers(&mut self, tag: u32, kind: &'static [u8; 2], values: &[u16]) -> &mut Self {
        let big = self.syntax == BIG_ENDIAN;
        let pairs = values.iter().flat_map(|value| {
            if big {
                value.to_be_bytes()
            } else {
                value.to_le_bytes()
            }
        });
        self.set(tag, kind, pairs.collect())
    }

    /// The file with `pixels`: plain, or as one fragment after an empty table where the syntax packs them.
    fn with(&mut self, pixels: &[u8]) -> Vec<u8> {
        self.elements.sort();
        let mut out = vec![0; 128];
        out.extend_from_slice(b"DICM");
        let mut syntax = self.syntax.as_bytes().to_vec();
        syntax.resize(syntax.len().next_multiple_of(2), 0);
        element(&mut out, EXPLICIT, 0x0002_0010, b"UI", &syntax);
        for (tag, kind, value) in &self.elements {
            element(&mut out, self.syntax, *tag, kind, value);
        }
        if [IMPLICIT, EXPLICIT, BIG_ENDIAN].contains(&self.syntax) {
            element(&mut out, self.syntax, 0x7FE0_0010, b"OW", pixels);
            return out;
        }
        out.extend_from_slice(b"\xE0\x7F\x10\0OB\0\0\xFF\xFF\xFF\xFF\xFE\xFF\0\xE0\0\0\0\0\xFE\xFF\0\xE0");
        out.extend_from_slice(&(pixels.len() as u32).to_le_bytes());
        out.extend_from_slice(pixels);
        out.extend_from_slice(b"\xFE\xFF\xDD\xE0\0\0\0\0");
        out
    }
}

fn element(out: &mut Vec<u8>, syntax: &str, tag: u32, kind: &[u8; 2], value: &[u8]) {
    let big = syntax == BIG_ENDIAN;
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
    out.extend_from_slice(&[short((tag >> 16) as u16), short(tag as u16)].concat());
    if syntax == IMPLICIT {
        out.extend_from_slice(&long(value.len() as u32));
    } else {
        out.extend_from_slice(kind);
        if [b"OB", b"OW", b"SQ", b"UN", b"UT"].contains(&kind) {
            out.extend_from_slice(&[0, 0]);
            out.extend_from_slice(&long(value.len() as u32));
        } else {
            out.extend_from_slice(&short(value.len() as u16));
        }
    }
    out.extend_from_slice(value);
}

pub(crate) fn seeds() -> Vec<Seed> {
    let plain = [0x40; 64];
    let deep: Vec<u8> = (0..64_u16).flat_map(|value| (value * 40).to_le_bytes()).collect();
    let run_length: Vec<u8> = [1_u32, 64, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
        .iter()
        .flat_map(|number| number.to_le_bytes())
        .chain([0xE1, 0x40, 0xE1, 0xC0])
        .collect();
    let mut sequence = b"\xFE\xFF\0\xE0\xFF\xFF\xFF\xFF".to_vec();
    element(&mut sequence, EXPLICIT, 0x0008_0100, b"SH", b"T-04");
    sequence.extend_from_slice(b"\xFE\xFF\x0D\xE0\0\0\0\0");
    vec![
        (
            "explicit",
            File::new(EXPLICIT, 8)
                .set(0x0008_2218, b"SQ", sequence)
                .with(&plain),
        ),
        (
            "implicit",
            File::new(IMPLICIT, 8)
                .text(0x0028_1050, b"DS", "64")
                .text(0x0028_1051, b"DS", "128")
                .with(&plain),
        ),
        ("big-endian", File::new(BIG_ENDIAN, 12).with(&deep)),
        (
            "signed",
            File::new(EXPLICIT, 12)
                .number(0x0028_0103, 1)
                .text(0x0028_1052, b"DS", "-1024")
                .text(0x0028_1053, b"DS", "1.5")
                .text(0x0028_1050, b"DS", "40\\400")
                .text(0x0028_1051, b"DS", "80\\2000")
                .with(&deep),
        ),
        (
            "inverse",
            File::new(EXPLICIT, 8)
                .text(0x0028_0004, b"CS", "MONOCHROME1")
                .with(&plain),
        ),
        (
            "colour",
            File::new(EXPLICIT, 8)
                .number(0x0028_0002, 3)
                .text(0x0028_0004, b"CS", "RGB")
                .number(0x0028_0006, 1)
                .with(&[0x30; 192]),
        ),
        (
            "differences",
            File::new(EXPLICIT, 8)
                .number(0x0028_0002, 3)
                .text(0x0028_0004, b"CS", "YBR_FULL_422")
                .number(0x0028_0006, 0)
                .with(&[0x80; 128]),
        ),
        (
            "palette",
            File::new(EXPLICIT, 8)
                .text(0x0028_0004, b"CS", "PALETTE COLOR")
                .numbers(0x0028_1101, b"US", &[4, 0, 16])
                .numbers(0x0028_1102, b"US", &[4, 0, 16])
                .numbers(0x0028_1103, b"US", &[4, 0, 16])
                .numbers(0x0028_1201, b"OW", &[0, 65_535, 9, 9])
                .numbers(0x0028_1202, b"OW", &[0, 65_535, 9, 9])
                .numbers(0x0028_1203, b"OW", &[0, 65_535, 9, 9])
                .with(&plain),
        ),
        (
            "frames",
            File::new(EXPLICIT, 8)
                .text(0x0028_0008, b"IS", "2")
                .with(&[0x50; 128]),
        ),
        (
            "overlay",
            File::new(EXPLICIT, 1).number(0x0028_0100, 1).with(&[0xAA; 8]),
        ),
        ("run-length", File::new(RUN_LENGTH, 8).with(&run_length)),
        ("jpeg", File::new(JPEG, 8).with(&bytes(JPEG_GREY))),
        (
            "jpeg-lossless",
            File::new(JPEG_LOSSLESS_SYNTAX, 8).with(&bytes(JPEG_LOSSLESS)),
        ),
        ("jpeg-ls", File::new(JPEG_LS, 8).with(&bytes(JPEG_NEAR_LOSSLESS))),
        (
            "jpeg-2000",
            File::new(JPEG_2000_SYNTAX, 8).with(&bytes(JPEG_2000)),
        ),
        ("no-mark", File::new(EXPLICIT, 8).with(&plain)[132..].to_vec()),
    ]
}
