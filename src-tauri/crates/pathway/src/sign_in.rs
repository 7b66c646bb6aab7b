//! Signing in: a name and a passphrase open the key slot, the key opens the store.

use std::path::Path;

use store::audit::{Act, Actor, Entry};
use store::{Store, unfinished, users};

use crate::view::LockedView;
use crate::view::document::{UserBody, from_json};
use crate::{Desk, Error, Now, Reader, keep_organisation, keep_settings, keys, let_in, viewer};

/// Signs a person in.
///
/// # Errors
/// [`Error::NotLetIn`] for an unknown name, a wrong passphrase and a disabled user alike; [`Error::LockedOut`] after too
/// many of them; [`Error::Store`] when there is no store or it cannot be used.
pub fn sign_in(home: &Path, name: &str, passphrase: &str, now: Now) -> Result<Desk, Error> {
    let desk = open(home, name, passphrase, now)?;
    desk.act(Entry::done(Act::SignIn), now, |_| Ok(()))?;
    let_in::report(&desk.home, &desk.store, now)?;
    Ok(desk)
}

/// Signs a person in at a window, where they also take up what they had typed when it was locked.
///
/// # Errors
/// As [`sign_in`].
pub fn at_window(
    home: &Path,
    name: &str,
    passphrase: &str,
    locked: Option<&LockedView>,
    now: Now,
) -> Result<(Desk, Option<String>), Error> {
    let desk = open(home, name, passphrase, now)?;
    let was_theirs = locked.is_some_and(|locked| locked.name == desk.user.fields.name);
    let act = if was_theirs { Act::Unlock } else { Act::SignIn };
    let unfinished = desk.act(Entry::done(act), now, |tx| {
        Ok(unfinished::take(tx, desk.user.id)?)
    })?;
    let_in::report(&desk.home, &desk.store, now)?;
    Ok((desk, unfinished))
}

fn open(home: &Path, name: &str, passphrase: &str, now: Now) -> Result<Desk, Error> {
    let key = let_in::open(home, name, passphrase, now)?;
    let mut store = Store::open(home, &key)?;
    // What a crash has left is removed by whoever comes first and is alone.
    if store.sweep()?.is_some() {
        viewer::forget_opened(home);
    }
    let user = store.read(|tx| users::by_name(tx, &keys::slot_of(name)))?;
    let Some(user) = user.filter(|user| user.active) else {
        let nobody = Actor::default();
        store.act(
            &nobody,
            Entry::refused(Act::SignInFailed, "not_active"),
            now.at(),
            |_| Ok::<_, Error>(()),
        )?;
        return Err(Error::NotLetIn);
    };
    let organisation = store.read(|tx| keep_organisation::current(&store, tx))?;
    let body: UserBody = from_json(&user.fields.body)?;
    let settings = store.read(keep_settings::current)?;
    Ok(Desk {
        home: home.to_owned(),
        key,
        store,
        user,
        keeps_store: body.keeps_store,
        organisation,
        settings,
        searching: None,
        reader: Reader::this_program(),
    })
}
