//! What the journeys share: people, records and stores made in a line, and the command line as a user runs it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a journey that cannot go on has failed"
)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;
use std::time::Duration;

use pathway::view::{
    OpenRequestInput, PatientInput, RequestForm, RequestView, SetUpInput, SignatureInput, UserInput, example,
};
use pathway::{Desk, Now, Reader, keep_users, open_request, register_patient, set_up_store, sign_in};
use serde_json::Value;
use tempfile::TempDir;

/// The passphrase of everybody in the journeys.
pub const PASSPHRASE: &str = "quiet harbour under snow";

/// A day on which the demonstration's dates are past: 24 November 2026, nine in the morning.
#[must_use]
pub fn now() -> Now {
    Now::new(
        "2026-11-24T09:00:00Z".parse().unwrap(),
        "2026-11-24T09:00:00".parse().unwrap(),
    )
}

/// A live store with a clinician, who keeps it, and a secretary.
pub struct Clinic {
    folder: TempDir,
}

impl Clinic {
    /// Makes the store.
    #[must_use]
    pub fn open() -> Self {
        let clinic = Self {
            folder: TempDir::new().unwrap(),
        };
        let setup: SetUpInput = typed("setup");
        set_up_store::set_up(&clinic.home(), setup, PASSPHRASE, now()).unwrap();
        let secretary: UserInput = typed("user");
        keep_users::add(&mut clinic.clinician(), secretary, PASSPHRASE, now()).unwrap();
        clinic
    }

    /// The folder of the store.
    #[must_use]
    pub fn home(&self) -> PathBuf {
        self.folder.path().join("store")
    }

    /// A file beside the store.
    #[must_use]
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The clinician's desk.
    #[must_use]
    pub fn clinician(&self) -> Desk {
        self.desk("rhiannon.mistry")
    }

    /// The secretary's desk.
    #[must_use]
    pub fn secretary(&self) -> Desk {
        self.desk("sioned.price")
    }

    fn desk(&self, name: &str) -> Desk {
        let mut desk = sign_in::sign_in(&self.home(), name, PASSPHRASE, now()).unwrap();
        desk.reader = Reader::Here;
        desk
    }
}

/// Numbers that nobody chose, and the same in every run.
pub struct Chance(u64);

