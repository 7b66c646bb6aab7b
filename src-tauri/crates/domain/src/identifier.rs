//! NHS, CHI and Health and Care numbers, and the e-RS booking reference: parsed, checked, and shown in groups.
//!
//! Domain rules §0.9, §2.4 and the vectors of §8.2.

use std::fmt;

use chrono::NaiveDate;

/// Why a typed number is not the identifier that it was given as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    /// A number of digits other than the identifier has.
    #[error("{expected} digits are expected; {found} were given")]
    Length {
        /// How many digits the identifier has.
        expected: usize,
        /// How many digits were typed.
        found: usize,
    },
    /// A character that is neither a digit nor a separator; old-format and temporary numbers are such (NUM-0018).
    #[error("only digits, spaces and dashes may stand in this number")]
    Character,
    /// The last digit does not agree with the nine before it, so at least one digit is wrong.
    #[error("the check digit does not agree: at least one digit is wrong")]
    CheckDigit,
    /// One digit ten times over, in a range that has never been issued.
    #[error("this number has never been issued: the same digit ten times over")]
    Repeated,
    /// Outside the range in which such numbers are issued.
    #[error("no such number is issued in this range")]
    Range,
}

/// An NHS number of England, Wales or the Isle of Man: ten digits, Modulus 11.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NhsNumber([u8; 10]);

impl NhsNumber {
    /// Reads ten digits; the separators that people type are passed over (NHS CUI NUM-0017).
    ///
    /// # Errors
    /// [`NumberError`] when the digits are not ten, do not agree with Modulus 11, or are one digit repeated in a
    /// range that was never issued (domain rule §0.9).
    pub fn parse(text: &str) -> Result<Self, NumberError> {
        let digits = digits::<10>(text)?;
        if !has_check_digit(&digits) {
            return Err(NumberError::CheckDigit);
        }
        let number = Self(digits);
        if number.is_repeated() && !matches!(digits[0], 3 | 4 | 6 | 7) {
            return Err(NumberError::Repeated);
        }
        Ok(number)
    }

    /// What a person must settle before this number is believed, if anything.
    #[must_use]
    pub fn doubt(self) -> Option<Doubt> {
        if self.is_repeated() {
            return Some(Doubt::RepeatedDigit);
        }
        match first_nine(&self.0) {
            320_000_001..=399_999_999 => Some(Doubt::HealthAndCare),
            10_100_000..=311_299_999 => Some(Doubt::Chi),
            _ => None,
        }
    }

    /// Whether this is a number of the range 999 000 0000 to 999 999 9999, which is for demonstrations only.
    #[must_use]
    pub fn is_demonstration(self) -> bool {
        self.0[..3] == [9, 9, 9]
    }

    fn is_repeated(self) -> bool {
        self.0.iter().all(|digit| *digit == self.0[0])
    }

    /// The ten digits without blanks, as rows and files hold them.
    #[must_use]
    pub fn compact(self) -> String {
        join(&self.0)
    }
}

/// Three, three and four digits (NHS CUI NUM-0002).
impl fmt::Display for NhsNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&grouped(&self.0, &[3, 3, 4]))
    }
}

/// Why an NHS number with a good check digit may still belong to something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Doubt {
    /// The same digit ten times over.
    #[error("this is the same digit ten times over; see proof of it before you go on")]
    RepeatedDigit,
    /// In the range of Northern Ireland's Health and Care numbers.
    #[error("this may be a Health and Care number of Northern Ireland; say which it is")]
    HealthAndCare,
    /// In the range of Scotland's CHI numbers.
    #[error("this may be a CHI number of Scotland; say which it is")]
    Chi,
}

/// A Community Health Index number of Scotland: a date, three digits and a check digit.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ChiNumber([u8; 10]);

impl ChiNumber {
    /// Reads ten digits that begin with a day and month that exist.
    ///
    /// # Errors
    /// [`NumberError`] when they do not, or when the check digit disagrees.
    pub fn parse(text: &str) -> Result<Self, NumberError> {
        let digits = digits::<10>(text)?;
        let number = Self(digits);
        if number.possible_births().next().is_none() {
            return Err(NumberError::Range);
        }
        if !has_check_digit(&digits) {
            return Err(NumberError::CheckDigit);
        }
        Ok(number)
    }

