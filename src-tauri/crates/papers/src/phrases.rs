//! Words of the papers beside the letter: a file for each paper and language, and for each key the places it fills.
//!
//! A file that lacks a key, misspells one, or loses a place such as `{date}` is refused with its line, so that no
//! paper ever prints a sentence with a hole in it.

use std::collections::BTreeMap;

/// The keys of one paper's words.
pub trait PhraseKey: Copy + Ord + 'static {
    /// Every key; a file must have words for each.
    const ALL: &'static [Self];

    /// The key as the file writes it.
    fn code(self) -> &'static str;

    /// The places that the words of this key fill, each exactly as it stands between braces.
    fn places(self) -> &'static [&'static str];
}

macro_rules! phrase_keys {
    ($(#[$meta:meta])* $visibility:vis enum $name:ident {
        $( $variant:ident = $code:literal $([ $($place:literal),+ ])? , )+
    }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        #[allow(missing_docs, reason = "the name of a key is all there is to say of it; the wording file is its page")]
        $visibility enum $name { $( $variant, )+ }

        impl $crate::phrases::PhraseKey for $name {
            const ALL: &'static [Self] = &[ $( Self::$variant, )+ ];

            fn code(self) -> &'static str {
                match self { $( Self::$variant => $code, )+ }
            }

            fn places(self) -> &'static [&'static str] {
                match self { $( Self::$variant => &[ $($($place),+)? ], )+ }
            }
        }
    };
}

pub(crate) use phrase_keys;

/// A file of words that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PhraseError {
    /// A line without an equals sign, or without words.
    #[error("line {line} of the wording is not “key = words”")]
    NotALine {
        /// The line, from 1.
        line: usize,
    },
    /// A key that the paper does not use: probably misspelt.
    #[error("line {line} of the wording has an unknown key: {key}")]
    UnknownKey {
        /// The line, from 1.
        line: usize,
        /// The key as it was written.
        key: String,
    },
    /// A key that stands in the file twice.
    #[error("line {line} of the wording has a key for the second time: {key}")]
    Twice {
        /// The line, from 1.
        line: usize,
        /// The key.
        key: &'static str,
    },
    /// Words with a place that this key does not have, or an unclosed brace.
    #[error("line {line} of the wording has an unknown place: {{{place}}}")]
    UnknownPlace {
        /// The line, from 1.
        line: usize,
        /// The place as it was written.
        place: String,
    },
    /// Words that have lost one of their places.
    #[error("line {line} of the wording has lost its place: {{{place}}}")]
    LostPlace {
        /// The line, from 1.
        line: usize,
        /// The place.
        place: &'static str,
    },
    /// A key without words.
    #[error("the wording has no words for: {0}")]
    Missing(&'static str),
}

/// The words for every key of one paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrases<K: PhraseKey>(BTreeMap<K, String>);

impl<K: PhraseKey> Phrases<K> {
    /// Reads a file of words.
    ///
    /// # Errors
    /// [`PhraseError`] naming the line, the key or the place that is wrong.
    pub fn parse(text: &str) -> Result<Self, PhraseError> {
        let mut words = BTreeMap::new();
        for (line, text) in (1..).zip(text.lines()) {
            let text = text.trim();
            if text.is_empty() || text.starts_with('#') {
                continue;
            }
            let (key, value) = text.split_once('=').ok_or(PhraseError::NotALine { line })?;
            let (key, value) = (key.trim(), value.trim());
            if value.is_empty() {
                return Err(PhraseError::NotALine { line });
            }
            let known = K::ALL.iter().find(|known| known.code() == key);
            let known = *known.ok_or_else(|| PhraseError::UnknownKey {
                line,
                key: key.to_owned(),
            })?;
            check_places(value, known.places(), line)?;
            if words.insert(known, value.to_owned()).is_some() {
                return Err(PhraseError::Twice {
                    line,
                    key: known.code(),
                });
            }
        }
        match K::ALL.iter().find(|key| !words.contains_key(key)) {
            Some(key) => Err(PhraseError::Missing(key.code())),
            None => Ok(Self(words)),
        }
    }

