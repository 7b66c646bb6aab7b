//! Set-up, people who sign in, and the session on the wire.

use domain::appearance::{Contrast, Theme};
use domain::clinician::{Clinician, Register, Registration};
use domain::letterhead::Letterhead;
use domain::name::PersonName;
use domain::organisation::{Nation, OdsCode, Organisation, SupportBlock, UrgentLine};
use domain::role::Role;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::FieldProblem;
use super::patient::address;
use crate::typed::{Problems, optional_line};

/// A person who signs in, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(default, deny_unknown_fields)]
pub struct PersonInput {
    /// Mr, Mrs, Dr … or nothing.
    pub title: Option<String>,
    /// The given name.
    pub given: String,
    /// The family name.
    pub family: String,
    /// The post, such as `Consultant cardiologist`; a clinician's letter prints it.
    pub post: Option<String>,
    /// A code of the list `register`; a clinician needs one.
    pub register: Option<String>,
    /// The number on that register.
    pub registration: Option<String>,
    /// A telephone number.
    pub phone: Option<String>,
}

/// A new user. The passphrase never travels in it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(default, deny_unknown_fields)]
pub struct UserInput {
    /// The name to sign in with.
    pub name: String,
    /// A code of the list `role`.
    pub role: String,
    /// The person.
    pub person: PersonInput,
}

/// The support block as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(default, deny_unknown_fields)]
pub struct SupportInput {
    /// The service.
    pub service: String,
    /// Its telephone number.
    pub phone: String,
    /// Its e-mail address.
    pub email: Option<String>,
    /// When it answers.
    pub hours: Option<String>,
}

/// The urgent line as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(default, deny_unknown_fields)]
pub struct UrgentLineInput {
    /// The telephone number.
    pub phone: String,
    /// What to ask for.
    pub words: String,
}

/// The organisation as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(default, deny_unknown_fields)]
pub struct OrganisationInput {
    /// The name on the letterhead.
    pub name: String,
    /// The department or clinic.
    pub department: Option<String>,
    /// The ODS code.
    pub ods_code: Option<String>,
    /// The address, line by line.
    pub address_lines: Vec<String>,
    /// The postcode.
    pub postcode: Option<String>,
    /// The telephone number.
    pub phone: String,
    /// The e-mail address.
    pub email: Option<String>,
    /// A code of the list `nation`.
    pub nation: String,
    /// Whom a patient can turn to.
    pub support: SupportInput,
    /// Whom to call when an inpatient gets worse.
    pub urgent_line: UrgentLineInput,
}

/// What a new store needs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(default, deny_unknown_fields)]
pub struct SetUpInput {
    /// The organisation.
    pub organisation: OrganisationInput,
    /// The first user, who keeps the others: an administrator, or a clinician at a desk of their own.
    pub user: UserInput,
}

/// What a new store gives back: once, and never again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct SetUpView {
    /// The id of the store.
    pub store_id: String,
    /// The name of the first user.
    pub user: String,
    /// The recovery key, to be printed and locked away.
    pub recovery_key: String,
}

/// A user as shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct UserView {
    /// The id.
    pub id: String,
    /// The name to sign in with.
    pub name: String,
    /// The person's name in full.
    pub shown_name: String,
    /// The code of the role.
    pub role: String,
    /// The words for the role.
    pub role_label: String,
    /// Whether the person may sign in.
    pub is_active: bool,
    /// How many seconds the name must still wait after wrong passphrases.
    pub wait_seconds: Option<u32>,
}

/// What the window looks like to a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(default, deny_unknown_fields)]
pub struct AppearanceView {
    /// A code of the list `theme`.
    pub theme: String,
    /// A code of the list `contrast`.
    pub contrast: String,
}

impl Default for AppearanceView {
    fn default() -> Self {
        Self {
            theme: Theme::default().code().to_owned(),
            contrast: Contrast::default().code().to_owned(),
        }
    }
}

/// Who is signed in, and what the window should know at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct SessionView {
    /// The user.
    pub user: UserView,
    /// The name of the organisation.
    pub organisation: String,
    /// Whether the store is a demonstration.
    pub is_demonstration: bool,
    /// May add and change patients, requests and records.
    pub may_work: bool,
    /// May read patients, requests and records.
    pub may_read: bool,
    /// May set urgency, decide and sign.
    pub may_sign: bool,
    /// May keep users and the organisation, and read the audit trail.
    pub may_administer: bool,
    /// The urgent line of the organisation: number and what to ask for.
    pub urgent_phone: String,
    /// What to ask for on the urgent line.
    pub urgent_words: String,
    /// How many minutes the desk may be left before it locks itself.
    pub lock_after_minutes: u32,
}

/// Who was let in, and what that person had typed and not yet given when the desk was locked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct EnteredView {
    /// Who is signed in.
    pub session: SessionView,
    /// What was unfinished, as the window wrote it.
    pub unfinished: Option<String>,
}

/// A desk that is locked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct LockedView {
    /// The name with which the person signs in.
    pub name: String,
    /// The person's name in full.
    pub shown_name: String,
    /// Whether the desk locked itself because it was left.
    pub was_left: bool,
    /// Why what was unfinished could not be kept, if so.
    pub problem: Option<super::ErrorView>,
}

