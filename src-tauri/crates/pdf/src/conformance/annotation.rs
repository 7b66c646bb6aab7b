//! Links: seen, printed, in the structure, with words for those who hear them, and leading somewhere.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::{Faults, Standard, is};
use crate::access::{dict, get, get_array, get_dict, get_text, number};

/// Flags of an annotation that is not seen or not printed alike: invisible, hidden, not viewed, toggled.
const HIDING: i64 = 1 | 2 | 32 | 256;

/// The flag of an annotation that is printed.
const PRINTED: i64 = 4;

pub(super) fn check(document: &Document, pages: &[ObjectId], standard: Standard, found: &mut Faults) {
    let names = destinations(document);
    for (number, &page) in (1..).zip(pages) {
        let Ok(page) = document.get_dictionary(page) else {
            continue;
        };
        let annotations = get_array(document, page, b"Annots");
        if standard == Standard::Paper || !annotations.is_empty() {
            found.unless(
                is(page, b"Tabs", b"S"),
                "14289-1 7.18.3",
                format!("page {number} is not tabbed through as it is read"),
            );
        }
        for annotation in annotations
            .iter()
            .filter_map(|annotation| dict(document, annotation))
        {
            one(document, annotation, &names, standard, found);
        }
    }
}

fn one(
    document: &Document,
    annotation: &Dictionary,
    names: &BTreeSet<Vec<u8>>,
    standard: Standard,
    found: &mut Faults,
) {
    found.unless(
        is(annotation, b"Subtype", b"Link"),
        "19005-2 6.3.1",
        "an annotation is no link",
    );
    let flags = number(get(document, annotation, b"F")).map_or(0, |flags| flags as i64);
    found.unless(
        flags & PRINTED != 0 && flags & HIDING == 0,
        "19005-2 6.3.2",
        "a link is hidden or not printed",
    );
    if let Object::String(name, _) = get(document, annotation, b"Dest") {
        found.unless(
            names.contains(name),
            "32000-1 12.3.2",
            "a link leads to a place that is not there",
        );
    }
    if standard == Standard::Paper {
        let says = get_text(document, annotation, b"Contents").is_some_and(|words| !words.trim().is_empty());
        found.unless(says, "14289-1 7.18.5", "a link has no words");
        found.unless(
            annotation.has(b"StructParent"),
            "14289-1 7.18.1",
            "a link is not in the structure",
        );
    }
}

/// The names of all places that links can lead to.
fn destinations(document: &Document) -> BTreeSet<Vec<u8>> {
    let mut names = BTreeSet::new();
    let catalogue = document.catalog().ok();
    let tree = catalogue
        .and_then(|catalogue| get_dict(document, get_dict(document, catalogue, b"Names")?, b"Dests"));
    let mut open: Vec<&Dictionary> = tree.into_iter().collect();
    // A tree that loops is cut off after as many nodes as there are objects.
    for _ in 0..document.objects.len() {
        let Some(node) = open.pop() else { break };
        for pair in get_array(document, node, b"Names").chunks_exact(2) {
            if let Object::String(name, _) = &pair[0] {
                names.insert(name.clone());
            }
        }
        open.extend(
            get_array(document, node, b"Kids")
                .iter()
                .filter_map(|kid| dict(document, kid)),
        );
    }
    names
}
