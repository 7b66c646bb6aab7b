//! What the vault promises, told as sentences.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod anchor;
mod attempts;
mod backup;
mod chain;
mod sealed;
mod secret;
mod slots;
