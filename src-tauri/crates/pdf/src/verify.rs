//! Checks a bundle against its own manifest: every byte, every page, their number and their order.

use std::collections::HashMap;

use lopdf::{Document, LoadOptions, Object};
use thiserror::Error;

use crate::access::{get, get_array, get_dict, get_text, reference, resolve};
use crate::digest::{self, Print};
use crate::join::MANIFEST;
use crate::source::catalogue;

/// A bundle that is what it was when it was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// The manifest as embedded, page digests included.
    pub manifest_json: String,
    /// How many pages there are.
    pub pages: u32,
    /// The digest of each page, in order, in hexadecimal.
    pub page_digests: Vec<String>,
}

/// One way in which a file is not the bundle that was made.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Fault {
    /// The file cannot be read as a PDF.
    #[error("the file cannot be read as a PDF")]
    Unreadable,
    /// There is no manifest in the file, so it is no bundle or was saved by another program.
    #[error("the file carries no manifest: it is no bundle, or another program saved it without one")]
    NoManifest,
    /// The guard over the whole file is missing.
    #[error("the mark over the whole file is missing: another program has saved it, or its end is lost")]
    NoGuard,
    /// The guard over the whole file does not hold.
    #[error("the file is not the file that was made: at least one byte has changed")]
    Altered,
    /// There are more or fewer pages than the manifest says.
    #[error("the bundle was made with {expected} pages and has {found}")]
    PageCount {
        /// Pages when it was made.
        expected: u32,
        /// Pages now.
        found: u32,
    },
    /// A page of the bundle is nowhere in the file.
    #[error("page {page} as it was made is not in the file")]
    PageMissing {
        /// The page, counted from 1.
        page: u32,
    },
    /// A page stands in another place than when the bundle was made.
    #[error("page {page} now stands at place {found}")]
    PageMoved {
        /// Its place when the bundle was made.
        page: u32,
        /// Its place now.
        found: u32,
    },
    /// A page is not what it was when the bundle was made.
    #[error("page {page} has changed")]
    PageChanged {
        /// The page, counted from 1.
        page: u32,
    },
}

/// Re-counts and re-hashes the bundle `bytes` against its own manifest.
///
/// # Errors
/// Every [`Fault`] found, the whole file's first.
pub fn verify(bytes: &[u8]) -> Result<Verified, Vec<Fault>> {
    let mut faults = Vec::new();
    match digest::guard_holds(bytes) {
        Some(true) => {}
        Some(false) => faults.push(Fault::Altered),
        None => faults.push(Fault::NoGuard),
    }
    match read(bytes) {
        Err(fault) => faults.push(fault),
        Ok(bundle) => {
            bundle.compare(&mut faults);
            if faults.is_empty() {
                let pages = bundle.found.len() as u32;
                return Ok(Verified {
                    manifest_json: bundle.manifest,
                    pages,
                    page_digests: bundle.found,
                });
            }
        }
    }
    Err(faults)
}

/// The manifest of a bundle as text, whether or not the bundle is sound.
///
/// # Errors
/// [`Fault::Unreadable`] or [`Fault::NoManifest`].
pub fn manifest(bytes: &[u8]) -> Result<String, Fault> {
    let document = load(bytes)?;
    manifest_of(&document).ok_or(Fault::NoManifest)
}

struct Bundle {
    manifest: String,
    expected: Vec<String>,
    found: Vec<String>,
}

impl Bundle {
    fn compare(&self, faults: &mut Vec<Fault>) {
        let count = |list: &[String]| u32::try_from(list.len()).unwrap_or(u32::MAX);
        if self.expected.len() != self.found.len() {
            faults.push(Fault::PageCount {
                expected: count(&self.expected),
                found: count(&self.found),
            });
        }
        let places: HashMap<&String, u32> = self.found.iter().zip(1..).collect();
        for (page, expected) in (1..).zip(&self.expected) {
            match (self.found.get(page as usize - 1), places.get(expected)) {
                (Some(found), _) if found == expected => {}
                (_, Some(found)) => faults.push(Fault::PageMoved { page, found: *found }),
                (Some(_), None) if self.expected.len() == self.found.len() => {
                    faults.push(Fault::PageChanged { page });
                }
                _ => faults.push(Fault::PageMissing { page }),
            }
        }
    }
}

fn load(bytes: &[u8]) -> Result<Document, Fault> {
    let options = LoadOptions {
        max_decompressed_size: Some(256 << 20),
        ..LoadOptions::default()
    };
    Document::load_mem_with_options(bytes, options).map_err(|_| Fault::Unreadable)
}

fn read(bytes: &[u8]) -> Result<Bundle, Fault> {
    let document = load(bytes)?;
    let manifest = manifest_of(&document).ok_or(Fault::NoManifest)?;
    let value: serde_json::Value = serde_json::from_str(&manifest).map_err(|_| Fault::NoManifest)?;
    let expected = value
        .get("page_digests")
        .and_then(serde_json::Value::as_array)
        .ok_or(Fault::NoManifest)?;
    let expected = expected
        .iter()
        .filter_map(|digest| digest.as_str().map(str::to_owned))
        .collect();

    let pages: Vec<u32> = pages(&document);
    let by_number: HashMap<u32, u32> = pages.iter().copied().zip(1..).collect();
    let last = document.objects.keys().map(|id| id.0).max().unwrap_or(0);
    let mut prints: Vec<Option<Print>> = vec![None; last as usize + 1];
    for (id, object) in &document.objects {
        let content = match object {
            Object::Stream(stream) => Some(digest::content(&stream.content)),
            _ => None,
        };
        prints[id.0 as usize] = Some(Print::of(object, content.as_ref()));
    }
    let found = pages
        .iter()
        .map(|page| digest::hex(&digest::page(*page, &prints, &by_number)))
        .collect();
    Ok(Bundle {
        manifest,
        expected,
        found,
    })
}

/// The objects of the pages, in order: a bundle's page tree is one list.
fn pages(document: &Document) -> Vec<u32> {
    let tree = catalogue(document).and_then(|catalogue| get_dict(document, catalogue, b"Pages"));
    tree.map_or_else(Vec::new, |tree| {
        get_array(document, tree, b"Kids")
            .iter()
            .filter_map(reference)
            .map(|id| id.0)
            .collect()
    })
}

fn manifest_of(document: &Document) -> Option<String> {
    let catalogue = catalogue(document)?;
    let file = get_array(document, catalogue, b"AF").iter().find_map(|file| {
        let file = crate::access::dict(document, file)?;
        (get_text(document, file, b"F").as_deref() == Some(MANIFEST)).then_some(file)
    })?;
    let streams = get_dict(document, file, b"EF")?;
    match resolve(document, get(document, streams, b"F")) {
        Object::Stream(stream) => {
            String::from_utf8(stream.get_plain_content_with_limit(256 << 20).ok()?).ok()
        }
        _ => None,
    }
}