    /// Whether the date inside the number can be this date of birth; a person is warned when it is not.
    ///
    /// The century is not in the number, and sex and date of birth are never derived from it (domain rule §2.4).
    #[must_use]
    pub fn agrees_with(self, born: NaiveDate) -> bool {
        self.possible_births().any(|date| date == born)
    }

    fn possible_births(self) -> impl Iterator<Item = NaiveDate> {
        let pair = |at: usize| u32::from(self.0[at]) * 10 + u32::from(self.0[at + 1]);
        let (day, month, year) = (pair(0), pair(2), pair(4) as i32);
        [1800, 1900, 2000]
            .into_iter()
            .filter_map(move |century| NaiveDate::from_ymd_opt(century + year, month, day))
    }

    /// The ten digits, as rows, files and papers hold them.
    #[must_use]
    pub fn compact(self) -> String {
        join(&self.0)
    }
}

impl fmt::Display for ChiNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.compact())
    }
}

/// A Health and Care number of Northern Ireland: ten digits from 320 000 001x upward, Modulus 11.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct HealthAndCareNumber([u8; 10]);

impl HealthAndCareNumber {
    /// Reads ten digits in the range that Northern Ireland issues.
    ///
    /// # Errors
    /// [`NumberError`] when they are outside it or the check digit disagrees.
    pub fn parse(text: &str) -> Result<Self, NumberError> {
        let digits = digits::<10>(text)?;
        if !(320_000_001..=399_999_999).contains(&first_nine(&digits)) {
            return Err(NumberError::Range);
        }
        if !has_check_digit(&digits) {
            return Err(NumberError::CheckDigit);
        }
        Ok(Self(digits))
    }

    /// The ten digits without blanks, as rows and files hold them.
    #[must_use]
    pub fn compact(self) -> String {
        join(&self.0)
    }
}

impl fmt::Display for HealthAndCareNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&grouped(&self.0, &[3, 3, 4]))
    }
}

/// The unique booking reference number of the NHS e-Referral Service: twelve digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Ubrn([u8; 12]);

impl Ubrn {
    /// Reads twelve digits.
    ///
    /// # Errors
    /// [`NumberError`] for another number of digits.
    pub fn parse(text: &str) -> Result<Self, NumberError> {
        digits::<12>(text).map(Self)
    }

    /// The twelve digits without blanks.
    #[must_use]
    pub fn compact(self) -> String {
        join(&self.0)
    }
}

/// Four, four and four digits, as e-RS prints it.
impl fmt::Display for Ubrn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&grouped(&self.0, &[4, 4, 4]))
    }
}

macro_rules! redacted {
    ($( $name:ident ),+) => { $(
        /// An identifier of a person is never written into a log.
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    )+ };
}
redacted!(NhsNumber, ChiNumber, HealthAndCareNumber, Ubrn);

