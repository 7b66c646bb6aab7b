//! The forms in which people write one and the same name, number, date or reference.

use chrono::NaiveDate;
use domain::bundle::Reference;
use domain::date;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A name as it is compared: no accents, no punctuation, no blanks, small letters.
///
/// Two people whose names differ only in these may be one person (hazard H2).
pub(crate) fn key(name: &str) -> String {
    name.nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .flat_map(plain)
        .filter(|c| c.is_alphanumeric())
        .collect()
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

/// A text with, beside it, those of its words that people write otherwise: `O'Brien` as `obrien`.
pub(super) fn folded(text: &str) -> String {
    let mut found = text.to_owned();
    for word in text.split_whitespace() {
        let key = key(word);
        if !key.is_empty() && key != word.to_lowercase() {
            found.push(' ');
            found.push_str(&key);
        }
    }
    found
}

/// A ten-digit number without blanks and in threes and four; another text as it is.
pub(super) fn number(compact: &str) -> String {
    if compact.len() == 10 && compact.bytes().all(|byte| byte.is_ascii_digit()) {
        format!("{compact} {} {} {}", &compact[..3], &compact[3..6], &compact[6..])
    } else {
        compact.to_owned()
    }
}

/// A date as people write it in the United Kingdom, and as computers do.
pub(super) fn dates(date: NaiveDate) -> String {
    let long = date::long(date);
    let short = date::clinical(date);
    let forms = [
        "%d/%m/%Y",
        "%-d/%-m/%Y",
        "%d/%-m/%Y",
        "%-d/%m/%Y",
        "%d/%m/%y",
        "%-d/%-m/%y",
        "%d%m%Y",
        "%d%m%y",
        "%Y-%m-%d",
        "%Y%m%d",
    ];
    let mut found: Vec<String> = forms.iter().map(|form| date.format(form).to_string()).collect();
    found.push(short.trim_start_matches('0').to_owned());
    found.push(short);
    found.push(format!("0{long}"));
    found.push(long);
    found.join(" ")
}

/// A reference in full, without its zeros or dashes, and by its number alone.
pub(super) fn reference(reference: &Reference) -> String {
    let full = reference.to_string();
    let (year, number) = full.rsplit_once('-').unwrap_or_default();
    let short = number.trim_start_matches('0');
    format!("{full} {year}-{short} {} {short}", full.replace('-', ""))
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
}
