//! Streams that stay in their file: a source keeps where each stands, and joining asks for the file again.
//!
//! A record of scans is nearly all picture bytes, and none of them is looked at. So many large files can be planned at
//! once, and a stream that only passes through never comes here a second time: whoever writes the bundle takes it from
//! the file and sees by its digest that it is still what was read.

use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use lopdf::{Document, LoadOptions, Object, ObjectId, Stream};
use thiserror::Error;

use super::{Limits, open};
use crate::access::{get, get_dict};
use crate::digest;

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

    /// The same file, if it is here and nowhere else: then its streams are handed on from here.
    fn here(&self, part: usize) -> Option<Arc<Vec<u8>>> {
        let _ = part;
        None
    }
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

/// A stream that is not here: where it stands in the file of a part, and what it was when it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Elsewhere {
    /// The part, counted from 1.
    pub part: usize,
    /// The bytes of its file.
    pub range: Range<usize>,
    /// Their BLAKE3.
    pub hash: [u8; 32],
}

impl Elsewhere {
    /// These bytes of `file`.
    ///
    /// # Errors
    /// [`FileGone`] when they are not what they were.
    pub fn of<'f>(&self, file: &'f [u8]) -> Result<&'f [u8], FileGone> {
        let bytes = file.get(self.range.clone()).ok_or(FileGone)?;
        match digest::content(bytes) == self.hash {
            true => Ok(bytes),
            false => Err(FileGone),
        }
    }
}

/// Bytes of a stream, wherever they are.
pub(crate) enum Bytes<'a> {
    /// Kept with the objects.
    Here(&'a [u8]),
    /// In a file that is here; the range lies within it.
    InFile(Arc<Vec<u8>>, Range<usize>),
    /// In a file that is not here, and the last of them.
    Elsewhere(Elsewhere, u8),
}

/// What a source left in its file.
#[derive(Debug, Clone)]
pub(crate) struct Held {
    length: usize,
    /// By the place where each begins.
    streams: BTreeMap<usize, HeldStream>,
}

#[derive(Debug, Clone)]
struct HeldStream {
    length: usize,
    hash: [u8; 32],
    last: u8,
}

impl Held {
    /// Bytes of all streams that were left in the file.
    pub(crate) fn stream_bytes(&self) -> usize {
        self.streams.values().map(|stream| stream.length).sum()
    }

    /// Whether `file` is as long as the file that was read.
    pub(super) fn may_be(&self, file: &[u8]) -> bool {
        self.length == file.len()
    }
}

/// The streams of one source, with the file that holds the long ones.
pub(crate) enum Contents<'a> {
    /// Everything is with the objects.
    Whole,
    /// The file is here.
    InFile(Arc<Vec<u8>>),
    /// The file is fetched if a stream must be looked into; to be copied, it need not be here.
    Elsewhere {
        held: &'a Held,
        part: usize,
        files: &'a dyn Files,
        file: OnceCell<Result<Arc<Vec<u8>>, FileGone>>,
    },
}

impl<'a> Contents<'a> {
    /// Those of a source that was read whole.
    pub(crate) const WHOLE: Self = Self::Whole;

    /// Those of part `part`, which was skimmed and left `held` in its file.
    pub(super) fn elsewhere(held: &'a Held, part: usize, files: &'a dyn Files) -> Self {
        match files.here(part) {
            Some(file) => Self::InFile(file),
            None => Self::Elsewhere {
                held,
                part,
                files,
                file: OnceCell::new(),
            },
        }
    }

    /// The bytes of `stream` as they are encoded, to be copied.
    pub(crate) fn bytes<'s>(&self, stream: &'s Stream) -> Bytes<'s> {
        match (self, place(stream)) {
            (Self::InFile(file), Some(range)) if range.end <= file.len() => {
                Bytes::InFile(file.clone(), range)
            }
            (Self::Elsewhere { held, part, .. }, Some(range)) => match held.streams.get(&range.start) {
                Some(HeldStream { hash, last, .. }) => {
                    let (part, hash) = (*part, *hash);
                    Bytes::Elsewhere(Elsewhere { part, range, hash }, *last)
                }
                None => Bytes::Here(&stream.content),
            },
            _ => Bytes::Here(&stream.content),
        }
    }

    /// The bytes of `stream` as they are encoded, to be looked into.
    ///
    /// # Errors
    /// [`FileGone`] when its file cannot be had again as it was.
    pub(crate) fn read<'s>(&self, stream: &'s Stream) -> Result<Cow<'s, [u8]>, FileGone> {
        match self.bytes(stream) {
            Bytes::Here(bytes) => Ok(Cow::Borrowed(bytes)),
            Bytes::InFile(file, range) => Ok(Cow::Owned(file.get(range).unwrap_or_default().to_vec())),
            Bytes::Elsewhere(place, _) => {
                let Self::Elsewhere { files, file, .. } = self else {
                    return Err(FileGone);
                };
                let fetched = file.get_or_init(|| files.file(place.part));
                let file = fetched.as_ref().map_err(|gone| *gone)?;
                place.of(file).map(|bytes| Cow::Owned(bytes.to_vec()))
            }
        }
    }

    /// `stream` with its bytes.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub(crate) fn whole<'s>(&self, stream: &'s Stream) -> Result<Cow<'s, Stream>, FileGone> {
        Ok(match self.read(stream)? {
            Cow::Borrowed(_) => Cow::Borrowed(stream),
            Cow::Owned(content) => Cow::Owned(Stream {
                content,
                ..stream.clone()
            }),
        })
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
        length: bytes.len(),
        streams: BTreeMap::new(),
    };
    for mut taken in taken {
        let range = find(&document, bytes, &taken)?;
        taken.stream.start_position = Some(range.start);
        let content = bytes.get(range.clone())?;
        let stream = HeldStream {
            length: content.len(),
            hash: digest::content(content),
            last: *content.last()?,
        };
        held.streams.insert(range.start, stream);
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
