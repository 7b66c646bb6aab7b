//! The recovery key: 160 random bits on paper, typed back by a person in a hurry.

use std::fmt;

use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::secret::{NoRandomness, random_bytes};

/// Crockford's base 32: no I, L, O or U, so that nothing on paper is read two ways.
const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The five further symbols that only a check symbol can be, since it counts to 37.
const CHECK_DIGITS: &[u8; 5] = b"*~$=U";

/// Symbols that carry the key, before the check symbol.
const SYMBOLS: usize = 32;

/// The key that opens a store when no passphrase is left. It is printed once and kept nowhere.
///
/// Wiped when dropped, and shows nothing of itself when debugged.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct RecoveryKey([u8; 20]);

/// Why a typed text is no recovery key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RecoveryKeyError {
    /// Look for a group left out or typed twice.
    #[error("a recovery key has 33 symbols, of which {found} were typed")]
    Length {
        /// Symbols typed, spaces and hyphens not counted.
        found: usize,
    },
    /// Look at this group: it holds a sign that no recovery key has.
    #[error("group {group} holds a sign that a recovery key never has")]
    Symbol {
        /// The group, counted from 1; the ninth is the check symbol.
        group: usize,
    },
    /// Compare it with the paper again: a symbol is wrong, or two have changed places.
    #[error("the recovery key has a typing slip in it")]
    Mistyped,
}

impl RecoveryKey {
    pub(super) fn random() -> Result<Self, NoRandomness> {
        random_bytes().map(Self)
    }

    /// Reads what was typed: capitals or not, with or without spaces and hyphens, O for 0, I or L for 1.
    ///
    /// # Errors
    /// [`RecoveryKeyError`]. One wrong symbol, or any two of the 32 changed over, is always noticed.
    pub fn parse(typed: &str) -> Result<Self, RecoveryKeyError> {
        let symbols: Zeroizing<Vec<char>> = Zeroizing::new(
            typed
                .chars()
                .filter(|c| !c.is_whitespace() && !is_hyphen(*c))
                .collect(),
        );
        if symbols.len() != SYMBOLS + 1 {
            return Err(RecoveryKeyError::Length { found: symbols.len() });
        }
        let mut key = Self([0; 20]);
        let mut check = 0;
        for (place, symbol) in symbols.iter().enumerate() {
            let value = value_of(*symbol).filter(|value| *value < 32 || place == SYMBOLS);
            let value = value.ok_or(RecoveryKeyError::Symbol { group: place / 4 + 1 })?;
            if place == SYMBOLS {
                return if check == value {
                    Ok(key)
                } else {
                    Err(RecoveryKeyError::Mistyped)
                };
            }
            check = (check * 32 + value) % 37;
            key.set(place, value);
        }
        Err(RecoveryKeyError::Length { found: symbols.len() })
    }

    /// The key as it is printed: eight groups of four and the check symbol.
    #[must_use]
    pub fn printed(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(48));
        let mut check = 0;
        for place in 0..SYMBOLS {
            let value = self.get(place);
            check = (check * 32 + value) % 37;
            text.push(symbol_of(value));
            if place % 4 == 3 {
                text.push('-');
            }
        }
        text.push(symbol_of(check));
        text
    }

    pub(super) fn as_bytes(&self) -> &[u8; 20] {
        &self.0
    }

    /// The five bits at a place, as a number.
    fn get(&self, place: usize) -> u32 {
        (0..5).fold(0, |value, bit| {
            let at = place * 5 + bit;
            value << 1 | u32::from(self.0[at / 8] >> (7 - at % 8) & 1)
        })
    }

    /// Sets the five bits at a place, which were zero.
    fn set(&mut self, place: usize, value: u32) {
        for bit in 0..5 {
            let at = place * 5 + bit;
            if value >> (4 - bit) & 1 == 1 {
                self.0[at / 8] |= 1 << (7 - at % 8);
            }
        }
    }
}

impl fmt::Debug for RecoveryKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryKey(redacted)")
    }
}

fn symbol_of(value: u32) -> char {
    let value = value as usize;
    let symbol = DIGITS
        .get(value)
        .or_else(|| CHECK_DIGITS.get(value.wrapping_sub(32)));
    char::from(*symbol.unwrap_or(&b'0'))
}

fn value_of(symbol: char) -> Option<u32> {
    let symbol = match symbol.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let place = DIGITS
        .iter()
        .chain(CHECK_DIGITS)
        .position(|digit| char::from(*digit) == symbol)?;
    u32::try_from(place).ok()
}

/// The hyphen, and what a word processor may have made of it.
fn is_hyphen(symbol: char) -> bool {
    matches!(symbol, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ad}')
}
