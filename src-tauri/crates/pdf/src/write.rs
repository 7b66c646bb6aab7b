//! Writes PDF objects and files: objects packed into compressed streams, foreign streams passed through untouched.

use std::cell::RefCell;
use std::io::Write as _;

use flate2::{Compress, Compression, FlushCompress, Status};
use lopdf::{Dictionary, Object, StringFormat};

use crate::digest;
use crate::digest::Print;
use crate::source::Bytes;
pub use sink::Outlet;
pub(crate) use sink::{Sink, through};
pub use whole::{Finished, finishing};

mod sink;
mod whole;

/// Streams shorter than this are not worth compressing.
pub(crate) const SHORT: usize = 200;
/// Objects in one object stream.
const PACK: usize = 200;

/// Where an object stands in the file.
#[derive(Clone, Copy)]
enum Entry {
    Free,
    At(u64),
    In { stream: u32, index: u16 },
}

/// A PDF file being written, object by object, each exactly once.
pub(crate) struct Writer {
    out: Sink,
    entries: Vec<Entry>,
    /// The fingerprint of each object, by number, for the digests of pages.
    pub(crate) prints: Vec<Option<Print>>,
    pack: Vec<(u32, usize)>,
    packed: Vec<u8>,
}

impl Writer {
    /// A writer for a file of about `capacity` bytes, kept in memory.
    pub(crate) fn new(capacity: usize) -> Self {
        Self::into(Sink::memory(capacity))
    }

