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

/// Whether what was deciphered is wiped when memory is given back, and never goes to swap. Only a measurement that fills a
/// store with made-up people is built without it, and with it no program: filling would take a day.
const MEMORY_IS_GUARDED: bool = !cfg!(feature = "filling");

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

    /// Opens a copy that nobody else has: it stays one file, without the log beside it that other desks would need.
    pub(crate) fn open_copy(path: &Path, key: &DbKey, known: u32) -> Result<Self, StoreError> {
        lite::Lite::open_copy(path, key, known).map(Self::Lite)
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

    /// Puts a database that nobody else has, and that is one file, under another key.
    pub(crate) fn rekey(&mut self, key: &DbKey) -> Result<(), StoreError> {
        match self {
            Self::Lite(lite) => lite.rekey(key),
        }
    }

    /// A database of nothing, in the place of one that must be closed for a moment.
    pub(crate) fn nowhere() -> Result<Self, StoreError> {
        lite::Lite::nowhere().map(Self::Lite)
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

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use vault::secret::DataKey;

    use super::*;
    use crate::migrations;

    #[test]
    fn every_statement_is_understood_and_numbers_its_parameters_in_rising_order() {
        let folder = tempfile::tempdir().unwrap();
        let mut db = Db::create(
            &folder.path().join("store.db"),
            &DataKey::random().unwrap().db_key(),
        )
        .unwrap();
        migrations::apply(&mut db).unwrap();
        let Db::Lite(lite) = &db;
        let mut statements = Vec::new();
        find_statements(
            Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")),
            &mut statements,
        );
        assert!(statements.len() > 50, "only {} were found", statements.len());
        for path in statements {
            let sql = std::fs::read_to_string(&path).unwrap();
            let firsts = first_uses(&sql);
            assert!(
                firsts.iter().copied().eq(1..=firsts.len()),
                "{}: {firsts:?}",
                path.display()
            );
            let parameters = lite
                .prepares(&sql)
                .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            assert_eq!(parameters, firsts.len(), "{}", path.display());
        }
    }

    /// All statements but the definitions of the migrations.
    fn find_statements(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && !path.ends_with("migrations") {
                find_statements(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "sql") {
                found.push(path);
            }
        }
    }

    /// The parameters in the order of their first use.
    fn first_uses(sql: &str) -> Vec<usize> {
        let mut found = Vec::new();
        for after in sql.split('$').skip(1) {
            let digits: String = after.chars().take_while(char::is_ascii_digit).collect();
            let number = digits.parse().unwrap();
            if !found.contains(&number) {
                found.push(number);
            }
        }
        found
    }
}
