//! What a person typed, as a query that can never be an error.

use super::dates;
use super::forms::pieces;

/// The most words that are looked at, and the most characters of each: beyond, nobody is searching.
const WORDS: usize = 12;
const LETTERS: usize = 64;

/// The most pieces that a query asks for.
const PIECES: usize = 24;

/// The most words that are taken for a whole name.
const NAMES: usize = 4;

/// What was typed, word by word.
pub(crate) struct Typed {
    words: Vec<Word>,
}

struct Word {
    pieces: Vec<String>,
    /// Whether something stands after its last piece, so that the piece has ended.
    is_closed: bool,
}

/// A family name and a given name, or the beginning of one, as names are compared.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct WholeName {
    pub(crate) family: String,
    pub(crate) given: String,
}

impl Typed {
    /// Reads what was typed; none if there is nothing to look for.
    pub(crate) fn parse(typed: &str) -> Option<Self> {
        let words: Vec<Word> = typed
            .split(|c: char| c.is_whitespace() || c.is_control())
            .filter_map(Word::parse)
            .take(WORDS)
            .collect();
        (!words.is_empty()).then_some(Self { words })
    }

    /// The query of the full-text index: every word must be found, as the beginning of a word.
    ///
    /// Each stands in quotation marks, so that nothing in it is taken for an operator. Words that are digits or months are
    /// also looked for together: as one number, as a reference, or as a date.
    pub(crate) fn query(&self) -> String {
        let mut asked = Vec::new();
        let mut rest = self.words.as_slice();
        let mut left = PIECES;
        while let Some((first, others)) = rest.split_first() {
            let run = figures(rest);
            let (together, after) = if run > 0 {
                rest.split_at(run)
            } else {
                (std::slice::from_ref(first), others)
            };
            left = left.saturating_sub(together.iter().map(|word| word.pieces.len()).sum());
            if left == 0 && !asked.is_empty() {
                break;
            }
            asked.push(if run > 0 { run_of(together) } else { first.query() });
            rest = after;
        }
        asked.join(" AND ")
    }

    /// The digits of all words, if there is nothing else but what groups them.
    pub(crate) fn digits(&self) -> Option<String> {
        let all: String = self
            .words
            .iter()
            .flat_map(|word| &word.pieces)
            .map(String::as_str)
            .collect();
        are_digits(&all).then_some(all)
    }

    /// Year and number of a reference, of which the year may be left out.
    pub(crate) fn reference(&self) -> Option<(Option<u32>, u32)> {
        let all: Vec<&str> = self
            .words
            .iter()
            .flat_map(|word| &word.pieces)
            .map(String::as_str)
            .collect();
        let (year, number) = match *all.as_slice() {
            [number] if are_digits(number) => (None, number),
            [year, number] if year.len() == 4 => (Some(year), number),
            ["so", year, number] if year.len() == 4 => (Some(year), number),
            [whole] => {
                let digits = whole
                    .strip_prefix("so")
                    .filter(|digits| digits.is_ascii() && digits.len() > 4)?;
                (Some(&digits[..4]), &digits[4..])
            }
            _ => return None,
        };
        let number = number.parse().ok().filter(|_| number.len() <= 8)?;
        match year {
            None => Some((None, number)),
            Some(year) => Some((Some(year.parse().ok()?), number)),
        }
    }

    /// The one word that was typed, where it may be the beginning of a family name.
    pub(crate) fn family(&self) -> Option<String> {
        match self.words.as_slice() {
            [word] if !word.has_digit() => Some(word.pieces.concat()),
            _ => None,
        }
    }

    /// Every way in which the words may be a family name with a given name.
    pub(crate) fn whole_names(&self) -> Vec<WholeName> {
        let length = self.words.len();
        if !(2..=NAMES).contains(&length) || self.words.iter().any(Word::has_digit) {
            return Vec::new();
        }
        let name = |words: &[Word]| words.iter().map(|word| word.pieces.concat()).collect::<String>();
        let parted = (1..length).flat_map(|at| {
            let (one, other) = self.words.split_at(at);
            let (one, other) = (name(one), name(other));
            [(one.clone(), other.clone()), (other, one)]
        });
        let mut found = Vec::new();
        for (family, given) in parted {
            let name = WholeName { family, given };
            if !found.contains(&name) {
                found.push(name);
            }
        }
        found
    }
}

impl Word {
    fn parse(word: &str) -> Option<Self> {
        let word: String = word.chars().take(LETTERS).collect();
        let pieces = pieces(&word);
        let is_closed = word.chars().next_back().is_some_and(|c| c.is_ascii_punctuation());
        (!pieces.is_empty()).then_some(Self { pieces, is_closed })
    }

    fn has_digit(&self) -> bool {
        self.pieces
            .iter()
            .any(|piece| piece.chars().any(|c| c.is_ascii_digit()))
    }

