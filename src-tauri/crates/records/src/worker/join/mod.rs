//! Reading and joining the records of a bundle in a process of its own, from the first record to the last byte.
//!
//! The parent hands over one file after the other, and each that was not kept once more when it is joined; the bundle
//! comes back piece by piece. Nothing is written anywhere on the way, and no file is opened by the child.

mod child;
mod wire;

use std::collections::{BTreeMap, VecDeque};
use std::io::Write;
use std::ops::{ControlFlow, Range};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use pdf::join::Written;
use pdf::source::FileGone;

use super::conversation::{Conversation, Frame, Silent};
use super::{TIME_LIMIT, limits};
use crate::join::{Asked, Binding, File, Read, Room, Unjoined, Unread};
use crate::refused::Refused;

pub(super) use child::work;

/// How often the parent asks whether to go on.
const PULSE: Duration = Duration::from_millis(100);
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
/// A piece that stands in a file which the parent has lent: it need not come back.
const LENT: u8 = b'L';
const JOINED: u8 = b'D';

/// What all of joining is about; records have their numbers, from 1.
const WHOLE: u64 = 0;

/// A worker that reads the records of one bundle, and joins them.
pub(crate) struct Joining {
    talk: Conversation,
    room: Room,
    /// How long nothing may be heard of it.
    patience: Duration,
    /// The records that it was given and has not answered for, in the order in which it takes them.
    unanswered: Mutex<VecDeque<usize>>,
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
            unanswered: Mutex::default(),
            is_too_slow: AtomicBool::new(false),
        })
    }

    pub(crate) fn read(&self, number: usize, asked: &Asked, bytes: Arc<Vec<u8>>) -> Result<Read, Unread> {
        {
            // Given and noted down in one, so that the order is the same on both sides.
            let mut unanswered = self.unanswered();
            unanswered.push_back(number);
            self.talk.say(READ, number as u64, wire::asked(asked), bytes);
        }
        let mut since = Instant::now();
        let heard = loop {
            match self.talk.hear(number as u64, PULSE) {
                // The child takes one record after the other: the clock of each starts when those before it are done.
                Err(Silent::Later) if self.unanswered().front() != Some(&number) => since = Instant::now(),
                Err(Silent::Later) if since.elapsed() > self.patience => {
                    self.is_too_slow.store(true, Ordering::Relaxed);
                    break None;
                }
                Err(Silent::Later) => {}
                Err(Silent::Gone) => break None,
                Ok(frame) => break Some(frame),
            }
        };
        let read = heard.filter(|frame| frame.kind == OPENED);
        if let Some(read) = read.and_then(|frame| wire::read_opened(&frame.head)) {
            self.unanswered().retain(|one| *one != number);
            return read.map_err(Unread::Refused);
        }
        // The record that it was at is the one to name; those behind it were never looked at.
        let refused = self.silent();
        match self.unanswered().front() == Some(&number) {
            true => Err(Unread::Refused(refused)),
            false => Err(Unread::Interrupted),
        }
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
        let most = self.room.total.saturating_mul(2).saturating_add(GROWTH);
        self.talk.say(JOIN, WHOLE, question, strips.clone());
        let (mut at, mut length) = (0, 0);
        let mut lent = BTreeMap::new();
        let (mut heard_at, mut told_at) = (Instant::now(), Instant::now());
        loop {
            match self.talk.hear(WHOLE, PULSE) {
                Ok(Frame { kind, head, body, .. }) => {
                    heard_at = Instant::now();
                    let number = wire::read_number(&head);
                    match (kind, number) {
                        (BEGUN, Some(record)) => at = record,
                        (WANTED, Some(record)) => {
                            let file = file(record);
                            lent.extend(file.clone().map(|file| (record, file)));
                            self.give(file);
                            // How long we took to fetch it is not the child's time.
                            heard_at = Instant::now();
                        }
                        (PIECE | LENT, _) => {
                            let piece = match kind {
                                PIECE => Some(body.as_slice()),
                                _ => wire::read_lent(&head).and_then(|piece| taken(&mut lent, piece)),
                            };
                            let Some(piece) = piece else {
                                return Err(self.failed(at));
                            };
                            length += piece.len() as u64;
                            if length > most {
                                return Err(self.failed(at));
                            }
                            out.write_all(piece)
                                .map_err(|fault| Unjoined::Fault(fault.to_string()))?;
                        }
                        (JOINED, _) => {
                            let joined = wire::read_joined(&head).ok_or_else(|| self.failed(at))?;
                            return self.checked(joined?, length, at, strips);
                        }
                        _ => return Err(self.failed(at)),
                    }
                    if matches!(kind, PIECE | LENT) && told_at.elapsed() < PULSE {
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

    fn give(&self, file: Result<Arc<Vec<u8>>, FileGone>) {
        let (kind, bytes) = file.map_or_else(|FileGone| (NO_FILE, Arc::default()), |bytes| (FILE, bytes));
        self.talk.say(kind, WHOLE, Vec::new(), bytes);
    }

    /// What the child says of the bundle fits what came of it.
    fn checked(
        &self,
        joined: Written,
        length: u64,
        at: usize,
        strips: Arc<Vec<u8>>,
    ) -> Result<Written, Unjoined> {
        if joined.length != length {
            return Err(self.failed(at));
        }
        Ok(Written {
            expected: joined.expected.with_strips(Some(strips)),
            ..joined
        })
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

    fn unanswered(&self) -> std::sync::MutexGuard<'_, VecDeque<usize>> {
        self.unanswered.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A piece of a file that was lent. The bundle is written record by record, so that earlier files are let go.
fn taken(lent: &mut BTreeMap<usize, Arc<Vec<u8>>>, (record, range): (usize, Range<usize>)) -> Option<&[u8]> {
    lent.retain(|held, _| *held >= record);
    lent.get(&record)?.get(range)
}
