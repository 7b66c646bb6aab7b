//! One run of one program: how long, how much memory, how many bytes came of it.

use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::shell::Outcome;

/// What one run took.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Measured {
    /// From the start until the output was on the disk.
    pub(crate) took: Duration,
    /// The most memory that one process had in use, in KiB, of those that the program was made of; none where the system
    /// does not tell.
    pub(crate) peak_kib: Option<u64>,
    /// Bytes of the output.
    pub(crate) bytes: u64,
}

/// Where GNU time writes what it measured; its own process adds a megabyte and a millisecond to every program alike.
const TIME: &str = "/usr/bin/time";

/// Runs `command`, which writes `out`, and waits until `out` is on the disk.
pub(crate) fn run(command: &mut Command, out: &Path) -> Outcome<Measured> {
    let name = command.get_program().to_string_lossy().into_owned();
    let told = out.with_extension("time");
    let mut timed = if Path::new(TIME).is_file() {
        let mut timed = Command::new(TIME);
        timed
            .args(["-f", "%M", "-o"])
            .arg(&told)
            .arg(command.get_program());
        timed.args(command.get_args());
        timed
    } else {
        let mut plain = Command::new(command.get_program());
        plain.args(command.get_args());
        plain
    };
    // A file that is overwritten costs its old pages too, so each run begins without one.
    let _ = std::fs::remove_file(out);
    timed
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let start = Instant::now();
    let status = timed
        .status()
        .map_err(|error| format!("`{name}` could not be started: {error}"))?;
    if !status.success() {
        return Err(format!("`{name}` failed ({status})"));
    }
    let unwritten = |error| format!("`{name}` wrote no file: {error}");
    let file = File::options().write(true).open(out).map_err(unwritten)?;
    file.sync_all().map_err(unwritten)?;
    Ok(Measured {
        took: start.elapsed(),
        peak_kib: std::fs::read_to_string(&told)
            .ok()
            .and_then(|text| text.trim().parse().ok()),
        bytes: file.metadata().map_or(0, |metadata| metadata.len()),
    })
}

/// Runs `command` with its words shown.
pub(crate) fn quietly(command: &mut Command) -> Outcome {
    let status = command
        .status()
        .map_err(|error| format!("could not be started: {error}"))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("the work failed ({status})"))
    }
}

/// The one in the middle.
pub(crate) fn median<T: Copy + Ord>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut values: Vec<T> = values.collect();
    values.sort_unstable();
    values.get(values.len() / 2).copied()
}
