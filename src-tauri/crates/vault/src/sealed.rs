//! Sealed files: the bytes of records, unreadable on the disk, never changed once written.
//!
//! A file is named by what it holds, so adding a document twice keeps it once. It is written under a temporary
//! name, made durable, renamed, and the folder made durable; only then may the store write the row that points
//! to it. A program killed on the way leaves a temporary file or an orphan, which [`SealedFiles::sweep`]
//! removes. Deleting goes the other way: the row first, the file by the next sweep.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use crate::disk;
use crate::secret::{DataKey, FileKey, NameKey, NoRandomness, random_bytes};

mod format;
mod name;
mod reader;

pub use name::FileName;
pub use reader::SealedReader;

use format::{CHUNK, Seal, sealed_len};
use reader::read_full;

/// How a file is called until it is whole.
const TEMPORARY: &str = ".tmp-";

/// Space left free on the disk, in bytes, so that the database can still record that a file was refused.
const RESERVE: u64 = 64 * 1024 * 1024;

/// Why a sealed file could not be written or read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealedError {
    /// Free some space on the disk. Nothing was kept of what was to be written.
    #[error("the disk is too full: {needed} bytes are needed and {available} are free")]
    NoSpace {
        /// Bytes needed, with the reserve.
        needed: u64,
        /// Bytes free.
        available: u64,
    },
    /// Restore the file from a backup: there is none of this name.
    #[error("the sealed file is missing")]
    Missing,
    /// Restore the file from a backup: it is not what was written under this name.
    #[error("the sealed file is damaged")]
    Damaged,
    /// Use a newer version of the program.
    #[error("the sealed file was written by a newer version (format {0})")]
    Newer(u8),
    /// Ask for bytes that the file has.
    #[error("the sealed file ends before these bytes")]
    OutOfRange,
    /// What was to be sealed could not be read to its end, or was longer than announced.
    #[error("what was to be sealed could not be read: {0}")]
    Source(ErrorKind),
    /// The disk refused.
    #[error("the disk refused: {0}")]
    Disk(ErrorKind),
    /// The system gave no random bytes.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
}

/// What a sweep removed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Swept {
    /// Files of a crash, never whole.
    pub temporaries: u64,
    /// Whole files that no row points to.
    pub orphans: u64,
}

/// The sealed files of one store, in one folder: `ab/<64 hexadecimal digits>`, by the name's first two.
#[derive(Debug)]
pub struct SealedFiles {
    folder: PathBuf,
    file_key: FileKey,
    name_key: NameKey,
    reserve: u64,
}

impl SealedFiles {
    /// Opens the folder of sealed files, and makes it if need be.
    ///
    /// # Errors
    /// [`SealedError::Disk`].
    pub fn open(folder: &Path, key: &DataKey) -> Result<Self, SealedError> {
        disk::create_private_folder(folder).map_err(refused)?;
        Ok(Self {
            folder: folder.to_owned(),
            file_key: key.file_key(),
            name_key: key.name_key(),
            reserve: RESERVE,
        })
    }

    /// Leaves this many bytes free on the disk instead of 64 MiB.
    #[must_use]
    pub fn with_reserve(self, bytes: u64) -> Self {
        Self {
            reserve: bytes,
            ..self
        }
    }

    /// The name that these bytes have, or would have, among the sealed files.
    #[must_use]
    pub fn name_of(&self, plain: &[u8]) -> FileName {
        FileName::from_bytes(*blake3::keyed_hash(self.name_key.as_bytes(), plain).as_bytes())
    }

    /// Seals bytes held in memory. Bytes already sealed, and still sound, are not written again.
    ///
    /// # Errors
    /// [`SealedError`]; nothing of the file is then left.
    pub fn put(&self, plain: &[u8]) -> Result<FileName, SealedError> {
        let name = self.name_of(plain);
        if self.verify(&name).is_ok() {
            return Ok(name);
        }
        self.put_reader(plain, plain.len() as u64)
    }

    /// Seals bytes as they are read, at most two chunks of them in memory at once.
    ///
    /// `announced` is the length to expect; the disk must have room for it before anything is written, and a
    /// source that turns out longer is refused.
    ///
    /// # Errors
    /// [`SealedError`]; nothing of the file is then left.
    pub fn put_reader(&self, source: impl Read, announced: u64) -> Result<FileName, SealedError> {
        self.must_have_room(announced)?;
        let unfinished = Unfinished(
            self.folder
                .join(format!("{TEMPORARY}{}", hex::encode(random_bytes::<16>()?))),
        );
        let mut file = disk::create_private(&unfinished.0).map_err(refused)?;
        let name = self.seal_into(&mut file, source, announced)?;
        file.sync_all().map_err(refused)?;
        drop(file);

        // Checked again here, because the name is known only now. A sound file stays; a damaged one is mended.
        if self.verify(&name).is_ok() {
            return Ok(name);
        }
        let shelf = self.shelf_of(&name);
        disk::create_private_folder(&shelf).map_err(refused)?;
        fs::rename(&unfinished.0, self.path_of(&name)).map_err(refused)?;
        disk::sync_folder(&shelf).map_err(refused)?;
        disk::sync_folder(&self.folder).map_err(refused)?;
        Ok(name)
    }

