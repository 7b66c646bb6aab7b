//! Signed letters: each version is written once and never changed (hazard H9).

use domain::id::{LetterId, RequestId, UserId};
use vault::sealed::FileName;

use crate::engine::{Row, Sql, vals};
use crate::redact::redacted;
use crate::{StoreError, Tx, requests};

/// A signed letter.
#[derive(Clone, PartialEq, Eq)]
pub struct LetterRow {
    /// Which letter.
    pub id: LetterId,
    /// Of which request.
    pub request: RequestId,
    /// Its version among the letters of the request, from 1.
    pub version: u32,
    /// The sealed file that holds it.
    pub file: FileName,
    /// SHA-256 of it, in hexadecimal digits.
    pub sha256: String,
    /// How many pages it has.
    pub pages: u32,
    /// Who signed it.
    pub signed_by: UserId,
    /// When, in milliseconds since 1970.
    pub signed_at: i64,
    /// What it says, as the pathway wrote it when it was signed.
    pub content: String,
}

redacted!(LetterRow {
    id,
    request,
    version,
    pages
});

/// Keeps a letter that was just signed; the request then names its version.
///
/// # Errors
/// [`StoreError::Duplicate`] with `letter version` when this version is signed already.
pub fn insert(tx: &mut Tx<'_>, letter: &LetterRow) -> Result<(), StoreError> {
    tx.db.exec(
        include_str!("insert.sql"),
        vals![
            letter.id,
            letter.request,
            letter.version,
            letter.file.to_string(),
            &letter.sha256,
            letter.pages,
            letter.signed_by,
            letter.signed_at,
            &letter.content,
        ],
    )?;
    requests::set_letter_version(tx, letter.request, letter.version)
}

/// The letter that was signed last, if one was.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn latest(tx: &mut Tx<'_>, request: RequestId) -> Result<Option<LetterRow>, StoreError> {
    let row = tx.db.row(include_str!("latest.sql"), vals![request])?;
    row.as_ref().map(letter_of).transpose()
}

/// One version of the letter.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn get(tx: &mut Tx<'_>, request: RequestId, version: u32) -> Result<LetterRow, StoreError> {
    let row = tx.db.row(include_str!("get.sql"), vals![request, version])?;
    letter_of(&row.ok_or(StoreError::NotFound { what: "letter" })?)
}

/// All signed versions, in their order.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn list(tx: &mut Tx<'_>, request: RequestId) -> Result<Vec<LetterRow>, StoreError> {
    tx.db
        .rows(include_str!("list.sql"), vals![request])?
        .iter()
        .map(letter_of)
        .collect()
}

fn letter_of(row: &Row) -> Result<LetterRow, StoreError> {
    Ok(LetterRow {
        id: row.parsed("id", |text| LetterId::parse(text).ok())?,
        request: row.parsed("request_id", |text| RequestId::parse(text).ok())?,
        version: row.number("version")?,
        file: row.parsed("file_name", FileName::parse)?,
        sha256: row.text("sha256")?,
        pages: row.number("pages")?,
        signed_by: row.parsed("signed_by", |text| UserId::parse(text).ok())?,
        signed_at: row.int("signed_at")?,
        content: row.text("content")?,
    })
}
