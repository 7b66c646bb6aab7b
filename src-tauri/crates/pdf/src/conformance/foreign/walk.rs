//! Everything that pages draw with, each object once.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::content::Scan;
use super::{Allowed, colour, demand, face, gone, jpeg2000, refuse};
use crate::access::{get, get_array, get_dict, get_name, number, reference, resolve};
use crate::conformance::file::FILTERS;
use crate::source::{Contents, FileGone, Page, annotations};

/// What all streams of content may inflate to, and how many objects are looked at: a file beyond that is not judged.
const INFLATED: usize = 256 << 20;
const OBJECTS: usize = 200_000;

/// How deep objects nest in themselves.
const DEPTH: usize = 64;

/// Blend modes of ISO 32000-1, table 136 and 137.
const BLEND_MODES: [&[u8]; 17] = [
    b"Normal",
    b"Compatible",
    b"Multiply",
    b"Screen",
    b"Overlay",
    b"Darken",
    b"Lighten",
    b"ColorDodge",
    b"ColorBurn",
    b"HardLight",
    b"SoftLight",
    b"Difference",
    b"Exclusion",
    b"Hue",
    b"Saturation",
    b"Color",
    b"Luminosity",
];

/// Ways in which colours outside the output's range are brought in (ISO 32000-1, table 70).
pub(super) const INTENTS: [&[u8]; 4] = [
    b"AbsoluteColorimetric",
    b"RelativeColorimetric",
    b"Saturation",
    b"Perceptual",
];

/// Flags of an annotation that is not seen.
const UNSEEN: i64 = 2 | 32;

/// What joining leaves behind, so that it need not conform.
const LEFT_BEHIND: [&[u8]; 12] = [
    b"AA",
    b"AF",
    b"EF",
    b"Metadata",
    b"OPI",
    b"OpenAction",
    b"Parent",
    b"PieceInfo",
    b"StructParent",
    b"StructParents",
    b"Thumb",
    b"Length",
];

