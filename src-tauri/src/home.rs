//! Where the store of this desk lives.

use std::env;
use std::path::PathBuf;
use std::time::Duration;

/// The folder named by `SECOND_OPINION_HOME`, or else `Second Opinion` in the person's own data folder.
pub(crate) fn find(data_folder: PathBuf) -> PathBuf {
    env::var_os("SECOND_OPINION_HOME")
        .filter(|named| !named.is_empty())
        .map_or_else(|| data_folder.join("Second Opinion"), PathBuf::from)
}

/// How soon a desk on this computer locks itself, where `SECOND_OPINION_LOCK_SECONDS` says so. It can only be sooner than
/// the store says: for a computer at a counter.
pub(crate) fn lock_sooner() -> Option<Duration> {
    let typed = env::var("SECOND_OPINION_LOCK_SECONDS").ok()?;
    typed.trim().parse().ok().map(Duration::from_secs)
}
