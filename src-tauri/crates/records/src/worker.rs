//! Reading, joining and drawing foreign files in a process of its own.
//!
//! The child is our own program, started with a hidden first argument. It limits itself before it reads a byte,
//! takes the document on standard input, answers on standard output, and ends. A file that makes it crash, run for
//! too long or ask for too much memory is refused like any other; nothing else suffers.

mod conversation;
mod drawing;
mod fault;
mod join;
mod limits;
mod memory;
mod picture;
mod proof;
mod protocol;
#[cfg(target_os = "linux")]
mod system_calls;
mod verifying;

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use crate::check::Checked;
use crate::refused::Refused;
use crate::{Limits, check::check as check_here};

pub use drawing::Drawing;
pub(crate) use join::Joining;
pub use memory::{Bounded, Memory, memory};
pub use picture::{picture, picture_here};
pub use proof::{Drawn, Unproven, prove};
pub use verifying::{Sound, Unsound, verify, verify_here};

/// The first arguments that make our program a worker: of one record, or of one bundle.
const ASKED_TO_READ: &str = "--read-one-record";
const ASKED_TO_JOIN: &str = "--join-one-bundle";
const ASKED_TO_DRAW: &str = "--draw-one-document";
const ASKED_TO_VERIFY: &str = "--verify-one-bundle";
const ASKED_TO_PROVE: &str = "--prove-one-bundle";
const ASKED_FOR_PIXELS: &str = "--take-one-picture";

/// How long a document may take, by the clock on the wall.
pub const TIME_LIMIT: Duration = Duration::from_secs(30);

/// Foreign files nest deeper than a thread's usual stack allows for.
const STACK: usize = 8 << 20;

/// The longest answer about a record that is read back.
const ANSWER_LIMIT: u64 = 4 << 20;

/// Does the work of a worker and ends the process, if this process was started as one; else returns at once.
///
/// Call it first in `main`, before anything is opened, with what the program has its memory from.
pub fn run_if_asked(memory: &'static dyn Bounded) {
    let asked = std::env::args_os().nth(1);
    let work = match asked.as_ref().and_then(|asked| asked.to_str()) {
        Some(ASKED_TO_READ) => work,
        Some(ASKED_TO_JOIN) => join::work,
        Some(ASKED_TO_PROVE) => proof::work,
        Some(ASKED_TO_DRAW) => drawing::work,
        Some(ASKED_TO_VERIFY) => verifying::work,
        Some(ASKED_FOR_PIXELS) => picture::work,
        _ => return,
    };
    limits::bound_by(memory);
    // The first thread binds itself, so that there is no other that a file could make its own. Elsewhere than on Linux
    // its stack may be too small.
    let done = if cfg!(target_os = "linux") {
        work()
    } else {
        let worker = std::thread::Builder::new().stack_size(STACK).spawn(work);
        worker.ok().and_then(|worker| worker.join().ok()).flatten()
    };
    std::process::exit(i32::from(done.is_none()));
}

/// Checks a file in a worker: the program `exe`, which must call [`run_if_asked`].
///
/// # Errors
/// [`Refused`] as from [`crate::check`]; with the code `worker_failed` when the worker crashed or could not be
/// started, and `too_long` when it had to be stopped.
pub fn check(
    exe: &Path,
    bytes: &[u8],
    file_name: &str,
    password: Option<&str>,
    limits: &Limits,
) -> Result<Checked, Refused> {
    check_within(exe, bytes, file_name, password, limits, TIME_LIMIT)
}

/// [`check`] with a time limit of the caller's.
///
/// # Errors
/// As [`check`].
pub fn check_within(
    exe: &Path,
    bytes: &[u8],
    file_name: &str,
    password: Option<&str>,
    limits: &Limits,
    time_limit: Duration,
) -> Result<Checked, Refused> {
    if bytes.len() as u64 > limits.bytes {
        return Err(pdf::source::Refusal::TooLarge {
            what: "its size in bytes",
        }
        .into());
    }
    let mut child = start(exe, ASKED_TO_READ).map_err(|_| Refused::worker_failed())?;
    let question = protocol::question(file_name, password, limits, bytes.len());
    let answer = converse(&mut child, &question, bytes, time_limit, ANSWER_LIMIT);
    // Whatever was heard, the child is not left behind.
    let _ = child.kill();
    let ended = child.wait();
    match answer {
        Heard::Nothing => Err(Refused::too_long()),
        Heard::Answer(answer) => match protocol::read_answer(&answer) {
            Some(answer) => answer,
            None if ended.is_ok_and(limits::was_out_of_time) => Err(Refused::too_long()),
            None => Err(Refused::worker_failed()),
        },
    }
}

/// What came back from the child.
enum Heard {
    Answer(Vec<u8>),
    Nothing,
}

fn start(exe: &Path, asked: &str) -> std::io::Result<Child> {
    let mut command = Command::new(exe);
    command
        .arg(asked)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    // The child has no need of what the environment may hold, such as a passphrase. It needs to find the libraries
    // that a portable package brings; Windows cannot start a program without its environment.
    if cfg!(unix) {
        command.env_clear();
        command.envs(
            ["LD_LIBRARY_PATH", "APPDIR"]
                .iter()
                .filter_map(|name| Some((name, std::env::var_os(name)?))),
        );
        // The allocator of our programs would set a gibibyte aside at once, and the limit on memory begins above it.
        command.env("MIMALLOC_ARENA_RESERVE", "64MiB");
    }
    #[cfg(debug_assertions)]
    if let Some(fault) = std::env::var_os(fault::SWITCH) {
        command.env(fault::SWITCH, fault);
    }
    command.spawn()
}

/// Hands over the document and waits for the answer; both pipes are served at once, so that neither can block.
fn converse(child: &mut Child, question: &[u8], bytes: &[u8], time_limit: Duration, most: u64) -> Heard {
    let (Some(mut input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
        return Heard::Answer(Vec::new());
    };
    std::thread::scope(|scope| {
        scope.spawn(move || {
            // A child that refuses early closes the pipe; its answer says why.
            let _ = input.write_all(question).and_then(|()| input.write_all(bytes));
        });
        let (say, hear) = mpsc::channel();
        scope.spawn(move || {
            let mut answer = Vec::new();
            let _ = output.take(most).read_to_end(&mut answer);
            let _ = say.send(answer);
        });
        let heard = hear
            .recv_timeout(time_limit)
            .map_or(Heard::Nothing, Heard::Answer);
        // Ends both threads: the pipes close with the child.
        let _ = child.kill();
        heard
    })
}

/// The worker's side: limits first, then the question, then the answer.
fn work() -> Option<()> {
    let mut input = std::io::stdin().lock();
    let question = protocol::read_question(&mut input)?;
    limits::apply(question.length, TIME_LIMIT)?;
    let mut bytes = Vec::new();
    bytes
        .try_reserve_exact(usize::try_from(question.length).ok()?)
        .ok()?;
    input.take(question.length).read_to_end(&mut bytes).ok()?;
    if bytes.len() as u64 != question.length {
        return None;
    }
    let answer = check_here(
        &bytes,
        &question.file_name,
        question.password.as_deref(),
        &question.limits,
    );
    let mut output = std::io::stdout().lock();
    output
        .write_all(&protocol::answer(&answer))
        .and_then(|()| output.flush())
        .ok()
}
