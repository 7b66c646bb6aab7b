//! Trials of reading, joining, proving and picturing, on difficult files made here in code.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod archive;
mod build;
mod images;
mod joining;
mod proving;
mod reading;
mod reducing;
mod skimming;
