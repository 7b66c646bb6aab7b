//! `cargo xtask test`: everything that must hold before a change is shared, cheapest first.

use crate::machine::{self, Purpose};
use crate::phases::Phases;
use crate::shell::{self, Outcome};
use crate::{e2e, papers, tidy, ui};

/// Runs every phase and stops at the first that fails.
pub(crate) fn test() -> Outcome {
    let mut phases = Phases::default();
    phases.run("house rules", tidy::tidy)?;
    phases.run("format", format)?;
    phases.run("machine", || machine::prepare(Purpose::Tests))?;
    phases.run("npm packages", || ui::install().and_then(|()| e2e::install()))?;
    phases.run("front end", ui::check)?;
    phases.run("clippy", clippy)?;
    phases.run("build", build)?;
    phases.run("cargo test", || {
        // The journeys run the command line that the phase before has built.
        let mut words = machine::cargo(&["test", "--workspace", "--no-fail-fast"]);
        words.env("SECOND_OPINION_IS_BUILT", "1");
        shell::execute(words.env(papers::FOLDER, papers::emptied()?))
    })?;
    phases.run("independent checker", papers::check)?;
    phases.run("window driver", e2e::install_driver)?;
    phases.run("window", || e2e::drive(&[]))?;
    phases.print();
    println!("\nEverything holds.");
    Ok(())
}

/// Is the Rust code formatted?
pub(crate) fn format() -> Outcome {
    shell::execute(&mut machine::cargo(&["fmt", "--all", "--check"]))
        .map_err(|reason| format!("{reason}; `cargo fmt --all` formats it"))
}

/// Lints of the whole workspace, every warning an error.
pub(crate) fn clippy() -> Outcome {
    shell::execute(&mut machine::cargo(&[
        "clippy",
        "--workspace",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ]))
}

/// Unit tests of every crate, without the journeys.
pub(crate) fn unit() -> Outcome {
    shell::execute(&mut machine::cargo(&[
        "test",
        "--workspace",
        "--lib",
        "--bins",
        "--no-fail-fast",
    ]))
}

/// The journeys through core and command line.
pub(crate) fn journeys() -> Outcome {
    build()?;
    shell::execute(&mut machine::cargo(&["test", "--workspace", "--test", "it"]))
}

/// Builds the window, the command line and every test with one and the same set of features: asked for one by
/// one they would enable different features of what they share, and Cargo would compile that twice.
pub(crate) fn build() -> Outcome {
    shell::execute(&mut machine::cargo(&["build", "--workspace", "--all-targets"]))
}
