//! What a person reads on our papers, and what a bundle must hold.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod archive;
mod bundle;
mod case;
mod extremes;
mod letter;
mod other_papers;
mod plain;
mod standards;
mod wording_files;
