//! The way of a file's bytes out of the thread that makes them: gathered, and handed on before the file is whole.

use std::ops::Range;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use super::whole::unended;
use crate::digest::Guard;
use crate::join::JoinError;
use crate::source::Elsewhere;

/// Small writes are gathered up to this many bytes.
const GATHERED: usize = 128 << 10;
/// Bytes shorter than this are copied: handing over a share of a file costs more.
const SHARED: usize = 16 << 10;
/// Pieces under way between two threads; with [`GATHERED`] and the sources shared it bounds the memory in use.
const UNDER_WAY: usize = 8;

/// Takes the bytes of a file in order. After a failure it is asked nothing more.
pub trait Outlet: Send {
    /// Takes a range of bytes that are here; a range outside them is nothing.
    ///
    /// # Errors
    /// Why they cannot be taken.
    fn bytes(&mut self, bytes: Arc<Vec<u8>>, range: Range<usize>) -> Result<(), JoinError>;

    /// Takes bytes that are in the file of a part.
    ///
    /// # Errors
    /// [`JoinError::FileGone`] when that file is no longer what it was, or why they cannot be taken.
    fn elsewhere(&mut self, place: Elsewhere) -> Result<(), JoinError>;

    /// Ends the file, whose cross-reference stream stands at `start`: what comes after that is the outlet's to write.
    ///
    /// # Errors
    /// Why it cannot be ended.
    fn end(&mut self, start: u64) -> Result<(), JoinError>;
}

/// What is on its way to an [`Outlet`].
enum Piece {
    Bytes(Arc<Vec<u8>>, Range<usize>),
    Elsewhere(Elsewhere),
    End(u64),
}

/// Takes the bytes of a file in order: keeps them, or hands them on to another thread. A far end that failed takes
/// them and drops them; what failed is told by [`through`].
pub(crate) struct Sink {
    /// The thread that has the outlet; none when the file is kept in memory.
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
        self.send(Piece::Bytes(file, range));
    }

    /// Takes bytes that are in the file of a part. No file that is kept in memory has any.
    pub(crate) fn elsewhere(&mut self, place: Elsewhere) {
        self.hand_on();
        self.length += place.range.len() as u64;
        self.send(Piece::Elsewhere(place));
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
        if self.far.is_some() && !self.gathered.is_empty() {
            let piece = std::mem::replace(&mut self.gathered, Vec::with_capacity(GATHERED + SHARED));
            let all = 0..piece.len();
            self.send(Piece::Bytes(Arc::new(piece), all));
        }
    }

    fn send(&self, piece: Piece) {
        if let Some(far) = &self.far {
            // The far end stops hearing only when it failed, and then says so itself.
            let _ = far.send(piece);
        }
    }
}

/// Lets `make` write a file to `outlet` through a [`Sink`].
///
/// # Errors
/// What the outlet failed with, or the error of `make`; an unended file is an error too.
pub(crate) fn through<T>(
    outlet: &mut dyn Outlet,
    make: impl FnOnce(Sink) -> Result<T, JoinError>,
) -> Result<T, JoinError> {
    let (near, far) = sync_channel(UNDER_WAY);
    std::thread::scope(|scope| {
        let handing = scope.spawn(move || hand_over(&far, outlet));
        let made = make(Sink {
            far: Some(near),
            gathered: Vec::with_capacity(GATHERED + SHARED),
            length: 0,
        });
        let handed = handing.join();
        let made = made?;
        handed.unwrap_or_else(|_| Err(unended()))?;
        Ok(made)
    })
}

/// Hands everything over to the outlet, up to the end of the file.
fn hand_over(pieces: &Receiver<Piece>, outlet: &mut dyn Outlet) -> Result<(), JoinError> {
    for piece in pieces {
        match piece {
            Piece::Bytes(bytes, range) => outlet.bytes(bytes, range)?,
            Piece::Elsewhere(place) => outlet.elsewhere(place)?,
            Piece::End(start) => return outlet.end(start),
        }
    }
    Err(unended())
}
