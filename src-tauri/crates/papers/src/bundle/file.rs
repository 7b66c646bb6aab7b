//! The file of a record, fetched whenever it is needed: many large records are never in memory together.

use std::fmt;
use std::sync::Arc;

/// The bytes of a record's file cannot be had, or cannot be had any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the file cannot be read")]
pub struct Unfetched;

type Fetch<'a> = dyn Fn() -> Result<Arc<Vec<u8>>, Unfetched> + Send + Sync + 'a;

/// A way to the bytes of a record's file. They are asked for more than once and must be the same each time.
pub struct RecordFile<'a>(Box<Fetch<'a>>);

impl RecordFile<'static> {
    /// A file that is in memory anyway.
    #[must_use]
    pub fn held(bytes: Vec<u8>) -> Self {
        let bytes = Arc::new(bytes);
        Self(Box::new(move || Ok(bytes.clone())))
    }
}

impl<'a> RecordFile<'a> {
    /// A file that `fetch` reads anew each time.
    pub fn fetched(fetch: impl Fn() -> Result<Vec<u8>, Unfetched> + Send + Sync + 'a) -> Self {
        Self(Box::new(move || fetch().map(Arc::new)))
    }

    pub(super) fn bytes(&self) -> Result<Arc<Vec<u8>>, Unfetched> {
        (self.0)()
    }
}

impl fmt::Debug for RecordFile<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecordFile")
    }
}
