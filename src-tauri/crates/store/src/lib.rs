//! The encrypted store: one transaction and one audit row per user action.
//!
//! A store is a folder: `store.db` (SQLCipher), `keys` (the vault's key slots), `files/` (sealed records) and
//! `anchor` (how far the audit trail had come). [`Store::act`] is the way in: it runs a user's action in one
//! transaction, writes the audit row that names it, and commits both or neither. Each view of clinical data is
//! an action too; [`Store::read`] is for what shows none.
//!
//! Below it, one module per noun, each with a `.sql` file per statement. Only `engine` knows which database
//! lies underneath.

pub mod appearances;
pub mod audit;
pub mod bundles;
pub mod directory;
pub mod everything;
pub mod filters;
pub mod letterhead;
pub mod letters;
pub mod one;
pub mod organisation;
pub mod patients;
pub mod prints;
pub mod records;
pub mod report;
pub mod requests;
pub mod seen;
pub mod settings;
pub mod signatures;
pub mod transfers;
pub mod unfinished;
pub mod users;
pub mod wordings;

mod at;
mod engine;
mod error;
mod migrations;
mod redact;
mod search;
mod store;

pub use at::At;
pub use error::StoreError;
pub use search::Found;
pub use store::backup::{self, Backup};
pub use store::rekey;
pub use store::{Checked, Purpose, Store, Tx};
