//! Signatures by hand: a sealed picture for each time that a person kept one.

use domain::id::UserId;
use vault::sealed::FileName;

use crate::engine::{Sql, vals};
use crate::{StoreError, Tx};

/// The signature that a person keeps now, if any.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn latest(tx: &mut Tx<'_>, user: UserId) -> Result<Option<FileName>, StoreError> {
    match tx.db.row(include_str!("latest.sql"), vals![user])? {
        Some(row) => row.opt_parsed("file_name", FileName::parse),
        None => Ok(None),
    }
}

/// Notes the signature that a person keeps from now on, or that it was taken away.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn append(tx: &mut Tx<'_>, user: UserId, file: Option<&FileName>, at_ms: i64) -> Result<(), StoreError> {
    let file = file.map(ToString::to_string);
    tx.db.exec(include_str!("append.sql"), vals![user, file, at_ms])?;
    Ok(())
}
