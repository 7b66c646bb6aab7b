//! Writes one page of the bundle: its content, its annotations, its links and its strip.

use lopdf::{Dictionary, Object};

use super::annotation::Made;
use super::content::{self, Forms, Unreadable};
use super::copy::Copier;
use super::drawing::{Drawing, numbers};
use super::geometry::upright;
use super::{Bundle, Names, Target, annotation, dictionary};
use crate::access::{dict, get, get_dict, get_name, real, reals, resolve};
use crate::source::destination::{Destinations, Place};
use crate::source::{Contents, Page, Source, annotations};

/// Why a page could not be written.
pub(crate) enum Failed {
    /// Its content is there and cannot be read.
    Content,
    /// The file that it is in cannot be had again as it was.
    FileGone,
    /// A link of our own paper leads nowhere.
    Destination(String),
}

impl From<Unreadable> for Failed {
    fn from(unreadable: Unreadable) -> Self {
        match unreadable {
            Unreadable::Damaged => Self::Content,
            Unreadable::Gone => Self::FileGone,
        }
    }
}

/// The strips, page i to be laid over page i of the bundle, and what of them is copied already.
pub(crate) struct Overlay<'a> {
    strips: &'a Source,
    copier: Copier<'a>,
    forms: Forms,
}

impl<'a> Overlay<'a> {
    pub(crate) fn of(strips: &'a Source) -> Self {
        Self {
            strips,
            copier: Copier::new(&strips.document, &Contents::WHOLE, None),
            forms: Forms::default(),
        }
    }
}

/// Writes the next page of the bundle from page `page` of a foreign source.
#[allow(clippy::too_many_arguments)]
pub(crate) fn stamped(
    bundle: &mut Bundle,
    copier: &mut Copier<'_>,
    forms: &mut Forms,
    source: &Source,
    page: u32,
    overlay: Option<&mut Overlay<'_>>,
    destinations: &Destinations<'_>,
    target: &dyn Fn(Place) -> Option<Target>,
) -> Result<Vec<Made>, Failed> {
    let page = source.page(page).ok_or(Failed::Content)?;
    let leaf = bundle.next;
    let placement = bundle.pages[leaf].placement;
    let matrix = placement.matrix;
    let mut drawing = Drawing::default();
    let resources = forms.resources(copier, &mut bundle.writer, page);
    copier.set_fallback(Some(resources.clone()));
    if let Some(form) = forms.form(copier, &mut bundle.writer, page, matrix, &resources)? {
        drawing.draw(&form);
    }
    let marks = annotation::marks(copier, &mut bundle.writer, page)?;
    drawing.marks(&marks, matrix.rectangle(page.visible), matrix);
    copier.finish(&mut bundle.writer);

    let mut links = Vec::new();
    for link in annotation::links(copier, page) {
        let to = destinations.target(link).and_then(target);
        if to.is_none() && !annotation::has_frame(copier, link) {
            continue;
        }
        if let Some(mut moved) = annotation::moved_link(copier, link, matrix) {
            if let Some((page, left, top)) = to {
                moved.set("Dest", bundle.destination(page, left, top));
            }
            links.push(bundle.writer.add(&Object::Dictionary(moved)));
        }
    }
    for mut comment in annotation::comments(copier, page, matrix) {
        if comment.has(b"AP") {
            let empty = bundle.empty_form();
            comment.set("AP", dictionary([("N", empty)]));
        }
        links.push(bundle.writer.add(&Object::Dictionary(comment)));
    }
    let mut node = page_node(bundle, placement.width, placement.height);
    if let Some(group) = content::group(copier, &mut bundle.writer, page) {
        node.set("Group", group);
    }
    copier.finish(&mut bundle.writer);
    links.extend(strip(bundle, overlay, leaf, &mut drawing));
    put(bundle, leaf, node, &drawing, links);
    let moved = |made: Made| Made {
        rect: matrix.rectangle(made.rect),
        ..made
    };
    Ok(marks.iter().filter_map(|mark| mark.made).map(moved).collect())
}

