//! Enclosures read and checked: the file is the one that was added, it opens, and the chosen pages exist.

use std::ops::ControlFlow;
use std::sync::Arc;

use domain::bundle::Place;
use pdf::source::{NoteCode, Source};
use records::Note;

use super::{BundleError, EnclosureContent, Placed, Progress, step};
use crate::index::IndexEntry;

/// An enclosure that can go into the bundle.
pub(super) struct Read {
    pub(super) content: EnclosureContent,
    pub(super) source: Source,
    /// The PDF that its pages are drawn from when they are compared with the bundle's.
    pub(super) drawn_from: Arc<Vec<u8>>,
    /// The chosen pages of the source, from 1.
    pub(super) chosen: Vec<u32>,
}

/// Reads every enclosure; the first that cannot be enclosed stops the bundle.
pub(super) fn read_all(
    contents: Vec<EnclosureContent>,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Vec<Read>, BundleError> {
    let of = u32::try_from(contents.len()).unwrap_or(u32::MAX);
    let mut read = Vec::with_capacity(contents.len());
    for (position, content) in (1..).zip(contents) {
        step(
            progress,
            Progress::Reading {
                enclosure: position,
                of,
            },
        )?;
        read.push(read_one(position, content)?);
    }
    Ok(read)
}

fn read_one(position: u32, mut content: EnclosureContent) -> Result<Read, BundleError> {
    let title = content.title.clone();
    let refuse = |code: &str, message: String| BundleError::Enclosure {
        position,
        title,
        code: code.to_owned(),
        message,
    };
    if records::sha256(&content.bytes) != content.sha256 {
        let words =
            "its file is not the file that was added; restore it from a backup, or add the record again";
        return Err(refuse("changed", words.to_owned()));
    }
    let opened = match records::pages(&content.bytes, content.format, content.password.as_deref()) {
        Ok(opened) => opened,
        Err(refused) => return Err(refuse(&refused.code, refused.message)),
    };
    let source = opened.source;
    let pages = source.page_count();
    let chosen = content.pages.numbers(pages);
    if let Some(page) = chosen.iter().find(|page| **page < 1 || **page > pages) {
        let words =
            format!("page {page} was chosen and the record has {pages} pages; choose its pages again");
        return Err(refuse("no_such_page", words));
    }
    if chosen.is_empty() {
        return Err(refuse(
            "no_pages_chosen",
            "no page of it was chosen; choose its pages again".to_owned(),
        ));
    }
    let bytes = std::mem::take(&mut content.bytes);
    Ok(Read {
        drawn_from: Arc::new(opened.made.unwrap_or(bytes)),
        content,
        source,
        chosen,
    })
}

impl Read {
    /// How many pages go along.
    pub(super) fn page_count(&self) -> u32 {
        u32::try_from(self.chosen.len()).unwrap_or(u32::MAX)
    }

    /// Its line of the index.
    pub(super) fn entry(&self, place: Option<Place>) -> IndexEntry {
        let content = &self.content;
        IndexEntry {
            title: content.title.clone(),
            kind: Some(content.kind),
            dated: content.dated,
            source: content.source_name.clone(),
            report_status: content.report_status,
            enclosure: domain::record::Enclosure::Enclosed,
            words: None,
            page_words: content.pages.words(self.source.page_count()),
            remarks: self.remarks(),
            place,
            in_part: None,
        }
    }

    /// What the receiving team must know: a signature that a copy cannot prove, a file that had to be repaired.
    fn remarks(&self) -> Vec<String> {
        let notes = self.source.notes();
        let signed = notes.iter().any(|note| note.code == NoteCode::SignaturePresent);
        let repaired = notes.iter().any(|note| note.code.is_repair());
        let words = [
            (signed, "Signature not verifiable in this copy, original held"),
            (
                repaired,
                "File was damaged and repaired: ask for the original if anything looks incomplete",
            ),
        ];
        words
            .into_iter()
            .filter(|(holds, _)| *holds)
            .map(|(_, words)| words.to_owned())
            .collect()
    }

    /// Where it stands in the finished bundle.
    pub(super) fn placed(&self, place: Place) -> Placed {
        Placed {
            id: self.content.id,
            title: self.content.title.clone(),
            source_sha256: self.content.sha256.clone(),
            pages: self.page_count(),
            first_page: place.first_page,
            last_page: place.last_page,
            notes: self.source.notes().iter().map(Note::from).collect(),
        }
    }
}
