//! Text that a person typed: what may stand in a single line, and what in a longer note.

/// Why a typed text cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// Nothing but blanks.
    #[error("this is empty")]
    Empty,
    /// Longer than the field holds.
    #[error("this is {length} characters long; the limit is {limit}")]
    TooLong {
        /// The length that was typed, in characters.
        length: usize,
        /// The most that the field holds, in characters.
        limit: usize,
    },
    /// A character that cannot be seen or that turns the direction of the text around.
    #[error("this holds a hidden character (U+{code:04X}); type it again without copying")]
    Hidden {
        /// The code point.
        code: u32,
    },
}

/// A line of text: trimmed, inner blanks single, at most `limit` characters.
///
/// # Errors
/// [`TextError`] when it is empty, too long, or holds a hidden character.
pub fn line(text: &str, limit: usize) -> Result<String, TextError> {
    let folded = text.split_whitespace().collect::<Vec<_>>().join(" ");
    checked(folded, limit, |c| c.is_control())
}

/// A note of one or more lines: trimmed, line ends as `\n`, at most `limit` characters.
///
/// # Errors
/// [`TextError`] when it is empty, too long, or holds a hidden character.
pub fn note(text: &str, limit: usize) -> Result<String, TextError> {
    let unified = text.replace("\r\n", "\n").replace('\r', "\n");
    checked(unified.trim().to_owned(), limit, |c| {
        c.is_control() && c != '\n' && c != '\t'
    })
}

/// Whether a character is invisible or changes the direction of what stands around it.
///
/// A name with such a character looks like another name: domain rule H2.
#[must_use]
pub const fn is_deceptive(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

fn checked(text: String, limit: usize, refused: impl Fn(char) -> bool) -> Result<String, TextError> {
    if text.is_empty() {
        return Err(TextError::Empty);
    }
    if let Some(hidden) = text.chars().find(|c| refused(*c) || is_deceptive(*c)) {
        return Err(TextError::Hidden { code: hidden.into() });
    }
    let length = text.chars().count();
    if length > limit {
        return Err(TextError::TooLong { length, limit });
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_folds_its_blanks_and_a_note_keeps_its_lines() {
        assert_eq!(line("  Dr  Ann\tJones ", 20).unwrap(), "Dr Ann Jones");
        assert_eq!(note(" one\r\ntwo ", 20).unwrap(), "one\ntwo");
    }

    #[test]
    fn a_character_that_turns_the_text_around_is_refused() {
        assert_eq!(
            line("Smith\u{202E}nhoJ", 20),
            Err(TextError::Hidden { code: 0x202E })
        );
        assert_eq!(note("a\u{0}b", 20), Err(TextError::Hidden { code: 0 }));
        assert_eq!(line("   ", 20), Err(TextError::Empty));
        assert_eq!(line("Łukasz", 3), Err(TextError::TooLong { length: 6, limit: 3 }));
    }
}
