//! The journeys through the real window: a virtual display, tauri-driver, and the scripts under `tests/e2e`.

use std::fs;
use std::path::PathBuf;

use crate::alone::alone;
use crate::machine::{self, Purpose};
use crate::shell::{self, Outcome};
use crate::{test, ui};

const DRIVER_VERSION: &str = "2.1.0";

/// Large enough for the window at its first size, with room for a file dialog.
const SCREEN: &str = "-screen 0 1400x1000x24 -nolisten tcp";

/// Prepares the machine, builds window and front end, and drives the named journeys, or all of them.
pub(crate) fn prepare_and_drive(names: &[&str]) -> Outcome {
    machine::prepare(Purpose::Tests)?;
    ui::install()?;
    ui::build()?;
    install()?;
    test::build()?;
    install_driver()?;
    drive(names)
}

/// Installs the packages of the journeys.
pub(crate) fn install() -> Outcome {
    ui::npm_ci(&folder())
}

/// Builds tauri-driver into the target folder unless this version of it is there.
pub(crate) fn install_driver() -> Outcome {
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    let tools = shell::target().join("tools");
    let list = fs::read_to_string(tools.join(".crates.toml")).unwrap_or_default();
    if list.contains(&format!("\"tauri-driver {DRIVER_VERSION} ")) && tools.join("bin/tauri-driver").is_file()
    {
        println!("tauri-driver {DRIVER_VERSION} is there");
        return Ok(());
    }
    println!("tauri-driver {DRIVER_VERSION} is built once; this takes about a minute");
    // It only passes messages on, so that building it without optimisation costs nothing but less time.
    let words = [
        "install",
        "tauri-driver",
        "--locked",
        "--debug",
        "--quiet",
        "--version",
    ];
    let mut install = shell::command("cargo", &words);
    shell::execute(
        install
            .arg(format!("={DRIVER_VERSION}"))
            .arg("--root")
            .arg(&tools),
    )
}

/// Drives the named journeys, or all of them, in the window that was built last, without any network: a window that
/// looks for another machine fails the run (hazard H28).
pub(crate) fn drive(names: &[&str]) -> Outcome {
    if !cfg!(target_os = "linux") {
        println!("The window's journeys need WebKitWebDriver, which only Linux has. They were NOT run here.");
        return Ok(());
    }
    let mut run = alone(
        "xvfb-run",
        &["--auto-servernum", "--server-args", SCREEN, "node", "run.mjs"],
    );
    run.args(names)
        .current_dir(folder())
        .env("E2E_PROGRAM", shell::built("second-opinion"))
        .env("E2E_CLI", shell::built("second-opinion-cli"))
        .env("E2E_DRIVER", shell::target().join("tools/bin/tauri-driver"))
        .env("E2E_OUT", shell::target().join("e2e"))
        // A person's own desktop must neither be used nor disturbed.
        .env_remove("WAYLAND_DISPLAY")
        .env("GDK_BACKEND", "x11");
    shell::execute(&mut run)
}

fn folder() -> PathBuf {
    shell::root().join("tests/e2e")
}
