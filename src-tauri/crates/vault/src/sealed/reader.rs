//! Reading parts of a sealed file.

use std::fmt;
use std::fs::File;
use std::io::{self, ErrorKind, Read, Seek, SeekFrom};

use super::format::{CHUNK, HEADER, Seal, TAG, TRAILER, plain_len};
use super::{FileName, SealedError};
use crate::secret::FileKey;

/// An open sealed file, read from any place at the same cost.
pub struct SealedReader {
    file: File,
    seal: Seal,
    len: u64,
    chunks: u32,
    /// The chunk read last, so that a run of small reads opens each chunk once.
    chunk: Vec<u8>,
    held: Option<u32>,
}

impl SealedReader {
    pub(super) fn open(mut file: File, name: &FileName, file_key: &FileKey) -> Result<Self, SealedError> {
        let sealed = file.metadata().map_err(refused)?.len();
        let (len, chunks) = plain_len(sealed).ok_or(SealedError::Damaged)?;
        let mut header = [0; HEADER];
        file.read_exact(&mut header).map_err(refused)?;
        let seal = Seal::of_header(header, file_key)?;
        let mut trailer = [0; TRAILER];
        file.seek(SeekFrom::Start(sealed - TRAILER as u64))
            .map_err(refused)?;
        file.read_exact(&mut trailer).map_err(refused)?;
        if !seal.has_trailer(&trailer, name, len) {
            return Err(SealedError::Damaged);
        }
        Ok(Self {
            file,
            seal,
            len,
            chunks,
            chunk: Vec::new(),
            held: None,
        })
    }

    /// Plain bytes in the file.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.len
    }

    /// Whether the file holds nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Reads `len` bytes from `offset` on; only the chunks they lie in are opened.
    ///
    /// # Errors
    /// [`SealedError::OutOfRange`] when the file ends before; [`SealedError::Damaged`], [`SealedError::Disk`].
    pub fn read_range(&mut self, offset: u64, len: usize) -> Result<Vec<u8>, SealedError> {
        let end = offset
            .checked_add(len as u64)
            .filter(|end| *end <= self.len)
            .ok_or(SealedError::OutOfRange)?;
        let mut plain = Vec::with_capacity(len);
        let mut at = offset;
        while at < end {
            let index = u32::try_from(at / CHUNK as u64).map_err(|_| SealedError::OutOfRange)?;
            let from = (at % CHUNK as u64) as usize;
            let wanted = (len - plain.len()).min(CHUNK - from);
            let part = self
                .read_chunk(index)?
                .get(from..from + wanted)
                .ok_or(SealedError::Damaged)?;
            plain.extend_from_slice(part);
            at += wanted as u64;
        }
        Ok(plain)
    }

    /// The plain bytes from the first to the last, each chunk authenticated before any of it is given.
    pub(super) fn into_stream(self) -> impl Read {
        Stream { reader: self, at: 0 }
    }

    pub(super) fn chunks(&self) -> u32 {
        self.chunks
    }

    pub(super) fn read_chunk(&mut self, index: u32) -> Result<&[u8], SealedError> {
        if self.held != Some(index) {
            // Nothing is held while the buffer is being filled, whatever fails on the way.
            self.held = None;
            let start = HEADER as u64 + u64::from(index) * (CHUNK + TAG) as u64;
            let before = u64::from(index) * CHUNK as u64;
            let plain = self.len.saturating_sub(before).min(CHUNK as u64) as usize;
            self.file.seek(SeekFrom::Start(start)).map_err(refused)?;
            read_full(&mut self.file, &mut self.chunk, plain + TAG).map_err(refused)?;
            self.seal
                .open_chunk(index, index + 1 == self.chunks, &mut self.chunk)?;
            self.held = Some(index);
        }
        Ok(&self.chunk)
    }
}

/// A sealed file read from end to end.
struct Stream {
    reader: SealedReader,
    at: u64,
}

impl Read for Stream {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let left = self.reader.len.saturating_sub(self.at);
        let wanted = out
            .len()
            .min(usize::try_from(left).unwrap_or(usize::MAX))
            .min(CHUNK);
        let plain = self
            .reader
            .read_range(self.at, wanted)
            .map_err(|error| match error {
                SealedError::Disk(kind) => io::Error::from(kind),
                _ => ErrorKind::InvalidData.into(),
            })?;
        out[..wanted].copy_from_slice(&plain);
        self.at += wanted as u64;
        Ok(wanted)
    }
}

impl fmt::Debug for SealedReader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SealedReader({} bytes)", self.len)
    }
}

/// Fills `buffer` with up to `most` bytes; fewer only at the end of the source.
pub(super) fn read_full(source: &mut impl Read, buffer: &mut Vec<u8>, most: usize) -> io::Result<()> {
    buffer.clear();
    source.take(most as u64).read_to_end(buffer).map(|_| ())
}

/// A file that became shorter while it was open is damaged, not refused.
fn refused(error: io::Error) -> SealedError {
    match error.kind() {
        ErrorKind::UnexpectedEof => SealedError::Damaged,
        kind => SealedError::Disk(kind),
    }
}
