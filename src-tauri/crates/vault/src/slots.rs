//! Key slots: the data key, wrapped once for each clinician and once for the printed recovery key.
//!
//! The slots stand in one small file beside the database. Anyone may read it; it opens nothing without a
//! passphrase, and nothing in it can be changed unseen: each slot is bound to its store, its clinician and its
//! own cost, and the whole is under a MAC that needs the data key. What it cannot show by itself is an older
//! copy put back, so the store keeps [`KeySlots::revision`] too.

use std::fmt;
use std::io::ErrorKind;
use std::path::Path;

use crate::disk;
use crate::secret::{DataKey, NoRandomness, Passphrase};

mod file;
mod params;
mod recovery;
mod wrap;

pub use params::SlotParams;
pub use recovery::{RecoveryKey, RecoveryKeyError};

use file::{FileError, LONGEST_FILE};
use wrap::{Binding, Slot, WrapError};

/// The most slots one store can have.
pub const MOST_SLOTS: usize = 1000;

/// The longest a clinician's id may be, in bytes.
pub const LONGEST_USER_ID: usize = 200;

/// What a store is for. Bound into every slot, so that a live store cannot be passed off as the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// It holds patients. No slot may be cheaper to guess than [`SlotParams::FLOOR`].
    Live,
    /// It holds invented people and opens in an instant; its passphrases are worth nothing.
    Demonstration,
}

/// What opens a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlotKind {
    /// A clinician's passphrase.
    Passphrase,
    /// The recovery key, printed once on paper.
    Recovery,
}

/// Why nobody was let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// Try again. Whether the name or the passphrase is wrong is not said.
    #[error("the name or the passphrase is not right")]
    NotLetIn,
    /// The passphrase was right and the slots have been altered: restore the file from a backup.
    #[error("the key slots have been altered")]
    Damaged,
    /// Close other programs and try again: the passphrase could not be tried at all.
    #[error("there is not enough memory to try the passphrase")]
    NotEnoughMemory,
}

/// Why the slots could not be read, changed or written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SlotsError {
    /// Restore the file from a backup: it is not as it was written.
    #[error("the key slots are damaged")]
    Damaged,
    /// Use a newer version of the program; the file has been left as it is.
    #[error("the key slots were written by a newer version (format {0})")]
    Newer(u64),
    /// There is no such file.
    #[error("there are no key slots here")]
    Missing,
    /// Ask for a dearer setting: this one would be too cheap to guess, or is beyond what can be opened.
    #[error("these slot parameters are not allowed in this store")]
    ParamsRefused,
    /// Give an id of 1 to 200 bytes.
    #[error("a clinician's id has 1 to {LONGEST_USER_ID} bytes")]
    UserIdRefused,
    /// Remove another slot first.
    #[error("a store has at most {MOST_SLOTS} key slots")]
    Full,
    /// Nobody has a slot under this id.
    #[error("this clinician has no key slot")]
    NoSuchUser,
    /// Add another slot first: without this one nobody could ever open the store again.
    #[error("this is the last key slot of the store")]
    LastSlot,
    /// Close other programs and try again.
    #[error("there is not enough memory to make the key slot")]
    NotEnoughMemory,
    /// The system gave no random bytes.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
    /// The disk refused; the old file still stands.
    #[error("the key slots could not be read or written: {0}")]
    Disk(ErrorKind),
}

/// The key slots of one store.
#[derive(Clone, PartialEq, Eq)]
pub struct KeySlots {
    store_id: String,
    purpose: Purpose,
    revision: u64,
    slots: Vec<Slot>,
    /// What goes on from an earlier key; none while the store has its first.
    carried: Option<wrap::SealedCarried>,
    mac: [u8; 32],
}

impl KeySlots {
    /// No slots yet, for a store that will hold patients.
    #[must_use]
    pub fn new(store_id: &str) -> Self {
        Self {
            store_id: store_id.to_owned(),
            purpose: Purpose::Live,
            revision: 0,
            slots: Vec::new(),
            carried: None,
            mac: [0; 32],
        }
    }

    /// No slots yet, for a demonstration store.
    ///
    /// The store itself must also be marked as a demonstration, and the two marks compared when it is opened.
    #[must_use]
    pub fn for_demonstration(store_id: &str) -> Self {
        Self {
            purpose: Purpose::Demonstration,
            ..Self::new(store_id)
        }
    }

    /// No slots yet, for the same store under another key.
    #[must_use]
    pub fn emptied(&self) -> Self {
        Self {
            purpose: self.purpose,
            revision: self.revision,
            ..Self::new(&self.store_id)
        }
    }

