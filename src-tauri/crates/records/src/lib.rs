//! Any file: what is it, is it sound, which pages.
//!
//! A file is judged by its content, never by its name. What is taken becomes pages of a bundle; what is not is
//! refused in words that say what happened and what to do next. Foreign files are read in a process of their own
//! ([`worker`]), so that a file made to harm can spoil no more than its own reading.

mod check;
mod format;
pub mod identity;
pub mod join;
mod picture;
mod reader;
mod refused;
mod source;
pub mod worker;
mod writing;

pub use check::{Checked, Note, OFFERED_AS, OPENED_BY_PASSWORD, check, sha256};
pub use format::Format;
pub use pdf::source::Limits;
pub use reader::Reader;
pub use refused::Refused;
pub use source::{Pages, as_pdf, pages, source};
