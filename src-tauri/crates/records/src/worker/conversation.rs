//! Frames between parent and worker: a kind, what it is about, a head and bytes. Several answers can be awaited at once.
//!
//! The parent never waits for a child that does not listen: what is said goes down the pipe on a thread of its own, and
//! whoever waits for an answer says for how long. So a person can stop a worker that a file has taken over.

use std::collections::{BTreeMap, VecDeque};
use std::fs::File;
use std::io::{self, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, ExitStatus};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::protocol::{put, take};

/// Bytes that were heard and not yet fetched, beyond which a child has to wait.
const UNFETCHED: usize = 16 << 20;
/// Short things are said together, up to about so many bytes.
const GATHERED: usize = 64 << 10;
/// The longest frame that a parent takes from a child.
const ANSWER_MOST: u64 = 256 << 20;

/// One thing that is said.
pub(super) struct Frame {
    pub(super) kind: u8,
    /// Which question it belongs to.
    pub(super) about: u64,
    /// Its fields.
    pub(super) head: Vec<u8>,
    /// A document or a part of one.
    pub(super) body: Vec<u8>,
}

/// Says one thing.
pub(super) fn put_frame(
    out: &mut impl Write,
    kind: u8,
    about: u64,
    head: &[u8],
    body: &[u8],
) -> io::Result<()> {
    put_frame_start(out, kind, about, head, body.len())?;
    out.write_all(body)
}

/// Says everything of one thing but its bytes, which must follow.
fn put_frame_start(out: &mut impl Write, kind: u8, about: u64, head: &[u8], body: usize) -> io::Result<()> {
    let mut start = Vec::with_capacity(25 + head.len());
    start.push(kind);
    put(&mut start, about);
    put(&mut start, head.len() as u64);
    put(&mut start, body as u64);
    start.extend_from_slice(head);
    out.write_all(&start)
}

/// Hears one thing of at most `most` bytes; none when it is cut off or longer.
pub(super) fn take_frame(input: &mut impl Read, most: u64) -> Option<Frame> {
    let mut kind = [0];
    input.read_exact(&mut kind).ok()?;
    let (about, head, body) = (take(input)?, take(input)?, take(input)?);
    if head > most || body > most {
        return None;
    }
    Some(Frame {
        kind: kind[0],
        about,
        head: bytes(input, head)?,
        body: bytes(input, body)?,
    })
}

/// So many bytes; none when there are fewer, or no room for them.
pub(super) fn bytes(input: &mut impl Read, length: u64) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    out.try_reserve_exact(usize::try_from(length).ok()?).ok()?;
    input.take(length).read_to_end(&mut out).ok()?;
    (out.len() as u64 == length).then_some(out)
}

/// The worker's own end of the pipe, without the buffer of a terminal between. Opened before the limits are set.
pub(super) fn output() -> Option<File> {
    #[cfg(unix)]
    let own = std::os::fd::AsFd::as_fd(&io::stdout()).try_clone_to_owned();
    #[cfg(windows)]
    let own = std::os::windows::io::AsHandle::as_handle(&io::stdout()).try_clone_to_owned();
    own.ok().map(File::from)
}

/// The worker's end of the other pipe, without the buffer that standard input has.
pub(super) fn input() -> Option<File> {
    #[cfg(unix)]
    let own = std::os::fd::AsFd::as_fd(&io::stdin()).try_clone_to_owned();
    #[cfg(windows)]
    let own = std::os::windows::io::AsHandle::as_handle(&io::stdin()).try_clone_to_owned();
    own.ok().map(File::from)
}

/// Why nothing was heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Silent {
    /// Not within the time given; it may still come.
    Later,
    /// The child has ended, or said what cannot be understood.
    Gone,
}

/// A child, and what is said to and heard from it. Dropping it ends the child.
pub(super) struct Conversation {
    child: Mutex<Child>,
    say: Sender<Speech>,
    heard: Arc<Heard>,
}

/// One thing to be said; the document may be shared with whoever else holds it.
struct Speech {
    kind: u8,
    about: u64,
    head: Vec<u8>,
    body: Arc<Vec<u8>>,
}

#[derive(Default)]
struct Heard {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    unfetched: BTreeMap<u64, VecDeque<Frame>>,
    bytes: usize,
    /// The child says nothing more.
    is_over: bool,
    /// Nobody fetches anything more.
    is_ended: bool,
}

