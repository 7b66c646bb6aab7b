//! What a person had typed and not yet given when the desk was locked, as the window writes it.

use domain::id::UserId;

use crate::engine::{Sql, vals};
use crate::{StoreError, Tx};

/// Keeps it for this person, in place of what was kept before.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn keep(tx: &mut Tx<'_>, user: UserId, at_ms: i64, body: &str) -> Result<(), StoreError> {
    tx.db.exec(include_str!("keep.sql"), vals![user, at_ms, body])?;
    Ok(())
}

/// Takes it up: it is given back once, and is no longer kept.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn take(tx: &mut Tx<'_>, user: UserId) -> Result<Option<String>, StoreError> {
    let row = tx.db.row(include_str!("take.sql"), vals![user])?;
    row.map(|row| row.text("body")).transpose()
}
