//! How letters look, and the signature by hand, on the wire.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::OrganisationInput;

/// What to change of the letterhead; what is absent stays as it is, and an empty text takes it away.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(default, deny_unknown_fields)]
pub struct LetterheadInput {
    /// A colour such as `#003D6B`; empty for the program's own blue.
    pub colour: Option<String>,
    /// A code of the list `envelope_window`.
    pub envelope: Option<String>,
    /// Where the logo is, a PNG or JPEG file; empty for none.
    pub logo: Option<String>,
    /// What the logo shows, for those who hear the letter; the organisation's name if nothing is said.
    pub logo_words: Option<String>,
}

/// How letters look.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct LetterheadView {
    /// The colour, if it is not the program's own blue.
    pub colour: Option<String>,
    /// The code of the envelope.
    pub envelope: String,
    /// The words for the envelope.
    pub envelope_label: String,
    /// What the logo shows, where there is one.
    pub logo_words: Option<String>,
}

/// The organisation's details and how its letters look.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct OrganisationView {
    /// The version of the details, which a change must name.
    pub version: u32,
    /// The details as typed.
    pub details: OrganisationInput,
    /// How letters look.
    pub letterhead: LetterheadView,
}

/// The signature by hand that a person keeps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct SignatureView {
    /// The picture, a PNG or JPEG file in base 64, where one is kept.
    pub picture: Option<String>,
    /// Its media type.
    pub media_type: Option<String>,
}
