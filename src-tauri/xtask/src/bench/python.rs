//! Python with a package or two in a folder of its own, for the peers that are written in it.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::shell;

/// The Python below `home` that has `packages`, which it imports as `modules`; made if it can be made.
pub(super) fn with(home: &Path, packages: &[&str], modules: &str) -> Option<PathBuf> {
    let python = home.join("bin").join("python");
    let works = |python: &Path| {
        let mut command = Command::new(python);
        command
            .args(["-c", &format!("import {modules}")])
            .stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    };
    if !works(&python) {
        let made = |command: &mut Command| shell::execute(command).is_ok();
        let ready = made(Command::new("python3").args(["-m", "venv"]).arg(home))
            && made(
                Command::new(&python)
                    .args(["-m", "pip", "install", "--quiet"])
                    .args(packages),
            );
        if !ready {
            return None;
        }
    }
    works(&python).then_some(python)
}
