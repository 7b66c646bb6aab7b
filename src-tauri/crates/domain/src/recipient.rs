//! Who is asked for the second opinion.

use chrono::NaiveDate;

use crate::organisation::OdsCode;
use crate::patient::PostalAddress;

/// After this many days an address must be confirmed again before anything is sent (hazard H4).
pub const ADDRESS_STAYS_VERIFIED_DAYS: i64 = 90;

/// The new clinical team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    /// A person whom the patient would prefer; never promised (domain rule S9).
    pub preferred_clinician: Option<String>,
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
    pub fn closeness_to(&self, organisation: &str, clinician: &str) -> Closeness {
        let same =
            |a: &str, b: &str| !a.trim().is_empty() && a.trim().to_lowercase() == b.trim().to_lowercase();
        if self
            .preferred_clinician
            .as_deref()
            .is_some_and(|name| same(name, clinician))
        {
            Closeness::SameClinician
        } else if same(&self.organisation, organisation) {
            Closeness::SameOrganisation
        } else {
            Closeness::Apart
        }
    }
}

/// How close a recipient is to the first team.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closeness {
    /// Another organisation.
    Apart,
    /// Another team of the same organisation: a person is told.
    SameOrganisation,
    /// The very clinician whose opinion was first: that is no second opinion.
    SameClinician,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recipient() -> Recipient {
        Recipient {
            preferred_clinician: Some("Dr Ann Jones".into()),
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

    #[test]
    fn the_first_clinician_cannot_give_the_second_opinion() {
        assert_eq!(
            recipient().closeness_to("Elsewhere", "dr ann jones "),
            Closeness::SameClinician
        );
        assert_eq!(
            recipient().closeness_to("st elsewhere", "Dr Who"),
            Closeness::SameOrganisation
        );
        assert_eq!(recipient().closeness_to("Other", ""), Closeness::Apart);
    }
}
