//! What can go wrong with a store, sorted by what its reader can do about it.

use std::io::{self, ErrorKind};

use vault::anchor::AnchorError;
use vault::backup::BackupError;
use vault::sealed::SealedError;

/// Why the store did not do what was asked. Whatever it was, nothing of the action was kept.
///
/// No variant holds a value that somebody typed, so each may be logged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// Look in another folder, or set a store up: there is none here.
    #[error("there is no store in this folder")]
    Missing,
    /// Take another folder: a store is never made over another.
    #[error("there is a store in this folder already")]
    Exists,
    /// Restore from a backup: a part of the store is not as it was written.
    #[error("the store is damaged: {what}")]
    Damaged {
        /// The part.
        what: &'static str,
    },
    /// Install the newer version of the program; the store was left as it is.
    #[error(
        "the store was written by a newer version of the program (format {found}; this one knows {known})"
    )]
    Newer {
        /// The format of the store.
        found: u32,
        /// The newest format that this program knows.
        known: u32,
    },
    /// Check that key slots and database belong together; if they do, the database's first page is damaged.
    #[error("the key does not open this store, or its first page is damaged")]
    WrongKey,
    /// Free some space on the disk and do it again.
    #[error("the disk is full")]
    Full,
    /// Do it again: somebody else was writing for longer than five seconds.
    #[error("somebody else is writing to the store")]
    Busy,
    /// Give this account the right to write in the store's folder.
    #[error("the store's folder cannot be written to")]
    ReadOnly,
    /// Keep the store on this computer's own disk, or use a team store: file locks do not hold across a network.
    #[error("the folder is on a network drive, where two desks could overwrite each other")]
    NetworkFolder,
    /// Restore a newer backup or accept the loss: the database is older than the audit trail's anchor says.
    #[error("the store has been rolled back: {missing} entries of its audit trail are missing")]
    RolledBack {
        /// How many entries are missing from the end.
        missing: u64,
    },
    /// Show what changed and let the person decide: somebody else has changed this since it was read.
    #[error("this has been changed meanwhile; it now stands at version {current_version}")]
    Stale {
        /// The version at which it stands.
        current_version: i64,
    },
    /// Look at the one that exists: there cannot be two.
    #[error("there is already one with this {what}")]
    Duplicate {
        /// What would stand twice: `identifier`, `user name`, `letter version` and so on.
        what: &'static str,
    },
    /// Read the list again: there is no such thing (any more).
    #[error("there is no such {what}")]
    NotFound {
        /// What was looked for: `patient`, `request` and so on.
        what: &'static str,
    },
    /// Stop and look whose paper this is: a record can only hang on a request of its own patient (hazard H3).
    #[error("the record and the request belong to different patients")]
    WrongPatient,
    /// A rule that the database itself keeps was about to be broken.
    #[error("the store refuses this: {rule}")]
    Refused {
        /// The rule.
        rule: &'static str,
    },
    /// A record's bytes could not be sealed or read.
    #[error(transparent)]
    Files(#[from] SealedError),
    /// Look to the disk: it refused.
    #[error("the disk refused: {0}")]
    Disk(ErrorKind),
    /// A fault of the program.
    #[error("a fault of the program: {0}")]
    Fault(String),
}

impl From<io::Error> for StoreError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::Full,
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            kind => Self::Disk(kind),
        }
    }
}

impl From<AnchorError> for StoreError {
    fn from(error: AnchorError) -> Self {
        match error {
            AnchorError::Damaged => Self::Damaged {
                what: "the anchor of the audit trail",
            },
            AnchorError::Disk(kind) => io::Error::from(kind).into(),
        }
    }
}

impl From<BackupError> for StoreError {
    fn from(error: BackupError) -> Self {
        match error {
            BackupError::NotABackup => Self::Damaged {
                what: "the file is no backup of a store",
            },
            BackupError::Damaged => Self::Damaged {
                what: "the backup is not as it was written",
            },
            BackupError::Newer(found) => Self::Newer {
                found: found.into(),
                known: 1,
            },
            BackupError::Disk(kind) => io::Error::from(kind).into(),
        }
    }
}