pub(super) struct Walk<'a> {
    pub(super) document: &'a Document,
    pub(super) contents: &'a Contents<'a>,
    seen: HashSet<ObjectId>,
    inflated: usize,
    /// The codes that are shown in each face, so that they can be seen.
    shown: BTreeMap<ObjectId, BTreeSet<u16>>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(document: &'a Document, contents: &'a Contents<'a>) -> Self {
        Self {
            document,
            contents,
            seen: HashSet::new(),
            inflated: 0,
            shown: BTreeMap::new(),
        }
    }

    /// A page: its size, its content, what it draws with, and what its annotations look like.
    pub(super) fn page(&mut self, page: &'a Page) -> Allowed {
        let (width, height) = page.displayed();
        demand(
            [width, height].iter().all(|side| (3.0..=14_400.0).contains(side)),
            "19005-3 6.1.13",
            "a page is smaller or larger than a page may be",
        )?;
        let Some(Object::Dictionary(node)) = self.document.objects.get(&page.id) else {
            return refuse("19005-3 6.1", "a page cannot be read");
        };
        self.object(&page.resources, 0)?;
        let resources = match resolve(self.document, &page.resources) {
            Object::Dictionary(resources) => Some(resources),
            _ => None,
        };
        let mut content = Vec::new();
        let pieces = match get(self.document, node, b"Contents") {
            Object::Array(items) => items.iter().collect(),
            other => vec![other],
        };
        for piece in pieces {
            if let Object::Stream(stream) = resolve(self.document, piece) {
                self.filters(stream)?;
                content.extend(self.inflate(stream)?);
                content.push(b'\n');
            }
        }
        self.scan(&content, resources)?;
        if let Some(group) = get_dict(self.document, node, b"Group") {
            self.dictionary(group, 0)?;
        }
        annotations(self.document, page.id)
            .into_iter()
            .try_for_each(|annotation| self.annotation(annotation))
    }

    /// All faces that were shown, once all pages have been looked at.
    pub(super) fn faces(&self) -> Allowed {
        self.shown
            .iter()
            .try_for_each(|(id, codes)| face::allowed(self, *id, codes))
    }

    /// The bytes of a stream without its packing.
    pub(super) fn plain(&self, stream: &Stream) -> Option<Vec<u8>> {
        let stream = self.contents.whole(stream).ok()?;
        stream.get_plain_content_with_limit(INFLATED).ok()
    }

    /// The look of an annotation becomes part of the page; a link stays and acts on nothing outside the bundle.
    fn annotation(&mut self, annotation: &'a Dictionary) -> Allowed {
        let kind = get_name(self.document, annotation, b"Subtype").unwrap_or_default();
        let flags = number(get(self.document, annotation, b"F")).unwrap_or(0.0) as i64;
        if matches!(kind, b"Popup" | b"Link") || flags & UNSEEN != 0 {
            return Ok(());
        }
        let looks = get_dict(self.document, annotation, b"AP");
        let words = get(self.document, annotation, b"Contents");
        let is_note = kind == b"Text" && matches!(words, Object::String(words, _) if !words.is_empty());
        demand(
            looks.is_some() || !is_note,
            "19005-3 6.3.3",
            "a note has no look of its own",
        )?;
        match looks.and_then(|looks| looks.get(b"N").ok()) {
            Some(look) => self.object(look, 0),
            None => Ok(()),
        }
    }

    fn object(&mut self, object: &'a Object, depth: usize) -> Allowed {
        demand(
            depth <= DEPTH,
            "19005-3 6.1",
            "objects are inside each other too deep",
        )?;
        match object {
            Object::Reference(id) => {
                if !self.seen.insert(*id) {
                    return Ok(());
                }
                demand(
                    self.seen.len() <= OBJECTS,
                    "19005-3 6.1",
                    "it has too many objects to be looked through",
                )?;
                match self.document.objects.get(id) {
                    Some(object) => self.object(object, depth + 1),
                    None => Ok(()),
                }
            }
            Object::Array(items) => items.iter().try_for_each(|item| self.object(item, depth + 1)),
            Object::Dictionary(dictionary) => self.dictionary(dictionary, depth),
            Object::Stream(stream) => self.stream(stream, depth),
            Object::String(bytes, _) => {
                demand(bytes.len() <= 32_767, "19005-3 6.1.13", "a string is too long")
            }
            Object::Name(name) => demand(name.len() <= 127, "19005-3 6.1.13", "a name is too long"),
            Object::Integer(value) => demand(
                i32::try_from(*value).is_ok(),
                "19005-3 6.1.13",
                "a number is too large",
            ),
            Object::Real(value) => demand(value.is_finite(), "19005-3 6.1.13", "a number is too large"),
            _ => Ok(()),
        }
    }

    fn dictionary(&mut self, dictionary: &'a Dictionary, depth: usize) -> Allowed {
        let kind = get_name(self.document, dictionary, b"Type").unwrap_or_default();
        // Joining does not follow into these, and faces are looked at once it is known what they show.
        if matches!(
            kind,
            b"Page" | b"Pages" | b"Catalog" | b"Action" | b"StructElem" | b"StructTreeRoot" | b"Font"
        ) {
            return Ok(());
        }
        if kind == b"ExtGState" {
            self.graphics_state(dictionary)?;
        }
        for (key, value) in dictionary {
            match key.as_slice() {
                key if LEFT_BEHIND.contains(&key) => continue,
                b"ColorSpace" if !matches!(resolve(self.document, value), Object::Dictionary(_)) => {
                    colour::allowed(self, value)?;
                }
                b"ColorSpace" => {
                    let spaces = get_dict(self.document, dictionary, b"ColorSpace")
                        .into_iter()
                        .flatten();
                    for (_, space) in spaces {
                        colour::allowed(self, space)?;
                    }
                }
                b"CS" => colour::allowed(self, value)?,
                b"ExtGState" => {
                    let states = get_dict(self.document, dictionary, b"ExtGState")
                        .into_iter()
                        .flatten();
                    for state in states.filter_map(|(_, state)| crate::access::dict(self.document, state)) {
                        self.graphics_state(state)?;
                    }
                }
                _ => {}
            }
            // Faces by their place: many do not say that they are.
            if key != b"Font" {
                self.object(value, depth + 1)?;
            }
        }
        Ok(())
    }

    fn graphics_state(&self, state: &Dictionary) -> Allowed {
        let clause = "19005-3 6.2.5";
        let is_default = |key: &[u8]| {
            matches!(get(self.document, state, key), Object::Null)
                || get_name(self.document, state, key) == Some(b"Default")
        };
        demand(
            !state.has(b"TR") && is_default(b"TR2") && !state.has(b"HTP") && is_default(b"HT"),
            clause,
            "a graphics state changes how tones are printed",
        )?;
        let intent = get_name(self.document, state, b"RI");
        demand(
            intent.is_none_or(|intent| INTENTS.contains(&intent)),
            "19005-3 6.2.6",
            "an intent of colours is unknown",
        )?;
        let modes: Vec<&[u8]> = match get(self.document, state, b"BM") {
            Object::Name(mode) => vec![mode],
            Object::Array(modes) => modes.iter().filter_map(|mode| mode.as_name().ok()).collect(),
            _ => Vec::new(),
        };
        demand(
            modes.iter().all(|mode| BLEND_MODES.contains(mode)),
            "19005-3 6.2.10",
            "a way of blending is unknown",
        )?;
        let is_true = |key: &[u8]| matches!(get(self.document, state, key), Object::Boolean(true));
        let overprints = is_true(b"OP") || is_true(b"op");
        let mode = number(get(self.document, state, b"OPM")).unwrap_or(0.0);
        demand(
            !overprints || mode == 0.0,
            "19005-3 6.2.4.2",
            "inks are printed over each other",
        )
    }

    fn stream(&mut self, stream: &'a Stream, depth: usize) -> Allowed {
        self.filters(stream)?;
        self.dictionary(&stream.dict, depth)?;
        let kind = get_name(self.document, &stream.dict, b"Subtype").unwrap_or_default();
        let is_pattern = number(get(self.document, &stream.dict, b"PatternType")) == Some(1.0);
        match kind {
            b"Image" => self.picture(stream),
            b"PS" => refuse("19005-3 6.2.9", "a program for a printer is drawn"),
            _ if kind == b"Form" || is_pattern => {
                demand(
                    !stream.dict.has(b"Ref") && !stream.dict.has(b"PS") && !stream.dict.has(b"Subtype2"),
                    "19005-3 6.2.9",
                    "a form leads to another file or to a program for a printer",
                )?;
                let resources = get_dict(self.document, &stream.dict, b"Resources");
                demand(resources.is_some(), "19005-3 6.2.2", "a form names no resources")?;
                let content = self.inflate(stream)?;
                self.scan(&content, resources)
            }
            _ => Ok(()),
        }
    }

    fn picture(&self, stream: &Stream) -> Allowed {
        let dictionary = &stream.dict;
        let clause = "19005-3 6.2.8";
        demand(
            !matches!(
                get(self.document, dictionary, b"Interpolate"),
                Object::Boolean(true)
            ),
            clause,
            "a picture is smoothed by the viewer",
        )?;
        demand(
            !dictionary.has(b"Alternates"),
            clause,
            "a picture stands for another",
        )?;
        let intent = get_name(self.document, dictionary, b"Intent");
        demand(
            intent.is_none_or(|intent| INTENTS.contains(&intent)),
            "19005-3 6.2.6",
            "an intent of colours is unknown",
        )?;
        if names(self.document, dictionary, b"Filter").contains(&b"JPXDecode".as_slice()) {
            let packed = self.contents.read(stream).or_else(|FileGone| gone())?;
            return jpeg2000::allowed(&packed);
        }
        let depth = number(get(self.document, dictionary, b"BitsPerComponent"));
        demand(
            depth.is_none_or(|depth| [1.0, 2.0, 4.0, 8.0, 16.0].contains(&depth)),
            clause,
            "a picture has an unknown depth",
        )
    }

    fn filters(&self, stream: &Stream) -> Allowed {
        let filters = names(self.document, &stream.dict, b"Filter");
        demand(
            filters
                .iter()
                .all(|filter| FILTERS.contains(filter) || *filter == b"Crypt"),
            "19005-3 6.1.7.2",
            "a stream is packed in a way that archives do not know",
        )
    }

    fn inflate(&mut self, stream: &Stream) -> Allowed<Vec<u8>> {
        let stream = self.contents.whole(stream).or_else(|FileGone| gone())?;
        let left = INFLATED.saturating_sub(self.inflated);
        let Ok(plain) = stream.get_plain_content_with_limit(left) else {
            return refuse("19005-3 6.2.2", "the content of a page cannot be looked through");
        };
        self.inflated += plain.len();
        Ok(plain)
    }

    fn scan(&mut self, content: &[u8], resources: Option<&'a Dictionary>) -> Allowed {
        let scan = Scan::of(self.document, resources, content)?;
        for (id, codes) in scan.shown {
            // Most files that do not conform end here, on their first page.
            if !self.shown.contains_key(&id) {
                face::embedded(self, id)?;
            }
            self.shown.entry(id).or_default().extend(codes);
        }
        Ok(())
    }
}

/// A name or an array of names.
fn names<'a>(document: &'a Document, dictionary: &'a Dictionary, key: &[u8]) -> Vec<&'a [u8]> {
    match get(document, dictionary, key) {
        Object::Name(name) => vec![name],
        Object::Array(_) => get_array(document, dictionary, key)
            .iter()
            .filter_map(|name| resolve(document, name).as_name().ok())
            .collect(),
        _ => Vec::new(),
    }
}

/// The face of this name, as an object of its own.
pub(super) fn face_of(document: &Document, resources: Option<&Dictionary>, name: &[u8]) -> Option<ObjectId> {
    let faces = get_dict(document, resources?, b"Font")?;
    reference(faces.get(name).ok()?)
}
