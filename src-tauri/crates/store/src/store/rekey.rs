//! A store under another key: after it, nobody who knew the old key, or kept an old file of key slots, opens anything.
//!
//! Everything is written anew in a folder beside what is there, and nothing of the old is touched until the new is whole
//! and durable. Renaming that folder is the one moment at which the key changes. What follows is moving files to their
//! places, which needs no key: whoever opens the store next after a crash finishes it.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use vault::sealed::{SealedFiles, must_have_room};
use vault::secret::DataKey;
use vault::slots::{KeySlots, SlotsError};

use super::home::{Home, sync_all, sync_folder};
use super::{Store, anchor, file_names, unpoisoned};
use crate::audit::{self, Actor, Entry};
use crate::engine::Db;
use crate::{At, StoreError, migrations};

/// Under this name it is nothing yet.
const BEGUN: &str = "rekey.new";

/// Under this name it is the store, and only has to be moved into its place.
const READY: &str = "rekey.ready";

impl Store {
    /// Puts the store under a key that follows on `old` ([`DataKey::successor`]), with these slots and no other, and
    /// writes that into the audit trail. The store stays open. Backups that were made before stay under the old key.
    ///
    /// The folder needs room for the whole store once more.
    ///
    /// # Errors
    /// [`StoreError::Busy`] while another process has the store open; [`StoreError::Damaged`] when a part of the store
    /// is; [`StoreError`] of the disk. Unless the error came while files were moved, the store is under its old key as
    /// before; if it did, opening the store finishes it.
    pub fn rekey(
        &mut self,
        old: &DataKey,
        new: &DataKey,
        slots: &KeySlots,
        actor: &Actor,
        entry: &Entry,
        at: At,
    ) -> Result<(), StoreError> {
        if !self.home.alone()? {
            return Err(StoreError::Busy);
        }
        let done = self.rekey_alone(old, new, slots, actor, entry, at);
        if is_unfinished(self.home.folder()) {
            // Whoever opens the store next must be alone to finish it; here it stays closed.
            self.home.let_go()?;
            return done;
        }
        if done.is_err() {
            // What is half written is of no use, and encrypted like everything else; if it stays, it goes next time.
            let _ = forget_begun(self.home.folder());
        }
        self.home.share()?;
        done
    }

    fn rekey_alone(
        &mut self,
        old: &DataKey,
        new: &DataKey,
        slots: &KeySlots,
        actor: &Actor,
        entry: &Entry,
        at: At,
    ) -> Result<(), StoreError> {
        let folder = self.home.folder().to_owned();
        forget_begun(&folder)?;
        let begun = folder.join(BEGUN);
        self.settle()?;
        self.must_have_room(&folder)?;
        Home::make(&begun)?;
        self.copy_database(&Home::database(&begun), old)?;

        let mut db = Db::open_copy(&Home::database(&begun), &old.db_key(), migrations::KNOWN)?;
        db.rekey(&new.db_key())?;
        drop(db);
        let mut db = Db::open_copy(&Home::database(&begun), &new.db_key(), migrations::KNOWN)?;
        db.begin()?;
        let head = audit::append(&mut db, &self.audit_key, actor, entry, at)?;
        db.commit()?;
        db.check()?;
        let again = SealedFiles::open(&Home::files(&begun), new)?;
        for name in file_names(&mut db)? {
            self.files.seal_again(&name, &again)?;
        }
        drop(db);
        anchor::anchor_at(&self.id_text, head).save(&Home::anchor_in(&begun))?;
        slots.save(&Home::keys(&begun)).map_err(unsaved)?;
        fs::File::open(Home::database(&begun))?.sync_all()?;
        sync_all(&begun)?;

        // Closed before its file is replaced: Windows replaces no file that is open.
        *unpoisoned(&self.db) = Db::nowhere()?;
        if let Err(error) = fs::rename(&begun, folder.join(READY)) {
            *unpoisoned(&self.db) = Db::open(&Home::database(&folder), &old.db_key(), migrations::KNOWN)?;
            return Err(error.into());
        }
        sync_folder(&folder)?;
        finish(&folder)?;
        self.files = SealedFiles::open(&Home::files(&folder), new)?;
        *unpoisoned(&self.db) = Db::open(&Home::database(&folder), &new.db_key(), migrations::KNOWN)?;
        Ok(())
    }

