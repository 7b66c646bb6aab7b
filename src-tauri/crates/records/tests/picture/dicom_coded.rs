//! DICOM images as archives keep them: every coding, tables in the place of a window, and frames that are chosen.

use second_opinion_records::{Format, Pages};

use crate::build::{checked, codes, made, shot};
use crate::dicom::{EXPLICIT, File, JPEG_2000, Pixels, RUN_LENGTH, hex};

const JPEG_LOSSLESS: &str = "1.2.840.10008.1.2.4.70";
const JPEG_EXTENDED: &str = "1.2.840.10008.1.2.4.51";
const NEAR_LOSSLESS: &str = "1.2.840.10008.1.2.4.81";
const HIGH_THROUGHPUT: &str = "1.2.840.10008.1.2.4.201";

/// 16 by 8 of twelve bits: 100 in the upper left quarter, 3000 elsewhere, and a foot that rises by 200 a pixel.
const LOSSLESS: &str = "ffd8ffc4001a0001010100030100000000000000000000000b090a0c0708ffc3000b0c0008001001001100ffda0008010000\
                        06000083180edaa00000000000000edaa56aab555aaad556aab555aa92a8000000000ea23cbae69f3b3e02fc1ef86ff143e34f\
                        8178df9a7f1bf8dbd900ffd9";
/// The same with next to no loss, and once more with a restart between its two blocks.
const EXTENDED: &str = "ffd8ffe000104a46494600010100000100010000ffdb00430001010101010101010101010101010101010101010101010101\
                        010101010101010101010101010101010101010101010101010101010101010101010101010101ffc1000b0c000800100101\
                        1100ffc4001500010100000000000000000000000000000d0effc4002610000005020407010000000000000000000a131415\
                        16030902070c0d0811121718191a0bffda0008010100003f001dcec6fb1b3691084f10ff009acde3ef4e06218ee12180fa37\
                        0b5fe6457669c3a16d90ff00023554b9fd257136921655aacca69ccebc3cece42c6e3cb03609e21ff3583370a18863b84860\
                        3e8dc44d684bb34e1d0b6c87f811c60e7f495c4da485956ab329a733af0f3fffd9";
const EXTENDED_RESTARTED: &str = "ffd8ffdb00430001010101010101010101010101010101010101010101010101010101010101010101010101010101010101\
                                  010101010101010101010101010101010101010101ffc1000b0c0008001001011100ffc40023000000001000000000000000\
                                  0000000000000102030405060708090a0b0c0d0e0fffc4002610000005020407010000000000000000000a13141516030902\
                                  070c0d0811121718191a0bffdd00040001ffda0008010100003f00d3b9d8df6366d22109e21ff359bc7de9c0c431dc24301f\
                                  46e16bfcc8aecd38742db21fe046aa973fa4ae26d242cab55994d399d7879fffd0dd8258dc79606c13c43fe6b066e14310c7\
                                  7090c07d1b889ad097669c3a16d90ff0238c1cfe92b89b490b2ad566534e675e1e7fffd9";
/// The same as a wavelet without loss, and the same less 2000, with a sign.
const WAVELET: &str = "ff4fff5100290000000000100000000800000000000000000000001000000008000000000000000000010b0101ff52000c000000\
                       01000004040001ff5c00044060ff90000a0000000000560001ff93dfe114678e86b53cb7e217115f2cebfd391ba3f45b3b52701f\
                       a36ef81da2da174bd9566d618484a218d611cd37b520308fcff7b44ab47bd214602a92f6592b6f3fbf8061212fff7fffd9";
const WAVELET_SIGNED: &str = "ff4fff5100290000000000100000000800000000000000000000001000000008000000000000000000018f0101ff52000c000000\
                              01000004040001ff5c00044080ff90000a0000000000580001ff93c0fe518011505318f8330e7f8712b282417e8aa98f248f64de\
                              a0a10c23da540903eeb42bfac089453e67940f779d6f90857424249a62bcf153a48612123629b7756bd1e80061212fff7fffd9";
/// 16 by 8 in colour: 150, 20, 30 in the upper left quarter, white elsewhere.
const WAVELET_COLOUR: &str = "ff4fff51002f000000000010000000080000000000000000000000100000000800000000000000000003070101070101070101\
                              ff52000c00000001010004040001ff5c00044040ff90000a0000000000640001ff93cfb49c11505343a78aa9f4400309097ec85e\
                              018484bf2f7500000308de9fa425b59c000c23be5309097fc1f20f14005b18f8646d1b1488c0dd00611fdf80b814005b18f8646d\
                              1b1534c8be18420000000c240124641fffd9";
/// 16 by 8 of eight bits that may stray by three: 20, 230, and a foot that rises by 16 a pixel.
const NEAR: &str =
    "ffd8fff7000b080008001001011100ffda00080101000300001df80006fefb7ebe381bfaff01421084212124248880ffd9";

