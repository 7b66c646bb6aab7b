//! tidy: long because each layout of a page is one short test, and they are read as a list.
//!
//! TIFF: faxes, scans and photographs of every layout.

use second_opinion_records::Format;
use tiff::encoder::{TiffEncoder, colortype};

use crate::build::{HEIGHT, UPPER_LEFT, WIDTH, checked, codes, dark_quarters, holds, is_dark, made};

const SHORT: u16 = 3;
const LONG: u16 = 4;

/// A tag as its number, its kind and its value.
type Tag = (u16, u16, u32);

/// A TIFF written by hand: each page is its tags and one strip.
fn tiff(pages: &[(&[Tag], &[u8])]) -> Vec<u8> {
    let mut out = b"II*\0\0\0\0\0".to_vec();
    let mut link = 4;
    for (tags, strip) in pages {
        let offset = out.len() as u32;
        out.extend_from_slice(strip);
        let mut tags = tags.to_vec();
        tags.extend([(273, LONG, offset), (279, LONG, strip.len() as u32)]);
        tags.sort_unstable();
        let start = out.len() as u32;
        out[link..link + 4].copy_from_slice(&start.to_le_bytes());
        out.extend_from_slice(&(tags.len() as u16).to_le_bytes());
        for (tag, kind, value) in tags {
            out.extend_from_slice(&tag.to_le_bytes());
            out.extend_from_slice(&kind.to_le_bytes());
            out.extend_from_slice(&1_u32.to_le_bytes());
            out.extend_from_slice(&value.to_le_bytes());
        }
        link = out.len();
        out.extend_from_slice(&[0; 4]);
    }
    out
}

/// The tags of a grey picture of 80 by 40.
fn grey(compression: u32, photometric: u32, bits: u32) -> Vec<Tag> {
    vec![
        (256, LONG, WIDTH),
        (257, LONG, HEIGHT),
        (258, SHORT, bits),
        (259, SHORT, compression),
        (262, SHORT, photometric),
        (278, LONG, HEIGHT),
    ]
}

/// Group 4: `dark` rows with the left half black, then white ones.
fn group_4() -> Vec<u8> {
    let mut bits = String::new();
    // The first row: no white, forty black, the rest white. Each like it: two changes right below those above.
    bits.push_str("001 00110101 000001101100 1");
    for _ in 1..HEIGHT / 2 {
        bits.push_str("1 1 1");
    }
    // The first white row passes over the black of the row above; each row after it has no change at all.
    bits.push_str("0001 1");
    for _ in HEIGHT / 2 + 1..HEIGHT {
        bits.push('1');
    }
    bits.push_str("000000000001000000000001");
    packed(&bits)
}

/// Group 3: every row after a mark of its end; in both directions, each mark says which way its row is coded.
fn group_3(in_both: bool) -> Vec<u8> {
    const MARK: &str = "000000000001";
    let mut bits = String::new();
    for row in 0..HEIGHT {
        let is_dark = row < HEIGHT / 2;
        let alone = if is_dark {
            "00110101 000001101100 00101001"
        } else {
            "11011 101010"
        };
        bits.push_str(MARK);
        // Each fourth row stands alone, so that damage ends there.
        match (in_both, row % 4, row == HEIGHT / 2) {
            (false, ..) => bits.push_str(alone),
            (true, 0, _) => bits.push_str(&format!("1 {alone}")),
            (true, _, true) => bits.push_str("0 0001 1"),
            (true, ..) if is_dark => bits.push_str("0 1 1 1"),
            (true, ..) => bits.push_str("0 1"),
        }
    }
    packed(&bits)
}

/// Huffman codes alone: every row begins with a byte.
fn huffman() -> Vec<u8> {
    let row = |row| {
        packed(if row < HEIGHT / 2 {
            "00110101 000001101100 00101001"
        } else {
            "11011 101010"
        })
    };
    (0..HEIGHT).flat_map(row).collect()
}

fn packed(bits: &str) -> Vec<u8> {
    let bits: Vec<u8> = bits
        .bytes()
        .filter(u8::is_ascii_digit)
        .map(|bit| bit - b'0')
        .collect();
    bits.chunks(8)
        .map(|byte| (0..8).fold(0, |sum, at| sum << 1 | byte.get(at).copied().unwrap_or(0)))
        .collect()
}

fn samples(bits: u32, dark: u32, light: u32) -> Vec<u8> {
    let mut out = String::new();
    for y in 0..HEIGHT {
        for x in 0..WIDTH {
            let value = if is_dark(x, y) { dark } else { light };
            out.push_str(&format!("{value:0width$b}", width = bits as usize));
        }
    }
    packed(&out)
}

