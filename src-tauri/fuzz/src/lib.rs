//! What the targets share: limits small enough for thousands of files a second, and what must hold of each file.
//!
//! A target panics, and so reports its input, when a promise of the product is broken: a file is taken and cannot be
//! joined, a bundle does not verify, or something active came along into it.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a broken promise is what a target reports"
)]

pub mod mend;

use std::sync::Arc;

use pdf::join::{JoinError, Joined, Part, Plan, join, join_from};
use pdf::source::{FileGone, Files, Limits, NoteCode, Source};
use pdf::verify::verify;
use records::Format;

/// Pages of one file that are joined.
const PAGES: u32 = 4;

/// The same kinds of limits that a worker has, so small that no single input takes long.
#[must_use]
pub fn limits() -> Limits {
    Limits {
        bytes: 1 << 20,
        pages: 64,
        inflated_bytes: 32 << 20,
        objects: 20_000,
        pixels: 1 << 20,
        depth: 64,
    }
}

/// Reads a file as the worker does; what is taken must become a bundle that verifies.
pub fn take(bytes: &[u8]) {
    let Ok(checked) = records::check(bytes, "record", None, &limits()) else {
        return;
    };
    // Making the pages a second time and joining them takes far longer than reading: one file in eight shows as much.
    if checked.format == Format::Pdf || !bytes.len().is_multiple_of(8) {
        return;
    }
    let pages = records::pages(bytes, checked.format, None).expect("what was checked has pages");
    assert_eq!(
        pages.source.page_count(),
        checked.pages,
        "pages are counted alike"
    );
    let joined = join(plan(pages.source, PAGES), None).expect("pages made here can be joined");
    holds(&joined, checked.pages.min(PAGES));
}

/// Reads a PDF, joins its first pages, and looks whether all that a bundle promises holds.
pub fn bundle(bytes: &[u8]) -> Option<(Source, Joined)> {
    let source = Source::read(bytes, None, &limits()).ok()?;
    let count = source.page_count();
    assert!(count > 0, "a source has pages");
    for page in 1..=count.min(PAGES) {
        let _ = source.page_text(page);
        let (width, height) = source.page_size(page);
        assert!(width > 0.0 && height > 0.0, "a page has a size");
    }
    let joined = match join(plan(source.clone(), PAGES), None) {
        Ok(joined) => joined,
        Err(JoinError::PageDamaged { .. }) => return None,
        Err(fault) => panic!("{fault}"),
    };
    holds(&joined, count.min(PAGES));
    let skimmed =
        Source::skim(&Arc::new(bytes.to_vec()), None, &limits()).expect("what can be read can be skimmed");
    let file = File(Arc::new(bytes.to_vec()));
    let again =
        join_from(plan(skimmed, PAGES), None, &file).expect("what was joined whole is joined skimmed");
    assert!(
        again.bytes == joined.bytes,
        "a skimmed source gives the same bundle"
    );
    Some((source, joined))
}

/// Whether a bundle verifies, opens as any PDF does, and brings nothing active along.
fn holds(joined: &Joined, pages: u32) {
    let verified = verify(&joined.bytes).expect("a bundle verifies");
    assert_eq!(
        (verified.pages, joined.pages),
        (pages, pages),
        "pages in are pages out"
    );
    let read = Source::read(&joined.bytes, None, &Limits::default()).expect("a bundle opens");
    assert_eq!(read.page_count(), pages, "a bundle opens with all its pages");
    for note in read.notes() {
        assert!(
            !came_along(note.code) && !note.code.is_repair(),
            "{}",
            note.message
        );
    }
}

/// What a bundle never has; its manifest is an embedded file of its own.
fn came_along(code: NoteCode) -> bool {
    matches!(
        code,
        NoteCode::RemovedJavascript
            | NoteCode::RemovedOpenAction
            | NoteCode::RemovedLaunch
            | NoteCode::RemovedRichMedia
            | NoteCode::RemovedExternalAction
            | NoteCode::RemovedXfa
    )
}

/// A bundle of the first pages of one source.
fn plan(source: Source, pages: u32) -> Plan {
    let part = Part {
        name: "enclosure-1".to_owned(),
        title: "Enclosure 1".to_owned(),
        pages: (1..=source.page_count().min(pages)).collect(),
        source,
        stamped: true,
        starts_right: false,
        outline: Vec::new(),
    };
    Plan {
        parts: vec![part],
        title: "SO-2026-0001".to_owned(),
        language: "en-GB".to_owned(),
        id: [7; 16],
        created: "D:20260101000000Z".to_owned(),
        manifest: b"{}".to_vec(),
        producer: "Second Opinion".to_owned(),
        show_bookmarks: true,
        is_archival: false,
    }
}

struct File(Arc<Vec<u8>>);

impl Files for File {
    fn file(&self, _part: usize) -> Result<Arc<Vec<u8>>, FileGone> {
        Ok(self.0.clone())
    }
}
