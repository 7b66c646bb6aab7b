//! Where the store of this desk lives.

use std::env;
use std::path::PathBuf;

/// The folder named by `SECOND_OPINION_HOME`, or else `Second Opinion` in the person's own data folder.
pub(crate) fn find(data_folder: PathBuf) -> PathBuf {
    env::var_os("SECOND_OPINION_HOME")
        .filter(|named| !named.is_empty())
        .map_or_else(|| data_folder.join("Second Opinion"), PathBuf::from)
}
