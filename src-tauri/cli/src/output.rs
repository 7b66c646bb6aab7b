//! The answer: one JSON object, or words for a person.

use std::io::Write as _;

use serde::Serialize;

/// How to answer.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Output {
    is_json: bool,
}

impl Output {
    /// An output of the kind that was asked for.
    pub(crate) const fn new(is_json: bool) -> Self {
        Self { is_json }
    }

    /// Whether JSON was asked for.
    pub(crate) const fn is_json(self) -> bool {
        self.is_json
    }

    /// Answers with the view as JSON, or with these words.
    pub(crate) fn answer(self, view: &impl Serialize, words: impl FnOnce() -> String) {
        if self.is_json {
            self.json(view);
        } else {
            say(words().trim_end());
        }
    }

    /// Prints one JSON object.
    pub(crate) fn json(self, view: &impl Serialize) {
        match serde_json::to_string(view) {
            Ok(text) => say(&text),
            Err(error) => eprintln!("the answer cannot be written as JSON: {error}"),
        }
    }
}

/// What was asked for is done, whether or not anybody is left to hear of it: a pipe that was closed, or a disk that is
/// full, is no reason to end otherwise.
fn say(text: &str) {
    let _ = writeln!(std::io::stdout(), "{text}");
}
