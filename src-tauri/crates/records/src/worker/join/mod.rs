//! Reading and joining the records of a bundle in a process of its own, from the first record to the last byte.
//!
//! The parent hands over one file after the other, once. The bundle comes back piece by piece; of a stream that passes
//! through untouched only its place comes, with its digest, and the parent takes it from the file itself. Only where such
//! a stream must be looked into is its file asked for once more. The parent hashes and ends the bundle. Nothing is
//! written anywhere on the way, and no file is opened by the child.

mod child;
mod wire;

use std::collections::VecDeque;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use pdf::join::{Outlet, Written, finishing};
use pdf::source::{FileGone, Files};

use super::conversation::{Conversation, Frame, Silent};
use super::{TIME_LIMIT, limits};
use crate::join::{Answer, Asked, Binding, File, PULSE, Room, Unjoined, Unread};
use crate::refused::Refused;

pub(super) use child::work;

/// Bytes for which a worker is given a second more than the usual.
const BYTES_A_SECOND: u64 = 4 << 20;
/// How much larger than its sources a bundle may be: its own papers, strips and tables.
const GROWTH: u64 = 256 << 20;

/// What the parent says.
const READ: u8 = b'R';
const JOIN: u8 = b'J';
const FILE: u8 = b'F';
const NO_FILE: u8 = b'N';

/// What the child says.
const OPENED: u8 = b'O';
const BEGUN: u8 = b'B';
const WANTED: u8 = b'W';
const PIECE: u8 = b'P';
/// A piece that stands in the file of a record: it need not come back.
const PLACE: u8 = b'L';
/// The end of the file, but for what the parent ends it with.
const END: u8 = b'E';
const JOINED: u8 = b'D';

/// What all of joining is about; records have their numbers, from 1.
const WHOLE: u64 = 0;

/// The records that a worker was given and has not answered for.
struct Unanswered {
    /// In the order in which it takes them.
    numbers: VecDeque<usize>,
    /// Since when it has been at the first of them.
    since: Instant,
    /// It ended over one of them.
    is_over: bool,
}

/// A worker that reads the records of one bundle, and joins them.
pub(crate) struct Joining {
    talk: Conversation,
    room: Room,
    /// How long nothing may be heard of it.
    patience: Duration,
    unanswered: Mutex<Unanswered>,
    is_too_slow: AtomicBool,
}

impl Joining {
    pub(crate) fn start(exe: &Path, room: Room, patience: Option<Duration>) -> Result<Self, Refused> {
        let talk = Conversation::start(exe, super::ASKED_TO_JOIN, wire::opening(room))
            .map_err(|_| Refused::worker_failed())?;
        let scaled = TIME_LIMIT + Duration::from_secs(room.largest / BYTES_A_SECOND);
        Ok(Self {
            talk,
            room,
            patience: patience.unwrap_or(scaled),
            unanswered: Mutex::new(Unanswered {
                numbers: VecDeque::new(),
                since: Instant::now(),
                is_over: false,
            }),
            is_too_slow: AtomicBool::new(false),
        })
    }

    /// Gives the child a record to read.
    pub(crate) fn give(&self, number: usize, asked: &Asked, bytes: Arc<Vec<u8>>) {
        // Given and noted down in one, so that the order is the same on both sides.
        let mut unanswered = self.unanswered();
        if unanswered.numbers.is_empty() {
            unanswered.since = Instant::now();
        }
        unanswered.numbers.push_back(number);
        self.talk.say(READ, number as u64, wire::asked(asked), bytes);
    }

    /// What came of the record that was given first, if it comes within `patience`.
    pub(crate) fn answer(&self, patience: Duration) -> Option<Answer> {
        let (number, since) = {
            let unanswered = self.unanswered();
            (*unanswered.numbers.front()?, unanswered.since)
        };
        let heard = match self.talk.hear(number as u64, patience) {
            Err(Silent::Later) if since.elapsed() <= self.patience => return None,
            Err(Silent::Later) => {
                self.is_too_slow.store(true, Ordering::Relaxed);
                None
            }
            Err(Silent::Gone) => None,
            Ok(frame) => Some(frame),
        };
        let read = heard.filter(|frame| frame.kind == OPENED);
        let read = read.and_then(|frame| wire::read_opened(&frame.head));
        let mut unanswered = self.unanswered();
        unanswered.numbers.pop_front();
        // The child takes one record after the other: the clock of each starts when the one before it is done.
        unanswered.since = Instant::now();
        let answer = match read {
            Some(read) => read.map_err(Unread::Refused),
            // The record that it was at is the one to name; those behind it were never looked at.
            None if !unanswered.is_over => {
                unanswered.is_over = true;
                Err(Unread::Refused(self.silent()))
            }
            None => Err(Unread::Interrupted),
        };
        Some((number, answer))
    }

