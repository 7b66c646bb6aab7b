//! The way of a file's bytes to where they are kept: written and hashed on a thread of their own, never all held.

use std::io::{self, Write};
use std::ops::Range;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use crate::digest::Guard;

/// Small writes are gathered up to this many bytes.
const GATHERED: usize = 128 << 10;
/// Bytes shorter than this are copied: handing over a share of a file costs more.
const SHARED: usize = 16 << 10;
/// Pieces under way between the two threads; with [`GATHERED`] and the sources shared it bounds the memory in use.
const UNDER_WAY: usize = 8;

/// Bytes on their way out.
enum Piece {
    Own(Vec<u8>),
    Shared(Arc<Vec<u8>>, Range<usize>),
    /// The file ends here: its cross-reference stream stands at this offset.
    End(u64),
}

/// Takes the bytes of a file in order: keeps them, or hands them on to another thread. A far end that failed takes
/// them and drops them; what failed is told by [`through`].
pub(crate) struct Sink {
    /// None when the file is kept in memory.
    far: Option<SyncSender<Piece>>,
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
        self.send(Piece::Shared(file, range));
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
        self.send(Piece::End(start));
        Vec::new()
    }

    fn hand_on(&mut self) {
        if !self.gathered.is_empty() {
            let piece = std::mem::replace(&mut self.gathered, Vec::with_capacity(GATHERED + SHARED));
            self.send(Piece::Own(piece));
        }
    }

    fn send(&self, piece: Piece) {
        if let Some(far) = &self.far {
            // The far end stops hearing only when writing failed, and then says so itself.
            let _ = far.send(piece);
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
    std::thread::scope(|scope| {
        let writing = scope.spawn(move || write(out, &far));
        let sink = Sink {
            far: Some(near),
            gathered: Vec::with_capacity(GATHERED + SHARED),
            length: 0,
        };
        let made = make(sink);
        let closed = writing
            .join()
            .unwrap_or_else(|_| Err(io::Error::other("the thread that writes ended")));
        Ok((made?, closed?))
    })
}

fn write(out: &mut (dyn Write + Send), far: &Receiver<Piece>) -> io::Result<Closed> {
    let mut guard = Guard::default();
    let mut length = 0;
    for piece in far {
        let bytes = match &piece {
            Piece::Own(bytes) => bytes.as_slice(),
            Piece::Shared(file, range) => file.get(range.clone()).unwrap_or_default(),
            Piece::End(start) => {
                let (end, sha256) = guard.close(*start);
                out.write_all(&end)?;
                out.flush()?;
                length += end.len() as u64;
                return Ok(Closed { length, sha256 });
            }
        };
        guard.update(bytes);
        out.write_all(bytes)?;
        length += bytes.len() as u64;
    }
    Err(io::Error::new(
        io::ErrorKind::UnexpectedEof,
        "the file was not ended",
    ))
}
