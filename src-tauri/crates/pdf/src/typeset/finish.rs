//! What makes pages a document: title, language, structure, bookmarks, links, page numbers and conformance.

use std::sync::OnceLock;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat};

use super::error::TypesetError;
use super::metadata::{is_pdf_date, xmp};
use super::own_source;
use super::pages::{Area, Pages};
use super::paper::Paper;
use super::print::pack;
use super::profile::srgb;
use super::tags::Tags;
use super::write::{text_string, typed};
use crate::source::Source;

/// Completes a document of pages, whose objects are the page tree `tree` and the pages `ids`.
pub(super) fn finish(
    (mut document, tree, ids): (Document, ObjectId, Vec<ObjectId>),
    paper: &Paper,
    pages: &Pages,
    mut tags: Tags,
) -> Result<Document, TypesetError> {
    if !is_pdf_date(&paper.created) {
        return Err(TypesetError::Date);
    }
    let annotations = add_links(&mut document, &ids, &pages.areas, Some(&mut tags))?;
    for (number, &id) in ids.iter().enumerate() {
        let page = page_mut(&mut document, id)?;
        page.set("StructParents", Object::Integer(number as i64));
        page.set("Tabs", Object::Name("S".into()));
    }
    let structure = tags.write(&mut document, &ids, &annotations);
    let metadata = Stream::new(
        Dictionary::from_iter([
            ("Type", Object::Name("Metadata".into())),
            ("Subtype", Object::Name("XML".into())),
        ]),
        xmp(paper).into_bytes(),
    );
    // Search engines and archives read the metadata without a PDF reader, so it stays uncompressed.
    let metadata = document.add_object(metadata.with_compression(false));
    let intent = output_intent(&mut document);
    let outlines = add_bookmarks(&mut document, &ids, &pages.bookmarks);
    let names = destinations(&ids, &pages.destinations);

    let mut catalog = typed("Catalog");
    catalog.set("Pages", Object::Reference(tree));
    catalog.set("Lang", Object::string_literal(paper.language.as_str()));
    catalog.set(
        "MarkInfo",
        Dictionary::from_iter([("Marked", Object::Boolean(true))]),
    );
    catalog.set("StructTreeRoot", Object::Reference(structure));
    catalog.set("Metadata", Object::Reference(metadata));
    catalog.set("OutputIntents", Object::Array(vec![Object::Dictionary(intent)]));
    catalog.set("PageLabels", page_labels(paper.first_page_number));
    let preferences = Dictionary::from_iter([("DisplayDocTitle", Object::Boolean(true))]);
    catalog.set("ViewerPreferences", preferences);
    if let Some(names) = names {
        catalog.set(
            "Names",
            Dictionary::from_iter([("Dests", Object::Dictionary(names))]),
        );
    }
    if let Some(outlines) = outlines {
        catalog.set("Outlines", Object::Reference(outlines));
        catalog.set("PageMode", Object::Name("UseOutlines".into()));
    }
    close(&mut document, catalog, information(paper), paper.id);
    Ok(document)
}

/// Adds the links of each page; returns their objects. Without a structure they belong to none.
pub(super) fn add_links(
    document: &mut Document,
    pages: &[ObjectId],
    areas: &[Vec<Area>],
    mut tags: Option<&mut Tags>,
) -> Result<Vec<Vec<ObjectId>>, TypesetError> {
    let mut all = Vec::new();
    for (number, &id) in pages.iter().enumerate() {
        let mut annotations = Vec::new();
        for (index, area) in areas.get(number).into_iter().flatten().enumerate() {
            let mut annotation = typed("Annot");
            annotation.set("Subtype", Object::Name("Link".into()));
            annotation.set(
                "Rect",
                Object::Array(area.rectangle.into_iter().map(Object::Real).collect()),
            );
            annotation.set("Border", Object::Array(vec![Object::Integer(0); 3]));
            annotation.set("H", Object::Name("I".into()));
            // Printed with the page, as archives demand.
            annotation.set("F", Object::Integer(4));
            annotation.set("Dest", Object::string_literal(area.destination.as_str()));
            annotation.set("Contents", text_string(&area.contents));
            if let (Some(tags), Some(element)) = (tags.as_deref_mut(), area.element) {
                let key = pages.len() + tags.annotate(element, number, index);
                annotation.set("StructParent", Object::Integer(key as i64));
            }
            annotations.push(document.add_object(annotation));
        }
        let page = page_mut(document, id)?;
        if !annotations.is_empty() {
            let references = annotations.iter().copied().map(Object::Reference).collect();
            page.set("Annots", Object::Array(references));
        }
        all.push(annotations);
    }
    Ok(all)
}

