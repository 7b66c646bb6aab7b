//! The bundle's bookmarks: one for each part with its page, and below it those of the part.

use lopdf::{Dictionary, Object};

use super::{Bundle, Part, target};
use crate::access::string;
use crate::source::destination::Destinations;
use crate::source::outline::bookmarks;

/// A bookmark of the bundle.
struct Entry {
    level: u8,
    title: String,
    destination: Option<Object>,
}

/// The bookmarks in reading order, each with its level.
#[derive(Default)]
pub(crate) struct Outline {
    entries: Vec<Entry>,
}

impl Outline {
    /// Adds the bookmarks of `part`, whose first page is page `first` of the bundle, counted from 0.
    pub(crate) fn part(&mut self, bundle: &Bundle, part: &Part, first: usize) {
        if part.pages.is_empty() {
            return;
        }
        let title = with_page(&part.title, first);
        self.push(0, title, Some(bundle.destination(first, None, None)));
        for (level, title, page) in &part.outline {
            if let Some(at) = part.pages.iter().position(|chosen| chosen == page) {
                self.push(
                    (*level).max(1),
                    title.clone(),
                    Some(bundle.destination(first + at, None, None)),
                );
            }
        }
        if !part.stamped {
            return;
        }
        for bookmark in bookmarks(&part.source, &Destinations::of(&part.source)) {
            let to = bookmark.place.and_then(|place| target(part, first, place));
            let title = to.map_or_else(
                || bookmark.title.clone(),
                |(page, ..)| with_page(&bookmark.title, page),
            );
            let destination = to.map(|(page, left, top)| bundle.destination(page, left, top));
            // A bookmark that leads to no chosen page is kept only as a heading of others.
            self.push(bookmark.level + 1, title, destination);
        }
        self.drop_dead_ends();
    }

    /// Writes the outline; none when there are no bookmarks.
    pub(crate) fn write(&self, bundle: &mut Bundle) -> Option<Object> {
        if self.entries.is_empty() {
            return None;
        }
        let root = bundle.writer.reserve();
        let numbers: Vec<u32> = self.entries.iter().map(|_| bundle.writer.reserve()).collect();
        let parents = self.parents();
        let mut tops = Vec::new();
        let mut kids: Vec<Vec<usize>> = vec![Vec::new(); self.entries.len()];
        for (at, parent) in parents.iter().enumerate() {
            match parent {
                Some(parent) => kids[*parent].push(at),
                None => tops.push(at),
            }
        }
        let link = |at: usize| Object::Reference((numbers[at], 0));
        for (at, entry) in self.entries.iter().enumerate() {
            let siblings = parents[at].map_or(&tops, |parent| &kids[parent]);
            let place = siblings.binary_search(&at).unwrap_or(0);
            let mut node = Dictionary::new();
            node.set("Title", string(&entry.title));
            node.set("Parent", parents[at].map_or(Object::Reference((root, 0)), link));
            if let Some(destination) = &entry.destination {
                node.set("Dest", destination.clone());
            }
            if let Some(before) = place.checked_sub(1) {
                node.set("Prev", link(siblings[before]));
            }
            if let Some(next) = siblings.get(place + 1) {
                node.set("Next", link(*next));
            }
            if let (Some(first), Some(last)) = (kids[at].first(), kids[at].last()) {
                node.set("First", link(*first));
                node.set("Last", link(*last));
                // Negative: closed, so that three hundred enclosures open as three hundred lines.
                node.set("Count", -(kids[at].len() as i64));
            }
            bundle.writer.put(numbers[at], &Object::Dictionary(node));
        }
        let mut node = Dictionary::new();
        node.set("Type", Object::Name(b"Outlines".to_vec()));
        node.set("First", link(tops[0]));
        node.set("Last", link(tops[tops.len() - 1]));
        node.set("Count", tops.len() as i64);
        bundle.writer.put(root, &Object::Dictionary(node));
        Some(Object::Reference((root, 0)))
    }

    /// Adds an entry no deeper than one level below the one before it.
    fn push(&mut self, level: u8, title: String, destination: Option<Object>) {
        let deepest = self.entries.last().map_or(0, |last| last.level + 1);
        self.entries.push(Entry {
            level: level.min(deepest),
            title,
            destination,
        });
    }

    /// Takes out, from the end, entries that lead nowhere and have nothing below them.
    fn drop_dead_ends(&mut self) {
        let mut kept: Vec<Entry> = Vec::with_capacity(self.entries.len());
        let mut below = 0;
        for entry in self.entries.drain(..).rev() {
            let heads = below > entry.level;
            if entry.destination.is_some() || heads {
                below = entry.level;
                kept.push(entry);
            }
        }
        kept.reverse();
        self.entries = kept;
    }

    fn parents(&self) -> Vec<Option<usize>> {
        let mut above: Vec<usize> = Vec::new();
        let mut parents = Vec::with_capacity(self.entries.len());
        for (at, entry) in self.entries.iter().enumerate() {
            while above
                .last()
                .is_some_and(|last| self.entries[*last].level >= entry.level)
            {
                above.pop();
            }
            parents.push(above.last().copied());
            above.push(at);
        }
        parents
    }
}

/// A bookmark's words with the bundle page it leads to, as a reader with the printed bundle needs it.
fn with_page(title: &str, page: usize) -> String {
    format!("{title} (page {})", page + 1)
}
