//! What a person looks for again and again, under a name of that person's own.

use domain::id::UserId;

use crate::engine::{Sql, vals};
use crate::redact::redacted;
use crate::{StoreError, Tx};

/// A filter of the worklist that a person has kept.
#[derive(Clone, PartialEq, Eq)]
pub struct SavedFilter {
    /// The name that the person gave it.
    pub name: String,
    /// What it looks for, as the pathway writes it; the store never reads it.
    pub body: String,
}

redacted!(SavedFilter {});

/// Keeps a filter for this person, in place of one of the same name.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn keep(tx: &mut Tx<'_>, user: UserId, filter: &SavedFilter) -> Result<(), StoreError> {
    tx.db
        .exec(include_str!("keep.sql"), vals![user, &filter.name, &filter.body])?;
    Ok(())
}

/// Forgets a filter of this person.
///
/// # Errors
/// [`StoreError::NotFound`] when the person has none of this name.
pub fn forget(tx: &mut Tx<'_>, user: UserId, name: &str) -> Result<(), StoreError> {
    match tx.db.exec(include_str!("forget.sql"), vals![user, name])? {
        0 => Err(StoreError::NotFound { what: "filter" }),
        _ => Ok(()),
    }
}

/// The filters of this person, by name.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn list(tx: &mut Tx<'_>, user: UserId) -> Result<Vec<SavedFilter>, StoreError> {
    let rows = tx.db.rows(include_str!("list.sql"), vals![user])?;
    rows.iter()
        .map(|row| {
            Ok(SavedFilter {
                name: row.text("name")?,
                body: row.text("body")?,
            })
        })
        .collect()
}
