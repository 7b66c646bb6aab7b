//! Keeping the people who sign in.

use domain::clinician::Clinician;
use domain::id::UserId;
use domain::role::Role;
use store::audit::{Act, Entry};
use store::users::{self, UserFields, UserRow};

use crate::typed::Problems;
use crate::view::document::{UserBody, from_json, to_json};
use crate::view::{UserInput, UserView};
use crate::{Desk, Error, Now, fresh, home, keep_passphrase, keys, let_in};

/// A user that was typed.
pub(crate) struct Parsed {
    pub(crate) sign_in_name: String,
    pub(crate) shown_name: String,
    pub(crate) role: Role,
}

/// Adds a person. The data key is opened with the new passphrase from then on.
///
/// # Errors
/// [`Error::Input`] naming every field; [`Error::Refused`] by role, by passphrase, or when the name is taken.
pub fn add(desk: &mut Desk, input: UserInput, passphrase: &str, now: Now) -> Result<UserView, Error> {
    home::permit_upkeep(desk, Act::UserAdded, now)?;
    let mut problems = Problems::default();
    let parsed = parse(&input, &mut problems).ok_or_else(|| Error::Input(problems.list()))?;
    let passphrase = keys::chosen(passphrase)?;
    let id = UserId::from_bytes(fresh::bytes()?);
    let user = UserFields {
        name: parsed.sign_in_name.clone(),
        shown_name: parsed.shown_name,
        role: parsed.role,
        body: to_json(&UserBody {
            person: input.person,
            keeps_store: false,
        })?,
    };
    // The row goes in first, inside the transaction that also writes the slot: a slot without a user lets nobody in.
    let added = desk.act(
        Entry::done(Act::UserAdded).of(id).with(user.role.code()),
        now,
        |tx| {
            users::insert(tx, id, &user, now.at().utc_ms)?;
            keys::give(&desk.home, &user.name, &passphrase, &desk.key)?;
            Ok(users::get(tx, id)?)
        },
    )?;
    Ok(UserView::of(&added))
}

/// Everybody who has ever been able to sign in.
///
/// # Errors
/// [`Error::Refused`] by role.
pub fn list(desk: &mut Desk, now: Now) -> Result<Vec<UserView>, Error> {
    home::permit_upkeep(desk, Act::UsersListed, now)?;
    let users = desk.act(Entry::done(Act::UsersListed), now, |tx| Ok(users::list(tx)?))?;
    let waits = let_in::Waits::load(&desk.home, now)?;
    let view = |user: &UserRow| UserView {
        wait_seconds: waits.of(&user.fields.name),
        ..UserView::of(user)
    };
    Ok(users.iter().map(view).collect())
}

/// Lets a person sign in again, with a new passphrase.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Refused`] by role or by passphrase.
pub fn enable(desk: &mut Desk, name: &str, passphrase: &str, now: Now) -> Result<UserView, Error> {
    home::permit_upkeep(desk, Act::UserEnabled, now)?;
    let passphrase = keys::chosen(passphrase)?;
    let changed = desk.act(Entry::done(Act::UserEnabled), now, |tx| {
        let id = keep_passphrase::named(tx, name)?.id;
        tx.touches(id);
        users::set_active(tx, id, true)?;
        let user = users::get(tx, id)?;
        keys::give(&desk.home, &user.fields.name, &passphrase, &desk.key)?;
        Ok(user)
    })?;
    let_in::forgive(&desk.home, &keys::load(&desk.home)?, name, now)?;
    Ok(UserView::of(&changed))
}

/// Keeps a person from signing in, and takes their key slot away: their passphrase opens neither the store nor a
/// backup made from then on.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Refused`] by role, or for oneself, so that somebody always keeps the store.
pub fn disable(desk: &mut Desk, name: &str, now: Now) -> Result<UserView, Error> {
    home::permit_upkeep(desk, Act::UserDisabled, now)?;
    let changed = desk.act(Entry::done(Act::UserDisabled), now, |tx| {
        let id = keep_passphrase::named(tx, name)?.id;
        tx.touches(id);
        if id == desk.user.id {
            return Err(Error::refused(
                "last_administrator",
                "You cannot disable yourself. Ask another administrator.",
            ));
        }
        users::set_active(tx, id, false)?;
        let user = users::get(tx, id)?;
        keys::take_away(&desk.home, &user.fields.name, &desk.key)?;
        Ok(user)
    })?;
    Ok(UserView::of(&changed))
}

/// The clinician that a user is; none for other roles.
pub(crate) fn clinician(user: &UserRow) -> Result<Option<Clinician>, Error> {
    let body: UserBody = from_json(&user.fields.body)?;
    let mut problems = Problems::default();
    Ok(body
        .person
        .parse(Some(user.fields.role), &mut problems)
        .and_then(|(_, clinician)| clinician))
}

/// Reads a user that was typed.
pub(crate) fn parse(input: &UserInput, problems: &mut Problems) -> Option<Parsed> {
    let sign_in_name = problems.take("name", domain::text::line(&input.name, 40));
    if sign_in_name.as_deref().is_some_and(|name| name.contains(' ')) {
        problems.say("name", "a name to sign in with has no spaces, such as ann.jones");
    }
    let role = Role::from_code(&input.role);
    if role.is_none() {
        problems.say(
            "role",
            "choose a role: clinician, secretary, reader or administrator",
        );
    }
    let (name, _) = input.person.parse(role, problems)?;
    if !problems.list().is_empty() {
        return None;
    }
    Some(Parsed {
        sign_in_name: keys::slot_of(&sign_in_name?),
        shown_name: name.in_full(),
        role: role?,
    })
}

impl UserView {
    pub(crate) fn of(user: &UserRow) -> Self {
        Self {
            id: user.id.to_string(),
            name: user.fields.name.clone(),
            shown_name: user.fields.shown_name.clone(),
            role: user.fields.role.code().to_owned(),
            role_label: user.fields.role.label().to_owned(),
            is_active: user.active,
            wait_seconds: None,
        }
    }
}
