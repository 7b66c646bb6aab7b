//! What a list is narrowed by, and the filters that a person has kept under a name of their own.

use domain::role::Permission;
use domain::text;
use store::audit::{Act, Entry};
use store::filters::{self, SavedFilter};
use store::requests::{self, Facet, FacetValue};

use super::Asked;
use crate::view::document::{from_json, to_json};
use crate::view::{Choice, FilterChoicesView, SavedFilterView, WorklistInput};
use crate::{Desk, Error, Now};

/// The longest name of a filter, in characters.
const NAME: usize = 60;

/// What there is to narrow a list by: the specialties, organisations and owners that requests have.
///
/// # Errors
/// [`Error::Refused`] by role.
pub fn choices(desk: &Desk) -> Result<FilterChoicesView, Error> {
    must_read(desk)?;
    desk.store.read(|tx| {
        let mut of = |facet| Ok::<_, Error>(requests::facet(tx, facet)?.into_iter().map(choice).collect());
        Ok(FilterChoicesView {
            specialties: of(Facet::Specialty)?,
            recipients: of(Facet::Recipient)?,
            owners: of(Facet::Owner)?,
        })
    })
}

/// The filters that the person at the desk has kept.
///
/// # Errors
/// [`Error::Refused`] by role.
pub fn filters(desk: &Desk) -> Result<Vec<SavedFilterView>, Error> {
    must_read(desk)?;
    let kept = desk.store.read(|tx| filters::list(tx, desk.user.id))?;
    kept.into_iter()
        .map(|SavedFilter { name, body }| {
            Ok(SavedFilterView {
                name,
                filter: from_json(&body)?,
            })
        })
        .collect()
}

/// Keeps a filter under a name, in place of one of the same name.
///
/// # Errors
/// [`Error::Input`] for a name that is none, and as [`super::list`]; [`Error::Refused`] by role.
pub fn keep_filter(
    desk: &mut Desk,
    name: &str,
    filter: WorklistInput,
    now: Now,
) -> Result<Vec<SavedFilterView>, Error> {
    let entry = Entry::done(Act::FilterKept);
    desk.permit(Permission::ReadClinical, &entry, now)?;
    let name = text::line(name, NAME).map_err(|error| Error::field("name", error))?;
    Asked::parse(&filter)?;
    let body = to_json(&WorklistInput {
        page: None,
        after: None,
        ..filter
    })?;
    let kept = SavedFilter { name, body };
    desk.act(entry, now, |tx| Ok(filters::keep(tx, desk.user.id, &kept)?))?;
    self::filters(desk)
}

/// Forgets a filter of the person at the desk.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Refused`] by role.
pub fn forget_filter(desk: &mut Desk, name: &str, now: Now) -> Result<Vec<SavedFilterView>, Error> {
    let entry = Entry::done(Act::FilterForgotten);
    desk.permit(Permission::ReadClinical, &entry, now)?;
    desk.act(entry, now, |tx| Ok(filters::forget(tx, desk.user.id, name)?))?;
    filters(desk)
}

fn must_read(desk: &Desk) -> Result<(), Error> {
    if desk.may(Permission::ReadClinical) {
        Ok(())
    } else {
        Err(Error::refused(
            "role_may_not",
            "Your role sees no lists of requests.",
        ))
    }
}

fn choice(value: FacetValue) -> Choice {
    Choice {
        code: value.value,
        label: format!("{} ({})", value.shown, value.requests),
    }
}