/// The shade of a pixel of an image of 16 by 8 that fills its page.
fn shade(pages: &Pages, page: u32, column: u32, row: u32) -> u8 {
    let shot = shot(pages, page, 842);
    let (x, y) = (
        28.35 + 49.07 * (f64::from(column) + 0.5),
        TOP + 49.07 * (f64::from(row) + 0.5),
    );
    shot.get_pixel(x as u32, y as u32)[0]
}

const TOP: f64 = 28.35;

fn coded(syntax: &'static str, bits: u16, stream: &str) -> File {
    let mut file = File::new(syntax, bits);
    file.pixels = Some(Pixels::Fragments(vec![hex(stream)]));
    file
}

/// Black at 0 and white at 3000.
fn through_the_range(file: &mut File) -> Pages {
    file.text(0x0028_1050, b"DS", "1500")
        .text(0x0028_1051, b"DS", "3000")
        .text(0x0028_1056, b"CS", "LINEAR_EXACT");
    made(&file.bytes(), Format::Dicom)
}

fn assert_shades(pages: &Pages, what: &str) {
    let near = |found: u8, wanted: f64| {
        assert!(
            (f64::from(found) - wanted).abs() <= 2.0,
            "{what}: {found} {wanted}"
        );
    };
    near(shade(pages, 1, 2, 1), 100.0 / 3000.0 * 255.0);
    near(shade(pages, 1, 12, 1), 255.0);
    for column in 0..16 {
        near(
            shade(pages, 1, column, 7),
            f64::from(column) * 200.0 / 3000.0 * 255.0,
        );
    }
}

#[test]
fn twelve_bits_come_back_value_by_value() {
    for (syntax, stream) in [
        (JPEG_LOSSLESS, LOSSLESS),
        (JPEG_2000, WAVELET),
        (JPEG_EXTENDED, EXTENDED),
        (JPEG_EXTENDED, EXTENDED_RESTARTED),
    ] {
        assert_shades(&through_the_range(&mut coded(syntax, 12, stream)), syntax);
    }
}

#[test]
fn a_wavelet_keeps_the_sign_of_its_values() {
    let mut file = coded(JPEG_2000, 16, WAVELET_SIGNED);
    file.number(0x0028_0103, 1).text(0x0028_1052, b"DS", "2000");
    assert_shades(&through_the_range(&mut file), "signed");
}

#[test]
fn a_wavelet_in_colour_shows_its_colours() {
    let mut file = coded(JPEG_2000, 8, WAVELET_COLOUR);
    file.number(0x0028_0002, 3)
        .text(0x0028_0004, b"CS", "YBR_RCT")
        .number(0x0028_0006, 0);
    let shot = shot(&made(&file.bytes(), Format::Dicom), 1, 842);
    assert_eq!(shot.get_pixel(180, 120).0, [150, 20, 30]);
    assert_eq!(shot.get_pixel(640, 320).0, [255, 255, 255]);
}

#[test]
fn jpeg_ls_that_may_stray_comes_back_as_it_was_written() {
    let pages = made(&coded(NEAR_LOSSLESS, 8, NEAR).bytes(), Format::Dicom);
    assert_eq!((shade(&pages, 1, 2, 1), shade(&pages, 1, 12, 1)), (21, 231));
    // What its own encoder read back, not what it was given.
    let foot = [
        0, 14, 29, 45, 62, 80, 99, 111, 131, 144, 158, 179, 194, 208, 223, 237,
    ];
    for (column, wanted) in (0..).zip(foot) {
        assert_eq!(shade(&pages, 1, column, 7), wanted, "{column}");
    }
}

#[test]
fn a_table_of_shades_takes_the_place_of_a_window() {
    // Values from 10 on: black, a quarter, white; beyond the ends as at the ends.
    let mut item = Vec::new();
    let mut part = |tag: [u8; 4], kind: &[u8], values: &[u16]| {
        item.extend_from_slice(&tag);
        item.extend_from_slice(kind);
        item.extend_from_slice(&(values.len() as u16 * 2).to_le_bytes());
        item.extend(values.iter().flat_map(|value| value.to_le_bytes()));
    };
    part([0x28, 0, 0x02, 0x30], b"US", &[3, 10, 8]);
    part([0x28, 0, 0x06, 0x30], b"US", &[0, 64, 255]);
    let mut sequence = vec![0xFE, 0xFF, 0, 0xE0];
    sequence.extend_from_slice(&(item.len() as u32).to_le_bytes());
    sequence.extend_from_slice(&item);
    for (dark, light, wanted) in [(10, 12, (0, 255)), (11, 200, (64, 255)), (3, 11, (0, 64))] {
        let mut file = File::new(EXPLICIT, 8);
        file.set(0x0028_3010, b"SQ", sequence.clone());
        let pages = made(&file.quarter(dark, light, 1, 1).bytes(), Format::Dicom);
        assert_eq!(
            (shade(&pages, 1, 2, 1), shade(&pages, 1, 12, 6)),
            wanted,
            "{dark} {light}"
        );
    }
}

