//! Proving a bundle in a process of its own: drawing pages is where most of a foreign file is looked at.
//!
//! The child takes the bundle and what is expected of it, asks for the source of each part when its turn comes, and
//! tells how far it has come. So one source is in memory at a time, on either side, and nothing is written anywhere.

use std::io::{BufReader, BufWriter, Read, Write};
use std::ops::ControlFlow;
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use pdf::picture::PictureError;
use pdf::proof::{Difference, Expected, Original, ProofError, Proved, compare_in_turn};

use super::conversation::bytes;
use super::limits;
use super::protocol::{put, put_maybe, put_text, take, take_mark, take_maybe, take_text};
use crate::format::Format;
use crate::refused::Refused;
use crate::source::as_pdf;

/// How long one page may take, by the clock on the wall.
const PAGE_TIME: Duration = Duration::from_secs(60);
/// How often the parent asks whether to go on.
const PULSE: Duration = Duration::from_millis(100);
/// Pages that are drawn at once.
const THREADS: usize = 2;
/// Processor seconds that a bundle may take, and each of its pages besides.
const SECONDS: u64 = 60;
const SECONDS_A_PAGE: u64 = 4;
/// The most that is expected of a bundle in bytes, and the most pages that an answer names.
const EXPECTED_MOST: u64 = 1 << 30;
const PAGES_MOST: u64 = 1_000_000;

/// What a child says.
const WANTED: u8 = b'S';
const DONE: u8 = b'P';
const RESULT: u8 = b'R';

/// Why there is no proof.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unproven {
    /// The comparison ended without proof, or found a difference.
    Proof(ProofError),
    /// The worker crashed or took too long over this part, counted from 1; 0 before the first.
    Worker {
        /// The part whose source was being drawn.
        part: usize,
        /// What happened and what to do next.
        refused: Refused,
    },
}

/// What the pages of a part are drawn from for the comparison.
#[derive(Debug, Clone)]
pub struct Drawn {
    /// What the file is.
    pub format: Format,
    /// The file as it was added.
    pub bytes: Arc<Vec<u8>>,
    /// The password that opened it, if one was needed.
    pub password: Option<String>,
}

impl Drawn {
    /// The same as a PDF; none where it cannot be made into one, so that a person must look at its pages.
    #[must_use]
    pub fn original(self) -> Option<Original> {
        let bytes = match self.format {
            Format::Pdf => self.bytes,
            other => Arc::new(as_pdf(Arc::unwrap_or_clone(self.bytes), other).ok()?),
        };
        Some(Original {
            bytes,
            password: self.password,
        })
    }
}

/// Compares as [`compare_in_turn`] does, in a worker: the program `exe`, which must call [`super::run_if_asked`].
///
/// # Errors
/// [`Unproven`].
pub fn prove(
    exe: &Path,
    bundle: &[u8],
    expected: &Expected,
    original: &mut dyn FnMut(usize) -> Option<Drawn>,
    told: &mut dyn FnMut(u32) -> ControlFlow<()>,
) -> Result<Proved, Unproven> {
    let failed = |part| Unproven::Worker {
        part,
        refused: Refused::worker_failed(),
    };
    let mut child = super::start(exe, super::ASKED_TO_PROVE).map_err(|_| failed(0))?;
    let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
        let _ = child.kill();
        return Err(failed(0));
    };
    let said = listen(output);
    let mut parent = Parent {
        input: BufWriter::new(input),
        said,
        part: 0,
        done: 0,
        since: Instant::now(),
    };
    let proved = parent.ask(bundle, expected, original, told);
    end(&mut child);
    match proved {
        Ok(proved) => proved.map_err(Unproven::Proof),
        Err(Silent::Stopped) => Err(Unproven::Proof(ProofError::Stopped)),
        Err(Silent::TooLong) => Err(Unproven::Worker {
            part: parent.part,
            refused: Refused::too_long(),
        }),
        Err(Silent::Gone) => Err(failed(parent.part)),
    }
}