fn digits<const N: usize>(text: &str) -> Result<[u8; N], NumberError> {
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
fn has_check_digit(digits: &[u8; 10]) -> bool {
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

fn first_nine(digits: &[u8; 10]) -> u32 {
    digits[..9]
        .iter()
        .fold(0, |number, digit| number * 10 + u32::from(*digit))
}

fn join(digits: &[u8]) -> String {
    digits.iter().map(|digit| char::from(b'0' + digit)).collect()
}

fn grouped(digits: &[u8], groups: &[usize]) -> String {
    let mut rest = digits;
    let mut parts = Vec::with_capacity(groups.len());
    for length in groups {
        let (group, after) = rest.split_at(*length);
        parts.push(join(group));
        rest = after;
    }
    parts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_vectors_are_accepted() {
        for text in [
            "943 476 5919",
            "987 654 3210",
            "999 000 0018",
            "999 176 3678",
            "999 352 7335",
            "999 529 0995",
            "999 705 4652",
            "999 881 8311",
        ] {
            assert_eq!(NhsNumber::parse(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn a_wrong_check_digit_is_refused_and_so_is_every_digit_where_none_exists() {
        assert_eq!(NhsNumber::parse("943 476 5918"), Err(NumberError::CheckDigit));
        for nine in ["999000000", "999123456"] {
            for last in 0..10 {
                assert_eq!(
                    NhsNumber::parse(&format!("{nine}{last}")),
                    Err(NumberError::CheckDigit)
                );
            }
        }
    }

    #[test]
    fn one_digit_repeated_is_refused_or_doubted() {
        for digit in [0, 1, 2, 5, 8, 9] {
            assert_eq!(
                NhsNumber::parse(&digit.to_string().repeat(10)),
                Err(NumberError::Repeated),
                "{digit}"
            );
        }
        for digit in [3, 4, 6, 7] {
            let number = NhsNumber::parse(&digit.to_string().repeat(10)).unwrap();
            assert_eq!(number.doubt(), Some(Doubt::RepeatedDigit), "{digit}");
        }
    }

    #[test]
    fn people_type_separators_and_old_numbers() {
        let typed = NhsNumber::parse(" 943-476.5919 ").unwrap();
        assert_eq!(typed.compact(), "9434765919");
        assert_eq!(NhsNumber::parse("ABC 123"), Err(NumberError::Character));
        assert_eq!(
            NhsNumber::parse("943 476 591"),
            Err(NumberError::Length {
                expected: 10,
                found: 9
            })
        );
        assert_eq!(
            NhsNumber::parse("943 476 59190"),
            Err(NumberError::Length {
                expected: 10,
                found: 11
            })
        );
    }

    #[test]
    fn a_number_of_another_nation_asks_which_it_is() {
        let northern_irish = HealthAndCareNumber::parse("320 000 0012")
            .or_else(|_| first_valid(320_000_001))
            .unwrap();
        let as_nhs = NhsNumber::parse(&northern_irish.compact()).unwrap();
        assert_eq!(as_nhs.doubt(), Some(Doubt::HealthAndCare));
        assert_eq!(NhsNumber::parse("943 476 5919").unwrap().doubt(), None);
        assert_eq!(
            HealthAndCareNumber::parse("943 476 5919"),
            Err(NumberError::Range)
        );
    }

    #[test]
    fn a_chi_number_begins_with_a_date_that_exists() {
        let number = (0..10)
            .find_map(|last| ChiNumber::parse(&format!("140880124{last}")).ok())
            .unwrap();
        assert!(number.agrees_with("1980-08-14".parse().unwrap()));
        assert!(!number.agrees_with("1980-08-15".parse().unwrap()));
        assert_eq!(ChiNumber::parse("3113801234"), Err(NumberError::Range));
        assert_eq!(
            NhsNumber::parse(&number.compact()).unwrap().doubt(),
            Some(Doubt::Chi)
        );
    }

    #[test]
    fn only_the_999_range_is_for_demonstration() {
        assert!(NhsNumber::parse("999 000 0018").unwrap().is_demonstration());
        assert!(!NhsNumber::parse("987 654 3210").unwrap().is_demonstration());
    }

    #[test]
    fn a_booking_reference_is_printed_in_fours() {
        assert_eq!(Ubrn::parse("000049614844").unwrap().to_string(), "0000 4961 4844");
        assert_eq!(
            Ubrn::parse("0000 4961").unwrap_err(),
            NumberError::Length {
                expected: 12,
                found: 8
            }
        );
    }

    #[test]
    fn a_number_does_not_show_in_debug_output() {
        assert_eq!(
            format!("{:?}", NhsNumber::parse("9434765919").unwrap()),
            "NhsNumber(…)"
        );
    }

    fn first_valid(from: u32) -> Result<HealthAndCareNumber, NumberError> {
        (from..from + 100)
            .flat_map(|nine| (0..10).map(move |last| format!("{nine:09}{last}")))
            .find_map(|text| HealthAndCareNumber::parse(&text).ok())
            .ok_or(NumberError::Range)
    }
}
