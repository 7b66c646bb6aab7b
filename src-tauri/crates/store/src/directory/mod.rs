//! The directory: entries found by their words, the organisation's own kept by hand, the others by a file.

mod checks;
mod import;
mod row;

use domain::directory::{DirectoryEntry, EntryKind, EntrySource};
use domain::id::{DirectoryId, UserId};

use crate::engine::{Sql, Val, vals};
use crate::search::{self, Indexed, Typed};
use crate::{StoreError, Tx};

pub use checks::{AddressCheck, address_checked, check_address};
pub use import::{Imported, Incoming, import};
pub use row::DirectoryRow;

use chrono::NaiveDate;
use row::{columns, row_of};

const NOT_FOUND: StoreError = StoreError::NotFound {
    what: "directory entry",
};

/// Which entries are looked for.
#[derive(Debug, Clone, Copy)]
pub struct Sought<'a> {
    /// What they are; none of them means any.
    pub kinds: &'a [EntryKind],
    /// Whether closed and retired ones are shown as well.
    pub with_closed: bool,
    /// The day of today, on which an entry is open or closed.
    pub today: NaiveDate,
    /// The most that are given.
    pub limit: u32,
}

impl Sought<'_> {
    fn kinds(&self) -> String {
        let all = if self.kinds.is_empty() {
            EntryKind::ALL
        } else {
            self.kinds
        };
        let codes: Vec<_> = all.iter().map(|kind| kind.code()).collect();
        format!(",{},", codes.join(","))
    }
}

/// The entries that these words fit, the preferred first, then the organisation's own; without words the preferred and
/// the own ones. Closed ones are not offered unless they are asked for.
///
/// # Errors
/// [`StoreError`] of the database; no words are an error.
pub fn find(tx: &mut Tx<'_>, words: &str, sought: &Sought<'_>) -> Result<Vec<DirectoryRow>, StoreError> {
    let (kinds, closed) = (sought.kinds(), sought.with_closed);
    let rows = match Typed::parse(words) {
        Some(typed) => {
            let values = vals![typed.query(), kinds, closed, sought.today, sought.limit];
            tx.db.rows(include_str!("find.sql"), values)?
        }
        None => {
            let values = vals![kinds, closed, sought.today, sought.limit];
            tx.db.rows(include_str!("list.sql"), values)?
        }
    };
    rows.iter().map(row_of).collect()
}

/// The entry with this id.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn get(tx: &mut Tx<'_>, id: DirectoryId) -> Result<DirectoryRow, StoreError> {
    let row = tx.db.row(include_str!("get.sql"), vals![id])?;
    row_of(&row.ok_or(NOT_FOUND)?)
}

/// The organisation, site or practice with this code, if the directory has it.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn by_code(tx: &mut Tx<'_>, code: &str) -> Result<Option<DirectoryRow>, StoreError> {
    let row = tx.db.row(include_str!("by_code.sql"), vals![code])?;
    row.as_ref().map(row_of).transpose()
}

/// How many entries there are of a source and kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// Where they come from.
    pub source: EntrySource,
    /// What they are.
    pub kind: EntryKind,
    /// Whether they are closed.
    pub is_closed: bool,
    /// How many.
    pub entries: i64,
}

/// How many entries there are, open or closed today.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn counts(tx: &mut Tx<'_>, today: NaiveDate) -> Result<Vec<Count>, StoreError> {
    tx.db
        .rows(include_str!("counts.sql"), vals![today])?
        .iter()
        .map(|row| {
            Ok(Count {
                source: row.parsed("source", EntrySource::from_code)?,
                kind: row.parsed("kind", EntryKind::from_code)?,
                is_closed: row.flag("is_closed")?,
                entries: row.int("entries")?,
            })
        })
        .collect()
}

/// Adds an own entry; `checked` says on which day and by whom its address was checked.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn insert(
    tx: &mut Tx<'_>,
    id: DirectoryId,
    entry: &DirectoryEntry,
    checked: Option<(NaiveDate, UserId)>,
    at_ms: i64,
) -> Result<(), StoreError> {
    let number = last(tx)? + 1;
    put(tx, number, id, None, entry, checked, at_ms)?;
    search::index_entry(tx.db, number, &words(entry, ""), Indexed::Not)
}