impl PersonInput {
    /// The person's name, and the clinician's registration where the role needs one.
    pub(crate) fn parse(
        &self,
        role: Option<Role>,
        problems: &mut Problems,
    ) -> Option<(PersonName, Option<Clinician>)> {
        let name = PersonName::parse(self.title.as_deref(), &self.given, &self.family);
        let name = match name {
            Ok(name) => name,
            Err(error) => {
                let field = match error.part {
                    domain::name::NamePart::Title => "person.title",
                    domain::name::NamePart::Given => "person.given",
                    domain::name::NamePart::Family => "person.family",
                };
                problems.say(field, error);
                return None;
            }
        };
        if role != Some(Role::Clinician) {
            return Some((name, None));
        }
        let post = optional_line(problems, "person.post", self.post.as_deref(), 100);
        if post.is_none() {
            problems.say(
                "person.post",
                "a letter prints the post of the person who signs it",
            );
        }
        let register = self.register.as_deref().and_then(Register::from_code);
        if register.is_none() {
            problems.say(
                "person.register",
                "a clinician is on a professional register: choose it",
            );
        }
        let number = self.registration.as_deref().unwrap_or("");
        let registration = problems.take("person.registration", Registration::parse(register?, number))?;
        let phone = optional_line(problems, "person.phone", self.phone.as_deref(), 40);
        Some((
            name.clone(),
            Some(Clinician {
                name,
                post: post?,
                registration,
                phone,
            }),
        ))
    }
}

impl OrganisationInput {
    /// The organisation that was typed.
    ///
    /// # Errors
    /// Every field that cannot be taken.
    pub fn parse(&self) -> Result<Organisation, Vec<FieldProblem>> {
        let mut problems = Problems::default();
        let p = &mut problems;
        let name = p.take("organisation.name", domain::text::line(&self.name, 100));
        let phone = p.take("organisation.phone", domain::text::line(&self.phone, 40));
        let nation = Nation::from_code(&self.nation);
        if nation.is_none() {
            p.say("organisation.nation", "choose the nation");
        }
        let code = self.ods_code.as_deref().filter(|code| !code.trim().is_empty());
        let ods_code = code.and_then(|code| p.take("organisation.ods_code", OdsCode::parse(code)));
        let address = address(
            p,
            "organisation.address_lines",
            &self.address_lines,
            self.postcode.as_deref(),
        );
        if address.lines.is_empty() {
            p.say("organisation.address_lines", "the letterhead needs an address");
        }
        let department = optional_line(p, "organisation.department", self.department.as_deref(), 100);
        let email = optional_line(p, "organisation.email", self.email.as_deref(), 120);
        let service = p.take(
            "organisation.support.service",
            domain::text::line(&self.support.service, 100),
        );
        let support_phone = p.take(
            "organisation.support.phone",
            domain::text::line(&self.support.phone, 40),
        );
        let support_email = optional_line(
            p,
            "organisation.support.email",
            self.support.email.as_deref(),
            120,
        );
        let hours = optional_line(
            p,
            "organisation.support.hours",
            self.support.hours.as_deref(),
            120,
        );
        let urgent_phone = p.take(
            "organisation.urgent_line.phone",
            domain::text::line(&self.urgent_line.phone, 40),
        );
        let words = p.take(
            "organisation.urgent_line.words",
            domain::text::line(&self.urgent_line.words, 200),
        );
        let parts = (name, phone, nation, service, support_phone, urgent_phone, words);
        let (
            Some(name),
            Some(phone),
            Some(nation),
            Some(service),
            Some(support_phone),
            Some(urgent_phone),
            Some(words),
        ) = parts
        else {
            return Err(problems.list());
        };
        problems.into_result(Organisation {
            name,
            department,
            ods_code,
            address,
            phone,
            email,
            nation,
            support: SupportBlock {
                service,
                phone: support_phone,
                email: support_email,
                hours,
            },
            urgent_line: UrgentLine {
                phone: urgent_phone,
                words,
            },
            // How letters look is chosen later, and kept apart.
            letterhead: Letterhead::default(),
        })
    }
}

/// What is in a store's folder, before anybody signs in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct StoreStateView {
    /// Whether there is a store.
    pub exists: bool,
    /// Whether it is a demonstration.
    pub is_demonstration: bool,
    /// Why it cannot be used, if so.
    pub problem: Option<super::ErrorView>,
}

/// What a check of the store found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct StoreCheckView {
    /// `sound`; anything else is an error.
    pub status: String,
    /// How many audit entries there are.
    #[specta(type = u32)]
    pub entries: u64,
    /// How many sealed files there are.
    pub files: u32,
}

/// A demonstration store that was made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct DemonstrationView {
    /// The folder of the store.
    pub store: String,
    /// The name to sign in with.
    pub user: String,
    /// The passphrase.
    pub passphrase: String,
    /// The id of its request.
    pub request: String,
    /// The reference of its request.
    pub reference: String,
    /// The bundle of its request.
    pub bundle: super::BundleView,
}
