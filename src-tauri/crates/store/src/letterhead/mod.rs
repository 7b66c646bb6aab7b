//! How the organisation's letters look: one row, and the logo as a sealed file.

use vault::sealed::FileName;

use crate::engine::{Sql, vals};
use crate::{StoreError, Tx};

/// The letterhead as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterheadRow {
    /// The colour as it was typed; none for the program's own.
    pub colour: Option<String>,
    /// The code of the envelope.
    pub envelope: String,
    /// The sealed file of the logo, and what it shows.
    pub logo: Option<(FileName, String)>,
}

/// The letterhead; none before one was chosen.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn get(tx: &mut Tx<'_>) -> Result<Option<LetterheadRow>, StoreError> {
    let Some(row) = tx.db.row(include_str!("get.sql"), vals![])? else {
        return Ok(None);
    };
    let file = row.opt_parsed("logo_file", FileName::parse)?;
    Ok(Some(LetterheadRow {
        colour: row.opt_text("colour")?,
        envelope: row.text("envelope")?,
        logo: file.zip(row.opt_text("logo_words")?),
    }))
}

/// Saves the letterhead in place of the one before. Its logo is kept for good, since letters are signed under it.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn save(tx: &mut Tx<'_>, letterhead: &LetterheadRow, at_ms: i64) -> Result<(), StoreError> {
    let (file, words) = letterhead.logo.clone().unzip();
    if let Some(file) = &file {
        tx.db
            .exec(include_str!("keep_logo.sql"), vals![file.to_string(), at_ms])?;
    }
    tx.db.exec(
        include_str!("save.sql"),
        vals![
            letterhead.colour.clone(),
            &letterhead.envelope,
            file.map(|file| file.to_string()),
            words,
        ],
    )?;
    Ok(())
}
