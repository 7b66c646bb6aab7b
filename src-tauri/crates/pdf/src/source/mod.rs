//! tidy: long because the ways of making a source, and what each promises, stand side by side.
//!
//! Reading a foreign PDF: opened, repaired where it can be, its trouble named, its pages told.

mod active;
pub(crate) mod destination;
mod held;
mod limits;
mod note;
mod open;
pub(crate) mod outline;
mod refusal;
mod salvage;
mod text;
mod tree;

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use lopdf::{Document, Object, ObjectId};

pub(crate) use active::hidden_layers;
pub(crate) use held::{Bytes, Contents, Held};
pub use held::{Elsewhere, FileGone, Files, NoFiles};
pub use limits::Limits;
pub use note::{Note, NoteCode};
pub(crate) use open::find;
pub use refusal::Refusal;
pub(crate) use tree::{A4, Page};

use crate::access::{get, get_array, get_dict, reference, resolve};

/// A PDF that was read: its objects, its pages in order, and what there is to say about it.
///
/// Nothing in it runs, opens or fetches anything: a bundle takes pages from it, never its catalogue.
#[derive(Debug, Clone)]
pub struct Source {
    /// Shared, so that a source is cheap to hand on.
    pub(crate) document: Arc<Document>,
    pub(crate) pages: Vec<Page>,
    notes: Vec<Note>,
    /// What stayed in the file, if the file was skimmed.
    held: Option<Held>,
}

impl Source {
    /// Reads `bytes` as [`Self::read`] does and leaves its long streams in the file, which joining will ask for
    /// again: a source of many pictures then takes little memory. A file with anything to repair is read whole.
    ///
    /// A skimmed source is for joining; [`Self::page_text`] finds only the words of its short streams.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn skim(bytes: &Arc<Vec<u8>>, password: Option<&str>, limits: &Limits) -> Result<Self, Refusal> {
        if let Some(source) = Self::skimmed(bytes, limits) {
            return Ok(source);
        }
        Self::read(bytes, password, limits)
    }

    /// A sound and open file, skimmed; anything else is none.
    fn skimmed(bytes: &Arc<Vec<u8>>, limits: &Limits) -> Option<Self> {
        let (mut document, held) = held::skim(bytes, limits)?;
        // Whether a form is only a page that asks to wait is told by its words, which may be in a long stream.
        if form(&document).is_some_and(|form| form.has(b"XFA")) {
            return None;
        }
        let walk = tree::walk(&mut document, limits).ok()?;
        if walk.pages.is_empty() || !walk.missing.is_empty() {
            return None;
        }
        let mut source = Self {
            document: Arc::new(document),
            pages: walk.pages,
            notes: Vec::new(),
            held: Some(held).filter(|held| held.stream_bytes() > 0),
        };
        source.look_through(&[]).ok()?;
        Some(source)
    }

    /// Reads `bytes`, with `password` if the file needs one to open.
    ///
    /// # Errors
    /// A [`Refusal`] when pages would be missing, blank or unsafe; damage that leaves every page in place is
    /// repaired and noted.
    pub fn read(bytes: &[u8], password: Option<&str>, limits: &Limits) -> Result<Self, Refusal> {
        let mut opened = open::open(bytes, password, limits)?;
        let mut notes = std::mem::take(&mut opened.notes);
        let mut document = opened.document;
        let mut walk = tree::walk(&mut document, limits)?;
        if let Some(rebuilt) = opened.rebuilt.as_ref()
            && (walk.pages.is_empty() || !opened.damaged.is_empty())
        {
            adopt(&mut document, rebuilt, &opened.damaged);
            walk = tree::walk(&mut document, limits)?;
        }
        let mut pages = walk.pages;
        if pages.is_empty() {
            pages = tree::gather(&document, limits)?;
            if !pages.is_empty() {
                let words = "the file's list of pages was lost and was put together from the pages found: compare \
                             their number and order with the original";
                notes.push(Note::new(NoteCode::RepairedPageTree, words));
            }
        } else if let Some(&page) = walk.missing.first() {
            return Err(Refusal::PageDamaged { page });
        }
        if pages.is_empty() {
            return Err(Refusal::NoPages);
        }
        let mut source = Self {
            document: Arc::new(document),
            pages,
            notes,
            held: None,
        };
        source.look_through(&opened.damaged)?;
        Ok(source)
    }

    /// A document of our own making, which has nothing to repair and nothing to note.
    pub(crate) fn own(mut document: Document) -> Result<Self, Refusal> {
        let limits = Limits {
            pages: u32::MAX,
            ..Limits::default()
        };
        let pages = tree::walk(&mut document, &limits)?.pages;
        if pages.is_empty() {
            return Err(Refusal::NoPages);
        }
        Ok(Self {
            document: Arc::new(document),
            pages,
            notes: Vec::new(),
            held: None,
        })
    }

    /// The file of a document that was read whole, its objects under the numbers that they have.
    ///
    /// # Errors
    /// What writing to memory fails with.
    pub fn into_file(self) -> std::io::Result<Vec<u8>> {
        let mut bytes = Vec::with_capacity(64 * 1024);
        let mut document = Arc::unwrap_or_clone(self.document);
        document.save_to(&mut bytes).map_err(std::io::Error::other)?;
        Ok(bytes)
    }

    /// Notes what there is to say about its pages and about what they bring along.
    fn look_through(&mut self, damaged: &[ObjectId]) -> Result<(), Refusal> {
        note_sizes(&self.pages, &mut self.notes);
        note_damage(&self.document, &self.pages, damaged, &mut self.notes)?;
        if active::is_xfa_only(self) {
            return Err(Refusal::XfaOnly);
        }
        active::note(&self.document, &mut self.notes);
        self.notes.sort_by_key(|note| note.code);
        self.notes.dedup();
        Ok(())
    }

    /// Its streams, ready to be copied; those of a skimmed source, which is part `part`, are in its file.
    pub(crate) fn contents<'a>(&'a self, part: usize, files: &'a dyn Files) -> Contents<'a> {
        match &self.held {
            Some(held) => Contents::elsewhere(held, part, files),
            None => Contents::WHOLE,
        }
    }

    /// Its streams, ready to be looked into; those of a skimmed source are in `file`.
    pub(crate) fn contents_in(&self, file: &Arc<Vec<u8>>) -> Result<Contents<'_>, FileGone> {
        match &self.held {
            Some(held) if held.may_be(file) => Ok(Contents::InFile(file.clone())),
            Some(_) => Err(FileGone),
            None => Ok(Contents::WHOLE),
        }
    }

    /// How many pages it has, as counted, not as it claims.
    pub fn page_count(&self) -> u32 {
        u32::try_from(self.pages.len()).unwrap_or(u32::MAX)
    }

    /// What was repaired, is left out of a bundle, or is worth knowing.
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// The text of page `page` (counted from 1), as far as its fonts tell it: for finding numbers and names, not
    /// for reading. Empty for a scan and for a page that is not there.
    pub fn page_text(&self, page: u32) -> String {
        self.page(page)
            .map_or_else(String::new, |page| text::page_text(&self.document, page))
    }

    /// Width and height in points of page `page` (counted from 1) as a viewer shows it; nothing for a page that
    /// is not there.
    pub fn page_size(&self, page: u32) -> (f32, f32) {
        self.page(page).map_or((0.0, 0.0), |page| {
            let (width, height) = page.displayed();
            (width as f32, height as f32)
        })
    }

    /// Bytes of all its streams, and a little for each object.
    pub(crate) fn stream_bytes(&self) -> usize {
        let kept = self.document.objects.values().map(|object| match object {
            Object::Stream(stream) => stream.content.len() + 200,
            _ => 40,
        });
        kept.sum::<usize>() + self.held.as_ref().map_or(0, Held::stream_bytes)
    }

    pub(crate) fn add_notes(&mut self, notes: Vec<Note>) {
        self.notes.extend(notes);
    }

    pub(crate) fn page(&self, page: u32) -> Option<&Page> {
        self.pages.get(usize::try_from(page).ok()?.checked_sub(1)?)
    }
}

