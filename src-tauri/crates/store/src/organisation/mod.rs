//! The organisation that uses the store: one, as the pathway writes it.

use crate::one::{One, OneRow};
use crate::{StoreError, Tx};

const ORGANISATION: One = One {
    get: include_str!("get.sql"),
    insert: include_str!("insert.sql"),
    update: include_str!("update.sql"),
    what: "organisation",
};

/// The organisation; none before the store was set up.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn get(tx: &mut Tx<'_>) -> Result<Option<OneRow>, StoreError> {
    ORGANISATION.get(tx)
}

/// Saves the organisation, if it still stands at `version`, which is 0 before there is any; gives the new version.
///
/// # Errors
/// [`StoreError::Stale`].
pub fn save(tx: &mut Tx<'_>, version: i64, body: &str) -> Result<i64, StoreError> {
    ORGANISATION.save(tx, version, body)
}
