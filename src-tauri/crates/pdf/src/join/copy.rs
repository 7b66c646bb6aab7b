//! Copies what a page draws with from a source into the bundle, and nothing that acts, fetches or leads elsewhere.

use std::collections::{HashMap, HashSet};

use lopdf::{Dictionary, Document, Object, ObjectId};

use crate::access::{get_name, resolve};
use crate::source::Contents;
use crate::write::Writer;

/// Entries that are never copied: they act, attach files, describe, or lead back into the source's page tree.
const LEFT_OUT: [&[u8]; 16] = [
    b"AA",
    b"JS",
    b"JavaScript",
    b"OpenAction",
    b"Launch",
    b"AF",
    b"EF",
    b"RF",
    b"PieceInfo",
    b"Metadata",
    b"OPI",
    b"StructParents",
    b"StructParent",
    b"Thumb",
    b"SpiderInfo",
    b"URIs",
];
/// How deep objects nest in themselves; the reader refuses more than a hundred.
const DEPTH: usize = 200;

/// A copy in progress of one source's objects into the bundle.
pub(crate) struct Copier<'a> {
    pub(crate) document: &'a Document,
    pub(crate) contents: &'a Contents<'a>,
    numbers: HashMap<ObjectId, u32>,
    waiting: Vec<ObjectId>,
    /// Set for papers of our own: their tags are kept, with this added to the keys of their tag tree.
    tags: Option<i64>,
    /// The resources that a form or a Type 3 font without its own falls back on: those of the page.
    fallback: Option<Object>,
    /// Streams that must say they are forms.
    forms: HashSet<ObjectId>,
}

impl<'a> Copier<'a> {
    pub(crate) fn new(document: &'a Document, contents: &'a Contents<'a>, tags: Option<i64>) -> Self {
        Self {
            document,
            contents,
            numbers: HashMap::new(),
            waiting: Vec::new(),
            tags,
            fallback: None,
            forms: HashSet::new(),
        }
    }

    /// Says that `id` is already the bundle's object `number`.
    pub(crate) fn known(&mut self, id: ObjectId, number: u32) {
        self.numbers.insert(id, number);
    }

    /// The number that `id` has or will have in the bundle.
    pub(crate) fn number(&mut self, id: ObjectId, writer: &mut Writer) -> u32 {
        if let Some(number) = self.numbers.get(&id) {
            return *number;
        }
        let number = writer.reserve();
        self.numbers.insert(id, number);
        self.waiting.push(id);
        number
    }

    /// The bundle's number of `id`, if it was asked for.
    pub(crate) fn copied(&self, id: ObjectId) -> Option<u32> {
        self.numbers.get(&id).copied()
    }

    /// The number of an appearance stream, which will say that it is a form.
    pub(crate) fn form(&mut self, id: ObjectId, writer: &mut Writer) -> u32 {
        if !self.numbers.contains_key(&id) {
            self.forms.insert(id);
        }
        self.number(id, writer)
    }

    /// Sets what forms without resources of their own fall back on.
    pub(crate) fn set_fallback(&mut self, resources: Option<Object>) {
        self.fallback = resources;
    }

    /// A copy of `object` with references into the bundle; what they lead to is written by [`Self::finish`].
    pub(crate) fn object(&mut self, object: &Object, writer: &mut Writer) -> Object {
        self.nested(object, writer, 0)
    }

    /// A copy of `dict` as [`Self::object`] makes it.
    pub(crate) fn dictionary(&mut self, dict: &Dictionary, writer: &mut Writer) -> Dictionary {
        self.entries(dict, writer, 0)
    }

