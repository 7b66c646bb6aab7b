//! What our programs have their memory from, and how a worker bounds it where the system will not.
//!
//! Linux bounds the address space of a process. macOS refuses such a limit and Windows has none, so there the allocator
//! itself counts what it has given out: a worker that asks for more gets nothing, and ends.

use mimalloc::MiMalloc;

/// The allocator of our programs: their `#[global_allocator]` is of this type. A bundle is a million small pieces of
/// memory, which a system's own allocator is slow at.
#[cfg(target_os = "linux")]
pub type Memory = MiMalloc;

/// The allocator of our programs: their `#[global_allocator]` is of this type, and counts.
#[cfg(not(target_os = "linux"))]
pub type Memory = cap::Cap<MiMalloc>;

/// The allocator, without a bound as yet.
#[cfg(target_os = "linux")]
#[must_use]
pub const fn memory() -> Memory {
    MiMalloc
}

/// The allocator, without a bound as yet.
#[cfg(not(target_os = "linux"))]
#[must_use]
pub const fn memory() -> Memory {
    cap::Cap::new(MiMalloc, usize::MAX)
}

/// An allocator that a worker can bound.
pub trait Bounded: Sync {
    /// Gives out at most so many bytes beyond what it has given out by now; none when it cannot be bounded.
    fn bound(&self, bytes: u64) -> Option<()>;
}

/// Bounded by the kernel, which is asked for that beside the other limits.
#[cfg(target_os = "linux")]
impl Bounded for MiMalloc {
    fn bound(&self, _bytes: u64) -> Option<()> {
        Some(())
    }
}

impl Bounded for cap::Cap<MiMalloc> {
    fn bound(&self, bytes: u64) -> Option<()> {
        let bytes = usize::try_from(bytes).unwrap_or(usize::MAX);
        self.set_limit(self.allocated().saturating_add(bytes)).ok()
    }
}
