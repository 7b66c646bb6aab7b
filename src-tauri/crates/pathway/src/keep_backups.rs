//! Backups: made while others work, checked anywhere, restored into a folder of their own (hazard H27).

use std::path::Path;

use store::audit::{self, Act, Actor, Entry};
use store::{Backup, Purpose, StoreError, backup, users};
use vault::secret::{DataKey, Passphrase};
use vault::slots::KeySlots;

use crate::view::{BackupAgeView, BackupView, RestoredView, UpkeepView};
use crate::{Desk, Error, Now, home, keys};

/// How many days old a backup may be: over a weekend, and no longer.
const MOST_DAYS: u32 = 3;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// Writes the whole store, still encrypted, into one new file, and counts it only when it was opened again and
/// everything in it was read. Others may go on working.
///
/// # Errors
/// [`Error::Refused`] by role, or when there is such a file; [`Error::Store`] when a part of the store is damaged;
/// [`Error::File`] when the disk refuses. There is then no new file.
pub fn make(desk: &mut Desk, to: &Path, now: Now) -> Result<BackupView, Error> {
    home::permit_upkeep(desk, Act::BackupMade, now)?;
    let made = desk.store.back_up(to, &desk.key).map_err(not_made)?;
    let entry = Entry::done(Act::BackupMade)
        .of(&made.sha256)
        .with(format!("entries={}", made.entries));
    desk.act(entry, now, |_| Ok(()))?;
    Ok(BackupView::of(to, made))
}

/// Opens a backup with the name and passphrase of a person in it, and reads everything. Needs no store.
///
/// # Errors
/// [`Error::NotLetIn`]; [`Error::File`] saying what is not as it was written.
pub fn check(file: &Path, name: &str, passphrase: &str) -> Result<BackupView, Error> {
    let key = open(file, name, passphrase)?;
    let found = backup::check(file, &key).map_err(unusable)?;
    Ok(BackupView::of(file, found))
}

/// Checks a backup of this very store from the desk, and writes into the trail that it was checked.
///
/// # Errors
/// [`Error::Refused`] by role; [`Error::File`] saying what is not as it was written, which is written down too.
pub fn check_at_desk(desk: &mut Desk, file: &Path, now: Now) -> Result<BackupView, Error> {
    home::permit_upkeep(desk, Act::BackupChecked, now)?;
    let checked = match is_of_an_earlier_key(desk, file) {
        true => Err(Error::refused(
            "backup_of_earlier_key",
            "This backup was made before the store got its present key. It opens with a name and a passphrase of that time only: check it with `backup check`, or restore it. Nothing is wrong with it for that.",
        )),
        false => backup::check(file, &desk.key).map_err(unusable),
    };
    match checked {
        Ok(found) => {
            let entry = Entry::done(Act::BackupChecked).of(&found.sha256);
            desk.act(entry, now, |_| Ok(()))?;
            Ok(BackupView::of(file, found))
        }
        Err(error) => {
            let entry = Entry::refused(Act::BackupChecked, error.code());
            desk.act(entry, now, |_| Ok(()))?;
            Err(error)
        }
    }
}

/// Whether a backup is of this store, under a key that it had before.
fn is_of_an_earlier_key(desk: &Desk, file: &Path) -> bool {
    let slots = backup::keys(file)
        .ok()
        .and_then(|text| KeySlots::parse(&text).ok());
    slots.is_some_and(|slots| slots.store_id() == desk.store.id().to_string() && !slots.are_under(&desk.key))
}

/// Makes a store of a backup in a folder that does not exist or is empty. Everything is read before the folder gets
/// its name, and the new store's audit trail says from which file it came, and who restored it.
///
/// # Errors
/// [`Error::NotLetIn`] for whoever could not sign in to the restored store; [`Error::Store`] when something is in the
/// folder; [`Error::File`] saying what is not as it was written.
pub fn restore(
    file: &Path,
    to: &Path,
    name: &str,
    passphrase: &str,
    now: Now,
) -> Result<RestoredView, Error> {
    let key = open(file, name, passphrase)?;
    let restored = backup::restore(file, &key, to, now.at(), |tx| {
        let user = users::by_name(tx, &keys::slot_of(name)).map_err(Refusal::Store)?;
        let user = user.filter(|user| user.active).ok_or(Refusal::NotLetIn)?;
        Ok(Actor {
            user_id: Some(user.id),
            role: Some(user.fields.role),
            on_behalf_of: None,
        })
    });
    match restored {
        Ok(backup) => Ok(RestoredView {
            store: to.to_string_lossy().into_owned(),
            backup: BackupView::of(file, backup),
        }),
        Err(Refusal::NotLetIn) => Err(Error::NotLetIn),
        Err(Refusal::Store(StoreError::Exists)) => Err(Error::Store {
            code: "store_exists",
            message: "There is something in this folder already. Nothing was changed. Name a folder that does not exist or is empty: a backup is never restored over anything.".into(),
        }),
        Err(Refusal::Store(error)) => Err(unusable(error)),
    }
}