/// Takes damaged objects from the file as rebuilt by scanning; its catalogue too, when ours leads nowhere.
fn adopt(document: &mut Document, rebuilt: &Document, damaged: &[ObjectId]) {
    for id in damaged {
        if let Some(object) = rebuilt.objects.get(id) {
            document.objects.insert(*id, object.clone());
        }
    }
    if document.catalog().is_err()
        && let Ok(root) = rebuilt.trailer.get(b"Root")
    {
        document.trailer.set("Root", root.clone());
        for (id, object) in &rebuilt.objects {
            document.objects.entry(*id).or_insert_with(|| object.clone());
        }
    }
}

fn note_sizes(pages: &[Page], notes: &mut Vec<Note>) {
    let unsized_pages: Vec<u32> = (1..)
        .zip(pages)
        .filter(|(_, page)| !page.sized)
        .map(|(at, _)| at)
        .collect();
    if !unsized_pages.is_empty() {
        let words = format!(
            "{} no usable size and was taken as A4",
            pages_words(&unsized_pages, "gives", "give")
        );
        notes.push(Note::new(NoteCode::RepairedMediaBox, words));
    }
}

/// Looks whether a damaged object is part of any page: all of a page's content gone refuses the file.
fn note_damage(
    document: &Document,
    pages: &[Page],
    damaged: &[ObjectId],
    notes: &mut Vec<Note>,
) -> Result<(), Refusal> {
    let lost: HashSet<ObjectId> = damaged
        .iter()
        .copied()
        .filter(|id| !document.objects.contains_key(id))
        .collect();
    let rebuilt = document.xref_recovery.is_some();
    let mut touched = BTreeSet::new();
    if lost.len() < damaged.len() {
        let words = "an object that stood elsewhere than the file said was found again";
        notes.push(Note::new(NoteCode::RepairedObject, words));
    }
    for (number, page) in (1..).zip(pages) {
        let content = content_references(document, page.id);
        let gone = |id: &ObjectId| match document.objects.get(id) {
            None => rebuilt || lost.contains(id),
            Some(object) => !matches!(
                resolve(document, object),
                Object::Stream(_) | Object::Array(_) | Object::Null
            ),
        };
        if !content.is_empty() && content.iter().all(gone) {
            return Err(Refusal::PageDamaged { page: number });
        }
        if content.iter().any(gone) || (!lost.is_empty() && reaches(document, page, &lost)) {
            touched.insert(number);
        }
    }
    if !touched.is_empty() {
        let touched: Vec<u32> = touched.into_iter().collect();
        let words = format!(
            "{} something that could not be read: compare with the original",
            pages_words(&touched, "uses", "use")
        );
        notes.push(Note::new(NoteCode::RepairedObject, words));
    }
    Ok(())
}

