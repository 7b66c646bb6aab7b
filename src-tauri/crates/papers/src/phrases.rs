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

    /// Whether its words protect the patient or keep to a standard, so that no organisation changes them (product
    /// rule §3.4).
    fn is_locked(self) -> bool;

    /// The key that the file writes so.
    fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|key| key.code() == code)
    }
}

/// Declares the keys of one paper: each with its code, its places in brackets, and `locked` where nobody changes it.
macro_rules! phrase_keys {
    (@is_locked) => { false };
    (@is_locked locked) => { true };
    ($(#[$meta:meta])* $visibility:vis enum $name:ident {
        $( $variant:ident = $code:literal $([ $($place:literal),+ ])? $($locked:ident)? , )+
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

            fn is_locked(self) -> bool {
                match self { $( Self::$variant => $crate::phrases::phrase_keys!(@is_locked $($locked)?), )+ }
            }
        }
    };
}

pub(crate) use phrase_keys;

/// What is wrong with a file of words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PhraseError {
    /// A line without an equals sign.
    #[error("line {line} is not “key = words”")]
    NotALine {
        /// The line, from 1.
        line: usize,
    },
    /// A key with nothing after its equals sign.
    #[error("line {line} has no words: {key}")]
    Empty {
        /// The line, from 1.
        line: usize,
        /// The key as it was written.
        key: String,
    },
    /// A line that no paper has room for.
    #[error("line {line} is too long: a line has at most 1,000 characters")]
    TooLong {
        /// The line, from 1.
        line: usize,
    },
    /// Neither checked by a translator nor not.
    #[error("line {line} says whether a translator has read the file: write checked or unchecked")]
    NotAState {
        /// The line, from 1.
        line: usize,
    },
    /// A key that the paper does not use: probably misspelt.
    #[error("line {line} has an unknown key: {key}")]
    UnknownKey {
        /// The line, from 1.
        line: usize,
        /// The key as it was written.
        key: String,
    },
    /// A key that stands in the file twice.
    #[error("line {line} has a key for the second time: {key}")]
    Twice {
        /// The line, from 1.
        line: usize,
        /// The key.
        key: &'static str,
    },
    /// Words with a place that this key does not have, or an unclosed brace.
    #[error("line {line} has an unknown field: {{{place}}}")]
    UnknownPlace {
        /// The line, from 1.
        line: usize,
        /// The place as it was written.
        place: String,
    },
    /// Words that have lost one of their places.
    #[error("line {line} has lost its field {{{place}}}: it must stay in the words")]
    LostPlace {
        /// The line, from 1.
        line: usize,
        /// The place.
        place: &'static str,
    },
    /// A line that protects the patient or keeps to a standard, and reads otherwise than supplied.
    #[error("line {line} is locked and cannot be changed: {key}")]
    Locked {
        /// The line, from 1.
        line: usize,
        /// The key.
        key: &'static str,
    },
    /// Words that promise what there is not, or that judge the patient (domain rule S2).
    #[error("line {line} says “{words}”, which no paper may say")]
    Banned {
        /// The line, from 1.
        line: usize,
        /// The words.
        words: &'static str,
    },
    /// A key without words.
    #[error("there are no words for: {0}")]
    Missing(&'static str),
}

impl PhraseError {
    /// The line that it is about, from 1; none for a line that is not there.
    #[must_use]
    pub const fn line(&self) -> Option<usize> {
        match self {
            Self::NotALine { line }
            | Self::Empty { line, .. }
            | Self::TooLong { line }
            | Self::NotAState { line }
            | Self::UnknownKey { line, .. }
            | Self::Twice { line, .. }
            | Self::UnknownPlace { line, .. }
            | Self::LostPlace { line, .. }
            | Self::Locked { line, .. }
            | Self::Banned { line, .. } => Some(*line),
            Self::Missing(_) => None,
        }
    }
}

/// The words for every key of one paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrases<K: PhraseKey>(BTreeMap<K, String>);

impl<K: PhraseKey> Phrases<K> {
    /// Reads a file of words.
    ///
    /// # Errors
    /// [`PhraseError`] naming the first line, key or place that is wrong.
    pub fn parse(text: &str) -> Result<Self, PhraseError> {
        let (phrases, problems) = Self::read(text);
        match problems.into_iter().next() {
            Some(problem) => Err(problem),
            None => Ok(phrases),
        }
    }

    /// The words of `text`, and those of `self` for every key that it has no sound words for or, where locks are kept,
    /// that is locked. A file that was kept under an earlier version of the program lacks what has come since, and no
    /// sentence is ever printed with a hole in it.
    #[must_use]
    pub fn overlaid(mut self, text: &str, keeps_locks: bool) -> Self {
        let kept = Self::read(text).0.0.into_iter();
        self.0
            .extend(kept.filter(|(key, _)| !(keeps_locks && key.is_locked())));
        self
    }

    /// The sound words of a file, and everything that is wrong with it, line by line.
    pub(crate) fn read(text: &str) -> (Self, Vec<PhraseError>) {
        let (mut words, mut problems) = (BTreeMap::new(), Vec::new());
        for (line, said) in lines(text) {
            let Some((code, value)) = said.split_once('=') else {
                problems.push(PhraseError::NotALine { line });
                continue;
            };
            let (code, value) = (code.trim(), value.trim());
            if value.is_empty() {
                let key = code.to_owned();
                problems.push(PhraseError::Empty { line, key });
                continue;
            }
            let Some(key) = K::from_code(code) else {
                let key = code.to_owned();
                problems.push(PhraseError::UnknownKey { line, key });
                continue;
            };
            let wrong = wrong_places(value, key.places(), line);
            if wrong.is_empty() && words.insert(key, value.to_owned()).is_some() {
                let key = key.code();
                problems.push(PhraseError::Twice { line, key });
            }
            problems.extend(wrong);
        }
        // A key whose line is wrong is there; only its words are not.
        let named: Vec<&str> = lines(text)
            .filter_map(|(_, said)| said.split_once('=').map_or(Some(said), |(key, _)| Some(key)))
            .map(str::trim)
            .collect();
        let missing = K::ALL
            .iter()
            .map(|key| key.code())
            .filter(|code| !named.contains(code));
        problems.extend(missing.map(PhraseError::Missing));
        (Self(words), problems)
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

/// The lines that are no remark and not empty, counted from 1.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    (1..)
        .zip(text.lines().map(str::trim))
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
}

fn wrong_places(words: &str, places: &'static [&'static str], line: usize) -> Vec<PhraseError> {
    let (mut found, mut problems) = (Vec::new(), Vec::new());
    for piece in pieces(words) {
        match piece {
            Piece::Words(_) => {}
            Piece::Place(name) if places.contains(&name) => found.push(name),
            Piece::Place(name) | Piece::Unclosed(name) => {
                let place = name.to_owned();
                problems.push(PhraseError::UnknownPlace { line, place });
            }
        }
    }
    let lost = places.iter().filter(|place| !found.contains(place));
    problems.extend(lost.map(|place| PhraseError::LostPlace { line, place }));
    problems
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
        assert_eq!(refused("title"), PhraseError::NotALine { line: 1 });
        assert_eq!(
            refused("title ="),
            PhraseError::Empty {
                line: 1,
                key: "title".into()
            }
        );
        assert_eq!(
            refused("title = Next\nring = {date} {phone}\ntitle = Then"),
            PhraseError::Twice {
                line: 3,
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
