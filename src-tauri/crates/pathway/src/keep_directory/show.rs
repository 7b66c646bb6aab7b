//! An entry as it is shown, and what a letter to it fills in.

use domain::clinician::Registration;
use domain::date;
use domain::directory::{EntryKind, EntrySource};
use domain::organisation::OdsCode;
use store::Tx;
use store::directory::{self, DirectoryRow};

use crate::register_patient::number;
use crate::view::{DirectoryEntryInput, DirectoryEntryView, RecipientView};
use crate::{Error, Now, keep_codes};

/// The view of a stored entry.
pub(super) fn view(tx: &mut Tx<'_>, row: DirectoryRow, now: Now) -> Result<DirectoryEntryView, Error> {
    let place = match &row.entry.parent {
        Some(code) => directory::by_code(tx, code.as_str())?,
        None => None,
    };
    let specialty = match &row.entry.specialty {
        None => None,
        Some(said) => Some(keep_codes::specialty_in_words(tx, said)?),
    };
    let recipient = recipient(&row, place.as_ref(), specialty);
    let entry = &row.entry;
    Ok(DirectoryEntryView {
        id: row.id.to_string(),
        version: number(row.version),
        source: row.source.code().to_owned(),
        source_label: row.source.label().to_owned(),
        kind: entry.kind.code().to_owned(),
        kind_label: entry.kind.label().to_owned(),
        name: entry.name.clone(),
        ods_code: recipient.ods_code.clone(),
        address: on_one_line(&recipient),
        phone: entry.phone.clone(),
        email: entry.email.clone(),
        is_preferred: row.is_preferred,
        closed: closed(&row, now),
        verified: row.verified_on.map(|on| match &row.verified_by {
            Some(by) => format!("{}, {by}", date::clinical(on)),
            None => date::clinical(on),
        }),
        input: (row.source == EntrySource::Own).then(|| input(&row)),
        recipient,
    })
}

fn closed(row: &DirectoryRow, now: Now) -> Option<String> {
    let entry = &row.entry;
    if !entry.is_closed_on(now.today()) {
        return None;
    }
    Some(match (row.source, entry.closed_on) {
        (EntrySource::Own, _) => "Retired".to_owned(),
        (EntrySource::Ods, Some(on)) => format!("Closed {}", date::clinical(on)),
        (EntrySource::Ods, None) => "Closed".to_owned(),
    })
}

/// A letter to a person goes to where the person works, and one to a service to its organisation.
fn recipient(row: &DirectoryRow, place: Option<&DirectoryRow>, specialty: Option<String>) -> RecipientView {
    let entry = &row.entry;
    let belongs = entry.kind.is_person() || entry.kind == EntryKind::Service;
    // An entry without an address of its own is reached where it belongs, and that address was checked there.
    let reached = match place {
        Some(place) if entry.address.lines.is_empty() => place,
        _ => row,
    };
    let organisation = if belongs {
        let there = place.map(|place| place.entry.name.clone());
        entry.organisation.clone().or(there)
    } else {
        Some(entry.name.clone())
    };
    let code = if belongs { &entry.parent } else { &entry.code };
    RecipientView {
        clinician: entry.kind.is_person().then(|| entry.name.clone()),
        gmc_number: entry
            .registration
            .as_ref()
            .map(|number: &Registration| number.number().to_owned()),
        specialty,
        service: (entry.kind == EntryKind::Service).then(|| entry.name.clone()),
        organisation,
        ods_code: code.as_ref().map(|code: &OdsCode| code.as_str().to_owned()),
        address_lines: reached.entry.address.lines.clone(),
        postcode: reached.entry.address.postcode.clone(),
        address_verified_on: reached.verified_on.map(|day| day.to_string()),
    }
}

fn on_one_line(recipient: &RecipientView) -> String {
    let lines = recipient.address_lines.iter().chain(&recipient.postcode);
    lines.map(String::as_str).collect::<Vec<_>>().join(", ")
}

fn input(row: &DirectoryRow) -> DirectoryEntryInput {
    let entry = &row.entry;
    let code = entry.code.as_ref().or(entry.parent.as_ref());
    DirectoryEntryInput {
        kind: entry.kind.code().to_owned(),
        name: entry.name.clone(),
        organisation: entry.organisation.clone(),
        specialty: entry.specialty.clone(),
        ods_code: code.map(|code| code.as_str().to_owned()),
        gmc_number: entry
            .registration
            .as_ref()
            .map(|number| number.number().to_owned()),
        address_lines: entry.address.lines.clone(),
        postcode: entry.address.postcode.clone(),
        phone: entry.phone.clone(),
        email: entry.email.clone(),
        address_verified_on: row.verified_on.map(|day| day.to_string()),
    }
}
