//! The directory on the wire: its entries, what is typed of an own one, and what an import has done.

use serde::{Deserialize, Serialize};
use specta::Type;

/// An entry of the directory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct DirectoryEntryView {
    /// The id.
    pub id: String,
    /// The version that a change must name.
    pub version: u32,
    /// `ods` or `own`.
    pub source: String,
    /// The words for the source.
    pub source_label: String,
    /// The code of the kind.
    pub kind: String,
    /// The words for the kind.
    pub kind_label: String,
    /// The name.
    pub name: String,
    /// The ODS code of the organisation, site or practice, or of where the person works.
    pub ods_code: Option<String>,
    /// Where letters go, on one line.
    pub address: String,
    /// The telephone number.
    pub phone: Option<String>,
    /// The e-mail address.
    pub email: Option<String>,
    /// Whether the organisation's people choose it most.
    pub is_preferred: bool,
    /// Closed or retired, and since when; none while it is open.
    pub closed: Option<String>,
    /// When and by whom the address was last checked.
    pub verified: Option<String>,
    /// What a letter to it fills in.
    pub recipient: RecipientView,
    /// What was typed of it; none of an imported one, which is changed by the next file.
    pub input: Option<DirectoryEntryInput>,
}

/// A recipient as a request's form has it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct RecipientView {
    /// The person.
    pub clinician: Option<String>,
    /// That person's GMC number.
    pub gmc_number: Option<String>,
    /// The specialty in words.
    pub specialty: Option<String>,
    /// The service or clinic.
    pub service: Option<String>,
    /// The organisation.
    pub organisation: Option<String>,
    /// Its ODS code.
    pub ods_code: Option<String>,
    /// Its address.
    pub address_lines: Vec<String>,
    /// Its postcode.
    pub postcode: Option<String>,
    /// The day on which a person last checked the address.
    pub address_verified_on: Option<String>,
}

/// An own entry as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(default, deny_unknown_fields)]
pub struct DirectoryEntryInput {
    /// A code of the list `entry_kind`.
    pub kind: String,
    /// The name of the organisation, service or person.
    pub name: String,
    /// The organisation to which a service or person belongs.
    pub organisation: Option<String>,
    /// The specialty.
    pub specialty: Option<String>,
    /// The ODS code of the organisation or site.
    pub ods_code: Option<String>,
    /// The GMC number of a person.
    pub gmc_number: Option<String>,
    /// Where letters go.
    pub address_lines: Vec<String>,
    /// The postcode.
    pub postcode: Option<String>,
    /// The telephone number.
    pub phone: Option<String>,
    /// The e-mail address.
    pub email: Option<String>,
    /// The day on which the address was checked.
    pub address_verified_on: Option<String>,
}

/// What the directory holds of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct DirectoryCount {
    /// The code of the kind.
    pub kind: String,
    /// The words for the kind.
    pub kind_label: String,
    /// How many are open.
    pub open: u32,
    /// How many are closed or retired.
    pub closed: u32,
}

/// Which entries are looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(default, deny_unknown_fields)]
pub struct DirectorySearchInput {
    /// The words; without any, the preferred and the own entries.
    pub words: String,
    /// Only these kinds.
    pub kinds: Vec<String>,
    /// Closed and retired ones as well.
    pub with_closed: bool,
}

/// What a file of the Organisation Data Service has changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct OdsImportedView {
    /// The file, by its name.
    pub file: String,
    /// What it holds, in words.
    pub holds: String,
    /// How many entries are new.
    pub new: u32,
    /// How many were changed.
    pub changed: u32,
    /// How many have closed since.
    pub closed: u32,
    /// How many are as they were.
    pub unchanged: u32,
    /// How many open entries of an earlier file are not in this one.
    pub absent: u32,
    /// Whether those were closed.
    pub absent_closed: bool,
    /// How many rows were left out, since they are no GP practices.
    pub left_out: u32,
}

/// How the address of a request's recipient stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct AddressCheckView {
    /// The address on one line, as a confirmation names it.
    pub address: String,
    /// The day on which it was last checked, in the clinical form; none if nobody ever has.
    pub checked_on: Option<String>,
    /// Who confirmed it last for this request, and when.
    pub confirmed: Option<String>,
    /// Whether it must be confirmed before anything is signed or sent.
    pub must_be_confirmed: bool,
}
