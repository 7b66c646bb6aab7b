//! The team's report as it is printed: tables of numbers, and no patient in any of them.

use chrono::{Datelike, NaiveDateTime};
use domain::date;
use pdf::typeset::{
    Block, Cell, Column, Fonts, Margins, Paper, Row, Running, Span, Typeset, TypesetError, typeset,
};
use sha2::{Digest, Sha256};

use crate::mark;

/// A table of the report: what its rows are called, and their numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportTable {
    /// What it shows.
    pub title: String,
    /// What has to be known to read it.
    pub note: Option<String>,
    /// The heads of its columns; the first is that of the names.
    pub head: Vec<String>,
    /// Its rows, each a cell for each column.
    pub rows: Vec<Vec<String>>,
}

/// A report of one period.
#[derive(Debug, Clone, Copy)]
pub struct ReportContent<'a> {
    /// Whose report it is.
    pub organisation: &'a str,
    /// The period in words.
    pub period: &'a str,
    /// What it comes to, in a sentence or two.
    pub lead: &'a str,
    /// Its tables.
    pub tables: &'a [ReportTable],
    /// The moment, in the local time of the desk.
    pub at: NaiveDateTime,
    /// Who prints it.
    pub printed_by: &'a str,
    /// Whether the store is one of demonstrations: each page says so (hazard H35).
    pub demonstration: bool,
}

/// The report as PDF.
///
/// # Errors
/// [`TypesetError`], such as for a character that no font has.
pub fn print(content: &ReportContent<'_>) -> Result<Typeset, TypesetError> {
    let mut blocks = vec![
        Block::heading(1, "Second opinions: report"),
        Block::body(vec![Span::bold(content.period.to_owned())]),
        Block::paragraph(content.lead),
    ];
    for table in content.tables {
        blocks.extend(told(table));
    }
    let mut paper = paper(content);
    if let Some(words) = mark::words(false, content.demonstration) {
        // Who listens to the report does not hear what runs along its edges.
        paper.title = format!("{} ({words})", paper.title);
        paper.watermark = Some(words.to_owned());
    }
    typeset(&paper, &blocks, Fonts::bundled())
}

fn told(table: &ReportTable) -> Vec<Block> {
    let mut blocks = vec![Block::heading(2, table.title.clone())];
    blocks.extend(table.note.clone().map(Block::small));
    if table.rows.is_empty() {
        blocks.push(Block::paragraph("None in this period."));
        return blocks;
    }
    let figures = table.head.len().saturating_sub(1);
    let wide = 0.2;
    let columns = std::iter::once(Column::new(1.0 - wide * figures as f32))
        .chain((0..figures).map(|_| Column::figures(wide)));
    let row = |cells: &Vec<String>| {
        let mut cells = cells.iter();
        let first = cells.next().map(|cell| Cell::from(cell.clone()).heads_row());
        Row::from(
            first
                .into_iter()
                .chain(cells.map(|cell| cell.clone().into()))
                .collect::<Vec<_>>(),
        )
    };
    blocks.push(Block::Table {
        columns: columns.collect(),
        header: table
            .head
            .iter()
            .map(|head| Span::bold(head.clone()).into())
            .collect(),
        rows: table.rows.iter().map(row).collect(),
        caption: None,
    });
    blocks
}

fn paper(content: &ReportContent<'_>) -> Paper {
    let day = content.at.date();
    let printed = format!(
        "As at {}. Printed by {}.",
        date::clinical_time(content.at),
        content.printed_by
    );
    let mut id = [0; 16];
    id.copy_from_slice(&Sha256::digest(format!("{content:?}").as_bytes())[..16]);
    Paper {
        margins: Margins {
            top: 20.0,
            right: 20.0,
            bottom: 18.0,
            left: 20.0,
        },
        base_size_pt: 10.5,
        author: content.organisation.to_owned(),
        running_head: Some(Running {
            left: format!("{}  ·  {printed}", content.organisation),
            right: "Page {page} of {pages}".to_owned(),
        }),
        running_foot: Some(Running {
            left: "Numbers only: this report names no patient".to_owned(),
            right: if content.demonstration {
                "DEMONSTRATION".to_owned()
            } else {
                String::new()
            },
        }),
        ..Paper::a4(
            format!("Second opinions, {}", content.period),
            format!("D:{:04}{:02}{:02}000000Z", day.year(), day.month(), day.day()),
            id,
        )
    }
}
