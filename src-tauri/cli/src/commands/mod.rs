//! One module per noun: unpack the words, call the step, answer.

pub(crate) mod audit;
pub(crate) mod backup;
pub(crate) mod bundle;
pub(crate) mod codes;
pub(crate) mod demo;
pub(crate) mod directory;
pub(crate) mod example;
pub(crate) mod export;
pub(crate) mod import;
pub(crate) mod letter;
pub(crate) mod organisation;
pub(crate) mod patient;
pub(crate) mod print;
pub(crate) mod record;
pub(crate) mod report;
pub(crate) mod request;
pub(crate) mod safety;
pub(crate) mod setup;
pub(crate) mod store;
pub(crate) mod transfer;
pub(crate) mod user;
pub(crate) mod wording;
pub(crate) mod worklist;