    /// Reads a whole file and checks that it is what its name says.
    ///
    /// # Errors
    /// [`SealedError::Missing`], [`SealedError::Damaged`], [`SealedError::Newer`], [`SealedError::Disk`].
    pub fn get(&self, name: &FileName) -> Result<Vec<u8>, SealedError> {
        let mut plain = Vec::new();
        self.read_out(name, |chunk| {
            plain.extend_from_slice(chunk);
            Ok(())
        })?;
        Ok(plain)
    }

    /// Copies a file out chunk by chunk. Each chunk is authenticated before it is written; the name is checked
    /// at the end, so what was written counts only when this succeeds.
    ///
    /// # Errors
    /// As [`Self::get`]; a failure of `out` is [`SealedError::Disk`].
    pub fn copy_out(&self, name: &FileName, mut out: impl Write) -> Result<(), SealedError> {
        self.read_out(name, |chunk| out.write_all(chunk).map_err(refused))
    }

    /// Seals a file again, as it is kept here, into another folder under another key that gives it the same name.
    ///
    /// # Errors
    /// As [`Self::get`] and [`Self::put_reader`]; [`SealedError::Damaged`] when the name would be another.
    pub fn seal_again(&self, name: &FileName, into: &Self) -> Result<(), SealedError> {
        let reader = self.open_reader(name)?;
        let len = reader.len();
        if into.put_reader(reader.into_stream(), len)? == *name {
            Ok(())
        } else {
            Err(SealedError::Damaged)
        }
    }

    /// Reads a whole file and says whether it is what its name says.
    ///
    /// # Errors
    /// As [`Self::get`].
    pub fn verify(&self, name: &FileName) -> Result<(), SealedError> {
        self.read_out(name, |_| Ok(()))
    }

    /// Opens a file to read parts of it. That the file belongs to this name is checked now; each part is
    /// authenticated as it is read, at the same cost wherever it lies.
    ///
    /// # Errors
    /// As [`Self::get`].
    pub fn open_reader(&self, name: &FileName) -> Result<SealedReader, SealedError> {
        let file = File::open(self.path_of(name)).map_err(|error| match error.kind() {
            ErrorKind::NotFound => SealedError::Missing,
            _ => refused(error),
        })?;
        SealedReader::open(file, name, &self.file_key)
    }

    /// Whether there is a file of this name, without reading it.
    #[must_use]
    pub fn contains(&self, name: &FileName) -> bool {
        self.path_of(name).is_file()
    }

    /// Where a file of this name is kept, for a backup that copies the sealed bytes as they are.
    #[must_use]
    pub fn path_of(&self, name: &FileName) -> PathBuf {
        self.shelf_of(name).join(name.to_string())
    }

    /// The names of all files, in order. Anything else in the folder is passed over.
    ///
    /// # Errors
    /// [`SealedError::Disk`].
    pub fn list(&self) -> Result<Vec<FileName>, SealedError> {
        let mut names = Vec::new();
        for shelf in entries(&self.folder)? {
            if shelf.is_dir() {
                names.extend(entries(&shelf)?.iter().filter_map(|path| name_in(path)));
            }
        }
        names.sort();
        Ok(names)
    }

    /// Removes what a crash left: temporary files, and whole files that `keep` says no row points to.
    ///
    /// To be called while nobody else writes: a file is an orphan until its row is committed. Anything that is
    /// not ours by its name is left alone.
    ///
    /// # Errors
    /// [`SealedError::Disk`]; what was removed until then stays removed.
    pub fn sweep(&self, keep: impl Fn(&FileName) -> bool) -> Result<Swept, SealedError> {
        let mut swept = Swept::default();
        for path in entries(&self.folder)? {
            if path.is_dir() {
                let before = swept.orphans;
                for file in entries(&path)? {
                    if name_in(&file).is_some_and(|name| !keep(&name)) {
                        fs::remove_file(&file).map_err(refused)?;
                        swept.orphans += 1;
                    }
                }
                if swept.orphans > before {
                    disk::sync_folder(&path).map_err(refused)?;
                }
            } else if file_name(&path).starts_with(TEMPORARY) {
                fs::remove_file(&path).map_err(refused)?;
                swept.temporaries += 1;
            }
        }
        if swept.temporaries > 0 {
            disk::sync_folder(&self.folder).map_err(refused)?;
        }
        Ok(swept)
    }

