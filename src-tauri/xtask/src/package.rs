//! `cargo xtask package`: the release build and its installer.

use crate::machine::{self, Purpose};
use crate::phases::Phases;
use crate::shell::{self, Outcome};
use crate::ui;

/// The installers that can be made on the system this runs on.
const INSTALLERS: &str = if cfg!(windows) {
    "nsis"
} else if cfg!(target_os = "macos") {
    "dmg"
} else {
    "deb"
};

/// Builds the release, with its own copy of OpenSSL, and the installer of this system.
pub(crate) fn package() -> Outcome {
    let mut phases = Phases::default();
    phases.run("machine", || machine::prepare(Purpose::Window))?;
    phases.run("npm packages", ui::install)?;
    phases.run("release", || {
        let tauri = shell::root().join("ui/node_modules/.bin").join(if cfg!(windows) {
            "tauri.cmd"
        } else {
            "tauri"
        });
        if !tauri.is_file() {
            return Err(
                "ui/package.json does not bring @tauri-apps/cli, which makes the installer".to_owned(),
            );
        }
        let mut build = shell::command(tauri, &["build", "--bundles", INSTALLERS]);
        // What is shipped carries the OpenSSL it was tested with and asks nothing of the clinician's computer.
        build
            .env_remove("OPENSSL_NO_VENDOR")
            .current_dir(shell::root().join("src-tauri"));
        shell::execute(&mut build)
    })?;
    phases.print();
    println!(
        "\nThe installer lies in {}",
        shell::target().join("release/bundle").display()
    );
    Ok(())
}
