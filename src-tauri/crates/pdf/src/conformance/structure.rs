//! The structure: every piece of content in it and it in every piece, standard types, headings in order.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::content::Content;
use super::{Faults, is, table};
use crate::access::{dict, get, get_array, get_dict, get_name, get_text, number, reference};

/// The standard types that our papers use.
const TYPES: &[&[u8]] = &[
    b"Document",
    b"Sect",
    b"P",
    b"H1",
    b"H2",
    b"H3",
    b"H4",
    b"H5",
    b"H6",
    b"BlockQuote",
    b"L",
    b"LI",
    b"Lbl",
    b"LBody",
    b"Table",
    b"Caption",
    b"THead",
    b"TBody",
    b"TR",
    b"TH",
    b"TD",
    b"Figure",
    b"Link",
    b"Span",
];

/// Types that are nothing without something in them.
const NEVER_EMPTY: &[&[u8]] = &[
    b"P", b"H1", b"H2", b"H3", b"H4", b"H5", b"H6", b"Lbl", b"Link", b"Span", b"Figure", b"Caption", b"TR",
    b"L", b"LI", b"Table",
];

/// An element as the tables and lists look at it.
pub(super) struct Element<'a> {
    pub(super) kind: &'a [u8],
    pub(super) dictionary: &'a Dictionary,
    pub(super) children: Vec<ObjectId>,
    /// Whether something is shown or linked directly in it.
    pub(super) has_content: bool,
}

pub(super) type Elements<'a> = BTreeMap<ObjectId, Element<'a>>;

pub(super) fn check(
    document: &Document,
    catalogue: &Dictionary,
    pages: &[ObjectId],
    contents: &[Content],
    found: &mut Faults,
) {
    let clause = "14289-1 7.1";
    let Some((root_id, root)) = catalogue
        .get(b"StructTreeRoot")
        .ok()
        .and_then(reference)
        .and_then(|id| Some((id, document.get_dictionary(id).ok()?)))
    else {
        return found.add("19005-2 6.7.3", "there is no structure");
    };
    found.unless(
        !root.has(b"RoleMap"),
        clause,
        "types are mapped that are standard already",
    );
    let Some(top) = root.get(b"K").ok().and_then(reference) else {
        return found.add(clause, "the structure does not begin with one element");
    };
    let mut walk = Walk {
        document,
        pages,
        elements: Elements::new(),
        content: BTreeMap::new(),
        links: BTreeMap::new(),
        heading: 0,
        found,
    };
    walk.element(top, root_id);
    let Walk {
        elements,
        content,
        links,
        ..
    } = walk;
    found.unless(
        elements.get(&top).is_some_and(|top| top.kind == b"Document"),
        clause,
        "the structure is not that of a document",
    );
    let parents = parents(document, root);
    for (at, (&page, marked)) in pages.iter().zip(contents).enumerate() {
        both_ways(document, page, at, marked, &parents, &content, &elements, found);
    }
    linked(document, pages, &parents, &links, &elements, found);
    table::check(document, &elements, found);
}

struct Walk<'a, 'b> {
    document: &'a Document,
    pages: &'a [ObjectId],
    elements: Elements<'a>,
    /// The element of each piece of content: page from 0, and number.
    content: BTreeMap<(usize, i64), ObjectId>,
    /// The element of each annotation.
    links: BTreeMap<ObjectId, ObjectId>,
    heading: u8,
    found: &'b mut Faults,
}

