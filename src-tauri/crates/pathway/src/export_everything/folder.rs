//! The folder of an export: under another name until it is whole, each file hashed as it is written.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::Error;

/// A folder that is being filled. It goes again unless it is given its name.
pub(super) struct Folder {
    unfinished: PathBuf,
    to: PathBuf,
    /// Path in the folder and digest of each file, in the order in which they were written.
    pub(super) sums: Vec<(String, String)>,
    is_named: bool,
}

impl Folder {
    /// Begins beside where the folder will stand. What a crash has left of an earlier attempt at the same place goes.
    pub(super) fn beside(to: &Path) -> Result<Self, Error> {
        let name = to.file_name().ok_or_else(|| refused("it has no name"))?;
        let parent = to.parent().filter(|parent| !parent.as_os_str().is_empty());
        if to.exists() {
            return Err(Error::refused(
                "already_there",
                "There is something of this name already, and an export is never written over anything. Name a folder that does not exist.",
            ));
        }
        let mut hidden = std::ffi::OsString::from(".");
        hidden.push(name);
        hidden.push(".unfinished");
        let unfinished = parent.unwrap_or(Path::new(".")).join(hidden);
        if unfinished.is_dir() {
            fs::remove_dir_all(&unfinished).map_err(|error| refused(&error.to_string()))?;
        }
        make_private(&unfinished).map_err(|error| refused(&error.to_string()))?;
        Ok(Self {
            unfinished,
            to: to.to_owned(),
            sums: Vec::new(),
            is_named: false,
        })
    }

    pub(super) fn path(&self) -> &Path {
        &self.unfinished
    }

    /// Writes one file, `name` being its path in the folder with `/` between its parts.
    pub(super) fn write<E: From<Error>>(
        &mut self,
        name: &str,
        fill: impl FnOnce(&mut Hashing) -> Result<(), E>,
    ) -> Result<(), E> {
        let failed = |error: io::Error| E::from(refused(&error.to_string()));
        let path = name
            .split('/')
            .fold(self.unfinished.clone(), |path, part| path.join(part));
        fs::create_dir_all(path.parent().unwrap_or(&self.unfinished)).map_err(failed)?;
        let mut out = Hashing {
            file: io::BufWriter::new(File::create_new(&path).map_err(failed)?),
            hash: Sha256::new(),
        };
        fill(&mut out)?;
        let file = out
            .file
            .into_inner()
            .map_err(|error| failed(error.into_error()))?;
        file.sync_all().map_err(failed)?;
        self.sums
            .push((name.to_owned(), hex::encode(out.hash.finalize())));
        Ok(())
    }

    /// Gives the folder its name.
    pub(super) fn finish(&mut self) -> Result<(), Error> {
        sync_names(&self.unfinished);
        fs::rename(&self.unfinished, &self.to).map_err(|error| refused(&error.to_string()))?;
        self.is_named = true;
        sync_names(self.to.parent().unwrap_or(Path::new(".")));
        Ok(())
    }

    /// Takes the folder away again, whether it has its name or not.
    pub(super) fn take_back(&self) {
        let folder = if self.is_named { &self.to } else { &self.unfinished };
        let _ = fs::remove_dir_all(folder);
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if !self.is_named {
            self.take_back();
        }
    }
}

/// A file that is hashed as it is written.
pub(super) struct Hashing {
    file: io::BufWriter<File>,
    hash: Sha256,
}

impl Hashing {
    /// Writes a text.
    pub(super) fn text(&mut self, text: &str) -> Result<(), Error> {
        self.write_all(text.as_bytes())
            .map_err(|error| refused(&error.to_string()))
    }
}

impl Write for Hashing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hash.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Makes a folder that only this account may enter: what will be in it is not encrypted.
fn make_private(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Makes the names below a folder durable, as far as its file system can be asked for that.
fn sync_names(folder: &Path) {
    #[cfg(unix)]
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            sync_names(&entry.path());
        }
    }
}

fn refused(why: &str) -> Error {
    Error::File {
        code: "file_unreadable".into(),
        message: format!(
            "The export could not be written ({why}). Nothing was kept of it, and nothing in the store was changed. Choose another folder."
        ),
        details: Vec::new(),
    }
}
