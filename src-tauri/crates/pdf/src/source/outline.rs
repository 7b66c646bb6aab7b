//! Reads the bookmarks of a foreign file, loops and broken links between them included.

use std::collections::HashSet;

use lopdf::{Dictionary, Object, ObjectId};

use super::destination::{Destinations, Place};
use super::{Source, catalogue};
use crate::access::{dict, get_dict, get_text, reference};

/// Bookmarks read from one file at most; a bundle's outline must stay usable.
const BOOKMARKS: usize = 5_000;
/// How deep bookmarks may nest below their enclosure.
const DEPTH: u8 = 12;
/// How many characters of a bookmark's title are kept.
const TITLE: usize = 250;

/// A bookmark of a source: how deep it stands (0 at the top), its words and where it leads.
pub(crate) struct Bookmark {
    pub(crate) level: u8,
    pub(crate) title: String,
    pub(crate) place: Option<Place>,
}

/// The bookmarks of `source` in reading order.
pub(crate) fn bookmarks(source: &Source, destinations: &Destinations<'_>) -> Vec<Bookmark> {
    let document = &source.document;
    let mut out = Vec::new();
    let mut seen: HashSet<ObjectId> = HashSet::new();
    let Some(root) = catalogue(document).and_then(|catalogue| get_dict(document, catalogue, b"Outlines"))
    else {
        return out;
    };
    // Each entry is a bookmark still to read, with its level; the one to read next is last.
    let mut open: Vec<(Object, u8)> = root
        .get(b"First")
        .ok()
        .map(|first| (first.clone(), 0))
        .into_iter()
        .collect();
    while let Some((item, level)) = open.pop() {
        if out.len() >= BOOKMARKS {
            break;
        }
        if reference(&item).is_some_and(|id| !seen.insert(id)) {
            continue;
        }
        let Some(entry) = dict(document, &item) else {
            continue;
        };
        out.extend(bookmark(source, entry, level, destinations));
        if let Ok(next) = entry.get(b"Next") {
            open.push((next.clone(), level));
        }
        if let Ok(first) = entry.get(b"First")
            && level < DEPTH
        {
            open.push((first.clone(), level + 1));
        }
    }
    out
}

fn bookmark(
    source: &Source,
    entry: &Dictionary,
    level: u8,
    destinations: &Destinations<'_>,
) -> Option<Bookmark> {
    let title = get_text(&source.document, entry, b"Title")?;
    let title: String = title
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(TITLE)
        .collect();
    let title = title.trim().to_owned();
    (!title.is_empty()).then(|| Bookmark {
        level,
        title,
        place: destinations.target(entry),
    })
}