#[test]
fn a_fax_of_one_strip_is_passed_through_untouched() {
    let strip = group_4();
    let bytes = tiff(&[(&grey(4, 0, 1), &strip)]);
    let pages = made(&bytes, Format::Tiff);
    assert!(holds(pages.made.as_deref().unwrap(), &strip));
    assert_eq!(dark_quarters(&pages, 1), UPPER_LEFT);
    assert_eq!(codes(&checked(&bytes).unwrap()), [""; 0]);
    let turned = made(&tiff(&[(&grey(4, 1, 1), &strip)]), Format::Tiff);
    assert_eq!(dark_quarters(&turned, 1), [false, true, true, true]);
}

#[test]
fn a_fax_with_its_bits_turned_round_shows_the_same() {
    let mut tags = grey(4, 0, 1);
    tags.push((266, SHORT, 2));
    let strip: Vec<u8> = group_4().iter().map(|byte| byte.reverse_bits()).collect();
    let pages = made(&tiff(&[(&tags, &strip)]), Format::Tiff);
    assert_eq!(dark_quarters(&pages, 1), UPPER_LEFT);
}

#[test]
fn a_fax_of_every_code_shows_its_pixels() {
    for (compression, options, strip) in [(3, 0, group_3(false)), (3, 1, group_3(true)), (2, 0, huffman())] {
        let mut tags = grey(compression, 0, 1);
        tags.push((292, LONG, options));
        let bytes = tiff(&[(&tags, &strip)]);
        let pages = made(&bytes, Format::Tiff);
        assert_eq!(dark_quarters(&pages, 1), UPPER_LEFT, "{compression} {options}");
        assert_eq!(
            codes(&checked(&bytes).unwrap()),
            [""; 0],
            "{compression} {options}"
        );
        assert!(
            holds(pages.made.as_deref().unwrap(), &strip),
            "{compression} {options}"
        );
    }
}

/// A page of 80 by 40 in tiles of 32 by 16, each stored on its own: nine, the last ones reaching over the edge.
fn tiled(compression: u32, bits: u32, tile: &dyn Fn(u32, u32) -> Vec<u8>) -> Vec<u8> {
    const TILE: (u32, u32) = (32, 16);
    let places = (0..HEIGHT.div_ceil(TILE.1)).flat_map(|y| (0..WIDTH.div_ceil(TILE.0)).map(move |x| (x, y)));
    let mut out = b"II*\0\0\0\0\0".to_vec();
    let (mut offsets, mut lengths) = (Vec::new(), Vec::new());
    for (x, y) in places {
        let tile = tile(x * TILE.0, y * TILE.1);
        offsets.extend_from_slice(&(out.len() as u32).to_le_bytes());
        lengths.extend_from_slice(&(tile.len() as u32).to_le_bytes());
        out.extend_from_slice(&tile);
    }
    let count = offsets.len() as u32 / 4;
    let lists = [(324, offsets), (325, lengths)].map(|(tag, list)| {
        let at = out.len() as u32;
        out.extend_from_slice(&list);
        (tag, count, at)
    });
    let directory = out.len() as u32;
    out[4..8].copy_from_slice(&directory.to_le_bytes());
    let mut tags: Vec<(u32, u32, u32)> = grey(compression, 1, bits)
        .iter()
        .map(|tag| (tag.0.into(), 1, tag.2))
        .collect();
    tags.retain(|tag| tag.0 != 278);
    tags.extend([(322, 1, TILE.0), (323, 1, TILE.1)]);
    tags.extend(lists);
    out.extend_from_slice(&(tags.len() as u16).to_le_bytes());
    for (tag, count, value) in tags {
        out.extend_from_slice(&(tag as u16).to_le_bytes());
        out.extend_from_slice(&LONG.to_le_bytes());
        out.extend_from_slice(&count.to_le_bytes());
        out.extend_from_slice(&value.to_le_bytes());
    }
    out.extend_from_slice(&[0; 4]);
    out
}

