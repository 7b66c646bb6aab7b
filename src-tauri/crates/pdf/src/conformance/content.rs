//! What a page paints: all of it tagged or an artifact, in colours and with operators that archives know.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::font::Fonts;
use super::{Faults, Standard, is};
use crate::access::{get, get_dict, reference, resolve};

/// Operators of ISO 32000-1, less those that a paper of ours does not use: inline pictures, shadings, CMYK.
pub(super) const OPERATORS: &[&str] = &[
    "b", "B", "b*", "B*", "BDC", "BMC", "BT", "BX", "c", "cm", "CS", "cs", "d", "Do", "DP", "EMC", "ET",
    "EX", "f", "F", "f*", "G", "g", "gs", "h", "i", "j", "J", "l", "m", "M", "MP", "n", "q", "Q", "re", "RG",
    "rg", "ri", "s", "S", "SC", "sc", "SCN", "scn", "T*", "Tc", "Td", "TD", "Tf", "Tj", "TJ", "TL", "Tm",
    "Tr", "Ts", "Tw", "Tz", "v", "w", "W", "W*", "y", "'", "\"",
];

/// How deep graphics states may be kept.
pub(super) const DEPTH: usize = 28;

/// How deep forms may be inside each other.
const FORMS: usize = 12;

/// The marked content of a page: the tag of each number.
#[derive(Debug, Default)]
pub(super) struct Content {
    pub(super) marked: BTreeMap<i64, String>,
}

/// Reads what is painted on a page, and notes what breaks a rule.
pub(super) fn read(
    document: &Document,
    number: u32,
    page: ObjectId,
    standard: Standard,
    fonts: &mut Fonts,
    found: &mut Faults,
) -> Content {
    let mut reader = Reader {
        document,
        number,
        standard,
        fonts,
        found,
        open: Vec::new(),
        content: Content::default(),
    };
    let Ok(dictionary) = document.get_dictionary(page) else {
        return reader.content;
    };
    let bytes = document.get_page_content(page);
    match get_dict(document, dictionary, b"Resources") {
        Some(resources) => reader.stream(&bytes, resources, 0),
        None => reader.found.add("19005-2 6.2.2", "a page names no resources"),
    }
    reader.content
}

/// What a piece of marked content is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    Artifact,
    Tagged,
    Other,
}

struct Reader<'a, 'b> {
    document: &'a Document,
    number: u32,
    standard: Standard,
    fonts: &'b mut Fonts,
    found: &'b mut Faults,
    open: Vec<Open>,
    content: Content,
}

impl Reader<'_, '_> {
    fn stream(&mut self, bytes: &[u8], resources: &Dictionary, depth: usize) {
        let Ok(content) = lopdf::content::Content::decode(bytes) else {
            return self
                .found
                .add("19005-2 6.2.2", format!("page {} cannot be read", self.number));
        };
        let opened = self.open.len();
        let (mut states, mut font) = (0_usize, None);
        for operation in &content.operations {
            let operator = operation.operator.as_str();
            let known = OPERATORS.contains(&operator) || self.standard == Standard::Bundle;
            self.found.unless(
                known,
                "19005-2 6.2.2",
                format!("page {} has the operator {operator}", self.number),
            );
            match (operator, operation.operands.as_slice()) {
                ("q", _) => {
                    states += 1;
                    self.found.unless(
                        states <= DEPTH,
                        "19005-2 6.1.13",
                        "graphics states are kept too deep",
                    );
                }
                ("Q", _) => match states.checked_sub(1) {
                    Some(fewer) => states = fewer,
                    None => self.found.add(
                        "19005-2 6.2.2",
                        "a graphics state is given back that was never kept",
                    ),
                },
                ("BMC", [Object::Name(tag)]) => self.begin(tag, None),
                ("BDC", [Object::Name(tag), properties]) => {
                    let properties = match properties {
                        Object::Name(name) => get_dict(self.document, resources, b"Properties")
                            .and_then(|known| get_dict(self.document, known, name)),
                        other => crate::access::dict(self.document, other),
                    };
                    self.begin(tag, properties.cloned().as_ref());
                }
                ("EMC", _) => {
                    let is_own = self.open.len() > opened;
                    self.found
                        .unless(is_own, "14289-1 7.1", "marked content ends that never began");
                    if is_own {
                        self.open.pop();
                    }
                }
                ("Tf", [Object::Name(name), _]) => {
                    let fonts = get_dict(self.document, resources, b"Font");
                    font = fonts.and_then(|fonts| reference(fonts.get(name).ok()?));
                    self.found.unless(
                        font.is_some(),
                        "19005-2 6.2.2",
                        "a face is used that is not among the resources",
                    );
                }
                ("Tj" | "'" | "\"", operands) => self.text(font, operands.last()),
                ("TJ", [Object::Array(items)]) => {
                    for item in items.iter().filter(|item| matches!(item, Object::String(..))) {
                        self.text(font, Some(item));
                    }
                    self.painted("text");
                }
                ("f" | "F" | "f*" | "B" | "B*" | "b" | "b*" | "S" | "s", _) => self.painted("a line or area"),
                ("k" | "K", _) => self.found.add("19005-2 6.2.4.3", "a colour is one of four inks"),
                ("gs", [Object::Name(name)]) => {
                    let has = get_dict(self.document, resources, b"ExtGState")
                        .is_some_and(|states| states.has(name));
                    self.found.unless(
                        has,
                        "19005-2 6.2.2",
                        "a graphics state is used that is not among the resources",
                    );
                }
                ("Do", [Object::Name(name)]) => self.object(name, resources, depth),
                _ => {}
            }
        }
        self.found.unless(
            states == 0,
            "19005-2 6.2.2",
            "a graphics state is kept and never given back",
        );
        self.found.unless(
            self.open.len() == opened,
            "14289-1 7.1",
            "marked content begins and never ends",
        );
        self.open.truncate(opened);
    }