/// Whatever was heard, the child is not left behind.
fn end(child: &mut Child) {
    let _ = child.kill();
    let _ = child.wait();
}

/// Why no result was heard.
enum Silent {
    Stopped,
    TooLong,
    Gone,
}

/// What was said by the child.
enum Said {
    Wanted(usize),
    Done(u32),
    Result(Result<Proved, ProofError>),
}

struct Parent {
    input: BufWriter<ChildStdin>,
    said: Receiver<Said>,
    part: usize,
    done: u32,
    /// Since when nothing has come any further.
    since: Instant,
}

impl Parent {
    fn ask(
        &mut self,
        bundle: &[u8],
        expected: &Expected,
        original: &mut dyn FnMut(usize) -> Option<Drawn>,
        told: &mut dyn FnMut(u32) -> ControlFlow<()>,
    ) -> Result<Result<Proved, ProofError>, Silent> {
        self.hand_over(&question(bundle, expected), bundle)?;
        loop {
            match self.said.recv_timeout(PULSE) {
                Ok(Said::Result(result)) => return Ok(result),
                Ok(Said::Wanted(part)) => {
                    self.part = part;
                    self.since = Instant::now();
                    self.answer(original(part))?;
                }
                Ok(Said::Done(done)) if done == self.done => {}
                Ok(Said::Done(done)) => {
                    self.done = done;
                    self.since = Instant::now();
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Err(Silent::Gone),
            }
            if self.since.elapsed() > PAGE_TIME {
                return Err(Silent::TooLong);
            }
            if told(self.done).is_break() {
                return Err(Silent::Stopped);
            }
        }
    }

    fn answer(&mut self, original: Option<Drawn>) -> Result<(), Silent> {
        let mut head = Vec::new();
        put(&mut head, original.is_some().into());
        let Some(original) = original else {
            return self.hand_over(&head, &[]);
        };
        put_text(&mut head, original.format.code());
        put_maybe(&mut head, original.password.as_deref());
        put(&mut head, original.bytes.len() as u64);
        self.hand_over(&head, &original.bytes)
    }

    fn hand_over(&mut self, head: &[u8], bytes: &[u8]) -> Result<(), Silent> {
        let handed = self
            .input
            .write_all(head)
            .and_then(|()| self.input.write_all(bytes));
        handed.and_then(|()| self.input.flush()).map_err(|_| Silent::Gone)
    }
}

/// Hears a child until it ends or says what cannot be understood.
fn listen(output: ChildStdout) -> Receiver<Said> {
    let (say, hear) = mpsc::channel();
    std::thread::spawn(move || {
        let mut output = BufReader::new(output);
        while let Some(said) = next(&mut output) {
            if say.send(said).is_err() {
                return;
            }
        }
    });
    hear
}

fn next(output: &mut impl Read) -> Option<Said> {
    let mut kind = [0];
    output.read_exact(&mut kind).ok()?;
    match kind[0] {
        WANTED => Some(Said::Wanted(take(output)?.try_into().ok()?)),
        DONE => Some(Said::Done(take(output)?.try_into().ok()?)),
        RESULT => result(output).map(Said::Result),
        _ => None,
    }
}

/// What is told before the bundle itself, so that the child can limit itself to it.
fn question(bundle: &[u8], expected: &Expected) -> Vec<u8> {
    let bytes = expected.to_bytes();
    let mut out = super::protocol::MARK.to_vec();
    put(&mut out, expected.pages().into());
    put(&mut out, bundle.len() as u64);
    put(&mut out, bytes.len() as u64);
    out.extend(bytes);
    out
}

/// The worker's side.
pub(super) fn work() -> Option<()> {
    let mut input = std::io::stdin().lock();
    take_mark(&mut input)?;
    let (pages, length) = (take(&mut input)?, take(&mut input)?);
    limits::apply_to_proof(
        length,
        SECONDS.saturating_add(pages.saturating_mul(SECONDS_A_PAGE)),
    )?;
    let expected = take_bytes(&mut input, EXPECTED_MOST)?;
    let expected = Expected::from_bytes(&expected)?;
    let bundle = bytes(&mut input, length)?;
    let mut output = std::io::stdout().lock();
    let mut wanted = |part: usize| {
        say(WANTED, part as u64)?;
        source(&mut input)
    };
    // A parent that is gone stops the work with its pipe.
    let mut told = |done: u32| match say(DONE, done.into()) {
        Some(()) => ControlFlow::Continue(()),
        None => ControlFlow::Break(()),
    };
    let proved = compare_in_turn(Arc::new(bundle), &expected, &mut wanted, THREADS, &mut told);
    output
        .write_all(&answer(&proved))
        .and_then(|()| output.flush())
        .ok()
}

fn say(kind: u8, number: u64) -> Option<()> {
    let mut out = vec![kind];
    put(&mut out, number);
    let mut output = std::io::stdout().lock();
    output.write_all(&out).and_then(|()| output.flush()).ok()
}

/// The source that the parent hands over; none where it has none, or where there is no room for it.
fn source(input: &mut impl Read) -> Option<Original> {
    if take(input)? != 1 {
        return None;
    }
    let format = Format::from_code(&take_text(input)?)?;
    let password = take_maybe(input)?;
    let length = take(input)?;
    let drawn = Drawn {
        format,
        bytes: Arc::new(bytes(input, length)?),
        password,
    };
    drawn.original()
}

fn take_bytes(input: &mut impl Read, most: u64) -> Option<Vec<u8>> {
    let length = take(input).filter(|length| *length <= most)?;
    bytes(input, length)
}

fn answer(proved: &Result<Proved, ProofError>) -> Vec<u8> {
    let mut out = vec![RESULT];
    let (kind, pages, named): (u64, u32, Vec<(usize, u32)>) = match proved {
        Ok(proved) => (0, proved.pages, proved.unproved.clone()),
        Err(ProofError::Differences(pages)) => {
            (1, 0, pages.iter().map(|page| (page.part, page.page)).collect())
        }
        Err(ProofError::Stopped) => (2, 0, Vec::new()),
        Err(ProofError::Bundle(_) | ProofError::Originals { .. }) => (3, 0, Vec::new()),
    };
    put(&mut out, kind);
    put(&mut out, pages.into());
    put(&mut out, named.len() as u64);
    for (part, page) in named {
        put(&mut out, part as u64);
        put(&mut out, page.into());
    }
    out
}

fn result(input: &mut impl Read) -> Option<Result<Proved, ProofError>> {
    let kind = take(input)?;
    let pages = take(input)?.try_into().ok()?;
    let count = take(input).filter(|count| *count <= PAGES_MOST)?;
    let named = (0..count).map(|_| Some((take(input)?.try_into().ok()?, take(input)?.try_into().ok()?)));
    let named: Vec<(usize, u32)> = named.collect::<Option<_>>()?;
    match kind {
        0 => Some(Ok(Proved {
            pages,
            unproved: named,
        })),
        1 => {
            let differences = named.into_iter().map(|(part, page)| Difference { part, page });
            Some(Err(ProofError::Differences(differences.collect())))
        }
        2 => Some(Err(ProofError::Stopped)),
        3 => Some(Err(ProofError::Bundle(PictureError::Unreadable))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_reads_back_and_one_that_was_cut_off_is_none() {
        for said in [
            Ok(Proved {
                pages: 7,
                unproved: vec![(3, 1)],
            }),
            Err(ProofError::Differences(vec![Difference { part: 4, page: 2 }])),
            Err(ProofError::Stopped),
            Err(ProofError::Bundle(PictureError::Unreadable)),
        ] {
            let bytes = answer(&said);
            assert!(matches!(next(&mut bytes.as_slice()), Some(Said::Result(heard)) if heard == said));
            for length in 0..bytes.len() {
                assert!(next(&mut &bytes[..length]).is_none(), "{length}");
            }
        }
    }
}
