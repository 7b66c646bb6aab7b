//! A file as it comes together where it is kept: written, hashed on a thread of its own, and ended with its guard.

use std::io::Write;
use std::ops::Range;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use super::Outlet;
use crate::digest::Guard;
use crate::join::JoinError;
use crate::source::{Elsewhere, FileGone, Files};

/// Pieces that are written and not yet hashed.
const UNDER_WAY: usize = 8;

/// A file that was written to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finished {
    /// Its size in bytes.
    pub length: u64,
    /// Its SHA-256, sixty-four lower-case hexadecimal digits.
    pub sha256: String,
}

/// A range of bytes, held by whoever still needs them; or the end, with the place of the cross-reference stream.
enum Hashed {
    Bytes(Arc<Vec<u8>>, Range<usize>),
    End(u64),
}

/// Lets `make` hand a file to an [`Outlet`] that writes it to `out` and takes what is elsewhere from `files`, fetching
/// the next file while one is written.
///
/// # Errors
/// What `make` failed with; [`JoinError::Write`] for a file that was not ended.
pub fn finishing<T, E: From<JoinError>>(
    files: &dyn Files,
    out: &mut (dyn Write + Send),
    make: impl FnOnce(&mut dyn Outlet) -> Result<T, E>,
) -> Result<(T, Finished), E> {
    std::thread::scope(|scope| {
        let (to_hash, pieces) = sync_channel(UNDER_WAY);
        let (say_end, end) = sync_channel(1);
        let hashing = scope.spawn(move || hash(&pieces, &say_end));
        let (ask, asked) = sync_channel(1);
        let (hand, fetched) = sync_channel(0);
        scope.spawn(move || {
            for part in asked {
                if hand.send((part, files.file(part))).is_err() {
                    return;
                }
            }
        });
        let mut whole = Whole {
            out,
            files,
            to_hash,
            end,
            ahead: Ahead {
                ask,
                fetched,
                asked: None,
            },
            file: None,
            length: 0,
            is_ended: false,
        };
        let made = make(&mut whole);
        let (length, is_ended) = (whole.length, whole.is_ended);
        drop(whole);
        let sha256 = hashing.join().ok().flatten();
        let made = made?;
        let sha256 = sha256.filter(|_| is_ended).ok_or_else(unended)?;
        Ok((made, Finished { length, sha256 }))
    })
}

/// The error of a file that stops before its end.
pub(super) fn unended() -> JoinError {
    JoinError::Write("the file was not ended".to_owned())
}

/// Hashes every piece; at the end says how the file ends, and returns the digest of the whole.
fn hash(pieces: &Receiver<Hashed>, say_end: &SyncSender<Vec<u8>>) -> Option<String> {
    let mut guard = Guard::default();
    for piece in pieces {
        match piece {
            Hashed::Bytes(bytes, range) => guard.update(bytes.get(range).unwrap_or_default()),
            Hashed::End(start) => {
                let (end, sha256) = guard.close(start);
                // Nobody hears it when writing failed, and that is then the error.
                let _ = say_end.send(end);
                return Some(sha256);
            }
        }
    }
    None
}

/// What is being written.
struct Whole<'a> {
    out: &'a mut (dyn Write + Send),
    files: &'a dyn Files,
    to_hash: SyncSender<Hashed>,
    end: Receiver<Vec<u8>>,
    ahead: Ahead,
    /// The part whose file was taken from last, and that file.
    file: Option<(usize, Arc<Vec<u8>>)>,
    length: u64,
    is_ended: bool,
}

/// A file, if it could be had.
type Fetched = Result<Arc<Vec<u8>>, FileGone>;

/// The file that is fetched while the one before it is written.
struct Ahead {
    ask: SyncSender<usize>,
    fetched: Receiver<(usize, Fetched)>,
    asked: Option<usize>,
}

impl Outlet for Whole<'_> {
    fn bytes(&mut self, bytes: Arc<Vec<u8>>, range: Range<usize>) -> Result<(), JoinError> {
        // Nothing may stand behind the guard, which would not tell of it.
        if self.is_ended {
            return Err(unended());
        }
        // Whoever hashes ends early only by a fault of the program, which the missing digest tells.
        let _ = self.to_hash.send(Hashed::Bytes(bytes.clone(), range.clone()));
        self.write(bytes.get(range).unwrap_or_default())
    }

    fn elsewhere(&mut self, place: Elsewhere) -> Result<(), JoinError> {
        let part = place.part;
        let file = self.file(part).map_err(|FileGone| JoinError::FileGone { part })?;
        place.of(&file).map_err(|FileGone| JoinError::FileGone { part })?;
        self.bytes(file, place.range)
    }

    fn end(&mut self, start: u64) -> Result<(), JoinError> {
        if self.is_ended {
            return Err(unended());
        }
        let _ = self.to_hash.send(Hashed::End(start));
        let end = self.end.recv().map_err(|_| unended())?;
        self.write(&end)?;
        self.out.flush()?;
        self.is_ended = true;
        Ok(())
    }
}

impl Whole<'_> {
    fn write(&mut self, bytes: &[u8]) -> Result<(), JoinError> {
        self.out.write_all(bytes)?;
        self.length += bytes.len() as u64;
        Ok(())
    }

    /// The file of `part`; the parts come in their order, so that the next one is fetched meanwhile.
    fn file(&mut self, part: usize) -> Fetched {
        if let Some((at, file)) = &self.file
            && *at == part
        {
            return Ok(file.clone());
        }
        self.file = None;
        let file = match self.ahead.take(part) {
            Some(file) => file?,
            None => self.files.file(part)?,
        };
        self.ahead.ask(part + 1);
        self.file = Some((part, file.clone()));
        Ok(file)
    }
}

impl Ahead {
    fn ask(&mut self, part: usize) {
        self.asked = self.ask.send(part).is_ok().then_some(part);
    }

    /// What was fetched ahead, if it is of `part`.
    fn take(&mut self, part: usize) -> Option<Fetched> {
        self.asked.take()?;
        let (fetched, file) = self.fetched.recv().ok()?;
        (fetched == part).then_some(file)
    }
}
