//! The recovery key on paper: set and handed to the printing service in memory, and kept in no file of the program's.

use std::path::Path;

use papers::recovery::{self, RecoveryContent};
use records::Reader;
use store::audit::{Act, Actor, Entry};
use store::{Purpose, Store};

use super::{ListPrinter, Loose};
use crate::write_letter::unprintable;
use crate::{Error, Now, keep_organisation, keep_passphrase, keys};

/// Makes the paper of the recovery key ready to be handed over. The key itself opens the store for it, so that what is
/// printed is right, and nobody needs to be signed in, as nobody is when a store was just set up. That it is printed is
/// in the trail.
///
/// # Errors
/// [`Error::Refused`] for what is no recovery key, or not this store's.
pub fn recovery_key(home: &Path, recovery_key: &str, to: ListPrinter, now: Now) -> Result<Loose, Error> {
    let slots = keys::load(home)?;
    let (key, printed) = keep_passphrase::opened_by(&slots, recovery_key)?;
    let store = Store::open(home, &key)?;
    let entry = Entry::done(Act::RecoveryPrinted).with(to.words());
    let organisation = store.act(&Actor::default(), entry, now.at(), |tx| {
        Ok::<_, Error>(keep_organisation::typed(tx)?.name)
    })?;
    let content = RecoveryContent {
        key: &printed,
        organisation: &organisation,
        store: slots.store_id(),
        at: now.local(),
        created: &now.pdf_date(),
        demonstration: store.purpose() == Purpose::Demonstration,
    };
    let paper = recovery::print(&content).map_err(unprintable)?;
    Ok(Loose {
        bytes: paper.bytes.into(),
        // It is our own paper, and must not be put into a file for a worker.
        reader: Reader::Here,
        printer: to.printer,
        copies: to.copies,
        two_sided: false,
        created: now.pdf_date(),
    })
}
