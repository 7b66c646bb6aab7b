//! JPEG of twelve bits with loss, as CT scanners wrote it (ITU-T T.81, process 4: sequential, Huffman, one shade).
//!
//! No decoder of the kind is kept in Rust; this one knows just what such an image uses, and refuses everything else.

mod bits;
mod tables;

use pdf::image_page::ImageRefusal;

use super::jpeg::Decoded;
use bits::Bits;
use tables::{BLOCK, Codes, Tables, ZIGZAG};

/// The shade in the middle, which stands for none, and the brightest.
const MIDDLE: f32 = 2048.0;
const BRIGHTEST: f32 = 4095.0;

/// Decodes a stream of at most `most` pixels across and down.
///
/// # Errors
/// [`ImageRefusal`] when it is damaged, larger than promised, or of another process.
pub(super) fn decode(stream: &[u8], most: (u32, u32)) -> Result<Decoded, ImageRefusal> {
    let mut tables = Tables::default();
    let mut size = None;
    let mut rest = stream
        .strip_prefix(&[0xFF, 0xD8])
        .ok_or(ImageRefusal::Unreadable)?;
    loop {
        let (marker, segment, after) = segment(rest).ok_or(ImageRefusal::Unreadable)?;
        rest = after;
        match marker {
            0xC0 | 0xC1 => size = Some(Size::read(segment, most)?),
            0xC4 => tables.read_codes(segment).ok_or(ImageRefusal::Unreadable)?,
            0xDB => tables.read_steps(segment).ok_or(ImageRefusal::Unreadable)?,
            0xDD => {
                let every = segment.first_chunk().ok_or(ImageRefusal::Unreadable)?;
                tables.restart_every = u16::from_be_bytes(*every).into();
            }
            0xDA => {
                let size = size.ok_or(ImageRefusal::Unreadable)?;
                return Scan::new(&tables, &size, segment, rest)?.decode();
            }
            0xC2..=0xCF => {
                return Err(ImageRefusal::Unsupported(
                    "JPEG of more than 8 bits of an unusual kind",
                ));
            }
            0xD9 => return Err(ImageRefusal::Unreadable),
            _ => {}
        }
    }
}

/// The next marker with what belongs to it, and what comes after.
fn segment(mut bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    while let [0xFF, 0xFF, ..] = bytes {
        bytes = &bytes[1..];
    }
    let (&[0xFF, marker, high, low], _) = bytes.split_first_chunk()? else {
        return None;
    };
    let length = usize::from(u16::from_be_bytes([high, low])).checked_sub(2)?;
    let (segment, after) = bytes[4..].split_at_checked(length)?;
    Some((marker, segment, after))
}

/// What the frame header says.
#[derive(Clone, Copy)]
struct Size {
    width: usize,
    height: usize,
    /// The component, and the table of its steps.
    component: u8,
    steps: u8,
}

impl Size {
    fn read(segment: &[u8], most: (u32, u32)) -> Result<Self, ImageRefusal> {
        let &[12, h1, h2, w1, w2, 1, component, _, steps] = segment else {
            return Err(ImageRefusal::Unsupported(
                "JPEG of more than 8 bits of an unusual kind",
            ));
        };
        let (width, height) = (u16::from_be_bytes([w1, w2]), u16::from_be_bytes([h1, h2]));
        let fits = width > 0 && height > 0 && u32::from(width) <= most.0 && u32::from(height) <= most.1;
        fits.then_some(Self {
            width: width.into(),
            height: height.into(),
            component,
            steps,
        })
        .ok_or(ImageRefusal::Unreadable)
    }
}

/// The one scan of the image.
struct Scan<'a> {
    size: &'a Size,
    steps: &'a [f32; BLOCK],
    first: &'a Codes,
    other: &'a Codes,
    restart_every: usize,
    bits: Bits<'a>,
}

