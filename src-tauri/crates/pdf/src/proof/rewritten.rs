//! A source written anew with a plain list of pages, for drawing what the drawing program cannot open as it is.
//!
//! It shares its reader with the join, so it proves less than the original does: that the join lost nothing of what
//! was read, not that everything was read.

use std::sync::Arc;

use lopdf::{Dictionary, Object};

use super::Original;
use crate::access::reals;
use crate::picture::Pictures;
use crate::source::{Limits, Source};

/// The pages of `original` in order, page n at index n - 1; none when it cannot be written or drawn.
pub(super) fn rewritten(original: &Original) -> Option<Pictures> {
    let source = Source::read(&original.bytes, original.password.as_deref(), &Limits::default()).ok()?;
    let Source { document, pages, .. } = source;
    let mut document = Arc::unwrap_or_clone(document);
    let mut next = document
        .objects
        .keys()
        .next_back()?
        .0
        .max(document.max_id)
        .checked_add(1)?;
    let mut add = |object: Object, document: &mut lopdf::Document| {
        let id = (next, 0);
        next += 1;
        document.objects.insert(id, object);
        document.max_id = id.0;
        Object::Reference(id)
    };
    let tree = add(Object::Null, &mut document);
    let mut kids = Vec::new();
    for page in &pages {
        let Object::Dictionary(own) = document.objects.get(&page.id)? else {
            return None;
        };
        let mut node = own.clone();
        node.set("Type", Object::Name(b"Page".to_vec()));
        node.set("Parent", tree.clone());
        node.set("MediaBox", reals(&page.visible));
        node.set("CropBox", reals(&page.visible));
        node.set("Resources", page.resources.clone());
        kids.push(add(Object::Dictionary(node), &mut document));
    }
    let mut root = Dictionary::new();
    root.set("Type", Object::Name(b"Pages".to_vec()));
    root.set("Count", kids.len() as i64);
    root.set("Kids", kids);
    document
        .objects
        .insert(crate::access::reference(&tree)?, Object::Dictionary(root));
    let mut catalogue = Dictionary::new();
    catalogue.set("Type", Object::Name(b"Catalog".to_vec()));
    catalogue.set("Pages", tree);
    if let Ok(layers) = document.catalog().and_then(|own| own.get(b"OCProperties")) {
        catalogue.set("OCProperties", layers.clone());
    }
    let catalogue = add(Object::Dictionary(catalogue), &mut document);
    document.trailer = Dictionary::new();
    document.trailer.set("Root", catalogue);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).ok()?;
    Pictures::open(Arc::new(bytes), None).ok()
}