impl<'a> Walk<'a, '_> {
    fn element(&mut self, id: ObjectId, parent: ObjectId) {
        let clause = "14289-1 7.1";
        let Ok(dictionary) = self.document.get_dictionary(id) else {
            return self.found.add(clause, "an element is missing");
        };
        if self.elements.contains_key(&id) {
            return self.found.add(clause, "an element is in the structure twice");
        }
        let kind = get_name(self.document, dictionary, b"S").unwrap_or_default();
        self.found.unless(
            TYPES.contains(&kind),
            "19005-2 6.7.3.4",
            "an element is of a type that is not standard",
        );
        let knows = dictionary.get(b"P").ok().and_then(reference) == Some(parent);
        self.found
            .unless(knows, clause, "an element does not know what it is in");
        self.attributes(kind, dictionary);
        self.elements.insert(
            id,
            Element {
                kind,
                dictionary,
                children: Vec::new(),
                has_content: false,
            },
        );
        let children: Vec<Object> = match get(self.document, dictionary, b"K") {
            Object::Array(items) => items.clone(),
            Object::Null => Vec::new(),
            one => vec![dictionary.get(b"K").map_or_else(|_| one.clone(), Clone::clone)],
        };
        for child in &children {
            self.child(id, dictionary, child);
        }
        let element = &self.elements[&id];
        let is_empty = element.children.is_empty() && !element.has_content;
        self.found.unless(
            !is_empty || !NEVER_EMPTY.contains(&kind),
            clause,
            format!("an element {} has nothing in it", String::from_utf8_lossy(kind)),
        );
    }

    fn child(&mut self, id: ObjectId, dictionary: &Dictionary, child: &Object) {
        let mark = |walk: &mut Self| {
            if let Some(element) = walk.elements.get_mut(&id) {
                element.has_content = true;
            }
        };
        let page_of = |of: &Dictionary| {
            let page = of.get(b"Pg").ok().and_then(reference)?;
            self.pages.iter().position(|known| *known == page)
        };
        match child {
            Object::Integer(mcid) => {
                let page = page_of(dictionary);
                self.content(id, page, *mcid);
                mark(self);
            }
            Object::Reference(child)
                if self
                    .document
                    .get_dictionary(*child)
                    .is_ok_and(|child| child.has(b"S")) =>
            {
                if let Some(element) = self.elements.get_mut(&id) {
                    element.children.push(*child);
                }
                self.element(*child, id);
            }
            other => match dict(self.document, other) {
                Some(child) if is(child, b"Type", b"MCR") => {
                    let page = page_of(child).or_else(|| page_of(dictionary));
                    let mcid = child.get(b"MCID").and_then(Object::as_i64).unwrap_or(-1);
                    self.content(id, page, mcid);
                    mark(self);
                }
                Some(child) if is(child, b"Type", b"OBJR") => {
                    if let Some(object) = child.get(b"Obj").ok().and_then(reference) {
                        self.links.insert(object, id);
                    }
                    mark(self);
                }
                _ => self
                    .found
                    .add("14289-1 7.1", "an element has something in it that is none"),
            },
        }
    }

    fn content(&mut self, id: ObjectId, page: Option<usize>, mcid: i64) {
        let clause = "14289-1 7.1";
        match page {
            Some(page) => {
                let twice = self.content.insert((page, mcid), id).is_some();
                self.found
                    .unless(!twice, clause, "a piece of content is in two elements");
            }
            None => self.found.add(clause, "a piece of content is on no page"),
        }
    }

    fn attributes(&mut self, kind: &[u8], dictionary: &Dictionary) {
        if let Ok(level) = std::str::from_utf8(kind.get(1..).unwrap_or_default())
            .unwrap_or_default()
            .parse::<u8>()
            && kind.first() == Some(&b'H')
        {
            self.found.unless(
                level <= self.heading + 1,
                "14289-1 7.4.2",
                format!("a heading of level {level} follows one of level {}", self.heading),
            );
            self.heading = level;
        }
        if kind == b"Figure" {
            let says =
                get_text(self.document, dictionary, b"Alt").is_some_and(|words| !words.trim().is_empty());
            self.found.unless(says, "14289-1 7.3", "a picture has no words");
            let has_place = get_dict(self.document, dictionary, b"A")
                .is_some_and(|of| get_array(self.document, of, b"BBox").len() == 4);
            self.found
                .unless(has_place, "14289-1 7.3", "a picture has no place");
        }
        if let Some(language) = get_text(self.document, dictionary, b"Lang") {
            self.found.unless(
                super::file::is_language(&language),
                "14289-1 7.2",
                "a language is none",
            );
        }
    }
}

