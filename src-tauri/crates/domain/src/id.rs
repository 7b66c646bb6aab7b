//! Ids: sixteen random bytes, handed in from the edge, each kind its own type.

use std::fmt;

/// A text that is not an id: thirty-two lower-case hexadecimal digits are expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is not an id: thirty-two hexadecimal digits are expected")]
pub struct IdError;

macro_rules! id_type {
    ($( $(#[$meta:meta])* $name:ident; )+) => { $(
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name([u8; 16]);

        impl $name {
            /// The id made of these sixteen bytes.
            #[must_use]
            pub const fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(bytes)
            }

            /// The sixteen bytes.
            #[must_use]
            pub const fn bytes(&self) -> [u8; 16] {
                self.0
            }

            /// Reads the thirty-two hexadecimal digits that [`fmt::Display`] writes.
            ///
            /// # Errors
            /// [`IdError`] for any other text.
            pub fn parse(text: &str) -> Result<Self, IdError> {
                parse_hex(text).map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({self})", stringify!($name))
            }
        }
    )+ };
}

id_type! {
    /// One patient.
    PatientId;
    /// One request for a second opinion, from the first ask to the answer.
    RequestId;
    /// One record: a document of the patient's notes.
    RecordId;
    /// One person who signs in.
    UserId;
    /// One signed or draft version of a letter.
    LetterId;
    /// One bundle that was assembled.
    BundleId;
    /// One print job: the papers that one step handed to a printer.
    PrintId;
    /// One entry of the directory.
    DirectoryId;
    /// One store.
    StoreId;
}

fn parse_hex(text: &str) -> Result<[u8; 16], IdError> {
    let digits = text.as_bytes();
    if digits.len() != 32 {
        return Err(IdError);
    }
    let mut bytes = [0; 16];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = hex_value(pair[0])? << 4 | hex_value(pair[1])?;
    }
    Ok(bytes)
}

fn hex_value(digit: u8) -> Result<u8, IdError> {
    match digit {
        b'0'..=b'9' => Ok(digit - b'0'),
        b'a'..=b'f' => Ok(digit - b'a' + 10),
        _ => Err(IdError),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_what_it_writes() {
        let id = RequestId::from_bytes(*b"0123456789abcdef");
        assert_eq!(RequestId::parse(&id.to_string()), Ok(id));
    }

    #[test]
    fn a_text_of_another_length_or_alphabet_is_no_id() {
        for text in ["", "12", &"g".repeat(32), &"A".repeat(32), &"é".repeat(16)] {
            assert_eq!(RequestId::parse(text), Err(IdError), "{text}");
        }
    }
}
