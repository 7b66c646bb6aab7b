//! Restoring a backup into a folder of its own.

use std::fs;
use std::path::Path;

use vault::backup::BackupFile;
use vault::secret::DataKey;

use super::Backup;
use super::partial::{Partial, named};
use super::unpack::{Keep, unpack};
use crate::audit::{Act, Actor, Entry};
use crate::engine::refuse_network;
use crate::store::home::{Home, sync_all, sync_folder};
use crate::store::{Store, Tx};
use crate::{At, StoreError};

/// Makes a store of a backup in a folder that does not exist or is empty. Everything in the backup is read first,
/// and that it was restored, and from which file by digest, is written into the new store's audit trail; only then
/// does the folder get its name. `who` finds out in the restored store who acts, and may refuse.
///
/// # Errors
/// [`StoreError::Exists`] when something is in the folder; otherwise as [`super::check`], and whatever `who` returns.
/// The folder is then as it was.
pub fn restore<E: From<StoreError>>(
    file: &Path,
    key: &DataKey,
    to: &Path,
    at: At,
    who: impl FnOnce(&mut Tx<'_>) -> Result<Actor, E>,
) -> Result<Backup, E> {
    must_be_free(to)?;
    let (parent, _) = named(to)?;
    Home::make(parent)?;
    refuse_network(parent)?;
    let work = Partial::beside(to)?;
    let folder = work.path("store");
    let mut opened = BackupFile::open(file).map_err(StoreError::from)?;
    let backup = unpack(&mut opened, key, &folder, Keep::Everything)?;

    let store = Store::open(&folder, key)?;
    let actor = store.read(who)?;
    let entry = Entry::done(Act::Restored).of(&backup.sha256);
    let store = store.re_anchored(&actor, entry, at)?;
    store.settle()?;
    drop(store);
    sync_all(&folder)?;

    must_be_free(to)?;
    if to.exists() {
        fs::remove_dir(to).map_err(StoreError::from)?;
    }
    fs::rename(&folder, to).map_err(StoreError::from)?;
    sync_folder(parent)?;
    Ok(backup)
}

/// A store is never restored over another, nor among other files.
fn must_be_free(to: &Path) -> Result<(), StoreError> {
    match fs::read_dir(to).map(|mut entries| entries.next().is_none()) {
        Ok(true) => Ok(()),
        Ok(false) => Err(StoreError::Exists),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::NotADirectory => Err(StoreError::Exists),
        Err(error) => Err(error.into()),
    }
}
