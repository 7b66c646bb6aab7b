//! Our papers before a checker that is not ours: PDF/A and PDF/UA as page-validation reads them.
//!
//! The papers are those that the tests of `crates/papers` write; what they are written for is told by their folder.

use std::fs;
use std::path::{Path, PathBuf};

use crate::machine::{self, Purpose};
use crate::shell::{self, Outcome};

/// Names the folder that the tests write their papers into.
pub(crate) const FOLDER: &str = "SECOND_OPINION_PAPERS";

/// The checker, with the digest of each of its files.
const REQUIREMENTS: &str = include_str!("requirements.txt");

/// What is told to it.
const CHECK: &str = include_str!("check.py");

/// What the papers of each folder must keep; what must be broken stands after an exclamation mark.
const STANDARDS: [(&str, &str); 3] = [
    ("papers", "2a,ua1"),
    ("bundles", "3b"),
    // A record in it is no archive, which the bundle says: a checker that would not notice proves nothing.
    ("honest-bundles", "!3b"),
];

/// Prints the papers and checks them.
pub(crate) fn papers() -> Outcome {
    machine::prepare(Purpose::Tests)?;
    let folder = emptied()?;
    shell::execute(machine::cargo(&["test", "--workspace", "--test", "it", "archive"]).env(FOLDER, folder))?;
    check()
}

/// The folder for the papers of this run, empty: a paper of yesterday must not stand for one of today.
pub(crate) fn emptied() -> Outcome<PathBuf> {
    let folder = folder();
    let unusable = |error| format!("{} cannot be emptied: {error}", folder.display());
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(unusable)?;
    }
    for (name, _) in STANDARDS {
        fs::create_dir_all(folder.join(name)).map_err(unusable)?;
    }
    Ok(folder)
}

/// Checks the papers that the tests wrote last.
pub(crate) fn check() -> Outcome {
    let python = checker()?;
    let mut command = shell::command(python, &["-c", CHECK]);
    for (name, standards) in STANDARDS {
        command.arg(format!("{}={standards}", folder().join(name).display()));
    }
    let status = command
        .status()
        .map_err(|error| format!("the checker could not be started: {error}"))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!(
            "papers do not keep their standard, as said above ({status})"
        ))
    }
}

/// The Python that has the checker, in a folder of its own below the target folder; made unless it is there.
fn checker() -> Outcome<PathBuf> {
    let home = shell::target().join("tools").join("page-validation");
    let python = home.join(if cfg!(windows) {
        "Scripts/python.exe"
    } else {
        "bin/python"
    });
    let installed = home.join("requirements.txt");
    if fs::read_to_string(&installed).is_ok_and(|text| text == REQUIREMENTS) {
        return Ok(python);
    }
    let unwritable = |error| format!("{} cannot be written: {error}", home.display());
    if home.exists() {
        fs::remove_dir_all(&home).map_err(unwritable)?;
    }
    shell::execute(shell::command(system_python(), &["-m", "venv"]).arg(&home))?;
    let wanted = home.join("wanted.txt");
    fs::write(&wanted, REQUIREMENTS).map_err(unwritable)?;
    let words = [
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--require-hashes",
        "--only-binary",
        ":all:",
        "-r",
    ];
    shell::execute(shell::command(&python, &words).arg(&wanted)).map_err(|reason| {
        format!(
            "{reason}; the independent checker comes from PyPI, which must be reachable once, and needs Python 3.10 to \
             3.14. Without it nobody knows whether the papers keep PDF/A and PDF/UA"
        )
    })?;
    // Only a whole installation carries this name.
    fs::rename(&wanted, &installed).map_err(unwritable)?;
    Ok(python)
}

/// The system's own Python where there is one: what a version manager puts before it may lack what apt has.
fn system_python() -> &'static Path {
    let system = Path::new("/usr/bin/python3");
    match (system.is_file(), cfg!(windows)) {
        (true, _) => system,
        (false, true) => Path::new("python"),
        (false, false) => Path::new("python3"),
    }
}

fn folder() -> PathBuf {
    shell::target().join("papers")
}