    /// A writer whose bytes go down `out`.
    pub(crate) fn into(mut out: Sink) -> Self {
        // The four high bytes tell mail and transfer programs that this is not text.
        out.own(b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n");
        Self {
            out,
            entries: vec![Entry::Free],
            prints: vec![None],
            pack: Vec::new(),
            packed: Vec::new(),
        }
    }

    /// A number for an object to be written later.
    pub(crate) fn reserve(&mut self) -> u32 {
        self.entries.push(Entry::Free);
        self.prints.push(None);
        (self.entries.len() - 1) as u32
    }

    /// Writes an object that is no stream.
    pub(crate) fn put(&mut self, number: u32, value: &Object) {
        self.prints[number as usize] = Some(Print::of(value, None));
        self.put_apart(number, value);
    }

    /// Writes an object that is no stream and that no page leads to, so that no page's digest tells of it.
    pub(crate) fn put_apart(&mut self, number: u32, value: &Object) {
        self.pack.push((number, self.packed.len()));
        object(&mut self.packed, value);
        self.packed.push(b'\n');
        if self.pack.len() >= PACK {
            self.flush();
        }
    }

    /// Writes an object under a new number.
    pub(crate) fn add(&mut self, value: &Object) -> Object {
        let number = self.reserve();
        self.put(number, value);
        Object::Reference((number, 0))
    }

    /// Writes a stream whose bytes are already encoded as its dictionary says.
    pub(crate) fn put_stream(&mut self, number: u32, dict: &Dictionary, content: &[u8]) {
        let dict = self.print_stream(number, dict, content.len(), &digest::content(content));
        self.begin_stream(number, &dict);
        self.out.own(content);
        self.end_stream(content.last());
    }

    /// As [`Self::put_stream`], for bytes that may stay in the file they come from instead of being copied.
    pub(crate) fn put_source_stream(&mut self, number: u32, dict: &Dictionary, content: Bytes<'_>) {
        match content {
            Bytes::Here(content) => self.put_stream(number, dict, content),
            Bytes::InFile(file, range) => {
                let bytes = file.get(range.clone()).unwrap_or_default();
                let dict = self.print_stream(number, dict, bytes.len(), &digest::content(bytes));
                let last = bytes.last().copied();
                self.begin_stream(number, &dict);
                self.out.shared(file, range);
                self.end_stream(last.as_ref());
            }
            Bytes::Elsewhere(place, last) => {
                let dict = self.print_stream(number, dict, place.range.len(), &place.hash);
                self.begin_stream(number, &dict);
                self.out.elsewhere(place);
                self.end_stream(Some(&last));
            }
        }
    }

    /// Writes a stream of our own, compressed where that makes it smaller.
    pub(crate) fn add_stream(&mut self, mut dict: Dictionary, content: &[u8]) -> Object {
        let number = self.reserve();
        let compressed = (content.len() >= SHORT).then(|| deflate(content));
        match compressed.filter(|compressed| compressed.len() + 24 < content.len()) {
            Some(compressed) => {
                dict.set("Filter", Object::Name(b"FlateDecode".to_vec()));
                self.put_stream(number, &dict, &compressed);
            }
            None => self.put_stream(number, &dict, content),
        }
        Object::Reference((number, 0))
    }

    /// Ends the file with its cross-reference stream, whose dictionary starts from `trailer`, then the guard; returns the file if
    /// it is kept in memory.
    pub(crate) fn finish(mut self, mut trailer: Dictionary) -> Vec<u8> {
        self.flush();
        let number = self.reserve();
        let start = self.out.length();
        self.entries[number as usize] = Entry::At(start);
        let mut table = Vec::with_capacity(self.entries.len() * 8);
        for entry in &self.entries {
            let (kind, first, second) = match *entry {
                Entry::Free => (0_u8, 0_u64, 0_u16),
                Entry::At(offset) => (1, offset, 0),
                Entry::In { stream, index } => (2, u64::from(stream), index),
            };
            table.push(kind);
            table.extend_from_slice(&first.to_be_bytes()[3..]);
            table.extend_from_slice(&second.to_be_bytes());
        }
        let table = deflate(&table);
        trailer.set("Type", Object::Name(b"XRef".to_vec()));
        trailer.set("Size", self.entries.len() as i64);
        trailer.set("W", Object::Array(vec![1.into(), 5.into(), 2.into()]));
        trailer.set("Filter", Object::Name(b"FlateDecode".to_vec()));
        trailer.set("Length", table.len() as i64);
        self.raw_stream(number, &Object::Dictionary(trailer), &table);
        self.out.close(start)
    }

    fn print_stream(&mut self, number: u32, dict: &Dictionary, length: usize, hash: &[u8; 32]) -> Object {
        let mut dict = dict.clone();
        dict.set("Length", length as i64);
        let dict = Object::Dictionary(dict);
        self.prints[number as usize] = Some(Print::of(&dict, Some(hash)));
        dict
    }

    fn raw_stream(&mut self, number: u32, dict: &Object, content: &[u8]) {
        self.begin_stream(number, dict);
        self.out.own(content);
        self.end_stream(content.last());
    }

    fn begin_stream(&mut self, number: u32, dict: &Object) {
        self.entries[number as usize] = Entry::At(self.out.length());
        let mut head = format!("{number} 0 obj\n").into_bytes();
        object(&mut head, dict);
        head.extend_from_slice(b"\nstream\n");
        self.out.own(&head);
    }

    /// Ends a stream whose last byte is `last`: after a carriage return, a line feed alone would be taken for the second
    /// half of one line end, and the stream for one byte shorter than it is.
    fn end_stream(&mut self, last: Option<&u8>) {
        if last == Some(&b'\r') {
            self.out.own(b"\r");
        }
        self.out.own(b"\nendstream\nendobj\n");
    }

    fn flush(&mut self) {
        if self.pack.is_empty() {
            return;
        }
        let number = self.reserve();
        let mut content = Vec::new();
        for (index, (object, offset)) in self.pack.iter().enumerate() {
            let _ = write!(content, "{object} {offset} ");
            self.entries[*object as usize] = Entry::In {
                stream: number,
                index: index as u16,
            };
        }
        let mut dict = Dictionary::new();
        dict.set("Type", Object::Name(b"ObjStm".to_vec()));
        dict.set("N", self.pack.len() as i64);
        dict.set("First", content.len() as i64);
        dict.set("Filter", Object::Name(b"FlateDecode".to_vec()));
        content.append(&mut self.packed);
        let content = deflate(&content);
        dict.set("Length", content.len() as i64);
        self.raw_stream(number, &Object::Dictionary(dict), &content);
        self.pack.clear();
    }
}

thread_local! {
    /// What compresses on this thread: many streams are short, and making it takes longer than they do.
    static COMPRESS: RefCell<Compress> = RefCell::new(Compress::new(Compression::new(6), true));
}

/// `content` compressed for FlateDecode.
pub(crate) fn deflate(content: &[u8]) -> Vec<u8> {
    COMPRESS.with_borrow_mut(|compress| {
        compress.reset();
        let mut out = Vec::with_capacity(content.len() / 2 + 64);
        let mut rest = content;
        // Writing to memory cannot fail; it ends when all that went in has come out.
        loop {
            let before = compress.total_in();
            let status = compress.compress_vec(rest, &mut out, FlushCompress::Finish);
            let taken = usize::try_from(compress.total_in() - before).unwrap_or(rest.len());
            rest = &rest[taken.min(rest.len())..];
            match status {
                Ok(Status::StreamEnd) | Err(_) => return out,
                Ok(_) => out.reserve(out.len().max(rest.len() / 2) + 64),
            }
        }
    })
}

/// Writes `value` as PDF text; a stream only by its dictionary.
pub(crate) fn object(out: &mut Vec<u8>, value: &Object) {
    match value {
        Object::Null => out.extend_from_slice(b"null"),
        Object::Boolean(true) => out.extend_from_slice(b"true"),
        Object::Boolean(false) => out.extend_from_slice(b"false"),
        Object::Integer(number) => {
            let _ = write!(out, "{number}");
        }
        Object::Real(number) => real(out, *number),
        Object::Name(bytes) => name(out, bytes),
        Object::String(bytes, format) => string(out, bytes, format),
        Object::Reference((number, generation)) => {
            let _ = write!(out, "{number} {generation} R");
        }
        Object::Array(items) => {
            out.push(b'[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    out.push(b' ');
                }
                object(out, item);
            }
            out.push(b']');
        }
        Object::Dictionary(dict) => dictionary(out, dict),
        Object::Stream(stream) => dictionary(out, &stream.dict),
    }
}

