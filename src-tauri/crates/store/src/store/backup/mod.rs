//! Backups: made while others work, proved by opening them, restored into a new folder only (hazard H27).
//!
//! A backup is one committed state: the database is copied in one reading transaction, the anchor is written to fit
//! that copy, and the sealed files are those that its rows name. A backup counts only when it was opened again and
//! everything in it was read.

mod make;
mod partial;
mod restore;
mod unpack;

use std::path::Path;

use domain::id::StoreId;
use vault::backup::BackupFile;
use vault::secret::DataKey;

pub use restore::restore;

use super::Purpose;
use crate::StoreError;
use partial::Partial;
use unpack::{Keep, unpack};

/// A backup that was opened, and in which everything was read and found as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// Which store it is of.
    pub store_id: StoreId,
    /// What that store is for.
    pub purpose: Purpose,
    /// SHA-256 of the file, in 64 hexadecimal digits.
    pub sha256: String,
    /// Bytes of the file.
    pub bytes: u64,
    /// Entries of the audit trail.
    pub entries: u64,
    /// When the last of them was written, in milliseconds since 1970: how late the backup's state is.
    pub last_entry_at_ms: i64,
    /// Sealed files.
    pub files: u64,
}

/// Opens a backup in a temporary folder beside it and reads everything in it: each page of the database, the audit
/// trail from its first entry to its last, each sealed file.
///
/// # Errors
/// [`StoreError::Damaged`] naming what is not as it was written, also when the key is another store's;
/// [`StoreError::Newer`]; [`StoreError`] of the disk.
pub fn check(file: &Path, key: &DataKey) -> Result<Backup, StoreError> {
    let work = Partial::beside(file).or_else(|error| match error {
        // A stick that is locked against writing holds the safest of backups.
        StoreError::ReadOnly => {
            Partial::beside(&std::env::temp_dir().join(file.file_name().unwrap_or_default()))
        }
        other => Err(other),
    })?;
    unpack(
        &mut BackupFile::open(file)?,
        key,
        &work.path("store"),
        Keep::Nothing,
    )
}

/// Whether a backup could be begun in a folder.
///
/// # Errors
/// [`StoreError`] of the disk.
pub fn try_folder(folder: &Path) -> Result<(), StoreError> {
    Partial::beside(&folder.join("backup")).map(drop)
}

/// The text of the key slots in a backup, with which its key is opened.
///
/// # Errors
/// [`StoreError::Damaged`]; [`StoreError`] of the disk.
pub fn keys(file: &Path) -> Result<String, StoreError> {
    Ok(BackupFile::open(file)?.keys()?)
}