#[test]
fn tiles_are_put_in_their_places() {
    let shades = |left: u32, top: u32| {
        let places = (0..16).flat_map(|y| (0..32).map(move |x| (x, y)));
        places
            .map(|(x, y)| if is_dark(left + x, top + y) { 0_u8 } else { 255 })
            .collect::<Vec<u8>>()
    };
    let plain = tiled(1, 8, &shades);
    assert_eq!(dark_quarters(&made(&plain, Format::Tiff), 1), UPPER_LEFT);
    // Run lengths: each row of a tile on its own, and each of one shade or of two.
    let runs = |left: u32, top: u32| {
        let row = |row: &[u8]| {
            row.chunks(8)
                .flat_map(|eight| [249, eight[0]])
                .collect::<Vec<u8>>()
        };
        shades(left, top).chunks(32).flat_map(row).collect::<Vec<u8>>()
    };
    assert_eq!(
        dark_quarters(&made(&tiled(32_773, 8, &runs), Format::Tiff), 1),
        UPPER_LEFT
    );
    // A fax in tiles has to be undone, since a page takes one stream.
    let fax = |left: u32, top: u32| {
        let row = |y: u32| match (0..32).filter(|x| is_dark(left + x, top + y)).count() {
            32 => "00110101 000001101010",
            8 => "00110101 000101 00010010 ",
            _ => "00011011",
        };
        (0..16).flat_map(|y| packed(row(y))).collect::<Vec<u8>>()
    };
    let turned = made(&tiled(2, 1, &fax), Format::Tiff);
    assert_eq!(dark_quarters(&turned, 1), [false, true, true, true]);
    let cut = &plain[..plain.len() - 9];
    assert_eq!(checked(cut).unwrap_err().code, "page_damaged");
}

#[test]
fn strips_that_all_claim_the_whole_file_cost_no_more_than_one() {
    // 20,000 rows in strips of one row, all of them the same megabyte.
    let rows = 20_000_u32;
    let strip = packed(&"00110101 000001101100 00101001".repeat(1 << 18));
    let mut out = b"II*\0\0\0\0\0".to_vec();
    out.extend_from_slice(&strip);
    let offsets = out.len() as u32;
    (0..rows).for_each(|_| out.extend_from_slice(&8_u32.to_le_bytes()));
    let directory = out.len() as u32;
    out[4..8].copy_from_slice(&directory.to_le_bytes());
    let tags = [
        (256, 1, WIDTH),
        (257, 1, rows),
        (258, 1, 1),
        (259, 1, 2),
        (262, 1, 0),
        (273, rows, offsets),
        (278, 1, 1),
    ];
    out.extend_from_slice(&(tags.len() as u16).to_le_bytes());
    for (tag, count, value) in tags {
        out.extend_from_slice(&u16::to_le_bytes(tag));
        out.extend_from_slice(&LONG.to_le_bytes());
        out.extend_from_slice(&u32::to_le_bytes(count));
        out.extend_from_slice(&value.to_le_bytes());
    }
    out.extend_from_slice(&[0; 4]);
    // Held together they would take twenty gigabytes.
    assert_eq!(checked(&out).unwrap().pages, 1);
}

#[test]
fn a_fax_that_ends_early_is_noted() {
    let strip = group_4();
    let bytes = tiff(&[(&grey(4, 0, 1), &strip[..strip.len() / 2])]);
    assert_eq!(codes(&checked(&bytes).unwrap()), ["repaired_truncated"]);
}

#[test]
fn grey_of_every_depth_and_polarity_shows_its_pixels() {
    for bits in [1, 4, 8, 16] {
        let most = ((1_u64 << bits) - 1) as u32;
        let normal = made(
            &tiff(&[(&grey(1, 1, bits), &samples_le(bits, 0, most))]),
            Format::Tiff,
        );
        assert_eq!(dark_quarters(&normal, 1), UPPER_LEFT, "{bits}");
        let turned = made(
            &tiff(&[(&grey(1, 0, bits), &samples_le(bits, most, 0))]),
            Format::Tiff,
        );
        assert_eq!(dark_quarters(&turned, 1), UPPER_LEFT, "{bits}");
    }
}

/// Samples in the order of bytes that [`tiff`] writes.
fn samples_le(bits: u32, dark: u32, light: u32) -> Vec<u8> {
    let mut bytes = samples(bits, dark, light);
    if bits == 16 {
        bytes.chunks_exact_mut(2).for_each(|pair| pair.swap(0, 1));
    }
    bytes
}

