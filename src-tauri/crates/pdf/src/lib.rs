//! The one PDF layer: typesetting our own papers, and reading, joining and picturing those of others.
//!
//! Nothing outside this crate names `printpdf`, `lopdf` or `hayro`.
//! It knows pages, text, tables and streams; it knows nothing of patients or requests.

mod access;
pub mod conformance;
mod content;
mod digest;
pub mod image_page;
pub mod join;
pub mod picture;
pub mod proof;
pub mod reduce;
pub mod source;
pub mod typeset;
pub mod verify;
mod write;
