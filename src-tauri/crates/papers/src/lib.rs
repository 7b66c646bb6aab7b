//! Everything printed: letter, index, bundle, and the papers beside them.
//!
//! Words that an organisation may change are data ([`wording`]); words that protect the patient come from
//! `domain::letter` and cannot be edited away. The clock, the ids and the patient are handed in; nothing is read
//! from a screen.

pub mod bundle;
pub mod hazards;
pub mod index;
pub mod kind;
pub mod language;
pub mod leaflet;
pub mod letter;
pub mod mark;
pub mod notice;
pub mod phrases;
pub mod recovery;
pub mod report;
pub mod reprint;
pub mod template;
pub mod wording;
pub mod worklist;

mod reflow;
mod sheet;

/// The program's name in every PDF that it makes.
pub(crate) const PRODUCT: &str = concat!("Second Opinion ", env!("CARGO_PKG_VERSION"));