/// Gives the document its catalogue, its information and its identity.
fn close(document: &mut Document, catalog: Dictionary, information: Dictionary, id: [u8; 16]) {
    let catalog = document.add_object(catalog);
    document.trailer.set("Root", Object::Reference(catalog));
    let information = document.add_object(information);
    document.trailer.set("Info", Object::Reference(information));
    let id = Object::String(id.to_vec(), StringFormat::Hexadecimal);
    document.trailer.set("ID", Object::Array(vec![id.clone(), id]));
    end_streams(document);
}

/// A document of pages and nothing else, ready for joining.
pub(super) fn only_pages(
    (mut document, tree, _): (Document, ObjectId, Vec<ObjectId>),
) -> Result<Source, TypesetError> {
    let mut catalog = typed("Catalog");
    catalog.set("Pages", Object::Reference(tree));
    close(&mut document, catalog, Dictionary::new(), [0; 16]);
    own_source(document)
}

/// A stream whose last byte is a carriage return looks one byte shorter to those who take the line end after it for a
/// pair; a line feed behind it, which no filter reads, leaves no doubt.
fn end_streams(document: &mut Document) {
    let streams = document
        .objects
        .values_mut()
        .filter_map(|object| object.as_stream_mut().ok());
    for stream in streams.filter(|stream| stream.content.last() == Some(&b'\r')) {
        stream.content.push(b'\n');
        stream.dict.set("Length", stream.content.len() as i64);
    }
}

fn information(paper: &Paper) -> Dictionary {
    let mut information = Dictionary::new();
    information.set("Title", text_string(&paper.title));
    for (key, text) in [("Author", &paper.author), ("Subject", &paper.subject)] {
        if !text.is_empty() {
            information.set(key, text_string(text));
        }
    }
    information.set("Creator", Object::string_literal(super::metadata::CREATOR));
    information.set("Producer", Object::string_literal(super::metadata::CREATOR));
    information.set("CreationDate", Object::string_literal(paper.created.as_str()));
    information.set("ModDate", Object::string_literal(paper.created.as_str()));
    information
}

fn page_mut(document: &mut Document, id: ObjectId) -> Result<&mut Dictionary, TypesetError> {
    document
        .get_object_mut(id)
        .and_then(Object::as_dict_mut)
        .map_err(internal)
}

fn internal(error: lopdf::Error) -> TypesetError {
    TypesetError::Internal(error.to_string())
}

fn output_intent(document: &mut Document) -> Dictionary {
    // The same in every paper, and packed once.
    static PROFILE: OnceLock<Stream> = OnceLock::new();
    let profile = PROFILE.get_or_init(|| {
        let mut profile = Stream::new(Dictionary::from_iter([("N", Object::Integer(3))]), srgb());
        pack(&mut profile);
        profile
    });
    let profile = document.add_object(profile.clone());
    let mut intent = typed("OutputIntent");
    intent.set("S", Object::Name("GTS_PDFA1".into()));
    intent.set(
        "OutputConditionIdentifier",
        Object::string_literal("sRGB IEC61966-2.1"),
    );
    intent.set("Info", Object::string_literal("sRGB IEC61966-2.1"));
    intent.set("RegistryName", Object::string_literal("http://www.color.org"));
    intent.set("DestOutputProfile", Object::Reference(profile));
    intent
}

