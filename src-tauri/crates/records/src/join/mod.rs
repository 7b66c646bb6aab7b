//! The records of one bundle: each read, and then all of them joined with letter and index around them.
//!
//! What a file says of its pages goes to whoever plans the bundle; the file itself, and all that was read of it, stays
//! where it was read. So a foreign file is opened by a worker and by nobody else, and so is what is joined of it.

mod joinery;

use std::collections::VecDeque;
use std::io::Write;
use std::ops::ControlFlow;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use pdf::join::{JoinError, PageSize, Plan, Written};
use pdf::source::{FileGone, Source};

use crate::check::Note;
use crate::format::Format;
use crate::reader::Reader;
use crate::refused::Refused;
use crate::worker::Joining;

pub use joinery::REDUCED;
pub(crate) use joinery::{Joinery, open};

/// How long is waited for anything to come before it is asked again whether to go on.
pub(crate) const PULSE: Duration = Duration::from_millis(100);

/// How a record is to be read for a bundle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// What the file is.
    pub format: Format,
    /// The password that opens it, for this once.
    pub password: Option<String>,
    /// Dots to the inch that its pictures need not exceed.
    pub scans_dpi: Option<u16>,
    /// Whether its pages stay as they are, as those of a paper that is printed once more do; else they make room for
    /// their strip.
    pub keeps_size: bool,
}

/// What planning a bundle needs to know of a record that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Read {
    /// The size of each of its pages as it stands in a bundle, with room for its strip unless it keeps its size.
    pub sizes: Vec<PageSize>,
    /// What was repaired, will be left out, or is worth knowing of how its pages were made.
    pub notes: Vec<Note>,
    /// Why a bundle with it cannot claim PDF/A-3b: the clause and the reason, without any text of the file.
    pub not_archival: Option<String>,
}

/// How much is to be joined; a worker is limited to what that takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Room {
    /// How many records.
    pub records: u64,
    /// Bytes of the largest file.
    pub largest: u64,
    /// Bytes of all files together.
    pub total: u64,
}

impl Room {
    /// For files of so many bytes each.
    pub fn of(lengths: impl Iterator<Item = u64>) -> Self {
        lengths.fold(Self::default(), |room, length| Self {
            records: room.records + 1,
            largest: room.largest.max(length),
            total: room.total.saturating_add(length),
        })
    }
}

/// One record as it stands in the bundle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bound {
    /// The name by which links reach its first page.
    pub name: String,
    /// Its bookmark.
    pub title: String,
    /// Which of its pages, counted from 1, in the order wanted.
    pub pages: Vec<u32>,
    /// Whether its first page is a right-hand one.
    pub starts_right: bool,
}

/// Everything that is bound together.
#[derive(Debug)]
pub struct Binding {
    /// The bundle as planned; its parts are our own papers, which come first.
    pub plan: Plan,
    /// The records that were read, in their order; they follow our own papers.
    pub records: Vec<Bound>,
    /// One strip for each page of the bundle.
    pub strips: Source,
}

/// Gives out the file of a record, counted from 1, once more; it is asked from other threads, and one record ahead.
pub type File<'a> = &'a (dyn Fn(usize) -> Result<Arc<Vec<u8>>, FileGone> + Sync);

/// Why a record was not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unread {
    /// It cannot be enclosed.
    Refused(Refused),
    /// Another record ended the worker first, or joining was stopped.
    Interrupted,
}

/// Why nothing was joined; nothing of what was written is a bundle. Records are counted from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unjoined {
    /// A page of a record cannot be copied whole.
    PageDamaged {
        /// The record.
        record: usize,
        /// The page of its source.
        page: u32,
    },
    /// The file of a record is no longer as it was read.
    FileGone {
        /// The record.
        record: usize,
    },
    /// The worker crashed, took too long or asked for too much over this record; 0 where it was none of them.
    Worker {
        /// The record that was being joined.
        record: usize,
        /// What happened and what to do next.
        refused: Refused,
    },
    /// It was asked to stop.
    Stopped,
    /// Anything else: a fault of the program.
    Fault(String),
}

/// Reads the records of one bundle, from several threads if need be, and joins them.
pub struct Joiner(Place);

enum Place {
    Worker(Joining),
    Here(Here),
}

/// What is read in this process, by whichever thread gives it.
#[derive(Default)]
struct Here {
    read: Mutex<(Joinery, VecDeque<Answer>)>,
    answered: Condvar,
}

/// Which record was read, and what came of it.
pub type Answer = (usize, Result<Read, Unread>);

