//! The front end's own tools, and the file that Rust writes for it.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::SystemTime;

use crate::machine;
use crate::shell::{self, Outcome};

/// The scripts `ui/package.json` must offer to be checked, in the order they are run.
const CHECKS: [&str; 3] = ["lint", "typecheck", "test"];

/// Installs the front end's packages and checks and builds it.
pub(crate) fn prove() -> Outcome {
    install()?;
    check()
}

/// Lint, types and unit tests, then the build that the window embeds.
pub(crate) fn check() -> Outcome {
    for script in CHECKS {
        shell::execute(npm(&["run", script]).current_dir(folder()))?;
    }
    build()
}

/// Builds `ui/dist`.
pub(crate) fn build() -> Outcome {
    shell::execute(npm(&["run", "build"]).current_dir(folder()))
}

/// Installs the front end's packages from its lock file.
pub(crate) fn install() -> Outcome {
    npm_ci(&folder())
}

/// Writes the TypeScript side of the commands anew; the shell's own test does it when asked to.
pub(crate) fn bindings() -> Outcome {
    // The window cannot be compiled without a folder to embed, and the front end cannot be built without the
    // bindings: an empty folder breaks the circle on a fresh checkout.
    let dist = folder().join("dist");
    fs::create_dir_all(&dist).map_err(|error| format!("ui/dist cannot be made: {error}"))?;
    shell::execute(machine::cargo(&["test", "-p", "second-opinion", "--lib", "bindings"]).env("UPDATE", "1"))
}

/// Installs the packages of one folder from its lock file, unless that was done since the lock last changed.
pub(crate) fn npm_ci(folder: &Path) -> Outcome {
    machine::require_node()?;
    let lock = changed(&folder.join("package-lock.json"));
    let installed = changed(&folder.join("node_modules").join(".package-lock.json"));
    if lock.is_none() {
        return Err(format!("{} has no package-lock.json", folder.display()));
    }
    if installed >= lock {
        println!("npm packages of {} are up to date", folder.display());
        return Ok(());
    }
    // Install scripts of other people's packages are not run: none is needed, and each could do anything.
    shell::execute(npm(&["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(folder))
}

fn folder() -> std::path::PathBuf {
    shell::root().join("ui")
}

fn npm(words: &[&str]) -> Command {
    shell::command(if cfg!(windows) { "npm.cmd" } else { "npm" }, words)
}

fn changed(file: &Path) -> Option<SystemTime> {
    fs::metadata(file).and_then(|metadata| metadata.modified()).ok()
}
