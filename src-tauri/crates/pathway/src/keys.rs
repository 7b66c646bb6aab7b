//! The key slots of a store, by the name with which a person signs in.

use std::path::{Path, PathBuf};

use vault::sealed::SealedError;
use vault::secret::{DataKey, NoRandomness, Passphrase, PassphraseError};
use vault::slots::{KeySlots, OpenError, Purpose, RecoveryKey, SlotParams, SlotsError};

use crate::Error;

/// Where the key slots of a store are.
pub(crate) fn path(home: &Path) -> PathBuf {
    home.join("keys")
}

/// Reads the key slots.
pub(crate) fn load(home: &Path) -> Result<KeySlots, Error> {
    // A crash may have left the slots of a new key not yet in their place.
    store::rekey::resume(home)?;
    Ok(KeySlots::load(&path(home))?)
}

/// Adds a slot for a name.
pub(crate) fn add(
    slots: &mut KeySlots,
    name: &str,
    passphrase: &Passphrase,
    key: &DataKey,
) -> Result<(), Error> {
    // What was calibrated when the store was set up holds for everybody.
    let params = slots.dearest().unwrap_or(match slots.purpose() {
        Purpose::Live => SlotParams::DEFAULT,
        Purpose::Demonstration => SlotParams::for_demonstration(),
    });
    add_at(slots, name, passphrase, key, &params)
}

/// Adds a slot for a name at a given cost.
pub(crate) fn add_at(
    slots: &mut KeySlots,
    name: &str,
    passphrase: &Passphrase,
    key: &DataKey,
    params: &SlotParams,
) -> Result<(), Error> {
    Ok(slots.add_passphrase(&slot_of(name), passphrase, key, params)?)
}

/// Gives a name a slot, in place of the one it may have had. To be called within an action, so that two people who
/// keep the store change the slots one after the other.
pub(crate) fn give(home: &Path, name: &str, passphrase: &Passphrase, key: &DataKey) -> Result<(), Error> {
    let mut slots = load(home)?;
    add(&mut slots, name, passphrase, key)?;
    Ok(slots.save(&path(home))?)
}

/// Gives the store a new recovery key, in place of the one before. To be called within an action, as [`give`].
pub(crate) fn renew_recovery(home: &Path, key: &DataKey) -> Result<RecoveryKey, Error> {
    let mut slots = load(home)?;
    let recovery = slots.add_recovery(key)?;
    slots.save(&path(home))?;
    Ok(recovery)
}

/// Takes the slot of a name away, if it has one. To be called within an action, as [`give`].
pub(crate) fn take_away(home: &Path, name: &str, key: &DataKey) -> Result<(), Error> {
    let mut slots = load(home)?;
    match slots.remove(&slot_of(name), key) {
        Err(SlotsError::NoSuchUser) => Ok(()),
        removed => {
            removed?;
            Ok(slots.save(&path(home))?)
        }
    }
}

/// The name of a slot: people do not mind capitals when they sign in.
pub(crate) fn slot_of(name: &str) -> String {
    name.trim().to_lowercase()
}

/// A passphrase that a person chooses.
pub(crate) fn chosen(typed: &str) -> Result<Passphrase, Error> {
    Passphrase::parse(typed).map_err(|error| {
        let advice = match error {
            PassphraseError::TooCommon => {
                "Choose one that nobody would guess, such as four words that do not belong together."
            }
            _ => "Four words that do not belong together are easy to keep in mind and hard to guess.",
        };
        Error::Refused {
            code: "passphrase_refused",
            message: format!("This passphrase cannot be used: {error}. {advice}"),
            details: vec![crate::view::FieldProblem {
                field: "passphrase".into(),
                message: error.to_string(),
            }],
        }
    })
}

impl From<OpenError> for Error {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::NotLetIn => Self::NotLetIn,
            OpenError::Damaged => Self::Store {
                code: "store_damaged",
                message: "The key file of the store has been altered. Restore it from a backup.".into(),
            },
            OpenError::NotEnoughMemory => Self::Store {
                code: "store_busy",
                message:
                    "There is not enough memory to try the passphrase. Close other programs and try again."
                        .into(),
            },
        }
    }
}

impl From<SlotsError> for Error {
    fn from(error: SlotsError) -> Self {
        let (code, message) = match error {
            SlotsError::Missing => ("store_missing", "There is no store in this folder. Make one with set-up, or name another folder.".into()),
            SlotsError::Newer(_) => ("store_newer", "The key file was written by a newer version of the program. Nothing was changed. Install the newer version.".into()),
            SlotsError::Damaged => ("store_damaged", "The key file of the store is damaged. Restore it from a backup.".into()),
            SlotsError::Disk(kind) => ("store_read_only", format!("The key file could not be read or written ({kind}). The old one still stands.")),
            other => return Self::Fault(other.to_string()),
        };
        Self::Store { code, message }
    }
}

impl From<NoRandomness> for Error {
    fn from(error: NoRandomness) -> Self {
        Self::Fault(error.to_string())
    }
}

impl From<SealedError> for Error {
    fn from(error: SealedError) -> Self {
        let (code, message) = match error {
            SealedError::NoSpace { needed, available } => (
                "store_full",
                format!(
                    "The disk is too full: {} MB are needed and {} MB are free. Nothing was changed.",
                    needed >> 20,
                    available >> 20
                ),
            ),
            SealedError::Missing | SealedError::Damaged | SealedError::OutOfRange => (
                "store_damaged",
                "A sealed file of the store is missing or damaged. Restore it from a backup.".into(),
            ),
            SealedError::Newer(_) => (
                "store_newer",
                "A sealed file was written by a newer version of the program.".into(),
            ),
            SealedError::Source(kind) | SealedError::Disk(kind) => (
                "store_read_only",
                format!("The disk refused ({kind}). Nothing was changed."),
            ),
            SealedError::NoRandomness(error) => return error.into(),
        };
        Self::Store { code, message }
    }
}
