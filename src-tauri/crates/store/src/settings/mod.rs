//! How the store is looked after, as the pathway writes it.

use crate::one::{One, OneRow};
use crate::{StoreError, Tx};

const SETTINGS: One = One {
    get: include_str!("get.sql"),
    insert: include_str!("insert.sql"),
    update: include_str!("update.sql"),
    what: "settings",
};

/// The settings; none before anybody has said anything.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn get(tx: &mut Tx<'_>) -> Result<Option<OneRow>, StoreError> {
    SETTINGS.get(tx)
}

/// Saves the settings, if they still stand at `version`, which is 0 before there are any; gives the new version.
///
/// # Errors
/// [`StoreError::Stale`].
pub fn save(tx: &mut Tx<'_>, version: i64, body: &str) -> Result<i64, StoreError> {
    SETTINGS.save(tx, version, body)
}
