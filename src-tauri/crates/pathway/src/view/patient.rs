//! The patient on the wire.

use chrono::NaiveDate;
use domain::date;
use domain::identifier::{ChiNumber, HealthAndCareNumber, NhsNumber};
use domain::name::{NamePart, PersonName};
use domain::organisation::OdsCode;
use domain::patient::{Gender, GpPractice, Patient, PatientIdentifier, PostalAddress};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::FieldProblem;
use crate::typed::{Problems, day, optional_line};

/// A patient as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(default, deny_unknown_fields)]
pub struct PatientInput {
    /// Mr, Mrs, Dr … or nothing.
    pub title: Option<String>,
    /// The given name or names.
    pub given: String,
    /// The family name.
    pub family: String,
    /// The name that the patient likes to be called by, if another.
    pub preferred_name: Option<String>,
    /// The date of birth.
    pub born_on: String,
    /// A code of the list `gender`.
    pub gender: String,
    /// `nhs`, `chi`, `health_and_care` or `none`.
    pub identifier_kind: String,
    /// The number, where there is one.
    pub identifier: Option<String>,
    /// What a person saw that settles a doubt about the number.
    pub identifier_proof: Option<String>,
    /// Why there is no number.
    pub no_identifier_reason: Option<String>,
    /// Another number that identifies the patient, such as the hospital's own.
    pub other_identifier: Option<String>,
    /// The address, line by line, without the postcode.
    pub address_lines: Vec<String>,
    /// The postcode.
    pub postcode: Option<String>,
    /// The address must not appear on copies to others.
    pub address_is_sensitive: bool,
    /// A telephone number.
    pub phone: Option<String>,
    /// An e-mail address.
    pub email: Option<String>,
    /// The practice at which the patient is registered.
    pub gp_practice: Option<GpPracticeInput>,
    /// The day of death.
    pub died_on: Option<String>,
    /// Where somebody else was born on the same day and has a similar name: how it is known that they are two people.
    pub another_person_because: Option<String>,
}

/// The signature of a clinician at a colleague's desk.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(default, deny_unknown_fields)]
pub struct SignatureInput {
    /// The name to sign in with.
    pub name: String,
    /// The clinician's passphrase.
    pub passphrase: String,
}

impl std::fmt::Debug for SignatureInput {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SignatureInput")
    }
}

/// A GP practice as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(default, deny_unknown_fields)]
pub struct GpPracticeInput {
    /// The name of the practice.
    pub name: String,
    /// Its ODS code.
    pub ods_code: Option<String>,
    /// The GP who knows the patient.
    pub gp_name: Option<String>,
    /// Its address.
    pub address_lines: Vec<String>,
    /// Its postcode.
    pub postcode: Option<String>,
}

/// A patient as shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PatientView {
    /// The id.
    pub id: String,
    /// The version that a change must name.
    pub version: u32,
    /// What was typed.
    pub input: PatientInput,
    /// `SMITH, John (Mr)`.
    pub banner_name: String,
    /// `14-Aug-1980`.
    pub born: String,
    /// `45y`.
    pub age: String,
    /// `Male`.
    pub gender: String,
    /// `NHS No.`
    pub number_label: String,
    /// `943 476 5919`, or `Not Known`.
    pub number: String,
    /// The day of death in the clinical form.
    pub died: Option<String>,
    /// What should be looked at before the number is relied upon.
    pub warning: Option<String>,
}

/// A patient as a search finds one: always with two identifiers (hazard H2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PatientMatch {
    /// The id.
    pub id: String,
    /// `SMITH, John (Mr)`.
    pub banner_name: String,
    /// `14-Aug-1980`.
    pub born: String,
    /// `45y`.
    pub age: String,
    /// `NHS No. 943 476 5919`.
    pub number: String,
    /// The address on one line.
    pub address: String,
    /// Another patient has the same date of birth and a similar name: compare before choosing.
    pub is_similar_to_another: bool,
}

