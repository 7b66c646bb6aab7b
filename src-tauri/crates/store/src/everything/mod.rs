//! Everything that is kept, row by row as it stands, for an organisation that takes its data elsewhere.
//!
//! Left out is what is computed from the rest (the indexes of words, what stands on which list), what a person had typed
//! and not given when a desk was locked, and pictures of signatures, which are on the letters that they signed.

use crate::engine::{Sql, Val, vals};
use crate::{StoreError, Tx};

/// A table, by its name in the store.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    /// The name.
    pub name: &'static str,
    statement: &'static str,
}

/// Every table that is given away, in the order in which a reader needs them.
pub const TABLES: &[Table] = &[
    Table {
        name: "meta",
        statement: include_str!("meta.sql"),
    },
    Table {
        name: "organisation",
        statement: include_str!("organisation.sql"),
    },
    Table {
        name: "user",
        statement: include_str!("user.sql"),
    },
    Table {
        name: "patient",
        statement: include_str!("patient.sql"),
    },
    Table {
        name: "request",
        statement: include_str!("request.sql"),
    },
    Table {
        name: "status_change",
        statement: include_str!("status_change.sql"),
    },
    Table {
        name: "transfer_step",
        statement: include_str!("transfer_step.sql"),
    },
    Table {
        name: "record",
        statement: include_str!("record.sql"),
    },
    Table {
        name: "letter",
        statement: include_str!("letter.sql"),
    },
    Table {
        name: "bundle",
        statement: include_str!("bundle.sql"),
    },
    Table {
        name: "print",
        statement: include_str!("print.sql"),
    },
    Table {
        name: "address_check",
        statement: include_str!("address_check.sql"),
    },
    Table {
        name: "directory_entry",
        statement: include_str!("directory_entry.sql"),
    },
    Table {
        name: "wording",
        statement: include_str!("wording.sql"),
    },
    Table {
        name: "settings",
        statement: include_str!("settings.sql"),
    },
    Table {
        name: "letterhead",
        statement: include_str!("letterhead.sql"),
    },
    Table {
        name: "logo",
        statement: include_str!("logo.sql"),
    },
    Table {
        name: "saved_filter",
        statement: include_str!("saved_filter.sql"),
    },
    Table {
        name: "audit",
        statement: include_str!("audit.sql"),
    },
];

/// What stands in one column of one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Nothing,
    /// A whole number; a moment is one of milliseconds since 1970.
    Number(i64),
    /// A text.
    Text(String),
    /// Bytes: the marks of the audit chain.
    Bytes(Vec<u8>),
}

/// Some rows of a table, in the order in which they were written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// The names of the columns; none where there is no row.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
    /// After which row the next page begins; none when this was the last.
    pub next: Option<i64>,
}

/// Reads the next rows of a table, some hundreds at a time, from the one after `after` on; 0 begins.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn page(tx: &mut Tx<'_>, table: &Table, after: i64) -> Result<Page, StoreError> {
    let rows = tx.db.rows(table.statement, vals![after])?;
    let next = rows.last().map(|row| row.int("row_number")).transpose()?;
    let columns = rows.first().map(|row| row.columns()[1..].to_vec());
    let rows = rows.into_iter().map(|row| {
        let values = row.into_values().into_iter().skip(1);
        values.map(cell).collect()
    });
    Ok(Page {
        columns: columns.unwrap_or_default(),
        rows: rows.collect(),
        next,
    })
}

fn cell(value: Val) -> Cell {
    match value {
        Val::Null => Cell::Nothing,
        Val::Int(number) => Cell::Number(number),
        Val::Text(text) => Cell::Text(text),
        Val::Blob(bytes) => Cell::Bytes(bytes),
    }
}
