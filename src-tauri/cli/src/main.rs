//! `second-opinion-cli`: every step of the pathway without a window, for scripts, tests and the IT department.
//!
//! Standard output carries the answer and nothing else; notes and progress go to standard error.

// Printing is what a command line is for.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod arguments;
mod clock;
mod commands;
mod door;
mod failure;
mod output;
mod size;

use std::process::ExitCode;

use clap::Parser;

use crate::arguments::{Arguments, Command};
use crate::output::Output;

/// Joining a bundle takes and gives back memory in a million small pieces, which the system's own allocator is slow at.
#[global_allocator]
static MEMORY: records::worker::Memory = records::worker::memory();

fn main() -> ExitCode {
    // The same binary is its own worker: a foreign file is opened in a child process that can do nothing else.
    records::worker::run_if_asked(&MEMORY);
    if failure::help_on_errors_is_asked() {
        failure::print_codes();
        return ExitCode::SUCCESS;
    }
    let wants_json = std::env::args().any(|argument| argument == "--json");
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return failure::usage(&error, wants_json),
    };
    let output = Output::new(arguments.json);
    match run(&arguments, &output) {
        Ok(status) => status,
        Err(error) => failure::report(&error, &output),
    }
}

fn run(arguments: &Arguments, output: &Output) -> Result<ExitCode, pathway::Error> {
    use commands::{
        audit, backup, bundle, codes, demo, directory, export, import, letter, organisation, patient, print,
        record, report, request, setup, store, transfer, user, wording, worklist,
    };
    let mut done = Ok(ExitCode::SUCCESS);
    match &arguments.command {
        Command::Setup(command) => setup::run(command, arguments, output)?,
        Command::Demo(command) => demo::run(command, output)?,
        Command::Organisation(command) => organisation::run(command, arguments, output)?,
        Command::User(command) => user::run(command, arguments, output)?,
        Command::Patient(command) => patient::run(command, arguments, output)?,
        Command::Directory(command) => directory::run(command, arguments, output)?,
        Command::Import(command) => import::run(command, arguments, output)?,
        Command::Codes(command) => codes::run(command, arguments, output)?,
        Command::Request(command) => request::run(command, arguments, output)?,
        Command::Transfer(command) => transfer::run(command, arguments, output)?,
        Command::Record(command) => done = record::run(command, arguments, output),
        Command::Letter(command) => letter::run(command, arguments, output)?,
        Command::Bundle(command) => bundle::run(command, arguments, output)?,
        Command::Print(command) => print::run(command, arguments, output)?,
        Command::Worklist(command) => worklist::run(command, arguments, output)?,
        Command::Report(command) => report::run(command, arguments, output)?,
        Command::Export(command) => export::run(command, arguments, output)?,
        Command::Wording(command) => wording::run(command, arguments, output)?,
        Command::Audit(command) => audit::run(command, arguments, output)?,
        Command::Backup(command) => backup::run(command, arguments, output)?,
        Command::Store(command) => store::run(command, arguments, output)?,
        Command::Example(command) => commands::example::run(command)?,
        Command::Safety(command) => commands::safety::run(command, output)?,
    }
    done
}
