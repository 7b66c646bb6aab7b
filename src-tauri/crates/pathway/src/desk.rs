//! A desk: an open store, and the person who is signed in at it.

use std::path::PathBuf;

use domain::lock::LockAfter;
use domain::organisation::Organisation;
use domain::role::Permission;
use records::Reader;
use store::audit::{Act, Actor, Entry};
use store::users::UserRow;
use store::{Purpose, Store, Tx};
use vault::secret::DataKey;

use crate::keep_settings::Settings;
use crate::search::Searching;
use crate::view::{SessionView, UserView};
use crate::{Error, Now};

/// An open store and who is signed in. Dropping it signs out without an audit entry; prefer [`Desk::sign_out`].
pub struct Desk {
    pub(crate) home: PathBuf,
    pub(crate) key: DataKey,
    pub(crate) store: Store,
    pub(crate) user: UserRow,
    /// Keeps users and organisation whatever the role.
    pub(crate) keeps_store: bool,
    pub(crate) organisation: Organisation,
    /// How the store is looked after.
    pub(crate) settings: Settings,
    /// The search that is being typed, if there is one.
    pub(crate) searching: Option<Searching>,
    /// Where foreign files are read, joined and drawn.
    pub reader: Reader,
}

impl Desk {
    /// Who is signed in, and what they may do.
    #[must_use]
    pub fn session(&self) -> SessionView {
        let may = |permission| self.may(permission);
        SessionView {
            user: UserView::of(&self.user),
            organisation: self.organisation.name.clone(),
            is_demonstration: self.is_demonstration(),
            may_work: may(Permission::WorkOnRequests),
            may_read: may(Permission::ReadClinical),
            may_sign: may(Permission::Sign),
            may_administer: may(Permission::Administer),
            urgent_phone: self.organisation.urgent_line.phone.clone(),
            urgent_words: self.organisation.urgent_line.words.clone(),
            lock_after_minutes: self.lock_after().minutes(),
        }
    }

    /// How long the desk may be left before it must be locked.
    #[must_use]
    pub const fn lock_after(&self) -> LockAfter {
        self.settings.lock_after
    }

    /// Signs out: writes the entry and closes the store.
    ///
    /// # Errors
    /// [`Error::Store`] when the entry could not be written; the store is closed all the same.
    pub fn sign_out(self, now: Now) -> Result<(), Error> {
        self.act(Entry::done(Act::SignOut), now, |_| Ok(()))?;
        Ok(self.store.settle()?)
    }

    /// Whether the store holds made-up people only.
    #[must_use]
    pub fn is_demonstration(&self) -> bool {
        self.store.purpose() == Purpose::Demonstration
    }

    pub(crate) fn actor(&self) -> Actor {
        Actor {
            user_id: Some(self.user.id),
            role: Some(self.user.fields.role),
            on_behalf_of: None,
        }
    }

    /// Does one action in one transaction with one audit entry. A refusal by a rule is written down too.
    pub(crate) fn act<T>(
        &self,
        entry: Entry,
        now: Now,
        action: impl FnOnce(&mut Tx<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let refused = Entry {
            detail: None,
            ..entry.clone()
        };
        let result = self.store.act(&self.actor(), entry, now.at(), action);
        if let Err(Error::Refused { code, .. }) = &result {
            self.note_refusal(refused, code, now)?;
        }
        result
    }

    /// Whether the person may do this, by role or because they set the store up.
    pub(crate) const fn may(&self, permission: Permission) -> bool {
        let is_upkeep = matches!(permission, Permission::Administer | Permission::ReadAudit);
        self.user.fields.role.may(permission) || self.keeps_store && is_upkeep
    }

    /// Lets the person go on if they may; a refusal is written down.
    pub(crate) fn permit(&self, permission: Permission, entry: &Entry, now: Now) -> Result<(), Error> {
        if self.may(permission) {
            return Ok(());
        }
        self.note_refusal(entry.clone(), "role_may_not", now)?;
        let role = self.user.fields.role.label().to_lowercase();
        Err(Error::refused(
            "role_may_not",
            format!("A {role} may not do this. Ask a colleague whose role allows it."),
        ))
    }

    fn note_refusal(&self, entry: Entry, code: &str, now: Now) -> Result<(), Error> {
        let refused = Entry {
            outcome: store::audit::Outcome::Refused,
            detail: Some(code.to_owned()),
            ..entry
        };
        Ok(self.store.act(&self.actor(), refused, now.at(), |_| {
            Ok::<_, store::StoreError>(())
        })?)
    }
}
