//! Taking a backup apart into a folder, and reading everything that comes out.

use std::fs;
use std::path::Path;

use domain::id::StoreId;
use vault::anchor::{Anchor, Standing};
use vault::backup::{BackupFile, Part};
use vault::sealed::{FileName, SealedFiles};
use vault::secret::DataKey;
use vault::slots::KeySlots;

use super::Backup;
use crate::audit::{self, Entry, Verified};
use crate::engine::{Db, Sql, vals};
use crate::store::home::Home;
use crate::store::{Purpose, Tx, file_names};
use crate::{StoreError, migrations};

/// What stays in the folder.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Keep {
    /// A whole store.
    Everything,
    /// No sealed file longer than it takes to read it.
    Nothing,
}

/// Unpacks a backup into a new folder and proves it.
pub(super) fn unpack(
    file: &mut BackupFile,
    key: &DataKey,
    into: &Path,
    keep: Keep,
) -> Result<Backup, StoreError> {
    file.must_be_sealed_by(key)?;
    Home::make(into)?;
    file.copy_out(&Part::Database, &Home::database(into))?;
    file.copy_out(&Part::Anchor, &Home::anchor_in(into))?;
    file.copy_out(&Part::Keys, &Home::keys(into))?;
    let (backup, named) = prove_database(file, key, into)?;

    let mut held = file.sealed_files();
    held.sort_unstable();
    if held != named {
        return Err(damaged("the sealed files are not those that its rows name"));
    }
    let files = SealedFiles::open(&Home::files(into), key)?;
    for name in held {
        prove_file(file, &files, &name, keep)?;
    }
    Ok(backup)
}

/// Checks pages, rows and audit trail, and that keys, anchor and database belong together.
fn prove_database(
    file: &BackupFile,
    key: &DataKey,
    folder: &Path,
) -> Result<(Backup, Vec<FileName>), StoreError> {
    let mut db = Db::open_copy(&Home::database(folder), &key.db_key(), migrations::KNOWN)?;
    db.check()?;
    migrations::apply(&mut db)?;
    let meta = db.row(include_str!("../meta.sql"), vals![])?;
    let meta = meta.ok_or(damaged("the database does not say which store it is"))?;
    let store_id = meta.parsed("store_id", |text| StoreId::parse(text).ok())?;
    let purpose = meta.parsed("purpose", Purpose::from_code)?;
    let id_text = store_id.to_string();

    let slots = KeySlots::load(&Home::keys(folder)).map_err(|_| damaged("the key slots"))?;
    if slots.store_id() != id_text {
        return Err(damaged("the key slots are of another store"));
    }
    let audit_key = key.audit_key();
    let verified = audit::verify(&mut Tx {
        db: &mut db,
        audit_key: &audit_key,
        store_id: &id_text,
        entry: Entry::done(audit::Act::AuditVerified),
    })?;
    let Verified::Sound(head) = verified else {
        return Err(damaged("the audit trail"));
    };
    let anchor = Anchor::load(&Home::anchor_in(folder))?.ok_or(damaged("the anchor is missing"))?;
    if anchor.compare(&id_text, &head, |seq| audit::mac(&mut db, seq)) != Standing::Level {
        return Err(damaged("the anchor does not fit the audit trail"));
    }
    let named = file_names(&mut db)?;
    let digested = file.digested();
    let backup = Backup {
        store_id,
        purpose,
        sha256: digested.sha256.clone(),
        bytes: digested.bytes,
        entries: head.seq,
        last_entry_at_ms: audit::last_at(&mut db)?,
        files: named.len() as u64,
    };
    Ok((backup, named))
}

/// Opens one sealed file from its first byte to its last.
fn prove_file(
    file: &mut BackupFile,
    files: &SealedFiles,
    name: &FileName,
    keep: Keep,
) -> Result<(), StoreError> {
    let path = files.path_of(name);
    if let Some(shelf) = path.parent() {
        Home::make(shelf)?;
    }
    file.copy_out(&Part::Sealed(*name), &path)?;
    files.verify(name).map_err(|error| match error {
        vault::sealed::SealedError::Damaged | vault::sealed::SealedError::Missing => {
            damaged("a sealed file is not as it was written")
        }
        other => other.into(),
    })?;
    if keep == Keep::Nothing {
        fs::remove_file(path)?;
    }
    Ok(())
}

const fn damaged(what: &'static str) -> StoreError {
    StoreError::Damaged { what }
}
