//! The folder of a store, and the lock that says who has it open.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use crate::StoreError;
use crate::engine::refuse_network;

/// The folder of an open store.
pub(super) struct Home {
    folder: PathBuf,
    /// Shared by every process that has the store open, held alone by one that sweeps.
    lock: File,
}

impl Home {
    pub(super) fn open(folder: &Path) -> Result<Self, StoreError> {
        refuse_network(folder)?;
        let lock = private_file(&folder.join("lock"))?;
        let home = Self {
            folder: folder.to_owned(),
            lock,
        };
        if super::rekey::is_unfinished(folder) {
            home.lock.lock()?;
            super::rekey::finish(folder)?;
            home.lock.unlock()?;
        }
        home.share()?;
        Ok(home)
    }

    /// Makes the folder for this account alone, if there is none.
    pub(super) fn make(folder: &Path) -> Result<(), StoreError> {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        Ok(builder.create(folder)?)
    }

    /// Waits until no process sweeps, and keeps others from sweeping.
    pub(super) fn share(&self) -> Result<(), StoreError> {
        Ok(self.lock.lock_shared()?)
    }

    /// Takes the store for this process alone, if no other has it open; [`Self::share`] gives it back.
    pub(super) fn alone(&self) -> Result<bool, StoreError> {
        // Windows cannot turn one kind of lock into the other.
        self.lock.unlock()?;
        match self.lock.try_lock() {
            Ok(()) => Ok(true),
            Err(fs::TryLockError::WouldBlock) => self.share().map(|()| false),
            Err(fs::TryLockError::Error(error)) => Err(error.into()),
        }
    }

    /// Gives the store up.
    pub(super) fn let_go(&self) -> Result<(), StoreError> {
        Ok(self.lock.unlock()?)
    }

    /// Runs `work` while no other process does the same.
    pub(super) fn one_at_a_time<T>(
        &self,
        work: impl FnOnce() -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let turn = private_file(&self.folder.join("anchor.lock"))?;
        turn.lock()?;
        work()
    }

    pub(super) fn database(folder: &Path) -> PathBuf {
        folder.join("store.db")
    }

    pub(super) fn files(folder: &Path) -> PathBuf {
        folder.join("files")
    }

    pub(super) fn keys(folder: &Path) -> PathBuf {
        folder.join("keys")
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(super) fn anchor(&self) -> PathBuf {
        Self::anchor_in(&self.folder)
    }

    pub(super) fn anchor_in(folder: &Path) -> PathBuf {
        folder.join("anchor")
    }
}

/// Makes the names in a folder durable.
#[cfg(unix)]
pub(super) fn sync_folder(folder: &Path) -> Result<(), StoreError> {
    Ok(File::open(folder)?.sync_all()?)
}

/// Windows keeps names in the journal of the file system and offers no way to flush a folder.
#[cfg(not(unix))]
pub(super) fn sync_folder(_folder: &Path) -> Result<(), StoreError> {
    Ok(())
}

/// Makes the names in a folder durable, and those in the folders in it.
pub(super) fn sync_all(folder: &Path) -> Result<(), StoreError> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            sync_all(&entry.path())?;
        }
    }
    sync_folder(folder)
}

/// Opens a file that only this account may read, and makes it if need be.
pub(super) fn private_file(path: &Path) -> Result<File, StoreError> {
    let mut options = fs::OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    Ok(options.open(path)?)
}
