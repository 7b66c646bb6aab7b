//! The file of a record, fetched whenever it is needed: many large records are never in memory together.

use std::fmt;
use std::sync::Arc;

/// The bytes of a record's file cannot be had, or cannot be had any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the file cannot be read")]
pub struct Unfetched;

type Fetch<'a> = dyn Fn() -> Result<Arc<Vec<u8>>, Unfetched> + Send + Sync + 'a;

/// A way to the bytes of a record's file. They are asked for more than once and must be the same each time.
pub struct RecordFile<'a> {
    fetch: Box<Fetch<'a>>,
    /// How many there are.
    length: u64,
}

impl RecordFile<'static> {
    /// A file that is in memory anyway.
    #[must_use]
    pub fn held(bytes: Vec<u8>) -> Self {
        let length = bytes.len() as u64;
        let bytes = Arc::new(bytes);
        Self {
            fetch: Box::new(move || Ok(bytes.clone())),
            length,
        }
    }
}

impl<'a> RecordFile<'a> {
    /// A file of `length` bytes that `fetch` reads anew each time.
    pub fn fetched(length: u64, fetch: impl Fn() -> Result<Vec<u8>, Unfetched> + Send + Sync + 'a) -> Self {
        Self {
            fetch: Box::new(move || fetch().map(Arc::new)),
            length,
        }
    }

    pub(super) fn bytes(&self) -> Result<Arc<Vec<u8>>, Unfetched> {
        (self.fetch)()
    }

    pub(super) const fn length(&self) -> u64 {
        self.length
    }
}

impl fmt::Debug for RecordFile<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecordFile")
    }
}
