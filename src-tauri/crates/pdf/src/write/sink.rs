//! The way of a file's bytes to where they are kept: written and hashed on threads of their own, never all held.

use std::io::{self, Write};
use std::ops::Range;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use crate::digest::Guard;

/// Small writes are gathered up to this many bytes.
const GATHERED: usize = 128 << 10;
/// Bytes shorter than this are copied: handing over a share of a file costs more.
const SHARED: usize = 16 << 10;
/// Pieces under way between two threads; with [`GATHERED`] and the sources shared it bounds the memory in use.
const UNDER_WAY: usize = 8;

/// Bytes on their way out, held by whoever still needs them.
#[derive(Clone)]
enum Piece {
    Bytes(Arc<Vec<u8>>, Range<usize>),
    /// The file ends here: its cross-reference stream stands at this offset.
    End(u64),
}

/// Takes the bytes of a file in order: keeps them, or hands them on to another thread. A far end that failed takes
/// them and drops them; what failed is told by [`through`].
pub(crate) struct Sink {
    /// The thread that writes and the thread that hashes; none when the file is kept in memory.
    far: Option<[SyncSender<Piece>; 2]>,
    /// What is kept, or not yet handed on.
    gathered: Vec<u8>,
    length: u64,
}

impl Sink {
    /// One that keeps a file of about `capacity` bytes.
    pub(crate) fn memory(capacity: usize) -> Self {
        Self {
            far: None,
            gathered: Vec::with_capacity(capacity),
            length: 0,
        }
    }

    /// How many bytes went in so far.
    pub(crate) fn length(&self) -> u64 {
        self.length
    }

    /// Takes bytes by copying them.
    pub(crate) fn own(&mut self, bytes: &[u8]) {
        self.length += bytes.len() as u64;
        self.gathered.extend_from_slice(bytes);
        if self.far.is_some() && self.gathered.len() >= GATHERED {
            self.hand_on();
        }
    }

    /// Takes a range of a file that is held in memory anyway; a range outside it is nothing.
    pub(crate) fn shared(&mut self, file: Arc<Vec<u8>>, range: Range<usize>) {
        let bytes = file.get(range.clone()).unwrap_or_default();
        if self.far.is_none() || bytes.len() < SHARED {
            self.own(bytes);
            return;
        }
        self.hand_on();
        self.length += range.len() as u64;
        self.send(&Piece::Bytes(file, range));
    }

    /// Ends the file, whose cross-reference stream stands at `start`; returns it if it is kept in memory.
    pub(crate) fn close(mut self, start: u64) -> Vec<u8> {
        if self.far.is_none() {
            let mut guard = Guard::default();
            guard.update(&self.gathered);
            self.gathered.extend_from_slice(&guard.close(start).0);
            return self.gathered;
        }
        self.hand_on();
        self.send(&Piece::End(start));
        Vec::new()
    }

    fn hand_on(&mut self) {
        if !self.gathered.is_empty() {
            let piece = std::mem::replace(&mut self.gathered, Vec::with_capacity(GATHERED + SHARED));
            let all = 0..piece.len();
            self.send(&Piece::Bytes(Arc::new(piece), all));
        }
    }

    fn send(&self, piece: &Piece) {
        for far in self.far.iter().flatten() {
            // A far end stops hearing only when it failed, and then says so itself.
            let _ = far.send(piece.clone());
        }
    }
}

/// A file that was written to its end.
pub(crate) struct Closed {
    /// Its size in bytes.
    pub(crate) length: u64,
    /// Its SHA-256 in hexadecimal.
    pub(crate) sha256: String,
}

/// Lets `make` write a file to `out` through a [`Sink`].
///
/// # Errors
/// What writing failed with, or the error of `make`; an unended file is an error too.
pub(crate) fn through<T, E: From<io::Error>>(
    out: &mut (dyn Write + Send),
    make: impl FnOnce(Sink) -> Result<T, E>,
) -> Result<(T, Closed), E> {
    let (near, far) = sync_channel(UNDER_WAY);
    let (to_hash, hashed) = sync_channel(UNDER_WAY);
    std::thread::scope(|scope| {
        let (say_end, hear_end) = sync_channel(1);
        let hashing = scope.spawn(move || hash(&hashed, &say_end));
        let writing = scope.spawn(move || write(out, &far, &hear_end));
        let made = make(Sink {
            far: Some([near, to_hash]),
            gathered: Vec::with_capacity(GATHERED + SHARED),
            length: 0,
        });
        let (hashed, written) = (hashing.join(), writing.join());
        let made = made?;
        let length = written.unwrap_or_else(|_| Err(unended()))?;
        let sha256 = hashed.unwrap_or(None).ok_or_else(unended)?;
        Ok((made, Closed { length, sha256 }))
    })
}

/// Hashes every piece; at the end says how the file ends, and returns the digest of the whole.
fn hash(pieces: &Receiver<Piece>, say_end: &SyncSender<Vec<u8>>) -> Option<String> {
    let mut guard = Guard::default();
    for piece in pieces {
        match piece {
            Piece::Bytes(file, range) => guard.update(file.get(range).unwrap_or_default()),
            Piece::End(start) => {
                let (end, sha256) = guard.close(start);
                // Nobody hears it when writing failed, and that is then the error.
                let _ = say_end.send(end);
                return Some(sha256);
            }
        }
    }
    None
}

/// Writes every piece, then the end of the file; returns how many bytes it wrote.
fn write(
    out: &mut (dyn Write + Send),
    pieces: &Receiver<Piece>,
    hear_end: &Receiver<Vec<u8>>,
) -> io::Result<u64> {
    let mut length = 0;
    for piece in pieces {
        match piece {
            Piece::Bytes(file, range) => {
                let bytes = file.get(range).unwrap_or_default();
                out.write_all(bytes)?;
                length += bytes.len() as u64;
            }
            Piece::End(_) => {
                let end = hear_end.recv().map_err(|_| unended())?;
                out.write_all(&end)?;
                out.flush()?;
                return Ok(length + end.len() as u64);
            }
        }
    }
    Err(unended())
}

fn unended() -> io::Error {
    io::Error::new(io::ErrorKind::UnexpectedEof, "the file was not ended")
}
