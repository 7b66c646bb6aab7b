//! Digits as people type them, Modulus 11, and groups as they are printed.

use super::NumberError;

pub(super) fn digits<const N: usize>(text: &str) -> Result<[u8; N], NumberError> {
    let mut found = Vec::with_capacity(N);
    for c in text.trim().chars() {
        match c {
            '0'..='9' => found.push(c as u8 - b'0'),
            ' ' | '\u{A0}' | '.' | ',' | ':' | '-' | '\u{2013}' | '/' | '\\' => {}
            _ => return Err(NumberError::Character),
        }
    }
    let length = found.len();
    found.try_into().map_err(|_| NumberError::Length {
        expected: N,
        found: length,
    })
}

/// Modulus 11: digits one to nine by weights ten to two; a result of ten has no check digit at all.
pub(super) fn has_check_digit(digits: &[u8; 10]) -> bool {
    let sum: u32 = digits[..9]
        .iter()
        .zip((2..=10).rev())
        .map(|(digit, weight)| u32::from(*digit) * weight)
        .sum();
    match 11 - sum % 11 {
        11 => digits[9] == 0,
        10 => false,
        check => u32::from(digits[9]) == check,
    }
}

pub(super) fn first_nine(digits: &[u8; 10]) -> u32 {
    digits[..9]
        .iter()
        .fold(0, |number, digit| number * 10 + u32::from(*digit))
}

pub(super) fn join(digits: &[u8]) -> String {
    digits.iter().map(|digit| char::from(b'0' + digit)).collect()
}

pub(super) fn grouped(digits: &[u8], groups: &[usize]) -> String {
    let mut rest = digits;
    let mut parts = Vec::with_capacity(groups.len());
    for length in groups {
        let (group, after) = rest.split_at(*length);
        parts.push(join(group));
        rest = after;
    }
    parts.join(" ")
}
