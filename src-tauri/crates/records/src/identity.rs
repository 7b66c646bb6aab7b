//! Whose record is this: the numbers and dates of birth in a record's own text, against the patient's (hazard H1).
//!
//! What is found is a reason for a person to look, never a proof of identity: a scan has no text layer, and a
//! laboratory number has a valid check digit once in eleven times.

mod birth;
mod number;

use std::collections::BTreeSet;

use domain::date;
use domain::identifier::{ChiNumber, HealthAndCareNumber, NhsNumber};
use domain::patient::{Patient, PatientIdentifier};

pub use birth::Birth;

/// The identifiers that a text holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// Ten digits with a good check digit that are no CHI and no Health and Care number.
    pub nhs_numbers: BTreeSet<NhsNumber>,
    /// Ten digits that can be a CHI number of Scotland.
    pub chi_numbers: BTreeSet<ChiNumber>,
    /// Ten digits that can be a Health and Care number of Northern Ireland.
    pub health_and_care_numbers: BTreeSet<HealthAndCareNumber>,
    /// Dates that stand beside words such as "born" or "date of birth".
    pub births: BTreeSet<Birth>,
}

impl Found {
    /// Adds what another text holds.
    pub fn add(&mut self, other: Self) {
        self.nhs_numbers.extend(other.nhs_numbers);
        self.chi_numbers.extend(other.chi_numbers);
        self.health_and_care_numbers.extend(other.health_and_care_numbers);
        self.births.extend(other.births);
    }

    /// Whether nothing was found, as in every scan: the person's own check is then the only one.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nhs_numbers.is_empty()
            && self.chi_numbers.is_empty()
            && self.health_and_care_numbers.is_empty()
            && self.births.is_empty()
    }
}

/// Finds the identifiers in a text.
///
/// Numbers count when they have ten digits in a row, in groups as NHS and CHI numbers are written, or one by one
/// as from the boxes of a form, and when their check digit is right.
#[must_use]
pub fn scan(text: &str) -> Found {
    let characters: Vec<char> = text.chars().collect();
    let mut found = Found::default();
    for digits in number::candidates(&characters) {
        if let Ok(number) = HealthAndCareNumber::parse(&digits) {
            found.health_and_care_numbers.insert(number);
        } else if let Ok(number) = NhsNumber::parse(&digits) {
            // One digit repeated, as fills an unused form, is refused here in the ranges that CHI numbers have.
            match ChiNumber::parse(&digits) {
                Ok(number) => found.chi_numbers.insert(number),
                Err(_) => found.nhs_numbers.insert(number),
            };
        }
    }
    found.births = birth::births(&characters);
    found
}

/// Something in a record that does not fit the patient: importing stops until a person has looked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Concern {
    /// A valid NHS number that is not the patient's.
    OtherNhsNumber(NhsNumber),
    /// A valid CHI number that is not the patient's.
    OtherChiNumber(ChiNumber),
    /// A valid Health and Care number that is not the patient's.
    OtherHealthAndCareNumber(HealthAndCareNumber),
    /// A date of birth that is not the patient's.
    OtherBirth(Birth),
}

impl Concern {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::OtherNhsNumber(_) | Self::OtherChiNumber(_) | Self::OtherHealthAndCareNumber(_) => {
                "other_number"
            }
            Self::OtherBirth(_) => "other_birth_date",
        }
    }

    /// The words for the person at the screen. They hold the other person's number: never for a log.
    #[must_use]
    pub fn message(&self) -> String {
        match self {
            Self::OtherNhsNumber(number) => other_number("NHS", &number.to_string()),
            Self::OtherChiNumber(number) => other_number("CHI", &number.to_string()),
            Self::OtherHealthAndCareNumber(number) => other_number("H&C", &number.to_string()),
            Self::OtherBirth(birth) => format!(
                "The record gives a date of birth of {}, which is not the patient's.",
                date::clinical(birth.date)
            ),
        }
    }
}

fn other_number(kind: &str, number: &str) -> String {
    format!("The record holds the number {number}, which is a valid {kind} number and not the patient's.")
}

