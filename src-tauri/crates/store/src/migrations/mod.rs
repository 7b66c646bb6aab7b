//! The formats of the store, one after another: appended to, never changed once released.

use crate::engine::Db;
use crate::{StoreError, search};

/// What is done to a database that the statements have changed.
type Then = fn(&mut Db) -> Result<(), StoreError>;

/// One step from a format to the next.
struct Migration {
    /// What both engines understand.
    common: &'static str,
    /// What only SQLite understands: triggers and word indexes.
    lite: &'static str,
    /// What no statement can do, when the statements are through.
    then: Option<Then>,
}

impl Migration {
    const fn new(common: &'static str, lite: &'static str) -> Self {
        Self {
            common,
            lite,
            then: None,
        }
    }
}

const MIGRATIONS: &[Migration] = &[
    Migration::new(
        include_str!("0001_foundation.sql"),
        include_str!("0001_foundation.lite.sql"),
    ),
    Migration::new(include_str!("0002_last_backup.sql"), ""),
    Migration::new(include_str!("0003_right_hand_pages.sql"), ""),
    Migration::new(include_str!("0004_wording.sql"), ""),
    Migration::new(include_str!("0005_print.sql"), ""),
    Migration::new(include_str!("0006_upkeep.sql"), ""),
    Migration::new(
        include_str!("0007_supplements.sql"),
        include_str!("0007_supplements.lite.sql"),
    ),
    Migration::new(include_str!("0008_letterhead.sql"), ""),
    Migration::new(
        include_str!("0009_held_elsewhere.sql"),
        include_str!("0009_held_elsewhere.lite.sql"),
    ),
    Migration::new(include_str!("0010_logos.sql"), ""),
    Migration::new(include_str!("0011_pages_not_counted.sql"), ""),
    Migration::new(
        include_str!("0012_file_passwords.sql"),
        include_str!("0012_file_passwords.lite.sql"),
    ),
    Migration::new(
        include_str!("0013_lists.sql"),
        include_str!("0013_lists.lite.sql"),
    ),
    Migration::new(
        include_str!("0014_transfers.sql"),
        include_str!("0014_transfers.lite.sql"),
    ),
    Migration::new(
        include_str!("0015_directory.sql"),
        include_str!("0015_directory.lite.sql"),
    ),
    Migration {
        then: Some(search::renew),
        ..Migration::new(
            include_str!("0016_search.sql"),
            include_str!("0016_search.lite.sql"),
        )
    },
    Migration::new(include_str!("0017_appearance.sql"), ""),
    Migration::new(
        include_str!("0018_transfers_due.sql"),
        include_str!("0018_transfers_due.lite.sql"),
    ),
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
    if let Some(then) = migration.then {
        then(db)?;
    }
    db.set_format(format + 1)?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use vault::secret::DataKey;

    use super::*;
    use crate::engine::{Sql, vals};

    const GOOD: Migration = Migration::new("CREATE TABLE one (id {int}) {strict};", "");
    const BAD: Migration = Migration::new(
        "CREATE TABLE two (id {int}) {strict}; INSERT INTO two VALUES (1);",
        "CREATE TABLE three (id INTEGER) STRICT; CREATE TABLE nonsense (id NOT_A_TYPE) STRICT;",
    );

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

    #[test]
    fn a_store_from_before_the_search_was_made_anew_is_searched_as_before_and_by_what_was_sent_under() {
        let folder = tempfile::tempdir().unwrap();
        let mut db = Db::create(
            &folder.path().join("store.db"),
            &DataKey::random().unwrap().db_key(),
        )
        .unwrap();
        apply_each(&mut db, &MIGRATIONS[..15]).unwrap();
        db.define(
            r#"
            INSERT INTO "user" VALUES ('u', 'u', 'u', 'U', 'secretary', 1, 0, 1, '');
            INSERT INTO patient VALUES ('p', 1, 'O''Brien', 'Siân', NULL, 'obrien', 'sian', '1975-02-03', 'female', 'nhs',
                '9990000018', '', 0, 0, '');
            INSERT INTO request (id, reference_year, reference_number, patient_id, version, status, stage, status_since,
                owner_id, question, letter_version, logged_at, words, form)
            VALUES ('r', 2026, 7, 'p', 1, 'dispatched', 'answer', 0, 'u', 'Is it a migraine?', 1, 0, '', '{}');
            INSERT INTO search_key (id) VALUES ('p'), ('r');
            INSERT INTO status_change VALUES
                ('r', 1, NULL, 'logged', 0, NULL, 'u', NULL, 'not a document'),
                ('r', 2, 'dispatch', 'dispatched', 0, NULL, 'u', NULL, '[{"item":"ubrn","answer":"000049614844"}]'),
                ('r', 3, 'amend', 'gathering_records', 0, NULL, 'u', NULL, '[{"item":"reason","answer":"ubrn"}]'),
                ('r', 4, 'dispatch', 'dispatched', 0, NULL, 'u', NULL, '[{"item":"ubrn","answer":"000049614845"}]');
            "#,
        )
        .unwrap();
        apply_each(&mut db, MIGRATIONS).unwrap();
        let mut found = |sql: &'static str, typed: &str| {
            let query = search::Typed::parse(typed).unwrap().query();
            db.rows(sql, vals![query]).unwrap().len()
        };
        const PATIENTS: &str = "SELECT rowid AS number FROM patient_search WHERE patient_search MATCH $1";
        const REQUESTS: &str = "SELECT rowid AS number FROM request_search WHERE request_search MATCH $1";
        for typed in ["s", "sian obrien", "o'brien", "3/2/75", "999 000"] {
            assert_eq!(
                (found(PATIENTS, typed), found(REQUESTS, typed)),
                (1, 1),
                "{typed}"
            );
        }
        for typed in ["0000 4961 4845", "so-2026-0007", "migraine"] {
            assert_eq!(
                (found(PATIENTS, typed), found(REQUESTS, typed)),
                (0, 1),
                "{typed}"
            );
        }
        assert_eq!(
            found(REQUESTS, "0000 4961 4844"),
            0,
            "it was sent again under another"
        );
    }

    const GOOD_AFTER: Migration = Migration::new("CREATE TABLE two (id {int}) {strict};", "");
}
