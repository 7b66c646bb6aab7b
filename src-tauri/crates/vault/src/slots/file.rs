//! The slots as text: one line of JSON, exact to the letter.

use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use super::wrap::Slot;
use super::{KeySlots, LONGEST_USER_ID, MOST_SLOTS, Purpose, SlotKind, SlotParams};
use crate::canonical::Canonical;
use crate::secret::DataKey;

/// The longest a slot file can be, in bytes: more than the most slots take.
pub(super) const LONGEST_FILE: u64 = 2 * 1024 * 1024;

/// The version of the format written while the store has its first key, and once it has another.
const VERSION: u64 = 1;
const VERSION_CARRIED: u64 = 2;

/// Why a text is not the slots of a store.
pub(super) enum FileError {
    Damaged,
    Newer(u64),
}

/// Reads the text, and takes it only if these slots would be written as exactly this text.
///
/// The checksum needs no key. It tells damage from a wrong passphrase, which otherwise look alike: a clinician
/// whose disk has failed must not be told again and again to mind their typing.
pub(super) fn parse(text: &str) -> Result<KeySlots, FileError> {
    let Version { version } = serde_json::from_str(text).map_err(|_| FileError::Damaged)?;
    if version > VERSION_CARRIED {
        return Err(FileError::Newer(version));
    }
    let file: SlotFile = serde_json::from_str(text).map_err(|_| FileError::Damaged)?;
    let slots = from_file(&file).ok_or(FileError::Damaged)?;
    if to_text(&slots).as_deref() == Some(text) {
        Ok(slots)
    } else {
        Err(FileError::Damaged)
    }
}

/// The slots as text.
pub(super) fn to_text(slots: &KeySlots) -> Option<String> {
    let file = SlotFile {
        version: if slots.carried.is_some() {
            VERSION_CARRIED
        } else {
            VERSION
        },
        store_id: slots.store_id.clone(),
        purpose: purpose_name(slots.purpose).to_owned(),
        revision: slots.revision,
        slots: slots.slots.iter().map(to_entry).collect(),
        carried: slots.carried.as_ref().map(hex::encode),
        mac: hex::encode(slots.mac),
        checksum: hex::encode(Sha256::digest(fields(slots).bytes(&slots.mac).finish())),
    };
    serde_json::to_string(&file).ok()
}

/// The MAC over everything in the file, which only the data key can make.
pub(super) fn mac_over(slots: &KeySlots, key: &DataKey) -> [u8; 32] {
    let mac_key = key.slot_mac_key();
    let mut block = zeroize::Zeroizing::new([0; 64]);
    block[..32].copy_from_slice(mac_key.as_bytes());
    let mut mac = Hmac::<Sha256>::new((&*block).into());
    mac.update(&fields(slots).finish());
    mac.finalize().into_bytes().into()
}

pub(super) fn has_sound_mac(slots: &KeySlots, key: &DataKey) -> bool {
    mac_over(slots, key).ct_eq(&slots.mac).into()
}

/// The word for a purpose, in the file and in what binds a slot.
pub(super) fn purpose_name(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Live => "live",
        Purpose::Demonstration => "demonstration",
    }
}

/// The word for a kind, in the file and in what binds a slot.
pub(super) fn kind_name(kind: SlotKind) -> &'static str {
    match kind {
        SlotKind::Passphrase => "passphrase",
        SlotKind::Recovery => "recovery",
    }
}

fn fields(slots: &KeySlots) -> Canonical {
    let start = Canonical::new()
        .text("second-opinion/v1/key slots")
        .text(&slots.store_id)
        .text(purpose_name(slots.purpose))
        .bytes(&slots.revision.to_be_bytes());
    let start = match &slots.carried {
        Some(carried) => start.bytes(carried),
        None => start,
    };
    slots.slots.iter().fold(start, |fields, slot| {
        let fields = fields.text(kind_name(slot.kind())).text(&slot.user_id);
        let fields = match slot.params {
            Some(SlotParams {
                memory_kib,
                passes,
                lanes,
            }) => fields
                .number(memory_kib.into())
                .number(passes.into())
                .number(lanes.into()),
            None => fields.optional(None),
        };
        fields.bytes(&slot.salt).bytes(&slot.nonce).bytes(&slot.wrapped)
    })
}

fn to_entry(slot: &Slot) -> SlotEntry {
    SlotEntry {
        kind: kind_name(slot.kind()).to_owned(),
        user_id: slot.user_id.clone(),
        memory_kib: slot.params.map(|params| params.memory_kib),
        passes: slot.params.map(|params| params.passes),
        lanes: slot.params.map(|params| params.lanes),
        salt: hex::encode(slot.salt),
        nonce: hex::encode(slot.nonce),
        wrapped: hex::encode(slot.wrapped),
    }
}

fn from_file(file: &SlotFile) -> Option<KeySlots> {
    let purpose = [Purpose::Live, Purpose::Demonstration]
        .into_iter()
        .find(|known| purpose_name(*known) == file.purpose)?;
    // A store without a slot could never be opened, so no such file is ever written.
    if !(1..=MOST_SLOTS).contains(&file.slots.len()) {
        return None;
    }
    Some(KeySlots {
        store_id: file.store_id.clone(),
        purpose,
        revision: file.revision,
        slots: file
            .slots
            .iter()
            .map(|entry| from_entry(entry, purpose))
            .collect::<Option<_>>()?,
        carried: match &file.carried {
            Some(carried) => Some(bytes(carried)?),
            None => None,
        },
        mac: bytes(&file.mac)?,
    })
}

/// Reads one slot; refuses one whose cost is out of bounds, because trying it would already do the harm.
fn from_entry(entry: &SlotEntry, purpose: Purpose) -> Option<Slot> {
    let params = match (entry.memory_kib, entry.passes, entry.lanes) {
        (Some(memory_kib), Some(passes), Some(lanes)) => Some(SlotParams {
            memory_kib,
            passes,
            lanes,
        }),
        (None, None, None) => None,
        _ => return None,
    };
    let is_whole = match params {
        Some(params) => {
            params.is_allowed(purpose) && !entry.user_id.is_empty() && entry.user_id.len() <= LONGEST_USER_ID
        }
        None => entry.user_id.is_empty(),
    };
    let slot = Slot {
        user_id: entry.user_id.clone(),
        params,
        salt: bytes(&entry.salt)?,
        nonce: bytes(&entry.nonce)?,
        wrapped: bytes(&entry.wrapped)?,
    };
    (is_whole && kind_name(slot.kind()) == entry.kind).then_some(slot)
}

fn bytes<const N: usize>(text: &str) -> Option<[u8; N]> {
    hex::decode(text).ok()?.try_into().ok()
}

/// The one field that every version of the format has.
#[derive(Deserialize)]
struct Version {
    version: u64,
}

/// The slot file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SlotFile {
    version: u64,
    store_id: String,
    purpose: String,
    revision: u64,
    slots: Vec<SlotEntry>,
    #[serde(skip_serializing_if = "Option::is_none")]
    carried: Option<String>,
    mac: String,
    checksum: String,
}

/// One slot in the file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SlotEntry {
    kind: String,
    user_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    memory_kib: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    passes: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lanes: Option<u32>,
    salt: String,
    nonce: String,
    wrapped: String,
}