/// Everything found that does not fit the patient.
#[must_use]
pub fn concerns(found: &Found, patient: &Patient) -> Vec<Concern> {
    // The same ten digits can be read as more than one kind of number, so that digits are compared, not kinds.
    let own = patient.identifier.compact();
    let other_own = match &patient.identifier {
        PatientIdentifier::None {
            other: Some(other), ..
        } => Some(digits_of(other)),
        _ => None,
    };
    let differs = |compact: String| own.as_ref() != Some(&compact) && other_own.as_ref() != Some(&compact);
    let nhs = found
        .nhs_numbers
        .iter()
        .filter(|number| differs(number.compact()));
    let chi = found
        .chi_numbers
        .iter()
        .filter(|number| differs(number.compact()));
    let care = found
        .health_and_care_numbers
        .iter()
        .filter(|number| differs(number.compact()));
    let births = found
        .births
        .iter()
        .filter(|birth| !birth.agrees_with(patient.born));
    nhs.map(|number| Concern::OtherNhsNumber(*number))
        .chain(chi.map(|number| Concern::OtherChiNumber(*number)))
        .chain(care.map(|number| Concern::OtherHealthAndCareNumber(*number)))
        .chain(births.map(|birth| Concern::OtherBirth(*birth)))
        .collect()
}

fn digits_of(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::name::PersonName;
    use domain::patient::{Gender, PostalAddress};

    fn patient(number: &str) -> Patient {
        Patient {
            name: PersonName::parse(Some("Mr"), "John", "Smith").unwrap(),
            preferred_name: None,
            born: "1980-08-14".parse().unwrap(),
            gender: Gender::Male,
            identifier: PatientIdentifier::nhs(NhsNumber::parse(number).unwrap(), None).unwrap(),
            address: PostalAddress::default(),
            address_is_sensitive: false,
            phone: None,
            email: None,
            gp_practice: None,
            died: None,
        }
    }

    #[test]
    fn a_number_is_found_in_every_way_it_is_written() {
        for text in [
            "NHS No. 943 476 5919",
            "NHS:9434765919.",
            "943-476-5919",
            "943\u{A0}476\u{A0}5919",
            "943 476\n5919",
            "9 4 3 4 7 6 5 9 1 9",
            "No.943 476 5919Born 14-Aug-1980",
        ] {
            let found: Vec<_> = scan(text).nhs_numbers.iter().map(ToString::to_string).collect();
            assert_eq!(found, ["943 476 5919"], "{text}");
        }
    }

    #[test]
    fn digits_that_are_no_number_of_a_patient_are_passed_over() {
        for text in [
            "943 476 5918",
            "0000 0009 8880",
            "19434765919",
            "94347659190",
            "3a9434765919f",
            "Tel. 020 7946 0000",
            "12.9434765919",
            "1111111111",
        ] {
            assert!(scan(text).is_empty(), "{text}: {:?}", scan(text));
        }
    }

    #[test]
    fn numbers_of_scotland_and_northern_ireland_are_told_apart() {
        assert_eq!(scan("H&C No. 320 000 0015").health_and_care_numbers.len(), 1);
        let chi = (0..10)
            .map(|check| format!("140880 124{check}"))
            .map(|text| scan(&text));
        assert_eq!(chi.map(|found| found.chi_numbers.len()).sum::<usize>(), 1);
    }

    #[test]
    fn a_date_of_birth_is_found_beside_its_label_only() {
        for text in [
            "Born 14-Aug-1980 (45y)",
            "DOB: 14/08/1980",
            "D.O.B. 14.8.1980",
            "Date of birth\n14 August 1980",
            "date of birth: 1980-08-14",
            "DOB 14/08/80",
            "Date of birth: 14th August 1980",
        ] {
            let births = scan(text).births;
            assert_eq!(births.len(), 1, "{text}");
            assert!(
                births
                    .iter()
                    .all(|birth| birth.agrees_with("1980-08-14".parse().unwrap())),
                "{text}"
            );
        }
        for text in [
            "Collected 14-Aug-1980",
            "Stubborn 14-Aug-1980",
            "DOB unknown",
            "Born 31/02/1980",
        ] {
            assert!(scan(text).births.is_empty(), "{text}");
        }
    }

    #[test]
    fn another_patients_number_or_date_of_birth_is_a_concern() {
        let found = scan("NHS No. 943 476 5919 Born 14-Aug-1980. Copy of 987 654 3210, DOB 01/02/1990");
        let concerns = concerns(&found, &patient("943 476 5919"));
        let codes: Vec<_> = concerns.iter().map(Concern::code).collect();
        assert_eq!(codes, ["other_number", "other_birth_date"]);
        assert_eq!(
            concerns[0].message(),
            "The record holds the number 987 654 3210, which is a valid NHS number and not the patient's."
        );
        assert!(concerns[1].message().contains("01-Feb-1990"));
    }

    #[test]
    fn the_patients_own_identifiers_are_no_concern() {
        let found = scan("SMITH, John  Born 14-Aug-1980  NHS No. 943 476 5919  DOB 14/08/80");
        assert_eq!(concerns(&found, &patient("943 476 5919")), []);
    }

    #[test]
    fn a_number_is_not_shown_in_debug_output() {
        let found = scan("NHS No. 943 476 5919");
        assert!(!format!("{found:?}").contains("943"));
    }
}