impl PatientInput {
    /// The patient that was typed.
    ///
    /// # Errors
    /// Every field that cannot be taken.
    pub fn parse(&self, today: NaiveDate) -> Result<Patient, Vec<FieldProblem>> {
        let mut problems = Problems::default();
        let name = match PersonName::parse(self.title.as_deref(), &self.given, &self.family) {
            Ok(name) => Some(name),
            Err(error) => {
                let field = match error.part {
                    NamePart::Title => "title",
                    NamePart::Given => "given",
                    NamePart::Family => "family",
                };
                problems.say(field, error);
                None
            }
        };
        let born = problems.take("born_on", day(&self.born_on));
        if born.is_some_and(|born| born > today) {
            problems.say("born_on", "this day is in the future");
        }
        let gender = Gender::from_code(&self.gender);
        if gender.is_none() {
            problems.say("gender", "choose one; there is no default");
        }
        let identifier = self.parse_identifier(&mut problems);
        let died = self.died_on.as_deref().filter(|text| !text.trim().is_empty());
        let died = died.and_then(|text| problems.take("died_on", day(text)));
        let gp_practice = self
            .gp_practice
            .as_ref()
            .and_then(|practice| practice.parse(&mut problems));
        let patient = Patient {
            preferred_name: optional_line(
                &mut problems,
                "preferred_name",
                self.preferred_name.as_deref(),
                35,
            ),
            address: address(
                &mut problems,
                "address_lines",
                &self.address_lines,
                self.postcode.as_deref(),
            ),
            address_is_sensitive: self.address_is_sensitive,
            phone: optional_line(&mut problems, "phone", self.phone.as_deref(), 40),
            email: optional_line(&mut problems, "email", self.email.as_deref(), 120),
            gp_practice,
            died,
            name: name.ok_or_else(|| problems.list())?,
            born: born.ok_or_else(|| problems.list())?,
            gender: gender.ok_or_else(|| problems.list())?,
            identifier: identifier.ok_or_else(|| problems.list())?,
        };
        problems.into_result(patient)
    }

    fn parse_identifier(&self, problems: &mut Problems) -> Option<PatientIdentifier> {
        let typed = self.identifier.as_deref().unwrap_or("");
        let proof = optional_line(
            problems,
            "identifier_proof",
            self.identifier_proof.as_deref(),
            200,
        );
        match self.identifier_kind.as_str() {
            "nhs" => {
                let number = problems.take("identifier", NhsNumber::parse(typed))?;
                problems.take("identifier_proof", PatientIdentifier::nhs(number, proof))
            }
            "chi" => problems
                .take("identifier", ChiNumber::parse(typed))
                .map(PatientIdentifier::Chi),
            "health_and_care" => problems
                .take("identifier", HealthAndCareNumber::parse(typed))
                .map(PatientIdentifier::HealthAndCare),
            "none" => {
                let reason = optional_line(
                    problems,
                    "no_identifier_reason",
                    self.no_identifier_reason.as_deref(),
                    200,
                );
                let other = optional_line(problems, "other_identifier", self.other_identifier.as_deref(), 40);
                if reason.is_none() {
                    problems.say(
                        "no_identifier_reason",
                        "say why there is no NHS, CHI or H&C number",
                    );
                }
                reason.map(|reason| PatientIdentifier::None { reason, other })
            }
            _ => {
                problems.say("identifier_kind", "choose nhs, chi, health_and_care or none");
                None
            }
        }
    }
}

impl GpPracticeInput {
    fn parse(&self, problems: &mut Problems) -> Option<GpPractice> {
        let is_blank = self.name.trim().is_empty() && self.gp_name.as_deref().unwrap_or("").trim().is_empty();
        if is_blank && self.address_lines.iter().all(|line| line.trim().is_empty()) {
            return None;
        }
        let name = problems.take("gp_practice.name", domain::text::line(&self.name, 100))?;
        let code = self.ods_code.as_deref().filter(|code| !code.trim().is_empty());
        Some(GpPractice {
            name,
            ods_code: code.and_then(|code| problems.take("gp_practice.ods_code", OdsCode::parse(code))),
            gp_name: optional_line(problems, "gp_practice.gp_name", self.gp_name.as_deref(), 100),
            address: address(
                problems,
                "gp_practice.address_lines",
                &self.address_lines,
                self.postcode.as_deref(),
            ),
        })
    }
}

impl PatientView {
    /// The view of a stored patient on a day.
    #[must_use]
    pub fn new(id: String, version: u32, input: PatientInput, patient: &Patient, today: NaiveDate) -> Self {
        let labelled = patient.identifier.labelled();
        let (label, number) = labelled.split_once("No. ").unwrap_or(("NHS ", "Not Known"));
        Self {
            id,
            version,
            input,
            banner_name: patient.name.banner(),
            born: date::clinical(patient.born),
            age: date::age(patient.born, patient.died.unwrap_or(today)),
            gender: patient.gender.label().to_owned(),
            number_label: format!("{label}No."),
            number: number.to_owned(),
            died: patient.died.map(date::clinical),
            warning: patient.identifier_warning().map(str::to_owned),
        }
    }
}

/// Reads an address; empty lines are left out.
pub(crate) fn address(
    problems: &mut Problems,
    field: &str,
    lines: &[String],
    postcode: Option<&str>,
) -> PostalAddress {
    let lines = lines.iter().filter(|line| !line.trim().is_empty());
    PostalAddress {
        lines: lines
            .filter_map(|line| problems.take(field, domain::text::line(line, 80)))
            .collect(),
        postcode: optional_line(problems, "postcode", postcode, 10).map(|code| code.to_uppercase()),
    }
}
