//! The forms in which people write one and the same name, number, date or reference, as the words of an index.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::bundle::Reference;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The words under which something is found, each once.
#[derive(Default)]
pub(super) struct Words(BTreeSet<String>);

impl Words {
    /// The words of a text; a word of several pieces also as one: `O'Brien` as `o`, `brien` and `obrien`.
    pub(super) fn text(mut self, text: &str) -> Self {
        for word in text.split_whitespace() {
            let pieces = pieces(word);
            if pieces.len() > 1 {
                self.0.insert(pieces.concat());
            }
            self.0.extend(pieces);
        }
        self
    }

    /// A number in whole and, where it has ten digits, in threes and four.
    pub(super) fn number(mut self, compact: &str) -> Self {
        if compact.len() == 10 && compact.bytes().all(|byte| byte.is_ascii_digit()) {
            let groups = [&compact[..3], &compact[3..6], &compact[6..], compact];
            self.0.extend(groups.map(str::to_owned));
            return self;
        }
        self.text(compact)
    }

    /// A date from its day on, from its year on and from its month on: whoever types one begins with one of them.
    pub(super) fn date(mut self, date: NaiveDate) -> Self {
        let forms = ["%d%m%Y", "%d%m%y", "%Y%m%d", "%Y", "%m%Y"];
        self.0.extend(forms.map(|form| date.format(form).to_string()));
        self
    }

    /// A reference in full, without its zeros, without its letters, and by its number alone.
    pub(super) fn reference(mut self, reference: &Reference) -> Self {
        let full = reference.to_string();
        let (year, number) = full
            .strip_prefix("SO-")
            .and_then(|rest| rest.rsplit_once('-'))
            .unwrap_or_default();
        let short = number.trim_start_matches('0');
        for number in [number, short] {
            self.0.extend([
                format!("so{year}{number}"),
                format!("{year}{number}"),
                number.to_owned(),
            ]);
        }
        self
    }

    /// All of them, a blank between.
    pub(super) fn joined(self) -> String {
        self.0.into_iter().collect::<Vec<_>>().join(" ")
    }
}

/// A word as it is compared: small letters without accents or strokes, divided where there is punctuation.
///
/// Each piece holds nothing but letters and digits, so that an index takes it for one word whatever it is.
pub(super) fn pieces(word: &str) -> Vec<String> {
    let plain: String = word
        .nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .flat_map(plain)
        .collect();
    plain
        .split(|c: char| !c.is_alphanumeric())
        .filter(|piece| !piece.is_empty())
        .map(str::to_owned)
        .collect()
}

/// A name as it is compared: no accents, no punctuation, no blanks, small letters.
///
/// Two people whose names differ only in these may be one person (hazard H2).
pub(crate) fn key(name: &str) -> String {
    pieces(name).concat()
}

/// Whether two names as they are compared are one name, one the beginning of the other, or a slip of the pen apart.
pub(crate) fn are_alike(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    let length = short.chars().count();
    if length < 3 {
        return one == other;
    }
    let slips = if length < 7 { 1 } else { 2 };
    long.starts_with(short) || distance(short, long) <= slips
}

/// How many letters must be put in, taken out or changed to make one name of the other.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (above, letter) in (1..).zip(one.chars()) {
        let mut corner = row[0];
        row[0] = above;
        for at in 0..other.len() {
            let changed = corner + usize::from(letter != other[at]);
            corner = row[at + 1];
            row[at + 1] = changed.min(corner + 1).min(row[at] + 1);
        }
    }
    row[other.len()]
}

/// Letters that have no accent to take away and are still typed without their stroke.
fn plain(c: char) -> impl Iterator<Item = char> {
    let letters = match c {
        'ł' => "l",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'æ' => "ae",
        'œ' => "oe",
        'ß' => "ss",
        'ı' => "i",
        _ => "",
    };
    let same = letters.is_empty().then_some(c);
    letters.chars().chain(same)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_differ_in_accents_and_punctuation_compare_alike() {
        for (one, other) in [
            ("O'Brien", "OBRIEN"),
            ("O’Brien", "o brien"),
            ("Siân", "Sian"),
            ("Wyn-Jones", "Wynjones"),
            ("Łukasz", "Lukasz"),
            ("Jose\u{301}", "José"),
            ("Groß", "GROSS"),
        ] {
            assert_eq!(key(one), key(other), "{one}");
        }
        assert_ne!(key("Smith"), key("Smyth"));
    }

    #[test]
    fn each_word_stands_once() {
        let words = Words::default()
            .text("Siân O'Brien Sian")
            .reference(&Reference::new(2026, 42))
            .joined();
        assert_eq!(
            words,
            "0042 20260042 202642 42 brien o obrien sian so20260042 so202642"
        );
    }
}
