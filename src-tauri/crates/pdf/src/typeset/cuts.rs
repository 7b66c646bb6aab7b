//! Faces that were cut for one paper and serve the next.
//!
//! Cutting and packing the faces takes as long as setting a letter. Letters show nearly the same signs, so what was cut
//! for one is kept with the fonts and found again by the very glyphs that are needed: a paper gets the same bytes,
//! whether its faces were kept or not. Kept are outlines and the signs that they stand for, no words.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use lopdf::{Dictionary, Document};

use super::content::Faces;
use super::embed::Needed;
use super::fonts::FaceId;

/// How many sets of faces are kept: as many as a desk prints kinds of papers in an hour, under a megabyte.
const KEPT: usize = 24;

/// Faces, cut and packed, as objects of a document without pages, and the resources that name them.
pub(super) struct Cut {
    pub(super) faces: Faces,
    pub(super) document: Document,
    pub(super) resources: Dictionary,
}

type Kept = VecDeque<(BTreeMap<FaceId, Needed>, Arc<Cut>)>;

/// The faces cut last, the one that was used last in front.
#[derive(Default)]
pub(super) struct Cuts(Mutex<Kept>);

impl Cuts {
    /// The faces cut for `needed`; `make` cuts them where they are not kept.
    pub(super) fn find<E>(
        &self,
        needed: BTreeMap<FaceId, Needed>,
        make: impl FnOnce(&BTreeMap<FaceId, Needed>) -> Result<Cut, E>,
    ) -> Result<Arc<Cut>, E> {
        if let Some(cut) = self.found(&needed) {
            return Ok(cut);
        }
        // Nobody waits for another's faces to be cut.
        let cut = Arc::new(make(&needed)?);
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.push_front((needed, Arc::clone(&cut)));
        kept.truncate(KEPT);
        Ok(cut)
    }

    fn found(&self, needed: &BTreeMap<FaceId, Needed>) -> Option<Arc<Cut>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = kept.iter().position(|(known, _)| known == needed)?;
        let found = kept.remove(at)?;
        let cut = Arc::clone(&found.1);
        kept.push_front(found);
        Some(cut)
    }
}

impl std::fmt::Debug for Cuts {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Cuts")
    }
}