fn page_labels(first: u32) -> Dictionary {
    let label = Dictionary::from_iter([
        ("S", Object::Name("D".into())),
        ("St", Object::Integer(i64::from(first.max(1)))),
    ]);
    Dictionary::from_iter([(
        "Nums",
        Object::Array(vec![Object::Integer(0), Object::Dictionary(label)]),
    )])
}

/// A name tree of one leaf; names are sorted as the format asks, and the first of two equal names wins.
fn destinations(pages: &[ObjectId], destinations: &[(String, usize, f32)]) -> Option<Dictionary> {
    let mut sorted: Vec<&(String, usize, f32)> = destinations.iter().collect();
    sorted.sort_by(|one, other| one.0.as_bytes().cmp(other.0.as_bytes()));
    sorted.dedup_by(|later, first| later.0 == first.0);
    let (first, last) = (sorted.first()?, sorted.last()?);
    let limits = [first, last]
        .map(|(name, ..)| Object::string_literal(name.as_str()))
        .to_vec();
    let names = sorted.iter().flat_map(|(name, page, top)| {
        let place = place(pages, *page, *top);
        [Object::string_literal(name.as_str()), place]
    });
    Some(Dictionary::from_iter([
        ("Limits", Object::Array(limits)),
        ("Names", Object::Array(names.collect())),
    ]))
}

fn place(pages: &[ObjectId], page: usize, top: f32) -> Object {
    let reference = pages.get(page).map_or(Object::Null, |&id| Object::Reference(id));
    // A little above the line, so that it does not touch the window's edge.
    let top = Object::Real(top + 6.0);
    Object::Array(vec![
        reference,
        Object::Name("XYZ".into()),
        Object::Null,
        top,
        Object::Null,
    ])
}

/// Adds bookmarks, nested by level; returns their root.
fn add_bookmarks(
    document: &mut Document,
    pages: &[ObjectId],
    bookmarks: &[(u8, String, usize, f32)],
) -> Option<ObjectId> {
    if bookmarks.is_empty() {
        return None;
    }
    let root = document.new_object_id();
    let ids: Vec<ObjectId> = bookmarks.iter().map(|_| document.new_object_id()).collect();
    let parents = parents(bookmarks);
    let children = |parent: Option<usize>| -> Vec<usize> {
        (0..bookmarks.len()).filter(|&at| parents[at] == parent).collect()
    };
    for (at, (_, title, page, top)) in bookmarks.iter().enumerate() {
        let mut entry = Dictionary::new();
        entry.set("Title", text_string(title));
        entry.set(
            "Parent",
            Object::Reference(parents[at].map_or(root, |parent| ids[parent])),
        );
        entry.set("Dest", place(pages, *page, *top));
        let siblings = children(parents[at]);
        let position = siblings.iter().position(|&sibling| sibling == at).unwrap_or(0);
        if let Some(&previous) = position.checked_sub(1).and_then(|before| siblings.get(before)) {
            entry.set("Prev", Object::Reference(ids[previous]));
        }
        if let Some(&next) = siblings.get(position + 1) {
            entry.set("Next", Object::Reference(ids[next]));
        }
        link_children(&mut entry, &children(Some(at)), &ids, children(Some(at)).len());
        document.objects.insert(ids[at], Object::Dictionary(entry));
    }
    let mut outlines = typed("Outlines");
    link_children(&mut outlines, &children(None), &ids, bookmarks.len());
    document.objects.insert(root, Object::Dictionary(outlines));
    Some(root)
}

fn link_children(entry: &mut Dictionary, children: &[usize], ids: &[ObjectId], count: usize) {
    if let (Some(&first), Some(&last)) = (children.first(), children.last()) {
        entry.set("First", Object::Reference(ids[first]));
        entry.set("Last", Object::Reference(ids[last]));
        entry.set("Count", Object::Integer(count as i64));
    }
}

/// For each bookmark the nearest one above it of a higher rank.
fn parents(bookmarks: &[(u8, String, usize, f32)]) -> Vec<Option<usize>> {
    (0..bookmarks.len())
        .map(|at| (0..at).rev().find(|&above| bookmarks[above].0 < bookmarks[at].0))
        .collect()
}
