//! The booking reference under which a request was sent, by which it is found.

use domain::id::RequestId;

use super::{get, index};
use crate::engine::{Sql, vals};
use crate::{StoreError, Tx};

/// Keeps the booking reference under which a request was sent.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn set_ubrn(tx: &mut Tx<'_>, id: RequestId, ubrn: &str) -> Result<(), StoreError> {
    tx.db.exec(include_str!("set_ubrn.sql"), vals![ubrn, id])?;
    let booked = get(tx, id)?;
    index(tx, &booked)
}
