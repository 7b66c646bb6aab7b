//! Failures as the contract prints them, with their exit status.

use std::process::ExitCode;

use pathway::{CODES, Error};

use crate::output::Output;

/// Prints a failure and gives its exit status.
pub(crate) fn report(error: &Error, output: &Output) -> ExitCode {
    let view = error.view();
    if output.is_json() {
        output.json(&serde_json::json!({ "error": view }));
    } else {
        eprintln!("{}", view.message);
        for detail in &view.details {
            eprintln!("  {}: {}", detail.field, detail.message);
        }
        eprintln!("[{}]", view.code);
    }
    ExitCode::from(error.exit_status())
}

/// Prints what is wrong with the words of the command; help and version are no failures.
pub(crate) fn usage(error: &clap::Error, wants_json: bool) -> ExitCode {
    if !error.use_stderr() {
        print!("{error}");
        return ExitCode::SUCCESS;
    }
    if wants_json {
        let message = error.to_string();
        let message = message
            .trim_start_matches("error: ")
            .lines()
            .next()
            .unwrap_or("wrong usage")
            .to_owned();
        println!(
            "{}",
            serde_json::json!({ "error": { "code": "usage", "message": message } })
        );
    } else {
        eprint!("{error}");
    }
    ExitCode::from(2)
}

/// Whether the words are `--help errors` or `help errors`.
pub(crate) fn help_on_errors_is_asked() -> bool {
    let words: Vec<String> = std::env::args().skip(1).collect();
    matches!(
        words.iter().map(String::as_str).collect::<Vec<_>>().as_slice(),
        ["--help" | "help" | "-h", "errors"]
    )
}

/// Prints the closed list of codes.
pub(crate) fn print_codes() {
    println!("{:<22} exit  meaning", "code");
    for (code, status, words) in CODES {
        println!("{code:<22} {status:>4}  {words}");
        println!("{:<22}       {}", "", pathway::help::next(code));
    }
}
