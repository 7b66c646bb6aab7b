//! The directory of recipients: looked through, kept by hand, and taken in from files.
//!
//! Nothing in it is a patient's, so that looking through it is no entry of the trail; every change is.

mod import;
mod show;

use chrono::NaiveDate;
use domain::clinician::{Register, Registration};
use domain::directory::{DirectoryEntry, EntryKind};
use domain::id::{DirectoryId, UserId};
use domain::organisation::OdsCode;
use domain::role::Permission;
use domain::text;
use store::audit::{Act, Entry};
use store::directory::{self, Sought};

use crate::typed::{Problems, optional_day, optional_line};
use crate::view::patient::address;
use crate::view::{
    DirectoryCount, DirectoryEntryInput, DirectoryEntryView, DirectorySearchInput, RequestView,
};
use crate::{Desk, Error, Now, fresh, open_request};

pub use import::{files, import};

/// The most entries that a search gives: more means that the words should say more.
const SHOWN: u32 = 15;

/// Finds entries by name, place, code or GMC number, the preferred first; closed ones are not offered.
///
/// # Errors
/// [`Error::Input`] for a kind that there is not; [`Error::Refused`] for nobody who works here.
pub fn find(desk: &Desk, input: &DirectorySearchInput, now: Now) -> Result<Vec<DirectoryEntryView>, Error> {
    let kinds = input
        .kinds
        .iter()
        .map(|code| EntryKind::from_code(code).ok_or_else(|| Error::field("kinds", "there is no such kind")))
        .collect::<Result<Vec<_>, _>>()?;
    let sought = Sought {
        kinds: &kinds,
        with_closed: input.with_closed,
        today: now.today(),
        limit: SHOWN,
    };
    desk.store.read(|tx| {
        let rows = directory::find(tx, &input.words, &sought)?;
        rows.into_iter().map(|row| show::view(tx, row, now)).collect()
    })
}

/// How many entries there are of each kind.
///
/// # Errors
/// [`Error::Store`].
pub fn counts(desk: &Desk, now: Now) -> Result<Vec<DirectoryCount>, Error> {
    let counts = desk.store.read(|tx| directory::counts(tx, now.today()))?;
    let of = |kind: EntryKind, is_closed: bool| {
        let all = counts
            .iter()
            .filter(|one| one.kind == kind && one.is_closed == is_closed);
        u32::try_from(all.map(|one| one.entries).sum::<i64>()).unwrap_or(u32::MAX)
    };
    Ok(EntryKind::ALL
        .iter()
        .map(|kind| DirectoryCount {
            kind: kind.code().to_owned(),
            kind_label: kind.label().to_owned(),
            open: of(*kind, false),
            closed: of(*kind, true),
        })
        .collect())
}

/// Adds an own entry.
///
/// # Errors
/// [`Error::Input`] naming every field; [`Error::Refused`] by role.
pub fn add(desk: &mut Desk, input: &DirectoryEntryInput, now: Now) -> Result<DirectoryEntryView, Error> {
    let id = DirectoryId::from_bytes(fresh::bytes()?);
    let entry = Entry::done(Act::DirectoryChanged).with(format!("added {id}"));
    permit(desk, &entry, now)?;
    let (typed, checked) = parse(desk, input, now)?;
    desk.act(entry, now, |tx| {
        directory::insert(tx, id, &typed, checked, now.at().utc_ms)?;
        let row = directory::get(tx, id)?;
        show::view(tx, row, now)
    })
}

/// Changes an own entry.
///
/// # Errors
/// As [`add`], [`Error::NotFound`], [`Error::Stale`], and [`Error::Refused`] for an entry that comes from a file.
pub fn amend(
    desk: &mut Desk,
    id: &str,
    version: u32,
    input: &DirectoryEntryInput,
    now: Now,
) -> Result<DirectoryEntryView, Error> {
    let id = named(id)?;
    let entry = Entry::done(Act::DirectoryChanged).with(format!("amended {id}"));
    permit(desk, &entry, now)?;
    let (typed, checked) = parse(desk, input, now)?;
    desk.act(entry, now, |tx| {
        let row = directory::get(tx, id)?;
        must_be_own(&row)?;
        let kept = DirectoryEntry {
            is_closed: row.entry.is_closed,
            ..typed
        };
        directory::update(tx, id, version.into(), &kept, checked, now.at().utc_ms)?;
        let row = directory::get(tx, id)?;
        show::view(tx, row, now)
    })
}

/// Retires an own entry, so that it is no longer offered, or takes it up again.
///
/// # Errors
/// As [`amend`].
pub fn retire(
    desk: &mut Desk,
    id: &str,
    version: u32,
    is_retired: bool,
    now: Now,
) -> Result<DirectoryEntryView, Error> {
    let id = named(id)?;
    let how = if is_retired { "retired" } else { "taken up again" };
    let entry = Entry::done(Act::DirectoryChanged).with(format!("{how} {id}"));
    permit(desk, &entry, now)?;
    desk.act(entry, now, |tx| {
        must_be_own(&directory::get(tx, id)?)?;
        directory::close(tx, id, version.into(), is_retired, now.at().utc_ms)?;
        let row = directory::get(tx, id)?;
        show::view(tx, row, now)
    })
}

