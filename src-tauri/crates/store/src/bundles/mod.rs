//! Bundles: each that was put together stays as it was, draft or not.

use domain::bundle::SupplementNumber;
use domain::id::{BundleId, RequestId, UserId};
use vault::sealed::FileName;

use crate::engine::{Row, Sql, vals};
use crate::redact::redacted;
use crate::{StoreError, Tx};

/// A bundle that was put together.
#[derive(Clone, PartialEq, Eq)]
pub struct BundleRow {
    /// Which bundle.
    pub id: BundleId,
    /// Of which request.
    pub request: RequestId,
    /// The version of the letter in it; 0 for the draft of a letter that is not signed.
    pub letter_version: u32,
    /// The sealed file that holds it.
    pub file: FileName,
    /// SHA-256 of it, in hexadecimal digits.
    pub sha256: String,
    /// How many pages it has.
    pub pages: u32,
    /// Its length in bytes.
    pub bytes: u64,
    /// Its manifest, as the papers wrote it.
    pub manifest: String,
    /// Whether it is a draft, marked as such on every page.
    pub is_draft: bool,
    /// Who had it put together.
    pub assembled_by: UserId,
    /// When, in milliseconds since 1970.
    pub assembled_at: i64,
    /// Which supplement to that version of the letter it is, from 1; 0 for the bundle with the letter itself.
    pub supplement: u32,
}

redacted!(BundleRow {
    id,
    request,
    letter_version,
    pages,
    is_draft
});

/// Keeps a bundle. Its file must be sealed already.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn insert(tx: &mut Tx<'_>, bundle: &BundleRow) -> Result<(), StoreError> {
    tx.db.exec(
        include_str!("insert.sql"),
        vals![
            bundle.id,
            bundle.request,
            bundle.letter_version,
            bundle.file.to_string(),
            &bundle.sha256,
            bundle.pages,
            i64::try_from(bundle.bytes).unwrap_or(i64::MAX),
            bundle.is_draft,
            bundle.assembled_by,
            bundle.assembled_at,
            &bundle.manifest,
            bundle.supplement,
        ],
    )?;
    Ok(())
}

/// The bundle that was put together last and is no draft, if there is one.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn latest(tx: &mut Tx<'_>, request: RequestId) -> Result<Option<BundleRow>, StoreError> {
    let row = tx.db.row(include_str!("latest.sql"), vals![request, 0])?;
    row.as_ref().map(bundle_of).transpose()
}

/// The bundle of a supplement that was put together last and is no draft, if there is one.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn latest_supplement(
    tx: &mut Tx<'_>,
    request: RequestId,
    supplement: SupplementNumber,
) -> Result<Option<BundleRow>, StoreError> {
    let row = tx
        .db
        .row(include_str!("latest.sql"), vals![request, supplement.number])?;
    let found = row.as_ref().map(bundle_of).transpose()?;
    Ok(found.filter(|bundle| bundle.letter_version == supplement.version))
}

/// All bundles of a request, in the order in which they were put together.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn list(tx: &mut Tx<'_>, request: RequestId) -> Result<Vec<BundleRow>, StoreError> {
    tx.db
        .rows(include_str!("list.sql"), vals![request])?
        .iter()
        .map(bundle_of)
        .collect()
}

/// One bundle, always by the request it belongs to, so that a slip of context finds nothing (hazard H3).
///
/// # Errors
/// [`StoreError::NotFound`], also for a bundle of another request.
pub fn get(tx: &mut Tx<'_>, request: RequestId, bundle: BundleId) -> Result<BundleRow, StoreError> {
    let row = tx.db.row(include_str!("get.sql"), vals![request, bundle])?;
    bundle_of(&row.ok_or(StoreError::NotFound { what: "bundle" })?)
}

fn bundle_of(row: &Row) -> Result<BundleRow, StoreError> {
    Ok(BundleRow {
        id: row.parsed("id", |text| BundleId::parse(text).ok())?,
        request: row.parsed("request_id", |text| RequestId::parse(text).ok())?,
        letter_version: row.number("letter_version")?,
        file: row.parsed("file_name", FileName::parse)?,
        sha256: row.text("sha256")?,
        pages: row.number("pages")?,
        bytes: row.number("bytes")?,
        manifest: row.text("manifest")?,
        is_draft: row.flag("is_draft")?,
        assembled_by: row.parsed("assembled_by", |text| UserId::parse(text).ok())?,
        assembled_at: row.int("assembled_at")?,
        supplement: row.number("supplement")?,
    })
}
