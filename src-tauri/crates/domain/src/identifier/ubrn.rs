//! The booking reference of the NHS e-Referral Service.

use std::fmt;

use super::NumberError;
use super::digits::{digits, grouped, join};

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

/// An identifier of a person is never written into a log.
impl fmt::Debug for Ubrn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Ubrn(…)")
    }
}
