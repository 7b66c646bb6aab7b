//! How a codestream divides its picture into blocks, read from its headers: the decoder builds a tree over the blocks
//! of each division as large as the square around them, so that a narrow picture in tiny blocks costs what one of
//! gigabytes does.

/// Places in all such trees beyond which a picture is not decoded. A scan of a hundred million pixels in blocks of the
/// usual size takes a hundredth of it.
const MOST: u64 = 100_000_000;

const CODING: u16 = 0xFF52;
const CODING_OF_COMPONENT: u16 = 0xFF53;
const TILE_PART: u16 = 0xFF90;
const DATA: u16 = 0xFF93;

/// The largest division that a picture has where its header names none, as a power of two.
const LARGEST_DIVISION: u8 = 15;

/// Whether the trees over the blocks of this codestream stay within bounds; also where its headers cannot be read,
/// which the decoder refuses by itself.
pub(super) fn are_few(codestream: &[u8]) -> bool {
    let Some(size) = Size::read(codestream) else {
        return true;
    };
    let worst = styles(codestream, size.components)
        .iter()
        .map(|style| style.places(size.tile))
        .max()
        .unwrap_or(0);
    worst
        .saturating_mul(size.tiles)
        .saturating_mul(u64::from(size.components))
        <= MOST
}

/// How large the picture is.
struct Size {
    /// Width and height of a tile.
    tile: (u64, u64),
    tiles: u64,
    components: u16,
}

impl Size {
    fn read(codestream: &[u8]) -> Option<Self> {
        let long = |at: usize| {
            let four = codestream.get(at..at + 4)?.try_into().ok()?;
            Some(u64::from(u32::from_be_bytes(four)))
        };
        let side = |size: usize| {
            let (whole, tile) = (long(size)?, long(size + 16)?.max(1));
            Some((tile.min(whole), whole.div_ceil(tile)))
        };
        let ((width, across), (height, down)) = (side(8)?, side(12)?);
        Some(Self {
            tile: (width, height),
            tiles: across.saturating_mul(down),
            components: short(codestream, 40)?,
        })
    }
}

/// One way of coding that the headers name; sizes are powers of two.
struct Style<'a> {
    levels: u8,
    block: (u8, u8),
    /// A byte for each resolution, the smallest first; empty where the largest division goes for all.
    divisions: &'a [u8],
}

impl<'a> Style<'a> {
    /// `style` begins with the number of levels.
    fn read(has_divisions: bool, style: &'a [u8]) -> Option<Self> {
        let &[levels, across, down, _, _, ref divisions @ ..] = style else {
            return None;
        };
        Some(Self {
            levels: levels.min(32),
            block: (across.min(8) + 2, down.min(8) + 2),
            divisions: if has_divisions { divisions } else { &[] },
        })
    }

    /// Places in the trees over all blocks of one component of a tile.
    fn places(&self, tile: (u64, u64)) -> u64 {
        (0..=self.levels)
            .map(|resolution| self.places_at(resolution, tile))
            .fold(0, u64::saturating_add)
    }

    fn places_at(&self, resolution: u8, (width, height): (u64, u64)) -> u64 {
        let halved = self.levels - resolution;
        let (across, down) = match self.divisions.get(usize::from(resolution)) {
            Some(both) => (both & 15, both >> 4),
            None => (LARGEST_DIVISION, LARGEST_DIVISION),
        };
        // All but the smallest resolution have three bands of half their size.
        let (bands, band) = if resolution == 0 { (1, 0) } else { (3, 1) };
        let side = |length: u64, division: u8, block: u8| {
            let length = length.div_ceil(1 << halved);
            let divisions = length.div_ceil(1 << division).max(1);
            let within = (length >> band).clamp(1, 1 << division.saturating_sub(band));
            let block = block.min(division.saturating_sub(band));
            (divisions, within.div_ceil(1 << block).next_power_of_two())
        };
        let (columns, wide) = side(width, across, self.block.0);
        let (rows, high) = side(height, down, self.block.1);
        let square = wide.max(high).saturating_pow(2);
        columns.saturating_mul(rows).saturating_mul(bands * square)
    }
}

/// Every way of coding that the main header and the headers of tiles name.
fn styles(codestream: &[u8], components: u16) -> Vec<Style<'_>> {
    let mut styles = Vec::new();
    let mut at = 2;
    // Where the data of a tile part ends, once its header is come to.
    let mut tile_end = None;
    while let Some(marker) = short(codestream, at) {
        if marker == DATA {
            let Some(end) = tile_end.take().filter(|end| *end > at) else {
                break;
            };
            at = end;
            continue;
        }
        let Some(length) = short(codestream, at + 2).filter(|length| *length >= 2) else {
            break;
        };
        let Some(body) = codestream.get(at + 4..at + 2 + usize::from(length)) else {
            break;
        };
        match (marker, body) {
            (CODING, [flags, _, _, _, _, style @ ..]) => styles.extend(Style::read(flags & 1 == 1, style)),
            (CODING_OF_COMPONENT, _) => {
                let number = if components < 257 { 1 } else { 2 };
                if let Some([flags, style @ ..]) = body.get(number..) {
                    styles.extend(Style::read(flags & 1 == 1, style));
                }
            }
            (TILE_PART, &[_, _, a, b, c, d, ..]) => {
                let length = u32::from_be_bytes([a, b, c, d]) as usize;
                tile_end = at.checked_add(length).filter(|_| length > 0);
            }
            _ => {}
        }
        at += 2 + usize::from(length);
    }
    styles
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn style(levels: u8, block: (u8, u8)) -> Style<'static> {
        Style {
            levels,
            block,
            divisions: &[],
        }
    }

    #[test]
    fn a_large_scan_in_usual_blocks_takes_a_small_part_of_what_is_allowed() {
        for tile in [(20_000, 20_000), (2_000, 60_000), (60_000, 500)] {
            let places = style(5, (6, 6)).places(tile) * 3;
            assert!(places < MOST / 20, "{tile:?}: {places}");
        }
    }

    #[test]
    fn a_narrow_picture_in_tiny_blocks_takes_the_square_of_its_length() {
        // The trees over 4,096 blocks in a row have 4,096 by 4,096 places.
        let places = style(3, (6, 2)).places((16, 65_309));
        assert!(places > 9 * 4_096 * 4_096, "{places}");
    }

    #[test]
    fn many_divisions_each_have_a_tree_of_their_own() {
        let divided = Style {
            levels: 0,
            block: (6, 6),
            divisions: &[0x00],
        };
        assert_eq!(divided.places((100, 100)), 10_000);
    }
}