#[test]
fn a_palette_in_segments_gives_its_colours() {
    // A run of one, a slope of four steps up to full, and for blue the run once more.
    let tables: [(u32, u32, &[u16]); 3] = [
        (0x0028_1101, 0x0028_1221, &[0, 1, 0, 1, 4, 0xC800]),
        (0x0028_1102, 0x0028_1222, &[0, 1, 0x6400, 1, 4, 0]),
        (
            0x0028_1103,
            0x0028_1223,
            &[0, 4, 0x0A00, 0x1400, 0x1E00, 0x2800, 2, 1, 0, 0],
        ),
    ];
    let mut file = File::new(EXPLICIT, 16);
    file.text(0x0028_0004, b"CS", "PALETTE COLOR");
    let bytes = |values: &[u16]| {
        values
            .iter()
            .flat_map(|value| value.to_le_bytes())
            .collect::<Vec<u8>>()
    };
    for (shape, table, segments) in tables {
        file.set(shape, b"US", bytes(&[5, 7, 16]))
            .set(table, b"OW", bytes(segments));
    }
    let shot = shot(&made(&file.quarter(9, 11, 2, 1).bytes(), Format::Dicom), 1, 842);
    assert_eq!(shot.get_pixel(180, 120).0, [100, 50, 30]);
    assert_eq!(shot.get_pixel(640, 320).0, [200, 0, 10]);
    file.set(0x0028_1223, b"OW", bytes(&[2, 1, 0, 0]));
    assert_eq!(checked(&file.bytes()).unwrap_err().code, "unsupported_image");
}

#[test]
fn an_image_whose_elements_leave_out_their_kind_is_read_whatever_its_head_says() {
    let mut file = File::new("1.2.840.10008.1.2", 8);
    let mut bytes = file.quarter(0, 255, 1, 1).bytes();
    // The head says that kinds are given.
    let at = bytes
        .windows(17)
        .position(|window| window == b"1.2.840.10008.1.2")
        .unwrap();
    bytes.splice(at..at + 18, *b"1.2.840.10008.1.2.1\0");
    bytes[at - 2] += 2;
    let pages = made(&bytes, Format::Dicom);
    assert_eq!((shade(&pages, 1, 2, 1), shade(&pages, 1, 12, 6)), (0, 255));
}

#[test]
fn frames_in_fragments_keep_their_order() {
    let mut file = File::new(RUN_LENGTH, 8);
    let frame = |shade: u8| {
        let mut frame: Vec<u8> = [1_u32, 64]
            .iter()
            .flat_map(|number| number.to_le_bytes())
            .collect();
        frame.resize(64, 0);
        frame.extend_from_slice(&[129, shade]);
        frame
    };
    file.text(0x0028_0008, b"IS", "3");
    file.pixels = Some(Pixels::Fragments(vec![frame(30), frame(120), frame(210)]));
    let pages = made(&file.bytes(), Format::Dicom);
    let shades: Vec<u8> = (1..=3).map(|page| shade(&pages, page, 8, 4)).collect();
    assert_eq!(shades, [30, 120, 210]);
    file.text(0x0028_0008, b"IS", "4");
    assert_eq!(checked(&file.bytes()).unwrap_err().code, "page_damaged");
}

#[test]
fn a_recording_and_a_coding_that_cannot_be_undone_are_refused_by_name() {
    let mut recording = File::new(EXPLICIT, 8);
    recording.text(0x0008_0016, b"UI", "1.2.840.10008.5.1.4.1.1.9.1.1");
    let refused = checked(&recording.bytes()).unwrap_err();
    assert!(refused.message.contains("ECG"), "{}", refused.message);
    let refused = checked(&coded(HIGH_THROUGHPUT, 8, WAVELET).bytes()).unwrap_err();
    assert!(
        refused.message.contains("High-Throughput JPEG 2000"),
        "{}",
        refused.message
    );
}

#[test]
fn a_stream_that_is_cut_off_or_of_another_size_is_refused() {
    for (syntax, stream) in [
        (JPEG_LOSSLESS, LOSSLESS),
        (NEAR_LOSSLESS, NEAR),
        (JPEG_2000, WAVELET),
    ] {
        let whole = hex(stream);
        let mut file = File::new(syntax, 12);
        for length in [0, 4, 20, 40] {
            file.pixels = Some(Pixels::Fragments(vec![whole[..length].to_vec()]));
            assert_eq!(
                checked(&file.bytes()).unwrap_err().code,
                "unreadable",
                "{syntax} {length}"
            );
        }
        file.pixels = Some(Pixels::Fragments(vec![whole]));
        file.number(0x0028_0010, 9);
        assert_eq!(checked(&file.bytes()).unwrap_err().code, "unreadable", "{syntax}");
    }
}

#[test]
fn values_wider_than_the_header_promises_are_refused() {
    let mut stream = hex(WAVELET);
    // The depth of its only component: 38 bits, the most that a codestream can say.
    stream[42] = 37;
    let mut file = File::new(JPEG_2000, 12);
    file.pixels = Some(Pixels::Fragments(vec![stream]));
    assert_eq!(checked(&file.bytes()).unwrap_err().code, "unsupported_image");
    assert_eq!(
        codes(&checked(&coded(JPEG_2000, 12, WAVELET).bytes()).unwrap()),
        ["dicom_study", "window_chosen"]
    );
}
