//! Resolves where links and bookmarks of a foreign file lead: named, explicit or by action.

use std::collections::HashMap;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::{Source, catalogue};
use crate::access::{dict, get, get_array, get_dict, number, resolve};

/// How many nodes and entries of a name tree are read.
const ENTRIES: usize = 100_000;

/// A place in a source: a page, and a point on it in the page's own units where one was given.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Place {
    /// The page's index among the source's pages.
    pub(crate) page: usize,
    pub(crate) left: Option<f64>,
    pub(crate) top: Option<f64>,
}

/// The named destinations of a source and the order of its pages, read once.
pub(crate) struct Destinations<'a> {
    document: &'a Document,
    named: HashMap<Vec<u8>, &'a Object>,
    pages: HashMap<ObjectId, usize>,
    count: usize,
}

impl<'a> Destinations<'a> {
    pub(crate) fn of(source: &'a Source) -> Self {
        let document = &source.document;
        let pages = source
            .pages
            .iter()
            .enumerate()
            .rev()
            .map(|(at, page)| (page.id, at))
            .collect();
        Self {
            document,
            named: named(document),
            pages,
            count: source.pages.len(),
        }
    }

    /// Where a link annotation or a bookmark leads, if it leads to a page of this file.
    pub(crate) fn target(&self, of: &Dictionary) -> Option<Place> {
        if let Ok(to) = of.get(b"Dest") {
            return self.place(to);
        }
        let action = get_dict(self.document, of, b"A")?;
        match get(self.document, action, b"S") {
            Object::Name(kind) if kind == b"GoTo" => self.place(action.get(b"D").ok()?),
            _ => None,
        }
    }

    /// All named destinations, for the parts that bring their own.
    pub(crate) fn names(&self) -> Vec<(Vec<u8>, Place)> {
        let mut names: Vec<(Vec<u8>, Place)> = self
            .named
            .iter()
            .filter_map(|(name, to)| Some((name.clone(), self.explicit(to)?)))
            .collect();
        names.sort_by(|one, other| one.0.cmp(&other.0));
        names
    }

    fn place(&self, to: &Object) -> Option<Place> {
        match resolve(self.document, to) {
            Object::Name(name) => self.explicit(self.named.get(name)?),
            Object::String(name, _) => self.explicit(self.named.get(name)?),
            other => self.explicit(other),
        }
    }

    fn explicit(&self, to: &Object) -> Option<Place> {
        let items = match resolve(self.document, to) {
            Object::Array(items) => items,
            Object::Dictionary(wrapped) => match get(self.document, wrapped, b"D") {
                Object::Array(items) => items,
                _ => return None,
            },
            _ => return None,
        };
        let page = match items.first()? {
            Object::Reference(id) => match self.pages.get(id) {
                Some(page) => *page,
                None => self.index(number(resolve(self.document, items.first()?))?)?,
            },
            // Some writers give the page's index, as is right only for links into other files.
            other => self.index(number(other)?)?,
        };
        let value = |at: usize| {
            items
                .get(at)
                .and_then(|item| number(resolve(self.document, item)))
        };
        let (left, top) = match items.get(1).map(|kind| resolve(self.document, kind)) {
            Some(Object::Name(kind)) => match kind.as_slice() {
                b"XYZ" => (value(2), value(3)),
                b"FitH" | b"FitBH" => (None, value(2)),
                b"FitV" | b"FitBV" => (value(2), None),
                b"FitR" => (value(2), value(5)),
                _ => (None, None),
            },
            _ => (None, None),
        };
        Some(Place { page, left, top })
    }

    fn index(&self, value: f64) -> Option<usize> {
        (value >= 0.0 && value < self.count as f64).then_some(value as usize)
    }
}

/// Destinations by name, from the old dictionary and the newer tree.
fn named(document: &Document) -> HashMap<Vec<u8>, &Object> {
    let mut named = HashMap::new();
    let Some(catalogue) = catalogue(document) else {
        return named;
    };
    if let Some(old) = get_dict(document, catalogue, b"Dests") {
        named.extend(old.iter().take(ENTRIES).map(|(name, to)| (name.clone(), to)));
    }
    let names = get_dict(document, catalogue, b"Names");
    let mut open: Vec<&Dictionary> = names
        .and_then(|names| get_dict(document, names, b"Dests"))
        .into_iter()
        .collect();
    let mut visits = 0;
    while let Some(node) = open.pop() {
        visits += 1;
        if visits > ENTRIES || named.len() > ENTRIES {
            break;
        }
        for pair in get_array(document, node, b"Names").chunks_exact(2) {
            if let Object::String(name, _) = resolve(document, &pair[0]) {
                named.entry(name.clone()).or_insert(&pair[1]);
            }
        }
        open.extend(
            get_array(document, node, b"Kids")
                .iter()
                .filter_map(|kid| dict(document, kid)),
        );
    }
    named
}
