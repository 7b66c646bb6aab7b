//! What an organisation's letters look like: its logo, its colour, and the envelope that they go into.

use crate::code::coded;

coded! {
    /// Where the window of the envelope is, and so where the address stands.
    pub enum EnvelopeWindow {
        /// DL: the sheet is folded in three.
        Dl = "dl", "DL envelope with a window (folded in three)";
        /// C5: the sheet is folded once.
        C5 = "c5", "C5 envelope with a window (folded once)";
        /// No window: the address stands in the text and needs no room of its own.
        None = "none", "No window";
    }
}

/// A text that cannot be the colour of a letterhead.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum ColourError {
    /// Not written as a colour.
    #[error("write the colour as a sharp sign and six digits, such as #003D6B")]
    NotAColour,
    /// Headings in it would be hard to read on white paper.
    #[error(
        "this colour is too pale to be read on white: its contrast is {contrast:.1} to 1, and 4.5 to 1 is needed"
    )]
    TooPale {
        /// The contrast to white, from 1 to 21.
        contrast: f32,
    },
}

/// The colour of an organisation, dark enough for words on white (WCAG 2.2, success criterion 1.4.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LetterheadColour([u8; 3]);

impl LetterheadColour {
    /// Least contrast of words to their ground.
    const LEAST: f32 = 4.5;

    /// Reads a colour such as `#003D6B`.
    ///
    /// # Errors
    /// [`ColourError::TooPale`] names the contrast; [`ColourError::NotAColour`] for any other text.
    pub fn parse(text: &str) -> Result<Self, ColourError> {
        let digits = text.trim().strip_prefix('#').ok_or(ColourError::NotAColour)?;
        if digits.len() != 6 || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return Err(ColourError::NotAColour);
        }
        let number = u32::from_str_radix(digits, 16).map_err(|_| ColourError::NotAColour)?;
        let [_, red, green, blue] = number.to_be_bytes();
        let colour = Self([red, green, blue]);
        let contrast = colour.contrast();
        if contrast < Self::LEAST {
            return Err(ColourError::TooPale { contrast });
        }
        Ok(colour)
    }

    /// Red, green and blue from 0 to 255.
    #[must_use]
    pub const fn rgb(self) -> [u8; 3] {
        self.0
    }

    /// The contrast of words in it to white paper, from 1 to 21.
    #[must_use]
    pub fn contrast(self) -> f32 {
        let light = |value: u8| {
            let value = f32::from(value) / 255.0;
            if value <= 0.04045 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        let [red, green, blue] = self.0.map(light);
        1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
    }
}

impl std::fmt::Display for LetterheadColour {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [red, green, blue] = self.0;
        write!(formatter, "#{red:02X}{green:02X}{blue:02X}")
    }
}

/// The picture on a letterhead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logo {
    /// A PNG or JPEG file.
    pub picture: Vec<u8>,
    /// What it shows, for those who hear the letter.
    pub words: String,
}

/// How an organisation's letters look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letterhead {
    /// The colour of headings and of the organisation's name; the program's own blue if there is none.
    pub colour: Option<LetterheadColour>,
    /// The envelope.
    pub window: EnvelopeWindow,
    /// The logo.
    pub logo: Option<Logo>,
}

impl Default for Letterhead {
    fn default() -> Self {
        Self {
            colour: None,
            window: EnvelopeWindow::Dl,
            logo: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_is_taken_when_its_words_can_be_read_on_white() {
        for dark in ["#003D6B", "#005eb8", " #000000 ", "#767676"] {
            let colour = LetterheadColour::parse(dark).unwrap();
            assert_eq!(LetterheadColour::parse(&colour.to_string()), Ok(colour));
        }
        for pale in ["#FFFFFF", "#FFB81C", "#777777", "#41B6E6"] {
            let refused = LetterheadColour::parse(pale).unwrap_err();
            assert!(
                matches!(refused, ColourError::TooPale { contrast } if contrast < 4.5),
                "{pale}"
            );
        }
        for other in ["", "blue", "003D6B", "#03D", "#00GG00", "#003D6B00", "#+03D6B"] {
            assert_eq!(
                LetterheadColour::parse(other),
                Err(ColourError::NotAColour),
                "{other}"
            );
        }
    }
}
