//! The system's printing service, by its own programs: `lpstat` says what there is, `lp` takes a job.
//!
//! A paper goes through a pipe, so that no plain copy of ours stays on the disk. Whatever the service does, an answer
//! comes within a set time: a printer that does not answer must not hold up the desk.

use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crate::Error;
use crate::view::{PrinterView, PrintersView};

/// How long a question to the service may take.
const QUESTION: Duration = Duration::from_secs(10);

/// How long the service may take to accept a job; a large one goes over a network.
const JOB: Duration = Duration::from_secs(60);

/// How often a running program is looked at.
const PAUSE: Duration = Duration::from_millis(10);

/// The printers of this desk, or why there are none.
#[must_use]
pub(super) fn printers() -> PrintersView {
    match known() {
        Ok(printers) => PrintersView {
            trouble: printers
                .is_empty()
                .then(|| "this computer has no printer".to_owned()),
            printers,
        },
        Err(trouble) => PrintersView {
            printers: Vec::new(),
            trouble: Some(trouble),
        },
    }
}

/// The printer of this name, or the system's own where none is named; it must be ready to take a job.
///
/// # Errors
/// [`Error::File`] with `print_failed`, in plain words.
pub(super) fn choose(named: Option<&str>) -> Result<String, Error> {
    let PrintersView { printers, trouble } = printers();
    if let Some(trouble) = trouble {
        return Err(not_printed(&trouble));
    }
    let chosen = match named {
        Some(name) => printers
            .into_iter()
            .find(|printer| printer.name == name)
            .ok_or_else(|| not_printed("there is no such printer at this computer"))?,
        None => printers
            .into_iter()
            .find(|printer| printer.is_default)
            .ok_or_else(|| not_printed("no printer was chosen, and the computer has no usual one"))?,
    };
    match chosen.trouble {
        Some(trouble) => Err(not_printed(&format!("the printer “{}” {trouble}", chosen.name))),
        None => Ok(chosen.name),
    }
}

/// Hands a PDF to the printer.
///
/// # Errors
/// [`Error::File`] with `print_failed` when the service does not take it; then it did not take any of it.
pub(super) fn send(printer: &str, bytes: Vec<u8>, copies: u32, duplex: bool) -> Result<(), Error> {
    let copies = copies.to_string();
    let sides = if duplex {
        "sides=two-sided-long-edge"
    } else {
        "sides=one-sided"
    };
    // The title is neutral: it is shown in the queue to whoever stands at the printer. Pages larger than the sheet are
    // made to fit it: the service's own habit is to cut off what does not, and with it words of a record.
    let words = [
        "-d",
        printer,
        "-n",
        &copies,
        "-t",
        "Second Opinion",
        "-o",
        "media=A4",
        "-o",
        sides,
        "-o",
        "collate=true",
        "-o",
        "print-scaling=fit",
        "-o",
        "fit-to-page",
    ];
    let said = ask("lp", &words, Some(bytes), JOB).map_err(|trouble| not_printed(&trouble))?;
    if said.is_success {
        return Ok(());
    }
    let why = said.errors.lines().next().unwrap_or_default();
    let why = why.trim_start_matches("lp:").trim();
    Err(not_printed(&if why.is_empty() {
        "the printing service refused the job".to_owned()
    } else {
        format!("the printing service refused the job and says “{why}”")
    }))
}

fn known() -> Result<Vec<PrinterView>, String> {
    if cfg!(not(unix)) {
        return Err("on this system the viewer for PDF files prints. Open the paper in it".to_owned());
    }
    let answer = |words: &[&str]| ask("lpstat", words, None, QUESTION);
    if !answer(&["-r"])?.words.contains("is running") {
        return Err("the printing service of this computer is not running".to_owned());
    }
    let default = answer(&["-d"])?.words;
    let default = default.rsplit_once(": ").map(|(_, name)| name.trim().to_owned());
    let (accepting, states) = (answer(&["-a"])?.words, answer(&["-p"])?.words);
    let mut printers: Vec<PrinterView> = answer(&["-e"])?
        .words
        .lines()
        .map(|name| PrinterView {
            name: name.to_owned(),
            is_default: default.as_deref() == Some(name),
            trouble: trouble_of(name, &accepting, &states),
        })
        .collect();
    printers.sort_by_key(|printer| !printer.is_default);
    Ok(printers)
}

fn trouble_of(name: &str, accepting: &str, states: &str) -> Option<String> {
    let says = |lines: &str, start: &str| lines.lines().any(|line| line.starts_with(start));
    if says(accepting, &format!("{name} not accepting")) {
        Some("takes no jobs at the moment".to_owned())
    } else if says(states, &format!("printer {name} disabled")) {
        Some("is stopped; look to its paper and toner, or ask for it to be started".to_owned())
    } else {
        None
    }
}

/// What a program said.
struct Said {
    is_success: bool,
    words: String,
    errors: String,
}

/// Runs a program of the printing service in the language of its manual, and no longer than `limit`.
fn ask(program: &str, words: &[&str], input: Option<Vec<u8>>, limit: Duration) -> Result<Said, String> {
    let mut child = Command::new(program)
        .args(words)
        .env("LC_ALL", "C")
        .stdin(input.as_ref().map_or_else(Stdio::null, |_| Stdio::piped()))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|_| "this computer has no printing service".to_owned())?;
    if let (Some(bytes), Some(mut pipe)) = (input, child.stdin.take()) {
        // A service that refuses the job closes the pipe early, and says why in its answer.
        thread::spawn(move || pipe.write_all(&bytes).ok());
    }
    let (said, errors) = (read(child.stdout.take()), read(child.stderr.take()));
    let is_success = wait(&mut child, limit)?;
    Ok(Said {
        is_success,
        words: said.join().unwrap_or_default(),
        errors: errors.join().unwrap_or_default(),
    })
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

fn wait(child: &mut Child, limit: Duration) -> Result<bool, String> {
    let silent = "the printing service does not answer";
    let started = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Ok(status.success()),
            Ok(None) if started.elapsed() < limit => thread::sleep(PAUSE),
            _ => {
                // It may have ended in this very moment; either way it is over.
                child.kill().ok();
                child.wait().ok();
                return Err(silent.to_owned());
            }
        }
    }
}

fn not_printed(why: &str) -> Error {
    Error::File {
        code: "print_failed".into(),
        message: format!(
            "It was not printed: {why}. Nothing was lost. Choose another printer, or save it as PDF and print it from \
             there."
        ),
        details: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_printer_that_takes_no_jobs_or_stands_still_is_told_from_one_that_is_ready() {
        let accepting =
            "Ward not accepting requests since Tue 24 Nov 2026\nWard2 accepting requests since Tue";
        let states = "printer Ward is idle.\nprinter Ward2 disabled since Tue 24 Nov 2026 -\n\tPaused\nprinter Ward3 is idle.";
        let trouble = |name| trouble_of(name, accepting, states);
        assert!(trouble("Ward").unwrap().contains("takes no jobs"));
        assert!(trouble("Ward2").unwrap().contains("is stopped"));
        assert_eq!(trouble("Ward3"), None);
    }

    #[cfg(unix)]
    #[test]
    fn a_service_that_does_not_answer_is_not_waited_for() {
        let limit = Duration::from_millis(200);
        let started = Instant::now();
        let silent = ask("sleep", &["30"], None, limit).err().unwrap();
        assert!(silent.contains("does not answer"));
        assert!(started.elapsed() < Duration::from_secs(10));
        let none = ask("no-such-program-of-any-printing-service", &[], None, limit);
        assert!(none.err().unwrap().contains("no printing service"));
    }
}