    fn must_have_room(&self, folder: &Path) -> Result<(), StoreError> {
        let mut needed = fs::metadata(Home::database(folder))?.len();
        for name in self.named_files()? {
            needed += fs::metadata(self.files.path_of(&name)).map_or(0, |file| file.len());
        }
        Ok(must_have_room(folder, needed)?)
    }
}

/// Finishes what a crash interrupted, if the store is under its new key and its files are not yet in their places. To be
/// called before the key slots are read, which may still be the old ones.
///
/// # Errors
/// [`StoreError`] of the disk; trying again goes on where it stopped.
pub fn resume(folder: &Path) -> Result<(), StoreError> {
    if is_unfinished(folder) {
        Home::open(folder)?;
    }
    Ok(())
}

/// Whether files are still to be moved to their places.
pub(super) fn is_unfinished(folder: &Path) -> bool {
    folder.join(READY).is_dir()
}

/// Moves the files of the store under its new key to their places; each step may be repeated. Nobody may have the store
/// open.
pub(super) fn finish(folder: &Path) -> Result<(), StoreError> {
    let ready = folder.join(READY);
    if !ready.is_dir() {
        return Ok(());
    }
    // The log of the old database is empty, and was written under the old key.
    for left in ["store.db-wal", "store.db-shm"] {
        gone(fs::remove_file(folder.join(left)))?;
    }
    let files = Home::files(folder);
    Home::make(&files)?;
    for shelf in inside(&Home::files(&ready))? {
        let to = files.join(shelf.file_name().unwrap_or_default());
        Home::make(&to)?;
        for file in inside(&shelf)? {
            put(&file, &to)?;
        }
        sync_folder(&to)?;
    }
    sync_folder(&files)?;
    for file in [
        Home::database(&ready),
        Home::anchor_in(&ready),
        Home::keys(&ready),
    ] {
        gone(fs::rename(
            &file,
            folder.join(file.file_name().unwrap_or_default()),
        ))?;
    }
    sync_folder(folder)?;
    fs::remove_dir_all(&ready)?;
    sync_folder(folder)
}

/// Puts a file into a folder under its own name, in the place of what has that name, and leaves it where it was too: of a
/// file that moves between two folders, a power cut may keep that it left the one and lose that it came to the other.
fn put(file: &Path, folder: &Path) -> std::io::Result<()> {
    let name = file.file_name().unwrap_or_default();
    let mut beside = std::ffi::OsString::from(".rekey-");
    beside.push(name);
    let beside = folder.join(beside);
    gone(fs::remove_file(&beside))?;
    match fs::hard_link(file, &beside) {
        Ok(()) => {
            fs::rename(&beside, folder.join(name))?;
            // Where it was put there before, the two are one file, and renaming leaves both names.
            gone(fs::remove_file(&beside))
        }
        Err(error) if error.kind() == ErrorKind::NotFound => Err(error),
        // A disk that knows no second name for a file, such as a stick.
        Err(_) => fs::rename(file, folder.join(name)),
    }
}

/// Throws away what never became the store. To be called by a process that is alone.
pub(super) fn forget_begun(folder: &Path) -> Result<(), StoreError> {
    Ok(gone(fs::remove_dir_all(folder.join(BEGUN)))?)
}

/// What is in a folder; nothing, if it has been emptied and is gone.
fn inside(folder: &Path) -> Result<Vec<PathBuf>, StoreError> {
    match fs::read_dir(folder) {
        Ok(entries) => entries.map(|entry| Ok(entry?.path())).collect(),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(error.into()),
    }
}

/// Done now or before.
fn gone(done: std::io::Result<()>) -> std::io::Result<()> {
    match done {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn unsaved(error: SlotsError) -> StoreError {
    match error {
        SlotsError::Disk(kind) => std::io::Error::from(kind).into(),
        other => StoreError::Fault(other.to_string()),
    }
}