impl Chance {
    /// The row of numbers that begins with this one.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number, below `most`.
    pub fn below(&mut self, most: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
}

/// A number of the National Health Service, the `nth` whose first nine digits are `first` or more.
#[must_use]
pub fn number(first: u64, nth: usize) -> String {
    (0..)
        .map(|step| first + step)
        .filter_map(|nine| {
            let sum: u64 = (0..9)
                .map(|place| (nine / 10_u64.pow(place)) % 10 * (u64::from(place) + 2))
                .sum();
            match 11 - sum % 11 {
                10 => None,
                11 => Some(format!("{nine}0")),
                check => Some(format!("{nine}{check}")),
            }
        })
        .nth(nth)
        .unwrap()
}

/// A document of the examples, as the type that takes it.
#[must_use]
pub fn typed<T: for<'a> serde::Deserialize<'a>>(kind: &str) -> T {
    serde_json::from_value(document(kind)).unwrap()
}

/// A document of the examples. The patient has a number that a live store takes.
#[must_use]
pub fn document(kind: &str) -> Value {
    let mut value = example(kind, now().today()).unwrap();
    if kind == "patient" {
        value["identifier"] = "943 476 5919".into();
    }
    value
}

/// Registers the patient of the examples under another name and number; the clinician signs that it is another person.
#[must_use]
pub fn register(desk: &mut Desk, family: &str, number: &str) -> String {
    let patient = PatientInput {
        family: family.into(),
        identifier: Some(number.into()),
        another_person_because: Some("The numbers are on two appointment letters".into()),
        ..typed::<PatientInput>("patient")
    };
    register_patient::register(desk, patient, Some(&signature("rhiannon.mistry")), now())
        .unwrap()
        .id
}

/// The signature of a colleague.
#[must_use]
pub fn signature(name: &str) -> SignatureInput {
    SignatureInput {
        name: name.into(),
        passphrase: PASSPHRASE.into(),
    }
}

/// Opens a request with a complete letter, but for what only a clinician may say when a secretary opens it.
#[must_use]
pub fn open(desk: &mut Desk, patient: &str, form: RequestForm) -> RequestView {
    let input = OpenRequestInput {
        patient_id: patient.into(),
        in_hospital: false,
        getting_worse: false,
        told: None,
        not_a_duplicate_because: None,
        form,
    };
    let opened = open_request::open(desk, input, now()).unwrap();
    open_request::show(desk, &opened.id, now()).unwrap()
}

/// A complete form without what only a clinician may say: how urgent it is.
#[must_use]
pub fn without_priority() -> RequestForm {
    RequestForm {
        priority: None,
        priority_reason: None,
        ..typed("letter")
    }
}

/// A record of the demonstration.
#[must_use]
pub fn record(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../assets/demonstration")
        .join(name)
}

/// The command line, as a user runs it: with a store, a name and a passphrase.
#[must_use]
pub fn command(home: &Path, user: &str) -> Command {
    let mut command = Command::new(binary());
    command
        .env("SECOND_OPINION_STORE", home)
        .env("SECOND_OPINION_USER", user)
        .env("SECOND_OPINION_PASSPHRASE", PASSPHRASE)
        .env("SECOND_OPINION_NEW_PASSPHRASE", PASSPHRASE)
        .stdin(Stdio::null());
    command
}

/// Runs a command with `--json` and gives its exit status and its one JSON object.
#[must_use]
pub fn run(command: &mut Command) -> (i32, Value) {
    let Output { status, stdout, .. } = command.arg("--json").output().unwrap();
    let text = String::from_utf8(stdout).unwrap();
    let object =
        serde_json::from_str(&text).unwrap_or_else(|_| panic!("one JSON object is expected, not {text:?}"));
    (status.code().unwrap(), object)
}

/// Lets a command run for so long and kills it; whether it had ended well before.
pub fn killed_after(command: &mut Command, moment: Duration) -> bool {
    let mut child = command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    std::thread::sleep(moment);
    let _ = child.kill();
    child.wait().unwrap().success()
}

/// Runs a command that must succeed.
#[must_use]
pub fn done(command: &mut Command) -> Value {
    let (status, object) = run(command);
    assert_eq!(status, 0, "{object}");
    object
}

/// A demonstration made by the command line, and a command in its store.
pub fn demonstration(folder: &TempDir) -> (Value, impl Fn() -> Command) {
    let out = folder.path().join("demonstration");
    let made = done(command(folder.path(), "nobody").args(["demo", "--out"]).arg(&out));
    let (user, passphrase) = (made["user"].clone(), made["passphrase"].clone());
    let words = move || {
        let mut words = command(&out.join("store"), user.as_str().unwrap());
        words.env("SECOND_OPINION_PASSPHRASE", passphrase.as_str().unwrap());
        words
    };
    (made, words)
}

/// The command line's program: the one that the test command has built, or one built now.
///
/// It is a worker too, when it is asked to be one.
pub fn binary() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(|| {
        let tests = std::env::current_exe().unwrap();
        let folder = tests.parent().and_then(Path::parent).unwrap();
        let binary = folder.join(format!("second-opinion-cli{}", std::env::consts::EXE_SUFFIX));
        // `cargo xtask test` has built the whole workspace; a bare `cargo test` of this package has not.
        if std::env::var_os("SECOND_OPINION_IS_BUILT").is_none() {
            let mut build = Command::new(env!("CARGO"));
            build.args([
                "build",
                "--quiet",
                "--package",
                "second-opinion-cli",
                "--bin",
                "second-opinion-cli",
            ]);
            assert!(
                build.status().unwrap().success(),
                "the command line could not be built"
            );
        }
        binary
    })
}
