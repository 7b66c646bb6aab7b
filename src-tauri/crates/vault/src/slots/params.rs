//! What one guess at a passphrase costs.

use std::time::Duration;

use super::Purpose;

/// The cost of Argon2id for one slot, kept in the slot and bound to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SlotParams {
    /// Memory, in KiB.
    pub memory_kib: u32,
    /// Passes over the memory.
    pub passes: u32,
    /// Lanes (Argon2's parallelism). They are run one after another here.
    pub lanes: u32,
}

impl SlotParams {
    /// The cheapest slot a store of patients may have: RFC 9106's second choice of memory and passes.
    pub const FLOOR: Self = Self {
        memory_kib: 64 * 1024,
        passes: 3,
        lanes: 1,
    };

    /// What a slot costs unless it was calibrated: about a third of a second on a desk of 2024.
    pub const DEFAULT: Self = Self {
        memory_kib: 128 * 1024,
        passes: 3,
        lanes: 1,
    };

    /// The dearest slot that is ever tried; beyond it a planted slot would be a bomb.
    pub const CEILING: Self = Self {
        memory_kib: 2 * 1024 * 1024,
        passes: 16,
        lanes: 16,
    };

    /// The most memory that calibration asks for. The slot must also open on the smallest desk of the team.
    const MOST_CALIBRATED_KIB: u32 = 512 * 1024;

    /// A slot that opens in an instant, allowed in demonstration stores alone.
    #[must_use]
    pub const fn for_demonstration() -> Self {
        Self {
            memory_kib: 1024,
            passes: 1,
            lanes: 1,
        }
    }

    /// Raises the default so that opening takes about `target` on this desk.
    ///
    /// `timer` tells the time since any fixed moment; it is read before and after one trial at the default
    /// cost. The result is never below [`Self::DEFAULT`] nor above 512 MiB.
    pub fn calibrated(target: Duration, mut timer: impl FnMut() -> Duration) -> Self {
        let before = timer();
        let tried = super::wrap::stretch(b"calibration", &[0; 16], Self::DEFAULT);
        let took = timer().saturating_sub(before);
        if tried.is_err() || took.is_zero() {
            return Self::DEFAULT;
        }
        // Time grows at least in step with memory, so this does not overshoot by much.
        let fitting = u128::from(Self::DEFAULT.memory_kib) * target.as_nanos() / took.as_nanos();
        let whole_mib = u32::try_from(fitting / 1024 * 1024).unwrap_or(u32::MAX);
        let memory_kib = whole_mib.clamp(Self::DEFAULT.memory_kib, Self::MOST_CALIBRATED_KIB);
        Self {
            memory_kib,
            ..Self::DEFAULT
        }
    }

    /// Whether a slot of this cost may be made or tried in a store of this purpose.
    #[must_use]
    pub fn is_allowed(&self, purpose: Purpose) -> bool {
        let least = match purpose {
            Purpose::Live => Self::FLOOR,
            Purpose::Demonstration => Self::for_demonstration(),
        };
        let within = |value: u32, least: u32, most: u32| (least..=most).contains(&value);
        within(self.memory_kib, least.memory_kib, Self::CEILING.memory_kib)
            && within(self.passes, least.passes, Self::CEILING.passes)
            && within(self.lanes, 1, Self::CEILING.lanes)
    }
}
