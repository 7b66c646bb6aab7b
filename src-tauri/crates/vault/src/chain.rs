//! Audit-chain arithmetic: each row vouches for every row before it (domain rule §4.4).
//!
//! The store writes a row's MAC in the transaction that writes the row, over the row's fields in
//! [`Canonical`] form. A row changed, removed, put in or moved breaks the chain at a sequence number that can
//! be named. Rows cut off the end leave a sound chain that is too short: the store's head row and the
//! [`Anchor`](crate::anchor::Anchor) show that. Whoever holds the data key can rewrite the whole chain, and
//! then only the anchor and the heads printed on paper tell.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac as _};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::secret::AuditKey;

pub use crate::canonical::Canonical;

/// The MAC of one audit row, 32 bytes, written as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy)]
pub struct Mac([u8; 32]);

impl Mac {
    /// Reads 64 lower-case hexadecimal digits; anything else is no MAC.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mac = Self(hex::decode(text).ok()?.try_into().ok()?);
        (mac.to_string() == text).then_some(mac)
    }

    /// Takes the 32 bytes as stored.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes, to be stored.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The last eight digits: what is printed on a bundle so that paper remembers the chain.
    #[must_use]
    pub fn last_digits(&self) -> String {
        hex::encode(&self.0[28..])
    }
}

impl PartialEq for Mac {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl Eq for Mac {}

impl fmt::Display for Mac {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for Mac {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Mac({self})")
    }
}

/// The end of a chain: the sequence number of its last row, and that row's MAC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// The sequence number of the last row; 0 when there is none yet.
    pub seq: u64,
    /// The MAC of the last row; the genesis when there is none yet.
    pub mac: Mac,
}

/// One row as the store reads it back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its sequence number, from 1 without gaps.
    pub seq: u64,
    /// Its fields in canonical form.
    pub canonical: Vec<u8>,
    /// The MAC stored with it.
    pub mac: Mac,
}

/// The first place at which a chain does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the audit chain breaks at {seq}: {what}")]
pub struct Break {
    /// The sequence number at which it breaks.
    pub seq: u64,
    /// What is wrong there.
    pub what: BreakKind,
}

/// What is wrong where a chain breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BreakKind {
    /// The row is not what was written, or was never written by this store, or one before it is not there.
    Altered,
    /// A row of this number should stand here and does not.
    Missing,
    /// A row stands where its number should not come again.
    OutOfOrder,
    /// The chain ends here, though rows after it were recorded.
    CutOff {
        /// How many rows are missing from the end.
        missing: u64,
    },
    /// The rows go on, or end otherwise, than the recorded head says.
    HeadDiffers,
}

impl fmt::Display for BreakKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Altered => f.write_str("the entry is not as it was written"),
            Self::Missing => f.write_str("the entry is missing"),
            Self::OutOfOrder => f.write_str("the entry is out of order"),
            Self::CutOff { missing } => write!(f, "{missing} later entries are missing"),
            Self::HeadDiffers => f.write_str("the entries do not end as recorded"),
        }
    }
}

/// What a chain starts from, different for every store so that no row of one fits into another.
#[must_use]
pub fn genesis(store_id: &str) -> Mac {
    let start = Canonical::new()
        .text("second-opinion/v1/audit genesis")
        .text(store_id)
        .finish();
    Mac(Sha256::digest(start).into())
}

/// The head of a chain that has no rows yet.
#[must_use]
pub fn start(store_id: &str) -> Head {
    Head {
        seq: 0,
        mac: genesis(store_id),
    }
}

/// The MAC of the row `seq` with these canonical fields, after the row whose MAC is `prev`.
#[must_use]
pub fn next(key: &AuditKey, seq: u64, canonical: &[u8], prev: &Mac) -> Mac {
    link(keyed(key), seq, canonical, prev)
}

/// Checks rows one by one as they are read, so that a chain of millions never stands in memory.
pub struct Verifier {
    keyed: Hmac<Sha256>,
    head: Head,
}

impl Verifier {
    /// Starts after `from`: [`start`] for the whole chain, or a head already known to be good.
    #[must_use]
    pub fn new(key: &AuditKey, from: Head) -> Self {
        Self {
            keyed: keyed(key),
            head: from,
        }
    }

    /// Takes the next row.
    ///
    /// # Errors
    /// [`Break`] where the row does not follow from the one before; later rows then say nothing more.
    pub fn push(&mut self, seq: u64, canonical: &[u8], mac: &Mac) -> Result<(), Break> {
        // A head from outside may hold any number; what comes after the last one cannot be a row.
        let expected = self.head.seq.checked_add(1).unwrap_or(self.head.seq);
        if seq > expected {
            return Err(Break {
                seq: expected,
                what: BreakKind::Missing,
            });
        }
        if seq <= self.head.seq {
            return Err(Break {
                seq,
                what: BreakKind::OutOfOrder,
            });
        }
        if link(self.keyed.clone(), seq, canonical, &self.head.mac) != *mac {
            return Err(Break {
                seq,
                what: BreakKind::Altered,
            });
        }
        self.head = Head { seq, mac: *mac };
        Ok(())
    }

    /// The end of what has been taken so far.
    #[must_use]
    pub fn head(&self) -> Head {
        self.head
    }

    /// Ends the check against the head that the store recorded.
    ///
    /// # Errors
    /// [`Break`] when rows are cut off the end, or the rows do not end as recorded.
    pub fn finish(self, recorded: &Head) -> Result<Head, Break> {
        let Head { seq, .. } = self.head;
        if seq < recorded.seq {
            return Err(Break {
                seq,
                what: BreakKind::CutOff {
                    missing: recorded.seq - seq,
                },
            });
        }
        if self.head != *recorded {
            return Err(Break {
                seq,
                what: BreakKind::HeadDiffers,
            });
        }
        Ok(self.head)
    }
}

impl fmt::Debug for Verifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verifier")
            .field("head", &self.head)
            .finish_non_exhaustive()
    }
}

/// Checks all rows after `from`, in order, and gives the head they end at.
///
/// The caller compares that head with the recorded one; [`Verifier::finish`] does both.
///
/// # Errors
/// [`Break`] at the first row that does not follow from the one before.
pub fn verify_rows(key: &AuditKey, from: Head, rows: impl IntoIterator<Item = Row>) -> Result<Head, Break> {
    let mut verifier = Verifier::new(key, from);
    for row in rows {
        verifier.push(row.seq, &row.canonical, &row.mac)?;
    }
    Ok(verifier.head())
}

fn keyed(key: &AuditKey) -> Hmac<Sha256> {
    // A key of one SHA-256 block's length or less is padded with zeros: the same as HMAC's own rule for a
    // short key, and it cannot fail.
    let mut block = [0; 64];
    block[..32].copy_from_slice(key.as_bytes());
    let keyed = Hmac::new((&block).into());
    zeroize::Zeroize::zeroize(&mut block);
    keyed
}

fn link(mut mac: Hmac<Sha256>, seq: u64, canonical: &[u8], prev: &Mac) -> Mac {
    mac.update(b"second-opinion/v1/audit row");
    mac.update(&seq.to_be_bytes());
    mac.update(&(canonical.len() as u64).to_be_bytes());
    mac.update(canonical);
    mac.update(&prev.0);
    Mac(mac.finalize().into_bytes().into())
}
