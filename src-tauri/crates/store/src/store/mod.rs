//! A store on the disk: made, opened, acted upon, checked.

pub mod backup;

mod anchor;
mod create;
mod home;
mod open;
pub mod rekey;
mod tx;

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::{self, ThreadId};

use domain::id::StoreId;
use vault::sealed::{FileName, SealedFiles, Swept};
use vault::secret::{AuditKey, DataKey};

pub use tx::Tx;

use crate::audit::{self, Actor, Entry, Verified};
use crate::engine::{Db, Sql, vals};
use crate::redact::redacted;
use crate::{At, StoreError};
use home::Home;

/// What a store is for. A store never changes from one to the other (hazard H35).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Patients.
    Live,
    /// People who do not exist, for demonstration and training.
    Demonstration,
}

impl Purpose {
    /// The code in rows and files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Demonstration => "demonstration",
        }
    }

    /// The purpose with this code, if there is one.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "live" => Some(Self::Live),
            "demonstration" => Some(Self::Demonstration),
            _ => None,
        }
    }
}

/// An open store. Threads may share it; one acts at a time.
pub struct Store {
    home: Home,
    db: Mutex<Db>,
    /// The thread that acts at this moment, so that an action inside an action is an error and no standstill.
    acting: Mutex<Option<ThreadId>>,
    files: SealedFiles,
    audit_key: AuditKey,
    id: StoreId,
    id_text: String,
    purpose: Purpose,
}

redacted!(Store { id, purpose });

/// What a check of the whole store found; damage to the database itself is an error instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// Whether the audit trail holds from the first entry to the last.
    pub audit: Verified,
    /// Sealed files that a row names and that are not there.
    pub missing_files: Vec<FileName>,
}

impl Store {
    /// Which store this is.
    #[must_use]
    pub const fn id(&self) -> StoreId {
        self.id
    }

    /// What it is for.
    #[must_use]
    pub const fn purpose(&self) -> Purpose {
        self.purpose
    }

    /// The sealed bytes of records, letters and bundles.
    ///
    /// Seal first, then write the row that names the file: a file without a row is swept, a row without a file
    /// is a loss.
    #[must_use]
    pub const fn files(&self) -> &SealedFiles {
        &self.files
    }

    /// Does one action of a user: everything `action` writes, and the audit entry that tells of it, become durable
    /// together or not at all. When this returns, they are on the disk.
    ///
    /// Every view of clinical data is an action too. An action that was refused is written by a second call with
    /// [`Entry::refused`] and an empty action, since what failed leaves nothing behind.
    ///
    /// # Errors
    /// Whatever `action` returns, or the [`StoreError`] that kept it from becoming durable.
    pub fn act<T, E: From<StoreError>>(
        &self,
        actor: &Actor,
        entry: Entry,
        at: At,
        action: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut turn = self.turn()?;
        let mut open = Transaction::begin(&mut turn)?;
        let mut tx = Tx {
            db: open.db,
            audit_key: &self.audit_key,
            store_id: &self.id_text,
            entry,
        };
        let value = action(&mut tx)?;
        let entry = tx.entry;
        let head = audit::append(open.db, &self.audit_key, actor, &entry, at)?;
        open.commit()?;
        // The action is on the disk: an anchor that cannot follow now is late, which opening the store allows for.
        let _ = anchor::advance(&self.home, &self.id_text, head);
        Ok(value)
    }

    /// Reads without an audit entry: for what shows no clinical data, or is part of a larger view that has one.
    ///
    /// # Errors
    /// Whatever `reading` returns, and [`StoreError::ReadOnly`] if it tries to write.
    pub fn read<T, E: From<StoreError>>(
        &self,
        reading: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut turn = self.turn()?;
        let open = Transaction::begin_reading(&mut turn)?;
        reading(&mut Tx {
            db: open.db,
            audit_key: &self.audit_key,
            store_id: &self.id_text,
            entry: Entry::done(audit::Act::ListViewed),
        })
    }

