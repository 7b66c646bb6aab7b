//! A backup: database, key slots, anchor and sealed files of a store in one file, each as encrypted as on the disk.
//!
//! `header (9) | part … part | end (1) | checksum (32) | seal (32)`. A part is its kind (1 byte), for a sealed file
//! the 32 bytes of its name, its length (8, big-endian) and its bytes; there are no paths in it. The checksum is
//! SHA-256 over all before it and needs no key, so that damage is told from a wrong passphrase. The seal is a MAC
//! over the checksum under the store's own key: parts of two backups cannot be put together to a third.

use std::fs::File;
use std::io::{self, BufReader, ErrorKind, Read, Seek, SeekFrom};
use std::path::Path;

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::sealed::FileName;
use crate::secret::DataKey;

mod place;
mod writer;

pub use writer::BackupWriter;

use place::Place;

const MAGIC: &[u8; 8] = b"2OBACKUP";
const VERSION: u8 = 1;

/// Bytes of checksum and seal together.
const TRAILER: u64 = 64;

/// The longest that key slots or anchor can be, in bytes.
const LONGEST_TEXT: u64 = 2 * 1024 * 1024;

/// One part of a backup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The database.
    Database,
    /// The anchor of the audit trail, level with that database.
    Anchor,
    /// The key slots.
    Keys,
    /// A sealed file.
    Sealed(FileName),
}

/// Why a backup could not be written or read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BackupError {
    /// Choose another file: this one was never a backup.
    #[error("the file is no backup")]
    NotABackup,
    /// Use another backup: this one is not as it was written.
    #[error("the backup is damaged")]
    Damaged,
    /// Use a newer version of the program.
    #[error("the backup was written by a newer version (format {0})")]
    Newer(u8),
    /// The disk refused.
    #[error("the disk refused: {0}")]
    Disk(ErrorKind),
}

/// What was written or found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digested {
    /// SHA-256 of the whole file, as any other program computes it, in 64 hexadecimal digits.
    pub sha256: String,
    /// Bytes of the file.
    pub bytes: u64,
}

/// A backup that was read from its first byte to its last and is as it was written.
#[derive(Debug)]
pub struct BackupFile {
    file: File,
    places: Vec<Place>,
    checksum: [u8; 32],
    seal: [u8; 32],
    digested: Digested,
}

impl BackupFile {
    /// Reads the file once from end to end.
    ///
    /// # Errors
    /// [`BackupError::Damaged`] when one byte is not as it was written; [`BackupError`] otherwise.
    pub fn open(path: &Path) -> Result<Self, BackupError> {
        let mut file = File::open(path).map_err(refused)?;
        let bytes = file.metadata().map_err(refused)?.len();
        let mut head = [0; 9];
        match file.read_exact(&mut head) {
            Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Err(BackupError::NotABackup),
            other => other.map_err(refused)?,
        }
        if !head.starts_with(MAGIC) {
            return Err(BackupError::NotABackup);
        }
        if head[8] > VERSION {
            return Err(BackupError::Newer(head[8]));
        }
        let body = bytes.checked_sub(TRAILER).ok_or(BackupError::Damaged)?;
        file.seek(SeekFrom::Start(0)).map_err(refused)?;
        let mut running = Sha256::new();
        hash_bytes(&mut file, &mut running, body)?;
        let found: [u8; 32] = running.clone().finalize().into();
        let (mut checksum, mut seal) = ([0; 32], [0; 32]);
        file.read_exact(&mut checksum).map_err(damaged)?;
        file.read_exact(&mut seal).map_err(damaged)?;
        if head[8] != VERSION || found != checksum {
            return Err(BackupError::Damaged);
        }
        running.update(checksum);
        running.update(seal);
        let places = place::all(&mut BufReader::new(&file), head.len() as u64, body)?;
        Ok(Self {
            file,
            places,
            checksum,
            seal,
            digested: Digested {
                sha256: hex::encode(running.finalize()),
                bytes,
            },
        })
    }