    /// Whether these are the slots of this key.
    #[must_use]
    pub fn are_under(&self, key: &DataKey) -> bool {
        file::has_sound_mac(self, key)
    }

    /// The store these slots belong to.
    #[must_use]
    pub fn store_id(&self) -> &str {
        &self.store_id
    }

    /// What the store is for.
    #[must_use]
    pub fn purpose(&self) -> Purpose {
        self.purpose
    }

    /// How many changes the slots have seen. A file with a lower number than the database remembers is an old
    /// copy, in which a clinician since removed may still have a slot.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// The ids of the clinicians who have a passphrase slot, in the order they were added.
    pub fn user_ids(&self) -> impl Iterator<Item = &str> {
        self.of_kind(SlotKind::Passphrase)
            .map(|slot| slot.user_id.as_str())
    }

    /// What the dearest passphrase slot costs; none before there is one. A slot made later costs the same, so that
    /// what was calibrated when the store was set up holds for everybody.
    #[must_use]
    pub fn dearest(&self) -> Option<SlotParams> {
        self.slots
            .iter()
            .filter_map(|slot| slot.params)
            .max_by_key(|params| u64::from(params.memory_kib) * u64::from(params.passes))
    }

    /// Whether a recovery key has been printed.
    #[must_use]
    pub fn has_recovery(&self) -> bool {
        self.of_kind(SlotKind::Recovery).next().is_some()
    }

    /// Gives a clinician a slot, in place of the one they may have had.
    ///
    /// # Errors
    /// [`SlotsError::Damaged`] when `key` is not the key of these slots or they have been altered;
    /// [`SlotsError::ParamsRefused`] when a live store would get a slot that is too cheap to guess.
    pub fn add_passphrase(
        &mut self,
        user_id: &str,
        passphrase: &Passphrase,
        key: &DataKey,
        params: &SlotParams,
    ) -> Result<(), SlotsError> {
        if user_id.is_empty() || user_id.len() > LONGEST_USER_ID {
            return Err(SlotsError::UserIdRefused);
        }
        if !params.is_allowed(self.purpose) {
            return Err(SlotsError::ParamsRefused);
        }
        self.must_be_sound(key)?;
        let slot = Slot::for_passphrase(self.binding(), user_id, passphrase, *params, key)?;
        self.put(slot, key)
    }

    /// Makes a recovery key and gives it a slot, in place of the one printed before.
    ///
    /// The key is handed out this once, to be printed; it is kept nowhere.
    ///
    /// # Errors
    /// As [`Self::add_passphrase`].
    pub fn add_recovery(&mut self, key: &DataKey) -> Result<RecoveryKey, SlotsError> {
        self.must_be_sound(key)?;
        let recovery = RecoveryKey::random()?;
        let slot = Slot::for_recovery(self.binding(), &recovery, key)?;
        self.put(slot, key)?;
        Ok(recovery)
    }

    /// Takes a clinician's slot away. The data key is needed because the slots as a whole are under its MAC.
    ///
    /// Someone who has kept a copy of the file and knows the passphrase can still open that copy; if that is to
    /// be feared the store needs a new data key.
    ///
    /// # Errors
    /// [`SlotsError::NoSuchUser`], [`SlotsError::LastSlot`], [`SlotsError::Damaged`].
    pub fn remove(&mut self, user_id: &str, key: &DataKey) -> Result<(), SlotsError> {
        self.must_be_sound(key)?;
        let is_theirs = |slot: &Slot| slot.kind() == SlotKind::Passphrase && slot.user_id == user_id;
        if !self.slots.iter().any(is_theirs) {
            return Err(SlotsError::NoSuchUser);
        }
        if self.slots.len() == 1 {
            return Err(SlotsError::LastSlot);
        }
        self.slots.retain(|slot| !is_theirs(slot));
        self.seal(key);
        Ok(())
    }

    /// Opens the store for a clinician.
    ///
    /// An unknown clinician costs as much time as a known one, and gets the same answer.
    ///
    /// # Errors
    /// [`OpenError`].
    pub fn open(&self, user_id: &str, passphrase: &Passphrase) -> Result<DataKey, OpenError> {
        let known = self
            .of_kind(SlotKind::Passphrase)
            .find(|slot| slot.user_id == user_id);
        let dummy;
        let slot = match known {
            Some(slot) => slot,
            None => {
                let params = self.of_kind(SlotKind::Passphrase).find_map(|slot| slot.params);
                dummy = Slot::dummy(user_id, params.unwrap_or(SlotParams::DEFAULT));
                &dummy
            }
        };
        let opened = slot.open_by_passphrase(self.binding(), passphrase);
        match (known, opened) {
            (_, Err(WrapError::NotEnoughMemory)) => Err(OpenError::NotEnoughMemory),
            (Some(_), Ok(key)) => self.vouched_for(key),
            _ => Err(OpenError::NotLetIn),
        }
    }

