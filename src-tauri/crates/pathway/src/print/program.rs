//! The programs of the printing service: run, fed, listened to, and never waited for without end.

use std::io::{Read, Write};
use std::ops::ControlFlow;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use zeroize::Zeroizing;

/// How often a running program is looked at.
const PAUSE: Duration = Duration::from_millis(10);

/// What a program said.
pub(super) struct Said {
    pub(super) is_success: bool,
    pub(super) words: String,
    pub(super) errors: String,
}

/// What a program is given to read.
pub(super) enum Feed<'a> {
    Nothing,
    Bytes(Zeroizing<Vec<u8>>, &'a mut dyn FnMut(u32, u32) -> ControlFlow<()>),
}

/// Why a program said nothing.
pub(super) enum Trouble {
    /// It was stopped on purpose.
    Stopped,
    /// What is wrong, in words.
    Told(String),
}

impl From<Trouble> for String {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Stopped => "it was stopped".to_owned(),
            Trouble::Told(words) => words,
        }
    }
}

/// Runs a program of the printing service in the language of its manual. It must not fall silent for longer than
/// `limit`: a long job that still flows is let flow.
pub(super) fn ask(program: &str, words: &[&str], feed: Feed<'_>, limit: Duration) -> Result<Said, Trouble> {
    let has_feed = matches!(feed, Feed::Bytes(..));
    let mut child = Command::new(program)
        .args(words)
        .env("LC_ALL", "C")
        .stdin(if has_feed { Stdio::piped() } else { Stdio::null() })
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|_| Trouble::Told("this computer has no printing service".to_owned()))?;
    let (said, errors) = (read(child.stdout.take()), read(child.stderr.take()));
    let is_success = match (feed, child.stdin.take()) {
        (Feed::Bytes(bytes, progress), Some(pipe)) => {
            let of = kilobytes(bytes.len());
            let (fed, gate) = (Arc::new(AtomicUsize::new(0)), Arc::new(Mutex::new(())));
            let (count, open) = (Arc::clone(&fed), Arc::clone(&gate));
            thread::spawn(move || pour(&bytes, pipe, &count, &open));
            wait(&mut child, limit, &gate, &mut || {
                let fed = fed.load(Ordering::Relaxed);
                (fed, progress(kilobytes(fed), of))
            })?
        }
        _ => wait(&mut child, limit, &Mutex::default(), &mut || {
            (0, ControlFlow::Continue(()))
        })?,
    };
    Ok(Said {
        is_success,
        words: said.join().unwrap_or_default(),
        errors: errors.join().unwrap_or_default(),
    })
}

fn kilobytes(bytes: usize) -> u32 {
    u32::try_from(bytes.div_ceil(1024)).unwrap_or(u32::MAX)
}

/// Writes piece by piece. The pipe is only closed while the gate is free: a program that is being stopped must not take
/// the end of what it has for the end of the job.
fn pour(bytes: &[u8], mut pipe: ChildStdin, fed: &AtomicUsize, gate: &Mutex<()>) {
    for piece in bytes.chunks(64 * 1024) {
        // A service that refuses the job closes the pipe early, and says why in its answer.
        if pipe.write_all(piece).is_err() {
            break;
        }
        fed.fetch_add(piece.len(), Ordering::Relaxed);
    }
    let _open = gate.lock();
    drop(pipe);
}

fn read(pipe: Option<impl Read + Send + 'static>) -> JoinHandle<String> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut pipe) = pipe {
            // What could be read before it broke is what was said.
            pipe.read_to_end(&mut bytes).ok();
        }
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

/// Waits for the end of a program, which must come within `limit` of the last thing that it took; `look` says how much
/// that is, and whether to go on.
fn wait(
    child: &mut Child,
    limit: Duration,
    gate: &Mutex<()>,
    look: &mut dyn FnMut() -> (usize, ControlFlow<()>),
) -> Result<bool, Trouble> {
    let (mut since, mut before) = (Instant::now(), 0);
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Ok(status.success()),
            Ok(None) => {}
            Err(_) => return Err(silent(child)),
        }
        let (fed, flow) = {
            // Asked and stopped in one breath: between the two, the last piece must not slip through.
            let _closed = gate.lock();
            let looked = look();
            if looked.1.is_break() {
                child.kill().ok();
                child.wait().ok();
            }
            looked
        };
        if flow.is_break() {
            return Err(Trouble::Stopped);
        }
        if fed != before {
            (since, before) = (Instant::now(), fed);
        }
        if since.elapsed() > limit {
            return Err(silent(child));
        }
        thread::sleep(PAUSE);
    }
}

fn silent(child: &mut Child) -> Trouble {
    // It may have ended in this very moment; either way it is over.
    child.kill().ok();
    child.wait().ok();
    Trouble::Told("the printing service does not answer".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_service_that_does_not_answer_is_not_waited_for() {
        let limit = Duration::from_millis(200);
        let started = Instant::now();
        let silent = String::from(ask("sleep", &["30"], Feed::Nothing, limit).err().unwrap());
        assert!(silent.contains("does not answer"));
        assert!(started.elapsed() < Duration::from_secs(10));
        let none = ask(
            "no-such-program-of-any-printing-service",
            &[],
            Feed::Nothing,
            limit,
        );
        assert!(String::from(none.err().unwrap()).contains("no printing service"));
    }

    #[cfg(unix)]
    #[test]
    fn a_job_that_is_stopped_never_reaches_its_end() {
        let folder = tempfile::tempdir().unwrap();
        let kept = folder.path().join("kept");
        // It keeps what it read only once it has read all of it, as the printing service does.
        let script = format!("cat > {0}.part && mv {0}.part {0}", kept.display());
        let mut heard = Vec::new();
        let stopped = ask(
            "sh",
            &["-c", &script],
            Feed::Bytes(vec![7; 300 * 1024].into(), &mut |done, of| {
                heard.push((done, of));
                if heard.len() > 2 {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            }),
            Duration::from_secs(10),
        );
        // It was either stopped, and kept nothing, or had ended before it was looked at a third time.
        match stopped {
            Err(Trouble::Stopped) => assert!(!kept.exists()),
            _ => assert_eq!(std::fs::read(&kept).unwrap().len(), 300 * 1024),
        }
        assert!(heard.iter().all(|(done, of)| done <= of && *of == 300));
    }
}