    fn begin(&mut self, tag: &[u8], properties: Option<&Dictionary>) {
        let mcid = properties.and_then(|properties| properties.get(b"MCID").and_then(Object::as_i64).ok());
        let open = match (tag, mcid) {
            (b"Artifact", _) => Open::Artifact,
            (_, Some(_)) => Open::Tagged,
            _ => Open::Other,
        };
        let clause = "14289-1 7.1";
        if open != Open::Other && self.standard == Standard::Paper {
            let is_nested = self.open.iter().any(|around| *around != Open::Other);
            self.found.unless(
                !is_nested,
                clause,
                format!(
                    "page {}: what is tagged or an artifact is inside another",
                    self.number
                ),
            );
        }
        if let Some(mcid) = mcid {
            let tag = String::from_utf8_lossy(tag).into_owned();
            let twice = self.content.marked.insert(mcid, tag).is_some();
            self.found.unless(
                !twice,
                clause,
                format!("page {}: two pieces of content have one number", self.number),
            );
        }
        if let Some(language) =
            properties.and_then(|properties| crate::access::get_text(self.document, properties, b"Lang"))
        {
            self.found.unless(
                super::file::is_language(&language),
                "14289-1 7.2",
                "a language is none",
            );
        }
        self.open.push(open);
    }

    fn text(&mut self, font: Option<ObjectId>, operand: Option<&Object>) {
        let (Some(font), Some(Object::String(codes, _))) = (font, operand) else {
            return self.found.add("19005-2 6.2.11.4", "a text is shown in no face");
        };
        if self.standard == Standard::Paper {
            self.fonts.show(font, codes, self.found);
        }
        self.painted("text");
    }

    fn painted(&mut self, what: &str) {
        if self.standard == Standard::Paper {
            let is_marked = self.open.iter().any(|open| *open != Open::Other);
            self.found.unless(
                is_marked,
                "14289-1 7.1",
                format!("page {}: {what} is neither tagged nor an artifact", self.number),
            );
        }
    }

    fn object(&mut self, name: &[u8], resources: &Dictionary, depth: usize) {
        let objects = get_dict(self.document, resources, b"XObject");
        let object = objects
            .and_then(|objects| objects.get(name).ok())
            .map(|object| resolve(self.document, object));
        let Some(Object::Stream(stream)) = object else {
            return self.found.add(
                "19005-2 6.2.2",
                "a picture is used that is not among the resources",
            );
        };
        if is(&stream.dict, b"Subtype", b"Image") {
            self.painted("a picture");
            let space = get(self.document, &stream.dict, b"ColorSpace");
            let is_four = space.as_name().is_ok_and(|name| name == b"DeviceCMYK");
            return self
                .found
                .unless(!is_four, "19005-2 6.2.4.3", "a picture is of four inks");
        }
        if depth >= FORMS {
            return self
                .found
                .add("19005-2 6.2.2", "forms are inside each other without end");
        }
        let Some(own) = get_dict(self.document, &stream.dict, b"Resources") else {
            return self.found.add("19005-2 6.2.2", "a form names no resources");
        };
        let bytes = stream
            .decompressed_content()
            .unwrap_or_else(|_| stream.content.clone());
        self.stream(&bytes, own, depth + 1);
    }
}
