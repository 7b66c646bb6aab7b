//! Streams that stay in their file: a source keeps where each stands, and joining asks for the file again.
//!
//! A record of scans is nearly all picture bytes, and none of them is looked at before the moment it is copied. So
//! many large files can be planned at once and be in memory one at a time.

use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::Range;
use std::sync::{Arc, Weak};

use flate2::Crc;
use lopdf::{Document, LoadOptions, Object, ObjectId, Stream};
use thiserror::Error;

use super::{Limits, open};
use crate::access::{get, get_dict};

/// Streams shorter than this are kept with the objects.
const SHORT: usize = 4 << 10;
/// Bytes kept of either end of a stream.
const ENDS: usize = 64;
/// How far behind the start of its object a stream's bytes may begin.
const HEAD: usize = 64 << 10;

/// Gives out the files that sources were skimmed from, once more; it is asked from another thread.
pub trait Files: Sync {
    /// The file of part `part`, counted from 1, byte for byte as it was when its source was skimmed.
    ///
    /// # Errors
    /// [`FileGone`] when it cannot be had any more.
    fn file(&self, part: usize) -> Result<Arc<Vec<u8>>, FileGone>;
}

/// A file that cannot be had a second time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the file cannot be read again")]
pub struct FileGone;

/// No files: for sources that were read whole.
#[derive(Debug, Clone, Copy)]
pub struct NoFiles;

impl Files for NoFiles {
    fn file(&self, _part: usize) -> Result<Arc<Vec<u8>>, FileGone> {
        Err(FileGone)
    }
}

/// Bytes of a stream, wherever they are.
pub(crate) enum Bytes<'a> {
    /// Kept with the objects.
    Here(&'a [u8]),
    /// In the file; the range lies within it.
    InFile(Arc<Vec<u8>>, Range<usize>),
}

impl Bytes<'_> {
    pub(crate) fn as_slice(&self) -> &[u8] {
        match self {
            Self::Here(bytes) => bytes,
            Self::InFile(file, range) => file.get(range.clone()).unwrap_or_default(),
        }
    }
}

/// What a source left in its file.
#[derive(Debug, Clone)]
pub(crate) struct Held {
    /// The bytes it was skimmed from: if they are still in memory, nothing needs to be compared.
    file: Weak<Vec<u8>>,
    length: usize,
    streams: Vec<HeldStream>,
}

#[derive(Debug, Clone)]
struct HeldStream {
    range: Range<usize>,
    crc: u32,
}

impl Held {
    /// Bytes of all streams that were left in the file.
    pub(crate) fn stream_bytes(&self) -> usize {
        self.streams.iter().map(|stream| stream.range.len()).sum()
    }

    /// Whether `file` still has, where they stood, the streams that were left in it.
    pub(crate) fn is_in(&self, file: &Arc<Vec<u8>>) -> bool {
        if std::ptr::eq(self.file.as_ptr(), Arc::as_ptr(file)) {
            return true;
        }
        file.len() == self.length
            && self.streams.iter().all(|stream| {
                file.get(stream.range.clone())
                    .is_some_and(|bytes| crc(bytes) == stream.crc)
            })
    }
}

/// The streams of one source, with the file that holds the long ones.
pub(crate) struct Contents(Option<Arc<Vec<u8>>>);

impl Contents {
    /// Those of a source that was read whole.
    pub(crate) const WHOLE: Self = Self(None);

    /// Those of a source that was skimmed from `file`.
    pub(super) fn in_file(file: Arc<Vec<u8>>) -> Self {
        Self(Some(file))
    }

    /// The bytes of `stream` as they are encoded.
    pub(crate) fn bytes<'a>(&self, stream: &'a Stream) -> Bytes<'a> {
        match (&self.0, place(stream)) {
            (Some(file), Some(range)) => Bytes::InFile(file.clone(), range),
            _ => Bytes::Here(&stream.content),
        }
    }

    /// `stream` with its bytes.
    pub(crate) fn whole<'a>(&self, stream: &'a Stream) -> Cow<'a, Stream> {
        match self.bytes(stream) {
            Bytes::Here(_) => Cow::Borrowed(stream),
            held => {
                let mut whole = stream.clone();
                whole.content = held.as_slice().to_vec();
                Cow::Owned(whole)
            }
        }
    }
}

/// Where a held stream stands in its file: it is marked by a position and by having no bytes of its own.
fn place(stream: &Stream) -> Option<Range<usize>> {
    let start = stream.start_position.filter(|_| stream.content.is_empty())?;
    let length = usize::try_from(stream.dict.get(b"Length").ok()?.as_i64().ok()?).ok()?;
    (length >= SHORT).then(|| start..start + length)
}

thread_local! {
    /// Long streams taken out of the document being read on this thread.
    static TAKEN: RefCell<Vec<Taken>> = const { RefCell::new(Vec::new()) };
}

