//! Dates that a text gives as somebody's date of birth.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

/// A date of birth as a text gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Birth {
    /// The date; of the twentieth century where the text has two digits for the year.
    pub date: NaiveDate,
    /// Whether the year was written with four digits.
    pub century_known: bool,
}

impl Birth {
    /// Whether this can be the date `born`.
    #[must_use]
    pub fn agrees_with(&self, born: NaiveDate) -> bool {
        if self.century_known {
            return self.date == born;
        }
        (self.date.day(), self.date.month(), self.date.year() % 100)
            == (born.day(), born.month(), born.year() % 100)
    }
}

/// Words after which a date is one of birth, in lower case and without dots.
const LABELS: [&str; 4] = ["dob", "born", "date of birth", "birth date"];

/// How many characters after its label a date may begin.
const REACH: usize = 32;

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// Every date that stands beside a label.
pub(super) fn births(text: &[char]) -> BTreeSet<Birth> {
    let mut found = BTreeSet::new();
    for start in 0..text.len() {
        if start > 0 && text[start - 1].is_alphabetic() && !text[start].is_uppercase() {
            continue;
        }
        let Some(end) = LABELS.iter().find_map(|label| label_end(text, start, label)) else {
            continue;
        };
        let within = end..text.len().min(end + REACH);
        found.extend(within.filter_map(|at| date_at(text, at)).take(1));
    }
    found
}

/// Where the label ends that begins at `start`; dots and doubled blanks do not matter.
fn label_end(text: &[char], start: usize, label: &str) -> Option<usize> {
    let mut at = start;
    for expected in label.chars() {
        while at > start && text.get(at) == Some(&'.') {
            at += 1;
        }
        let c = *text.get(at)?;
        if expected == ' ' {
            let blanks = text[at..].iter().take_while(|c| c.is_whitespace()).count();
            if blanks == 0 {
                return None;
            }
            at += blanks;
        } else if c.to_lowercase().eq(std::iter::once(expected)) {
            at += 1;
        } else {
            return None;
        }
    }
    let goes_on = text.get(at).is_some_and(|c| c.is_lowercase());
    (!goes_on).then_some(at)
}

/// The date that begins exactly at `start`, in any of the ways that clinical papers write one.
fn date_at(text: &[char], start: usize) -> Option<Birth> {
    if start > 0 && text[start - 1].is_alphanumeric() {
        return None;
    }
    let (first, first_digits, at) = number(text, start)?;
    if first_digits == 4 {
        let (month, _, at) = number(text, separator(text, at)?)?;
        let (day, _, _) = number(text, separator(text, at)?)?;
        return birth(first, 4, month, day);
    }
    let at = if starts_with_any(text, at, &["st", "nd", "rd", "th"]) {
        at + 2
    } else {
        at
    };
    let at = separator(text, at)?;
    if let Some((month, at)) = month_name(text, at) {
        let (year, digits, _) = number(text, separator(text, at)?)?;
        return birth(year, digits, month, first);
    }
    let (month, _, at) = number(text, at)?;
    let (year, digits, _) = number(text, separator(text, at)?)?;
    birth(year, digits, month, first)
}

fn birth(year: u32, year_digits: usize, month: u32, day: u32) -> Option<Birth> {
    let century_known = year_digits == 4;
    let year = match year_digits {
        4 => year,
        2 => 1900 + year,
        _ => return None,
    };
    let date = NaiveDate::from_ymd_opt(year.try_into().ok()?, month, day)?;
    Some(Birth { date, century_known })
}

/// A number of one, two or four digits: its value, how many digits, and where it ends.
fn number(text: &[char], start: usize) -> Option<(u32, usize, usize)> {
    let digits = text
        .get(start..)?
        .iter()
        .take_while(|c| c.is_ascii_digit())
        .count();
    if !matches!(digits, 1 | 2 | 4) {
        return None;
    }
    let value = text[start..start + digits]
        .iter()
        .fold(0, |value, c| value * 10 + c.to_digit(10).unwrap_or(0));
    Some((value, digits, start + digits))
}

/// Where the next part of a date begins after one or two separators.
fn separator(text: &[char], start: usize) -> Option<usize> {
    let separators = text
        .get(start..)?
        .iter()
        .take_while(|c| c.is_whitespace() || matches!(c, '-' | '/' | '.' | ',' | '\u{2010}'..='\u{2013}'))
        .count();
    matches!(separators, 1..=2).then_some(start + separators)
}

/// The month whose name, short or long, begins at `start`, and where the word ends.
fn month_name(text: &[char], start: usize) -> Option<(u32, usize)> {
    let word: String = text
        .get(start..)?
        .iter()
        .take_while(|c| c.is_alphabetic())
        .flat_map(|c| c.to_lowercase())
        .collect();
    let month = MONTHS.iter().position(|month| word.starts_with(month))?;
    Some((month as u32 + 1, start + word.chars().count()))
}

fn starts_with_any(text: &[char], start: usize, words: &[&str]) -> bool {
    words
        .iter()
        .any(|word| text[start..].iter().copied().take(word.len()).eq(word.chars()))
}