    /// Writes everything that was referred to and is not written yet.
    pub(crate) fn finish(&mut self, writer: &mut Writer) {
        while let Some(id) = self.waiting.pop() {
            let number = self.numbers[&id];
            match self.document.objects.get(&id) {
                Some(Object::Stream(stream)) => {
                    let mut dict = self.entries(&stream.dict, writer, 0);
                    clean_stream(&mut dict);
                    if self.forms.contains(&id) {
                        dict.set("Type", Object::Name(b"XObject".to_vec()));
                        dict.set("Subtype", Object::Name(b"Form".to_vec()));
                    }
                    self.lend_resources(&mut dict, b"Subtype", b"Form");
                    writer.put_source_stream(number, &dict, self.contents.bytes(stream));
                }
                Some(other) => {
                    let mut copy = self.object(other, writer);
                    if let Object::Dictionary(dict) = &mut copy {
                        self.lend_resources(dict, b"Subtype", b"Type3");
                    }
                    // Elements lead to pages, and no page leads to an element.
                    if matches!(&copy, Object::Dictionary(dict) if dict.has_type(b"StructElem")) {
                        writer.put_apart(number, &copy);
                    } else {
                        writer.put(number, &copy);
                    }
                }
                None => writer.put(number, &Object::Null),
            }
        }
    }

    fn lend_resources(&self, dict: &mut Dictionary, key: &[u8], kind: &[u8]) {
        let is = matches!(dict.get(key), Ok(Object::Name(name)) if name == kind);
        if is
            && !dict.has(b"Resources")
            && let Some(resources) = &self.fallback
        {
            dict.set("Resources", resources.clone());
        }
    }

    fn nested(&mut self, object: &Object, writer: &mut Writer, depth: usize) -> Object {
        match object {
            Object::Reference(id) => match self.follows(*id) {
                true => Object::Reference((self.number(*id, writer), 0)),
                false => Object::Null,
            },
            _ if depth > DEPTH => Object::Null,
            Object::Array(items) => Object::Array(
                items
                    .iter()
                    .map(|item| self.nested(item, writer, depth + 1))
                    .collect(),
            ),
            Object::Dictionary(dict) => Object::Dictionary(self.entries(dict, writer, depth + 1)),
            other => other.clone(),
        }
    }

    fn entries(&mut self, dict: &Dictionary, writer: &mut Writer, depth: usize) -> Dictionary {
        let mut out = Dictionary::new();
        for (key, value) in dict {
            match (key.as_slice(), self.tags, value) {
                (b"StructParents" | b"StructParent", Some(base), Object::Integer(at)) => {
                    out.set(key.as_slice(), at.saturating_add(base));
                }
                (key, None, _) if LEFT_OUT.contains(&key) => {}
                _ => out.set(key.as_slice(), self.nested(value, writer, depth + 1)),
            }
        }
        out
    }

    /// Whether a reference is part of how a page looks. Pages, catalogues and tags of a foreign file are not.
    fn follows(&self, id: ObjectId) -> bool {
        if self.numbers.contains_key(&id) {
            return true;
        }
        let Some(object) = self.document.objects.get(&id) else {
            return false;
        };
        let dict = match resolve(self.document, object) {
            Object::Dictionary(dict) => dict,
            Object::Null => return false,
            _ => return true,
        };
        let kind = get_name(self.document, dict, b"Type").unwrap_or_default();
        match kind {
            b"Page" | b"Pages" | b"Catalog" | b"Action" => false,
            b"StructTreeRoot" | b"StructElem" => self.tags.is_some(),
            _ => true,
        }
    }
}

/// A stream keeps its own bytes only: data in another file is never fetched, and decryption is already done.
pub(crate) fn clean_stream(dict: &mut Dictionary) {
    for key in [b"F".as_slice(), b"FFilter", b"FDecodeParms", b"Length", b"DL"] {
        dict.remove(key);
    }
    let crypt = |object: &Object| matches!(object, Object::Name(name) if name == b"Crypt");
    match dict.get(b"Filter") {
        Ok(filter) if crypt(filter) => {
            dict.remove(b"Filter");
            dict.remove(b"DecodeParms");
        }
        Ok(Object::Array(filters)) if filters.iter().any(crypt) => {
            let keep: Vec<bool> = filters.iter().map(|filter| !crypt(filter)).collect();
            let kept = |items: &[Object]| -> Vec<Object> {
                items
                    .iter()
                    .zip(&keep)
                    .filter(|(_, keep)| **keep)
                    .map(|(item, _)| item.clone())
                    .collect()
            };
            let filters = kept(filters);
            if let Ok(Object::Array(parameters)) = dict.get(b"DecodeParms") {
                let parameters = kept(parameters);
                dict.set("DecodeParms", parameters);
            }
            dict.set("Filter", filters);
        }
        _ => {}
    }
}
