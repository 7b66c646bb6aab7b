//! The Community Health Index number of Scotland.

use std::fmt;

use chrono::NaiveDate;

use super::NumberError;
use super::digits::{digits, has_check_digit, join};

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

/// An identifier of a person is never written into a log.
impl fmt::Debug for ChiNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ChiNumber(…)")
    }
}
