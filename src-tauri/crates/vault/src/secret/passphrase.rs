//! What a clinician types to be let in.

use std::fmt;

use unicode_normalization::UnicodeNormalization;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::{NoRandomness, random_bytes};

/// Words so often found in passphrases that digits or repetition around one of them add nothing.
const COMMON: &str = include_str!("common_passphrases.txt");

/// The longest a chosen passphrase may be, in characters.
const LONGEST: usize = 1024;

/// The shortest a chosen passphrase may be, in characters.
const SHORTEST: usize = 12;

/// The longest text, in bytes, that is looked at at all: NFKC shortens a text only by joining marks to letters,
/// and beyond this it cannot come down to size.
const LONGEST_TYPED: usize = LONGEST * 64;

/// The most bytes that NFKC can make of one byte of UTF-8 (U+FDFA: three bytes become thirty-three).
const NFKC_GROWTH: usize = 11;

/// A passphrase in Unicode NFKC, so that the same words typed on two keyboards are the same passphrase.
///
/// Wiped when dropped, and shows nothing of itself when debugged.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct Passphrase(String);

/// Why a passphrase may not be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PassphraseError {
    /// Choose a longer one.
    #[error("a passphrase needs at least {SHORTEST} characters")]
    TooShort,
    /// Choose a shorter one.
    #[error("a passphrase has at most {LONGEST} characters")]
    TooLong,
    /// Choose one that does not stand on every guesser's list.
    #[error("this passphrase is one of those guessed first")]
    TooCommon,
    /// Type it again: a tab, line end or other control character has slipped in.
    #[error("a passphrase has no control characters in it")]
    NotText,
}

impl Passphrase {
    /// Accepts a passphrase that a clinician is choosing.
    ///
    /// Spaces count and are kept. Length is measured in characters after NFKC.
    ///
    /// # Errors
    /// [`PassphraseError`], which never holds any part of what was typed.
    pub fn parse(typed: &str) -> Result<Self, PassphraseError> {
        if typed.len() > LONGEST_TYPED {
            return Err(PassphraseError::TooLong);
        }
        let chosen = Self::typed(typed);
        match chosen.0.chars().count() {
            length if length < SHORTEST => return Err(PassphraseError::TooShort),
            length if length > LONGEST => return Err(PassphraseError::TooLong),
            _ => {}
        }
        if chosen.0.chars().any(char::is_control) {
            return Err(PassphraseError::NotText);
        }
        if is_common(&chosen.0) {
            return Err(PassphraseError::TooCommon);
        }
        Ok(chosen)
    }

    /// A passphrase of 80 random bits for somebody who will soon choose their own: four groups of four signs, none of
    /// which is read two ways.
    ///
    /// # Errors
    /// [`NoRandomness`] when the system has no random bytes to give.
    pub fn random() -> Result<Zeroizing<String>, NoRandomness> {
        const SIGNS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
        let mut bytes = random_bytes::<16>()?;
        let mut text = Zeroizing::new(String::with_capacity(19));
        for (place, byte) in bytes.iter().enumerate() {
            if place > 0 && place % 4 == 0 {
                text.push('-');
            }
            text.push(char::from(SIGNS[usize::from(byte % 32)]));
        }
        bytes.zeroize();
        Ok(text)
    }

    /// Takes a passphrase typed to be let in.
    ///
    /// Nothing is refused here: the key slot alone says whether it is right. Otherwise a stricter rule in a
    /// later version would lock out those who chose under an earlier one, and a refusal would tell a stranger
    /// something of what was chosen.
    #[must_use]
    pub fn typed(typed: &str) -> Self {
        // Room for the worst case, because a string that grows leaves unwiped copies behind. Beyond what can be
        // chosen nothing opens anyway, and the room asked for stays bounded.
        let mut text = String::with_capacity(typed.len().min(LONGEST_TYPED) * NFKC_GROWTH);
        text.extend(typed.nfkc());
        Self(text)
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase(redacted)")
    }
}

/// Whether a passphrase is among those that a guesser tries first.
fn is_common(passphrase: &str) -> bool {
    let fold = |keep: fn(&char) -> bool| {
        let mut folded = Zeroizing::new(String::with_capacity(passphrase.len() * 3));
        folded.extend(passphrase.chars().filter(keep).flat_map(char::to_lowercase));
        folded
    };
    let signs = fold(|c| !c.is_whitespace());
    let words = fold(|c| c.is_alphanumeric());
    let unit = repeated_unit(&words);
    let bare = unit.trim_matches(|c: char| c.is_ascii_digit());

    // "aaaaaaaaaaaa", "!?!?!?!?!?!?" and "12-34-12-34-12-34": a few characters, said again.
    let is_short_cycle = |text: &str| {
        let unit = repeated_unit(text).chars().count();
        unit < SHORTEST / 2 && unit < text.chars().count()
    };
    // "password2024", "Welcome to the NHS 1": a well-known word with digits and signs round it.
    let is_listed = || COMMON.lines().any(|line| line == bare || line == *unit);
    is_short_cycle(&signs) || is_short_cycle(&words) || is_listed() || is_run(&signs)
}

/// The shortest beginning that, said over and over, makes the whole text.
fn repeated_unit(text: &str) -> Zeroizing<String> {
    let chars = Zeroizing::new(text.chars().collect::<Vec<_>>());
    let is_cycle = |length: &usize| chars.iter().zip(chars.iter().skip(*length)).all(|(a, b)| a == b);
    let unit = (1..=chars.len() / 2).find(is_cycle).unwrap_or(chars.len());
    Zeroizing::new(chars.iter().take(unit).collect())
}

/// Whether every character follows the one before it: "abcdefghijkl", "987654321098".
fn is_run(text: &str) -> bool {
    let steps = |by: i64| {
        text.chars().zip(text.chars().skip(1)).all(|(a, b)| {
            let step = i64::from(u32::from(b)) - i64::from(u32::from(a));
            // After 9 comes 0, as on the keyboard.
            step == by || (a.is_ascii_digit() && b.is_ascii_digit() && (step - by) % 10 == 0)
        })
    };
    steps(1) || steps(-1)
}
