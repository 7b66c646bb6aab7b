//! Pages made of pictures one after another, so that only one decoded picture is held at a time.

use lopdf::{Dictionary, Object};

use super::caption::Captions;
use super::layout::layout;
use super::{ImagePages, ImageRefusal, Picture, Placed, Setting, place};
use crate::access::{real, reals};
use crate::join::dictionary;
use crate::source::{Limits, Note, NoteCode, Refusal, Source};
use crate::write::Writer;

/// A PDF that grows by a page with each picture.
pub struct Album<'l> {
    limits: &'l Limits,
    writer: Writer,
    tree: u32,
    pages: Vec<Object>,
    notes: Vec<Note>,
    captions: Captions,
}

impl<'l> Album<'l> {
    /// An album without a page.
    pub fn new(limits: &'l Limits) -> Self {
        let mut writer = Writer::new(1 << 16);
        let tree = writer.reserve();
        Self {
            limits,
            writer,
            tree,
            pages: Vec::new(),
            notes: Vec::new(),
            captions: Captions::default(),
        }
    }

    /// Adds a picture on a page of its own.
    ///
    /// # Errors
    /// An [`ImageRefusal`] when the picture cannot be read or is too large, or when there are more pages than the
    /// limit.
    pub fn add(&mut self, picture: &Picture<'_>, setting: &Setting<'_>) -> Result<(), ImageRefusal> {
        if self.pages.len() as u64 >= u64::from(self.limits.pages) {
            let limit = self.limits.pages;
            return Err(Refusal::TooManyPages { limit }.into());
        }
        let placed = place(picture, self.limits, &mut self.writer)?;
        if placed.ends_early {
            self.notes.push(Note::new(
                NoteCode::RepairedTruncated,
                "the picture ends early: compare it with the original, since a part of it may be missing",
            ));
        }
        let page = self.page(&placed, setting);
        self.pages.push(page);
        Ok(())
    }

    /// The pages, read back as any other source is.
    ///
    /// # Errors
    /// [`ImageRefusal::Empty`] when no picture was added, or the [`Refusal`] of the PDF made.
    pub fn finish(mut self) -> Result<ImagePages, ImageRefusal> {
        if self.pages.is_empty() {
            return Err(ImageRefusal::Empty);
        }
        self.captions.finish(&mut self.writer)?;
        let count = self.pages.len() as i64;
        let pages = dictionary([
            ("Type", Object::Name(b"Pages".to_vec())),
            ("Kids", Object::Array(self.pages)),
            ("Count", count.into()),
        ]);
        self.writer.put(self.tree, &pages);
        let catalogue = dictionary([
            ("Type", Object::Name(b"Catalog".to_vec())),
            ("Pages", Object::Reference((self.tree, 0))),
        ]);
        let mut trailer = Dictionary::new();
        trailer.set("Root", self.writer.add(&catalogue));
        let pdf = self.writer.finish(trailer);
        let mut source = Source::read(&pdf, None, self.limits)?;
        self.notes.dedup();
        source.add_notes(self.notes);
        Ok(ImagePages { pdf, source })
    }

    fn page(&mut self, placed: &Placed, setting: &Setting<'_>) -> Object {
        let (paper, matrix) = layout(placed, setting);
        let mut content = b"q ".to_vec();
        for value in matrix.0 {
            crate::write::object(&mut content, &real(value));
            content.push(b' ');
        }
        content.extend_from_slice(b"cm /Picture Do Q\n");
        let objects = dictionary([("Picture", placed.image.clone())]);
        let mut resources = Dictionary::new();
        resources.set("XObject", objects);
        if let Some(caption) = setting.caption {
            self.captions.draw(caption, paper.0, &mut content);
            let font = self.captions.font(&mut self.writer);
            resources.set("Font", dictionary([("Caption", font)]));
        }
        let content = self.writer.add_stream(Dictionary::new(), &content);
        let page = dictionary([
            ("Type", Object::Name(b"Page".to_vec())),
            ("Parent", Object::Reference((self.tree, 0))),
            ("MediaBox", reals(&[0.0, 0.0, paper.0, paper.1])),
            ("Resources", Object::Dictionary(resources)),
            ("Contents", content),
        ]);
        self.writer.add(&page)
    }
}

impl std::fmt::Debug for Album<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Album")
            .field("pages", &self.pages.len())
            .finish_non_exhaustive()
    }
}
