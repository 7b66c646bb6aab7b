//! Secrets held in memory: wiped when dropped, never shown.

use std::fmt;

use hkdf::Hkdf;
use sha2::Sha256;
use subtle::ConstantTimeEq;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

mod passphrase;

pub use passphrase::{Passphrase, PassphraseError};

/// The system could not give random bytes, so no key can be made.
///
/// Nothing was written. Trying again later is safe; a computer that keeps failing here is not fit to hold
/// patients' records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the system gave no random bytes")]
pub struct NoRandomness;

/// The key of a whole store: 32 random bytes from which every other key is derived.
///
/// It is never written anywhere unless wrapped in a key slot. It is wiped when dropped, compared in constant
/// time, and shows nothing of itself when debugged.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct DataKey {
    root: [u8; 32],
    carried: Option<Carried>,
}

/// What a store keeps from its first key when it gets another: nothing that opens anything. The audit trail stays one
/// chain from its first entry, and what was printed of it stays comparable; files keep their names.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub(crate) struct Carried {
    pub(crate) audit: [u8; 32],
    pub(crate) name: [u8; 32],
}

impl DataKey {
    /// Makes the key of a new store.
    ///
    /// # Errors
    /// [`NoRandomness`] when the system has no random bytes to give.
    pub fn random() -> Result<Self, NoRandomness> {
        random_bytes().map(Self::from_bytes)
    }

    /// Makes another key for the same store: whoever knows this one opens nothing that is under the other. The names
    /// of sealed files and the audit chain go on under it.
    ///
    /// # Errors
    /// [`NoRandomness`] when the system has no random bytes to give.
    pub fn successor(&self) -> Result<Self, NoRandomness> {
        Ok(Self {
            root: random_bytes()?,
            carried: Some(Carried {
                audit: *self.audit_key().as_bytes(),
                name: *self.name_key().as_bytes(),
            }),
        })
    }

    /// The key that opens the database.
    #[must_use]
    pub fn db_key(&self) -> DbKey {
        DbKey(self.derive("db"))
    }

    /// The key from which the key of each sealed file is derived.
    #[must_use]
    pub fn file_key(&self) -> FileKey {
        FileKey(self.derive("sealed file"))
    }

    /// The key under which the name of a sealed file is made from its plain bytes.
    #[must_use]
    pub fn name_key(&self) -> NameKey {
        match &self.carried {
            Some(carried) => NameKey(carried.name),
            None => NameKey(self.derive("sealed file name")),
        }
    }

    /// The key of the audit chain.
    #[must_use]
    pub fn audit_key(&self) -> AuditKey {
        match &self.carried {
            Some(carried) => AuditKey(carried.audit),
            None => AuditKey(self.derive("audit chain")),
        }
    }

    /// The key that vouches for the file of key slots as a whole.
    #[must_use]
    pub fn slot_mac_key(&self) -> SlotMacKey {
        SlotMacKey(self.derive("key slots"))
    }

    /// The key that vouches for a backup as a whole.
    #[must_use]
    pub fn backup_key(&self) -> BackupKey {
        BackupKey(self.derive("backup"))
    }

    /// HKDF-SHA256 with a context of its own per purpose, so that no derived key says anything of another.
    fn derive(&self, purpose: &str) -> [u8; 32] {
        let mut key = [0; 32];
        expand(None, &self.root, &["second-opinion/v1/", purpose], &mut key);
        key
    }

    /// The key under which the slots keep what is carried on.
    pub(crate) fn carrying_key(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.derive("carried keys"))
    }

    pub(crate) fn carried(&self) -> Option<&Carried> {
        self.carried.as_ref()
    }

    pub(crate) fn carrying(mut self, carried: Carried) -> Self {
        self.carried = Some(carried);
        self
    }

    pub(crate) fn from_bytes(root: [u8; 32]) -> Self {
        Self { root, carried: None }
    }

    pub(crate) fn as_bytes(&self) -> &[u8; 32] {
        &self.root
    }
}

/// A second copy, for a session that hands the key on. Each copy is wiped on its own.
impl From<&Self> for DataKey {
    fn from(key: &Self) -> Self {
        Self {
            root: key.root,
            carried: key.carried.clone(),
        }
    }
}

impl PartialEq for DataKey {
    fn eq(&self, other: &Self) -> bool {
        self.root.ct_eq(&other.root).into()
    }
}

impl Eq for DataKey {}

impl fmt::Debug for DataKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DataKey(redacted)")
    }
}

/// Declares a key derived from the data key, with the care every one of them needs.
macro_rules! derived_key {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        /// Wiped when dropped, and shows nothing of itself when debugged.
        #[derive(Zeroize, ZeroizeOnDrop)]
        pub struct $name([u8; 32]);

        impl $name {
            /// The raw key. Whoever copies it must wipe the copy.
            #[must_use]
            pub fn as_bytes(&self) -> &[u8; 32] {
                &self.0
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(redacted)"))
            }
        }
    };
}

derived_key! {
    /// The key that opens the database.
    DbKey
}
derived_key! {
    /// The key from which the key of each sealed file is derived.
    FileKey
}
derived_key! {
    /// The key under which the name of a sealed file is made from its plain bytes.
    ///
    /// A plain hash would let a thief of the disk confirm that a document already known to them is held.
    NameKey
}
derived_key! {
    /// The key of the audit chain.
    AuditKey
}
derived_key! {
    /// The key that vouches for the file of key slots as a whole.
    SlotMacKey
}

derived_key! {
    /// The key that vouches for a backup as a whole.
    BackupKey
}

/// Random bytes from the system.
pub(crate) fn random_bytes<const N: usize>() -> Result<[u8; N], NoRandomness> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| NoRandomness)?;
    Ok(bytes)
}

/// Fills `out` by HKDF-SHA256 under a context.
pub(crate) fn expand(salt: Option<&[u8]>, key: &[u8], context: &[&str], out: &mut [u8]) {
    let context: Vec<&[u8]> = context.iter().map(|part| part.as_bytes()).collect();
    let filled = Hkdf::<Sha256>::new(salt, key).expand_multi_info(&context, out);
    // HKDF refuses only more than 255 blocks of 32 bytes; every caller asks for two at most.
    debug_assert!(filled.is_ok(), "HKDF was asked for more than it can give");
}