/// Marks an entry as preferred, so that it is shown first, or no longer.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Refused`] by role.
pub fn prefer(desk: &mut Desk, id: &str, is_preferred: bool, now: Now) -> Result<DirectoryEntryView, Error> {
    let id = named(id)?;
    let how = if is_preferred {
        "preferred"
    } else {
        "no longer preferred"
    };
    let entry = Entry::done(Act::DirectoryChanged).with(format!("{how} {id}"));
    permit(desk, &entry, now)?;
    desk.act(entry, now, |tx| {
        directory::prefer(tx, id, is_preferred)?;
        let row = directory::get(tx, id)?;
        show::view(tx, row, now)
    })
}

/// Fills in the recipient of a request from an entry, in the place of what was there.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Refused`] for an entry that is closed; as [`open_request::save`].
pub fn choose(desk: &mut Desk, request: &str, id: &str, now: Now) -> Result<RequestView, Error> {
    let id = named(id)?;
    let shown = desk.store.read(|tx| {
        let row = directory::get(tx, id)?;
        show::view(tx, row, now)
    })?;
    if let Some(closed) = shown.closed {
        return Err(Error::refused(
            "not_found",
            format!(
                "{} is {}. Choose another entry.",
                shown.name,
                closed.to_lowercase()
            ),
        ));
    }
    let view = open_request::show(desk, request, now)?;
    let mut form = view.form;
    let chosen = shown.recipient;
    form.recipient_preferred_clinician = chosen.clinician;
    form.recipient_gmc_number = chosen.gmc_number;
    form.recipient_specialty = chosen.specialty.or(form.recipient_specialty);
    form.recipient_service = chosen.service;
    form.recipient_organisation = chosen.organisation;
    form.recipient_ods_code = chosen.ods_code;
    form.recipient_address_lines = chosen.address_lines;
    form.recipient_postcode = chosen.postcode;
    form.recipient_address_verified_on = chosen.address_verified_on;
    open_request::save(desk, &view.id, view.version, form, now)
}

/// Whoever works on requests keeps the directory, and so does whoever looks after the store: it holds no patient.
fn permit(desk: &Desk, entry: &Entry, now: Now) -> Result<(), Error> {
    if desk.may(Permission::Administer) {
        return Ok(());
    }
    desk.permit(Permission::WorkOnRequests, entry, now)
}

fn named(id: &str) -> Result<DirectoryId, Error> {
    DirectoryId::parse(id.trim()).map_err(|_| Error::NotFound("directory entry"))
}

fn must_be_own(row: &directory::DirectoryRow) -> Result<(), Error> {
    if row.source == domain::directory::EntrySource::Own {
        return Ok(());
    }
    Err(Error::refused(
        "comes_from_a_file",
        "This entry comes from the Organisation Data Service, and its next file would undo the change. Add an own entry instead.",
    ))
}

/// What was typed of an own entry, and on which day and by whom its address was checked.
fn parse(
    desk: &Desk,
    input: &DirectoryEntryInput,
    now: Now,
) -> Result<(DirectoryEntry, Option<(NaiveDate, UserId)>), Error> {
    let mut problems = Problems::default();
    let p = &mut problems;
    let kind = EntryKind::from_code(&input.kind);
    if kind.is_none() {
        p.say("kind", "choose what this is");
    }
    let name = p.take("name", text::line(&input.name, 150));
    let organisation = optional_line(p, "organisation", input.organisation.as_deref(), 150);
    let needs_place = kind.is_some_and(|kind| kind.is_person() || kind == EntryKind::Service);
    if needs_place && organisation.is_none() {
        p.say("organisation", "say to which organisation it belongs");
    }
    let code = input.ods_code.as_deref().filter(|code| !code.trim().is_empty());
    let code = code.and_then(|code| p.take("ods_code", OdsCode::parse(code)));
    let number = input
        .gmc_number
        .as_deref()
        .filter(|number| !number.trim().is_empty());
    let registration =
        number.and_then(|number| p.take("gmc_number", Registration::parse(Register::Gmc, number)));
    let address = address(
        p,
        "address_lines",
        &input.address_lines,
        input.postcode.as_deref(),
    );
    if address.lines.is_empty() {
        p.say("address_lines", "say where letters go");
    }
    let specialty = optional_line(p, "specialty", input.specialty.as_deref(), 100);
    let phone = optional_line(p, "phone", input.phone.as_deref(), 40);
    let email = optional_line(p, "email", input.email.as_deref(), 100);
    let verified = optional_day(p, "address_verified_on", input.address_verified_on.as_deref());
    if verified.is_some_and(|day| day > now.today()) {
        p.say("address_verified_on", "this day is in the future");
    }
    let found = kind.zip(name);
    let (kind, name) = problems
        .into_result(found)?
        .ok_or_else(|| Error::Fault("a directory entry has no name".into()))?;
    // The code that is typed of a service or a person is that of where it belongs.
    let (code, parent) = if needs_place { (None, code) } else { (code, None) };
    let entry = DirectoryEntry {
        kind,
        name,
        code,
        parent,
        organisation: organisation.filter(|_| needs_place),
        specialty,
        registration: registration.filter(|_| kind.is_person()),
        address,
        phone,
        email,
        opened_on: None,
        closed_on: None,
        is_closed: false,
    };
    Ok((entry, verified.map(|day| (day, desk.user.id))))
}
