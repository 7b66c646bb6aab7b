//! One slot: the data key wrapped under a passphrase or under the recovery key.

use argon2::{Algorithm, Argon2, Block, Params, Version};
use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305};
use zeroize::Zeroizing;

use super::{Purpose, RecoveryKey, SlotKind, SlotParams, SlotsError};
use crate::canonical::Canonical;
use crate::secret::{Carried, DataKey, NoRandomness, Passphrase, expand, random_bytes};

/// Bytes of a wrapped data key: the key and the tag that authenticates it.
pub(super) const WRAPPED: usize = 48;

/// One slot as kept.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Slot {
    /// Whose it is; empty for the recovery key, which is nobody's.
    pub(super) user_id: String,
    /// What a guess costs; none for the recovery key, whose 160 random bits are past guessing at any cost.
    pub(super) params: Option<SlotParams>,
    pub(super) salt: [u8; 16],
    pub(super) nonce: [u8; 24],
    pub(super) wrapped: [u8; WRAPPED],
}

/// What a slot belongs to beyond itself; part of what authenticates it.
#[derive(Clone, Copy)]
pub(super) struct Binding<'a> {
    pub(super) store_id: &'a str,
    pub(super) purpose: Purpose,
}

/// Why a slot did not open, or could not be made.
#[derive(Debug)]
pub(super) enum WrapError {
    NotRight,
    NotEnoughMemory,
    NoRandomness(NoRandomness),
}

impl From<WrapError> for SlotsError {
    fn from(error: WrapError) -> Self {
        match error {
            WrapError::NotRight => Self::Damaged,
            WrapError::NotEnoughMemory => Self::NotEnoughMemory,
            WrapError::NoRandomness(error) => Self::NoRandomness(error),
        }
    }
}

impl Slot {
    pub(super) fn for_passphrase(
        binding: Binding<'_>,
        user_id: &str,
        passphrase: &Passphrase,
        params: SlotParams,
        key: &DataKey,
    ) -> Result<Self, WrapError> {
        let mut slot = Self::unfilled(user_id, Some(params))?;
        let wrapping = stretch(passphrase.as_bytes(), &slot.salt, params)?;
        slot.wrap(binding, &wrapping, key)?;
        Ok(slot)
    }

    pub(super) fn for_recovery(
        binding: Binding<'_>,
        recovery: &RecoveryKey,
        key: &DataKey,
    ) -> Result<Self, WrapError> {
        let mut slot = Self::unfilled("", None)?;
        let wrapping = slot.recovery_wrapping(recovery);
        slot.wrap(binding, &wrapping, key)?;
        Ok(slot)
    }

    /// A slot that nothing opens, at a given cost, for a clinician who is not known.
    pub(super) fn dummy(user_id: &str, params: SlotParams) -> Self {
        Self {
            user_id: user_id.to_owned(),
            params: Some(params),
            salt: [0x5a; 16],
            nonce: [0x5a; 24],
            wrapped: [0x5a; WRAPPED],
        }
    }

    pub(super) fn kind(&self) -> SlotKind {
        if self.params.is_some() {
            SlotKind::Passphrase
        } else {
            SlotKind::Recovery
        }
    }

    pub(super) fn open_by_passphrase(
        &self,
        binding: Binding<'_>,
        passphrase: &Passphrase,
    ) -> Result<DataKey, WrapError> {
        let params = self.params.ok_or(WrapError::NotRight)?;
        let wrapping = stretch(passphrase.as_bytes(), &self.salt, params)?;
        self.unwrap(binding, &wrapping)
    }

    pub(super) fn open_by_recovery(
        &self,
        binding: Binding<'_>,
        recovery: &RecoveryKey,
    ) -> Result<DataKey, WrapError> {
        self.unwrap(binding, &self.recovery_wrapping(recovery))
    }

    fn unfilled(user_id: &str, params: Option<SlotParams>) -> Result<Self, WrapError> {
        let salt = random_bytes().map_err(WrapError::NoRandomness)?;
        let nonce = random_bytes().map_err(WrapError::NoRandomness)?;
        Ok(Self {
            user_id: user_id.to_owned(),
            params,
            salt,
            nonce,
            wrapped: [0; WRAPPED],
        })
    }

    fn recovery_wrapping(&self, recovery: &RecoveryKey) -> Zeroizing<[u8; 32]> {
        let mut wrapping = Zeroizing::new([0; 32]);
        expand(
            Some(&self.salt),
            recovery.as_bytes(),
            &["second-opinion/v1/recovery slot"],
            &mut *wrapping,
        );
        wrapping
    }

