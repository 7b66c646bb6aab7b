//! A store is opened only if it is whole: the right key, a known format, and no entry lost from its trail.

use std::path::Path;
use std::sync::Mutex;

use domain::id::StoreId;
use vault::sealed::SealedFiles;
use vault::secret::DataKey;

use super::home::Home;
use super::{Purpose, Store, anchor};
use crate::audit::{Act, Actor, Entry, Verified};
use crate::engine::{Db, Sql, vals};
use crate::{At, StoreError, audit, migrations};

impl Store {
    /// Opens the store in a folder.
    ///
    /// # Errors
    /// [`StoreError::Missing`], [`StoreError::WrongKey`], [`StoreError::Damaged`], [`StoreError::Newer`],
    /// [`StoreError::RolledBack`], [`StoreError::NetworkFolder`]; in each case the store is left as it is.
    pub fn open(folder: &Path, key: &DataKey) -> Result<Self, StoreError> {
        let store = Self::open_unanchored(folder, key)?;
        let mut turn = store.turn()?;
        anchor::compare(&store.home, &store.id_text, &mut turn.db)?;
        drop(turn);
        Ok(store)
    }

    /// Opens a store that [`Self::open`] refuses because it is older than its anchor, or has none: after a restore,
    /// or when the loss is accepted. Its trail must hold; how many entries are missing is written into it.
    ///
    /// # Errors
    /// As [`Self::open`], without [`StoreError::RolledBack`].
    pub fn open_accepting_loss(
        folder: &Path,
        key: &DataKey,
        actor: &Actor,
        at: At,
    ) -> Result<Self, StoreError> {
        Self::open_unanchored(folder, key)?.re_anchored(actor, Entry::done(Act::Restored), at)
    }

    /// Sets the anchor to where the trail ends, and writes into the trail how much is missing.
    pub(super) fn re_anchored(self, actor: &Actor, entry: Entry, at: At) -> Result<Self, StoreError> {
        let Verified::Sound(head) = self.read(audit::verify)? else {
            return Err(StoreError::Damaged {
                what: "the audit trail",
            });
        };
        let missing = anchor::missing(&self.home, &self.id_text, head);
        anchor::set(&self.home, &self.id_text, head)?;
        let entry = entry.with(format!("missing={missing}"));
        self.act(actor, entry, at, |_| Ok::<_, StoreError>(()))?;
        Ok(self)
    }

    fn open_unanchored(folder: &Path, key: &DataKey) -> Result<Self, StoreError> {
        let database = Home::database(folder);
        if !database.exists() {
            return Err(StoreError::Missing);
        }
        let home = Home::open(folder)?;
        let mut db = Db::open(&database, &key.db_key(), migrations::KNOWN)?;
        migrations::apply(&mut db)?;
        let meta = db
            .row(include_str!("meta.sql"), vals![])?
            .ok_or(StoreError::Damaged {
                what: "the database does not say which store it is",
            })?;
        let id = meta.parsed("store_id", |text| StoreId::parse(text).ok())?;
        Ok(Self {
            purpose: meta.parsed("purpose", Purpose::from_code)?,
            files: SealedFiles::open(&Home::files(folder), key)?,
            audit_key: key.audit_key(),
            home,
            db: Mutex::new(db),
            acting: Mutex::new(None),
            id,
            id_text: id.to_string(),
        })
    }
}
