//! The Health and Care number of Northern Ireland.

use std::fmt;

use super::NumberError;
use super::digits::{digits, first_nine, grouped, has_check_digit, join};

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

/// An identifier of a person is never written into a log.
impl fmt::Debug for HealthAndCareNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HealthAndCareNumber(…)")
    }
}