fn dictionary(out: &mut Vec<u8>, dict: &Dictionary) {
    out.extend_from_slice(b"<<");
    for (key, value) in dict {
        name(out, key);
        out.push(b' ');
        object(out, value);
    }
    out.extend_from_slice(b">>");
}

/// A number in the plain notation that PDF wants: Rust never prints an exponent for `{}`.
fn real(out: &mut Vec<u8>, number: f32) {
    const LARGEST: f32 = 2e9;
    if number.is_finite() && number != 0.0 {
        let _ = write!(out, "{}", number.clamp(-LARGEST, LARGEST));
    } else {
        out.push(b'0');
    }
}

fn name(out: &mut Vec<u8>, bytes: &[u8]) {
    out.push(b'/');
    for &byte in bytes {
        if byte.is_ascii_alphanumeric() || b"-_.+:@!$&'*,;=?^`|~\"".contains(&byte) {
            out.push(byte);
        } else {
            let _ = write!(out, "#{byte:02X}");
        }
    }
}

fn string(out: &mut Vec<u8>, bytes: &[u8], format: &StringFormat) {
    if matches!(format, StringFormat::Hexadecimal) {
        out.push(b'<');
        for byte in bytes {
            let _ = write!(out, "{byte:02X}");
        }
        out.push(b'>');
        return;
    }
    out.push(b'(');
    for &byte in bytes {
        match byte {
            b'(' | b')' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
            b'\r' => out.extend_from_slice(b"\\r"),
            b'\n' => out.extend_from_slice(b"\\n"),
            _ => out.push(byte),
        }
    }
    out.push(b')');
}