    /// Opens the store with the key from paper. The store audits this.
    ///
    /// # Errors
    /// [`OpenError`].
    pub fn open_recovery(&self, recovery: &RecoveryKey) -> Result<DataKey, OpenError> {
        let slot = self
            .of_kind(SlotKind::Recovery)
            .next()
            .ok_or(OpenError::NotLetIn)?;
        let key = slot
            .open_by_recovery(self.binding(), recovery)
            .map_err(|_| OpenError::NotLetIn)?;
        self.vouched_for(key)
    }

    /// Reads the slots from their file.
    ///
    /// # Errors
    /// [`SlotsError`]; a file of a newer version is left as it is.
    pub fn load(path: &Path) -> Result<Self, SlotsError> {
        let text = disk::read_text(path, LONGEST_FILE).map_err(|error| match error.kind() {
            ErrorKind::NotFound => SlotsError::Missing,
            ErrorKind::InvalidData => SlotsError::Damaged,
            kind => SlotsError::Disk(kind),
        })?;
        Self::parse(&text)
    }

    /// Writes the slots so that a power cut leaves the old file or the new one.
    ///
    /// # Errors
    /// [`SlotsError::Disk`]; the old file then still stands.
    pub fn save(&self, path: &Path) -> Result<(), SlotsError> {
        let text = self.to_text()?;
        disk::replace(path, text.as_bytes()).map_err(|error| SlotsError::Disk(error.kind()))
    }

    /// Reads the text of a slot file. Costs beyond all reason are refused here, before any is paid.
    ///
    /// # Errors
    /// [`SlotsError::Damaged`] or [`SlotsError::Newer`].
    pub fn parse(text: &str) -> Result<Self, SlotsError> {
        file::parse(text).map_err(|error| match error {
            FileError::Damaged => SlotsError::Damaged,
            FileError::Newer(version) => SlotsError::Newer(version),
        })
    }

    /// The text of the slot file.
    ///
    /// # Errors
    /// [`SlotsError::Damaged`] when the slots cannot be written as text, which no slots made here can cause.
    pub fn to_text(&self) -> Result<String, SlotsError> {
        file::to_text(self).ok_or(SlotsError::Damaged)
    }

    fn put(&mut self, slot: Slot, key: &DataKey) -> Result<(), SlotsError> {
        let is_same = |old: &Slot| old.kind() == slot.kind() && old.user_id == slot.user_id;
        let has_room = self.slots.len() < MOST_SLOTS;
        match self.slots.iter_mut().find(|old| is_same(old)) {
            Some(old) => *old = slot,
            None if !has_room => return Err(SlotsError::Full),
            None => self.slots.push(slot),
        }
        if let (None, Some(carried)) = (&self.carried, key.carried()) {
            self.carried = Some(wrap::seal_carried(self.binding(), carried, key)?);
        }
        self.seal(key);
        Ok(())
    }

    fn seal(&mut self, key: &DataKey) {
        self.revision = self.revision.saturating_add(1);
        self.mac = file::mac_over(self, key);
    }

    /// Before slots are changed they must be under the MAC of the key that changes them: otherwise an altered
    /// file would be vouched for, or one store's slots filled with the key of another.
    fn must_be_sound(&self, key: &DataKey) -> Result<(), SlotsError> {
        if self.slots.is_empty() || file::has_sound_mac(self, key) {
            Ok(())
        } else {
            Err(SlotsError::Damaged)
        }
    }

    fn vouched_for(&self, key: DataKey) -> Result<DataKey, OpenError> {
        if !file::has_sound_mac(self, &key) {
            return Err(OpenError::Damaged);
        }
        let Some(sealed) = &self.carried else {
            return Ok(key);
        };
        let carried = wrap::open_carried(self.binding(), sealed, &key).map_err(|_| OpenError::Damaged)?;
        Ok(key.carrying(carried))
    }

    fn binding(&self) -> Binding<'_> {
        Binding {
            store_id: &self.store_id,
            purpose: self.purpose,
        }
    }

    fn of_kind(&self, kind: SlotKind) -> impl Iterator<Item = &Slot> {
        self.slots.iter().filter(move |slot| slot.kind() == kind)
    }
}

impl fmt::Debug for KeySlots {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "KeySlots({:?}, revision {}, {} slots)",
            self.purpose,
            self.revision,
            self.slots.len()
        )
    }
}
