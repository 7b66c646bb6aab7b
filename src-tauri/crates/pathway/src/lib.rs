//! The steps of the pathway, a file each, in the order in which they happen.
//!
//! Window and command line both call these and nothing below them. A step takes what was typed, parses it, asks the
//! domain whether it is allowed, and does it in one transaction with one audit entry; what it refuses, it says in
//! words. The clock is handed in as [`Now`].

pub mod view;

mod csv;
mod desk;
mod error;
mod fresh;
mod keys;
mod let_in;
mod now;
mod typed;

pub mod back_up_daily;
pub mod choose_appearance;
pub mod export_everything;
pub mod home;
pub mod keep_backups;
pub mod keep_codes;
pub mod keep_directory;
pub mod keep_letterhead;
pub mod keep_organisation;
pub mod keep_passphrase;
pub mod keep_settings;
pub mod keep_signature;
pub mod keep_users;
pub mod keep_wording;
pub mod lock_desk;
pub mod rekey_store;
pub mod set_up_store;
pub mod sign_in;

pub mod assemble_bundle;
pub mod confirm_address;
pub mod gather_records;
pub mod open_request;
pub mod paper;
pub mod print;
pub mod print_paper;
pub mod read_audit;
pub mod register_patient;
pub mod report;
pub mod search;
pub mod take_step;
pub mod transfer_care;
pub mod worklist;
pub mod write_letter;

pub mod demonstrate;
pub mod help;
pub mod safety;

mod preview;
mod show_request;
mod supplement;
mod viewer;

pub use desk::Desk;
pub use domain::lock::{Moment, Watch};
pub use error::{CODES, Error};
pub use now::Now;
pub use preview::Preview;
pub use records::Reader;
pub use view::choices;

/// The words of a command are off: what is wrong with them.
#[must_use]
pub fn usage(message: impl Into<String>) -> Error {
    Error::Usage(message.into())
}
