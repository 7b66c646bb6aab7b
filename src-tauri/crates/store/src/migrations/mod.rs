//! The formats of the store, one after another: appended to, never changed once released.

use crate::StoreError;
use crate::engine::Db;

/// One step from a format to the next.
struct Migration {
    /// What both engines understand.
    common: &'static str,
    /// What only SQLite understands: triggers and word indexes.
    lite: &'static str,
}

const MIGRATIONS: &[Migration] = &[
    Migration {
        common: include_str!("0001_foundation.sql"),
        lite: include_str!("0001_foundation.lite.sql"),
    },
    Migration {
        common: include_str!("0002_last_backup.sql"),
        lite: "",
    },
    Migration {
        common: include_str!("0003_right_hand_pages.sql"),
        lite: "",
    },
    Migration {
        common: include_str!("0004_wording.sql"),
        lite: "",
    },
    Migration {
        common: include_str!("0005_print.sql"),
        lite: "",
    },
    Migration {
        common: include_str!("0006_upkeep.sql"),
        lite: "",
    },
    Migration {
        common: include_str!("0007_supplements.sql"),
        lite: include_str!("0007_supplements.lite.sql"),
    },
    Migration {
        common: include_str!("0008_letterhead.sql"),
        lite: "",
    },
    Migration {
        common: include_str!("0009_held_elsewhere.sql"),
        lite: include_str!("0009_held_elsewhere.lite.sql"),
    },
    Migration {
        common: include_str!("0010_logos.sql"),
        lite: "",
    },
    Migration {
        common: include_str!("0011_pages_not_counted.sql"),
        lite: "",
    },
    Migration {
        common: include_str!("0012_file_passwords.sql"),
        lite: include_str!("0012_file_passwords.lite.sql"),
    },
    Migration {
        common: include_str!("0013_lists.sql"),
        lite: include_str!("0013_lists.lite.sql"),
    },
    Migration {
        common: include_str!("0014_transfers.sql"),
        lite: include_str!("0014_transfers.lite.sql"),
    },
    Migration {
        common: include_str!("0015_directory.sql"),
        lite: include_str!("0015_directory.lite.sql"),
    },
];

/// The newest format that this program knows.
pub(crate) const KNOWN: u32 = MIGRATIONS.len() as u32;

/// Brings a database to the newest format, each step all or nothing.
pub(crate) fn apply(db: &mut Db) -> Result<(), StoreError> {
    apply_each(db, MIGRATIONS)
}

fn apply_each(db: &mut Db, migrations: &[Migration]) -> Result<(), StoreError> {
    loop {
        // The format is read inside the transaction: another process may be migrating at this moment.
        db.begin()?;
        let step = next(db, migrations).and_then(|done| db.commit().map(|()| done));
        match step {
            Ok(false) => return Ok(()),
            Ok(true) => {}
            Err(error) => {
                db.roll_back();
                return Err(error);
            }
        }
    }
}

/// Takes one step, if there is one to take.
fn next(db: &mut Db, migrations: &[Migration]) -> Result<bool, StoreError> {
    let format = db.format()?;
    let Some(migration) = migrations.get(format as usize) else {
        return Ok(false);
    };
    db.define(migration.common)?;
    match db {
        Db::Lite(_) => db.define(migration.lite)?,
    }
    db.set_format(format + 1)?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use vault::secret::DataKey;

    use super::*;
    use crate::engine::{Sql, vals};

    const GOOD: Migration = Migration {
        common: "CREATE TABLE one (id {int}) {strict};",
        lite: "",
    };
    const BAD: Migration = Migration {
        common: "CREATE TABLE two (id {int}) {strict}; INSERT INTO two VALUES (1);",
        lite: "CREATE TABLE three (id INTEGER) STRICT; CREATE TABLE nonsense (id NOT_A_TYPE) STRICT;",
    };

    #[test]
    fn a_migration_that_fails_half_way_leaves_the_store_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let mut db = Db::create(
            &folder.path().join("store.db"),
            &DataKey::random().unwrap().db_key(),
        )
        .unwrap();

        assert!(apply_each(&mut db, &[GOOD, BAD]).is_err());
        assert_eq!(db.format().unwrap(), 1);
        let tables = db
            .rows("SELECT name FROM sqlite_schema ORDER BY name", vals![])
            .unwrap();
        let names: Vec<_> = tables.iter().map(|row| row.text("name").unwrap()).collect();
        assert_eq!(names, ["one"]);

        apply_each(&mut db, &[GOOD, GOOD_AFTER]).unwrap();
        assert_eq!(db.format().unwrap(), 2);
    }

    const GOOD_AFTER: Migration = Migration {
        common: "CREATE TABLE two (id {int}) {strict};",
        lite: "",
    };
}
