//! Making a backup while others work.

use std::fs::{self, File};
use std::path::Path;

use vault::backup::{BackupWriter, Part};
use vault::sealed::must_have_room;
use vault::secret::DataKey;

use super::partial::{Partial, named};
use super::{Backup, check};
use crate::engine::Db;
use crate::store::home::{Home, sync_folder};
use crate::store::{Store, anchor, file_names};
use crate::{StoreError, audit, migrations};

impl Store {
    /// Writes the store as it stands at one moment into one new file, opens it again and reads everything in it.
    /// Only then does it get its name. The caller writes it into the audit trail.
    ///
    /// The folder of the file needs room for the backup and twice the database besides.
    ///
    /// # Errors
    /// [`StoreError::Duplicate`] when there is such a file; [`StoreError::Damaged`] when a part of the store, or what
    /// was written of it, is not as it should be; [`StoreError::Full`]; [`StoreError`] of the disk. There is then no
    /// new file.
    pub fn back_up(&self, to: &Path, key: &DataKey) -> Result<Backup, StoreError> {
        let (parent, _) = named(to)?;
        must_be_new(to)?;
        let work = Partial::beside(to)?;
        let unnamed = work.path("backup");
        self.write_backup(&work, &unnamed, key)?;
        let made = check(&unnamed, key)?;
        must_be_new(to)?;
        fs::rename(&unnamed, to)?;
        sync_folder(parent)?;
        Ok(made)
    }

    fn write_backup(&self, work: &Partial, to: &Path, key: &DataKey) -> Result<(), StoreError> {
        let copy = work.path("store.db");
        self.copy_database(&copy, key)?;
        let mut db = Db::open_copy(&copy, &key.db_key(), migrations::KNOWN)?;
        let head = audit::head(&mut db)?;
        // The names are those of the copy: the store may have gone on meanwhile.
        let names = file_names(&mut db)?;
        drop(db);
        // The live anchor may know of more than the copy holds, so the copy gets one of its own.
        let anchor = work.path("anchor");
        anchor::anchor_at(&self.id_text, head).save(&anchor)?;

        // The slots are read after the copy: whoever was removed meanwhile opens this backup no more.
        let parts = [
            (Part::Keys, Home::keys(self.home.folder())),
            (Part::Anchor, anchor),
            (Part::Database, copy.clone()),
        ];
        let sealed = names
            .into_iter()
            .map(|name| (Part::Sealed(name), self.files.path_of(&name)));
        let parts: Vec<_> = parts.into_iter().chain(sealed).collect();
        let mut needed = fs::metadata(&copy)?.len();
        for (part, path) in &parts {
            needed += fs::metadata(path).map_err(|error| missing(part, error))?.len();
        }
        // Asked first, because a backup that fills the disk half way would keep everybody else from working.
        must_have_room(&work.path(""), needed)?;
        let mut backup = BackupWriter::create(to)?;
        for (part, path) in &parts {
            let file = File::open(path).map_err(|error| missing(part, error))?;
            let len = file.metadata()?.len();
            backup.add(part, file, len)?;
        }
        backup.finish(key)?;
        fs::remove_file(copy)?;
        Ok(())
    }
}

/// A backup never takes the place of another: the old one may be the only good one.
fn must_be_new(to: &Path) -> Result<(), StoreError> {
    if fs::symlink_metadata(to).is_ok() {
        return Err(StoreError::Duplicate { what: "backup file" });
    }
    Ok(())
}

/// A part of the store that is not there is a loss, and no fault of the disk that the backup goes to.
fn missing(part: &Part, error: std::io::Error) -> StoreError {
    match (part, error.kind()) {
        (Part::Sealed(_), std::io::ErrorKind::NotFound) => StoreError::Damaged {
            what: "a sealed file is missing",
        },
        (Part::Keys, std::io::ErrorKind::NotFound) => StoreError::Damaged {
            what: "the key slots are missing",
        },
        _ => error.into(),
    }
}
