//! The audit trail: who did what to whose data, each entry vouching for all before it (domain rule §4.4).

mod act;
mod entry;

use domain::id::{PatientId, UserId};
use vault::chain::{self, Break, Head, Mac, Verifier};
use vault::secret::AuditKey;

pub use act::Act;
pub use entry::{Actor, Entry, Outcome, WrittenEntry};

use crate::engine::{Db, Sql, vals};
use crate::{At, StoreError, Tx};

/// How many entries are read at once while the trail is verified.
const STRIDE: i64 = 4096;

/// How far a clock may stand behind the entry before, in milliseconds, without a word.
///
/// A desk reads its clock and then waits its turn to write, for five seconds at most.
const CLOCK_TOLERANCE: i64 = 10_000;

/// Which entries to list. What is not set does not narrow the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Filter {
    /// Entries of this patient.
    pub patient: Option<PatientId>,
    /// Entries of this user.
    pub user: Option<UserId>,
    /// Entries of this action.
    pub act: Option<Act>,
    /// Entries written at or after this moment, in milliseconds since 1970.
    pub since: Option<i64>,
    /// Entries written before this moment.
    pub before: Option<i64>,
    /// Only what was refused.
    pub is_refused: bool,
    /// The page, from 0, the newest entries first.
    pub page: u32,
    /// How many entries a page holds.
    pub page_size: u32,
}

/// One page of the trail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The entries, the newest first.
    pub entries: Vec<WrittenEntry>,
    /// How many there are on all pages.
    pub total: u64,
}

/// What a verification of the whole trail found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verified {
    /// Every entry is as it was written, up to this one.
    Sound(Head),
    /// This is the first place where the trail does not hold.
    Broken(Break),
}

/// Lists entries, the newest first.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn list(tx: &mut Tx<'_>, filter: &Filter) -> Result<Page, StoreError> {
    let patient = filter.patient.map(|id| id.to_string()).unwrap_or_default();
    let user = filter.user.map(|id| id.to_string()).unwrap_or_default();
    let act = filter.act.map(Act::code).unwrap_or_default();
    let since = filter.since.unwrap_or(i64::MIN);
    let before = filter.before.unwrap_or(i64::MAX);
    let outcome = if filter.is_refused {
        Outcome::Refused.code()
    } else {
        ""
    };
    let total = tx
        .db
        .row(
            include_str!("count.sql"),
            vals![&patient, &user, act, since, before, outcome],
        )?
        .map_or(Ok(0), |row| row.number("entries"))?;
    let skipped = i64::from(filter.page) * i64::from(filter.page_size);
    let entries = tx
        .db
        .rows(
            include_str!("list.sql"),
            vals![
                patient,
                user,
                act,
                since,
                before,
                outcome,
                filter.page_size,
                skipped
            ],
        )?
        .iter()
        .map(entry::entry_of)
        .collect::<Result<_, _>>()?;
    Ok(Page { entries, total })
}

/// Verifies every entry from the first to the last.
///
/// # Errors
/// [`StoreError`] of the database; a broken trail is an answer and no error.
pub fn verify(tx: &mut Tx<'_>) -> Result<Verified, StoreError> {
    let mut verifier = Verifier::new(tx.audit_key, chain::start(tx.store_id));
    let recorded = head(tx.db)?;
    let mut last = i64::MIN;
    loop {
        let rows = tx.db.rows(include_str!("from_seq.sql"), vals![last, STRIDE])?;
        for row in &rows {
            last = row.int("seq")?;
            let seq = u64::try_from(last).unwrap_or(0);
            if let Err(broken) = verifier.push(seq, &entry::canonical_of(row)?, &entry::mac_of(row)?) {
                return Ok(Verified::Broken(broken));
            }
        }
        if rows.len() < STRIDE as usize {
            break;
        }
    }
    Ok(match verifier.finish(&recorded) {
        Ok(head) => Verified::Sound(head),
        Err(broken) => Verified::Broken(broken),
    })
}

/// The last entry's number and MAC as the trail records them, to be printed on a bundle.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn current_head(tx: &mut Tx<'_>) -> Result<Head, StoreError> {
    head(tx.db)
}

/// When the last backup was made, in milliseconds since 1970; none before the first.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn last_backup(tx: &mut Tx<'_>) -> Result<Option<i64>, StoreError> {
    let row = tx.db.row(include_str!("last_backup.sql"), vals![])?;
    row.map(|row| row.int("at")).transpose()
}

/// Starts the trail of a new store.
pub(crate) fn start(db: &mut Db, store_id: &str, at_ms: i64) -> Result<Head, StoreError> {
    let head = chain::start(store_id);
    db.exec(
        include_str!("insert_head.sql"),
        vals![head.mac.as_bytes().as_slice(), at_ms],
    )?;
    Ok(head)
}

/// The recorded end of the trail.
pub(crate) fn head(db: &mut Db) -> Result<Head, StoreError> {
    let row = db.row(include_str!("head.sql"), vals![])?.ok_or(NO_HEAD)?;
    Ok(Head {
        seq: row.number("seq")?,
        mac: entry::mac_of(&row)?,
    })
}

/// When the last entry was written, in milliseconds since 1970.
pub(crate) fn last_at(db: &mut Db) -> Result<i64, StoreError> {
    db.row(include_str!("head.sql"), vals![])?
        .ok_or(NO_HEAD)?
        .int("at")
}

/// The MAC of one entry, to compare with the anchor's.
pub(crate) fn mac(db: &mut Db, seq: u64) -> Option<Mac> {
    let seq = i64::try_from(seq).ok()?;
    let row = db.row(include_str!("mac.sql"), vals![seq]).ok()??;
    entry::mac_of(&row).ok()
}

/// Writes one entry at the end of the trail, in the open transaction, and gives the new end.
pub(crate) fn append(
    db: &mut Db,
    key: &AuditKey,
    actor: &Actor,
    entry: &Entry,
    at: At,
) -> Result<Head, StoreError> {
    // The one head row is written first: it makes desks queue, whichever engine lies below.
    let row = db.row(include_str!("next.sql"), vals![])?.ok_or(NO_HEAD)?;
    let (seq, previous, last_at) = (row.int("seq")?, entry::mac_of(&row)?, row.int("at")?);
    let clock_back = at.utc_ms < last_at.saturating_sub(CLOCK_TOLERANCE);
    let columns = entry::Columns::of(seq, actor, entry, at, clock_back, env!("CARGO_PKG_VERSION"));
    let number = u64::try_from(seq).map_err(|_| NO_HEAD)?;
    let mac = chain::next(key, number, &columns.canonical, &previous);
    let mut values = columns.values;
    values.push(mac.as_bytes().as_slice().into());
    db.exec(include_str!("insert.sql"), &values)?;
    db.exec(
        include_str!("set_head.sql"),
        vals![mac.as_bytes().as_slice(), at.utc_ms],
    )?;
    Ok(Head { seq: number, mac })
}

const NO_HEAD: StoreError = StoreError::Damaged {
    what: "the head of the audit trail",
};