/// The table that leads from content and annotations back to their elements.
fn parents<'a>(document: &'a Document, root: &'a Dictionary) -> BTreeMap<i64, &'a Object> {
    let mut parents = BTreeMap::new();
    let mut open: Vec<&Dictionary> = get_dict(document, root, b"ParentTree").into_iter().collect();
    for _ in 0..document.objects.len() {
        let Some(node) = open.pop() else { break };
        for pair in get_array(document, node, b"Nums").chunks_exact(2) {
            parents.extend(number(&pair[0]).map(|key| (key as i64, &pair[1])));
        }
        open.extend(
            get_array(document, node, b"Kids")
                .iter()
                .filter_map(|kid| dict(document, kid)),
        );
    }
    parents
}

#[allow(clippy::too_many_arguments, reason = "both ways of one page are compared")]
fn both_ways(
    document: &Document,
    page: ObjectId,
    at: usize,
    marked: &Content,
    parents: &BTreeMap<i64, &Object>,
    content: &BTreeMap<(usize, i64), ObjectId>,
    elements: &Elements<'_>,
    found: &mut Faults,
) {
    let clause = "14289-1 7.1";
    let key = document
        .get_dictionary(page)
        .ok()
        .and_then(|page| number(get(document, page, b"StructParents")));
    let back = key.and_then(|key| parents.get(&(key as i64)));
    let back: &[Object] = match back.map(|back| crate::access::resolve(document, back)) {
        Some(Object::Array(back)) => back,
        _ => {
            return found.add(
                clause,
                format!("page {} does not lead back to the structure", at + 1),
            );
        }
    };
    for (&mcid, tag) in &marked.marked {
        let element = content.get(&(at, mcid));
        let Some(element) = element else {
            found.add(
                clause,
                format!("page {}: a piece of content is in no element", at + 1),
            );
            continue;
        };
        let leads = usize::try_from(mcid)
            .ok()
            .and_then(|mcid| back.get(mcid))
            .and_then(reference);
        found.unless(
            leads == Some(*element),
            clause,
            format!(
                "page {}: a piece of content leads back to another element",
                at + 1
            ),
        );
        let is_same = elements
            .get(element)
            .is_some_and(|element| element.kind == tag.as_bytes());
        found.unless(
            is_same,
            clause,
            format!(
                "page {}: a piece of content has another tag than its element",
                at + 1
            ),
        );
    }
    for (_, mcid) in content.keys().filter(|(page, _)| *page == at) {
        found.unless(
            marked.marked.contains_key(mcid),
            clause,
            format!("page {}: an element has content that is not there", at + 1),
        );
    }
}

/// Every link is in an element of its own kind, and leads back to it.
fn linked(
    document: &Document,
    pages: &[ObjectId],
    parents: &BTreeMap<i64, &Object>,
    links: &BTreeMap<ObjectId, ObjectId>,
    elements: &Elements<'_>,
    found: &mut Faults,
) {
    let clause = "14289-1 7.18.5";
    let mut seen = BTreeSet::new();
    for page in pages
        .iter()
        .filter_map(|page| document.get_dictionary(*page).ok())
    {
        for annotation in get_array(document, page, b"Annots").iter().filter_map(reference) {
            seen.insert(annotation);
            let Some(element) = links.get(&annotation) else {
                found.add(clause, "a link is in no element");
                continue;
            };
            found.unless(
                elements
                    .get(element)
                    .is_some_and(|element| element.kind == b"Link"),
                clause,
                "a link is in an element of another kind",
            );
            let key = document
                .get_dictionary(annotation)
                .ok()
                .and_then(|of| number(get(document, of, b"StructParent")));
            let back = key
                .and_then(|key| parents.get(&(key as i64)))
                .and_then(|back| reference(back));
            found.unless(
                back == Some(*element),
                clause,
                "a link leads back to another element",
            );
        }
    }
    found.unless(
        links.keys().all(|link| seen.contains(link)),
        clause,
        "an element has a link that is on no page",
    );
}
