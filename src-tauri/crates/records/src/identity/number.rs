//! Runs of ten digits as the numbers of patients are written.

/// How the ten digits may be grouped: in a row, as an NHS number, as a CHI number, or one to a box.
const GROUPINGS: [&[usize]; 4] = [&[10], &[3, 3, 4], &[6, 4], &[1; 10]];

/// The most blanks or dashes between two groups.
const GAP: usize = 2;

/// Every run of ten digits in one of the groupings, as ten digits without gaps.
pub(super) fn candidates(text: &[char]) -> Vec<String> {
    let mut found = Vec::new();
    for start in 0..text.len() {
        if !text[start].is_ascii_digit() || continues_a_number(text, start) {
            continue;
        }
        for grouping in GROUPINGS {
            let Some((digits, end)) = grouped(text, start, grouping) else {
                continue;
            };
            let letter_before = start > 0 && text[start - 1].is_alphabetic();
            let letter_after = text.get(end).is_some_and(|c| c.is_alphabetic());
            // Ten digits in a row between letters are part of a digest or an order number.
            if grouping.len() > 1 || !(letter_before && letter_after) {
                found.push(digits);
            }
        }
    }
    found
}

/// Whether the digit at `start` goes on a number that began before, such as 12.9434765919.
fn continues_a_number(text: &[char], start: usize) -> bool {
    let before = |back: usize| start.checked_sub(back).and_then(|at| text.get(at)).copied();
    match before(1) {
        Some(c) if c.is_ascii_digit() => true,
        Some('.' | ',' | '/') => before(2).is_some_and(|c| c.is_ascii_digit()),
        _ => false,
    }
}

/// The digits of one grouping from `start`, and where they end.
fn grouped(text: &[char], start: usize, grouping: &[usize]) -> Option<(String, usize)> {
    let mut digits = String::with_capacity(10);
    let mut at = start;
    for (position, length) in grouping.iter().enumerate() {
        if position > 0 {
            let gap = text[at..].iter().take_while(|c| is_gap(**c)).count();
            if gap == 0 || gap > GAP {
                return None;
            }
            at += gap;
        }
        let group = text.get(at..at + length)?;
        if !group.iter().all(char::is_ascii_digit) {
            return None;
        }
        digits.extend(group);
        at += length;
    }
    let goes_on = text.get(at).is_some_and(char::is_ascii_digit);
    (!goes_on).then_some((digits, at))
}

fn is_gap(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '\u{2010}'..='\u{2013}')
}
