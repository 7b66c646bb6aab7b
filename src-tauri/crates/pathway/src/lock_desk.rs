//! Locking a desk: the store is closed and its keys are wiped, and what was typed waits, encrypted, for the same person
//! (domain rule §4.5, hazard H28).

use store::audit::{Act, Entry};
use store::unfinished;

use crate::view::LockedView;
use crate::{Desk, Error, Now};

/// The longest that what is unfinished can be, in bytes: a long form many times over.
const LONGEST: usize = 2 * 1024 * 1024;

/// Locks a desk. Whatever cannot be written is told, and keeps no desk open: locking never fails.
#[must_use]
pub fn lock(desk: Desk, unfinished: Option<&str>, was_left: bool, now: Now) -> LockedView {
    let problem = close(&desk, unfinished, was_left, now).err();
    // Others may be writing; what is still in the log is as safe there.
    let _ = desk.store.settle();
    LockedView {
        name: desk.user.fields.name.clone(),
        shown_name: desk.user.fields.shown_name.clone(),
        was_left,
        problem: problem.map(|error| error.view()),
    }
}

fn close(desk: &Desk, unfinished: Option<&str>, was_left: bool, now: Now) -> Result<(), Error> {
    let entry = Entry::done(Act::Lock).with(if was_left { "left" } else { "asked" });
    let is_too_long = unfinished.is_some_and(|body| body.len() > LONGEST);
    let body = unfinished.filter(|_| !is_too_long);
    desk.act(entry, now, |tx| match body {
        Some(body) => Ok(unfinished::keep(tx, desk.user.id, now.at().utc_ms, body)?),
        None => Ok(()),
    })?;
    if is_too_long {
        return Err(Error::refused(
            "unfinished_too_long",
            "What was typed and not yet saved was too long to be kept while the desk was locked. Everything that was saved before is there.",
        ));
    }
    Ok(())
}