impl Conversation {
    /// Starts the program `exe` as the worker that `asked` names, and says `opening` first.
    pub(super) fn start(exe: &Path, asked: &str, opening: Vec<u8>) -> io::Result<Self> {
        let mut child = super::start(exe, asked)?;
        let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            let _ = child.kill();
            return Err(io::ErrorKind::BrokenPipe.into());
        };
        widen(&input, &output);
        let (say, to_say) = channel();
        let heard = Arc::new(Heard::default());
        std::thread::spawn(move || speak(input, &opening, &to_say));
        let listening = heard.clone();
        std::thread::spawn(move || listen(output, &listening));
        Ok(Self {
            child: Mutex::new(child),
            say,
            heard,
        })
    }

    /// Says one thing, in the order in which it is called. A child that is gone is noticed where its answer is awaited.
    pub(super) fn say(&self, kind: u8, about: u64, head: Vec<u8>, body: Arc<Vec<u8>>) {
        let _ = self.say.send(Speech {
            kind,
            about,
            head,
            body,
        });
    }

    /// Hears the next thing that is about `about`, if it comes within `patience`.
    pub(super) fn hear(&self, about: u64, patience: Duration) -> Result<Frame, Silent> {
        let state = self.heard.lock();
        let is_quiet = |state: &mut State| {
            let waits = state.unfetched.get(&about).is_none_or(VecDeque::is_empty);
            waits && !state.is_over
        };
        let (mut state, _) = self
            .heard
            .changed
            .wait_timeout_while(state, patience, is_quiet)
            .unwrap_or_else(PoisonError::into_inner);
        let Some(frame) = state.unfetched.get_mut(&about).and_then(VecDeque::pop_front) else {
            return Err(if state.is_over {
                Silent::Gone
            } else {
                Silent::Later
            });
        };
        state.bytes -= frame.body.len();
        drop(state);
        self.heard.changed.notify_all();
        Ok(frame)
    }

    /// Ends the child, if it has not ended by itself, and says how it did.
    pub(super) fn end(&self) -> io::Result<ExitStatus> {
        let mut child = self.child.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = child.kill();
        self.heard.lock().is_ended = true;
        self.heard.changed.notify_all();
        child.wait()
    }
}

impl Drop for Conversation {
    fn drop(&mut self) {
        let _ = self.end();
    }
}

impl Heard {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Gives both pipes room for a MiB, so that the two sides take turns less often. Where there is no more to be had, they
/// work with what they have.
#[cfg(target_os = "linux")]
fn widen(input: &ChildStdin, output: &ChildStdout) {
    const ROOM: usize = 1 << 20;
    let _ = rustix::pipe::fcntl_setpipe_size(input, ROOM);
    let _ = rustix::pipe::fcntl_setpipe_size(output, ROOM);
}

/// Elsewhere a pipe is as wide as the system makes it.
#[cfg(not(target_os = "linux"))]
fn widen(_input: &ChildStdin, _output: &ChildStdout) {}

/// Says everything in turn, until the child listens no more.
fn speak(mut input: ChildStdin, opening: &[u8], to_say: &Receiver<Speech>) {
    let mut gathered = opening.to_vec();
    loop {
        // What is said meanwhile goes with it, as far as it is short.
        let next = to_say.try_recv();
        if next.is_err() || gathered.len() > GATHERED {
            if input.write_all(&gathered).is_err() {
                return;
            }
            gathered.clear();
        }
        let Ok(speech) = next.or_else(|_| to_say.recv()) else {
            return;
        };
        let Speech {
            kind,
            about,
            head,
            body,
        } = speech;
        let said = if body.len() < GATHERED {
            put_frame(&mut gathered, kind, about, &head, &body)
        } else {
            let start = put_frame_start(&mut gathered, kind, about, &head, body.len());
            let said = start.and_then(|()| input.write_all(&gathered));
            gathered.clear();
            said.and_then(|()| input.write_all(&body))
        };
        if said.is_err() {
            return;
        }
    }
}

/// Hears a child until it ends or says what cannot be understood.
fn listen(output: ChildStdout, heard: &Heard) {
    let mut output = BufReader::new(output);
    while let Some(frame) = take_frame(&mut output, ANSWER_MOST) {
        let mut state = heard.lock();
        state.bytes += frame.body.len();
        state.unfetched.entry(frame.about).or_default().push_back(frame);
        heard.changed.notify_all();
        let _waited = heard
            .changed
            .wait_while(state, |state| state.bytes > UNFETCHED && !state.is_ended)
            .unwrap_or_else(PoisonError::into_inner);
    }
    heard.lock().is_over = true;
    heard.changed.notify_all();
}
