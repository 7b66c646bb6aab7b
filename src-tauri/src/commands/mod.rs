//! The commands, a file for each noun. A command has three acts: take the input, call the step, hand back its answer.

pub(crate) mod audit;
pub(crate) mod backup;
pub(crate) mod bundle;
pub(crate) mod directory;
pub(crate) mod help;
pub(crate) mod letter;
pub(crate) mod organisation;
pub(crate) mod paper;
pub(crate) mod patient;
pub(crate) mod print;
pub(crate) mod record;
pub(crate) mod report;
pub(crate) mod request;
pub(crate) mod session;
pub(crate) mod signature;
pub(crate) mod store;
pub(crate) mod transfer;
pub(crate) mod user;
pub(crate) mod wording;
pub(crate) mod worklist;

use pathway::view::ErrorView;

/// What a command hands back.
pub(crate) type Answer<T> = Result<T, ErrorView>;

/// The workplace as a command receives it.
pub(crate) type AtWorkplace<'a> = tauri::State<'a, crate::workplace::Workplace>;
