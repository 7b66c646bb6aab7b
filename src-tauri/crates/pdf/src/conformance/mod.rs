//! Whether a file that we made keeps what it claims: ISO 19005-2 level A (PDF/A-2a) or ISO 19005-3 level B
//! (PDF/A-3b), and ISO 14289-1 (PDF/UA-1).
//!
//! It is no general validator: it knows what our own files are made of, and calls everything else a fault. The clauses
//! named are those of the standards.

mod annotation;
mod content;
mod file;
mod font;
mod foreign;
mod metadata;
mod structure;
mod table;

pub use foreign::allows;

use lopdf::{Dictionary, Document, ObjectId};

/// What a file claims to keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standard {
    /// A paper of ours: PDF/A-2a and PDF/UA-1.
    Paper,
    /// A bundle whose records allow it: PDF/A-3b, for the manifest that is embedded in it.
    Bundle,
}

/// Something that breaks a standard.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The clause that is broken, such as `19005-2 6.2.11.4` or `14289-1 7.4`.
    pub clause: &'static str,
    /// What is wrong, without any text of the file.
    pub words: String,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}: {}", self.clause, self.words)
    }
}

/// Everything in `bytes` that breaks `standard`, sorted; nothing for a file that keeps it.
#[must_use]
pub fn faults(bytes: &[u8], standard: Standard) -> Vec<Fault> {
    let mut found = Faults::default();
    file::check_bytes(bytes, &mut found);
    match Document::load_mem(bytes) {
        Ok(document) => check(&document, standard, &mut found),
        Err(_) => found.add("19005-2 6.1", "the file cannot be read"),
    }
    found.0.sort();
    found.0.dedup();
    found.0
}

fn check(document: &Document, standard: Standard, found: &mut Faults) {
    let Ok(catalogue) = document.catalog() else {
        return found.add("19005-2 6.1", "there is no catalogue");
    };
    file::check(document, catalogue, standard, found);
    metadata::check(document, catalogue, standard, found);
    let pages: Vec<ObjectId> = document.get_pages().into_values().collect();
    let mut fonts = font::Fonts::default();
    let contents: Vec<content::Content> = (1..)
        .zip(&pages)
        .map(|(number, &page)| content::read(document, number, page, standard, &mut fonts, found))
        .collect();
    fonts.check(document, found);
    annotation::check(document, &pages, standard, found);
    if standard == Standard::Paper {
        structure::check(document, catalogue, &pages, &contents, found);
    }
}

/// The faults found so far.
#[derive(Debug, Default)]
struct Faults(Vec<Fault>);

impl Faults {
    fn add(&mut self, clause: &'static str, words: impl Into<String>) {
        self.0.push(Fault {
            clause,
            words: words.into(),
        });
    }

    /// A fault unless `holds`.
    fn unless(&mut self, holds: bool, clause: &'static str, words: impl Into<String>) {
        if !holds {
            self.add(clause, words);
        }
    }
}

/// Whether a dictionary is of this type.
fn is(dictionary: &Dictionary, key: &[u8], name: &[u8]) -> bool {
    dictionary
        .get(key)
        .and_then(lopdf::Object::as_name)
        .is_ok_and(|found| found == name)
}
