//! The system's own viewer for PDF files: a last way to see and to print that always works.
//!
//! A viewer needs a plain file. It lies in a folder of the store's own that only this account may enter, and is
//! removed when the person signs out, when the window closes, and once more at the next sign-in.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::Error;

/// How long a program that opens files is watched for saying at once that it cannot.
const FIRST_MOMENTS: Duration = Duration::from_millis(1500);

/// Writes the file and hands it to the viewer; returns where it lies.
pub(crate) fn open(home: &Path, name: &str, bytes: &[u8]) -> Result<PathBuf, Error> {
    let folder = folder(home);
    let path = folder.join(name);
    write_private(&folder, &path, bytes)
        .map_err(|error| not_opened(&format!("its file could not be written ({})", error.kind())))?;
    if let Err(why) = hand_over(&path) {
        // Without a viewer the plain file serves nobody.
        fs::remove_file(&path).ok();
        return Err(not_opened(why));
    }
    Ok(path)
}

/// Removes every plain file that was written for the viewer. What a viewer still holds open on a system that guards
/// open files goes the next time.
pub fn forget_opened(home: &Path) {
    let folder = folder(home);
    if fs::remove_dir_all(&folder).is_err()
        && let Ok(files) = fs::read_dir(&folder)
    {
        for file in files.flatten() {
            fs::remove_file(file.path()).ok();
        }
    }
}

fn folder(home: &Path) -> PathBuf {
    home.join("opened")
}

fn write_private(folder: &Path, path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    match builder.create(folder) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(error),
        _ => {}
    }
    // The same paper may be open already; its file is replaced, never written through.
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?.write_all(bytes)
}

#[cfg(target_os = "macos")]
const OPENER: &[&str] = &["open"];
#[cfg(windows)]
const OPENER: &[&str] = &["explorer.exe"];
#[cfg(all(unix, not(target_os = "macos")))]
const OPENER: &[&str] = &["xdg-open"];

fn hand_over(path: &Path) -> Result<(), &'static str> {
    let none = "this computer has no program for opening PDF files";
    let (program, words) = OPENER.split_first().ok_or(none)?;
    let mut opener = Command::new(program)
        .args(words)
        .arg(path)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|_| none)?;
    let started = Instant::now();
    while started.elapsed() < FIRST_MOMENTS {
        match opener.try_wait() {
            // Explorer ends with 1 whether it opened the file or not.
            Ok(Some(status)) if status.success() || cfg!(windows) => return Ok(()),
            Ok(Some(_)) => return Err(none),
            _ => thread::sleep(Duration::from_millis(20)),
        }
    }
    // It has become the viewer itself: it is let go on, and its end is awaited so that the system can forget it.
    thread::spawn(move || opener.wait());
    Ok(())
}

fn not_opened(why: &str) -> Error {
    Error::File {
        code: "not_opened".into(),
        message: format!(
            "It was not opened: {why}. Nothing was lost. Save it as PDF and open it from there."
        ),
        details: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_for_the_viewer_is_private_and_goes_when_it_is_forgotten() {
        let home = tempfile::tempdir().unwrap();
        let (folder, path) = (folder(home.path()), folder(home.path()).join("paper.pdf"));
        write_private(&folder, &path, b"%PDF-1.7").unwrap();
        write_private(&folder, &path, b"%PDF-1.7 again").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"%PDF-1.7 again");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
            assert_eq!((mode(&folder), mode(&path)), (0o700, 0o600));
        }
        forget_opened(home.path());
        assert!(!folder.exists());
        forget_opened(home.path());
    }
}
