//! How a bundle proves that it is whole: one digest a page, and one guard over every byte of the file.
//!
//! **Page digest.** Each object has a fingerprint: BLAKE3 over its canonical form (dictionary keys sorted,
//! references replaced by a mark, the parent of a page left out) and, for a stream, over the BLAKE3 of its raw bytes, so
//! that a stream which passes through untouched is hashed once, where it is read. The digest
//! of a page is BLAKE3 over a walk from the page: each object reached for the first time adds its fingerprint,
//! each reference adds the order in which its object was first met, and a reference to a page adds that page's
//! number. So it does not depend on object numbers, and changes with anything the page draws with.
//!
//! **Guard.** Before the last `startxref` stands a comment with the SHA-256 of the whole file, computed with the
//! 64 digits of the digest itself as zeros. One changed, added or missing byte anywhere breaks it.

use std::collections::{HashMap, VecDeque};

use lopdf::{Dictionary, Object};
use sha2::{Digest, Sha256};

/// What stands before the digits of the guard.
const GUARD: &[u8] = b"%SecondOpinion-SHA256 ";
/// Hexadecimal digits of a SHA-256.
const DIGITS: usize = 64;
/// How far from the end of the file the guard stands at most.
const TAIL: usize = 256;

/// The fingerprint of one object and the objects it refers to, in the order of its canonical form.
#[derive(Debug, Clone)]
pub(crate) struct Print {
    hash: [u8; 32],
    references: Vec<u32>,
}

impl Print {
    /// The fingerprint of `object`, with the digest of its [`content`] if it is the dictionary of a stream.
    pub(crate) fn of(object: &Object, content: Option<&[u8; 32]>) -> Self {
        let mut form = Vec::with_capacity(128);
        let mut references = Vec::new();
        canonical(&mut form, object, &mut references);
        let mut hash = blake3::Hasher::new();
        hash.update(&(form.len() as u64).to_be_bytes());
        hash.update(&form);
        if let Some(content) = content {
            hash.update(content);
        }
        Self {
            hash: hash.finalize().into(),
            references,
        }
    }
}

/// The digest of the raw bytes of a stream.
pub(crate) fn content(bytes: &[u8]) -> [u8; 32] {
    blake3::hash(bytes).into()
}

/// The digest of the page that is object `page`; `pages` tells the page number of each page's object.
pub(crate) fn page(page: u32, prints: &[Option<Print>], pages: &HashMap<u32, u32>) -> [u8; 32] {
    let mut hash = blake3::Hasher::new();
    let mut order: HashMap<u32, u32> = HashMap::from([(page, 0)]);
    let mut open = VecDeque::from([page]);
    while let Some(number) = open.pop_front() {
        let Some(print) = prints.get(number as usize).and_then(Option::as_ref) else {
            hash.update(b"absent");
            continue;
        };
        hash.update(&print.hash);
        for reference in &print.references {
            if let Some(at) = pages.get(reference) {
                hash.update(b"page");
                hash.update(&at.to_be_bytes());
                continue;
            }
            let next = order.len() as u32;
            let met = *order.entry(*reference).or_insert_with(|| {
                open.push_back(*reference);
                next
            });
            hash.update(&met.to_be_bytes());
        }
    }
    hash.finalize().into()
}

/// The guard of a file while the file is being written: told every byte in order, it makes the file's end.
#[derive(Clone, Default)]
pub(crate) struct Guard(Sha256);

impl Guard {
    /// Takes the next bytes of the file.
    pub(crate) fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The end of a file whose cross-reference stream stands at `start`: the guard, that place, and the mark of the
    /// end. Returns it with the SHA-256 of the file as it then is.
    pub(crate) fn close(mut self, start: u64) -> (Vec<u8>, String) {
        self.update(GUARD);
        let tail = format!("\nstartxref\n{start}\n%%EOF\n").into_bytes();
        let mut blank = self.clone();
        blank.update(&[b'0'; DIGITS]);
        blank.update(&tail);
        let digits = hex(&blank.0.finalize());
        self.update(digits.as_bytes());
        self.update(&tail);
        let end = [GUARD, digits.as_bytes(), &tail].concat();
        (end, hex(&self.0.finalize()))
    }
}

/// Whether the guard of `bytes` holds; none when there is no guard where ours would stand.
pub(crate) fn guard_holds(bytes: &[u8]) -> Option<bool> {
    let tail = bytes.len().saturating_sub(TAIL);
    let slot = tail + memchr::memmem::rfind(&bytes[tail..], GUARD)? + GUARD.len();
    let digits = bytes.get(slot..slot + DIGITS)?;
    let mut hash = Sha256::new();
    hash.update(&bytes[..slot]);
    hash.update([b'0'; DIGITS]);
    hash.update(&bytes[slot + DIGITS..]);
    Some(hex(&hash.finalize()).as_bytes() == digits)
}

/// Bytes as lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn canonical(out: &mut Vec<u8>, object: &Object, references: &mut Vec<u32>) {
    match object {
        Object::Reference((number, _)) => {
            references.push(*number);
            out.push(b'R');
        }
        Object::String(bytes, _) => {
            out.push(b'S');
            sized(out, bytes);
        }
        Object::Array(items) => {
            out.push(b'A');
            out.extend_from_slice(&(items.len() as u64).to_be_bytes());
            for item in items {
                canonical(out, item, references);
            }
        }
        Object::Dictionary(dict) => canonical_dictionary(out, dict, references),
        Object::Stream(stream) => canonical_dictionary(out, &stream.dict, references),
        // Numbers, names and constants have one way of being written here.
        other => {
            let mut text = Vec::new();
            crate::write::object(&mut text, other);
            out.push(b'V');
            sized(out, &text);
        }
    }
}

fn canonical_dictionary(out: &mut Vec<u8>, dict: &Dictionary, references: &mut Vec<u32>) {
    let page = dict.has_type(b"Page");
    let mut entries: Vec<(&Vec<u8>, &Object)> = dict
        .iter()
        .filter(|(key, _)| !(page && key.as_slice() == b"Parent"))
        .collect();
    entries.sort_by_key(|(key, _)| *key);
    out.push(b'D');
    out.extend_from_slice(&(entries.len() as u64).to_be_bytes());
    for (key, value) in entries {
        sized(out, key);
        canonical(out, value, references);
    }
}

fn sized(out: &mut Vec<u8>, bytes: &[u8]) {
    out.extend_from_slice(&(bytes.len() as u64).to_be_bytes());
    out.extend_from_slice(bytes);
}
