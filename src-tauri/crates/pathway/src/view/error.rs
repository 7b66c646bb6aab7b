//! A failure as it is shown: a code to act on, words to read, and the field to go to.

use serde::{Deserialize, Serialize};
use specta::Type;

/// One thing that is wrong with what was typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct FieldProblem {
    /// The name of the field.
    pub field: String,
    /// What is wrong, and what is expected.
    pub message: String,
}

/// A failure on the wire.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ErrorView {
    /// One of a closed list of codes.
    pub code: String,
    /// What happened, that nothing was lost, and what to do next.
    pub message: String,
    /// The field that is meant, if one is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// How many seconds to wait before another try, where one must.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wait_seconds: Option<u32>,
    /// Every single problem, where there are several.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub details: Vec<FieldProblem>,
}
