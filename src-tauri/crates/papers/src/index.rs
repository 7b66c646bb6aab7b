//! The index: every record of the request with its state, and where in the bundle it stands.

use chrono::NaiveDate;
use domain::bundle::Place;
use domain::date;
use domain::record::{Enclosure, RecordKind, ReportStatus};
use pdf::typeset::{Block, Cell, Colour, Column, Face, Row, Span};

use crate::wording::{Key, Wording};

/// The named destination of the index; each enclosure's first page leads back to it.
pub const DESTINATION: &str = "index";

/// The named destination of an enclosure's first page, counted from 1: `enclosure-3`.
#[must_use]
pub fn enclosure_destination(number: u32) -> String {
    format!("enclosure-{number}")
}

/// One record as letter and index name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexEntry {
    /// Its title.
    pub title: String,
    /// What it is.
    pub kind: Option<RecordKind>,
    /// The day of the record itself.
    pub dated: Option<NaiveDate>,
    /// The organisation that it comes from.
    pub source: Option<String>,
    /// Whether the report is final (hazard H7).
    pub report_status: Option<ReportStatus>,
    /// Whether it goes along.
    pub enclosure: Enclosure,
    /// For a record that does not go along: to whom and when, or why not.
    pub words: Option<String>,
    /// Where a range was chosen, which pages: `pages 3–5 of 12`.
    pub page_words: Option<String>,
    /// What the receiving team must know of the file, such as that a signature cannot be verified in a copy.
    pub remarks: Vec<String>,
    /// Which pages of the bundle it fills; none outside a bundle.
    pub place: Option<Place>,
    /// Where a bundle was split: which other part it is in.
    pub in_part: Option<u32>,
}

/// Size of the small print in a table, as a factor of running text.
const SMALL: f32 = 0.85;

/// The index as blocks: a table of what is enclosed, numbered from `first`, and one of what is not.
#[must_use]
pub fn blocks(entries: &[IndexEntry], first: u32, today: NaiveDate, wording: &Wording) -> Vec<Block> {
    let (enclosed, absent): (Vec<_>, Vec<_>) = entries
        .iter()
        .partition(|entry| entry.enclosure == Enclosure::Enclosed);
    let mut blocks = vec![Block::Heading {
        level: 1,
        text: vec![Span::plain(wording.say(Key::Index))],
        destination: Some(DESTINATION.to_owned()),
        outline: true,
    }];
    let mut known = wording.fill(Key::IndexOf, &[("date", &date::clinical(today))]);
    if enclosed.iter().any(|entry| entry.place.is_some()) {
        known = format!("{known} {}", wording.say(Key::IndexLinks));
    }
    blocks.push(Block::small(known));
    blocks.push(if enclosed.is_empty() {
        Block::paragraph(wording.say(Key::EnclosuresNone))
    } else {
        enclosed_table(&enclosed, first, wording)
    });
    if !absent.is_empty() {
        blocks.push(Block::heading(2, wording.say(Key::KnownNotEnclosed)));
        blocks.push(absent_table(&absent, wording));
    }
    blocks
}

/// The table of what is enclosed; outside a bundle there are no page numbers to give.
fn enclosed_table(entries: &[&IndexEntry], first: u32, wording: &Wording) -> Block {
    let in_bundle = entries
        .iter()
        .all(|entry| entry.place.is_some() || entry.in_part.is_some());
    let rows = (first..).zip(entries).map(|(number, entry)| {
        let mut cells = vec![
            cell(number.to_string()),
            Cell::spans(record(Some(number), entry, wording)).heads_row(),
            cell(dated(entry, wording)),
            cell(source(entry, wording)),
        ];
        if in_bundle {
            cells.push(match (entry.place, entry.in_part) {
                (Some(place), _) => pages(number, place),
                (None, part) => {
                    let part = part.unwrap_or_default().to_string();
                    cell(wording.fill(Key::PartOf, &[("part", &part)]))
                }
            });
        }
        Row::from(cells)
    });
    let mut columns = vec![
        Column::figures(0.06),
        Column::new(0.42),
        Column::new(0.16),
        Column::new(0.24),
    ];
    let mut keys = vec![
        Key::ColumnNumber,
        Key::ColumnRecord,
        Key::ColumnDated,
        Key::ColumnSource,
    ];
    if in_bundle {
        columns.push(Column::figures(0.12));
        keys.push(Key::ColumnPages);
    }
    Block::Table {
        columns,
        header: header(wording, &keys),
        rows: rows.collect(),
        caption: None,
    }
}

