//! Makes the content of a source page a form, its stream untouched wherever the page has just one.

use std::collections::HashMap;

use lopdf::{Dictionary, Object, ObjectId, Stream};

use super::copy::{Copier, clean_stream};
use super::geometry::Matrix;
use crate::access::{get, reals, resolve};
use crate::source::{Contents, FileGone, Page};
use crate::write::{Writer, deflate};

/// What the pieces of one page's content may inflate to.
const INFLATED: usize = 256 << 20;

/// The forms made so far for one part.
#[derive(Default)]
pub(crate) struct Forms {
    /// Forms by the stream, the resources and the place they were made for, so that equal pages share one.
    made: HashMap<(ObjectId, Option<ObjectId>, [u64; 10]), Object>,
    /// The resources of the pages, as copied.
    resources: HashMap<ObjectId, Object>,
}

impl Forms {
    /// The resources of `page` as an object of the bundle.
    pub(crate) fn resources(&mut self, copier: &mut Copier<'_>, writer: &mut Writer, page: &Page) -> Object {
        let shared = crate::access::reference(&page.resources);
        if let Some(copied) = shared.and_then(|id| self.resources.get(&id)) {
            return copied.clone();
        }
        let copy = match resolve(copier.document, &page.resources) {
            Object::Dictionary(dict) => copier.dictionary(dict, writer),
            _ => Dictionary::new(),
        };
        let object = writer.add(&Object::Dictionary(copy));
        if let Some(id) = shared {
            self.resources.insert(id, object.clone());
        }
        object
    }

    /// The content of `page` as a form that `matrix` puts in its place; none for a page that draws nothing.
    ///
    /// An error means that content is there and cannot be read.
    pub(crate) fn form(
        &mut self,
        copier: &mut Copier<'_>,
        writer: &mut Writer,
        page: &Page,
        matrix: Matrix,
        resources: &Object,
    ) -> Result<Option<Object>, Unreadable> {
        let document = copier.document;
        let Some(Object::Dictionary(node)) = document.objects.get(&page.id) else {
            return Err(Unreadable::Damaged);
        };
        let contents = node.get(b"Contents").ok();
        let streams: Vec<(Option<ObjectId>, &Stream)> =
            match contents.map(|contents| resolve(document, contents)) {
                Some(Object::Stream(stream)) => vec![(contents.and_then(crate::access::reference), stream)],
                Some(Object::Array(items)) => items
                    .iter()
                    .filter_map(|item| match resolve(document, item) {
                        Object::Stream(stream) => Some((crate::access::reference(item), stream)),
                        _ => None,
                    })
                    .collect(),
                _ => Vec::new(),
            };
        let key = match streams.as_slice() {
            [] => return Ok(None),
            [(Some(id), _)] => {
                let mut place = [0; 10];
                for (slot, value) in place.iter_mut().zip(page.visible.iter().chain(&matrix.0)) {
                    *slot = value.to_bits();
                }
                Some((*id, crate::access::reference(&page.resources), place))
            }
            _ => None,
        };
        if let Some(made) = key
            .as_ref()
            .filter(|key| key.1.is_some())
            .and_then(|key| self.made.get(key))
        {
            return Ok(Some(made.clone()));
        }
        let (mut dict, joined) = match streams.as_slice() {
            [(_, stream)] => (copier.dictionary(&stream.dict, writer), None),
            pieces => (Dictionary::new(), Some(join_pieces(pieces, copier.contents)?)),
        };
        clean_stream(&mut dict);
        for key in [b"Type".as_slice(), b"Resources", b"Group", b"OC", b"Ref", b"Name"] {
            dict.remove(key);
        }
        if joined.is_some() {
            dict.set("Filter", Object::Name(b"FlateDecode".to_vec()));
        }
        dict.set("Type", Object::Name(b"XObject".to_vec()));
        dict.set("Subtype", Object::Name(b"Form".to_vec()));
        dict.set("BBox", reals(&page.visible));
        dict.set("Matrix", reals(&matrix.0));
        dict.set("Resources", resources.clone());
        let number = writer.reserve();
        match joined {
            Some(joined) => writer.put_stream(number, &dict, &joined),
            None => writer.put_source_stream(number, &dict, copier.contents.bytes(streams[0].1)),
        }
        let form = Object::Reference((number, 0));
        if let Some(key) = key {
            self.made.insert(key, form.clone());
        }
        Ok(Some(form))
    }
}

/// Content that is there and cannot be read.
pub(crate) enum Unreadable {
    /// It is damaged.
    Damaged,
    /// Its file cannot be had again as it was.
    Gone,
}

/// Pieces of content may part anywhere between two words, so they are joined in the plain and packed again.
fn join_pieces(
    pieces: &[(Option<ObjectId>, &Stream)],
    contents: &Contents<'_>,
) -> Result<Vec<u8>, Unreadable> {
    let mut plain = Vec::new();
    for (_, piece) in pieces {
        let left = INFLATED.saturating_sub(plain.len());
        let piece = contents.whole(piece).map_err(|FileGone| Unreadable::Gone)?;
        let inflated = piece.get_plain_content_with_limit(left);
        plain.extend_from_slice(&inflated.map_err(|_| Unreadable::Damaged)?);
        plain.push(b'\n');
    }
    Ok(deflate(&plain))
}

/// Whether a page has its own group settings worth keeping on the bundle page.
pub(crate) fn group(copier: &mut Copier<'_>, writer: &mut Writer, page: &Page) -> Option<Object> {
    let Some(Object::Dictionary(node)) = copier.document.objects.get(&page.id) else {
        return None;
    };
    match get(copier.document, node, b"Group") {
        Object::Dictionary(group) => Some(Object::Dictionary(copier.dictionary(group, writer))),
        _ => None,
    }
}