    fn wrap(&mut self, binding: Binding<'_>, wrapping: &[u8; 32], key: &DataKey) -> Result<(), WrapError> {
        let aad = self.bound_to(binding);
        let sealed = XChaCha20Poly1305::new(wrapping.into())
            .encrypt(
                (&self.nonce).into(),
                Payload {
                    msg: key.as_bytes(),
                    aad: &aad,
                },
            )
            .map_err(|_| WrapError::NotRight)?;
        self.wrapped = sealed.try_into().map_err(|_| WrapError::NotRight)?;
        Ok(())
    }

    fn unwrap(&self, binding: Binding<'_>, wrapping: &[u8; 32]) -> Result<DataKey, WrapError> {
        let aad = self.bound_to(binding);
        let opened = XChaCha20Poly1305::new(wrapping.into())
            .decrypt(
                (&self.nonce).into(),
                Payload {
                    msg: &self.wrapped,
                    aad: &aad,
                },
            )
            .map(Zeroizing::new)
            .map_err(|_| WrapError::NotRight)?;
        let bytes = opened.as_slice().try_into().map_err(|_| WrapError::NotRight)?;
        Ok(DataKey::from_bytes(bytes))
    }

    /// Store, purpose, clinician, kind and cost: moved elsewhere or made cheaper, the slot no longer opens.
    fn bound_to(&self, binding: Binding<'_>) -> Vec<u8> {
        let fields = Canonical::new()
            .text("second-opinion/v1/key slot")
            .text(binding.store_id)
            .text(super::file::purpose_name(binding.purpose))
            .text(&self.user_id)
            .text(super::file::kind_name(self.kind()));
        match self.params {
            Some(SlotParams {
                memory_kib,
                passes,
                lanes,
            }) => fields
                .number(memory_kib.into())
                .number(passes.into())
                .number(lanes.into())
                .finish(),
            None => fields.finish(),
        }
    }
}

/// Argon2id over a passphrase. The memory it worked in is wiped, since it holds what the passphrase became.
pub(super) fn stretch(
    passphrase: &[u8],
    salt: &[u8; 16],
    params: SlotParams,
) -> Result<Zeroizing<[u8; 32]>, WrapError> {
    let SlotParams {
        memory_kib,
        passes,
        lanes,
    } = params;
    let params = Params::new(memory_kib, passes, lanes, Some(32)).map_err(|_| WrapError::NotRight)?;
    let blocks = params.block_count();
    let mut memory = Zeroizing::new(Vec::new());
    memory
        .try_reserve_exact(blocks)
        .map_err(|_| WrapError::NotEnoughMemory)?;
    memory.resize(blocks, Block::new());
    let mut key = Zeroizing::new([0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into_with_memory(passphrase, salt, &mut *key, memory.as_mut_slice())
        .map_err(|_| WrapError::NotRight)?;
    Ok(key)
}

/// Nonce, the two keys that go on, and the tag that authenticates them.
pub(super) type SealedCarried = [u8; 24 + 64 + 16];

/// Seals what goes on from an earlier key.
pub(super) fn seal_carried(
    binding: Binding<'_>,
    carried: &Carried,
    key: &DataKey,
) -> Result<SealedCarried, WrapError> {
    let nonce: [u8; 24] = random_bytes().map_err(WrapError::NoRandomness)?;
    let mut plain = Zeroizing::new([0; 64]);
    plain[..32].copy_from_slice(&carried.audit);
    plain[32..].copy_from_slice(&carried.name);
    let aad = carried_by(binding);
    let sealed = XChaCha20Poly1305::new((&*key.carrying_key()).into())
        .encrypt(
            (&nonce).into(),
            Payload {
                msg: &*plain,
                aad: &aad,
            },
        )
        .map_err(|_| WrapError::NotRight)?;
    let whole = [nonce.as_slice(), &sealed].concat();
    whole.try_into().map_err(|_| WrapError::NotRight)
}

/// Opens what goes on from an earlier key.
pub(super) fn open_carried(
    binding: Binding<'_>,
    sealed: &SealedCarried,
    key: &DataKey,
) -> Result<Carried, WrapError> {
    let (nonce, sealed) = sealed.split_at(24);
    let nonce: [u8; 24] = nonce.try_into().map_err(|_| WrapError::NotRight)?;
    let aad = carried_by(binding);
    let plain = XChaCha20Poly1305::new((&*key.carrying_key()).into())
        .decrypt(
            (&nonce).into(),
            Payload {
                msg: sealed,
                aad: &aad,
            },
        )
        .map(Zeroizing::new)
        .map_err(|_| WrapError::NotRight)?;
    let half = |at: usize| plain.get(at..at + 32).and_then(|half| half.try_into().ok());
    match (half(0), half(32)) {
        (Some(audit), Some(name)) => Ok(Carried { audit, name }),
        _ => Err(WrapError::NotRight),
    }
}

fn carried_by(binding: Binding<'_>) -> Vec<u8> {
    Canonical::new()
        .text("second-opinion/v1/carried keys")
        .text(binding.store_id)
        .text(super::file::purpose_name(binding.purpose))
        .finish()
}
