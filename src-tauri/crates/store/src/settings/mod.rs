//! How the store is looked after, as the pathway writes it.

use crate::engine::{Sql, vals};
use crate::patients::stale;
use crate::{StoreError, Tx};

/// The settings as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingsRow {
    /// The version, which a change must name.
    pub version: i64,
    /// What they say, as the pathway writes it.
    pub body: String,
}

/// The settings; none before anybody has said anything.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn get(tx: &mut Tx<'_>) -> Result<Option<SettingsRow>, StoreError> {
    let Some(row) = tx.db.row(include_str!("get.sql"), vals![])? else {
        return Ok(None);
    };
    Ok(Some(SettingsRow {
        version: row.int("version")?,
        body: row.text("body")?,
    }))
}

/// Saves the settings, if they still stand at `version`, which is 0 before there are any; gives the new version.
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
        None => Err(stale(tx.db.row(include_str!("get.sql"), vals![])?, "settings")),
    }
}
