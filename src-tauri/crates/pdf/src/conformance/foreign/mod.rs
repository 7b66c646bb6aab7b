//! Whether pages of a foreign file may stand in a bundle that claims PDF/A-3b (ISO 19005-3, level B).
//!
//! Looked at is what joining copies: the content of the chosen pages, everything it draws with, and the looks of their
//! annotations. It says yes only to what it knows; a kind of face or picture that it does not look through is a reason
//! to say no, never to guess. It ends at the first reason, so that most files that do not conform cost next to nothing.

mod colour;
mod content;
mod face;
mod jpeg2000;
mod truetype;
mod walk;

use std::sync::Arc;

use super::Fault;
use crate::source::{FileGone, Source};

/// What is looked at, or the first reason against it.
type Allowed<T = ()> = Result<T, Fault>;

/// Whether pages `pages` of `source`, counted from 1, may stand in a bundle that claims PDF/A-3b; `file` is the file that
/// it was skimmed from.
///
/// # Errors
/// The first reason why not, without any text of the file.
pub fn allows(source: &Source, pages: &[u32], file: &Arc<Vec<u8>>) -> Result<(), Fault> {
    let contents = source.contents_in(file).or_else(|FileGone| gone())?;
    let mut walk = walk::Walk::new(&source.document, &contents);
    for page in pages.iter().filter_map(|page| source.page(*page)) {
        walk.page(page)?;
    }
    walk.faces()
}

/// The file that is given is not the file that was read.
fn gone<T>() -> Allowed<T> {
    refuse("19005-3 6.1", "the file is no longer as it was read")
}

/// A reason against it.
fn refuse<T>(clause: &'static str, words: impl Into<String>) -> Allowed<T> {
    Err(Fault {
        clause,
        words: words.into(),
    })
}

/// A reason against it unless `holds`.
fn demand(holds: bool, clause: &'static str, words: &'static str) -> Allowed {
    if holds { Ok(()) } else { refuse(clause, words) }
}
