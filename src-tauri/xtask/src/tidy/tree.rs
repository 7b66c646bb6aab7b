//! The repository's files as the rules see them: paths with forward slashes from the root, and text where it is text.

use std::fmt;
use std::fs;
use std::io;
use std::path::Path;

/// Folders that hold what is built or fetched, never what is written here.
const SKIPPED: [&str; 7] = [
    ".git",
    "target",
    "node_modules",
    "ui/dist",
    "src-tauri/gen",
    "src-tauri/xtask/fixtures/empty-window/gen",
    ".second-opinion",
];

/// Every file that belongs to the repository, in the order of paths.
#[derive(Default)]
pub(super) struct Tree {
    pub(super) files: Vec<File>,
}

/// One file; `text` is empty for a binary one.
pub(super) struct File {
    pub(super) path: String,
    pub(super) text: String,
}

/// A broken rule and where; `line` is 0 when the file as a whole is meant.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault {
    path: String,
    line: usize,
    says: String,
}

impl Tree {
    /// Reads the repository at `root`.
    pub(super) fn read(root: &Path) -> io::Result<Self> {
        let mut tree = Self::default();
        tree.walk(root, "")?;
        tree.files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(tree)
    }

    /// A tree of made-up files, for the rules' own tests.
    #[cfg(test)]
    pub(super) fn of(files: &[(&str, &str)]) -> Self {
        let file = |&(path, text): &(&str, &str)| File {
            path: path.to_owned(),
            text: text.to_owned(),
        };
        Self {
            files: files.iter().map(file).collect(),
        }
    }

    /// The text of one file, if it exists.
    pub(super) fn text(&self, path: &str) -> Option<&str> {
        self.files
            .iter()
            .find(|file| file.path == path)
            .map(|file| file.text.as_str())
    }

    /// Files whose name ends in one of these endings.
    pub(super) fn ending<'a>(&'a self, endings: &'a [&str]) -> impl Iterator<Item = &'a File> {
        self.files
            .iter()
            .filter(move |file| endings.iter().any(|ending| file.path.ends_with(ending)))
    }

    fn walk(&mut self, root: &Path, folder: &str) -> io::Result<()> {
        for entry in fs::read_dir(root.join(folder))? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = if folder.is_empty() {
                name.clone()
            } else {
                format!("{folder}/{name}")
            };
            if SKIPPED.contains(&name.as_str()) || SKIPPED.contains(&path.as_str()) {
                continue;
            }
            if entry.file_type()?.is_symlink() {
                // What it points to is either seen where it lies or is not ours.
                continue;
            }
            if entry.file_type()?.is_dir() {
                self.walk(root, &path)?;
            } else {
                let text = String::from_utf8(fs::read(entry.path())?).unwrap_or_default();
                self.files.push(File { path, text });
            }
        }
        Ok(())
    }
}

impl File {
    /// A fault in this file; lines count from 1.
    pub(super) fn fault(&self, line: usize, says: impl Into<String>) -> Fault {
        Fault::at(&self.path, line, says)
    }

    /// True if the file lies in one of these folders, each given with its last slash.
    pub(super) fn is_in(&self, folders: &[&str]) -> bool {
        folders.iter().any(|folder| self.path.starts_with(folder))
    }
}

impl Fault {
    /// A fault at a path, whether or not a file lies there.
    pub(super) fn at(path: &str, line: usize, says: impl Into<String>) -> Self {
        Self {
            path: path.to_owned(),
            line,
            says: says.into(),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.path, self.says),
            line => write!(f, "{}:{line}: {}", self.path, self.says),
        }
    }
}
