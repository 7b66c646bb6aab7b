//! Keeping the organisation's details: its name and address on every letter, whom a patient can turn to, whom to call
//! when an inpatient gets worse, and how its letters look.

use domain::letterhead::Letterhead;
use domain::organisation::Organisation;
use store::audit::{Act, Entry};
use store::one::OneRow;
use store::{Store, Tx, organisation};

use crate::keep_letterhead::{self, Change};
use crate::view::document::{from_json, to_json};
use crate::view::{LetterheadInput, OrganisationInput, OrganisationView};
use crate::{Desk, Error, Now, Preview, home, keep_wording};

/// The organisation's details and how its letters look.
///
/// # Errors
/// [`Error::Refused`] by role.
pub fn show(desk: &mut Desk, now: Now) -> Result<OrganisationView, Error> {
    home::permit_upkeep(desk, Act::OrganisationViewed, now)?;
    desk.act(Entry::done(Act::OrganisationViewed), now, view)
}

/// Changes the organisation's details, and of its letterhead what is named, if the details still stand at `version`.
/// They hold from the next paper on: a signed letter keeps the head that it was signed under, while a patient is
/// always given the support service as it is now.
///
/// # Errors
/// [`Error::Input`] naming every field; [`Error::File`] for a logo that is no picture; [`Error::Stale`];
/// [`Error::Refused`] by role.
pub fn save(
    desk: &mut Desk,
    version: u32,
    details: &OrganisationInput,
    letterhead: &LetterheadInput,
    now: Now,
) -> Result<OrganisationView, Error> {
    home::permit_upkeep(desk, Act::OrganisationChanged, now)?;
    let (parsed, change) = read(desk, details, letterhead)?;
    let body = to_json(details)?;
    let entry = Entry::done(Act::OrganisationChanged);
    let (saved, letterhead) = desk.act(entry, now, |tx| {
        let mut changed = Vec::new();
        if stored(tx)?.body != body {
            changed.push("details");
        }
        if !change.is_none() {
            changed.push("letterhead");
        }
        tx.adds(changed.join(" "));
        organisation::save(tx, version.into(), &body)?;
        let (_, letterhead) = change.keep(desk, tx, &parsed.name, now)?;
        Ok((view(tx)?, letterhead))
    })?;
    desk.organisation = Organisation { letterhead, ..parsed };
    Ok(saved)
}

/// Shows the letter of a patient who does not exist under this head; nothing is kept.
///
/// # Errors
/// As [`save`].
pub fn preview(
    desk: &mut Desk,
    details: &OrganisationInput,
    letterhead: &LetterheadInput,
    now: Now,
) -> Result<Preview, Error> {
    home::permit_upkeep(desk, Act::OrganisationViewed, now)?;
    let (parsed, change) = read(desk, details, letterhead)?;
    let (templates, before) = desk.store.read(|tx| {
        Ok::<_, Error>((
            keep_wording::templates(tx)?,
            keep_letterhead::current(&desk.store, tx)?,
        ))
    })?;
    let letterhead = change.tried(before, &parsed.name);
    let tried = Organisation { letterhead, ..parsed };
    Preview::new(keep_wording::example_letter(&tried, &templates, None, now)?)
}

/// The organisation as it stands in the store.
pub(crate) fn current(store: &Store, tx: &mut Tx<'_>) -> Result<Organisation, Error> {
    let typed: OrganisationInput = from_json(&stored(tx)?.body)?;
    readable(&typed, keep_letterhead::current(store, tx)?)
}

/// The details as they are kept with a letter that is signed now.
pub(crate) fn typed(tx: &mut Tx<'_>) -> Result<OrganisationInput, Error> {
    from_json(&stored(tx)?.body)
}

/// An organisation from what was once parsed and kept.
pub(crate) fn readable(typed: &OrganisationInput, letterhead: Letterhead) -> Result<Organisation, Error> {
    let parsed = typed
        .parse()
        .map_err(|_| Error::Fault("the organisation of the store cannot be read".into()))?;
    Ok(Organisation { letterhead, ..parsed })
}

/// What was typed, with every problem of the details before the logo's file is looked at.
fn read(
    desk: &Desk,
    details: &OrganisationInput,
    letterhead: &LetterheadInput,
) -> Result<(Organisation, Change), Error> {
    match (details.parse(), Change::parse(desk, letterhead)) {
        (Ok(parsed), Ok(change)) => Ok((parsed, change)),
        (Err(mut problems), Err(Error::Input(more))) => {
            problems.extend(more);
            Err(problems.into())
        }
        (Err(problems), _) => Err(problems.into()),
        (_, Err(error)) => Err(error),
    }
}

fn view(tx: &mut Tx<'_>) -> Result<OrganisationView, Error> {
    let row = stored(tx)?;
    Ok(OrganisationView {
        version: u32::try_from(row.version).unwrap_or(u32::MAX),
        details: from_json(&row.body)?,
        letterhead: keep_letterhead::shown(tx)?,
    })
}

fn stored(tx: &mut Tx<'_>) -> Result<OneRow, Error> {
    organisation::get(tx)?.ok_or_else(|| Error::Fault("the store has no organisation".into()))
}
