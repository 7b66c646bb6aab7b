//! Papers as they come out: read back, counted, and checked with the tools at hand.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test stops at the first surprise, in its helpers too"
)]

mod sample;

mod conformance;
mod layout;
mod names;
mod strip;
mod structure;

mod reading;

use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

/// Runs a tool on a file, `{}` among its arguments, and returns what it says. Where the tool is not installed
/// there is nothing; every test also asserts with the reading of its own.
pub(crate) fn run_tool(tool: &str, arguments: &[&str], bytes: &[u8]) -> Option<String> {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let path = format!(
        "{}/typeset-{}-{number}.pdf",
        env!("CARGO_TARGET_TMPDIR"),
        std::process::id()
    );
    std::fs::write(&path, bytes).unwrap();
    let arguments = arguments.iter().map(|argument| {
        if *argument == "{}" {
            path.as_str()
        } else {
            argument
        }
    });
    let output = Command::new(tool).args(arguments).output();
    std::fs::remove_file(&path).unwrap();
    let output = output.ok()?;
    Some(String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned())
}
