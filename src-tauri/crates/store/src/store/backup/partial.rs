//! A folder for what is not finished yet, beside where it will stand, so that renaming it is one step.

use std::ffi::OsString;
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use super::super::home::{Home, private_file};
use crate::StoreError;

/// A temporary folder; it goes when this is dropped. What a crash has left under its name is taken over.
pub(super) struct Partial {
    folder: PathBuf,
    /// Held while somebody works in the folder; none once it was given back.
    lock: Option<File>,
}

impl Partial {
    /// The folder `.<name>.partial` beside `target`.
    pub(super) fn beside(target: &Path) -> Result<Self, StoreError> {
        let (parent, name) = named(target)?;
        let mut hidden = OsString::from(".");
        hidden.push(name);
        hidden.push(".partial");
        let folder = parent.join(hidden);
        Home::make(&folder)?;
        let lock = private_file(&folder.join("lock"))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(StoreError::Busy),
            Err(TryLockError::Error(error)) => return Err(error.into()),
        }
        let partial = Self {
            folder,
            lock: Some(lock),
        };
        partial.clear()?;
        Ok(partial)
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    fn clear(&self) -> Result<(), StoreError> {
        for entry in fs::read_dir(&self.folder)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                fs::remove_dir_all(entry.path())?;
            } else if entry.file_name() != "lock" {
                fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        // Emptied while it is still held, so that whoever comes next finds nothing of ours. What cannot be removed
        // is encrypted like everything else, and goes the next time.
        let _ = self.clear();
        drop(self.lock.take());
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// The folder in which a file stands, and its name.
pub(super) fn named(path: &Path) -> Result<(&Path, &std::ffi::OsStr), StoreError> {
    let (Some(parent), Some(name)) = (path.parent(), path.file_name()) else {
        return Err(StoreError::Disk(std::io::ErrorKind::InvalidInput));
    };
    // The parent of a bare file name is the empty path, which means the present folder.
    let parent = if parent.as_os_str().is_empty() {
        Path::new(".")
    } else {
        parent
    };
    Ok((parent, name))
}
