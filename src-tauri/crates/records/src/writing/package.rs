//! Packages: documents that are ZIP files of parts, opened within limits and only in memory.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use crate::refused::Refused;
use crate::writing::{Reading, too_large, unreadable};

/// The most parts of a package.
const PARTS: usize = 20_000;

/// The most bytes that the parts which are read may open to, taken together.
const INFLATED: u64 = 256 << 20;

/// A package whose parts are read by name.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    left: u64,
}

impl<'a> Package<'a> {
    /// Opens a package.
    ///
    /// # Errors
    /// [`Refused`] when it is damaged or has too many parts.
    pub(super) fn open(bytes: &'a [u8], reading: Reading<'_>) -> Result<Self, Refused> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| unreadable("its package"))?;
        if archive.len() > PARTS {
            return Err(too_large("the number of its parts"));
        }
        Ok(Self {
            archive,
            left: INFLATED.min(reading.limits.inflated_bytes),
        })
    }

    /// A part's bytes; none where there is no such part.
    ///
    /// # Errors
    /// [`Refused`] when the part is damaged, encrypted, or opens to more than is safe. What the package says of its
    /// size is not believed: the bytes are counted as they come.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Refused> {
        let Some(index) = self.archive.index_for_name(name) else {
            return Ok(None);
        };
        let file = self
            .archive
            .by_index(index)
            .map_err(|_| unreadable("a part of its package"))?;
        let mut bytes = Vec::new();
        file.take(self.left + 1)
            .read_to_end(&mut bytes)
            .map_err(|_| unreadable("a part of its package"))?;
        self.left = self
            .left
            .checked_sub(bytes.len() as u64)
            .ok_or_else(|| too_large("what its package opens to"))?;
        Ok(Some(bytes))
    }
}