    /// The words for a key.
    #[must_use]
    pub fn say(&self, key: K) -> &str {
        self.0.get(&key).map_or("", String::as_str)
    }

    /// The words for a key with its places filled. A value is printed as it is and never read as wording.
    #[must_use]
    pub fn fill(&self, key: K, values: &[(&str, &str)]) -> String {
        let mut filled = String::new();
        for piece in pieces(self.say(key)) {
            match piece {
                Piece::Words(words) | Piece::Unclosed(words) => filled.push_str(words),
                Piece::Place(name) => {
                    let value = values.iter().find(|(known, _)| *known == name);
                    filled.push_str(value.map_or("", |(_, value)| value));
                }
            }
        }
        filled
    }
}

/// A stretch of words, the place between two, or what follows a brace that is never closed.
enum Piece<'a> {
    Words(&'a str),
    Place(&'a str),
    Unclosed(&'a str),
}

fn pieces(words: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = words;
    while let Some((before, after)) = rest.split_once('{') {
        pieces.push(Piece::Words(before));
        let Some((name, after)) = after.split_once('}') else {
            pieces.push(Piece::Unclosed(after));
            return pieces;
        };
        pieces.push(Piece::Place(name));
        rest = after;
    }
    pieces.push(Piece::Words(rest));
    pieces
}

fn check_places(words: &str, places: &'static [&'static str], line: usize) -> Result<(), PhraseError> {
    let mut found = Vec::new();
    for piece in pieces(words) {
        match piece {
            Piece::Words(_) => {}
            Piece::Place(name) if places.contains(&name) => found.push(name),
            Piece::Place(name) | Piece::Unclosed(name) => {
                let place = name.to_owned();
                return Err(PhraseError::UnknownPlace { line, place });
            }
        }
    }
    match places.iter().find(|place| !found.contains(place)) {
        Some(place) => Err(PhraseError::LostPlace { line, place }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    phrase_keys! {
        enum Key {
            Title = "title",
            Ring = "ring" ["date", "phone"],
        }
    }

    #[test]
    fn a_wording_that_lacks_repeats_or_misspells_a_key_is_refused_with_its_place() {
        let refused = |text: &str| Phrases::<Key>::parse(text).unwrap_err();
        assert_eq!(
            refused("# remark\ntitel = Next"),
            PhraseError::UnknownKey {
                line: 2,
                key: "titel".into()
            }
        );
        assert_eq!(refused("title = Next"), PhraseError::Missing("ring"));
        assert_eq!(refused("title ="), PhraseError::NotALine { line: 1 });
        assert_eq!(
            refused("title = Next\ntitle = Then"),
            PhraseError::Twice {
                line: 2,
                key: "title"
            }
        );
    }

    #[test]
    fn a_sentence_can_neither_lose_a_place_nor_gain_one_that_nobody_fills() {
        let refused = |text: &str| Phrases::<Key>::parse(text).unwrap_err();
        assert_eq!(
            refused("ring = Ring {phone}."),
            PhraseError::LostPlace {
                line: 1,
                place: "date"
            }
        );
        assert_eq!(
            refused("ring = By {date} ring {phone} or {fax}."),
            PhraseError::UnknownPlace {
                line: 1,
                place: "fax".into()
            }
        );
        assert_eq!(
            refused("ring = By {date} ring {phone"),
            PhraseError::UnknownPlace {
                line: 1,
                place: "phone".into()
            }
        );
    }

    #[test]
    fn a_value_is_printed_as_it_is() {
        let words = Phrases::<Key>::parse("title = Next\nring = By {date} ring {phone}.").unwrap();
        assert_eq!(
            words.fill(Key::Ring, &[("date", "{phone}"), ("phone", "01632 960 120")]),
            "By {phone} ring 01632 960 120."
        );
    }
}
