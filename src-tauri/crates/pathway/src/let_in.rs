//! Being let in: wrong passphrases are counted beside the store, and each makes the next try wait longer (hazard H28).
//!
//! Names that nobody has are counted like names that somebody has, and are answered in the same words.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::Duration;

use domain::id::UserId;
use domain::role::Permission;
use store::audit::{Act, Actor, Entry};
use store::{Store, users};
use vault::attempts::Attempts;
use vault::secret::{DataKey, Passphrase};
use vault::slots::KeySlots;

use crate::view::SignatureInput;
use crate::{Desk, Error, Now, keys};

/// Opens the store's data key with a name and a passphrase, if the name need not wait.
///
/// # Errors
/// [`Error::LockedOut`] with the wait; [`Error::NotLetIn`]; [`Error::Store`].
pub(crate) fn open(home: &Path, name: &str, passphrase: &str, now: Now) -> Result<DataKey, Error> {
    let slots = keys::load(home)?;
    let name = keys::slot_of(name);
    let digest = Attempts::digest_of(slots.store_id(), &name);
    // Held until the answer is known and counted: guesses side by side are counted one by one.
    let _turn = Attempts::turn(&lock(home)).map_err(unwritten)?;
    let mut attempts = load(home, now)?;
    if let Some(wait) = attempts.wait(&digest) {
        attempts.turned_away(&digest);
        attempts.save(&path(home)).map_err(unwritten)?;
        return Err(locked_out(wait));
    }
    match slots
        .open(&name, &Passphrase::typed(passphrase))
        .map_err(Error::from)
    {
        Ok(key) => {
            let before = attempts.clone();
            attempts.forgive(&digest);
            if attempts != before {
                attempts.save(&path(home)).map_err(unwritten)?;
            }
            Ok(key)
        }
        Err(Error::NotLetIn) => {
            let wait = attempts.failed(&digest);
            attempts.save(&path(home)).map_err(unwritten)?;
            Err(wait.map_or(Error::NotLetIn, locked_out))
        }
        Err(other) => Err(other),
    }
}

/// The clinician who signs for a colleague's act, by name and passphrase; guesses are counted as at the door.
///
/// # Errors
/// [`Error::NotLetIn`], [`Error::LockedOut`]; [`Error::Refused`] in these words for whoever is no clinician.
pub(crate) fn signatory(
    desk: &Desk,
    signature: &SignatureInput,
    refusal: String,
    now: Now,
) -> Result<UserId, Error> {
    open(&desk.home, &signature.name, &signature.passphrase, now)?;
    let name = keys::slot_of(&signature.name);
    let user = desk.store.read(|tx| users::by_name(tx, &name))?;
    let clinician = user.filter(|user| user.active && user.fields.role.may(Permission::Sign));
    clinician
        .map(|user| user.id)
        .ok_or_else(|| Error::refused("role_may_not", refusal))
}

/// Writes into the audit trail who was turned away since somebody was last let in: a user's attempts under their id,
/// all others together.
pub(crate) fn report(home: &Path, store: &Store, now: Now) -> Result<(), Error> {
    let _turn = Attempts::turn(&lock(home)).map_err(unwritten)?;
    let mut attempts = load(home, now)?;
    let unreported = attempts.unreported();
    if unreported.is_empty() {
        return Ok(());
    }
    let slots = keys::load(home)?;
    let known = store.read(users::list)?;
    let mut unknown = 0_u32;
    for attempt in unreported {
        let is_theirs =
            |name: &str| Attempts::digest_of(slots.store_id(), &keys::slot_of(name)) == attempt.name;
        match known.iter().find(|user| is_theirs(&user.fields.name)) {
            Some(user) => {
                let entry =
                    Entry::refused(Act::SignInFailed, &format!("count={}", attempt.count)).of(user.id);
                write(store, entry, now)?;
            }
            None => unknown = unknown.saturating_add(attempt.count),
        }
    }
    if unknown > 0 {
        let reason = format!("unknown_user count={unknown}");
        write(store, Entry::refused(Act::SignInFailed, &reason), now)?;
    }
    attempts.reported();
    attempts.save(&path(home)).map_err(unwritten)
}

/// How long names must still wait.
pub(crate) struct Waits {
    attempts: Attempts,
    store_id: String,
}

impl Waits {
    pub(crate) fn load(home: &Path, now: Now) -> Result<Self, Error> {
        let _turn = Attempts::turn(&lock(home)).map_err(unwritten)?;
        Ok(Self {
            attempts: load(home, now)?,
            store_id: keys::load(home)?.store_id().to_owned(),
        })
    }

    /// In seconds; none for a name that may try.
    pub(crate) fn of(&self, name: &str) -> Option<u32> {
        let digest = Attempts::digest_of(&self.store_id, &keys::slot_of(name));
        let wait = self.attempts.wait(&digest)?;
        Some(u32::try_from(whole_seconds(wait)).unwrap_or(u32::MAX))
    }
}

/// Lets a name try again at once.
pub(crate) fn forgive(home: &Path, slots: &KeySlots, name: &str, now: Now) -> Result<(), Error> {
    let _turn = Attempts::turn(&lock(home)).map_err(unwritten)?;
    let mut attempts = load(home, now)?;
    attempts.forgive(&Attempts::digest_of(slots.store_id(), &keys::slot_of(name)));
    attempts.save(&path(home)).map_err(unwritten)
}

fn write(store: &Store, entry: Entry, now: Now) -> Result<(), Error> {
    store.act(&Actor::default(), entry, now.at(), |_| Ok(()))
}

fn load(home: &Path, now: Now) -> Result<Attempts, Error> {
    Attempts::load(&path(home), now.at().utc_ms).map_err(unwritten)
}

fn path(home: &Path) -> PathBuf {
    home.join("attempts")
}

fn lock(home: &Path) -> PathBuf {
    home.join("attempts.lock")
}

/// Where failures cannot be counted, nobody is let in: guessing would be free.
fn unwritten(kind: ErrorKind) -> Error {
    Error::Store {
        code: "store_read_only",
        message: format!(
            "The store's folder cannot be written to ({kind}), so nobody can sign in. Ask for the right to write in it."
        ),
    }
}

fn locked_out(wait: Duration) -> Error {
    Error::LockedOut {
        seconds: whole_seconds(wait),
    }
}

/// Never shorter than it is.
fn whole_seconds(wait: Duration) -> u64 {
    wait.as_secs() + u64::from(wait.subsec_nanos() > 0)
}
