//! What a person typed, as a query that can never be an error.

/// The most words that are looked at, and the most characters of each: beyond, nobody is searching.
const WORDS: usize = 12;
const LETTERS: usize = 64;

/// Turns what was typed into a query of the full-text index; none if there is nothing to look for.
///
/// Every word must be found, as the beginning of a word; each stands in quotation marks, so that nothing in it is
/// taken for an operator. Digits in groups are also looked for as one number.
pub(crate) fn query(typed: &str) -> Option<String> {
    let words: Vec<String> = typed
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .take(WORDS)
        .map(|word| word.chars().take(LETTERS).collect())
        .collect();
    if words.is_empty() {
        return None;
    }
    let all = words
        .iter()
        .map(|word| beginning(word))
        .collect::<Vec<_>>()
        .join(" AND ");
    match joined_digits(&words) {
        Some(digits) => Some(format!("({all}) OR {}", beginning(&digits))),
        None => Some(all),
    }
}

fn beginning(word: &str) -> String {
    format!("\"{}\"*", word.replace('"', "\"\""))
}

/// The digits of all words together, if the words are nothing but groups of digits.
fn joined_digits(words: &[String]) -> Option<String> {
    let only_digits = words
        .iter()
        .flat_map(|word| word.chars())
        .all(|c| c.is_ascii_digit() || matches!(c, '-' | '.' | '/' | '\u{2013}'));
    let digits: String = words.concat().chars().filter(char::is_ascii_digit).collect();
    (only_digits && digits.len() > 4).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_quoted_and_nothing_is_an_operator() {
        assert_eq!(
            query("Smith OR \"x"),
            Some("\"Smith\"* AND \"OR\"* AND \"\"\"x\"*".into())
        );
        assert_eq!(query(" - ( * "), None);
        assert_eq!(
            query("943 476"),
            Some("(\"943\"* AND \"476\"*) OR \"943476\"*".into())
        );
    }
}
