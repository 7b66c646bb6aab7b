//! The logical structure of a paper: what is a heading, a list, a cell, for those who do not see the page.

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::write::{text_string, typed};

/// An element by its place in [`Tags`].
pub(super) type Element = usize;

/// What an element's children are: further elements, or content on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Child {
    Element(Element),
    Content { page: usize, mcid: i64 },
    Annotation { page: usize, index: usize },
}

/// What a standard structure type is called, and what it must say of itself.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Role {
    pub(super) name: &'static str,
    pub(super) attributes: Option<Attribute>,
    pub(super) alt: Option<String>,
    pub(super) lang: Option<String>,
}

/// An attribute that PDF/UA asks of some elements.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Attribute {
    /// The header cell is that of its column.
    ColumnHeader,
    /// The header cell is that of its row.
    RowHeader,
    /// How the items of a list are numbered.
    Numbering(&'static str),
}

impl From<&'static str> for Role {
    fn from(name: &'static str) -> Self {
        Self {
            name,
            attributes: None,
            alt: None,
            lang: None,
        }
    }
}

impl Role {
    /// The role with an attribute.
    pub(super) fn with(name: &'static str, attribute: Attribute) -> Self {
        Self {
            attributes: Some(attribute),
            ..Self::from(name)
        }
    }
}

struct Node {
    role: Role,
    parent: Element,
    /// Whether the parent already lists it.
    attached: bool,
    children: Vec<Child>,
    /// The rectangle of a figure on its page.
    bounds: Option<[f32; 4]>,
}

/// The tree of elements; the first is the document.
pub(super) struct Tags {
    nodes: Vec<Node>,
    /// For each page, the element of each piece of marked content.
    content: Vec<Vec<Element>>,
    /// The element of each annotation, in the order they were added.
    annotations: Vec<(usize, Element)>,
}

impl Tags {
    /// A tree of nothing but the document.
    pub(super) fn new() -> Self {
        let document = Node {
            role: "Document".into(),
            parent: 0,
            attached: true,
            children: Vec::new(),
            bounds: None,
        };
        Self {
            nodes: vec![document],
            content: Vec::new(),
            annotations: Vec::new(),
        }
    }

    /// Adds a block-level element at the end of `parent`.
    pub(super) fn add(&mut self, parent: Element, role: impl Into<Role>) -> Element {
        let element = self.add_inline(parent, role);
        self.attach(element);
        element
    }

    /// Adds an element that takes its place in `parent` when its first content is printed.
    pub(super) fn add_inline(&mut self, parent: Element, role: impl Into<Role>) -> Element {
        let node = Node {
            role: role.into(),
            parent,
            attached: false,
            children: Vec::new(),
            bounds: None,
        };
        self.nodes.push(node);
        self.nodes.len() - 1
    }

