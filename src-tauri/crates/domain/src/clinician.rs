//! The health professional who decides and signs, and the register that lists them.

use crate::code::coded;
use crate::name::PersonName;

coded! {
    /// The register of a health professional; an opinion may come from more than doctors (domain rule S1).
    pub enum Register {
        /// General Medical Council.
        Gmc = "gmc", "GMC";
        /// Nursing and Midwifery Council.
        Nmc = "nmc", "NMC";
        /// Health and Care Professions Council.
        Hcpc = "hcpc", "HCPC";
        /// General Dental Council.
        Gdc = "gdc", "GDC";
        /// General Pharmaceutical Council.
        Gphc = "gphc", "GPhC";
    }
}

/// A number that is not one of its register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is not a {} number: {}", .register.label(), .expected)]
pub struct RegistrationError {
    /// The register that was named.
    pub register: Register,
    expected: &'static str,
}

/// A number on a professional register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registration {
    register: Register,
    number: String,
}

impl Registration {
    /// Reads a number of the register; a GMC number may carry the `C` of a consultant code (domain rule §2.4).
    ///
    /// # Errors
    /// [`RegistrationError`] saying which form the register's numbers have.
    pub fn parse(register: Register, text: &str) -> Result<Self, RegistrationError> {
        let typed: String = text
            .chars()
            .filter(|c| !c.is_whitespace())
            .collect::<String>()
            .to_uppercase();
        let number = if register == Register::Gmc {
            typed.strip_prefix('C').unwrap_or(&typed)
        } else {
            &typed
        };
        let digits = |text: &str, count: std::ops::RangeInclusive<usize>| {
            count.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
        };
        let lettered = |letters: usize, count: std::ops::RangeInclusive<usize>| {
            number.is_char_boundary(letters.min(number.len()))
                && number.len() > letters
                && number[..letters].bytes().all(|b| b.is_ascii_uppercase())
                && digits(&number[letters..], count)
        };
        let (fits, expected) = match register {
            Register::Gmc => (digits(number, 7..=7), "seven digits are expected"),
            Register::Nmc => (
                number.len() == 8
                    && number.is_ascii()
                    && number.as_bytes()[0].is_ascii_digit() | number.as_bytes()[0].is_ascii_uppercase()
                    && number.bytes().skip(3).all(|b| b.is_ascii_alphanumeric()),
                "eight characters such as 12A3456B are expected",
            ),
            Register::Hcpc => (
                lettered(2, 4..=6),
                "two letters and four to six digits are expected",
            ),
            Register::Gdc => (digits(number, 4..=6), "four to six digits are expected"),
            Register::Gphc => (digits(number, 7..=7), "seven digits are expected"),
        };
        if fits {
            Ok(Self {
                register,
                number: number.to_owned(),
            })
        } else {
            Err(RegistrationError { register, expected })
        }
    }

    /// The register.
    #[must_use]
    pub const fn register(&self) -> Register {
        self.register
    }

    /// The number as the register writes it.
    #[must_use]
    pub fn number(&self) -> &str {
        &self.number
    }

    /// Register and number as a letter prints them: `GMC 1234567`.
    #[must_use]
    pub fn labelled(&self) -> String {
        format!("{} {}", self.register.label(), self.number)
    }
}

/// A clinician of the team: who may decide and sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clinician {
    /// The name.
    pub name: PersonName,
    /// The post, such as `Consultant cardiologist`.
    pub post: String,
    /// The number on a professional register.
    pub registration: Registration,
    /// A telephone number for the reply.
    pub phone: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gmc_number_has_seven_digits_with_or_without_the_consultant_prefix() {
        assert_eq!(
            Registration::parse(Register::Gmc, "C1234567").unwrap().labelled(),
            "GMC 1234567"
        );
        assert_eq!(
            Registration::parse(Register::Gmc, "123 4567").unwrap().number(),
            "1234567"
        );
        assert!(Registration::parse(Register::Gmc, "123456").is_err());
    }

    #[test]
    fn nurses_and_allied_professionals_have_numbers_of_their_own_form() {
        assert!(Registration::parse(Register::Nmc, "12A3456B").is_ok());
        assert!(Registration::parse(Register::Hcpc, "PH123456").is_ok());
        assert!(Registration::parse(Register::Hcpc, "1234567").is_err());
        assert!(Registration::parse(Register::Hcpc, "éé12345").is_err());
        let error = Registration::parse(Register::Gphc, "12").unwrap_err();
        assert_eq!(
            error.to_string(),
            "this is not a GPhC number: seven digits are expected"
        );
    }
}
