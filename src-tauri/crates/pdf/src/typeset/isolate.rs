//! Keeps names and numbers from changing places where directions of reading meet.
//!
//! The rules of bidirectional text draw a number into a right-to-left name beside it, and turn the groups of an
//! NHS number or the parts of a date round inside right-to-left text. On paper that is a wrong number. Isolates,
//! which print nothing, hold each of them together.

use unicode_bidi::{BidiClass, bidi_class};

/// Opens an isolate whose direction is that of its own first letter.
const FIRST_STRONG: char = '\u{2068}';
/// Opens an isolate that is read from the left.
const FROM_LEFT: char = '\u{2066}';
/// Closes either.
const CLOSE: char = '\u{2069}';

/// Where in `text` isolates must be opened and closed, as byte and mark, in order.
pub(super) fn isolates(text: &str, right_to_left: bool) -> Vec<(usize, char)> {
    let stretches = if right_to_left {
        numbers(text)
    } else {
        from_right(text)
    };
    let open = if right_to_left { FROM_LEFT } else { FIRST_STRONG };
    stretches
        .into_iter()
        .flat_map(|(start, end)| [(start, open), (end, CLOSE)])
        .collect()
}

/// Stretches of letters from the right, with the spaces and marks between them, but without digits.
fn from_right(text: &str) -> Vec<(usize, usize)> {
    let mut stretches: Vec<(usize, usize)> = Vec::new();
    let mut joined = false;
    for (at, character) in text.char_indices() {
        let end = at + character.len_utf8();
        match bidi_class(character) {
            BidiClass::R | BidiClass::AL => {
                match stretches.last_mut() {
                    Some(last) if joined => last.1 = end,
                    _ => stretches.push((at, end)),
                }
                joined = true;
            }
            BidiClass::NSM | BidiClass::BN => {
                if let Some(last) = stretches.last_mut().filter(|last| last.1 == at) {
                    last.1 = end;
                }
            }
            BidiClass::WS | BidiClass::ON | BidiClass::CS | BidiClass::ES => {}
            _ => joined = false,
        }
    }
    stretches
}

/// Stretches such as `943 476 5919`, `14-Aug-2026` or `SO-2026-0042`: letters and digits from the left with
/// single signs between them, at least one digit and one sign.
fn numbers(text: &str) -> Vec<(usize, usize)> {
    let mut stretches = Vec::new();
    let mut current: Option<Stretch> = None;
    for (at, character) in text.char_indices() {
        let is_part = matches!(bidi_class(character), BidiClass::L | BidiClass::EN);
        let joins = matches!(
            character,
            ' ' | '\u{A0}' | '-' | '\u{2011}' | '/' | '.' | ':' | ',' | '\''
        );
        match &mut current {
            Some(stretch) if is_part => {
                stretch.signs += usize::from(stretch.end < at);
                stretch.end = at + character.len_utf8();
                stretch.has_digit |= character.is_ascii_digit();
            }
            Some(stretch) if joins && stretch.end == at => {}
            _ => {
                stretches.extend(
                    current
                        .take()
                        .filter(Stretch::needs_isolate)
                        .map(|done| (done.start, done.end)),
                );
                if is_part {
                    let end = at + character.len_utf8();
                    current = Some(Stretch {
                        start: at,
                        end,
                        signs: 0,
                        has_digit: character.is_ascii_digit(),
                    });
                }
            }
        }
    }
    stretches.extend(
        current
            .filter(Stretch::needs_isolate)
            .map(|done| (done.start, done.end)),
    );
    stretches
}

struct Stretch {
    start: usize,
    end: usize,
    signs: usize,
    has_digit: bool,
}

impl Stretch {
    fn needs_isolate(&self) -> bool {
        self.has_digit && self.signs > 0
    }
}