impl<'a> Scan<'a> {
    fn new(tables: &'a Tables, size: &'a Size, head: &[u8], bytes: &'a [u8]) -> Result<Self, ImageRefusal> {
        // Some writers say of the last three that they are what only another process has: here they mean nothing.
        let &[1, component, codes, _, _, _] = head else {
            return Err(ImageRefusal::Unreadable);
        };
        let named = || {
            (component == size.component).then_some(())?;
            Some(Self {
                size,
                steps: tables.steps.get(usize::from(size.steps))?.as_ref()?,
                first: tables.first.get(usize::from(codes >> 4))?.as_ref()?,
                other: tables.other.get(usize::from(codes & 15))?.as_ref()?,
                restart_every: tables.restart_every,
                bits: Bits::of(bytes),
            })
        };
        named().ok_or(ImageRefusal::Unreadable)
    }

    fn decode(mut self) -> Result<Decoded, ImageRefusal> {
        let (width, height) = (self.size.width, self.size.height);
        let waves = waves();
        let mut shades = vec![0_u16; width * height];
        let (across, down) = (width.div_ceil(8), height.div_ceil(8));
        let mut before = 0;
        for at in 0..across * down {
            if self.restart_every > 0 && at > 0 && at % self.restart_every == 0 {
                self.bits.restart()?;
                before = 0;
            }
            let block = shades_of(&self.block(&mut before)?, &waves);
            let (left, top) = (at % across * 8, at / across * 8);
            let rows = shades.chunks_exact_mut(width).skip(top).take(8);
            for (row, values) in rows.zip(block.chunks_exact(8)) {
                let row = &mut row[left..width.min(left + 8)];
                row.copy_from_slice(&values[..row.len()]);
            }
        }
        Ok(Decoded {
            width: width as u32,
            samples: 1,
            data: shades.iter().flat_map(|shade| shade.to_ne_bytes()).collect(),
            deep: true,
        })
    }

    /// The values of the next block, each as many times its step; `before` is the first value of the block before.
    fn block(&mut self, before: &mut i32) -> Result<[f32; BLOCK], ImageRefusal> {
        let mut values = [0.0; BLOCK];
        let size = self.bits.code(self.first)?;
        *before = before.wrapping_add(self.bits.number(size)?);
        values[0] = *before as f32 * self.steps[0];
        let mut at = 1;
        while at < BLOCK {
            let code = self.bits.code(self.other)?;
            let (zeros, size) = (usize::from(code >> 4), code & 15);
            if size == 0 {
                // Sixteen zeros, or nothing more.
                if zeros < 15 {
                    break;
                }
                at += 16;
                continue;
            }
            at += zeros;
            let place = *ZIGZAG.get(at).ok_or(ImageRefusal::Unreadable)?;
            values[place] = self.bits.number(size)? as f32 * self.steps[place];
            at += 1;
        }
        Ok(values)
    }
}

/// What each of eight waves contributes to each of eight places.
fn waves() -> [[f32; 8]; 8] {
    let mut waves = [[0.0; 8]; 8];
    for (wave, places) in waves.iter_mut().enumerate() {
        let scale = if wave == 0 { (1.0_f64 / 8.0).sqrt() } else { 0.5 };
        for (place, value) in places.iter_mut().enumerate() {
            let angle = std::f64::consts::PI * (2 * place + 1) as f64 * wave as f64 / 16.0;
            *value = (scale * angle.cos()) as f32;
        }
    }
    waves
}

