//! The words of an organisation's papers: every version that was kept, the latest of which counts.

use domain::id::UserId;

use crate::engine::{Row, Sql, vals};
use crate::{StoreError, Tx};

/// One version of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordingRow {
    /// The template, by its code.
    pub template: String,
    /// Which version, from 1.
    pub version: i64,
    /// Its file of words; none where the supplied words were taken back.
    pub words: Option<String>,
    /// Who kept it, by the name that colleagues know.
    pub changed_by: String,
    /// When, in milliseconds since 1970.
    pub changed_at: i64,
}

/// The latest version of each template that was ever changed.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn current(tx: &mut Tx<'_>) -> Result<Vec<WordingRow>, StoreError> {
    tx.db
        .rows(include_str!("current.sql"), vals![])?
        .iter()
        .map(wording_of)
        .collect()
}

/// All versions of a template, the latest first.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn list(tx: &mut Tx<'_>, template: &str) -> Result<Vec<WordingRow>, StoreError> {
    tx.db
        .rows(include_str!("list.sql"), vals![template])?
        .iter()
        .map(wording_of)
        .collect()
}

/// Keeps a new version of a template, if its latest is still `version`, which is 0 before there is any; gives the new
/// version. Without words, the supplied ones count again.
///
/// # Errors
/// [`StoreError::Stale`].
pub fn keep(
    tx: &mut Tx<'_>,
    template: &str,
    version: i64,
    words: Option<&str>,
    by: UserId,
    at_ms: i64,
) -> Result<i64, StoreError> {
    let latest = list(tx, template)?.first().map_or(0, |row| row.version);
    if latest != version {
        return Err(StoreError::Stale {
            current_version: latest,
        });
    }
    let next = version + 1;
    let values = vals![template, next, words, by, at_ms];
    tx.db.exec(include_str!("insert.sql"), values)?;
    Ok(next)
}

fn wording_of(row: &Row) -> Result<WordingRow, StoreError> {
    Ok(WordingRow {
        template: row.text("template")?,
        version: row.int("version")?,
        words: row.opt_text("words")?,
        changed_by: row.text("shown_name")?,
        changed_at: row.int("changed_at")?,
    })
}
