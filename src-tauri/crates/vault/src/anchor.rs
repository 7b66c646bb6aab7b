//! The anchor: the end of the audit chain, remembered outside the database.
//!
//! A database copied without its write-ahead log, or replaced by an older copy, opens without complaint and
//! holds a sound chain that is too short. The anchor beside it says how far the chain had come. It is written
//! after each commit and before anything is printed. It shows loss; it does not show that both files were
//! rolled back together, which is what the heads printed on bundles are for.

use std::io::ErrorKind;
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::canonical::Canonical;
use crate::chain::{Head, Mac};
use crate::disk;

/// The longest an anchor file can be, in bytes.
const LONGEST: u64 = 4096;

/// How far the audit chain of one store had come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor {
    /// Which store this speaks of.
    pub store_id: String,
    /// The last row known to be written.
    pub head: Head,
}

/// How the database stands to the anchor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Both end at the same row.
    Level,
    /// The database holds `by` more rows, and the anchored row is among them: the anchor was not yet written
    /// when the program stopped. Write it again.
    Ahead {
        /// Rows after the anchored one.
        by: u64,
    },
    /// The database has lost its last `missing` rows: it is an older copy, or its log is gone. Nothing may be
    /// written to it.
    Behind {
        /// Rows that were written and are not there.
        missing: u64,
    },
    /// The anchored row is not the one in the database: the two have different pasts, or belong to different
    /// stores. Nothing may be written.
    Forked,
}

/// Why an anchor could not be read or written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AnchorError {
    /// The file is there and is not an anchor as written: check the database by its chain before going on.
    #[error("the anchor is damaged")]
    Damaged,
    /// The disk refused. Look to the disk.
    #[error("the anchor could not be read or written: {0}")]
    Disk(ErrorKind),
}

impl Anchor {
    /// Reads the anchor; `None` when there is no such file.
    ///
    /// # Errors
    /// [`AnchorError`].
    pub fn load(path: &Path) -> Result<Option<Self>, AnchorError> {
        match disk::read_text(path, LONGEST) {
            Ok(text) => Self::parse(&text).map(Some),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) if error.kind() == ErrorKind::InvalidData => Err(AnchorError::Damaged),
            Err(error) => Err(AnchorError::Disk(error.kind())),
        }
    }

    /// Writes the anchor so that a power cut leaves the old one or this one.
    ///
    /// # Errors
    /// [`AnchorError::Disk`]; the old anchor then still stands.
    pub fn save(&self, path: &Path) -> Result<(), AnchorError> {
        let text = self.to_text().ok_or(AnchorError::Damaged)?;
        disk::replace(path, text.as_bytes()).map_err(|error| AnchorError::Disk(error.kind()))
    }

    /// Compares the database's head with the anchor.
    ///
    /// `mac_of` gives the MAC of one row of the database. It is asked only when the database is ahead, for the
    /// anchored row, because a longer chain may still be another chain.
    pub fn compare(
        &self,
        store_id: &str,
        db_head: &Head,
        mac_of: impl FnOnce(u64) -> Option<Mac>,
    ) -> Standing {
        if self.store_id != store_id {
            return Standing::Forked;
        }
        let anchored = self.head;
        if db_head.seq < anchored.seq {
            return Standing::Behind {
                missing: anchored.seq - db_head.seq,
            };
        }
        if db_head.seq == anchored.seq {
            return if db_head.mac == anchored.mac {
                Standing::Level
            } else {
                Standing::Forked
            };
        }
        // Row 0 is the genesis, which belongs to no row and follows from the store's id.
        let in_db = if anchored.seq == 0 {
            Some(crate::chain::genesis(store_id))
        } else {
            mac_of(anchored.seq)
        };
        if in_db == Some(anchored.mac) {
            Standing::Ahead {
                by: db_head.seq - anchored.seq,
            }
        } else {
            Standing::Forked
        }
    }

    fn parse(text: &str) -> Result<Self, AnchorError> {
        let file: AnchorFile = serde_json::from_str(text).map_err(|_| AnchorError::Damaged)?;
        let mac = Mac::parse(&file.mac).ok_or(AnchorError::Damaged)?;
        let anchor = Self {
            store_id: file.store_id,
            head: Head { seq: file.seq, mac },
        };
        // Written again it must be the same text: one flipped bit in the number would otherwise be taken for
        // lost rows.
        if anchor.to_text().as_deref() == Some(text) {
            Ok(anchor)
        } else {
            Err(AnchorError::Damaged)
        }
    }

    fn to_text(&self) -> Option<String> {
        let Head { seq, mac } = self.head;
        let fields = Canonical::new()
            .text(&self.store_id)
            .bytes(&seq.to_be_bytes())
            .bytes(mac.as_bytes())
            .finish();
        let file = AnchorFile {
            version: 1,
            store_id: self.store_id.clone(),
            seq,
            mac: mac.to_string(),
            checksum: hex::encode(Sha256::digest(fields)),
        };
        serde_json::to_string(&file).ok()
    }
}

/// The anchor as it stands in its file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct AnchorFile {
    version: u32,
    store_id: String,
    seq: u64,
    mac: String,
    checksum: String,
}
