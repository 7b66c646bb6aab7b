//! Keeps the accessibility tags of our own papers valid in the bundle: one tree, one table of parents.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Object};

use super::copy::Copier;
use super::dictionary;
use crate::access::{dict, get_array, get_dict, number, resolve};
use crate::source::catalogue;
use crate::write::Writer;

/// How far apart the keys of two papers' parent tables are kept.
const APART: i64 = 100_000;
/// Nodes of one parent table that are read.
const NODES: usize = 100_000;

/// The tags gathered so far.
#[derive(Default)]
pub(crate) struct Tags {
    root: Option<u32>,
    papers: i64,
    kids: Vec<Object>,
    parents: BTreeMap<i64, Object>,
    roles: Dictionary,
}

impl Tags {
    /// What is added to the parent-table keys of the paper copied next.
    pub(crate) fn base(&self) -> i64 {
        self.papers * APART
    }

    /// Prepares for the tags of the paper that `copier` copies from: its root becomes the bundle's root.
    pub(crate) fn begin(&mut self, copier: &mut Copier<'_>, writer: &mut Writer) {
        let Some(id) = catalogue(copier.document)
            .and_then(|catalogue| catalogue.get(b"StructTreeRoot").ok())
            .and_then(crate::access::reference)
        else {
            return;
        };
        let root = *self.root.get_or_insert_with(|| writer.reserve());
        copier.known(id, root);
    }

    /// Takes over the tags of that paper, once its pages are written.
    pub(crate) fn end(&mut self, copier: &mut Copier<'_>, writer: &mut Writer) {
        let base = self.base();
        self.papers += 1;
        let document = copier.document;
        let Some(root) =
            catalogue(document).and_then(|catalogue| get_dict(document, catalogue, b"StructTreeRoot"))
        else {
            return;
        };
        if let Ok(kids) = root.get(b"K") {
            match resolve(document, kids) {
                Object::Array(items) => {
                    self.kids
                        .extend(items.iter().map(|item| copier.object(item, writer)));
                }
                _ => self.kids.push(copier.object(kids, writer)),
            }
        }
        if let Some(roles) = get_dict(document, root, b"RoleMap") {
            for (role, meaning) in &copier.dictionary(roles, writer) {
                self.roles.set(role.as_slice(), meaning.clone());
            }
        }
        let mut open: Vec<&Dictionary> = get_dict(document, root, b"ParentTree").into_iter().collect();
        let mut visits = 0;
        while let Some(node) = open.pop() {
            visits += 1;
            if visits > NODES {
                break;
            }
            for pair in get_array(document, node, b"Nums").chunks_exact(2) {
                if let Some(key) = number(resolve(document, &pair[0])) {
                    let parents = copier.object(&pair[1], writer);
                    self.parents.insert(key as i64 + base, parents);
                }
            }
            open.extend(
                get_array(document, node, b"Kids")
                    .iter()
                    .filter_map(|kid| dict(document, kid)),
            );
        }
    }

    /// Writes the root of the tags; none when no paper had any.
    pub(crate) fn write(&mut self, writer: &mut Writer) -> Option<Object> {
        let root = self.root?;
        let next = self.papers * APART;
        let nums = std::mem::take(&mut self.parents)
            .into_iter()
            .flat_map(|(key, value)| [key.into(), value]);
        let parents = dictionary([("Nums", Object::Array(nums.collect()))]);
        let parents = writer.add(&parents);
        let mut node = Dictionary::new();
        node.set("Type", Object::Name(b"StructTreeRoot".to_vec()));
        node.set("K", std::mem::take(&mut self.kids));
        node.set("ParentTree", parents);
        node.set("ParentTreeNextKey", next);
        if !self.roles.is_empty() {
            node.set("RoleMap", std::mem::take(&mut self.roles));
        }
        writer.put(root, &Object::Dictionary(node));
        Some(Object::Reference((root, 0)))
    }
}
