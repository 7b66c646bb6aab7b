//! Passphrases: one's own, another's who has forgotten it, and the keeper's by the recovery key.

use std::path::Path;

use domain::role::Permission;
use store::audit::{Act, Actor, Entry};
use store::users::{self, UserRow};
use store::{Store, Tx};
use vault::secret::DataKey;
use vault::slots::{KeySlots, OpenError, RecoveryKey, RecoveryKeyError};
use zeroize::Zeroizing;

use crate::view::document::{UserBody, from_json};
use crate::view::{RecoveryKeyView, UserView};
use crate::{Desk, Error, Now, home, keys, let_in};

/// Changes one's own passphrase. The old one is asked for again: the desk may have been left for a moment.
///
/// # Errors
/// [`Error::NotLetIn`] or [`Error::LockedOut`] for the old one; [`Error::Refused`] for a new one that is too short, too
/// common or the old one again.
pub fn change(desk: &mut Desk, old: &str, new: &str, now: Now) -> Result<(), Error> {
    let name = desk.user.fields.name.clone();
    let_in::open(&desk.home, &name, old, now)?;
    if old == new {
        return Err(Error::refused(
            "passphrase_refused",
            "The new passphrase is the old one. Nothing was changed.",
        ));
    }
    let passphrase = keys::chosen(new)?;
    desk.act(Entry::done(Act::PassphraseChanged).of(desk.user.id), now, |_| {
        keys::give(&desk.home, &name, &passphrase, &desk.key)
    })
}

/// Gives a person a new passphrase, and lets them try at once; the old one opens nothing any more.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Refused`] by role, by passphrase, or for a person who is disabled.
pub fn reset(desk: &mut Desk, name: &str, new: &str, now: Now) -> Result<UserView, Error> {
    home::permit_upkeep(desk, Act::PassphraseChanged, now)?;
    let passphrase = keys::chosen(new)?;
    let entry = Entry::done(Act::PassphraseChanged).with("reset");
    let user = desk.act(entry, now, |tx| {
        let user = named(tx, name)?;
        tx.touches(user.id);
        if !user.active {
            return Err(Error::refused(
                "user_disabled",
                "This person is disabled. Enable them: that gives a new passphrase too.",
            ));
        }
        keys::give(&desk.home, &user.fields.name, &passphrase, &desk.key)?;
        Ok(user)
    })?;
    let_in::forgive(&desk.home, &keys::load(&desk.home)?, name, now)?;
    Ok(UserView::of(&user))
}

/// Lets a person who has failed too often try again at once.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Refused`] by role.
pub fn unlock(desk: &mut Desk, name: &str, now: Now) -> Result<UserView, Error> {
    home::permit_upkeep(desk, Act::UserUnlocked, now)?;
    let user = desk.act(Entry::done(Act::UserUnlocked), now, |tx| {
        let user = named(tx, name)?;
        tx.touches(user.id);
        Ok(user)
    })?;
    let_in::forgive(&desk.home, &keys::load(&desk.home)?, name, now)?;
    Ok(UserView::of(&user))
}

/// Tries the recovery key as it was typed back from paper, and writes down that it is right. Changes nothing else.
///
/// # Errors
/// As [`recover`].
pub fn test_recovery(home: &Path, recovery_key: &str, now: Now) -> Result<(), Error> {
    let (key, _) = opened_by(&keys::load(home)?, recovery_key)?;
    let store = Store::open(home, &key)?;
    store.act(
        &Actor::default(),
        Entry::done(Act::RecoveryTested),
        now.at(),
        |_| Ok(()),
    )
}

/// Makes a new recovery key in place of the one on paper, which opens nothing any more. The passphrase is asked for
/// again: the desk may have been left for a moment.
///
/// # Errors
/// [`Error::Refused`] by role; [`Error::NotLetIn`] or [`Error::LockedOut`] for the passphrase.
pub fn renew_recovery(desk: &mut Desk, passphrase: &str, now: Now) -> Result<RecoveryKeyView, Error> {
    home::permit_upkeep(desk, Act::RecoveryRenewed, now)?;
    let_in::open(&desk.home, &desk.user.fields.name, passphrase, now)?;
    let recovery = desk.act(Entry::done(Act::RecoveryRenewed), now, |_| {
        keys::renew_recovery(&desk.home, &desk.key)
    })?;
    Ok(RecoveryKeyView {
        recovery_key: recovery.printed().to_string(),
    })
}

/// Gives a person who keeps the store a new passphrase by the recovery key from paper.
///
/// # Errors
/// [`Error::Refused`] for what is no recovery key, saying where to look on the paper, or not this store's, and for a
/// person who does not keep the store; [`Error::NotFound`] for a name that nobody has.
pub fn recover(home: &Path, name: &str, recovery_key: &str, new: &str, now: Now) -> Result<UserView, Error> {
    let slots = keys::load(home)?;
    let (key, _) = opened_by(&slots, recovery_key)?;
    let passphrase = keys::chosen(new)?;
    let store = Store::open(home, &key)?;
    let user = store.read(|tx| named(tx, name))?;
    let body: UserBody = from_json(&user.fields.body)?;
    let actor = Actor {
        user_id: Some(user.id),
        role: Some(user.fields.role),
        on_behalf_of: None,
    };
    let keeps = user.active && (body.keeps_store || user.fields.role.may(Permission::Administer));
    if !keeps {
        let refused = Entry::refused(Act::RecoveryUsed, "role_may_not").of(user.id);
        store.act(&actor, refused, now.at(), |_| Ok::<_, Error>(()))?;
        return Err(Error::refused(
            "role_may_not",
            "The recovery key gives a passphrase to a person who keeps the store. Name that person, who can then reset others.",
        ));
    }
    let entry = Entry::done(Act::RecoveryUsed).of(user.id);
    store.act(&actor, entry, now.at(), |_| {
        keys::give(home, &user.fields.name, &passphrase, &key)
    })?;
    let_in::forgive(home, &slots, name, now)?;
    Ok(UserView::of(&user))
}

/// The person who signs in under a name.
pub(crate) fn named(tx: &mut Tx<'_>, name: &str) -> Result<UserRow, Error> {
    users::by_name(tx, &keys::slot_of(name))?.ok_or(Error::NotFound("user"))
}

/// The key of the store, and the recovery key as it is printed.
pub(crate) fn opened_by(slots: &KeySlots, recovery_key: &str) -> Result<(DataKey, Zeroizing<String>), Error> {
    let recovery = RecoveryKey::parse(recovery_key).map_err(|error| mistyped(&error))?;
    let opened = slots.open_recovery(&recovery).map_err(|error| match error {
        OpenError::NotLetIn => Error::refused(
            "recovery_key_refused",
            "This is a recovery key, and not the one of this store. Look whether the paper is of another store, or an older one that was printed again since.",
        ),
        other => other.into(),
    });
    Ok((opened?, recovery.printed()))
}

fn mistyped(error: &RecoveryKeyError) -> Error {
    let help = match error {
        RecoveryKeyError::Length { .. } => {
            "It stands on the paper as eight groups of four, and one sign more"
        }
        RecoveryKeyError::Symbol { .. } => "It has digits and capitals, and no U, but for the last sign",
        RecoveryKeyError::Mistyped => "Compare it with the paper, group by group",
    };
    Error::refused(
        "recovery_key_refused",
        format!("This is not typed as it stands on the paper: {error}. {help}. Nothing was changed."),
    )
}
