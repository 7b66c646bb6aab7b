//! Writing a backup, part by part and hashed as it goes.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

use sha2::{Digest, Sha256};

use super::place::{END, heading};
use super::{BackupError, Digested, MAGIC, Part, VERSION, refused, seal};
use crate::disk;
use crate::secret::DataKey;

/// A backup that is being written. It is nothing until [`Self::finish`] has succeeded.
#[derive(Debug)]
pub struct BackupWriter {
    out: Hashing,
}

impl BackupWriter {
    /// Begins a backup in a new file, which only this account may read.
    ///
    /// # Errors
    /// [`BackupError::Disk`], also when the file is there already.
    pub fn create(path: &Path) -> Result<Self, BackupError> {
        let mut out = Hashing {
            file: disk::create_private(path).map_err(refused)?,
            hash: Sha256::new(),
            written: 0,
        };
        out.write_all(MAGIC).map_err(refused)?;
        out.write_all(&[VERSION]).map_err(refused)?;
        Ok(Self { out })
    }

    /// Adds a part of exactly `len` bytes, each part once.
    ///
    /// # Errors
    /// [`BackupError::Damaged`] when the source holds fewer or more; [`BackupError::Disk`].
    pub fn add(&mut self, part: &Part, source: impl Read, len: u64) -> Result<(), BackupError> {
        self.out.write_all(&heading(part, len)).map_err(refused)?;
        // One byte more is asked for, since a source that has grown is no longer what was to be kept.
        let copied = io::copy(&mut source.take(len.saturating_add(1)), &mut self.out).map_err(refused)?;
        if copied == len {
            Ok(())
        } else {
            Err(BackupError::Damaged)
        }
    }

    /// Ends the backup under the store's key, and makes it durable under the name it was begun with.
    ///
    /// # Errors
    /// [`BackupError::Disk`].
    pub fn finish(mut self, key: &DataKey) -> Result<Digested, BackupError> {
        self.out.write_all(&[END]).map_err(refused)?;
        let checksum: [u8; 32] = self.out.hash.clone().finalize().into();
        self.out.write_all(&checksum).map_err(refused)?;
        self.out.write_all(&seal(key, &checksum)).map_err(refused)?;
        self.out.file.sync_all().map_err(refused)?;
        Ok(Digested {
            sha256: hex::encode(self.out.hash.finalize()),
            bytes: self.out.written,
        })
    }
}

/// A file that is hashed as it is written.
#[derive(Debug)]
struct Hashing {
    file: File,
    hash: Sha256,
    written: u64,
}

impl Write for Hashing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hash.update(&bytes[..written]);
        self.written += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}
