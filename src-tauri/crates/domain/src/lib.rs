//! What the words mean and which steps are allowed.
//!
//! This crate does no input or output, reads no clock, and knows no database, no screen and no file format.
//! Every type here is built by a function that parses: once you hold a value, its rule has been checked.
//! Rules cite the domain report (`domain rule §…`) that the product's documentation explains.

pub mod code;
pub mod code_list;
pub mod id;

pub mod date;
pub mod directory;
pub mod identifier;
pub mod name;
pub mod text;

pub mod clinician;
pub mod organisation;
pub mod patient;
pub mod recipient;

pub mod appearance;
pub mod lock;
pub mod retention;
pub mod role;
pub mod status;
pub mod transfer;

pub mod evidence;
pub mod request;

pub mod bundle;
pub mod letter;
pub mod letterhead;
pub mod print;
pub mod record;
