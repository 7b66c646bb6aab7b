//! SQLite with SQLCipher, set up so that what is acknowledged is on the disk and what is on the disk is unreadable.

use std::cell::Cell;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::types::{ToSqlOutput, Value, ValueRef};
use rusqlite::{Connection, OpenFlags, ToSql};
use vault::secret::DbKey;
use zeroize::Zeroizing;

use super::fault::{DAMAGED, sorted};
use super::{Row, Sql, Val};
use crate::StoreError;

/// How long a writer waits for another before it gives up.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long a copy waits before it tries again to read the database.
const PAUSE: Duration = Duration::from_millis(50);

/// How many prepared statements are kept: more than there are.
const STATEMENTS: usize = 160;

/// An open SQLite database.
pub(crate) struct Lite {
    connection: Connection,
    /// A page did not carry its seal. The cipher then fails in ways that look like other faults, so nothing more is
    /// done through this connection.
    damaged: Cell<bool>,
}

impl Lite {
    fn new(connection: Connection) -> Self {
        Self {
            connection,
            damaged: Cell::new(false),
        }
    }

    pub(super) fn create(path: &Path, key: &DbKey) -> Result<Self, StoreError> {
        // The file is made first and for this account alone; SQLite would make it readable to the group.
        private_file(path)?;
        let connection = connect(path, key)?;
        settings(&connection).map_err(sorted)?;
        Ok(Self::new(connection))
    }

    pub(super) fn open(path: &Path, key: &DbKey, known: u32) -> Result<Self, StoreError> {
        let lite = Self::open_copy(path, key, known)?;
        settings(&lite.connection).map_err(sorted)?;
        Ok(lite)
    }