/// Writes the next page of the bundle with its strip and nothing else.
pub(crate) fn blank(bundle: &mut Bundle, overlay: Option<&mut Overlay<'_>>) {
    let leaf = bundle.next;
    let placement = bundle.pages[leaf].placement;
    let mut drawing = Drawing::default();
    let links = strip(bundle, overlay, leaf, &mut drawing);
    let node = page_node(bundle, placement.width, placement.height);
    put(bundle, leaf, node, &drawing, links);
}

/// Writes a page with what was drawn on it, and its links.
fn put(bundle: &mut Bundle, leaf: usize, mut node: Dictionary, drawing: &Drawing, links: Vec<Object>) {
    node.set(
        "Contents",
        bundle.writer.add_stream(Dictionary::new(), &drawing.content),
    );
    node.set("Resources", drawing.resources());
    if !links.is_empty() {
        node.set("Annots", links);
        // Whoever goes from link to link by keyboard does so in the order of reading.
        node.set("Tabs", Object::Name(b"S".to_vec()));
    }
    bundle
        .writer
        .put(bundle.pages[leaf].number, &Object::Dictionary(node));
}

/// Writes the next page of the bundle from page `page` of a paper of our own, as it is.
pub(crate) fn unstamped(
    bundle: &mut Bundle,
    copier: &mut Copier<'_>,
    source: &Source,
    page: u32,
    overlay: Option<&mut Overlay<'_>>,
    names: &Names,
) -> Result<Vec<Made>, Failed> {
    let page = source.page(page).ok_or(Failed::Content)?;
    let leaf = bundle.next;
    let document = copier.document;
    let Some(Object::Dictionary(own)) = document.objects.get(&page.id) else {
        return Err(Failed::Content);
    };
    check_links(copier, page, names)?;
    let mut node = Dictionary::new();
    for (key, value) in own {
        let known: [&[u8]; 6] = [
            b"Contents",
            b"Annots",
            b"Group",
            b"StructParents",
            b"Tabs",
            b"UserUnit",
        ];
        if known.contains(&key.as_slice()) {
            node.set(key.as_slice(), value.clone());
        }
    }
    let mut node = copier.dictionary(&node, &mut bundle.writer);
    node.set("Type", Object::Name(b"Page".to_vec()));
    node.set("Parent", Object::Reference((bundle.tree, 0)));
    node.set("MediaBox", reals(&page.visible));
    node.set("Rotate", i64::from(page.rotate));
    let mut resources = match resolve(document, &page.resources) {
        Object::Dictionary(dict) => copier.dictionary(dict, &mut bundle.writer),
        _ => Dictionary::new(),
    };

    let own = own_forms(document, page);
    let mut drawing = Drawing::beside(own);
    let mut extra = strip(bundle, overlay, leaf, &mut drawing);
    if !drawing.content.is_empty() {
        let mut objects = match own {
            Some(own) => copier.dictionary(own, &mut bundle.writer),
            None => Dictionary::new(),
        };
        for (name, form) in drawing.named() {
            objects.set(name, form);
        }
        resources.set("XObject", objects);
        let back = upright(page).inverse();
        let open = bundle.writer.add_stream(Dictionary::new(), b"q\n");
        let mut close = b"\nQ\nq ".to_vec();
        close.extend_from_slice(numbers(&back.0).as_bytes());
        close.extend_from_slice(b" cm\n");
        close.extend_from_slice(&drawing.content);
        close.extend_from_slice(b"Q\n");
        let close = bundle.writer.add_stream(Dictionary::new(), &close);
        let mut contents = vec![open];
        match node.get(b"Contents") {
            Ok(Object::Array(items)) => contents.extend(items.iter().cloned()),
            Ok(other @ Object::Reference(_)) => contents.push(other.clone()),
            _ => {}
        }
        contents.push(close);
        node.set("Contents", contents);
    }
    node.set("Resources", resources);
    if !extra.is_empty() {
        if let Ok(Object::Array(items)) = node.get(b"Annots") {
            extra.splice(0..0, items.iter().cloned());
        }
        node.set("Annots", extra);
    }
    bundle
        .writer
        .put(bundle.pages[leaf].number, &Object::Dictionary(node));
    Ok(Vec::new())
}