    fn must_have_room(&self, announced: u64) -> Result<(), SealedError> {
        has_room(&self.folder, sealed_len(announced).saturating_add(self.reserve))
    }

    /// Writes the sealed form of `source`, one chunk behind what is read so that the last is known as such.
    fn seal_into(
        &self,
        file: &mut File,
        mut source: impl Read,
        announced: u64,
    ) -> Result<FileName, SealedError> {
        let seal = Seal::new(&self.file_key)?;
        let mut hash = blake3::Hasher::new_keyed(self.name_key.as_bytes());
        let mut write = |bytes: &[u8]| {
            file.write_all(bytes)
                .map_err(|error| self.refused_writing(error, announced))
        };
        write(seal.header())?;

        let mut chunk = Vec::with_capacity(CHUNK + format::TAG);
        let mut ahead = Vec::with_capacity(CHUNK + format::TAG);
        read_full(&mut source, &mut chunk, CHUNK).map_err(|error| SealedError::Source(error.kind()))?;
        let (mut index, mut plain_len) = (0, 0);
        loop {
            read_full(&mut source, &mut ahead, CHUNK).map_err(|error| SealedError::Source(error.kind()))?;
            plain_len += chunk.len() as u64;
            if plain_len > announced {
                return Err(SealedError::Source(ErrorKind::FileTooLarge));
            }
            hash.update(&chunk);
            seal.seal_chunk(index, ahead.is_empty(), &mut chunk)?;
            write(&chunk)?;
            if ahead.is_empty() {
                break;
            }
            std::mem::swap(&mut chunk, &mut ahead);
            index += 1;
        }
        let name = FileName::from_bytes(*hash.finalize().as_bytes());
        write(&seal.trailer(&name, plain_len))?;
        Ok(name)
    }

    /// Reads a file from end to end and checks its name against what was read.
    fn read_out(
        &self,
        name: &FileName,
        mut take: impl FnMut(&[u8]) -> Result<(), SealedError>,
    ) -> Result<(), SealedError> {
        let mut reader = self.open_reader(name)?;
        let mut hash = blake3::Hasher::new_keyed(self.name_key.as_bytes());
        for index in 0..reader.chunks() {
            let chunk = reader.read_chunk(index)?;
            hash.update(chunk);
            take(chunk)?;
        }
        let found = FileName::from_bytes(*hash.finalize().as_bytes());
        if found == *name {
            Ok(())
        } else {
            Err(SealedError::Damaged)
        }
    }

    /// A disk that filled up while we wrote gets the same words as one that was full before.
    fn refused_writing(&self, error: io::Error, announced: u64) -> SealedError {
        match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => SealedError::NoSpace {
                needed: sealed_len(announced).saturating_add(self.reserve),
                available: fs4::available_space(&self.folder).unwrap_or(0),
            },
            _ => refused(error),
        }
    }

    fn shelf_of(&self, name: &FileName) -> PathBuf {
        self.folder.join(name.shelf())
    }
}

/// Says whether the disk of a folder has room for so many bytes, and the reserve besides, before they are written.
///
/// # Errors
/// [`SealedError::NoSpace`]; [`SealedError::Disk`].
pub fn must_have_room(folder: &Path, bytes: u64) -> Result<(), SealedError> {
    has_room(folder, bytes.saturating_add(RESERVE))
}

fn has_room(folder: &Path, needed: u64) -> Result<(), SealedError> {
    let available = fs4::available_space(folder).map_err(refused)?;
    if available < needed {
        Err(SealedError::NoSpace { needed, available })
    } else {
        Ok(())
    }
}

/// A temporary file that goes when it was not renamed.
struct Unfinished(PathBuf);

impl Drop for Unfinished {
    fn drop(&mut self) {
        // After the rename there is nothing under this name; failing here, the next sweep finds it.
        let _ = fs::remove_file(&self.0);
    }
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, SealedError> {
    let listed: io::Result<Vec<PathBuf>> =
        fs::read_dir(folder).and_then(|entries| entries.map(|e| Ok(e?.path())).collect());
    listed.map_err(refused)
}

/// The name of a sealed file, if the path is where a file of that name belongs.
fn name_in(path: &Path) -> Option<FileName> {
    let name = FileName::parse(file_name(path))?;
    (file_name(path.parent()?) == name.shelf()).then_some(name)
}

fn file_name(path: &Path) -> &str {
    path.file_name()
        .and_then(|name| name.to_str())
        .unwrap_or_default()
}

fn refused(error: io::Error) -> SealedError {
    SealedError::Disk(error.kind())
}
