//! The folder of a store: whether there is one, and whether it is sound.

use std::path::Path;

use domain::role::Permission;
use store::audit::{Act, Entry, Verified};

use crate::view::{StoreCheckView, StoreStateView};
use crate::{Desk, Error, Now, keys};

/// What is in a folder, before anybody signs in.
#[must_use]
pub fn state(home: &Path) -> StoreStateView {
    if !home.join("store.db").exists() && !keys::path(home).exists() {
        return StoreStateView {
            exists: false,
            is_demonstration: false,
            problem: None,
        };
    }
    match keys::load(home) {
        Ok(slots) => StoreStateView {
            exists: true,
            is_demonstration: slots.purpose() == vault::slots::Purpose::Demonstration,
            problem: None,
        },
        Err(error) => StoreStateView {
            exists: true,
            is_demonstration: false,
            problem: Some(error.view()),
        },
    }
}

/// Checks the database, the audit trail, and that every sealed file is there and as it was written.
///
/// # Errors
/// [`Error::Store`] naming what is damaged.
pub fn check(desk: &mut Desk, now: Now) -> Result<StoreCheckView, Error> {
    let damaged = |message: String| {
        Err(Error::Store {
            code: "store_damaged",
            message,
        })
    };
    let checked = desk.store.check()?;
    let head = match checked.audit {
        Verified::Sound(head) => head,
        Verified::Broken(broken) => {
            return damaged(format!(
                "The audit trail does not hold at entry {}. Restore the store from a backup.",
                broken.seq
            ));
        }
    };
    let names = desk.store.named_files()?;
    let lost = names
        .iter()
        .filter(|name| desk.store.files().verify(name).is_err())
        .count();
    if lost > 0 {
        return damaged(format!(
            "{lost} sealed files are missing or damaged. Restore the store from a backup."
        ));
    }
    desk.act(Entry::done(Act::StoreChecked), now, |_| Ok(()))?;
    Ok(StoreCheckView {
        status: "sound".into(),
        entries: head.seq,
        files: names.len() as u32,
    })
}

/// What is said to somebody who names a team store.
#[must_use]
pub fn team_store_unknown() -> Error {
    Error::Store {
        code: "store_engine",
        message: "A team store on PostgreSQL cannot be opened by this version. Name the folder of an embedded store.".into(),
    }
}

/// Whether the person may look after the store.
pub(crate) fn permit_upkeep(desk: &Desk, act: Act, now: Now) -> Result<(), Error> {
    desk.permit(Permission::Administer, &Entry::done(act), now)
}
