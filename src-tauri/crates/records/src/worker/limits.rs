//! What the worker forbids itself before it reads a foreign file.

use std::process::ExitStatus;
use std::sync::OnceLock;
use std::time::Duration;

use super::Bounded;
use crate::join::Room;

/// Memory a worker may take beyond the document: room for what a compressed page opens to.
const MEMORY: u64 = 1 << 30;

/// Copies of the document that reading it may hold at once.
const COPIES: u64 = 4;

/// Open files: the three standard ones and a few that the system's own libraries want.
#[cfg(unix)]
const FILES: u64 = 16;

/// Processor seconds that joining may take, and each record besides; and a second for each MiB.
const SECONDS: u64 = 60;
const SECONDS_A_RECORD: u64 = 20;

/// Processor seconds after which a worker that draws pages has to be started anew.
const SECONDS_OF_LOOKING: u64 = 600;

/// What this process has its memory from.
static ALLOCATOR: OnceLock<&'static dyn Bounded> = OnceLock::new();

/// Names what this process has its memory from, before any limit is set.
pub(super) fn bound_by(memory: &'static dyn Bounded) {
    let _ = ALLOCATOR.set(memory);
}

/// Sets the limits for a document of `length` bytes.
///
/// None when the system refuses one of them: the document is then not read at all.
pub(super) fn apply(length: u64, time_limit: Duration) -> Option<()> {
    let room = MEMORY.saturating_add(length.saturating_mul(COPIES));
    confine(room, time_limit.as_secs().min(20))
}

/// Sets the limits for the proof of a bundle of `length` bytes, which draws one source after another beside it.
pub(super) fn apply_to_proof(length: u64, seconds: u64) -> Option<()> {
    let source = crate::Limits::default().bytes;
    let room = MEMORY.saturating_add((length.saturating_add(source)).saturating_mul(2));
    confine(room, seconds)
}

/// Sets the limits for joining: the largest file as when it is read alone, and beside it what is kept of all.
pub(super) fn apply_to_join(room: &Room) -> Option<()> {
    let copies = room.largest.saturating_mul(COPIES);
    let kept = room.total.saturating_mul(2);
    let seconds = SECONDS
        .saturating_add(room.records.saturating_mul(SECONDS_A_RECORD))
        .saturating_add(room.total >> 20);
    confine(MEMORY.saturating_add(copies).saturating_add(kept), seconds)
}

/// Sets the limits for drawing the pages of a document of `length` bytes one by one, as long as somebody looks at it.
pub(super) fn apply_to_pictures(length: u64) -> Option<()> {
    confine(
        MEMORY.saturating_add(length.saturating_mul(COPIES)),
        SECONDS_OF_LOOKING,
    )
}

/// Sets the limits for counting and hashing a bundle of `length` bytes.
pub(super) fn apply_to_verifying(length: u64) -> Option<()> {
    confine(
        MEMORY.saturating_add(length.saturating_mul(COPIES)),
        SECONDS.saturating_add(length >> 20),
    )
}

/// Memory on every system, and whatever else the system can forbid. The clock on the wall is the parent's.
fn confine(room: u64, seconds: u64) -> Option<()> {
    ALLOCATOR.get()?.bound(room)?;
    confine_by_system(room, seconds)
}

/// Address space, processor time, no file written, few files open, no memory image left behind, no file to be opened
/// and no call of the system but those that reading takes.
#[cfg(unix)]
fn confine_by_system(room: u64, seconds: u64) -> Option<()> {
    use rlimit::{Resource, setrlimit};
    let memory = taken_at_start().saturating_add(room);
    setrlimit(Resource::CORE, 0, 0).ok()?;
    setrlimit(Resource::FSIZE, 0, 0).ok()?;
    setrlimit(Resource::NOFILE, FILES, FILES).ok()?;
    setrlimit(Resource::CPU, seconds, seconds).ok()?;
    // macOS counts what the system maps for itself and refuses a limit below that; the allocator's bound holds there.
    if cfg!(target_os = "linux") && !super::fault::is_of_allocator() {
        setrlimit(Resource::AS, memory, memory).ok()?;
    }
    shut_files_away()
}

/// Elsewhere memory and the parent's clock are all that can be bounded.
#[cfg(not(unix))]
fn confine_by_system(_room: u64, _seconds: u64) -> Option<()> {
    Some(())
}

/// No file or folder can be opened from here on, where the kernel knows Landlock; an older one still has the rest.
#[cfg(target_os = "linux")]
fn shut_files_away() -> Option<()> {
    use landlock::{ABI, Access as _, AccessFs, Ruleset, RulesetAttr as _};
    let nothing = Ruleset::default()
        .handle_access(AccessFs::from_all(ABI::V5))
        .ok()?;
    nothing.create().ok()?.restrict_self().ok()?;
    super::system_calls::shut_away()
}

/// Elsewhere no such lock is set.
#[cfg(all(unix, not(target_os = "linux")))]
fn shut_files_away() -> Option<()> {
    Some(())
}

/// What the program and its libraries take up before any document: much in the window, little on the command line.
#[cfg(unix)]
fn taken_at_start() -> u64 {
    const PAGE: u64 = 4096;
    let statm = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    statm
        .split(' ')
        .next()
        .and_then(|pages| pages.parse::<u64>().ok())
        .unwrap_or(0)
        .saturating_mul(PAGE)
}

/// Whether the child was ended for taking more processor time than it may.
#[cfg(unix)]
pub(super) fn was_out_of_time(status: ExitStatus) -> bool {
    use std::os::unix::process::ExitStatusExt as _;
    const SIGXCPU: i32 = 24;
    status.signal() == Some(SIGXCPU)
}

/// Elsewhere nothing but the parent's clock ends a child.
#[cfg(not(unix))]
pub(super) fn was_out_of_time(_status: ExitStatus) -> bool {
    false
}
