//! Files of the Organisation Data Service: which there are, and their rows as entries of the directory.
//!
//! The classic files have 27 columns and no header; the file of consultants has eight and some empty ones. Each layout is a
//! table in `layout`. A file with a header row is read by the names of its columns.

mod layout;
mod row;
mod title;

use domain::code::coded;
use domain::directory::{DirectoryEntry, EntryKind};

use layout::Layout;

coded! {
    /// A file of the Organisation Data Service.
    pub enum OdsFile {
        /// GP practices: `epraccur`.
        Practices = "epraccur", "GP practices";
        /// NHS trusts: `etr`.
        Trusts = "etr", "NHS trusts";
        /// Sites of NHS trusts: `ets`.
        Sites = "ets", "Sites of NHS trusts";
        /// General practitioners: `egpcur`.
        Gps = "egpcur", "GPs";
        /// Hospital consultants: `econcur`.
        Consultants = "econcur", "Hospital consultants";
    }
}

/// The most problems of a file that are told; a file with more is another kind of file.
const TOLD: usize = 20;

impl OdsFile {
    /// The file that a name says, such as `epraccur.csv` or `ets-2026-11.csv`.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        let name = name.to_lowercase();
        // The longer names first: every `etr…` begins like another.
        [
            ("epraccur", Self::Practices),
            ("egpcur", Self::Gps),
            ("econcur", Self::Consultants),
            ("etr", Self::Trusts),
            ("ets", Self::Sites),
        ]
        .into_iter()
        .find_map(|(start, file)| name.starts_with(start).then_some(file))
    }

    /// What its rows are.
    #[must_use]
    pub const fn kind(self) -> EntryKind {
        match self {
            Self::Practices => EntryKind::Practice,
            Self::Trusts => EntryKind::Organisation,
            Self::Sites => EntryKind::Site,
            Self::Gps => EntryKind::Gp,
            Self::Consultants => EntryKind::Consultant,
        }
    }
}

/// A row that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OdsRow {
    /// What tells it from every other row of every file, today and in the next file.
    pub key: String,
    /// What it says.
    pub entry: DirectoryEntry,
}

/// What a file holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OdsRows {
    /// Its rows.
    pub rows: Vec<OdsRow>,
    /// How many rows were left out, since they are no GP practices: walk-in centres, prisons, out-of-hours services.
    pub left_out: u32,
}

/// A row that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadRow {
    /// Its line in the file, from 1.
    pub line: u64,
    /// What is wrong with it.
    pub problem: String,
}

/// A file that cannot be read: nothing of it is taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OdsError {
    /// It holds no row.
    #[error("the file is empty")]
    Empty,
    /// Its header names no column that a directory needs.
    #[error("the header names no {0}")]
    NoColumn(&'static str),
    /// Rows are not as the layout says.
    #[error("{} of its rows cannot be read", .bad.len() as u64 + .more)]
    Rows {
        /// The first ones.
        bad: Vec<BadRow>,
        /// How many there are besides.
        more: u64,
    },
}

/// Reads a file, whole or not at all.
///
/// # Errors
/// [`OdsError`], naming bad rows by their lines.
pub fn read(bytes: &[u8], file: OdsFile) -> Result<OdsRows, OdsError> {
    // The reader counts the line of a row before the end of the one above, where that is two characters.
    let text = decoded(bytes).replace("\r\n", "\n");
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut found = Found::default();
    let mut layout = None;
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                found.say(line, "the row is not well-formed CSV".to_owned());
                continue;
            }
        };
        let line = record.position().map_or(0, csv::Position::line);
        let cells: Vec<&str> = record.iter().map(str::trim).collect();
        if cells.iter().all(|cell| cell.is_empty()) {
            continue;
        }
        let Some(layout) = &layout else {
            let first = Layout::of_first_row(&cells, file)?;
            let is_header = first.is_named();
            if !is_header {
                found.take(line, row::read(&cells, &first, file));
            }
            layout = Some(first);
            continue;
        };
        found.take(line, row::read(&cells, layout, file));
    }
    found.done()
}

/// The text of a file: UTF-8, or as Windows writes English.
fn decoded(bytes: &[u8]) -> String {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned(),
    }
}

/// What was read so far.
#[derive(Default)]
struct Found {
    rows: OdsRows,
    lines: std::collections::HashMap<String, u64>,
    bad: Vec<BadRow>,
    more: u64,
}

impl Found {
    fn take(&mut self, line: u64, row: Result<Option<OdsRow>, String>) {
        match row {
            Err(problem) => self.say(line, problem),
            Ok(None) => self.rows.left_out += 1,
            Ok(Some(row)) => match self.lines.insert(row.key.clone(), line) {
                Some(before) => self.say(line, format!("this is the same as line {before}")),
                None => self.rows.rows.push(row),
            },
        }
    }

    fn say(&mut self, line: u64, problem: String) {
        if self.bad.len() < TOLD {
            self.bad.push(BadRow { line, problem });
        } else {
            self.more += 1;
        }
    }

    fn done(self) -> Result<OdsRows, OdsError> {
        let (bad, more) = (self.bad, self.more);
        if !bad.is_empty() {
            return Err(OdsError::Rows { bad, more });
        }
        if self.rows.rows.is_empty() && self.rows.left_out == 0 {
            return Err(OdsError::Empty);
        }
        Ok(self.rows)
    }
}
