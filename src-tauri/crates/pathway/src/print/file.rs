//! A file that is written whole or not at all.

use std::io::Write;
use std::path::Path;

use crate::Error;

/// Writes a file so that its name never shows half of it: beside it, flushed, then renamed. After a
/// power cut it is there too.
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
    keep_name(folder);
    Ok(())
}

/// Makes the name durable as the bytes already are: without it a power cut would take the whole file away again. A
/// folder that cannot be asked for it, as on some network drives, is no reason to take back what was written.
#[cfg(unix)]
fn keep_name(folder: &Path) {
    let _ = std::fs::File::open(folder).and_then(|folder| folder.sync_all());
}

/// Windows keeps names in the journal of the file system and offers no way to flush a folder.
#[cfg(not(unix))]
fn keep_name(_folder: &Path) {}

fn unwritable(why: &str) -> Error {
    Error::File {
        code: "file_unreadable".into(),
        message: format!(
            "The file could not be written ({why}). What stood there before still stands. Choose another folder."
        ),
        details: Vec::new(),
    }
}
