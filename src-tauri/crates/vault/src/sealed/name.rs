//! What a sealed file is called.

use std::fmt;

/// The name of a sealed file: BLAKE3 of its plain bytes under the store's name key, 64 lower-case hexadecimal
/// digits. Without the key it says nothing of what the file holds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileName([u8; 32]);

impl FileName {
    /// Reads exactly 64 lower-case hexadecimal digits; anything else, paths above all, is no name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let name = Self(hex::decode(text).ok()?.try_into().ok()?);
        (name.to_string() == text).then_some(name)
    }

    /// The 32 bytes that the digits stand for.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    pub(crate) fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The folder it is kept in: its first two digits, so that no folder grows long.
    pub(super) fn shelf(&self) -> String {
        hex::encode(&self.0[..1])
    }
}

impl fmt::Display for FileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for FileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FileName({self})")
    }
}