/// A stream without its bytes, and enough of them to find them again.
struct Taken {
    id: ObjectId,
    stream: Stream,
    length: usize,
    first: [u8; ENDS],
    last: [u8; ENDS],
}

/// Opens `bytes` with its long streams left in place; none when anything about the file is out of the ordinary, so
/// that it must be read whole.
pub(super) fn skim(bytes: &Arc<Vec<u8>>, limits: &Limits) -> Option<(Document, Held)> {
    if bytes.len() as u64 > limits.bytes || !bytes.starts_with(b"%PDF-") {
        return None;
    }
    let options = LoadOptions {
        max_decompressed_size: Some(open::stream_limit(bytes, limits)),
        filter: Some(take_long),
        ..LoadOptions::default()
    };
    TAKEN.take();
    let document = Document::load_mem_with_options(bytes, options);
    let taken = TAKEN.take();
    let mut document = document.ok()?;
    if document.xref_recovery.is_some() || document.trailer.has(b"Encrypt") {
        return None;
    }
    for object in document.objects.values_mut() {
        if let Object::Stream(stream) = object {
            stream.start_position = None;
        }
    }
    let mut held = Held {
        file: Arc::downgrade(bytes),
        length: bytes.len(),
        streams: Vec::with_capacity(taken.len()),
    };
    for mut taken in taken {
        let range = find(&document, bytes, &taken)?;
        taken.stream.start_position = Some(range.start);
        let crc = crc(bytes.get(range.clone())?);
        held.streams.push(HeldStream { range, crc });
        if document
            .objects
            .insert(taken.id, Object::Stream(taken.stream))
            .is_some()
        {
            return None;
        }
    }
    let whole = document.objects.len() as u64 <= u64::from(limits.objects)
        && has_page_tree(&document)
        && open::damaged_objects(&document).is_empty();
    whole.then_some((document, held))
}

/// Whether the catalogue leads to a list of pages. Where it does not, the reader scans the file for its objects, but
/// only when nothing is taken out on the way: so the file must be read whole.
fn has_page_tree(document: &Document) -> bool {
    let tree = document
        .catalog()
        .ok()
        .and_then(|catalogue| get_dict(document, catalogue, b"Pages"));
    tree.is_some_and(|tree| matches!(get(document, tree, b"Kids"), Object::Array(_)))
}

/// Takes a long stream out of the document as it is read, so that its bytes are held no longer than that.
fn take_long(id: ObjectId, object: &mut Object) -> Option<(ObjectId, Object)> {
    match object {
        Object::Stream(stream) if stream.content.len() >= SHORT && !is_table(stream) => {
            let content = std::mem::take(&mut stream.content);
            let (Some(first), Some(last)) = (content.first_chunk(), content.last_chunk()) else {
                return None;
            };
            let mut hollow = Stream::new(std::mem::take(&mut stream.dict), Vec::new());
            hollow.dict.set("Length", content.len() as i64);
            let taken = Taken {
                id,
                stream: hollow,
                length: content.len(),
                first: *first,
                last: *last,
            };
            TAKEN.with_borrow_mut(|all| all.push(taken));
            None
        }
        // The reader keeps an object of the file itself as it is left here, and one out of a stream as it is returned.
        other => Some((id, other.clone())),
    }
}

fn is_table(stream: &Stream) -> bool {
    stream.dict.has_type(b"ObjStm") || stream.dict.has_type(b"XRef")
}

/// Where the bytes of a stream stand: after the word and its line end, as long as they are, with both their ends, and
/// before the word that ends them.
fn find(document: &Document, bytes: &[u8], taken: &Taken) -> Option<Range<usize>> {
    const WORD: &[u8] = b"stream";
    const END: &[u8] = b"endstream";
    let offset = match document.reference_table.entries.get(&taken.id.0)? {
        lopdf::xref::XrefEntry::Normal { offset, .. } => *offset as usize,
        _ => return None,
    };
    let head = bytes.get(offset..bytes.len().min(offset.saturating_add(HEAD)))?;
    memchr::memmem::find_iter(head, WORD).find_map(|at| {
        let mut start = offset + at + WORD.len();
        start += usize::from(bytes.get(start) == Some(&b'\r'));
        start += usize::from(bytes.get(start) == Some(&b'\n'));
        let range = start..start.checked_add(taken.length)?;
        let content = bytes.get(range.clone())?;
        let after = bytes.get(range.end..)?.trim_ascii_start();
        let found =
            content.starts_with(&taken.first) && content.ends_with(&taken.last) && after.starts_with(END);
        found.then_some(range)
    })
}

fn crc(bytes: &[u8]) -> u32 {
    let mut crc = Crc::new();
    crc.update(bytes);
    crc.sum()
}