impl Joiner {
    /// Makes ready to read and join so much.
    ///
    /// # Errors
    /// [`Refused`] with `worker_failed` when no worker could be started.
    pub fn start(reader: &Reader, room: Room) -> Result<Self, Refused> {
        Self::start_within(reader, room, None)
    }

    /// [`Self::start`], with a limit of the caller's to how long nothing may be heard of a worker.
    ///
    /// # Errors
    /// As [`Self::start`].
    pub fn start_within(reader: &Reader, room: Room, patience: Option<Duration>) -> Result<Self, Refused> {
        let place = match reader {
            Reader::Worker(program) => Place::Worker(Joining::start(program, room, patience)?),
            Reader::Here => Place::Here(Here::default()),
        };
        Ok(Self(place))
    }

    /// Gives record `number`, counted from 1, to be read, from any thread; [`Self::answer`] tells what came of it. Its
    /// file may be needed again when it is joined.
    pub fn give(&self, number: usize, asked: &Asked, bytes: Arc<Vec<u8>>) {
        match &self.0 {
            Place::Worker(joining) => joining.give(number, asked, bytes),
            Place::Here(here) => {
                let opened = open(&bytes, asked);
                let mut read = here.read.lock().unwrap_or_else(PoisonError::into_inner);
                let answer = opened.map(|opened| read.0.keep(number, opened));
                read.1.push_back((number, answer.map_err(Unread::Refused)));
                here.answered.notify_one();
            }
        }
    }

    /// What came of one of the records that were given; none when nothing is known within `patience`. Those behind a
    /// record that ended the worker are [`Unread::Interrupted`].
    pub fn answer(&self, patience: Duration) -> Option<Answer> {
        match &self.0 {
            Place::Worker(joining) => joining.answer(patience),
            Place::Here(here) => {
                let read = here.read.lock().unwrap_or_else(PoisonError::into_inner);
                let waited = here
                    .answered
                    .wait_timeout_while(read, patience, |read| read.1.is_empty());
                let (mut read, _) = waited.unwrap_or_else(PoisonError::into_inner);
                read.1.pop_front()
            }
        }
    }

    /// Reads record `number`, counted from 1, when none but it is under way.
    ///
    /// # Errors
    /// [`Unread`].
    pub fn read(&self, number: usize, asked: &Asked, bytes: Arc<Vec<u8>>) -> Result<Read, Unread> {
        self.give(number, asked, bytes);
        loop {
            if let Some((_, read)) = self.answer(PULSE) {
                return read;
            }
        }
    }

    /// Ends whatever is under way; what is being read is then [`Unread::Interrupted`] or refused.
    pub fn stop(&self) {
        if let Place::Worker(joining) = &self.0 {
            joining.stop();
        }
    }

    /// Joins the records that were read. `file` gives out the file of a record once more; `told` hears which record it
    /// has come to, again and again, and may stop it.
    ///
    /// # Errors
    /// [`Unjoined`].
    pub fn join(
        self,
        binding: Binding,
        file: File<'_>,
        out: &mut (dyn Write + Send),
        told: &mut dyn FnMut(usize) -> ControlFlow<()>,
    ) -> Result<Written, Unjoined> {
        match self.0 {
            Place::Worker(joining) => joining.join(binding, file, out, told),
            Place::Here(here) => {
                let (joinery, _) = here.read.into_inner().unwrap_or_else(PoisonError::into_inner);
                let own = binding.plan.parts.len();
                joinery
                    .join(binding, file, told, out)
                    .map_err(|fault| Unjoined::of(fault, own))
            }
        }
    }
}

impl std::fmt::Debug for Joiner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Joiner")
    }
}

impl From<JoinError> for Unjoined {
    /// The failure of whoever writes a bundle down; its parts are the records.
    fn from(fault: JoinError) -> Self {
        Self::of(fault, 0)
    }
}

impl Unjoined {
    /// The failure of a bundle with so many papers of our own before its records.
    pub(crate) fn of(fault: JoinError, own: usize) -> Self {
        let record = |part: usize| part.checked_sub(own).filter(|record| *record > 0);
        match fault {
            JoinError::Stopped => Self::Stopped,
            JoinError::PageDamaged { part, page } if record(part).is_some() => Self::PageDamaged {
                record: part - own,
                page,
            },
            JoinError::FileGone { part } if record(part).is_some() => Self::FileGone { record: part - own },
            other => Self::Fault(other.to_string()),
        }
    }
}
