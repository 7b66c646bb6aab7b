//! The labels of numbered paragraphs, counted as the program that wrote the document counts them.

use std::collections::HashMap;

/// How many levels a numbering has.
const LEVELS: usize = 10;

/// One level of a numbering.
#[derive(Debug, Clone, Default)]
pub(super) struct Level {
    /// `decimal`, `lowerLetter`, `upperLetter`, `lowerRoman`, `upperRoman`, `bullet` or `none`.
    pub(super) format: String,
    /// The label, in which `%1` stands for the number of the first level.
    pub(super) text: String,
    /// The first number.
    pub(super) start: i64,
}

/// Numberings and where their counting stands.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    levels: HashMap<(String, usize), Level>,
    counts: HashMap<String, [Option<i64>; LEVELS]>,
}

impl Numbering {
    /// Defines a level of a numbering.
    pub(super) fn define(&mut self, numbering: &str, level: usize, of: Level) {
        self.levels
            .insert((numbering.to_owned(), level.min(LEVELS - 1)), of);
    }

    /// Starts counting again.
    pub(super) fn restart(&mut self, numbering: &str, level: usize) {
        if let Some(counts) = self.counts.get_mut(numbering) {
            counts.iter_mut().skip(level).for_each(|count| *count = None);
        }
    }

    /// The label of the next paragraph of a level, with the space after it.
    pub(super) fn label(&mut self, numbering: &str, level: usize) -> String {
        let level = level.min(LEVELS - 1);
        let of = |level: usize| self.levels.get(&(numbering.to_owned(), level));
        let Some(own) = of(level) else {
            return "• ".to_owned();
        };
        let indent = "\u{2003}".repeat(level);
        match own.format.as_str() {
            "bullet" => return format!("{indent}• "),
            "none" => return String::new(),
            _ => {}
        }
        let starts: Vec<i64> = (0..LEVELS)
            .map(|level| of(level).map_or(1, |level| level.start))
            .collect();
        let counts = self.counts.entry(numbering.to_owned()).or_default();
        let next = counts[level].map_or(starts[level], |count| count.saturating_add(1));
        counts[level] = Some(next);
        counts.iter_mut().skip(level + 1).for_each(|count| *count = None);
        let counts = *counts;
        let mut text = own.text.clone();
        for at in 0..=level {
            let format = of(at).map_or("decimal", |level| level.format.as_str());
            let number = written(counts[at].unwrap_or(starts[at]), format);
            text = text.replace(&format!("%{}", at + 1), &number);
        }
        format!("{indent}{text} ")
    }
}

fn written(number: i64, format: &str) -> String {
    match format {
        "lowerLetter" => letters(number).to_lowercase(),
        "upperLetter" => letters(number),
        "lowerRoman" => roman(number).to_lowercase(),
        "upperRoman" => roman(number),
        "decimalZero" => format!("{number:02}"),
        _ => number.to_string(),
    }
}

/// A, B … Z, AA, BB …, as word processors go on.
fn letters(number: i64) -> String {
    if !(1..=780).contains(&number) {
        return number.to_string();
    }
    let at = (number - 1) as u8 % 26;
    let times = (number - 1) as usize / 26 + 1;
    char::from(b'A' + at).to_string().repeat(times)
}

fn roman(mut number: i64) -> String {
    if !(1..4000).contains(&number) {
        return number.to_string();
    }
    const SIGNS: [(i64, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut text = String::new();
    for (value, sign) in SIGNS {
        while number >= value {
            text.push_str(sign);
            number -= value;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_levels_go_on_and_start_again_below() {
        let mut numbering = Numbering::default();
        let level = |format: &str, text: &str| Level {
            format: format.to_owned(),
            text: text.to_owned(),
            start: 1,
        };
        numbering.define("1", 0, level("decimal", "%1."));
        numbering.define("1", 1, level("lowerRoman", "%1.%2)"));
        let labels: Vec<String> = [0, 1, 1, 0, 1]
            .into_iter()
            .map(|at| numbering.label("1", at))
            .collect();
        let labels: Vec<&str> = labels.iter().map(|label| label.trim()).collect();
        assert_eq!(labels, ["1.", "1.i)", "1.ii)", "2.", "2.i)"]);
        assert_eq!((letters(28).as_str(), roman(1994).as_str()), ("BB", "MCMXCIV"));
    }
}