    /// Its pieces one by one, or as the one word that other people write.
    fn query(&self) -> String {
        let apart = all_of(self.pieces.iter().map(String::as_str));
        match self.pieces.len() {
            1 => apart,
            _ => format!("({apart} OR {})", beginning(&self.pieces.concat())),
        }
    }

    /// Whether it is made of digits and months, or is how a reference begins.
    fn is_figures(&self, is_first: bool) -> bool {
        let mut pieces = self.pieces.as_slice();
        if let Some((first, rest)) = pieces.split_first()
            && is_first
            && first == "so"
        {
            pieces = rest;
        }
        pieces
            .iter()
            .all(|piece| are_digits(piece) || dates::month_of(piece).is_some())
    }
}

/// How many words from the first on are digits, months and the letters of a reference; none without a digit among them.
fn figures(words: &[Word]) -> usize {
    let run = words
        .iter()
        .enumerate()
        .take_while(|(at, word)| word.is_figures(*at == 0))
        .count();
    if words[..run].iter().any(Word::has_digit) {
        run
    } else {
        0
    }
}

/// Figures one by one, together as one number or reference, or as a date.
fn run_of(words: &[Word]) -> String {
    let pieces: Vec<&str> = words
        .iter()
        .flat_map(|word| &word.pieces)
        .map(String::as_str)
        .collect();
    let is_closed = words.last().is_some_and(|word| word.is_closed);
    let dates = dates::beginnings(&pieces, is_closed);
    let joined = pieces.concat();
    let is_number = pieces.len() > 1 && joined.strip_prefix("so").map_or(are_digits(&joined), are_digits);
    let mut ways = Vec::new();
    // A whole date, and a reference, are meant as one; their digits one by one would find all who have them anywhere. Two
    // words may still be somebody of the name So, and a year of birth.
    let is_reference = pieces.first() == Some(&"so") && (pieces.len() > 2 || words[0].pieces.len() > 1);
    if pieces.len() == 1 || !is_reference && !dates::is_whole(&dates) {
        ways.push(all_of(pieces.iter().copied()));
    }
    if is_number && !dates.contains(&joined) {
        ways.push(beginning(&joined));
    }
    ways.extend(dates.iter().map(|date| beginning(date)));
    match ways.as_slice() {
        [one] => one.clone(),
        _ => format!("({})", ways.join(" OR ")),
    }
}

fn all_of<'a>(pieces: impl Iterator<Item = &'a str>) -> String {
    let all: Vec<String> = pieces.take(PIECES).map(beginning).collect();
    match all.as_slice() {
        [one] => one.clone(),
        _ => format!("({})", all.join(" AND ")),
    }
}

fn beginning(piece: &str) -> String {
    format!("\"{piece}\"*")
}

fn are_digits(piece: &str) -> bool {
    !piece.is_empty() && piece.bytes().all(|byte| byte.is_ascii_digit())
}

/// The beginning of names and the first that no longer begins so, as a stretch of an index.
pub(crate) fn stretch(beginning: &str) -> (String, String) {
    (beginning.to_owned(), format!("{beginning}\u{10FFFF}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_quoted_and_nothing_is_an_operator() {
        for (typed, expected) in [
            ("Smith OR \"x", r#""smith"* AND "or"* AND "x"*"#),
            ("O'Brien", r#"(("o"* AND "brien"*) OR "obrien"*)"#),
            ("943 476", r#"(("943"* AND "476"*) OR "943476"*)"#),
            ("14/08/1980", r#""14081980"*"#),
            ("smith 14 aug", r#""smith"* AND (("14"* AND "aug"*) OR "1408"*)"#),
            ("SO-2026-1", r#""so20261"*"#),
            ("so 1980", r#"(("so"* AND "1980"*) OR "so1980"*)"#),
            ("may", r#""may"*"#),
        ] {
            assert_eq!(Typed::parse(typed).unwrap().query(), expected, "{typed}");
        }
        assert!(Typed::parse(" - ( * ").is_none());
    }

    #[test]
    fn names_and_references_are_known_in_every_order() {
        let names = |typed: &str| Typed::parse(typed).unwrap().whole_names();
        let name = |family: &str, given: &str| WholeName {
            family: family.into(),
            given: given.into(),
        };
        assert_eq!(
            names("John O'Brien"),
            [name("john", "obrien"), name("obrien", "john")]
        );
        assert_eq!(names("smith 1980"), []);
        let reference = |typed: &str| Typed::parse(typed).unwrap().reference();
        for typed in ["SO-2026-0042", "so 2026 42", "so20260042", "2026-42"] {
            assert_eq!(reference(typed), Some((Some(2026), 42)), "{typed}");
        }
        assert_eq!(reference("0042"), Some((None, 42)));
        assert_eq!(reference("smith"), None);
    }
}