    pub(super) fn open_copy(path: &Path, key: &DbKey, known: u32) -> Result<Self, StoreError> {
        // A file cut to nothing would open as a new, empty database.
        match fs::metadata(path) {
            Ok(file) if file.len() == 0 => {
                return Err(StoreError::Damaged {
                    what: "the database is empty",
                });
            }
            Ok(_) => {}
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Err(StoreError::Missing),
            Err(error) => return Err(error.into()),
        }
        let mut lite = Self::new(connect(path, key)?);
        // Until the format is known, not even closing may write: a newer store stays as it is, byte for byte.
        set(&lite.connection, DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
        let found = lite.format()?;
        if found > known {
            return Err(StoreError::Newer { found, known });
        }
        set(
            &lite.connection,
            DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE,
            false,
        )?;
        Ok(lite)
    }

    pub(super) fn format(&mut self) -> Result<u32, StoreError> {
        self.connection
            .query_row("PRAGMA user_version", [], |row| row.get(0))
            .map_err(sorted)
    }

    pub(super) fn set_format(&mut self, format: u32) -> Result<(), StoreError> {
        self.batch(&format!("PRAGMA user_version = {format}"))
    }

    pub(super) fn define(&mut self, ddl: &str) -> Result<(), StoreError> {
        let ddl = ddl
            .replace("{int}", "INTEGER")
            .replace("{blob}", "BLOB")
            .replace("{strict}", "STRICT");
        self.batch(&ddl)
    }

    pub(super) fn begin(&mut self) -> Result<(), StoreError> {
        // A transaction that begins by reading and then writes fails at once when another has written meanwhile.
        self.must_be_usable()?;
        self.batch("BEGIN IMMEDIATE")
    }

    pub(super) fn begin_reading(&mut self) -> Result<(), StoreError> {
        self.must_be_usable()?;
        self.batch("PRAGMA query_only = ON; BEGIN")
    }

    pub(super) fn commit(&mut self) -> Result<(), StoreError> {
        self.batch("COMMIT")
    }

    pub(super) fn roll_back(&mut self) {
        // Some errors end the transaction by themselves, and then there is nothing left to roll back.
        if !self.connection.is_autocommit() {
            let _ = self.batch("ROLLBACK");
        }
        let _ = self.batch("PRAGMA query_only = OFF");
    }

    pub(super) fn settle(&mut self) -> Result<(), StoreError> {
        let busy: i64 = self
            .connection
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))
            .map_err(sorted)?;
        if busy == 0 { Ok(()) } else { Err(StoreError::Busy) }
    }

    pub(super) fn check(&mut self) -> Result<(), StoreError> {
        // The cipher's check reads the main file alone; with pages still in the log it would cry wolf.
        self.settle()?;
        self.must_be_sound(
            "PRAGMA cipher_integrity_check",
            None,
            "a page does not carry its own seal",
        )?;
        self.must_be_sound("PRAGMA integrity_check", Some("ok"), "the database's structure")?;
        self.must_be_sound("PRAGMA foreign_key_check", None, "a row points to nothing")
    }

    pub(super) fn copy_to(&mut self, path: &Path, key: &DbKey) -> Result<(), StoreError> {
        private_file(path)?;
        let mut copy = connect(path, key)?;
        {
            let backup = rusqlite::backup::Backup::new(&self.connection, &mut copy).map_err(sorted)?;
            // All pages in one step, which is one reading transaction: were it several, each change by another
            // process in between would begin the copy anew, and on a busy store it would never end.
            backup.run_to_completion(i32::MAX, PAUSE, None).map_err(sorted)?;
        }
        let copy = Self::new(copy);
        copy.batch("PRAGMA journal_mode = DELETE")?;
        copy.must_be_sound(
            "PRAGMA cipher_integrity_check",
            None,
            "a page of the copy does not carry its own seal",
        )?;
        drop(copy);
        fs::File::open(path)?.sync_all()?;
        Ok(())
    }

    pub(super) fn rekey(&mut self, key: &DbKey) -> Result<(), StoreError> {
        self.connection
            .key(Some("main"), raw_key(key).as_bytes(), true)
            .map_err(sorted)
    }

    pub(super) fn nowhere() -> Result<Self, StoreError> {
        Ok(Self::new(Connection::open_in_memory().map_err(sorted)?))
    }

    /// Reads all rows of a check: one row per fault, or the one word that says there is none.
    fn must_be_sound(&self, check: &str, well: Option<&str>, what: &'static str) -> Result<(), StoreError> {
        let mut statement = self.connection.prepare(check).map_err(sorted)?;
        let mut rows = statement.query([]).map_err(sorted)?;
        let mut sound = true;
        while let Some(row) = rows.next().map_err(sorted)? {
            let said = row.get_ref(0).map_err(sorted)?;
            sound &= well.is_some_and(|well| said.as_str().is_ok_and(|said| said == well));
        }
        if sound {
            Ok(())
        } else {
            Err(StoreError::Damaged { what })
        }
    }

    /// How many parameters a statement has, if it is one.
    #[cfg(test)]
    pub(super) fn prepares(&self, sql: &str) -> rusqlite::Result<usize> {
        self.connection
            .prepare(sql)
            .map(|statement| statement.parameter_count())
    }

    fn batch(&self, sql: &str) -> Result<(), StoreError> {
        self.connection
            .execute_batch(sql)
            .map_err(|error| self.noted(error))
    }

    /// Runs one statement; whatever it is, its rows come back.
    fn run<T>(
        &self,
        sql: &'static str,
        values: &[Val],
        take: impl FnOnce(&mut rusqlite::Statement<'_>) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached(sql)
            .map_err(|error| self.noted(error))?;
        if statement.parameter_count() != values.len() {
            let (given, needed) = (values.len(), statement.parameter_count());
            return Err(sorted(rusqlite::Error::InvalidParameterCount(given, needed)));
        }
        for (index, value) in values.iter().enumerate() {
            statement.raw_bind_parameter(index + 1, value).map_err(sorted)?;
        }
        take(&mut statement).map_err(|error| self.noted(error))
    }

    fn must_be_usable(&self) -> Result<(), StoreError> {
        if self.damaged.get() { Err(DAMAGED) } else { Ok(()) }
    }

    /// Sorts an error, and remembers damage.
    fn noted(&self, error: rusqlite::Error) -> StoreError {
        let error = sorted(error);
        if error == DAMAGED {
            self.damaged.set(true);
        }
        error
    }
}

