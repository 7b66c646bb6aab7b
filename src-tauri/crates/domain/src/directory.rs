//! The directory: organisations, services and people to whom a letter may go, and the practices of patients.
//!
//! Most of it comes from the files of the Organisation Data Service; an organisation adds what they lack.

use chrono::NaiveDate;

use crate::clinician::Registration;
use crate::code::coded;
use crate::organisation::OdsCode;
use crate::patient::PostalAddress;

coded! {
    /// What an entry of the directory is.
    pub enum EntryKind {
        /// A trust, or another organisation that gives care.
        Organisation = "organisation", "Organisation";
        /// A hospital or another site of a trust.
        Site = "site", "Hospital or site";
        /// A service or clinic within an organisation.
        Service = "service", "Service or clinic";
        /// A hospital consultant.
        Consultant = "consultant", "Consultant";
        /// A GP practice.
        Practice = "practice", "GP practice";
        /// A general practitioner.
        Gp = "gp", "GP";
    }
}

impl EntryKind {
    /// Whether an entry is a person, who works at an organisation and is reached at its address.
    #[must_use]
    pub const fn is_person(self) -> bool {
        matches!(self, Self::Consultant | Self::Gp)
    }
}

coded! {
    /// Where an entry comes from.
    pub enum EntrySource {
        /// A file of the Organisation Data Service; the next file may change it, and nobody else does.
        Ods = "ods", "Organisation Data Service";
        /// The organisation's own people.
        Own = "own", "Own entry";
    }
}

/// An entry of the directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DirectoryEntry {
    /// What it is.
    pub kind: EntryKind,
    /// The name of the organisation, service or person.
    pub name: String,
    /// Its own ODS code; of a person the practitioner code, such as `C1234567`.
    pub code: Option<OdsCode>,
    /// The code of the organisation to which a site, a service or a person belongs.
    pub parent: Option<OdsCode>,
    /// The name of that organisation, in own entries whose organisation is not in the directory.
    pub organisation: Option<String>,
    /// The specialty: of an imported person its national code, in own entries the words.
    pub specialty: Option<String>,
    /// The GMC number of a person, where it is known.
    pub registration: Option<Registration>,
    /// Where letters go; an imported person has none, and is reached at the organisation.
    pub address: PostalAddress,
    /// The telephone number.
    pub phone: Option<String>,
    /// The e-mail address.
    pub email: Option<String>,
    /// Since when it exists.
    pub opened_on: Option<NaiveDate>,
    /// The day on which it closed or will close; of a person, left.
    pub closed_on: Option<NaiveDate>,
    /// Said to be closed, whatever the day.
    pub is_closed: bool,
}

impl DirectoryEntry {
    /// Whether it is closed on that day: it is then marked so, and not offered.
    #[must_use]
    pub fn is_closed_on(&self, today: NaiveDate) -> bool {
        self.is_closed || self.closed_on.is_some_and(|closed| closed <= today)
    }
}