/// The shades of a block whose waves have these heights: rows first, then columns.
fn shades_of(heights: &[f32; BLOCK], waves: &[[f32; 8]; 8]) -> [u16; BLOCK] {
    let mut rows = [0.0; BLOCK];
    for (row, heights) in rows.chunks_exact_mut(8).zip(heights.chunks_exact(8)) {
        for (height, wave) in heights.iter().zip(waves).filter(|(height, _)| **height != 0.0) {
            row.iter_mut()
                .zip(wave)
                .for_each(|(value, part)| *value += height * part);
        }
    }
    let mut shades = [0; BLOCK];
    for column in 0..8 {
        for place in 0..8 {
            let sum: f32 = (0..8)
                .map(|wave| rows[wave * 8 + column] * waves[wave][place])
                .sum();
            shades[place * 8 + column] = (sum + MIDDLE).round().clamp(0.0, BRIGHTEST) as u16;
        }
    }
    shades
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Hills of 13 by 9 pixels, written by libjpeg-turbo, and what that reads of them.
    const HILLS: &str = "ffd8ffe000104a46494600010100000100010000ffdb0043000503040404030504040405050506070c08070707070f0b0b09\
                         0c110f1212110f111113161c1713141a1511111821181a1d1d1f1f1f13172224221e241c1e1f1effc1000b0c0009000d0101\
                         1100ffc4001500010100000000000000000000000000000a0bffc40028100001020404050500000000000000000002010304\
                         05061100070a12090b1439b31921317276ffda0008010100003f00619a65f983d9b5e85c72898d0537651aa6c022a0a1e577\
                         0ea1618d15c36c3636d0a9362a9b5085bbbcaaab71559016bcde61ae754471b3a962a3f2c2673679c07d3ab8aa721df42b2b\
                         5711071d026b6929228ee34f8b593dc9da69bdec5c1f91a53c4fe2391aebfbe4d75f78af3ae3ffd9";
    const READ: [[u16; 13]; 9] = [
        [
            2649, 2920, 3240, 3474, 3655, 3606, 3472, 3305, 3159, 2922, 2547, 2180, 1964,
        ],
        [
            2710, 2923, 3063, 3371, 3411, 3465, 3416, 3225, 3052, 2737, 2411, 2176, 1983,
        ],
        [
            2283, 2657, 2876, 3128, 3172, 3270, 3193, 3008, 2732, 2481, 2136, 1846, 1710,
        ],
        [
            1976, 2417, 2637, 2689, 2945, 2878, 2870, 2707, 2332, 2169, 1862, 1662, 1300,
        ],
        [
            1754, 1947, 2250, 2410, 2676, 2638, 2676, 2388, 2173, 1886, 1495, 1250, 1100,
        ],
        [
            1415, 1740, 1988, 2241, 2283, 2323, 2271, 2100, 1793, 1631, 1183, 922, 686,
        ],
        [
            1368, 1576, 1815, 1989, 2215, 2141, 2043, 1997, 1654, 1405, 1131, 827, 625,
        ],
        [
            1423, 1609, 1826, 1988, 2209, 2212, 2186, 1966, 1724, 1431, 1143, 905, 634,
        ],
        [
            1548, 1951, 2125, 2207, 2519, 2459, 2305, 2246, 1955, 1632, 1332, 1031, 864,
        ],
    ];

    fn bytes(hex: &str) -> Vec<u8> {
        let byte = |at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap();
        (0..hex.len()).step_by(2).map(byte).collect()
    }

    #[test]
    fn a_picture_that_ends_within_a_block_comes_back_shade_by_shade() {
        let decoded = decode(&bytes(HILLS), (13, 9)).unwrap();
        assert_eq!((decoded.width, decoded.samples, decoded.deep), (13, 1, true));
        let shades = decoded
            .data
            .chunks(2)
            .map(|pair| u16::from_ne_bytes([pair[0], pair[1]]));
        for (found, wanted) in shades.zip(READ.into_iter().flatten()) {
            assert!(found.abs_diff(wanted) <= 1, "{found} {wanted}");
        }
    }

    #[test]
    fn a_stream_that_was_cut_off_or_is_larger_than_promised_is_refused() {
        let whole = bytes(HILLS);
        // Without its last bits and the marker of its end it says all the same what it says.
        for length in 0..whole.len() - 4 {
            assert!(decode(&whole[..length], (13, 9)).is_err(), "{length}");
        }
        assert!(decode(&whole, (12, 9)).is_err());
        let mut progressive = whole.clone();
        let frame = whole.windows(2).position(|pair| pair == [0xFF, 0xC1]).unwrap();
        progressive[frame + 1] = 0xC2;
        assert!(matches!(
            decode(&progressive, (13, 9)),
            Err(ImageRefusal::Unsupported(_))
        ));
    }
}
