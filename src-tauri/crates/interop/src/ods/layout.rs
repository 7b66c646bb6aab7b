//! Where each file keeps what: by place in the classic files, by name where there is a header.
//!
//! The 27 columns of the classic files: code, name, national grouping, high level health geography, five address lines,
//! postcode, open date, close date, status, sub-type, parent, join date, left date, telephone, three empty ones, amended
//! record, an empty one (in trusts: region), current care organisation, an empty one, prescribing setting, an empty one.
//! Consultants: GMC number, practitioner code, surname, initials, sex, specialty, practitioner type, location.

use super::{OdsError, OdsFile};

/// What a directory takes from a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Column {
    Code,
    Name,
    Address1,
    Address2,
    Address3,
    Address4,
    Address5,
    Postcode,
    Opened,
    Closed,
    Status,
    Parent,
    Left,
    Phone,
    Setting,
    Gmc,
    Surname,
    Initials,
    Specialty,
}

pub(super) const ADDRESS: [Column; 5] = [
    Column::Address1,
    Column::Address2,
    Column::Address3,
    Column::Address4,
    Column::Address5,
];

/// The width of the classic files.
const CLASSIC: usize = 27;

/// How many columns of the file of consultants say something.
const CONSULTANTS: usize = 8;

/// Places from 0 in the classic files.
const ORGANISATION: &[(Column, usize)] = &[
    (Column::Code, 0),
    (Column::Name, 1),
    (Column::Address1, 4),
    (Column::Address2, 5),
    (Column::Address3, 6),
    (Column::Address4, 7),
    (Column::Address5, 8),
    (Column::Postcode, 9),
    (Column::Opened, 10),
    (Column::Closed, 11),
    (Column::Status, 12),
    (Column::Parent, 14),
    (Column::Left, 16),
    (Column::Phone, 17),
    (Column::Setting, 25),
];

/// Places from 0 in the file of consultants.
const CONSULTANT: &[(Column, usize)] = &[
    (Column::Gmc, 0),
    (Column::Code, 1),
    (Column::Surname, 2),
    (Column::Initials, 3),
    (Column::Specialty, 5),
    (Column::Parent, 7),
];

/// The names that headers give to columns, in small letters and without anything between them.
const NAMES: &[(&str, Column)] = &[
    ("code", Column::Code),
    ("odscode", Column::Code),
    ("organisationcode", Column::Code),
    ("practicecode", Column::Code),
    ("practitionercode", Column::Code),
    ("name", Column::Name),
    ("organisationname", Column::Name),
    ("practicename", Column::Name),
    ("practitionername", Column::Name),
    ("addressline1", Column::Address1),
    ("address1", Column::Address1),
    ("addressline2", Column::Address2),
    ("address2", Column::Address2),
    ("addressline3", Column::Address3),
    ("address3", Column::Address3),
    ("addressline4", Column::Address4),
    ("address4", Column::Address4),
    ("town", Column::Address4),
    ("addressline5", Column::Address5),
    ("address5", Column::Address5),
    ("county", Column::Address5),
    ("postcode", Column::Postcode),
    ("opendate", Column::Opened),
    ("closedate", Column::Closed),
    ("status", Column::Status),
    ("statuscode", Column::Status),
    ("parentorganisationcode", Column::Parent),
    ("parentorganisation", Column::Parent),
    ("parentcode", Column::Parent),
    ("parent", Column::Parent),
    ("locationorganisationcode", Column::Parent),
    ("leftparentdate", Column::Left),
    ("leftproviderpurchaserdate", Column::Left),
    ("contacttelephonenumber", Column::Phone),
    ("telephone", Column::Phone),
    ("phone", Column::Phone),
    ("prescribingsetting", Column::Setting),
    ("gmccode", Column::Gmc),
    ("gmcnumber", Column::Gmc),
    ("gmcreferencenumber", Column::Gmc),
    ("surname", Column::Surname),
    ("initials", Column::Initials),
    ("specialtyfunctioncode", Column::Specialty),
    ("specialtycode", Column::Specialty),
    ("mainspecialtycode", Column::Specialty),
];

/// Where the columns of one file are.
pub(super) struct Layout {
    at: Vec<(Column, usize)>,
    /// How many cells every row must have; none where a header names them.
    width: Option<std::ops::RangeInclusive<usize>>,
}

impl Layout {
    /// The layout that the first row shows: its own, if it is a header, or that of the classic file.
    pub(super) fn of_first_row(cells: &[&str], file: OdsFile) -> Result<Self, OdsError> {
        let named: Vec<(Column, usize)> = cells
            .iter()
            .enumerate()
            .filter_map(|(at, cell)| Some((named(cell)?, at)))
            .collect();
        let has = |column| named.iter().any(|(known, _)| *known == column);
        let is_person = has(Column::Surname);
        // A row of the classic file may hold one of these words by chance, and never two of them in such places.
        if named.len() < 2 {
            return Ok(Self::classic(file));
        }
        if !has(Column::Code) {
            return Err(OdsError::NoColumn("code"));
        }
        if !is_person && !has(Column::Name) {
            return Err(OdsError::NoColumn("name"));
        }
        Ok(Self {
            at: named,
            width: None,
        })
    }

    fn classic(file: OdsFile) -> Self {
        match file {
            OdsFile::Consultants => Self {
                at: CONSULTANT.to_vec(),
                width: Some(CONSULTANTS..=CLASSIC),
            },
            _ => Self {
                at: ORGANISATION.to_vec(),
                width: Some(CLASSIC..=CLASSIC),
            },
        }
    }

    /// Whether the file has a header.
    pub(super) const fn is_named(&self) -> bool {
        self.width.is_none()
    }

    /// Why a row does not have the layout, by its width.
    pub(super) fn misfit(&self, cells: &[&str]) -> Option<String> {
        let width = self.width.as_ref()?;
        if width.contains(&cells.len()) {
            return None;
        }
        Some(format!(
            "it has {} columns, and {} are expected",
            cells.len(),
            width.start()
        ))
    }

    /// What a row says in a column; nothing where it is empty or the file has no such column.
    pub(super) fn cell<'a>(&self, cells: &[&'a str], column: Column) -> Option<&'a str> {
        let (_, at) = self.at.iter().find(|(known, _)| *known == column)?;
        cells.get(*at).copied().filter(|cell| !cell.is_empty())
    }
}

fn named(cell: &str) -> Option<Column> {
    let name: String = cell
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    NAMES
        .iter()
        .find_map(|(known, column)| (*known == name).then_some(*column))
}
