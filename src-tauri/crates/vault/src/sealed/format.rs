//! The bytes of a sealed file: `header (64) | chunk … chunk | trailer (32)`.
//!
//! * Header: 8 bytes of magic, 1 of version, 4 of chunk size (big-endian), 32 of salt, 19 of nonce prefix.
//! * Chunks: the plain bytes in pieces of the chunk size, the last one shorter or equal (and empty only in an
//!   empty file), each sealed by XChaCha20-Poly1305 in the STREAM construction with the header as associated
//!   data. The nonce counts the chunks and marks the last, so none can be moved, left out or cut off.
//! * Trailer: a keyed BLAKE3 over header, name and length. It ties the file to its name without reading it
//!   whole, so that a part of one patient's record is never read under the name of another's.
//!
//! Every file has its own keys, derived from the store's file key by the salt.

use aead_stream::{NewStream, StreamBE32, StreamPrimitive};
use chacha20poly1305::XChaCha20Poly1305;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use super::{FileName, SealedError};
use crate::secret::{FileKey, expand, random_bytes};

/// Plain bytes in a chunk.
pub(super) const CHUNK: usize = 1024 * 1024;

/// Bytes that sealing adds to a chunk.
pub(super) const TAG: usize = 16;

/// Bytes of the header.
pub(super) const HEADER: usize = 64;

/// Bytes of the trailer.
pub(super) const TRAILER: usize = 32;

const MAGIC: &[u8; 8] = b"2OSEALED";
const VERSION: u8 = 1;

/// Where the parts of the header end.
const VERSION_AT: usize = 8;
const CHUNK_SIZE_AT: usize = 9;
const SALT_AT: usize = 13;
const PREFIX_AT: usize = 45;

/// The keys of one file, ready to seal and open its chunks.
pub(super) struct Seal {
    header: [u8; HEADER],
    stream: StreamBE32<XChaCha20Poly1305>,
    trailer_key: Zeroizing<[u8; 32]>,
}

impl Seal {
    /// The seal of a new file, with a salt of its own.
    pub(super) fn new(file_key: &FileKey) -> Result<Self, SealedError> {
        let mut header = [0; HEADER];
        header[..VERSION_AT].copy_from_slice(MAGIC);
        header[VERSION_AT] = VERSION;
        header[CHUNK_SIZE_AT..SALT_AT].copy_from_slice(&(CHUNK as u32).to_be_bytes());
        header[SALT_AT..].copy_from_slice(&random_bytes::<{ HEADER - SALT_AT }>()?);
        Ok(Self::keyed(header, file_key))
    }

    /// The seal of a file that begins with this header.
    pub(super) fn of_header(header: [u8; HEADER], file_key: &FileKey) -> Result<Self, SealedError> {
        if !header.starts_with(MAGIC) {
            return Err(SealedError::Damaged);
        }
        if header[VERSION_AT] > VERSION {
            return Err(SealedError::Newer(header[VERSION_AT]));
        }
        // One chunk size in version 1; reading any other from the file would let it choose our memory.
        if header[VERSION_AT] != VERSION || header[CHUNK_SIZE_AT..SALT_AT] != (CHUNK as u32).to_be_bytes() {
            return Err(SealedError::Damaged);
        }
        Ok(Self::keyed(header, file_key))
    }

    pub(super) fn header(&self) -> &[u8; HEADER] {
        &self.header
    }

    /// Seals a chunk where it stands, and lengthens it by the tag.
    pub(super) fn seal_chunk(
        &self,
        index: u32,
        is_last: bool,
        chunk: &mut Vec<u8>,
    ) -> Result<(), SealedError> {
        // Fails only for a chunk beyond what the cipher can take, which ours never is.
        self.stream
            .encrypt_in_place(index, is_last, &self.header, chunk)
            .map_err(|_| SealedError::Damaged)
    }

    /// Opens a chunk where it stands, and shortens it by the tag.
    pub(super) fn open_chunk(
        &self,
        index: u32,
        is_last: bool,
        chunk: &mut Vec<u8>,
    ) -> Result<(), SealedError> {
        self.stream
            .decrypt_in_place(index, is_last, &self.header, chunk)
            .map_err(|_| SealedError::Damaged)
    }

    /// What ties this file to its name and length.
    pub(super) fn trailer(&self, name: &FileName, plain_len: u64) -> [u8; TRAILER] {
        let mut hash = blake3::Hasher::new_keyed(&self.trailer_key);
        hash.update(&self.header)
            .update(name.as_bytes())
            .update(&plain_len.to_be_bytes());
        *hash.finalize().as_bytes()
    }

    /// Whether a trailer read from the disk is this file's.
    pub(super) fn has_trailer(&self, trailer: &[u8; TRAILER], name: &FileName, plain_len: u64) -> bool {
        self.trailer(name, plain_len).ct_eq(trailer).into()
    }

    fn keyed(header: [u8; HEADER], file_key: &FileKey) -> Self {
        let mut keys = Zeroizing::new([0; 64]);
        expand(
            Some(&header[SALT_AT..PREFIX_AT]),
            file_key.as_bytes(),
            &["second-opinion/v1/one sealed file"],
            &mut *keys,
        );
        let mut stream_key = Zeroizing::new([0; 32]);
        let mut trailer_key = Zeroizing::new([0; 32]);
        stream_key.copy_from_slice(&keys[..32]);
        trailer_key.copy_from_slice(&keys[32..]);
        let mut prefix = [0; HEADER - PREFIX_AT];
        prefix.copy_from_slice(&header[PREFIX_AT..]);
        let stream = StreamBE32::new((&*stream_key).into(), (&prefix).into());
        Self {
            header,
            stream,
            trailer_key,
        }
    }
}

/// How many bytes a file of this many plain bytes takes on the disk.
pub(super) fn sealed_len(plain_len: u64) -> u64 {
    let chunks = plain_len.div_ceil(CHUNK as u64).max(1);
    plain_len.saturating_add(chunks * TAG as u64 + (HEADER + TRAILER) as u64)
}

/// How many plain bytes and chunks a file of this many bytes on the disk holds, if it can be a sealed file.
pub(super) fn plain_len(sealed: u64) -> Option<(u64, u32)> {
    let body = sealed.checked_sub((HEADER + TRAILER) as u64)?;
    let chunks = body.div_ceil((CHUNK + TAG) as u64);
    let plain = body.checked_sub(chunks * TAG as u64)?;
    // A length between two possible ones is no sealed file's.
    (chunks > 0 && sealed_len(plain) == sealed).then_some((plain, u32::try_from(chunks).ok()?))
}
