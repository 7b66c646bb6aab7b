//! Documents that the store keeps as text and never reads: written and read here.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::{EnclosureView, PersonInput, RequestForm};
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
}

/// Where everything stands in a bundle that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct BundleContents {
    /// The enclosures in their order.
    pub(crate) enclosures: Vec<EnclosureView>,
    /// Pages of the bundle that could not be drawn for comparison.
    pub(crate) unproved: Vec<u32>,
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

/// How many enclosures a bundle's manifest lists; none where it does not say.
pub(crate) fn enclosures_of(manifest: &str) -> u32 {
    #[derive(Deserialize)]
    struct Manifest {
        enclosures: Vec<serde::de::IgnoredAny>,
    }
    serde_json::from_str::<Manifest>(manifest).map_or(0, |manifest| manifest.enclosures.len() as u32)
}
