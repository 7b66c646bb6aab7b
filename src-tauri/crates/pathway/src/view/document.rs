//! Documents that the store keeps as text and never reads: written and read here.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::{BundleChoices, EnclosureView, OrganisationInput, PersonInput, RequestForm};
use crate::Error;

/// What the store keeps of a user as a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct UserBody {
    /// The person as typed.
    pub(crate) person: PersonInput,
    /// Keeps users and organisation whatever the role: whoever set the store up, such as a consultant alone at a desk.
    pub(crate) keeps_store: bool,
}

/// What a signed letter said, frozen: the bundle is made from this and never from the form (hazard H9).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SignedContent {
    /// The form as it stood.
    pub(crate) form: RequestForm,
    /// The organisation's own words of the letter as they stood; none where they were as supplied.
    #[serde(default)]
    pub(crate) wording: Option<String>,
    /// The sealed picture of the signature by hand; letters signed before there were any have none.
    #[serde(default)]
    pub(crate) signature_picture: Option<String>,
    /// The head that it was signed under; letters signed before heads could be changed have none.
    #[serde(default)]
    pub(crate) head: Option<SignedHead>,
}

/// Who wrote a letter and how it looked, as it was signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SignedHead {
    /// The organisation's details.
    pub(crate) organisation: OrganisationInput,
    /// Its letterhead.
    pub(crate) letterhead: SignedLetterhead,
}

/// A letterhead as a letter was signed under it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SignedLetterhead {
    /// The colour, if it was not the program's own.
    pub(crate) colour: Option<String>,
    /// The code of the envelope.
    pub(crate) envelope: String,
    /// The sealed file of the logo, and what it shows.
    pub(crate) logo: Option<(String, String)>,
}

/// Where everything stands in a bundle that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct BundleContents {
    /// The enclosures in their order.
    pub(crate) enclosures: Vec<EnclosureView>,
    /// Pages of the bundle that could not be drawn for comparison.
    pub(crate) unproved: Vec<u32>,
    /// Pages that are left blank so that a record starts on a right-hand page.
    #[serde(default)]
    pub(crate) blank_pages: Vec<u32>,
    /// How it was asked to be made.
    #[serde(default)]
    pub(crate) choices: BundleChoices,
    /// Whether it claims PDF/A-3b.
    #[serde(default)]
    pub(crate) is_archival: Option<bool>,
    /// For a supplement: its records with their versions, as they stood.
    #[serde(default)]
    pub(crate) mark: String,
}

/// A document for the store.
///
/// # Errors
/// [`Error::Fault`] for a value that JSON cannot hold.
pub(crate) fn to_json(value: &impl Serialize) -> Result<String, Error> {
    serde_json::to_string(value).map_err(|error| Error::Fault(error.to_string()))
}

/// A document from the store.
///
/// # Errors
/// [`Error::Fault`] for a document of another form.
pub(crate) fn from_json<T: DeserializeOwned>(text: &str) -> Result<T, Error> {
    serde_json::from_str(text).map_err(|error| Error::Fault(format!("a document of the store: {error}")))
}

/// What a bundle's manifest says of its pages.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(crate) struct ManifestPages {
    letter_pages: u32,
    index_pages: u32,
    /// The pages that are left blank.
    pub(crate) blank_pages: Vec<u32>,
    enclosures: Vec<EnclosurePages>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct EnclosurePages {
    pages: u32,
}

impl ManifestPages {
    /// What this manifest says; none where it is not one of ours.
    pub(crate) fn read(manifest: &str) -> Option<Self> {
        serde_json::from_str(manifest).ok()
    }

    /// How many enclosures there are.
    pub(crate) fn enclosures(&self) -> u32 {
        self.enclosures.len() as u32
    }

    /// How many pages there must be: those that went in, and those that are blank.
    pub(crate) fn sum(&self) -> u32 {
        let enclosed: u32 = self.enclosures.iter().map(|one| one.pages).sum();
        self.letter_pages + self.index_pages + enclosed + self.blank_pages.len() as u32
    }
}
