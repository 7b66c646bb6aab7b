//! Keys and trust: key slots, sealed files, audit-chain arithmetic.
//!
//! Everything a store keeps is unreadable without one random [`secret::DataKey`]. The key slots wrap that
//! key once per clinician and once for a printed recovery key; the sealed files hold the bytes of records
//! under keys derived from it; the chain makes each audit row vouch for the ones before it; and the anchor,
//! outside the database, shows when rows are lost from the end. A backup carries all of it in one file, still
//! encrypted, and the attempts make guessing at a passphrase slower and slower. There is no SQL here and no clock.

pub mod secret;
pub mod slots;

pub mod sealed;

pub mod anchor;
pub mod attempts;
pub mod backup;
pub mod canonical;
pub mod chain;

mod disk;
