//! Who is asked for the second opinion.

use chrono::NaiveDate;

use crate::clinician::Registration;
use crate::organisation::OdsCode;
use crate::patient::PostalAddress;
use crate::request::FirstOpinion;

/// After this many days an address must be confirmed again before anything is sent (hazard H4).
pub const ADDRESS_STAYS_VERIFIED_DAYS: i64 = 90;

/// The new clinical team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    /// A person whom the patient would prefer; never promised (domain rule S9).
    pub preferred_clinician: Option<String>,
    /// The GMC number of that person, where it is known.
    pub registration: Option<Registration>,
    /// The specialty.
    pub specialty: String,
    /// The service or clinic within the organisation.
    pub service: Option<String>,
    /// The organisation.
    pub organisation: String,
    /// The organisation's or site's ODS code.
    pub ods_code: Option<OdsCode>,
    /// Where the bundle goes.
    pub address: PostalAddress,
    /// The day on which a person last checked the address.
    pub address_verified_on: Option<NaiveDate>,
}

impl Recipient {
    /// Whether the address was checked recently enough to send to.
    #[must_use]
    pub fn has_fresh_address(&self, today: NaiveDate) -> bool {
        self.address_verified_on
            .is_some_and(|on| on <= today && (today - on).num_days() <= ADDRESS_STAYS_VERIFIED_DAYS)
    }

    /// How close the recipient is to the first team (domain rule S9: it must be a new clinical team).
    #[must_use]
    pub fn closeness_to(&self, first: &FirstOpinion) -> Closeness {
        let is_same_organisation = self.is_of_the_organisation_of(first);
        if self.is_the_clinician_of(first) {
            Closeness::SameClinician
        } else if same(self.service.as_deref(), first.service.as_deref())
            && self.is_on_the_site_of(first, is_same_organisation)
        {
            Closeness::SameService
        } else if is_same_organisation {
            Closeness::SameOrganisation
        } else {
            Closeness::Apart
        }
    }

    /// Two registration numbers settle it; without them the name does.
    fn is_the_clinician_of(&self, first: &FirstOpinion) -> bool {
        match (&self.registration, &first.registration) {
            (Some(new), Some(old)) => new == old,
            _ => same(self.preferred_clinician.as_deref(), first.clinician.as_deref()),
        }
    }

    /// A site has a code of its own; where one side has none, the organisation's name must do.
    fn is_on_the_site_of(&self, first: &FirstOpinion, is_same_organisation: bool) -> bool {
        match (&self.ods_code, &first.ods_code) {
            (Some(new), Some(old)) => new == old,
            _ => is_same_organisation,
        }
    }

    fn is_of_the_organisation_of(&self, first: &FirstOpinion) -> bool {
        let by_code = match (&self.ods_code, &first.ods_code) {
            (Some(new), Some(old)) => new.trust() == old.trust(),
            _ => false,
        };
        by_code || same(Some(&self.organisation), first.organisation.as_deref())
    }
}

/// Whether two names are the same whatever their letters' size and the blanks around them; nothing is like nothing.
fn same(one: Option<&str>, other: Option<&str>) -> bool {
    let plain = |name: Option<&str>| {
        let name = name.unwrap_or_default();
        name.split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .to_lowercase()
    };
    let one = plain(one);
    !one.is_empty() && one == plain(other)
}

/// How close a recipient is to the first team.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closeness {
    /// Another organisation.
    Apart,
    /// Another team of the same organisation: a person is told.
    SameOrganisation,
    /// The very service on the very site whose opinion was first: that is no second opinion, but for a clinician's reason.
    SameService,
    /// The very clinician whose opinion was first: that is no second opinion, but for a clinician's reason.
    SameClinician,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recipient() -> Recipient {
        Recipient {
            preferred_clinician: Some("Dr Ann Jones".into()),
            registration: None,
            specialty: "Cardiology".into(),
            service: None,
            organisation: "St Elsewhere".into(),
            ods_code: None,
            address: PostalAddress::default(),
            address_verified_on: Some("2026-08-26".parse().unwrap()),
        }
    }

    #[test]
    fn an_address_must_be_checked_again_after_ninety_days() {
        assert!(recipient().has_fresh_address("2026-11-24".parse().unwrap()));
        assert!(!recipient().has_fresh_address("2026-11-25".parse().unwrap()));
        assert!(
            !recipient().has_fresh_address("2026-08-25".parse().unwrap()),
            "checked in the future is not checked"
        );
    }

    fn first(organisation: &str, clinician: &str) -> FirstOpinion {
        FirstOpinion {
            organisation: Some(organisation.into()),
            clinician: Some(clinician.into()),
            ..FirstOpinion::default()
        }
    }

    fn gmc(number: &str) -> Option<Registration> {
        Registration::parse(crate::clinician::Register::Gmc, number).ok()
    }

    #[test]
    fn the_first_clinician_cannot_give_the_second_opinion() {
        let recipient = recipient();
        assert_eq!(
            recipient.closeness_to(&first("Elsewhere", "dr  ann jones ")),
            Closeness::SameClinician
        );
        assert_eq!(
            recipient.closeness_to(&first("st elsewhere", "Dr Who")),
            Closeness::SameOrganisation
        );
        assert_eq!(recipient.closeness_to(&first("Other", "")), Closeness::Apart);
    }

    #[test]
    fn two_gmc_numbers_tell_two_clinicians_of_one_name_apart_and_one_clinician_of_two_names() {
        let mut new = recipient();
        new.registration = gmc("C1234567");
        let mut old = first("Other", "Ann Jones-Smith");
        old.registration = gmc("1234567");
        assert_eq!(new.closeness_to(&old), Closeness::SameClinician);
        let mut namesake = first("Other", "Dr Ann Jones");
        namesake.registration = gmc("7654321");
        assert_eq!(new.closeness_to(&namesake), Closeness::Apart);
    }

    #[test]
    fn the_first_service_on_its_site_is_no_new_team_and_a_sister_site_is_only_told_of() {
        let mut new = recipient();
        new.service = Some("Valve clinic".into());
        new.ods_code = OdsCode::parse("RH802").ok();
        let mut old = first("Another name", "Dr Who");
        old.service = Some("valve clinic".into());
        old.ods_code = OdsCode::parse("RH802").ok();
        assert_eq!(new.closeness_to(&old), Closeness::SameService);
        old.ods_code = OdsCode::parse("RH801").ok();
        assert_eq!(new.closeness_to(&old), Closeness::SameOrganisation);
        old.ods_code = OdsCode::parse("RJZ01").ok();
        assert_eq!(new.closeness_to(&old), Closeness::Apart);
        // Without codes the organisation's name decides.
        (new.ods_code, old.ods_code) = (None, None);
        old.organisation = Some("St Elsewhere".into());
        assert_eq!(new.closeness_to(&old), Closeness::SameService);
    }
}
