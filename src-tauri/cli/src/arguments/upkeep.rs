//! The words of the command line for looking after a store and its backups.

use std::path::PathBuf;

use clap::{Args, Subcommand};

#[derive(Debug, Subcommand)]
pub(crate) enum Store {
    /// Check the database, its chain and every sealed file, and say how old the last backup is.
    Check,
    /// Show how the store is looked after, or change what is named.
    Settings(Settings),
    /// Try the recovery key as it stands on paper; nothing else changes.
    TestRecoveryKey {
        /// A file whose first line is the recovery key; otherwise SECOND_OPINION_RECOVERY_KEY, or the terminal.
        #[arg(long, value_name = "FILE")]
        recovery_key_file: Option<PathBuf>,
    },
    /// Print the recovery key as a paper to be locked away; it is kept in no file.
    PrintRecoveryKey {
        /// A file whose first line is the recovery key; otherwise SECOND_OPINION_RECOVERY_KEY, or the terminal.
        #[arg(long, value_name = "FILE")]
        recovery_key_file: Option<PathBuf>,
        /// The printer; the computer's usual one where none is named.
        #[arg(long, value_name = "NAME")]
        printer: Option<String>,
        /// How many copies.
        #[arg(long, value_name = "NUMBER", default_value_t = 1)]
        copies: u32,
    },
    /// Put the store under another key, after somebody has left who may have kept a copy of it: everybody else gets a new
    /// passphrase, shown once. Backups of before open with the old ones still.
    Rekey,
    /// Make a new recovery key, and show it once; the one on paper opens nothing any more.
    NewRecoveryKey,
    /// Give a person who keeps the store a new passphrase by the recovery key from paper.
    Recover {
        /// The name to sign in with.
        #[arg(long)]
        name: String,
        /// A file whose first line is the recovery key; otherwise SECOND_OPINION_RECOVERY_KEY, or the terminal.
        #[arg(long, value_name = "FILE")]
        recovery_key_file: Option<PathBuf>,
        /// A file whose first line is the new passphrase.
        #[arg(long, value_name = "FILE")]
        new_passphrase_file: Option<PathBuf>,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Backup {
    /// Write the whole store, still encrypted, into one new file, and prove it by opening it.
    Make {
        /// The file to make; there must be none of this name. Without it, the backup goes into the folder of the settings.
        #[arg(long, value_name = "FILE")]
        to: Option<PathBuf>,
    },
    /// Make a backup into the folder of the settings, if the last one is a day old: for a timer of the system.
    Due,
    /// List the backups in the folder of the settings, the newest first.
    List,
    /// Open a backup and read everything in it. Needs no store.
    Check {
        /// The backup.
        file: PathBuf,
    },
    /// Make a store of a backup.
    Restore {
        /// The backup.
        file: PathBuf,
        /// The folder of the new store; it must be empty or not exist.
        #[arg(long, value_name = "STORE")]
        to: PathBuf,
    },
}

/// What is not named stays as it is.
#[derive(Debug, Args)]
pub(crate) struct Settings {
    /// How many minutes a desk may be left before it locks itself: 1 to 15.
    #[arg(long, value_name = "MINUTES")]
    pub(crate) lock_after: Option<u32>,
    /// The folder into which backups are made without being asked for.
    #[arg(long, value_name = "FOLDER")]
    pub(crate) backup_folder: Option<PathBuf>,
    /// Make backups only when asked.
    #[arg(long, conflicts_with = "backup_folder")]
    pub(crate) no_backup_folder: bool,
    /// For how many days the newest backup of each is kept.
    #[arg(long, value_name = "DAYS")]
    pub(crate) keep_days: Option<u32>,
    /// For how many weeks the newest backup of each is kept.
    #[arg(long, value_name = "WEEKS")]
    pub(crate) keep_weeks: Option<u32>,
    /// For how many months the newest backup of each is kept.
    #[arg(long, value_name = "MONTHS")]
    pub(crate) keep_months: Option<u32>,
}
