//! Shaping of plain Latin text, which most of every paper is: a glyph for each letter, and each pair of neighbours drawn
//! together as the face asks.
//!
//! What the shaper makes of a letter alone and of a pair of letters is asked once and kept with the face, as are all
//! numbers of faces. Kept are letters and pairs of letters, never words: nothing of a patient stays behind. A letter or
//! pair with which the shaper does anything more than this, such as a ligature or an accent that is set on its own, is
//! told apart, and a text with such a pair is shaped whole.

use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

/// The signs that are looked up: printable ASCII, Latin-1, Latin Extended-A, and dashes, quotation marks and dots.
const RANGES: [(u32, u32); 4] = [(0x20, 0x7E), (0xA0, 0x17F), (0x2010, 0x2015), (0x2018, 0x2026)];

/// How many signs [`RANGES`] have.
const COUNT: usize = 95 + 224 + 6 + 15;

/// Asked already; for letters and for pairs.
const KNOWN: u64 = 1 << 63;
const KNOWN_PAIR: u32 = 1 << 31;
/// The shaper does no more with it than is kept here.
const PLAIN: u64 = 1 << 62;
const PLAIN_PAIR: u32 = 1 << 30;

/// What the shaper makes of one letter: the glyph and its advance in units of the face.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Letter {
    pub(super) glyph: u16,
    pub(super) advance: i32,
    /// Its place among [`RANGES`].
    place: u16,
}

/// The letters and pairs of one face.
pub(super) struct Pairs {
    letters: Vec<AtomicU64>,
    pairs: Vec<AtomicU32>,
}

impl Default for Pairs {
    fn default() -> Self {
        Self {
            letters: (0..COUNT).map(|_| AtomicU64::new(0)).collect(),
            pairs: (0..COUNT * COUNT).map(|_| AtomicU32::new(0)).collect(),
        }
    }
}

/// A shaped glyph as the shaper tells it: number, advance in units of the face, and where its character begins; and
/// whether it stands anywhere but on the line at the pen.
pub(super) type Told = (u16, i32, usize, bool);

impl Pairs {
    /// What the shaper makes of `letter`, if it is plain; `shape` asks it.
    pub(super) fn letter(&self, letter: char, shape: impl Fn(&str) -> Option<Vec<Told>>) -> Option<Letter> {
        let place = place_of(letter)?;
        let own = self.letters.get(place)?;
        let mut kept = own.load(Ordering::Relaxed);
        if kept & KNOWN == 0 {
            kept = KNOWN | told_of_letter(&shape(letter.encode_utf8(&mut [0; 4]))).unwrap_or(0);
            own.store(kept, Ordering::Relaxed);
        }
        (kept & PLAIN != 0).then_some(Letter {
            glyph: (kept >> 32) as u16,
            advance: kept as u32 as i32,
            place: place as u16,
        })
    }

    /// By how many units of the face the second of two letters is drawn to the first, if that is all that happens.
    pub(super) fn pair(
        &self,
        (first, second): ((char, Letter), (char, Letter)),
        shape: impl Fn(&str) -> Option<Vec<Told>>,
    ) -> Option<i32> {
        let own = self
            .pairs
            .get(usize::from(first.1.place) * COUNT + usize::from(second.1.place))?;
        let mut kept = own.load(Ordering::Relaxed);
        if kept & KNOWN_PAIR == 0 {
            let text = String::from_iter([first.0, second.0]);
            kept = KNOWN_PAIR | told_of_pair(first, second.1, &shape(&text)).unwrap_or(0);
            own.store(kept, Ordering::Relaxed);
        }
        (kept & PLAIN_PAIR != 0).then_some(i32::from(kept as u16 as i16))
    }
}

fn place_of(letter: char) -> Option<usize> {
    let code = u32::from(letter);
    let mut before = 0;
    for (from, to) in RANGES {
        if (from..=to).contains(&code) {
            return Some((before + code - from) as usize);
        }
        before += to + 1 - from;
    }
    None
}

fn told_of_letter(told: &Option<Vec<Told>>) -> Option<u64> {
    match told.as_deref()? {
        &[(glyph, advance, 0, false)] if glyph != 0 => {
            Some(PLAIN | u64::from(glyph) << 32 | u64::from(advance as u32))
        }
        _ => None,
    }
}

fn told_of_pair(first: (char, Letter), second: Letter, told: &Option<Vec<Told>>) -> Option<u32> {
    match told.as_deref()? {
        &[(one, drawn, 0, false), (other, advance, cluster, false)]
            if one == first.1.glyph
                && (other, advance) == (second.glyph, second.advance)
                && cluster == first.0.len_utf8() =>
        {
            let kern = i16::try_from(drawn - first.1.advance).ok()?;
            Some(PLAIN_PAIR | u32::from(kern as u16))
        }
        _ => None,
    }
}
