//! Backups, recovery and a sound store on the wire.

use domain::lock::LockAfter;
use domain::retention::Retention;
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

/// How the store is looked after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(default, deny_unknown_fields)]
pub struct SettingsInput {
    /// How many minutes a desk may be left before it locks itself: 1 to 15.
    pub lock_after_minutes: u32,
    /// The folder into which backups are made without being asked for; none where they are made by hand.
    pub backup_folder: Option<String>,
    /// For how many days the newest backup of each is kept.
    pub keep_days: u32,
    /// For how many weeks the newest backup of each is kept.
    pub keep_weeks: u32,
    /// For how many months the newest backup of each is kept.
    pub keep_months: u32,
}

impl Default for SettingsInput {
    fn default() -> Self {
        let Retention { days, weeks, months } = Retention::DEFAULT;
        Self {
            lock_after_minutes: LockAfter::DEFAULT.minutes(),
            backup_folder: None,
            keep_days: days,
            keep_weeks: weeks,
            keep_months: months,
        }
    }
}

/// The settings as they stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct SettingsView {
    /// The version, which a change must name; 0 before anybody has said anything.
    pub version: u32,
    /// What they say.
    pub input: SettingsInput,
}

/// A backup that stands in the folder into which backups are made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct BackupFileView {
    /// The file, with its folder.
    pub file: String,
    /// Its name.
    pub name: String,
    /// When it was made, by the clock of the desk: `24-Nov-2026 18:05`.
    pub made_at: String,
    /// Bytes of the file.
    #[specta(type = u32)]
    pub bytes: u64,
}

/// How the backups of the store stand, for everybody who signs in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct BackupStateView {
    /// How old the last one is.
    #[serde(flatten)]
    pub age: BackupAgeView,
    /// Whether they are made without being asked for.
    pub is_automatic: bool,
    /// Whether they go to the disk on which the store is, so that one fault takes both.
    pub is_same_disk: bool,
    /// Why the last attempt failed, if it did.
    pub failure: Option<super::ErrorView>,
}

/// A recovery key, shown once and never again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct RecoveryKeyView {
    /// The key, to be printed and locked away.
    pub recovery_key: String,
}

/// A passphrase that a person is given, to be handed over once.
#[derive(Clone, PartialEq, Eq, Serialize, Type)]
pub struct NewPassphraseView {
    /// The name to sign in with.
    pub name: String,
    /// The name by which colleagues know the person.
    pub shown_name: String,
    /// The passphrase; kept nowhere.
    pub passphrase: String,
}

/// A store under another key.
#[derive(Clone, PartialEq, Eq, Serialize, Type)]
pub struct RekeyedView {
    /// Everybody else who may sign in, each with a new passphrase.
    pub people: Vec<NewPassphraseView>,
    /// The new recovery key; the one on paper opens nothing but backups of before.
    pub recovery_key: String,
    /// What to do now, and what is still open to whom.
    pub words: String,
}

/// Everything that the store holds, written out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct EverythingView {
    /// The folder.
    pub out: String,
    /// How many tables.
    pub tables: u32,
    /// How many rows in all of them.
    pub rows: u32,
    /// How many files of records, letters, bundles and logos.
    pub files: u32,
    /// SHA-256 of the list of digests.
    pub sha256: String,
    /// What whoever has it must know.
    pub warning: String,
}
