//! The NHS number of England, Wales and the Isle of Man.

use std::fmt;

use super::NumberError;
use super::digits::{digits, first_nine, grouped, has_check_digit, join};

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

/// An identifier of a person is never written into a log.
impl fmt::Debug for NhsNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NhsNumber(…)")
    }
}