#[test]
fn every_compression_and_colour_shows_its_pixels() {
    let rgb: Vec<u8> = (0..HEIGHT)
        .flat_map(|y| (0..WIDTH).flat_map(move |x| if is_dark(x, y) { [150, 20, 20] } else { [255; 3] }))
        .collect();
    let inks: Vec<u8> = (0..HEIGHT)
        .flat_map(|y| (0..WIDTH).flat_map(move |x| if is_dark(x, y) { [0, 255, 255, 90] } else { [0; 4] }))
        .collect();
    for (number, compression) in [
        tiff::encoder::Compression::Uncompressed,
        tiff::encoder::Compression::Lzw,
        tiff::encoder::Compression::Deflate(tiff::encoder::DeflateLevel::Fast),
        tiff::encoder::Compression::Packbits,
    ]
    .into_iter()
    .enumerate()
    {
        let mut bytes = std::io::Cursor::new(Vec::new());
        let mut encoder = TiffEncoder::new(&mut bytes)
            .unwrap()
            .with_compression(compression);
        let mut image = encoder.new_image::<colortype::RGB8>(WIDTH, HEIGHT).unwrap();
        image.rows_per_strip(7).unwrap();
        image.write_data(&rgb).unwrap();
        encoder
            .write_image::<colortype::CMYK8>(WIDTH, HEIGHT, &inks)
            .unwrap();
        let pages = made(bytes.get_ref(), Format::Tiff);
        assert_eq!(pages.source.page_count(), 2);
        for page in 1..=2 {
            assert_eq!(dark_quarters(&pages, page), UPPER_LEFT, "{number} {page}");
        }
    }
}

#[test]
fn a_jpeg_within_a_tiff_is_passed_through_untouched() {
    let picture = image::RgbImage::from_fn(WIDTH, HEIGHT, |x, y| {
        image::Rgb(if is_dark(x, y) { [150, 20, 20] } else { [255; 3] })
    });
    let mut jpeg = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut jpeg, image::ImageFormat::Jpeg).unwrap();
    let mut tags = grey(7, 6, 8);
    tags.push((277, SHORT, 3));
    let pages = made(&tiff(&[(&tags, jpeg.get_ref())]), Format::Tiff);
    assert!(holds(pages.made.as_deref().unwrap(), jpeg.get_ref()));
    assert_eq!(dark_quarters(&pages, 1), UPPER_LEFT);
}

#[test]
fn a_scan_that_was_held_the_wrong_way_stands_upright() {
    let mut tags = grey(1, 1, 8);
    tags.push((274, SHORT, 3));
    let pages = made(&tiff(&[(&tags, &samples(8, 0, 255))]), Format::Tiff);
    assert_eq!(dark_quarters(&pages, 1), [false, false, false, true]);
    let (width, height) = pages.source.page_size(1);
    assert!(width > height);
    tags.pop();
    tags.push((274, SHORT, 6));
    let (width, height) = made(&tiff(&[(&tags, &samples(8, 0, 255))]), Format::Tiff)
        .source
        .page_size(1);
    assert!(height > width);
}

#[test]
fn a_small_copy_of_a_page_is_no_page() {
    let strip = samples(8, 0, 255);
    let mut copy = grey(1, 1, 8);
    copy.push((254, LONG, 1));
    let bytes = tiff(&[(&grey(1, 1, 8), &strip), (&copy, &strip)]);
    assert_eq!(checked(&bytes).unwrap().pages, 1);
}

#[test]
fn a_list_of_pages_that_has_no_end_is_refused() {
    let mut bytes = tiff(&[(&grey(1, 1, 8), &samples(8, 0, 255))]);
    let first: [u8; 4] = bytes[4..8].try_into().unwrap();
    let end = bytes.len() - 4;
    bytes[end..].copy_from_slice(&first);
    assert_eq!(checked(&bytes).unwrap_err().code, "page_tree_loops");
}

#[test]
fn headers_that_promise_too_much_or_nothing_are_refused() {
    let strip = samples(8, 0, 255);
    for (tag, value, code) in [
        (256, 1 << 30, "too_large"),
        (256, 0, "unreadable"),
        (257, 0, "unreadable"),
        (259, 34_712, "unsupported_image"),
        (258, 12, "unsupported_image"),
        (262, 8, "unsupported_image"),
    ] {
        let mut tags = grey(1, 1, 8);
        tags.iter_mut()
            .filter(|entry| entry.0 == tag)
            .for_each(|entry| entry.2 = value);
        let refused = checked(&tiff(&[(&tags, &strip)])).unwrap_err();
        assert_eq!(refused.code, code, "{tag} {value}");
    }
    let whole = tiff(&[(&grey(1, 1, 8), &strip)]);
    for length in [8, 12, 3_000] {
        assert!(checked(&whole[..length]).is_err(), "{length}");
    }
}
