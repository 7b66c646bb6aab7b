//! One way to write fields as bytes, in which no two lists of fields look alike.

/// Fields written one after another, each with its type and length in front.
///
/// Joining texts by a separator would let `("ab", "c")` and `("a", "bc")` come out the same; whatever a MAC
/// says of the one would then hold for the other. Here the length comes first, so nothing inside a field can
/// look like its end.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Canonical(Vec<u8>);

impl Canonical {
    /// Starts with no fields.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a text.
    #[must_use]
    pub fn text(self, value: &str) -> Self {
        self.field(b't', value.as_bytes())
    }

    /// Adds a text that may be absent. Absent and empty are different.
    #[must_use]
    pub fn optional(self, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.text(value),
            None => self.field(b'n', &[]),
        }
    }

    /// Adds a whole number.
    #[must_use]
    pub fn number(self, value: i64) -> Self {
        self.field(b'i', &value.to_be_bytes())
    }

    /// Adds bytes.
    #[must_use]
    pub fn bytes(self, value: &[u8]) -> Self {
        self.field(b'b', value)
    }

    /// The fields as bytes.
    #[must_use]
    pub fn finish(self) -> Vec<u8> {
        self.0
    }

    fn field(mut self, kind: u8, value: &[u8]) -> Self {
        self.0.reserve(9 + value.len());
        self.0.push(kind);
        self.0.extend_from_slice(&(value.len() as u64).to_be_bytes());
        self.0.extend_from_slice(value);
        self
    }
}
