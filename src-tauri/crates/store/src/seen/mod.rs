//! What a person was shown once and need not be shown again, such as the tour.

use domain::id::UserId;

use crate::engine::{Sql, vals};
use crate::{StoreError, Tx};

/// Whether this person has seen it.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn has(tx: &mut Tx<'_>, user: UserId, what: &str) -> Result<bool, StoreError> {
    Ok(tx.db.row(include_str!("has.sql"), vals![user, what])?.is_some())
}

/// Remembers that this person has seen it.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn keep(tx: &mut Tx<'_>, user: UserId, what: &str, at_ms: i64) -> Result<(), StoreError> {
    tx.db.exec(include_str!("keep.sql"), vals![user, what, at_ms])?;
    Ok(())
}
