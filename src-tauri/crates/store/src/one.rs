//! What a store has one of: a text that the pathway writes, under a version that a change must name.

use crate::engine::{Sql, vals};
use crate::patients::stale;
use crate::{StoreError, Tx};

/// It, as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OneRow {
    /// The version, which a change must name.
    pub version: i64,
    /// What it says, as the pathway writes it.
    pub body: String,
}

/// The statements that keep it, and what it is called where it is missing.
pub(crate) struct One {
    pub(crate) get: &'static str,
    pub(crate) insert: &'static str,
    pub(crate) update: &'static str,
    pub(crate) what: &'static str,
}

impl One {
    /// It; nothing before it was first saved.
    pub(crate) fn get(&self, tx: &mut Tx<'_>) -> Result<Option<OneRow>, StoreError> {
        let Some(row) = tx.db.row(self.get, vals![])? else {
            return Ok(None);
        };
        Ok(Some(OneRow {
            version: row.int("version")?,
            body: row.text("body")?,
        }))
    }

    /// Saves it, if it still stands at `version`, which is 0 before there is any; gives the new version.
    pub(crate) fn save(&self, tx: &mut Tx<'_>, version: i64, body: &str) -> Result<i64, StoreError> {
        let saved = if version == 0 {
            tx.db.row(self.insert, vals![body])?
        } else {
            tx.db.row(self.update, vals![body, version])?
        };
        match saved {
            Some(row) => row.int("version"),
            None => Err(stale(tx.db.row(self.get, vals![])?, self.what)),
        }
    }
}