/// How old the last backup is: for everybody who signs in to see.
///
/// # Errors
/// [`Error::Store`] of the database.
pub fn age(desk: &Desk, now: Now) -> Result<BackupAgeView, Error> {
    let last = desk.store.read(audit::last_backup)?;
    let days = last.map(|at| {
        // A clock that was set back makes no backup younger than new.
        u32::try_from((now.at().utc_ms - at).max(0) / DAY_MS).unwrap_or(u32::MAX)
    });
    let words = match days {
        None => "No backup has ever been made of this store.".to_owned(),
        Some(0) => "The last backup is less than a day old.".to_owned(),
        Some(1) => "The last backup is a day old.".to_owned(),
        Some(days) => format!("The last backup is {days} days old."),
    };
    Ok(BackupAgeView {
        last_backup_at: last.map(utc),
        days_since_backup: days,
        is_backup_overdue: !desk.is_demonstration() && days.is_none_or(|days| days > MOST_DAYS),
        backup_words: words,
    })
}

/// Checks the store as [`home::check`] does, and says how old its last backup is.
///
/// # Errors
/// As [`home::check`].
pub fn check_store(desk: &mut Desk, now: Now) -> Result<UpkeepView, Error> {
    Ok(UpkeepView {
        check: home::check(desk, now)?,
        backup: age(desk, now)?,
    })
}

/// Opens a backup's key. Guesses are not counted here: who has the file can guess elsewhere, at the slots' own cost.
fn open(file: &Path, name: &str, passphrase: &str) -> Result<DataKey, Error> {
    let slots = KeySlots::parse(&backup::keys(file).map_err(unusable)?)?;
    Ok(slots.open(&keys::slot_of(name), &Passphrase::typed(passphrase))?)
}

/// What is wrong while a backup is made is wrong with the store, or with the disk that it goes to.
pub(crate) fn not_made(error: StoreError) -> Error {
    match error {
        StoreError::Damaged { what } => Error::Store {
            code: "store_damaged",
            message: format!(
                "No backup was made, because something is damaged: {what}. Check the store; keep the backups that you have, and restore the newest good one."
            ),
        },
        StoreError::Duplicate { .. } => Error::refused(
            "already_there",
            "There is a file of this name already, and a backup is never written over another. Give it a new name, such as one with today's date.",
        ),
        StoreError::Busy => Error::Store {
            code: "store_busy",
            message: "Another program is writing this very backup. Wait until it is done.".into(),
        },
        StoreError::Full => file(
            "file_unreadable",
            "The disk that the backup goes to is full. No backup was made. Choose another disk.".into(),
        ),
        StoreError::ReadOnly => file(
            "file_unreadable",
            "The folder that the backup goes to cannot be written to. No backup was made. Choose another."
                .into(),
        ),
        StoreError::Disk(kind) => file(
            "file_unreadable",
            format!("The backup could not be written ({kind}). No backup was made. Choose another place."),
        ),
        other => other.into(),
    }
}

/// The folder into which backups are made is not there.
pub(crate) fn folder_is_gone() -> Error {
    file(
        "backup_folder_gone",
        "The folder for backups is not there. No backup was made. Put the stick or disk in, or choose another folder."
            .into(),
    )
}

/// What is wrong with a backup says nothing of the store.
fn unusable(error: StoreError) -> Error {
    match error {
        StoreError::Damaged { what } => file(
            "backup_damaged",
            format!("This backup cannot be used: {what}. Nothing was restored or changed. Use another backup."),
        ),
        StoreError::WrongKey => file(
            "backup_damaged",
            "This backup cannot be used: its database does not open. Nothing was restored or changed. Use another backup."
                .into(),
        ),
        StoreError::Disk(kind) => file(
            "file_unreadable",
            format!("The backup could not be read, or its copy not written ({kind}). Nothing was changed."),
        ),
        other => other.into(),
    }
}

fn file(code: &str, message: String) -> Error {
    Error::File {
        code: code.to_owned(),
        message,
        details: Vec::new(),
    }
}

/// `2026-11-24 09:05:00`.
fn utc(ms: i64) -> String {
    chrono::DateTime::from_timestamp_millis(ms)
        .map_or_else(String::new, |at| at.format("%Y-%m-%d %H:%M:%S").to_string())
}

/// Why a restored store was not taken.
enum Refusal {
    NotLetIn,
    Store(StoreError),
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl BackupView {
    pub(crate) fn of(file: &Path, backup: Backup) -> Self {
        Self {
            file: file.to_string_lossy().into_owned(),
            status: "sound".into(),
            store_id: backup.store_id.to_string(),
            is_demonstration: backup.purpose == Purpose::Demonstration,
            bytes: backup.bytes,
            sha256: backup.sha256,
            entries: backup.entries,
            last_entry_at: utc(backup.last_entry_at_ms),
            files: backup.files,
        }
    }
}