/// Changes an own entry, if it still stands at `version`.
///
/// # Errors
/// [`StoreError::Stale`], [`StoreError::NotFound`]; [`StoreError::Refused`] for an entry that comes from a file.
pub fn update(
    tx: &mut Tx<'_>,
    id: DirectoryId,
    version: i64,
    entry: &DirectoryEntry,
    checked: Option<(NaiveDate, UserId)>,
    at_ms: i64,
) -> Result<(), StoreError> {
    let row = own(tx, id, version)?;
    change(tx, row.number, entry, at_ms)?;
    let (on, by) = checked.unzip();
    tx.db
        .exec(include_str!("verify.sql"), vals![on, by, row.number])?;
    search::index_entry(tx.db, row.number, &words(entry, ""), Indexed::Before)
}

/// Retires an own entry, or takes it up again, if it still stands at `version`.
///
/// # Errors
/// As [`update`].
pub fn close(
    tx: &mut Tx<'_>,
    id: DirectoryId,
    version: i64,
    is_closed: bool,
    at_ms: i64,
) -> Result<(), StoreError> {
    own(tx, id, version)?;
    let values = vals![is_closed, at_ms, id, version];
    tx.db.exec(include_str!("close.sql"), values)?;
    Ok(())
}

/// Marks an entry as preferred, or no longer.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn prefer(tx: &mut Tx<'_>, id: DirectoryId, is_preferred: bool) -> Result<(), StoreError> {
    let row = tx.db.row(include_str!("prefer.sql"), vals![is_preferred, id])?;
    row.map(drop).ok_or(NOT_FOUND)
}

/// The own entry, at the version that a change names.
fn own(tx: &mut Tx<'_>, id: DirectoryId, version: i64) -> Result<DirectoryRow, StoreError> {
    let row = get(tx, id)?;
    if row.source == EntrySource::Ods {
        return Err(StoreError::Refused {
            rule: "an entry that comes from a file is changed by the next file",
        });
    }
    if row.version != version {
        return Err(StoreError::Stale {
            current_version: row.version,
        });
    }
    Ok(row)
}

fn last(tx: &mut Tx<'_>) -> Result<i64, StoreError> {
    let row = tx.db.row(include_str!("last.sql"), vals![])?;
    row.ok_or_else(|| StoreError::Fault("no number was given".to_owned()))?
        .int("number")
}

fn put(
    tx: &mut Tx<'_>,
    number: i64,
    id: DirectoryId,
    key: Option<&str>,
    entry: &DirectoryEntry,
    checked: Option<(NaiveDate, UserId)>,
    at_ms: i64,
) -> Result<(), StoreError> {
    let source = key.map_or(EntrySource::Own, |_| EntrySource::Ods);
    let mut values = vec![Val::from(number), id.into(), key.into(), source.code().into()];
    values.extend(columns(entry));
    let (on, by) = checked.unzip();
    values.extend([on.into(), by.into(), at_ms.into()]);
    tx.db.exec(include_str!("insert.sql"), &values)?;
    Ok(())
}

fn change(tx: &mut Tx<'_>, number: i64, entry: &DirectoryEntry, at_ms: i64) -> Result<(), StoreError> {
    let mut values: Vec<Val> = columns(entry).into();
    values.extend([at_ms.into(), number.into()]);
    tx.db.exec(include_str!("change.sql"), &values)?;
    Ok(())
}

/// The words by which an entry is found; `place` is the name of the organisation to which it belongs.
fn words(entry: &DirectoryEntry, place: &str) -> String {
    let codes = [&entry.code, &entry.parent]
        .into_iter()
        .flatten()
        .map(|code| code.as_str());
    let further = [&entry.organisation, &entry.specialty, &entry.address.postcode];
    let number = entry.registration.as_ref().map(|number| number.number());
    std::iter::once(entry.name.as_str())
        .chain([place])
        .chain(codes)
        .chain(further.into_iter().flatten().map(String::as_str))
        .chain(number)
        .chain(entry.address.lines.iter().map(String::as_str))
        .collect::<Vec<_>>()
        .join(" ")
}