    /// Digest and length of the file.
    #[must_use]
    pub fn digested(&self) -> &Digested {
        &self.digested
    }

    /// Whether the store with this key wrote the backup as it is.
    ///
    /// # Errors
    /// [`BackupError::Damaged`] when it did not.
    pub fn must_be_sealed_by(&self, key: &DataKey) -> Result<(), BackupError> {
        let is_ours: bool = seal(key, &self.checksum).ct_eq(&self.seal).into();
        if is_ours {
            Ok(())
        } else {
            Err(BackupError::Damaged)
        }
    }

    /// The names of the sealed files in it, in the order in which they were written.
    #[must_use]
    pub fn sealed_files(&self) -> Vec<FileName> {
        let name = |place: &Place| match place.part {
            Part::Sealed(name) => Some(name),
            _ => None,
        };
        self.places.iter().filter_map(name).collect()
    }

    /// The text of the key slots.
    ///
    /// # Errors
    /// [`BackupError::Damaged`] when there is none, or it is no text.
    pub fn keys(&mut self) -> Result<String, BackupError> {
        let place = self.place(&Part::Keys)?;
        if place.len > LONGEST_TEXT {
            return Err(BackupError::Damaged);
        }
        let mut text = String::new();
        self.part(place)?.read_to_string(&mut text).map_err(damaged)?;
        Ok(text)
    }

    /// Copies a part out into a new file, which only this account may read, and makes it durable.
    ///
    /// # Errors
    /// [`BackupError`]; an unfinished file is then to be thrown away.
    pub fn copy_out(&mut self, part: &Part, to: &Path) -> Result<(), BackupError> {
        let place = self.place(part)?;
        let mut out = crate::disk::create_private(to).map_err(refused)?;
        let copied = io::copy(&mut self.part(place)?, &mut out).map_err(refused)?;
        if copied != place.len {
            return Err(BackupError::Damaged);
        }
        out.sync_all().map_err(refused)
    }

    fn place(&self, part: &Part) -> Result<Place, BackupError> {
        let found = self.places.iter().find(|place| place.part == *part);
        found.copied().ok_or(BackupError::Damaged)
    }

    fn part(&mut self, place: Place) -> Result<impl Read, BackupError> {
        self.file.seek(SeekFrom::Start(place.start)).map_err(refused)?;
        Ok((&self.file).take(place.len))
    }
}

/// What only the store's own key can make of a checksum.
fn seal(key: &DataKey, checksum: &[u8; 32]) -> [u8; 32] {
    let backup_key = key.backup_key();
    let mut block = zeroize::Zeroizing::new([0; 64]);
    block[..32].copy_from_slice(backup_key.as_bytes());
    let mut mac = Hmac::<Sha256>::new((&*block).into());
    mac.update(b"second-opinion/v1/backup");
    mac.update(checksum);
    mac.finalize().into_bytes().into()
}

fn hash_bytes(source: &mut impl Read, hash: &mut Sha256, mut left: u64) -> Result<(), BackupError> {
    let mut buffer = vec![0; 1024 * 1024];
    while left > 0 {
        let most = buffer.len().min(usize::try_from(left).unwrap_or(usize::MAX));
        let read = source.read(&mut buffer[..most]).map_err(refused)?;
        if read == 0 {
            return Err(BackupError::Damaged);
        }
        hash.update(&buffer[..read]);
        left -= read as u64;
    }
    Ok(())
}

fn refused(error: io::Error) -> BackupError {
    BackupError::Disk(error.kind())
}

/// What should be there and cannot be read as such.
fn damaged(error: io::Error) -> BackupError {
    match error.kind() {
        ErrorKind::UnexpectedEof | ErrorKind::InvalidData => BackupError::Damaged,
        kind => BackupError::Disk(kind),
    }
}