/// The streams that draw a page, as referenced.
fn content_references(document: &Document, page: ObjectId) -> Vec<ObjectId> {
    let Some(Object::Dictionary(dict)) = document.objects.get(&page) else {
        return Vec::new();
    };
    match dict.get(b"Contents") {
        Ok(Object::Reference(id)) => match document.objects.get(id) {
            Some(Object::Array(items)) => items.iter().filter_map(reference).collect(),
            _ => vec![*id],
        },
        Ok(Object::Array(items)) => items.iter().filter_map(reference).collect(),
        _ => Vec::new(),
    }
}

/// Whether what a page draws with leads to one of `lost`.
fn reaches(document: &Document, page: &Page, lost: &HashSet<ObjectId>) -> bool {
    let mut seen = HashSet::new();
    let mut open: Vec<&Object> = vec![&page.resources];
    if let Some(Object::Dictionary(dict)) = document.objects.get(&page.id) {
        open.extend(
            [b"Contents".as_slice(), b"Annots"]
                .iter()
                .filter_map(|key| dict.get(key).ok()),
        );
    }
    while let Some(object) = open.pop() {
        match object {
            Object::Reference(id) if lost.contains(id) => return true,
            Object::Reference(id) if seen.insert(*id) => open.extend(document.objects.get(id)),
            Object::Array(items) => open.extend(items),
            Object::Dictionary(dict) => open.extend(drawing_values(dict)),
            Object::Stream(stream) => open.extend(drawing_values(&stream.dict)),
            _ => {}
        }
    }
    false
}

/// The values of a dictionary that can matter to how a page looks.
fn drawing_values(dict: &lopdf::Dictionary) -> impl Iterator<Item = &Object> {
    const ELSEWHERE: [&[u8]; 8] = [
        b"Parent",
        b"P",
        b"Popup",
        b"A",
        b"AA",
        b"Dest",
        b"StructParent",
        b"IRT",
    ];
    let page = dict.has_type(b"Page") || dict.has_type(b"Pages") || dict.has_type(b"Catalog");
    dict.iter()
        .filter(move |(key, _)| !page && !ELSEWHERE.contains(&key.as_slice()))
        .map(|(_, value)| value)
}

/// "Page 3 gives" or "pages 3, 5 and 9 give", with a long list cut short.
fn pages_words(pages: &[u32], one: &str, many: &str) -> String {
    const SHOWN: usize = 12;
    match pages {
        [page] => format!("page {page} {one}"),
        _ => {
            let shown: Vec<String> = pages.iter().take(SHOWN).map(u32::to_string).collect();
            let more = if pages.len() > SHOWN {
                format!(" and {} more", pages.len() - SHOWN)
            } else {
                String::new()
            };
            format!("pages {}{more} {many}", shown.join(", "))
        }
    }
}

/// The catalogue of a document, if it has one.
pub(crate) fn catalogue(document: &Document) -> Option<&lopdf::Dictionary> {
    document
        .trailer
        .get(b"Root")
        .ok()
        .and_then(|root| crate::access::dict(document, root))
}

/// The interactive form of a document, if it has one.
pub(crate) fn form(document: &Document) -> Option<&lopdf::Dictionary> {
    get_dict(document, catalogue(document)?, b"AcroForm")
}

/// The annotations of a page, resolved.
pub(crate) fn annotations(document: &Document, page: ObjectId) -> Vec<&lopdf::Dictionary> {
    let Some(Object::Dictionary(dict)) = document.objects.get(&page) else {
        return Vec::new();
    };
    get_array(document, dict, b"Annots")
        .iter()
        .filter_map(|annotation| match resolve(document, annotation) {
            Object::Dictionary(dict) => Some(dict),
            _ => None,
        })
        .collect()
}

/// Whether a page has any annotation of `subtype`.
pub(crate) fn has_annotation(document: &Document, page: ObjectId, subtype: &[u8]) -> bool {
    annotations(document, page)
        .iter()
        .any(|dict| matches!(get(document, dict, b"Subtype"), Object::Name(name) if name == subtype))
}