    /// Reads everything there is and says what is damaged or missing.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] naming what; [`StoreError::Busy`] while another process reads or writes.
    pub fn check(&self) -> Result<Checked, StoreError> {
        self.turn()?.db.check()?;
        self.read(|tx| {
            let audit = audit::verify(tx)?;
            let missing_files = file_names(tx.db)?
                .into_iter()
                .filter(|name| !self.files.contains(name))
                .collect();
            Ok(Checked { audit, missing_files })
        })
    }

    /// Removes what a crash left among the sealed files, unless another process has the store open.
    ///
    /// # Errors
    /// [`StoreError`] of the database or the disk.
    pub fn sweep(&mut self) -> Result<Option<Swept>, StoreError> {
        // Another process may have sealed a file whose row is not yet written.
        if !self.home.alone()? {
            return Ok(None);
        }
        rekey::forget_begun(self.home.folder())?;
        let swept = self.read(|tx| {
            let names = file_names(tx.db)?;
            Ok::<_, StoreError>(self.files.sweep(|name| names.binary_search(name).is_ok())?)
        });
        self.home.share()?;
        swept.map(Some)
    }

    /// Brings everything into the one database file: before locking, quitting, or a copy by other means.
    ///
    /// # Errors
    /// [`StoreError::Busy`] while another process reads or writes; nothing is lost by it.
    pub fn settle(&self) -> Result<(), StoreError> {
        self.turn()?.db.settle()
    }

    /// Copies the database, as it stands at one moment, into a new file under the same key. The sealed files that
    /// its rows name are to be copied after it; they never change.
    ///
    /// # Errors
    /// [`StoreError`]; the unfinished copy is then to be thrown away.
    pub fn copy_database(&self, to: &std::path::Path, key: &DataKey) -> Result<(), StoreError> {
        self.turn()?.db.copy_to(to, &key.db_key())
    }

    /// The names of all sealed files that rows point to, in order.
    ///
    /// # Errors
    /// [`StoreError`] of the database.
    pub fn named_files(&self) -> Result<Vec<FileName>, StoreError> {
        self.read(|tx| file_names(tx.db))
    }

    fn turn(&self) -> Result<Turn<'_>, StoreError> {
        let me = thread::current().id();
        if *unpoisoned(&self.acting) == Some(me) {
            return Err(StoreError::Fault("an action was begun inside another".to_owned()));
        }
        // A panic in an action rolled it back on its way out, so the database behind a poisoned lock is sound.
        let db = unpoisoned(&self.db);
        *unpoisoned(&self.acting) = Some(me);
        Ok(Turn {
            db,
            acting: &self.acting,
        })
    }
}

/// The turn of one thread to use the database.
struct Turn<'a> {
    db: MutexGuard<'a, Db>,
    acting: &'a Mutex<Option<ThreadId>>,
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        *unpoisoned(self.acting) = None;
    }
}

/// An open transaction, rolled back unless it was committed.
struct Transaction<'a> {
    db: &'a mut Db,
    committed: bool,
}

impl<'a> Transaction<'a> {
    fn begin(turn: &'a mut Turn<'_>) -> Result<Self, StoreError> {
        turn.db.begin()?;
        Ok(Self {
            db: &mut turn.db,
            committed: false,
        })
    }

    fn begin_reading(turn: &'a mut Turn<'_>) -> Result<Self, StoreError> {
        turn.db.begin_reading()?;
        Ok(Self {
            db: &mut turn.db,
            committed: false,
        })
    }

    fn commit(&mut self) -> Result<(), StoreError> {
        self.db.commit()?;
        self.committed = true;
        Ok(())
    }
}

impl Drop for Transaction<'_> {
    fn drop(&mut self) {
        if !self.committed {
            self.db.roll_back();
        }
    }
}

fn file_names(db: &mut Db) -> Result<Vec<FileName>, StoreError> {
    let mut names: Vec<_> = db
        .rows(include_str!("file_names.sql"), vals![])?
        .iter()
        .map(|row| row.parsed("file_name", FileName::parse))
        .collect::<Result<_, _>>()?;
    names.sort_unstable();
    Ok(names)
}

fn unpoisoned<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
