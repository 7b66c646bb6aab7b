//! Backups, recovery and a sound store on the wire.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::StoreCheckView;

/// A backup that was opened and in which everything was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct BackupView {
    /// The file.
    pub file: String,
    /// `sound`; anything else is an error.
    pub status: String,
    /// The id of the store it is of.
    pub store_id: String,
    /// Whether that store is a demonstration.
    pub is_demonstration: bool,
    /// Bytes of the file.
    #[specta(type = u32)]
    pub bytes: u64,
    /// SHA-256 of the file.
    pub sha256: String,
    /// How many entries its audit trail has.
    #[specta(type = u32)]
    pub entries: u64,
    /// When the last of them was written, in UTC: how late the state in the backup is.
    pub last_entry_at: String,
    /// How many sealed files it holds.
    #[specta(type = u32)]
    pub files: u64,
}

/// A store that was made of a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct RestoredView {
    /// The folder of the store.
    pub store: String,
    /// What it was made of.
    pub backup: BackupView,
}

/// How old the last backup is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct BackupAgeView {
    /// When the last backup was made, in UTC; none before the first.
    pub last_backup_at: Option<String>,
    /// Whole days since then; none before the first.
    pub days_since_backup: Option<u32>,
    /// Whether it is time for one.
    pub is_backup_overdue: bool,
    /// The same in words.
    pub backup_words: String,
}

/// What a check of the store found, and how old its last backup is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct UpkeepView {
    /// The store itself.
    #[serde(flatten)]
    pub check: StoreCheckView,
    /// Its last backup.
    #[serde(flatten)]
    pub backup: BackupAgeView,
}