fn absent_table(entries: &[&IndexEntry], wording: &Wording) -> Block {
    let rows = entries.iter().map(|entry| {
        let mut state = vec![Span::bold(entry.enclosure.label()).sized(SMALL)];
        state.extend(
            entry
                .words
                .as_deref()
                .map(|words| Span::plain(format!(": {words}")).sized(SMALL)),
        );
        Row::from(vec![
            Cell::spans(record(None, entry, wording)).heads_row(),
            cell(dated(entry, wording)),
            cell(source(entry, wording)),
            Cell::spans(state),
        ])
    });
    Block::Table {
        columns: vec![
            Column::new(0.32),
            Column::new(0.16),
            Column::new(0.22),
            Column::new(0.3),
        ],
        header: header(
            wording,
            &[
                Key::ColumnRecord,
                Key::ColumnDated,
                Key::ColumnSource,
                Key::ColumnState,
            ],
        ),
        rows: rows.collect(),
        caption: None,
    }
}

fn header(wording: &Wording, keys: &[Key]) -> Vec<Cell> {
    keys.iter()
        .map(|key| Span::bold(wording.say(*key)).sized(SMALL).into())
        .collect()
}

fn cell(text: String) -> Cell {
    Span::plain(text).sized(SMALL).into()
}

/// Title, and beneath it in small print what it is, which pages, and what must be known of it.
fn record(number: Option<u32>, entry: &IndexEntry, wording: &Wording) -> Vec<Span> {
    let title = match (number, entry.place) {
        (Some(number), Some(_)) => Span::link(&entry.title, enclosure_destination(number)),
        // Outside a bundle there is nothing to lead to.
        _ => Span::plain(&entry.title),
    };
    let mut small: Vec<String> = entry.kind.iter().map(|kind| kind.label().to_owned()).collect();
    small.extend(
        entry
            .report_status
            .filter(|status| *status != ReportStatus::NotApplicable)
            .map(|status| status.label().to_lowercase()),
    );
    if number.is_some() {
        small.push(
            entry
                .page_words
                .clone()
                .unwrap_or_else(|| wording.say(Key::PagesAll).to_owned()),
        );
    }
    let mut lines = vec![small.join(" · ")];
    if number.is_some() && entry.kind == Some(RecordKind::Image) {
        lines.push(wording.say(Key::ImageWarning).to_owned());
    }
    lines.extend(entry.remarks.iter().cloned());
    let small = Span::plain(format!("\n{}", lines.join("\n")))
        .sized(0.75)
        .coloured(Colour::Muted);
    vec![
        Span {
            face: Face::Bold,
            ..title
        }
        .sized(SMALL),
        small,
    ]
}

fn dated(entry: &IndexEntry, wording: &Wording) -> String {
    entry
        .dated
        .map_or_else(|| wording.say(Key::NotDated).to_owned(), date::clinical)
}

fn source(entry: &IndexEntry, wording: &Wording) -> String {
    entry
        .source
        .clone()
        .unwrap_or_else(|| wording.say(Key::SourceUnknown).to_owned())
}

/// First and last page in the bundle; a link as well.
fn pages(number: u32, place: Place) -> Cell {
    let words = if place.first_page == place.last_page {
        place.first_page.to_string()
    } else {
        format!("{}–{}", place.first_page, place.last_page)
    };
    Span::link(words, enclosure_destination(number))
        .sized(SMALL)
        .into()
}
