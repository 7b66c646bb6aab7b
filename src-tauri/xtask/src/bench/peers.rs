//! The programs that are measured: ours, those that also join PDFs, and the floor below which nothing goes.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::python;
use crate::shell;

/// Our own program among the others.
pub(crate) const OURS: &str = "ours";
/// The bytes of all files written one after the other.
pub(crate) const FLOOR: &str = "cat";

/// Joins the files named after the output; what Python's pypdf is told.
const PYPDF: &str = "import sys\nfrom pypdf import PdfWriter\nw = PdfWriter()\n\
                     for f in sys.argv[2:]: w.append(f)\nw.write(sys.argv[1])";

/// One program, or one that is not installed.
pub(crate) struct Peer {
    pub(crate) name: &'static str,
    program: Option<PathBuf>,
    words: fn(&Path, &[PathBuf]) -> Vec<OsString>,
}

impl Peer {
    pub(crate) fn is_there(&self) -> bool {
        self.program.is_some()
    }

    /// The command that joins `files` into `out`.
    pub(crate) fn command(&self, out: &Path, files: &[PathBuf]) -> Command {
        let mut command = Command::new(self.program.as_deref().unwrap_or(Path::new(self.name)));
        command.args((self.words)(out, files));
        command
    }
}

/// Every program in the order of the table.
pub(crate) fn all(examples: &Path, folder: &Path) -> Vec<Peer> {
    let installed = |name: &str| shell::has_program(name).then(|| PathBuf::from(name));
    let peer = |name, program, words| Peer { name, program, words };
    vec![
        peer(FLOOR, installed("sh"), floor_words),
        peer(OURS, Some(examples.join("bundle_of_files")), out_first),
        peer("qpdf", installed("qpdf"), |out, files| {
            [
                vec!["--empty".into(), "--pages".into()],
                names(files),
                vec!["--".into(), out.into()],
            ]
            .concat()
        }),
        peer("mutool", installed("mutool"), |out, files| {
            [vec!["merge".into(), "-o".into(), out.into()], names(files)].concat()
        }),
        peer("pdfunite", installed("pdfunite"), |out, files| {
            [names(files), vec![out.into()]].concat()
        }),
        peer(
            "pypdf",
            python::with(&folder.join("pypdf"), &["pypdf"], "pypdf"),
            |out, files| [vec!["-c".into(), PYPDF.into()], out_first(out, files)].concat(),
        ),
    ]
}

/// How many pages a file has, as another program counts them; 0 when none is there to ask.
pub(crate) fn pages(file: &Path) -> u64 {
    let told = shell::ask("qpdf", &["--show-npages", &file.to_string_lossy()]);
    told.and_then(|words| words.parse().ok()).unwrap_or(0)
}

fn names(files: &[PathBuf]) -> Vec<OsString> {
    files.iter().map(Into::into).collect()
}

fn out_first(out: &Path, files: &[PathBuf]) -> Vec<OsString> {
    [vec![out.into()], names(files)].concat()
}

fn floor_words(out: &Path, files: &[PathBuf]) -> Vec<OsString> {
    let line = "out=$1; shift; cat \"$@\" > \"$out\"";
    [vec!["-c".into(), line.into(), "sh".into()], out_first(out, files)].concat()
}
