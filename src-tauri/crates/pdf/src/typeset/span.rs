//! Stretches of text in one style.

/// A weight or slope of the text family.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Face {
    /// Running text.
    #[default]
    Regular,
    /// Headings, labels and what must not be overlooked.
    Bold,
    /// Titles, and the patient's own words.
    Italic,
}

/// A colour of ink; each is legible when printed in black and white.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Colour {
    /// Near-black text.
    #[default]
    Text,
    /// The sober blue of headings and links.
    Accent,
    /// Dark grey for what is secondary.
    Muted,
}

/// Where a click leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Link {
    /// A named destination of this paper, or of the bundle it becomes part of.
    Named(String),
}

/// A stretch of text in one style. A line feed inside it starts a new line.
#[derive(Debug, Clone, PartialEq)]
pub struct Span {
    /// The text, in logical order.
    pub text: String,
    /// Weight or slope.
    pub face: Face,
    /// Size as a factor of its surroundings.
    pub size: f32,
    /// Ink.
    pub colour: Colour,
    /// Where a click leads, if anywhere.
    pub link: Option<Link>,
    /// The language, as a BCP 47 tag, where it is not the paper's.
    pub lang: Option<String>,
}

impl Span {
    /// Plain text in the style of its surroundings.
    pub fn plain(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            face: Face::Regular,
            size: 1.0,
            colour: Colour::Text,
            link: None,
            lang: None,
        }
    }

    /// Bold text.
    pub fn bold(text: impl Into<String>) -> Self {
        Self {
            face: Face::Bold,
            ..Self::plain(text)
        }
    }

    /// Italic text.
    pub fn italic(text: impl Into<String>) -> Self {
        Self {
            face: Face::Italic,
            ..Self::plain(text)
        }
    }

    /// Text that leads to the destination `name`.
    pub fn link(text: impl Into<String>, name: impl Into<String>) -> Self {
        Self {
            link: Some(Link::Named(name.into())),
            ..Self::plain(text)
        }
    }

    /// The same span in another ink.
    #[must_use]
    pub fn coloured(self, colour: Colour) -> Self {
        Self { colour, ..self }
    }

    /// The same span, larger or smaller by a factor.
    #[must_use]
    pub fn sized(self, size: f32) -> Self {
        Self { size, ..self }
    }

    /// The same span in another language.
    #[must_use]
    pub fn in_language(self, lang: impl Into<String>) -> Self {
        Self {
            lang: Some(lang.into()),
            ..self
        }
    }
}

impl From<&str> for Span {
    fn from(text: &str) -> Self {
        Self::plain(text)
    }
}

impl From<String> for Span {
    fn from(text: String) -> Self {
        Self::plain(text)
    }
}
