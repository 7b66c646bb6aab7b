//! NHS, CHI and Health and Care numbers, and the e-RS booking reference: parsed, checked, and shown in groups.
//!
//! Domain rules §0.9, §2.4 and the vectors of §8.2.

mod chi;
mod digits;
mod health_and_care;
mod nhs;
mod ubrn;

pub use chi::ChiNumber;
pub use health_and_care::HealthAndCareNumber;
pub use nhs::{Doubt, NhsNumber};
pub use ubrn::Ubrn;

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
