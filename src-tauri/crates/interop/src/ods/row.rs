//! A row as an entry of the directory, or why it is none.

use chrono::NaiveDate;
use domain::clinician::{Register, Registration};
use domain::directory::DirectoryEntry;
use domain::organisation::OdsCode;
use domain::patient::PostalAddress;
use domain::text;

use super::layout::{ADDRESS, Column, Layout};
use super::title::{initialled, titled};
use super::{OdsFile, OdsRow};

/// The longest name and address line.
const LINE: usize = 150;

/// The prescribing setting of a GP practice; all others are walk-in centres, prisons and the like.
const GP_PRACTICE: &str = "4";

/// Reads a row; nothing for a prescribing cost centre that is no GP practice.
pub(super) fn read(cells: &[&str], layout: &Layout, file: OdsFile) -> Result<Option<OdsRow>, String> {
    if let Some(misfit) = layout.misfit(cells) {
        return Err(misfit);
    }
    let cell = |column| layout.cell(cells, column);
    let setting = cell(Column::Setting);
    if file == OdsFile::Practices && setting.is_some_and(|setting| setting != GP_PRACTICE) {
        return Ok(None);
    }
    let code = cell(Column::Code).ok_or("it has no code")?;
    let code = OdsCode::parse(code).map_err(|_| format!("“{}” is no ODS code", shown(code)))?;
    // The parent of a practice is who commissions it, and no place where anybody works.
    let parent = match (file, cell(Column::Parent)) {
        (OdsFile::Practices | OdsFile::Trusts, _) | (_, None) => None,
        (_, Some(parent)) => {
            Some(OdsCode::parse(parent).map_err(|_| format!("“{}” is no ODS code", shown(parent)))?)
        }
    };
    let registration = match cell(Column::Gmc) {
        None => None,
        Some(number) => Some(
            Registration::parse(Register::Gmc, number)
                .map_err(|_| format!("“{}” is no GMC number", shown(number)))?,
        ),
    };
    let entry = DirectoryEntry {
        kind: file.kind(),
        name: name(layout, cells, file)?,
        parent,
        organisation: None,
        specialty: cell(Column::Specialty).map(str::to_owned),
        registration,
        address: address(layout, cells)?,
        phone: cell(Column::Phone)
            .map(|phone| line(phone, "telephone"))
            .transpose()?,
        email: None,
        opened_on: cell(Column::Opened).map(day).transpose()?,
        closed_on: closed_on(layout, cells)?,
        is_closed: is_closed(layout, cells)?,
        code: Some(code.clone()),
    };
    let place = entry.parent.as_ref().map_or("", OdsCode::as_str);
    let specialty = entry.specialty.as_deref().unwrap_or("");
    let key = if entry.kind.is_person() {
        format!("{}:{}:{place}:{specialty}", file.code(), code.as_str())
    } else {
        format!("{}:{}", file.code(), code.as_str())
    };
    Ok(Some(OdsRow { key, entry }))
}

fn name(layout: &Layout, cells: &[&str], file: OdsFile) -> Result<String, String> {
    let cell = |column| layout.cell(cells, column);
    let said = match (cell(Column::Surname), cell(Column::Name)) {
        (Some(surname), _) => initialled(surname, cell(Column::Initials).unwrap_or("")),
        // `ALLISON JL`: the last word is the initials.
        (None, Some(name)) if file == OdsFile::Gps => match name.rsplit_once(' ') {
            Some((surname, initials)) if initials.len() <= 4 => initialled(surname, initials),
            _ => titled(name),
        },
        (None, Some(name)) => titled(name),
        (None, None) => return Err("it has no name".to_owned()),
    };
    line(&said, "name")
}

fn address(layout: &Layout, cells: &[&str]) -> Result<PostalAddress, String> {
    let mut lines = Vec::new();
    for column in ADDRESS {
        if let Some(cell) = layout.cell(cells, column) {
            lines.push(line(&titled(cell), "address")?);
        }
    }
    let postcode = layout.cell(cells, Column::Postcode);
    Ok(PostalAddress {
        lines,
        postcode: postcode
            .map(|postcode| line(&postcode.to_uppercase(), "postcode"))
            .transpose()?,
    })
}

/// The day on which it closed, or on which a person left.
fn closed_on(layout: &Layout, cells: &[&str]) -> Result<Option<NaiveDate>, String> {
    let closed = layout.cell(cells, Column::Closed).map(day).transpose()?;
    let left = layout.cell(cells, Column::Left).map(day).transpose()?;
    Ok(closed.or(left))
}

/// Active, closed, dormant or proposed: only what is active is offered.
fn is_closed(layout: &Layout, cells: &[&str]) -> Result<bool, String> {
    match layout.cell(cells, Column::Status) {
        None => Ok(false),
        Some(status) => match status.to_uppercase().as_str() {
            "A" | "ACTIVE" => Ok(false),
            "C" | "CLOSED" | "D" | "DORMANT" | "P" | "PROPOSED" | "INACTIVE" => Ok(true),
            _ => Err(format!("“{}” is no status", shown(status))),
        },
    }
}

/// Days are written without anything between: 20261124.
fn day(text: &str) -> Result<NaiveDate, String> {
    let read = |form| NaiveDate::parse_from_str(text, form).ok();
    read("%Y%m%d")
        .or_else(|| read("%Y-%m-%d"))
        .or_else(|| read("%d/%m/%Y"))
        .ok_or_else(|| format!("“{}” is no date", shown(text)))
}

fn line(text: &str, what: &str) -> Result<String, String> {
    text::line(text, LINE).map_err(|error| format!("{what}: {error}"))
}

/// As much of a cell as a message shows.
fn shown(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(20).collect()
}
