//! Paper and files: sent by the system's own printing service, written whole or not at all.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::Error;
use crate::view::{PrintInput, PrintedView};

/// The most copies that one job prints.
const MOST_COPIES: u32 = 20;

/// Writes a file so that its name never shows half of it: beside it, flushed, then renamed.
///
/// # Errors
/// [`Error::File`] when the disk refuses; what stood there before still stands.
pub(crate) fn write_whole(out: &Path, bytes: &[u8]) -> Result<(), Error> {
    let folder = out
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let name = out.file_name().ok_or_else(|| unwritable("it has no name"))?;
    let mut beside = std::ffi::OsString::from(".");
    beside.push(name);
    beside.push(format!(".{}.part", std::process::id()));
    let beside = folder.join(beside);
    let written = std::fs::File::create(&beside)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
        .and_then(|()| std::fs::rename(&beside, out));
    if let Err(error) = written {
        let _ = std::fs::remove_file(&beside);
        return Err(unwritable(&error.to_string()));
    }
    Ok(())
}

/// The printers that the system knows, the default one first.
#[cfg(unix)]
pub(crate) fn printers() -> Vec<String> {
    let listed = |arguments: &[&str]| {
        let output = Command::new("lpstat")
            .args(arguments)
            .stderr(Stdio::null())
            .output()
            .ok()?;
        String::from_utf8(output.stdout).ok()
    };
    let default = listed(&["-d"]).and_then(|line| Some(line.rsplit_once(':')?.1.trim().to_owned()));
    let mut printers: Vec<String> = listed(&["-e"])
        .unwrap_or_default()
        .lines()
        .map(str::to_owned)
        .collect();
    if let Some(default) = default {
        printers.sort_by_key(|printer| *printer != default);
    }
    printers
}

/// The printing service of Windows takes no PDF; there the file is opened in the system's viewer instead.
#[cfg(not(unix))]
pub(crate) fn printers() -> Vec<String> {
    Vec::new()
}

/// Hands a PDF to the printing service, through a pipe: no plain copy of ours stays on the disk.
///
/// # Errors
/// [`Error::File`] with `print_failed` when the service does not take it.
pub(crate) fn send(bytes: &[u8], pages: u32, input: &PrintInput) -> Result<PrintedView, Error> {
    let copies = input.copies.clamp(1, MOST_COPIES);
    let known = printers();
    let printer = match &input.printer {
        Some(name) if known.contains(name) => name.clone(),
        Some(_) => return Err(not_printed("there is no such printer")),
        None => known
            .first()
            .cloned()
            .ok_or_else(|| not_printed("the system knows no printer"))?,
    };
    let sides = if input.duplex {
        "two-sided-long-edge"
    } else {
        "one-sided"
    };
    // The title is neutral: it is shown in the queue to whoever stands at the printer.
    let mut job = Command::new("lp")
        .args([
            "-d",
            &printer,
            "-n",
            &copies.to_string(),
            "-t",
            "Second Opinion",
            "-o",
            "media=A4",
            "-o",
        ])
        .arg(format!("sides={sides}"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|_| not_printed("the printing service cannot be reached"))?;
    if let Some(mut pipe) = job.stdin.take() {
        pipe.write_all(bytes)
            .map_err(|_| not_printed("the printing service stopped listening"))?;
    }
    let output = job
        .wait_with_output()
        .map_err(|_| not_printed("the printing service did not answer"))?;
    if !output.status.success() {
        return Err(not_printed("the printing service refused the job"));
    }
    let said = String::from_utf8_lossy(&output.stdout);
    let job = said
        .split_whitespace()
        .find(|word| word.starts_with(&format!("{printer}-")))
        .map(str::to_owned);
    Ok(PrintedView {
        printer,
        pages: pages.saturating_mul(copies),
        job,
    })
}

fn unwritable(why: &str) -> Error {
    Error::File {
        code: "file_unreadable".into(),
        message: format!(
            "The file could not be written ({why}). What stood there before still stands. Choose another folder."
        ),
        details: Vec::new(),
    }
}

fn not_printed(why: &str) -> Error {
    Error::File {
        code: "print_failed".into(),
        message: format!(
            "It was not printed: {why}. Choose another printer, or save it as PDF and print it from there."
        ),
        details: Vec::new(),
    }
}