    /// The structure type of an element.
    pub(super) fn name(&self, element: Element) -> &'static str {
        self.nodes[element].role.name
    }

    /// Notes that content of `element` is printed on `page`; returns the number to mark it with.
    pub(super) fn mark(&mut self, element: Element, page: usize) -> i64 {
        self.attach(element);
        if self.content.len() <= page {
            self.content.resize(page + 1, Vec::new());
        }
        let mcid = self.content[page].len() as i64;
        self.content[page].push(element);
        self.nodes[element].children.push(Child::Content { page, mcid });
        mcid
    }

    /// Notes an annotation of `element`: the `index`-th on `page`. Returns its key in the parent tree, less
    /// the number of pages.
    pub(super) fn annotate(&mut self, element: Element, page: usize, index: usize) -> usize {
        self.attach(element);
        self.nodes[element]
            .children
            .push(Child::Annotation { page, index });
        self.annotations.push((page, element));
        self.annotations.len() - 1
    }

    /// Notes where a figure stands.
    pub(super) fn bound(&mut self, element: Element, bounds: [f32; 4]) {
        self.nodes[element].bounds = Some(bounds);
    }

    fn attach(&mut self, element: Element) {
        if self.nodes[element].attached {
            return;
        }
        self.nodes[element].attached = true;
        let parent = self.nodes[element].parent;
        self.attach(parent);
        self.nodes[parent].children.push(Child::Element(element));
    }

    /// Writes the tree into `document`; `annotations[page][index]` are the annotation objects.
    pub(super) fn write(
        &self,
        document: &mut Document,
        pages: &[ObjectId],
        annotations: &[Vec<ObjectId>],
    ) -> ObjectId {
        let root = document.new_object_id();
        let ids: Vec<ObjectId> = self.nodes.iter().map(|_| document.new_object_id()).collect();
        for (element, node) in self.nodes.iter().enumerate().filter(|(_, node)| node.attached) {
            let parent = if element == 0 { root } else { ids[node.parent] };
            let dictionary = element_dictionary(node, parent, &ids, pages, annotations);
            document
                .objects
                .insert(ids[element], Object::Dictionary(dictionary));
        }
        let parent_tree = document.add_object(self.parent_tree(pages.len(), &ids));
        let mut dictionary = typed("StructTreeRoot");
        dictionary.set("K", Object::Reference(ids[0]));
        dictionary.set("ParentTree", Object::Reference(parent_tree));
        dictionary.set(
            "ParentTreeNextKey",
            Object::Integer((pages.len() + self.annotations.len()) as i64),
        );
        document.objects.insert(root, Object::Dictionary(dictionary));
        root
    }

    /// From content and annotations back to elements; pages have the first keys.
    fn parent_tree(&self, pages: usize, ids: &[ObjectId]) -> Dictionary {
        let mut numbers = Vec::new();
        for page in 0..pages {
            let elements = self.content.get(page).map(Vec::as_slice).unwrap_or_default();
            let references = elements
                .iter()
                .map(|&element| Object::Reference(ids[element]))
                .collect();
            numbers.extend([Object::Integer(page as i64), Object::Array(references)]);
        }
        for (key, &(_, element)) in self.annotations.iter().enumerate() {
            numbers.extend([
                Object::Integer((pages + key) as i64),
                Object::Reference(ids[element]),
            ]);
        }
        Dictionary::from_iter([("Nums", Object::Array(numbers))])
    }
}

fn element_dictionary(
    node: &Node,
    parent: ObjectId,
    ids: &[ObjectId],
    pages: &[ObjectId],
    annotations: &[Vec<ObjectId>],
) -> Dictionary {
    let mut dictionary = typed("StructElem");
    dictionary.set("S", Object::Name(node.role.name.into()));
    dictionary.set("P", Object::Reference(parent));
    let own_page = node.children.iter().find_map(|child| match child {
        Child::Content { page, .. } => Some(*page),
        _ => None,
    });
    if let Some(page) = own_page {
        dictionary.set("Pg", Object::Reference(pages[page]));
    }
    let children = node.children.iter().map(|child| match *child {
        Child::Element(element) => Object::Reference(ids[element]),
        Child::Content { page, mcid } if Some(page) == own_page => Object::Integer(mcid),
        Child::Content { page, mcid } => {
            let mut reference = typed("MCR");
            reference.set("Pg", Object::Reference(pages[page]));
            reference.set("MCID", Object::Integer(mcid));
            Object::Dictionary(reference)
        }
        Child::Annotation { page, index } => {
            let mut reference = typed("OBJR");
            reference.set("Pg", Object::Reference(pages[page]));
            reference.set("Obj", Object::Reference(annotations[page][index]));
            Object::Dictionary(reference)
        }
    });
    dictionary.set("K", Object::Array(children.collect()));
    if let Some(alt) = &node.role.alt {
        dictionary.set("Alt", text_string(alt));
    }
    if let Some(lang) = &node.role.lang {
        dictionary.set("Lang", Object::string_literal(lang.as_str()));
    }
    if let Some(attributes) = attributes(node) {
        dictionary.set("A", Object::Dictionary(attributes));
    }
    dictionary
}

fn attributes(node: &Node) -> Option<Dictionary> {
    let name = |name: &str| Object::Name(name.into());
    if let Some(bounds) = node.bounds {
        let bounds = bounds.into_iter().map(Object::Real).collect();
        return Some(Dictionary::from_iter([
            ("O", name("Layout")),
            ("Placement", name("Block")),
            ("BBox", Object::Array(bounds)),
        ]));
    }
    Some(match node.role.attributes? {
        Attribute::ColumnHeader => Dictionary::from_iter([("O", name("Table")), ("Scope", name("Column"))]),
        Attribute::RowHeader => Dictionary::from_iter([("O", name("Table")), ("Scope", name("Row"))]),
        Attribute::Numbering(kind) => {
            Dictionary::from_iter([("O", name("List")), ("ListNumbering", name(kind))])
        }
    })
}