    /// Ends the child.
    pub(crate) fn stop(&self) {
        let _ = self.talk.end();
    }

    pub(crate) fn join(
        self,
        binding: Binding,
        file: File<'_>,
        out: &mut (dyn Write + Send),
        told: &mut dyn FnMut(usize) -> ControlFlow<()>,
    ) -> Result<Written, Unjoined> {
        let strips = wire::strips(&binding).map_err(|fault| Unjoined::Fault(fault.to_string()))?;
        let question = wire::binding(binding).map_err(|fault| Unjoined::Fault(fault.to_string()))?;
        self.talk.say(JOIN, WHOLE, question, strips.clone());
        let lent = Lent(file);
        let (joined, finished) = finishing(&lent, out, |outlet| self.hear_all(file, outlet, told))?;
        let joined = joined.finished(finished);
        Ok(Written {
            expected: joined.expected.with_strips(Some(strips)),
            ..joined
        })
    }

    /// Hears the bundle from its first piece to its end and hands it to `outlet`.
    fn hear_all(
        &self,
        file: File<'_>,
        outlet: &mut dyn Outlet,
        told: &mut dyn FnMut(usize) -> ControlFlow<()>,
    ) -> Result<Written, Unjoined> {
        let most = self.room.total.saturating_mul(2).saturating_add(GROWTH);
        let (mut at, mut length) = (0, 0);
        let (mut heard_at, mut told_at) = (Instant::now(), Instant::now());
        loop {
            match self.talk.hear(WHOLE, PULSE) {
                Ok(Frame { kind, head, body, .. }) => {
                    match (kind, wire::read_number(&head)) {
                        (BEGUN, Some(record)) => at = record,
                        (WANTED, Some(record)) => self.lend(file(record)),
                        (PIECE, _) => {
                            length += body.len() as u64;
                            let all = 0..body.len();
                            outlet.bytes(Arc::new(body), all)?;
                        }
                        (PLACE, _) => {
                            let place = wire::read_place(&head).ok_or_else(|| self.failed(at))?;
                            length += place.range.len() as u64;
                            outlet.elsewhere(place)?;
                        }
                        (END, Some(start)) => outlet.end(start as u64)?,
                        (JOINED, _) => return wire::read_joined(&head).ok_or_else(|| self.failed(at))?,
                        _ => return Err(self.failed(at)),
                    }
                    if length > most {
                        return Err(self.failed(at));
                    }
                    // How long we took over it is not the child's time.
                    heard_at = Instant::now();
                    if matches!(kind, PIECE | PLACE) && told_at.elapsed() < PULSE {
                        continue;
                    }
                }
                Err(Silent::Later) if heard_at.elapsed() > self.patience => {
                    self.is_too_slow.store(true, Ordering::Relaxed);
                    return Err(self.failed(at));
                }
                Err(Silent::Later) => {}
                Err(Silent::Gone) => return Err(self.failed(at)),
            }
            told_at = Instant::now();
            if told(at).is_break() {
                self.stop();
                return Err(Unjoined::Stopped);
            }
        }
    }

    fn lend(&self, file: Result<Arc<Vec<u8>>, FileGone>) {
        let (kind, bytes) = file.map_or_else(|FileGone| (NO_FILE, Arc::default()), |bytes| (FILE, bytes));
        self.talk.say(kind, WHOLE, Vec::new(), bytes);
    }

    fn failed(&self, record: usize) -> Unjoined {
        Unjoined::Worker {
            record,
            refused: self.silent(),
        }
    }

    /// Ends the child and says why nothing more is heard of it.
    fn silent(&self) -> Refused {
        let is_slow = self.is_too_slow.load(Ordering::Relaxed);
        if is_slow | self.talk.end().is_ok_and(limits::was_out_of_time) {
            Refused::too_long()
        } else {
            Refused::worker_failed()
        }
    }

    fn unanswered(&self) -> std::sync::MutexGuard<'_, Unanswered> {
        self.unanswered.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The files of the records, for what the child names in them.
struct Lent<'a>(File<'a>);

impl Files for Lent<'_> {
    fn file(&self, record: usize) -> Result<Arc<Vec<u8>>, FileGone> {
        (self.0)(record)
    }
}
