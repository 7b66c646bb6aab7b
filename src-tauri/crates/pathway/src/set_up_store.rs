//! Setting up: the store, its key, its first user, the organisation with its support block and urgent line.

use std::path::Path;
use std::time::Duration;

use domain::id::{StoreId, UserId};
use domain::role::Role;
use store::audit::{Act, Actor, Entry};
use store::users::UserFields;
use store::{Purpose, Store, organisation, users};
use vault::secret::DataKey;
use vault::slots::{KeySlots, SlotParams};

use crate::typed::Problems;
use crate::view::document::{UserBody, to_json};
use crate::view::{FieldProblem, SetUpInput, SetUpView};
use crate::{Error, Now, fresh, keep_users, keys};

/// How long it should take to try one passphrase.
const TRY: Duration = Duration::from_millis(500);

/// Makes a live store in a folder that has none.
///
/// # Errors
/// [`Error::Input`] naming every field; [`Error::Store`] when there is a store already or the disk refuses.
pub fn set_up(home: &Path, input: SetUpInput, passphrase: &str, now: Now) -> Result<SetUpView, Error> {
    make(home, &input, passphrase, Purpose::Live, None, now)
}

/// Makes a live store as [`set_up`] does, whose passphrases cost about half a second to try on this computer. `timer`
/// tells the time since any fixed moment.
///
/// # Errors
/// As [`set_up`].
pub fn set_up_calibrated(
    home: &Path,
    input: SetUpInput,
    passphrase: &str,
    timer: impl FnMut() -> Duration,
    now: Now,
) -> Result<SetUpView, Error> {
    let params = SlotParams::calibrated(TRY, timer);
    make(home, &input, passphrase, Purpose::Live, Some(params), now)
}

pub(crate) fn make(
    home: &Path,
    input: &SetUpInput,
    passphrase: &str,
    purpose: Purpose,
    params: Option<SlotParams>,
    now: Now,
) -> Result<SetUpView, Error> {
    let mut problems: Vec<FieldProblem> = input.organisation.parse().err().unwrap_or_default();
    let mut of_user = Problems::default();
    let role = keep_users::parse(&input.user, &mut of_user).map(|parsed| parsed.role);
    if role.is_some_and(|role| !matches!(role, Role::Administrator | Role::Clinician)) {
        of_user.say(
            "role",
            "the first user is an administrator, or a clinician at a desk of their own",
        );
    }
    problems.extend(of_user.list().into_iter().map(|problem| FieldProblem {
        field: format!("user.{}", problem.field),
        ..problem
    }));
    if !problems.is_empty() {
        return Err(problems.into());
    }
    let passphrase = keys::chosen(passphrase)?;
    if home.join("store.db").exists() || keys::path(home).exists() {
        return Err(store::StoreError::Exists.into());
    }

    let store_id = StoreId::from_bytes(fresh::bytes()?);
    let key = DataKey::random()?;
    let mut slots = match purpose {
        Purpose::Live => KeySlots::new(&store_id.to_string()),
        Purpose::Demonstration => KeySlots::for_demonstration(&store_id.to_string()),
    };
    match params {
        Some(params) => keys::add_at(&mut slots, &input.user.name, &passphrase, &key, &params)?,
        None => keys::add(&mut slots, &input.user.name, &passphrase, &key)?,
    }
    let recovery = slots.add_recovery(&key)?;

    // The key is on the disk before anything is written under it; a crash in between leaves an empty store.
    std::fs::create_dir_all(home).map_err(store::StoreError::from)?;
    slots.save(&keys::path(home))?;
    let made = fill(home, &key, store_id, purpose, input, now);
    if made.is_err() {
        // Nothing was ever kept in it: the folder is given back as it was.
        let _ = std::fs::remove_file(keys::path(home));
    }
    made?;
    Ok(SetUpView {
        store_id: store_id.to_string(),
        user: input.user.name.clone(),
        recovery_key: recovery.printed().to_string(),
    })
}

fn fill(
    home: &Path,
    key: &DataKey,
    store_id: StoreId,
    purpose: Purpose,
    input: &SetUpInput,
    now: Now,
) -> Result<(), Error> {
    let mut problems = Problems::default();
    let parsed =
        keep_users::parse(&input.user, &mut problems).ok_or_else(|| Error::Input(problems.list()))?;
    let user_id = UserId::from_bytes(fresh::bytes()?);
    let store = Store::create(home, key, store_id, purpose, now.at().utc_ms)?;
    let actor = Actor {
        user_id: Some(user_id),
        role: Some(parsed.role),
        on_behalf_of: None,
    };
    let body = to_json(&input.organisation)?;
    store.act(&actor, Entry::done(Act::SetUp).of(user_id), now.at(), |tx| {
        organisation::save(tx, 0, &body)?;
        let user = UserFields {
            name: parsed.sign_in_name,
            shown_name: parsed.shown_name,
            role: parsed.role,
            body: to_json(&UserBody {
                person: input.user.person.clone(),
                keeps_store: true,
            })?,
        };
        Ok::<_, Error>(users::insert(tx, user_id, &user, now.at().utc_ms)?)
    })?;
    Ok(())
}
