//! The organisation that uses the store: one, as the pathway writes it.

use crate::engine::{Sql, vals};
use crate::patients::stale;
use crate::{StoreError, Tx};

/// The organisation as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganisationRow {
    /// The version, which a change must name.
    pub version: i64,
    /// Its details, as the pathway writes them.
    pub body: String,
}

/// The organisation; none before the store was set up.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn get(tx: &mut Tx<'_>) -> Result<Option<OrganisationRow>, StoreError> {
    let Some(row) = tx.db.row(include_str!("get.sql"), vals![])? else {
        return Ok(None);
    };
    Ok(Some(OrganisationRow {
        version: row.int("version")?,
        body: row.text("body")?,
    }))
}

/// Saves the organisation, if it still stands at `version`, which is 0 before there is any; gives the new version.
///
/// # Errors
/// [`StoreError::Stale`].
pub fn save(tx: &mut Tx<'_>, version: i64, body: &str) -> Result<i64, StoreError> {
    let saved = if version == 0 {
        tx.db.row(include_str!("insert.sql"), vals![body])?
    } else {
        tx.db.row(include_str!("update.sql"), vals![body, version])?
    };
    match saved {
        Some(row) => row.int("version"),
        None => Err(stale(
            tx.db.row(include_str!("get.sql"), vals![])?,
            "organisation",
        )),
    }
}
