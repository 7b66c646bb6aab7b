//! When somebody has left from whom harm is to be feared: the store gets another key (hazard H28).
//!
//! A person whose slot was taken away may have kept a copy of the file of key slots, and their passphrase opens it still.
//! After this it opens nothing but backups of before. What each person must do is told, since nobody's passphrase is
//! known to the store and so none can be taken over.

use std::collections::BTreeMap;

use store::audit::{Act, Entry};
use store::users::{self, UserRow};
use vault::secret::Passphrase;
use vault::slots::SlotParams;

use crate::view::{NewPassphraseView, RekeyedView};
use crate::{Desk, Error, Now, home, keys, let_in};

/// Puts the store under another key. The person at the desk keeps their passphrase, which is asked for again; everybody
/// else who may sign in gets a new one, and the recovery key is another. The desk stays open.
///
/// # Errors
/// [`Error::Refused`] by role; [`Error::NotLetIn`] or [`Error::LockedOut`] for the passphrase; [`Error::Store`] while the
/// store is open at another desk, when the disk has no room for it once more, or when a part of it is damaged. The store
/// is then under its old key as before.
pub fn rekey(desk: &mut Desk, passphrase: &str, now: Now) -> Result<RekeyedView, Error> {
    home::permit_upkeep(desk, Act::StoreRekeyed, now)?;
    let_in::open(&desk.home, &desk.user.fields.name, passphrase, now)?;
    let others: Vec<UserRow> = desk
        .store
        .read(users::list)?
        .into_iter()
        .filter(|user| user.active && user.id != desk.user.id)
        .collect();

    let old_slots = keys::load(&desk.home)?;
    let params = old_slots.dearest().unwrap_or(SlotParams::DEFAULT);
    let key = desk.key.successor()?;
    let mut slots = old_slots.emptied();
    let own = Passphrase::typed(passphrase);
    keys::add_at(&mut slots, &desk.user.fields.name, &own, &key, &params)?;
    let mut given = BTreeMap::new();
    for user in &others {
        let made = Passphrase::random()?;
        keys::add_at(
            &mut slots,
            &user.fields.name,
            &Passphrase::typed(&made),
            &key,
            &params,
        )?;
        given.insert(user.fields.name.clone(), made);
    }
    let recovery = slots.add_recovery(&key)?;

    let entry = Entry::done(Act::StoreRekeyed).with(format!("people={}", others.len()));
    desk.store
        .rekey(&desk.key, &key, &slots, &desk.actor(), &entry, now.at())
        .map_err(not_rekeyed)?;
    desk.key = key;
    let people = others.iter().map(|user| NewPassphraseView {
        name: user.fields.name.clone(),
        shown_name: user.fields.shown_name.clone(),
        passphrase: given
            .get(&user.fields.name)
            .map(|made| made.to_string())
            .unwrap_or_default(),
    });
    Ok(RekeyedView {
        people: people.collect(),
        recovery_key: recovery.printed().to_string(),
        words: "Give each person their passphrase in private, and ask them to choose their own at once. Print the new recovery key and lock it away. Backups made before now still open with the passphrases and the recovery key of that time, also those of people who have left: make a new backup now, and destroy the old ones, or keep them where nobody else comes.".to_owned(),
    })
}

/// Two desks cannot change keys under each other.
fn not_rekeyed(error: store::StoreError) -> Error {
    match error {
        store::StoreError::Busy => Error::Store {
            code: "store_busy",
            message: "The store is open at another desk or in another program. Nothing was changed. Close it there, and try again.".into(),
        },
        other => other.into(),
    }
}
