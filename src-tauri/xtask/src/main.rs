//! All automation of the house in one program: `cargo xtask run` shows the product, `cargo xtask test` proves it.
//!
//! It depends on the standard library alone, so that a machine with nothing but the toolchain has it within seconds.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "speaking to the person at the terminal is what this program is for"
)]

mod run;
mod test;

mod alone;
mod bench;
mod e2e;
mod fuzz;
mod package;
mod papers;
mod ui;

mod tidy;

mod machine;
mod phases;
mod shell;

use std::process::ExitCode;

use crate::shell::Outcome;

const HELP: &str = "\
cargo xtask WORD

  run        build and open the window; without a display, do the main job headless
  test       everything that must hold, cheapest first; ends at the first phase that fails

Parts of `test`:
  tidy       the house rules
  fmt        is the Rust code formatted
  ui         the front end: lint, types, unit tests, build
  clippy     lints of the whole workspace
  unit       unit tests of every crate
  journeys   the journeys through core and command line
  papers     every paper before an independent checker of PDF/A and PDF/UA
  e2e [NAME] the journeys through the real window

Besides:
  bindings   write the TypeScript side of the commands anew from Rust
  package    build the release and its installer
  bench [joining | letters | lists [SIZE…] | window]
             measure joining and printing against other programs that do the same, lists in small and large
             stores, and the window against an empty one; all of it without a word
  fuzz --minutes NUMBER [--target NAME]
             feed the readers of foreign files with damaged ones
";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["run"] => run::run(),
        ["test"] => test::test(),
        ["tidy"] => tidy::tidy(),
        ["fmt"] => test::format(),
        ["ui"] => ui::prove(),
        ["clippy"] => test::clippy(),
        ["unit"] => test::unit(),
        ["journeys"] => test::journeys(),
        ["papers"] => papers::papers(),
        ["e2e", names @ ..] => e2e::prepare_and_drive(names),
        ["bindings"] => ui::bindings(),
        ["package"] => package::package(),
        ["bench", words @ ..] => bench::bench(words),
        ["fuzz", words @ ..] => fuzz::fuzz(words),
        [] | ["help" | "--help" | "-h"] => {
            print!("{HELP}");
            Ok(())
        }
        _ => Err(format!(
            "cargo xtask does not know “{}”; `cargo xtask help` lists its words",
            words.join(" ")
        )),
    };
    report(outcome)
}

fn report(outcome: Outcome) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("xtask: {reason}");
            ExitCode::FAILURE
        }
    }
}