impl Sql for Lite {
    fn exec(&mut self, sql: &'static str, values: &[Val]) -> Result<u64, StoreError> {
        self.run(sql, values, |statement| statement.raw_execute())
            .map(|touched| touched as u64)
    }

    fn rows(&mut self, sql: &'static str, values: &[Val]) -> Result<Vec<Row>, StoreError> {
        self.run(sql, values, |statement| {
            let columns: Arc<[String]> = statement.column_names().map(str::to_owned).collect();
            let mut found = Vec::new();
            let mut rows = statement.raw_query();
            while let Some(row) = rows.next()? {
                let values = (0..columns.len())
                    .map(|at| row.get_ref(at).map(value_of))
                    .collect::<rusqlite::Result<_>>()?;
                found.push(Row::new(Arc::clone(&columns), values));
            }
            Ok(found)
        })
    }
}

impl ToSql for Val {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Null => ToSqlOutput::Owned(Value::Null),
            Self::Int(number) => ToSqlOutput::Owned(Value::Integer(*number)),
            Self::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            Self::Blob(bytes) => ToSqlOutput::Borrowed(ValueRef::Blob(bytes)),
        })
    }
}

fn value_of(value: ValueRef<'_>) -> Val {
    match value {
        ValueRef::Null => Val::Null,
        ValueRef::Integer(number) => Val::Int(number),
        // STRICT tables hold no floating numbers; one can only come from a statement that should not ask for it.
        ValueRef::Real(number) => Val::Int(number as i64),
        ValueRef::Text(text) => Val::Text(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Blob(bytes) => Val::Blob(bytes.to_vec()),
    }
}

/// Opens the file, which must exist, under its key; reads nothing yet.
fn connect(path: &Path, key: &DbKey) -> Result<Connection, StoreError> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_NOFOLLOW;
    let path = fs::canonicalize(path)?;
    let connection = Connection::open_with_flags(path, flags).map_err(sorted)?;
    // SQLCipher would write its faults to standard error, and leave what it deciphered in freed memory.
    connection
        .execute_batch("PRAGMA cipher_log_level = NONE")
        .map_err(sorted)?;
    if super::MEMORY_IS_GUARDED {
        connection
            .execute_batch("PRAGMA cipher_memory_security = ON")
            .map_err(sorted)?;
    }
    connection
        .key(Some("main"), raw_key(key).as_bytes(), false)
        .map_err(sorted)?;
    connection.busy_timeout(PATIENCE).map_err(sorted)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    set(&connection, DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    set(&connection, DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    set(&connection, DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, true)?;
    Ok(connection)
}

/// WAL with FULL loses nothing acknowledged at a power cut; each of the weaker settings does.
fn settings(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(
        "PRAGMA journal_mode = WAL;
         PRAGMA synchronous = FULL;
         PRAGMA fullfsync = ON;
         PRAGMA checkpoint_fullfsync = ON;
         PRAGMA temp_store = MEMORY;",
    )
}

/// The form in which SQLCipher takes a key as it is, instead of deriving one from it as from a passphrase.
fn raw_key(key: &DbKey) -> Zeroizing<String> {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = Zeroizing::new(String::with_capacity(67));
    text.push_str("x'");
    for byte in key.as_bytes() {
        text.push(DIGITS[usize::from(byte >> 4)].into());
        text.push(DIGITS[usize::from(byte & 15)].into());
    }
    text.push('\'');
    text
}

fn set(connection: &Connection, switch: DbConfig, on: bool) -> Result<(), StoreError> {
    connection.set_db_config(switch, on).map(|_| ()).map_err(sorted)
}

/// Makes an empty file that only this account may read; there must be none.
fn private_file(path: &Path) -> Result<(), StoreError> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Err(StoreError::Exists),
        Err(error) => Err(error.into()),
    }
}
