//! The one PDF layer: typesetting our own papers, and reading, joining and picturing those of others.
//!
//! Nothing outside this crate names `printpdf`, `lopdf` or `hayro`.
//! It knows pages, text, tables and streams; it knows nothing of patients or requests.

pub mod typeset;
