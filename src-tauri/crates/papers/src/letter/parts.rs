//! The pieces that every section of the letter is made of.

use pdf::typeset::{Block, Colour, Definition, ParagraphStyle, Span};

use crate::wording::{Key, Wording};

/// A section heading, listed among the bookmarks.
pub(super) fn heading(words: &str) -> Block {
    Block::heading(2, words)
}

/// Size of a label as a factor of its value: most then keep to one line.
const LABEL_SIZE: f32 = 0.92;

/// A label.
pub(super) fn label(words: &str) -> Vec<Span> {
    vec![Span::bold(words).sized(LABEL_SIZE)]
}

/// A label and its value, in bold and plain.
pub(super) fn line(label: &str, value: &str) -> Definition {
    Definition {
        label: self::label(label),
        value: vec![Block::tight(vec![Span::plain(value)])],
    }
}

/// A label and its value where there is one.
pub(super) fn line_if(label: &str, value: Option<&str>) -> Option<Definition> {
    value.map(|value| line(label, value))
}

/// A label and its value, or words that say that it is not there yet.
pub(super) fn line_or_missing(wording: &Wording, label: &str, value: Option<&str>) -> Definition {
    match value {
        Some(value) => line(label, value),
        None => Definition {
            label: self::label(label),
            value: vec![Block::tight(vec![missing(wording)])],
        },
    }
}

/// The words for what a draft lacks.
pub(super) fn missing(wording: &Wording) -> Span {
    Span::italic(wording.say(Key::Missing)).coloured(Colour::Muted)
}

/// Labels and values under one another.
pub(super) fn definitions(rows: Vec<Definition>) -> Block {
    Block::Definitions {
        rows,
        label_width: 0.215,
    }
}

/// A person's own words.
pub(super) fn quotation(words: &str) -> Block {
    Block::Paragraph {
        spans: vec![Span::plain(format!("“{words}”"))],
        style: ParagraphStyle::Quotation,
        align: pdf::typeset::Align::Start,
    }
}
