//! A store is made under another name and appears whole or not at all.

use std::fs;
use std::path::Path;

use domain::id::StoreId;
use vault::secret::DataKey;

use super::home::{Home, sync_folder};
use super::{Purpose, Store, anchor};
use crate::engine::{Db, Sql, vals};
use crate::{StoreError, audit, migrations};

impl Store {
    /// Makes a store in a folder that holds none, and opens it. The folder is made if need be.
    ///
    /// # Errors
    /// [`StoreError::Exists`] when there is one; [`StoreError::NetworkFolder`]; [`StoreError`] of the disk.
    pub fn create(
        folder: &Path,
        key: &DataKey,
        id: StoreId,
        purpose: Purpose,
        at_ms: i64,
    ) -> Result<Self, StoreError> {
        Home::make(folder)?;
        let home = Home::open(folder)?;
        let database = Home::database(folder);
        if database.exists() {
            return Err(StoreError::Exists);
        }
        let unfinished = folder.join("store.db.new");
        remove_unfinished(&unfinished)?;
        let made = fill(&unfinished, key, id, purpose, at_ms).and_then(|head| {
            anchor::set(&home, &id.to_string(), head)?;
            fs::rename(&unfinished, &database)?;
            sync_folder(folder)
        });
        if let Err(error) = made {
            let _ = remove_unfinished(&unfinished);
            return Err(error);
        }
        drop(home);
        Self::open(folder, key)
    }
}

fn fill(
    path: &Path,
    key: &DataKey,
    id: StoreId,
    purpose: Purpose,
    at_ms: i64,
) -> Result<vault::chain::Head, StoreError> {
    let mut db = Db::create(path, &key.db_key())?;
    migrations::apply(&mut db)?;
    db.begin()?;
    db.exec(include_str!("insert_meta.sql"), vals![id, purpose.code(), at_ms])?;
    let head = audit::start(&mut db, &id.to_string(), at_ms)?;
    db.commit()?;
    // Closing would do the same, but could not say that it failed.
    db.settle()?;
    Ok(head)
}

/// What a setting-up that was interrupted has left: nothing in it was ever anyone's.
fn remove_unfinished(path: &Path) -> Result<(), StoreError> {
    for ending in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        match fs::remove_file(&name) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    Ok(())
}