impl Bundle {
    /// A form that draws nothing: the look of a comment whose look is already on the page.
    fn empty_form(&mut self) -> Object {
        if let Some(form) = &self.empty_form {
            return form.clone();
        }
        let mut form = Dictionary::new();
        form.set("Type", Object::Name(b"XObject".to_vec()));
        form.set("Subtype", Object::Name(b"Form".to_vec()));
        form.set("BBox", reals(&[0.0, 0.0, 1.0, 1.0]));
        let form = self.writer.add_stream(form, b"");
        self.empty_form = Some(form.clone());
        form
    }
}

/// Draws the strip over the page, if there is one, and returns its links.
fn strip(
    bundle: &mut Bundle,
    overlay: Option<&mut Overlay<'_>>,
    leaf: usize,
    drawing: &mut Drawing,
) -> Vec<Object> {
    let Some(Overlay {
        strips,
        copier,
        forms,
    }) = overlay
    else {
        return Vec::new();
    };
    let Some(page) = strips.pages.get(leaf) else {
        return Vec::new();
    };
    let writer = &mut bundle.writer;
    let resources = forms.resources(copier, writer, page);
    if let Ok(Some(form)) = forms.form(copier, writer, page, upright(page), &resources) {
        drawing.artifact(&form);
    }
    let links: Vec<Dictionary> = annotations(copier.document, page.id)
        .into_iter()
        .filter_map(|link| strip_link(copier, link, page))
        .collect();
    copier.finish(writer);
    links
        .into_iter()
        .map(|link| writer.add(&Object::Dictionary(link)))
        .collect()
}

/// A strip's link to a named destination, moved onto the bundle page.
fn strip_link(copier: &Copier<'_>, link: &Dictionary, page: &Page) -> Option<Dictionary> {
    let name = link_name(copier.document, link)?;
    let mut moved = annotation::moved_link(copier, link, upright(page))?;
    moved.set("Dest", Object::String(name, lopdf::StringFormat::Literal));
    Some(moved)
}

/// The name a link leads to, directly or by an action.
fn link_name(document: &lopdf::Document, link: &Dictionary) -> Option<Vec<u8>> {
    let named = |object: &Object| match object {
        Object::String(name, _) | Object::Name(name) => Some(name.clone()),
        _ => None,
    };
    named(get(document, link, b"Dest")).or_else(|| {
        let action = get_dict(document, link, b"A")?;
        named(get(document, action, b"D"))
    })
}

/// Our own links must lead somewhere: a dead line in an index is a fault of ours.
fn check_links(copier: &Copier<'_>, page: &Page, names: &Names) -> Result<(), Failed> {
    for link in annotations(copier.document, page.id) {
        if get_name(copier.document, link, b"Subtype") == Some(b"Link")
            && let Some(name) = link_name(copier.document, link)
            && !names.contains_key(&name)
        {
            return Err(Failed::Destination(String::from_utf8_lossy(&name).into_owned()));
        }
    }
    Ok(())
}

/// The forms and pictures among a page's resources.
fn own_forms<'a>(document: &'a lopdf::Document, page: &'a Page) -> Option<&'a Dictionary> {
    get_dict(document, dict(document, &page.resources)?, b"XObject")
}

fn page_node(bundle: &Bundle, width: f64, height: f64) -> Dictionary {
    let mut node = Dictionary::new();
    node.set("Type", Object::Name(b"Page".to_vec()));
    node.set("Parent", Object::Reference((bundle.tree, 0)));
    node.set(
        "MediaBox",
        Object::Array(vec![0.into(), 0.into(), real(width), real(height)]),
    );
    node
}
