//! The small door to the database: plain statements, plain values, one kind of error.
//!
//! Statements number their parameters `$1..$n` in rising order of first use, which both engines understand, and
//! keep to what both speak. Nothing outside this folder names an engine's own library.

mod fault;
mod folder;
mod lite;
mod row;
mod value;

use std::path::Path;

use vault::secret::DbKey;

use crate::StoreError;

pub(crate) use folder::refuse_network;
pub(crate) use row::Row;
pub(crate) use value::{Val, vals};

/// A database that takes statements.
pub(crate) trait Sql {
    /// Runs a statement and says how many rows it touched.
    fn exec(&mut self, sql: &'static str, values: &[Val]) -> Result<u64, StoreError>;

    /// Runs a statement and gives its rows.
    fn rows(&mut self, sql: &'static str, values: &[Val]) -> Result<Vec<Row>, StoreError>;

    /// The one row of a statement that gives at most one.
    fn row(&mut self, sql: &'static str, values: &[Val]) -> Result<Option<Row>, StoreError> {
        Ok(self.rows(sql, values)?.into_iter().next())
    }
}

/// An open database of either engine.
pub(crate) enum Db {
    /// SQLite with SQLCipher: one file on this computer.
    Lite(lite::Lite),
}

impl Db {
    /// Makes a new, empty database file; there must be none.
    pub(crate) fn create(path: &Path, key: &DbKey) -> Result<Self, StoreError> {
        lite::Lite::create(path, key).map(Self::Lite)
    }

    /// Opens the database file, which must exist, if its format is at most `known`.
    pub(crate) fn open(path: &Path, key: &DbKey, known: u32) -> Result<Self, StoreError> {
        lite::Lite::open(path, key, known).map(Self::Lite)
    }

    /// The number of the last migration that was applied.
    pub(crate) fn format(&mut self) -> Result<u32, StoreError> {
        match self {
            Self::Lite(lite) => lite.format(),
        }
    }

    /// Records the number of the migration just applied, in the open transaction.
    pub(crate) fn set_format(&mut self, format: u32) -> Result<(), StoreError> {
        match self {
            Self::Lite(lite) => lite.set_format(format),
        }
    }

    /// Runs table definitions: `{int}`, `{blob}` and `{strict}` become the engine's own words.
    pub(crate) fn define(&mut self, ddl: &str) -> Result<(), StoreError> {
        match self {
            Self::Lite(lite) => lite.define(ddl),
        }
    }

    /// Begins a transaction that will write; waits for other writers.
    pub(crate) fn begin(&mut self) -> Result<(), StoreError> {
        match self {
            Self::Lite(lite) => lite.begin(),
        }
    }

    /// Begins a transaction that only reads, all of it at one moment.
    pub(crate) fn begin_reading(&mut self) -> Result<(), StoreError> {
        match self {
            Self::Lite(lite) => lite.begin_reading(),
        }
    }

    /// Makes the transaction durable.
    pub(crate) fn commit(&mut self) -> Result<(), StoreError> {
        match self {
            Self::Lite(lite) => lite.commit(),
        }
    }

    /// Ends the transaction as if it had never begun.
    pub(crate) fn roll_back(&mut self) {
        match self {
            Self::Lite(lite) => lite.roll_back(),
        }
    }

    /// Reads every row and every page, and says what is damaged.
    pub(crate) fn check(&mut self) -> Result<(), StoreError> {
        match self {
            Self::Lite(lite) => lite.check(),
        }
    }

    /// Brings everything into the one file, so that nothing waits in a log beside it.
    pub(crate) fn settle(&mut self) -> Result<(), StoreError> {
        match self {
            Self::Lite(lite) => lite.settle(),
        }
    }

    /// Copies the database, as it stands at one moment, into a new file under the same key.
    pub(crate) fn copy_to(&mut self, path: &Path, key: &DbKey) -> Result<(), StoreError> {
        match self {
            Self::Lite(lite) => lite.copy_to(path, key),
        }
    }
}

impl Sql for Db {
    fn exec(&mut self, sql: &'static str, values: &[Val]) -> Result<u64, StoreError> {
        match self {
            Self::Lite(lite) => lite.exec(sql, values),
        }
    }

    fn rows(&mut self, sql: &'static str, values: &[Val]) -> Result<Vec<Row>, StoreError> {
        match self {
            Self::Lite(lite) => lite.rows(sql, values),
        }
    }
}
