//! The few failures that are the window's own; all others come from the pathway with their words.

use pathway::view::ErrorView;

/// Nobody is signed in.
pub(crate) fn signed_out() -> ErrorView {
    of(
        "signed_out",
        "You are signed out. Nothing was lost: sign in and go on where you were.",
    )
}

/// A command ended without an answer.
pub(crate) fn unexpected() -> ErrorView {
    of(
        "internal",
        "Something went wrong inside the program. What was saved before is safe. Try again.",
    )
}

fn of(code: &str, message: &str) -> ErrorView {
    ErrorView {
        code: code.to_owned(),
        message: message.to_owned(),
        field: None,
        wait_seconds: None,
        details: Vec::new(),
    }
}
