//! The booking reference under which a request was sent, by which it is found.

use domain::id::RequestId;

use super::row::{RequestLine, line_of};
use crate::engine::{Sql, vals};
use crate::{StoreError, Tx};

/// The requests whose booking reference begins with what was typed, which has four digits or more and nothing else but
/// what groups them; at most `limit`.
///
/// # Errors
/// [`StoreError`] of the database; other words are no error.
pub fn booked(tx: &mut Tx<'_>, words: &str, limit: u32) -> Result<Vec<RequestLine>, StoreError> {
    let Some((from, below)) = stretch(words) else {
        return Ok(Vec::new());
    };
    tx.db
        .rows(include_str!("find_ubrn.sql"), vals![from, below, limit])?
        .iter()
        .map(line_of)
        .collect()
}

/// Keeps the booking reference under which a request was sent.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn set_ubrn(tx: &mut Tx<'_>, id: RequestId, ubrn: &str) -> Result<(), StoreError> {
    tx.db.exec(include_str!("set_ubrn.sql"), vals![ubrn, id])?;
    Ok(())
}

/// The first and the first no more of the references that begin with these digits.
fn stretch(words: &str) -> Option<(String, String)> {
    let is_digits = words
        .chars()
        .all(|c| c.is_ascii_digit() || c.is_whitespace() || c == '-');
    let digits: String = words.chars().filter(char::is_ascii_digit).collect();
    // A colon is the character after the last digit.
    (is_digits && (4..=12).contains(&digits.len())).then(|| (digits.clone(), format!("{digits}:")))
}
