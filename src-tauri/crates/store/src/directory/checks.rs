//! That an address was checked: by whom, when, and which address it was (hazard H4).

use chrono::NaiveDate;
use domain::id::{RequestId, UserId};
use domain::patient::PostalAddress;

use crate::engine::{Sql, vals};
use crate::{At, StoreError, Tx};

/// The last time that somebody said that this is still the address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddressCheck {
    /// The day.
    pub on: NaiveDate,
    /// The moment, in milliseconds since 1970.
    pub at_ms: i64,
    /// Who, by the name that colleagues know.
    pub by: String,
}

/// Keeps that somebody checked the address of a request's recipient today. Entries of the directory with that very
/// address count as checked as well.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn check_address(
    tx: &mut Tx<'_>,
    request: RequestId,
    address: &PostalAddress,
    at: At,
    by: UserId,
) -> Result<(), StoreError> {
    let today = at.local_date();
    let values = vals![request, whole(address), today, at.utc_ms, by];
    tx.db.exec(include_str!("check_address.sql"), values)?;
    let values = vals![address.lines.join("\n"), address.postcode.as_ref()];
    for row in tx.db.rows(include_str!("at_address.sql"), values)? {
        let values = vals![today, by, row.int("number")?];
        tx.db.exec(include_str!("verify.sql"), values)?;
    }
    Ok(())
}

/// When this address of a request's recipient was last confirmed; none if it never was, or was another.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn address_checked(
    tx: &mut Tx<'_>,
    request: RequestId,
    address: &PostalAddress,
) -> Result<Option<AddressCheck>, StoreError> {
    let row = tx
        .db
        .row(include_str!("checked.sql"), vals![request, whole(address)])?;
    row.map(|row| {
        Ok(AddressCheck {
            on: row.date("checked_on")?,
            at_ms: row.int("at")?,
            by: row.text("shown_name")?,
        })
    })
    .transpose()
}

/// An address as it is compared with itself later.
fn whole(address: &PostalAddress) -> String {
    address.all_lines().collect::<Vec<_>>().join("\n")
}
