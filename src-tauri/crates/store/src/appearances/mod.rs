//! What the window looks like to each person.

use domain::appearance::{Appearance, Contrast, Theme};
use domain::id::UserId;

use crate::engine::{Sql, vals};
use crate::{StoreError, Tx};

/// What this person has chosen; as the computer is set, before they have.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn get(tx: &mut Tx<'_>, user: UserId) -> Result<Appearance, StoreError> {
    let Some(row) = tx.db.row(include_str!("get.sql"), vals![user])? else {
        return Ok(Appearance::default());
    };
    Ok(Appearance {
        theme: row.parsed("theme", Theme::from_code)?,
        contrast: row.parsed("contrast", Contrast::from_code)?,
    })
}

/// Keeps what this person has chosen, in place of what they chose before.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn keep(tx: &mut Tx<'_>, user: UserId, appearance: Appearance) -> Result<(), StoreError> {
    let values = vals![user, appearance.theme.code(), appearance.contrast.code()];
    tx.db.exec(include_str!("keep.sql"), values)?;
    Ok(())
}
