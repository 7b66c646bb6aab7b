//! The patient: who is meant, beyond doubt.

use chrono::NaiveDate;

use crate::code::coded;
use crate::date;
use crate::identifier::{ChiNumber, Doubt, HealthAndCareNumber, NhsNumber};
use crate::name::PersonName;

coded! {
    /// Gender as the patient banner shows it; never abbreviated and without a default (domain rule §2.4).
    pub enum Gender {
        /// Male.
        Male = "male", "Male";
        /// Female.
        Female = "female", "Female";
        /// Another specific gender.
        OtherSpecific = "other_specific", "Other Specific";
        /// The team does not know.
        NotKnown = "not_known", "Not Known";
        /// The patient was not asked, or chose not to say.
        NotSpecified = "not_specified", "Not Specified";
    }
}

/// A patient of the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Patient {
    /// The name.
    pub name: PersonName,
    /// The name that the patient likes to be called by, if another.
    pub preferred_name: Option<String>,
    /// The date of birth.
    pub born: NaiveDate,
    /// The gender.
    pub gender: Gender,
    /// The number by which the health service knows the patient, or why there is none.
    pub identifier: PatientIdentifier,
    /// Where the patient lives.
    pub address: PostalAddress,
    /// The address must not appear on copies that others than the permitted receive (hazard H20).
    pub address_is_sensitive: bool,
    /// A telephone number.
    pub phone: Option<String>,
    /// An e-mail address.
    pub email: Option<String>,
    /// The practice at which the patient is registered.
    pub gp_practice: Option<GpPractice>,
    /// The day of death; no letter is written to such a patient (hazard H26).
    pub died: Option<NaiveDate>,
}

impl Patient {
    /// What a person should be shown about this patient's number before it is relied upon.
    #[must_use]
    pub fn identifier_warning(&self) -> Option<&'static str> {
        match &self.identifier {
            PatientIdentifier::Chi(number) if !number.agrees_with(self.born) => {
                Some("The date in the CHI number is not the date of birth: check both.")
            }
            _ => None,
        }
    }

    /// The words of the identity strip before the reference: name, date of birth with age, and number.
    #[must_use]
    pub fn banner(&self, today: NaiveDate) -> String {
        format!(
            "{}  Born {} ({})  {}",
            self.name.banner(),
            date::clinical(self.born),
            date::age(self.born, self.died.unwrap_or(today)),
            self.identifier.labelled()
        )
    }
}

/// The number by which a health service knows a patient, or the recorded reason for none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PatientIdentifier {
    /// An NHS number.
    Nhs {
        /// The number.
        number: NhsNumber,
        /// What a person saw that settled a doubt about the number; present whenever there is a doubt.
        proof: Option<String>,
    },
    /// A CHI number of Scotland.
    Chi(ChiNumber),
    /// A Health and Care number of Northern Ireland.
    HealthAndCare(HealthAndCareNumber),
    /// None is known.
    None {
        /// Why, in a person's words.
        reason: String,
        /// Another number that identifies the patient, such as the hospital's own.
        other: Option<String>,
    },
}

impl PatientIdentifier {
    /// An NHS number, with the proof that its doubt asks for.
    ///
    /// # Errors
    /// The [`Doubt`] when there is one and no proof was given (domain rule §0.9).
    pub fn nhs(number: NhsNumber, proof: Option<String>) -> Result<Self, Doubt> {
        match (number.doubt(), &proof) {
            (Some(doubt), None) => Err(doubt),
            _ => Ok(Self::Nhs { number, proof }),
        }
    }

    /// The code of the kind of number: `nhs`, `chi`, `health_and_care` or `none`.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Nhs { .. } => "nhs",
            Self::Chi(_) => "chi",
            Self::HealthAndCare(_) => "health_and_care",
            Self::None { .. } => "none",
        }
    }

    /// The digits without blanks, if there is a number.
    #[must_use]
    pub fn compact(&self) -> Option<String> {
        match self {
            Self::Nhs { number, .. } => Some(number.compact()),
            Self::Chi(number) => Some(number.compact()),
            Self::HealthAndCare(number) => Some(number.compact()),
            Self::None { .. } => None,
        }
    }

    /// Label and number as the banner shows them, without a colon (NHS CUI PAB-0036, PAB-0042).
    #[must_use]
    pub fn labelled(&self) -> String {
        match self {
            Self::Nhs { number, .. } => format!("NHS No. {number}"),
            Self::Chi(number) => format!("CHI No. {number}"),
            Self::HealthAndCare(number) => format!("H&C No. {number}"),
            Self::None {
                other: Some(other), ..
            } => format!("NHS No. Not Known  Other No. {other}"),
            Self::None { other: None, .. } => "NHS No. Not Known".to_owned(),
        }
    }

    /// Whether the number is of the range kept for demonstrations (hazard H35).
    #[must_use]
    pub fn is_demonstration(&self) -> bool {
        matches!(self, Self::Nhs { number, .. } if number.is_demonstration())
    }
}

/// An address, line by line as it stands on an envelope.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct PostalAddress {
    /// The lines, without the postcode.
    pub lines: Vec<String>,
    /// The postcode, if known.
    pub postcode: Option<String>,
}

impl PostalAddress {
    /// All lines with the postcode last.
    pub fn all_lines(&self) -> impl Iterator<Item = &str> {
        self.lines
            .iter()
            .map(String::as_str)
            .chain(self.postcode.as_deref())
    }

    /// The address on one line.
    #[must_use]
    pub fn on_one_line(&self) -> String {
        self.all_lines().collect::<Vec<_>>().join(", ")
    }
}

/// An address is never written into a log.
impl std::fmt::Debug for PostalAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PostalAddress(…)")
    }
}

/// The practice at which a patient is registered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GpPractice {
    /// The name of the practice.
    pub name: String,
    /// Its ODS code.
    pub ods_code: Option<crate::organisation::OdsCode>,
    /// The GP who knows the patient.
    pub gp_name: Option<String>,
    /// Where it is.
    pub address: PostalAddress,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn patient(identifier: PatientIdentifier) -> Patient {
        Patient {
            name: PersonName::parse(Some("Mr"), "John", "Smith").unwrap(),
            preferred_name: None,
            born: "1980-08-14".parse().unwrap(),
            gender: Gender::Male,
            identifier,
            address: PostalAddress::default(),
            address_is_sensitive: false,
            phone: None,
            email: None,
            gp_practice: None,
            died: None,
        }
    }

    #[test]
    fn the_identity_strip_reads_as_the_nhs_banner_does() {
        let number = NhsNumber::parse("9434765919").unwrap();
        let john = patient(PatientIdentifier::nhs(number, None).unwrap());
        assert_eq!(
            john.banner("2026-03-01".parse().unwrap()),
            "SMITH, John (Mr)  Born 14-Aug-1980 (45y)  NHS No. 943 476 5919"
        );
    }

    #[test]
    fn a_patient_without_a_number_says_so_in_words() {
        let john = patient(PatientIdentifier::None {
            reason: "Visitor".into(),
            other: Some("RH 123".into()),
        });
        assert!(
            john.banner("2026-03-01".parse().unwrap())
                .ends_with("NHS No. Not Known  Other No. RH 123")
        );
    }

    #[test]
    fn a_doubtful_number_needs_proof() {
        let doubtful = NhsNumber::parse("4444444444").unwrap();
        assert_eq!(PatientIdentifier::nhs(doubtful, None), Err(Doubt::RepeatedDigit));
        assert!(PatientIdentifier::nhs(doubtful, Some("NHS card seen".into())).is_ok());
    }
}
