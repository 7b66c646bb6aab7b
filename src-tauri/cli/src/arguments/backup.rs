//! The words for backups.

use std::path::PathBuf;

use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub(crate) enum Backup {
    /// Write the whole store, still encrypted, into one new file, and prove it by opening it.
    Make {
        /// The file to make; there must be none of this name.
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
    },
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
