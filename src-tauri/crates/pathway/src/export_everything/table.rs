//! One table of the store as two files: for a spreadsheet, and for a program.

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use store::everything::{self, Cell, Table};
use store::{StoreError, Tx};

use super::folder::Folder;
use crate::{Error, csv};

/// Columns that hold a document of their own.
const DOCUMENTS: &[&str] = &[
    "body", "form", "content", "evidence", "manifest", "notes", "lines",
];

/// What one row says, by its columns.
pub(super) struct Row<'a> {
    columns: &'a [String],
    cells: &'a [Cell],
}

impl Row<'_> {
    fn cell(&self, column: &str) -> Option<&Cell> {
        let at = self.columns.iter().position(|name| name == column)?;
        self.cells.get(at)
    }

    /// A text, or nothing.
    pub(super) fn text(&self, column: &str) -> Option<&str> {
        match self.cell(column)? {
            Cell::Text(text) => Some(text),
            _ => None,
        }
    }

    /// A number, or none.
    pub(super) fn number(&self, column: &str) -> Option<i64> {
        match self.cell(column)? {
            Cell::Number(number) => Some(*number),
            _ => None,
        }
    }
}

/// Writes a table, and shows each row to `look`. Gives the columns and how many rows there were.
pub(super) fn write(
    tx: &mut Tx<'_>,
    folder: &mut Folder,
    table: &Table,
    mut look: impl FnMut(&Row<'_>),
) -> Result<(Vec<String>, u64), Error> {
    let (mut columns, mut count) = (Vec::new(), 0);
    folder.write(&format!("tables/{}.csv", table.name), |out| {
        out.text(csv::MARK)?;
        each(tx, table, |page| {
            if count == 0 {
                out.text(&csv::line(&page.columns))?;
            }
            columns.clone_from(&page.columns);
            for cells in &page.rows {
                look(&Row {
                    columns: &page.columns,
                    cells,
                });
                let shown = page
                    .columns
                    .iter()
                    .zip(cells)
                    .map(|(column, cell)| shown(column, cell));
                out.text(&csv::line(&shown.collect::<Vec<_>>()))?;
                count += 1;
            }
            Ok(())
        })
    })?;
    folder.write(&format!("tables/{}.json", table.name), |out| {
        let mut is_first = true;
        each(tx, table, |page| {
            for cells in &page.rows {
                let object: Map<String, Value> = page
                    .columns
                    .iter()
                    .zip(cells)
                    .map(|(column, cell)| (column.clone(), value(column, cell)))
                    .collect();
                out.text(if is_first { "[\n" } else { ",\n" })?;
                out.text(&Value::Object(object).to_string())?;
                is_first = false;
            }
            Ok(())
        })?;
        out.text(if is_first { "[]\n" } else { "\n]\n" })
    })?;
    Ok((columns, count))
}

fn each(
    tx: &mut Tx<'_>,
    table: &Table,
    mut take: impl FnMut(&everything::Page) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut after = Some(0);
    while let Some(row) = after {
        let page = everything::page(tx, table, row).map_err(|error: StoreError| Error::from(error))?;
        if !page.rows.is_empty() {
            take(&page)?;
        }
        after = page.next;
    }
    Ok(())
}

/// Moments are numbers in the store, and written as people and programs read them.
fn moment(column: &str, milliseconds: i64) -> Option<String> {
    let is_moment = column == "at" || column.ends_with("_at") || column == "status_since";
    let at = chrono::DateTime::from_timestamp_millis(milliseconds).filter(|_| is_moment)?;
    Some(at.format("%Y-%m-%dT%H:%M:%S%.3fZ").to_string())
}

fn shown(column: &str, cell: &Cell) -> String {
    match cell {
        Cell::Nothing => String::new(),
        Cell::Number(number) => moment(column, *number).unwrap_or_else(|| number.to_string()),
        Cell::Text(text) => text.clone(),
        Cell::Bytes(bytes) => hex::encode(bytes),
    }
}

fn value(column: &str, cell: &Cell) -> Value {
    match cell {
        Cell::Nothing => Value::Null,
        Cell::Number(number) => moment(column, *number).map_or_else(|| (*number).into(), Value::from),
        Cell::Text(text) if DOCUMENTS.contains(&column) => {
            serde_json::from_str(text).unwrap_or_else(|_| text.clone().into())
        }
        Cell::Text(text) => text.clone().into(),
        Cell::Bytes(bytes) => hex::encode(bytes).into(),
    }
}

/// The explanation of each table and column, as the file of explanations says it.
pub(super) struct Explained(BTreeMap<(String, String), String>);

impl Explained {
    pub(super) fn read() -> Self {
        let mut found = BTreeMap::new();
        let mut table = String::new();
        for line in include_str!("columns.txt").lines() {
            let Some((name, words)) = line.split_once(": ") else {
                continue;
            };
            let (of, column) = if let Some(name) = name.strip_prefix("table ") {
                name.clone_into(&mut table);
                (name, "")
            } else if let Some(column) = name.strip_prefix("* ") {
                ("", column)
            } else {
                (table.as_str(), name.trim())
            };
            found.insert((of.to_owned(), column.to_owned()), words.to_owned());
        }
        Self(found)
    }

    /// What a table holds.
    pub(super) fn table(&self, table: &str) -> &str {
        self.of(table, "")
    }

    /// What a column of it says.
    pub(super) fn column(&self, table: &str, column: &str) -> &str {
        match self.of(table, column) {
            "" => self.of("", column),
            words => words,
        }
    }

    fn of(&self, table: &str, column: &str) -> &str {
        let key = (table.to_owned(), column.to_owned());
        self.0.get(&key).map_or("", String::as_str)
    }
}
