//! A desk with a store of its own: what every journey begins with.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use domain::id::{PatientId, RecordId, RequestId, StoreId, UserId};
use domain::patient::Gender;
use domain::record::{Enclosure, HeldElsewhere, IdentityCheck, PageChoice, RecordConsent, RecordDetails};
use domain::role::Role;
use domain::status::Status;
use second_opinion_store::audit::{Act, Actor, Entry};
use second_opinion_store::patients::{self, PatientFields};
use second_opinion_store::records::{NewRecord, RecordFile};
use second_opinion_store::requests::{self, RequestFields, StatusStep};
use second_opinion_store::users::{self, UserFields};
use second_opinion_store::{At, Purpose, Store, StoreError, Tx};
use tempfile::TempDir;
use vault::secret::DataKey;

pub(crate) const SECRETARY: UserId = UserId::from_bytes([7; 16]);

/// Noon on 24 November 2026.
pub(crate) const NOON: At = At {
    utc_ms: 1_795_521_600_000,
    offset_minutes: 0,
};

pub(crate) struct Desk {
    pub(crate) store: Store,
    pub(crate) key: DataKey,
    folder: TempDir,
}

impl Desk {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let key = DataKey::random().unwrap();
        let id = StoreId::from_bytes([1; 16]);
        let store = Store::create(folder.path(), &key, id, Purpose::Demonstration, NOON.utc_ms).unwrap();
        let desk = Self { store, key, folder };
        desk.act(Act::UserAdded, |tx| {
            users::insert(tx, SECRETARY, &user("Secretary", Role::Secretary), NOON.utc_ms)
        })
        .unwrap();
        desk
    }

    pub(crate) fn home(&self) -> &Path {
        self.folder.path()
    }

    /// Closes the store, so that everything is in the one file.
    pub(crate) fn closed(self) -> Closed {
        let Self { store, key, folder } = self;
        drop(store);
        Closed { key, folder }
    }

    pub(crate) fn act<T>(
        &self,
        act: Act,
        action: impl FnOnce(&mut Tx<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.act_at(NOON, act, action)
    }

    pub(crate) fn act_at<T>(
        &self,
        at: At,
        act: Act,
        action: impl FnOnce(&mut Tx<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.store.act(&secretary(), Entry::done(act), at, action)
    }

    pub(crate) fn read<T>(&self, reading: impl FnOnce(&mut Tx<'_>) -> Result<T, StoreError>) -> T {
        self.store.read(reading).unwrap()
    }

    pub(crate) fn patient(&self, number: u8, fields: &PatientFields) -> PatientId {
        let id = PatientId::from_bytes([number; 16]);
        self.act(Act::PatientRegistered, |tx| {
            patients::insert(tx, id, fields, NOON.utc_ms)
        })
        .unwrap();
        id
    }

    pub(crate) fn request(&self, number: u8, patient: PatientId) -> RequestId {
        let id = RequestId::from_bytes([number; 16]);
        self.act(Act::RequestOpened, |tx| {
            requests::insert(tx, id, patient, &form("Is surgery needed?"), &logged())
        })
        .unwrap();
        id
    }
}

/// A store that nobody has open.
pub(crate) struct Closed {
    pub(crate) key: DataKey,
    folder: TempDir,
}

impl Closed {
    pub(crate) fn home(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn database(&self) -> PathBuf {
        self.home().join("store.db")
    }

    pub(crate) fn open(&self) -> Result<Store, StoreError> {
        Store::open(self.home(), &self.key)
    }

    /// The database as somebody who has the key and means no good would change it.
    pub(crate) fn tampering(&self, sql: &str) {
        self.raw().execute_batch(sql).unwrap();
    }

    /// The database past the program.
    pub(crate) fn raw(&self) -> rusqlite::Connection {
        let connection = rusqlite::Connection::open(self.database()).unwrap();
        let digits: String = self
            .key
            .db_key()
            .as_bytes()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        connection
            .key(None::<&str>, format!("x'{digits}'"), false)
            .unwrap();
        connection
    }
}

pub(crate) fn secretary() -> Actor {
    Actor {
        user_id: Some(SECRETARY),
        role: Some(Role::Secretary),
        on_behalf_of: None,
    }
}

pub(crate) fn user(name: &str, role: Role) -> UserFields {
    UserFields {
        name: name.into(),
        shown_name: name.into(),
        role,
        body: "{}".into(),
    }
}

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(crate) fn john() -> PatientFields {
    PatientFields {
        family: "Smith".into(),
        given: "John".into(),
        title: Some("Mr".into()),
        born_on: day("1980-08-14"),
        gender: Gender::Male,
        identifier_kind: "nhs".into(),
        identifier_value: Some("9990000018".into()),
        words: String::new(),
        body: "{}".into(),
    }
}

pub(crate) fn ann() -> PatientFields {
    PatientFields {
        family: "O'Brien".into(),
        given: "Siân".into(),
        title: None,
        born_on: day("1975-02-03"),
        gender: Gender::Female,
        identifier_value: Some("9991763678".into()),
        ..john()
    }
}

pub(crate) fn form(question: &str) -> RequestFields {
    RequestFields {
        priority: None,
        treatment_on: None,
        owner: SECRETARY,
        recipient: None,
        specialty: Some("Cardiology".into()),
        question: Some(question.into()),
        asked_by: None,
        asked_on: None,
        words: String::new(),
        form: "{}".into(),
    }
}

pub(crate) fn logged() -> StatusStep {
    StatusStep {
        step: None,
        status: Status::Logged,
        at: NOON,
        happened_on: None,
        by: SECRETARY,
        on_behalf_of: None,
        evidence: "{}".into(),
        next_action_by: Some(day("2026-12-08")),
    }
}

pub(crate) fn record(desk: &Desk, number: u8, request: RequestId, patient: PatientId) -> NewRecord {
    let bytes = [number; 100];
    NewRecord {
        id: RecordId::from_bytes([number; 16]),
        request,
        patient,
        file: Some(RecordFile {
            sealed: desk.store.files().put(&bytes).unwrap(),
            original_name: "scan.pdf".into(),
            format: "pdf".into(),
            page_count: 12,
            byte_count: 100,
            sha256: format!("{number:02x}").repeat(32),
            notes: "[]".into(),
            password: None,
        }),
        details: RecordDetails {
            kind: None,
            title: "scan.pdf".into(),
            dated: None,
            source: None,
            relevance: None,
            report_status: None,
            identity: IdentityCheck::default(),
            consent: RecordConsent::Covered,
            enclosure: Enclosure::Enclosed,
            held: HeldElsewhere::default(),
            enclosure_words: None,
            pages: PageChoice::All,
            starts_right: false,
        },
        added_by: SECRETARY,
        supplement: None,
        belongs_because: None,
        replaces: None,
        added_at: NOON.utc_ms,
    }
}
