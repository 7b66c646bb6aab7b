//! Paragraphs, lists and tables as they are met in marked-up text, made into blocks.
//!
//! Marks may be unbalanced and nested without end in a file made to harm: what is closed without having been
//! opened is passed over, and what is opened too deep is read as if it had not been.

use pdf::typeset::{Align, Block, Cell, Column, Face, ListKind, ParagraphStyle, Row, Span};

/// How deep lists and tables may nest and still have room on the sheet.
const DEEPEST: usize = 6;

/// The most columns that have room on the sheet.
const COLUMNS: usize = 10;

/// Characters of one paragraph; a longer one goes on in the next.
const LONGEST: usize = 8_000;

/// Stretches of different style in one paragraph.
const SPANS: usize = 400;

/// What is open around the text that comes next.
#[derive(Debug)]
enum Open {
    List { kind: ListKind, items: Vec<Vec<Block>> },
    Item(Vec<Block>),
    Table(Vec<DraftRow>),
    Row(DraftRow),
    Cell(Vec<Block>),
}

/// A row of a table while it is being read.
#[derive(Debug, Default)]
struct DraftRow {
    cells: Vec<Vec<Block>>,
    is_header: bool,
}

/// What can be opened and closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A list of points.
    Bullets,
    /// A list with numbers from 1.
    Numbers,
    /// A point of a list.
    Item,
    /// A table.
    Table,
    /// A row of a table.
    Row,
    /// A row that heads its columns.
    HeaderRow,
    /// A cell.
    Cell,
}

/// Blocks as they grow.
#[derive(Debug, Default)]
pub(super) struct Draft {
    blocks: Vec<Block>,
    open: Vec<Open>,
    spans: Vec<Span>,
    length: usize,
    heading: Option<u8>,
}

impl Draft {
    /// Adds text in a weight to the paragraph; a line feed in it starts a line.
    pub(super) fn text(&mut self, text: &str, face: Face) {
        let mut rest = text;
        while !rest.is_empty() {
            let mut end = rest.len().min(LONGEST);
            while !rest.is_char_boundary(end) {
                end -= 1;
            }
            let (now, later) = rest.split_at(end);
            if self.length + now.len() > LONGEST * 2 || self.spans.len() > SPANS {
                self.end_paragraph();
            }
            match self.spans.last_mut() {
                Some(last) if last.face == face => last.text.push_str(now),
                _ => self.spans.push(Span {
                    face,
                    ..Span::plain(now)
                }),
            }
            self.length += now.len();
            rest = later;
        }
    }

    /// Whether the paragraph that is being read has no text yet.
    pub(super) fn is_at_start(&self) -> bool {
        self.spans.iter().all(|span| span.text.trim().is_empty())
    }

    /// Whether the paragraph ends with a space or a line feed, or has no text yet.
    pub(super) fn ends_blank(&self) -> bool {
        self.spans
            .last()
            .is_none_or(|last| last.text.ends_with([' ', '\n']))
    }

    /// What follows up to the end of the paragraph is a heading.
    pub(super) fn start_heading(&mut self, level: u8) {
        self.end_paragraph();
        self.heading = Some(level.clamp(1, 6));
    }

    /// Ends the paragraph; an empty one leaves nothing.
    pub(super) fn end_paragraph(&mut self) {
        let heading = self.heading.take();
        self.length = 0;
        let mut spans = std::mem::take(&mut self.spans);
        if let Some(first) = spans.first_mut() {
            first.text = first.text.trim_start_matches('\n').to_owned();
        }
        if let Some(last) = spans.last_mut() {
            last.text.truncate(last.text.trim_end().len());
        }
        if spans.iter().all(|span| span.text.trim().is_empty()) {
            return;
        }
        let in_cell = self.open.iter().any(|open| matches!(open, Open::Cell(_)));
        let block = match heading {
            // In a table a heading would stand among the bookmarks without its place.
            Some(level) if !in_cell => Block::Heading {
                level,
                text: spans
                    .into_iter()
                    .map(|span| Span::plain(span.text.replace('\n', " ")))
                    .collect(),
                destination: None,
                outline: true,
            },
            Some(_) => Block::tight(spans.into_iter().map(|span| Span::bold(span.text)).collect()),
            None if in_cell => Block::tight(spans),
            None => Block::body(spans),
        };
        self.push(block);
    }

    /// Adds a block of its own.
    pub(super) fn block(&mut self, block: Block) {
        self.end_paragraph();
        self.push(block);
    }

    /// Starts a page, unless that would be inside a list or table.
    pub(super) fn page_break(&mut self) {
        self.end_paragraph();
        if self.open.is_empty() && !self.blocks.is_empty() {
            self.blocks.push(Block::PageBreak);
        }
    }

    /// Opens a list, table or part of one.
    pub(super) fn start(&mut self, kind: Kind) {
        self.end_paragraph();
        let inner = self.open.last();
        let opened = match kind {
            Kind::Bullets | Kind::Numbers if self.open.len() < DEEPEST * 2 => Open::List {
                kind: if kind == Kind::Numbers {
                    ListKind::Ordered
                } else {
                    ListKind::Bulleted
                },
                items: Vec::new(),
            },
            Kind::Item if matches!(inner, Some(Open::List { .. })) => Open::Item(Vec::new()),
            Kind::Table if self.open.len() < DEEPEST * 2 => Open::Table(Vec::new()),
            Kind::Row | Kind::HeaderRow if matches!(inner, Some(Open::Table(_))) => Open::Row(DraftRow {
                is_header: kind == Kind::HeaderRow,
                ..DraftRow::default()
            }),
            Kind::Cell if matches!(inner, Some(Open::Row(_))) => Open::Cell(Vec::new()),
            _ => return,
        };
        self.open.push(opened);
    }

    /// Closes the innermost list, table or part of this kind, and what is still open within it.
    pub(super) fn end(&mut self, kind: Kind) {
        self.end_paragraph();
        let is_of_kind = |open: &Open| {
            matches!(
                (open, kind),
                (Open::List { .. }, Kind::Bullets | Kind::Numbers)
                    | (Open::Item(_), Kind::Item)
                    | (Open::Table(_), Kind::Table)
                    | (Open::Row(_), Kind::Row | Kind::HeaderRow)
                    | (Open::Cell(_), Kind::Cell)
            )
        };
        // A row or point is closed only within its own table or list.
        let bound = |open: &Open| match kind {
            Kind::Item => matches!(open, Open::List { .. }),
            Kind::Row | Kind::HeaderRow | Kind::Cell => matches!(open, Open::Table(_)),
            _ => false,
        };
        let inner = self.open.iter().rev().take_while(|open| !bound(open));
        let Some(depth) = inner.into_iter().position(is_of_kind) else {
            return;
        };
        for _ in 0..=depth {
            self.close();
        }
    }

    /// The row that is being read heads its columns.
    pub(super) fn mark_header(&mut self) {
        if let Some(Open::Row(row)) = self
            .open
            .iter_mut()
            .rev()
            .find(|open| matches!(open, Open::Row(_)))
        {
            row.is_header = true;
        }
    }

    /// Whether what comes next stands in an open part of this kind.
    pub(super) fn is_in(&self, kind: Kind) -> bool {
        self.open.iter().any(|open| match kind {
            Kind::Bullets | Kind::Numbers => matches!(open, Open::List { .. }),
            Kind::Item => matches!(open, Open::Item(_)),
            Kind::Table => matches!(open, Open::Table(_)),
            Kind::Row | Kind::HeaderRow => matches!(open, Open::Row(_)),
            Kind::Cell => matches!(open, Open::Cell(_)),
        })
    }

    /// The blocks; what is still open is closed.
    pub(super) fn finish(mut self) -> Vec<Block> {
        self.end_paragraph();
        while !self.open.is_empty() {
            self.close();
        }
        self.blocks
    }

    fn push(&mut self, block: Block) {
        match self.open.last_mut() {
            None => self.blocks.push(block),
            Some(Open::Item(blocks) | Open::Cell(blocks)) => blocks.push(block),
            // Text between the points of a list or the rows of a table is kept, as one of them.
            Some(Open::List { items, .. }) => items.push(vec![block]),
            Some(Open::Row(row)) => row.cells.push(vec![block]),
            Some(Open::Table(rows)) => rows.push(DraftRow {
                cells: vec![vec![block]],
                is_header: false,
            }),
        }
    }

    fn close(&mut self) {
        let Some(closed) = self.open.pop() else { return };
        match (closed, self.open.last_mut()) {
            (Open::Item(blocks), Some(Open::List { items, .. })) => items.push(blocks),
            (Open::Cell(blocks), Some(Open::Row(row))) => row.cells.push(blocks),
            (Open::Row(row), Some(Open::Table(rows))) => rows.push(row),
            (Open::List { kind, mut items }, _) => {
                items.retain(|item| !item.is_empty());
                if !items.is_empty() {
                    self.push(Block::List { kind, items });
                }
            }
            (Open::Table(rows), _) => table(rows).into_iter().for_each(|block| self.push(block)),
            (Open::Item(blocks) | Open::Cell(blocks), _) => {
                blocks.into_iter().for_each(|block| self.push(block));
            }
            (Open::Row(row), _) => row.cells.into_iter().flatten().for_each(|block| self.push(block)),
        }
    }
}

/// A table, or its cells one after the other where it only arranges a page or has no room on one.
fn table(mut rows: Vec<DraftRow>) -> Vec<Block> {
    rows.retain(|row| row.cells.iter().any(|cell| !cell.is_empty()));
    let columns = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let arranges = rows
        .iter()
        .flat_map(|row| &row.cells)
        .flatten()
        .any(|block| !matches!(block, Block::Paragraph { .. }));
    if columns <= 1 || arranges {
        return rows
            .into_iter()
            .flat_map(|row| row.cells)
            .flatten()
            .map(loosened)
            .collect();
    }
    if columns > COLUMNS {
        return rows.into_iter().map(in_one_line).collect();
    }
    let widths = (0..columns).map(|column| {
        let longest = rows
            .iter()
            .filter_map(|row| row.cells.get(column))
            .map(|cell| length(cell))
            .max();
        Column::new((longest.unwrap_or(0) as f32).clamp(6.0, 40.0))
    });
    let columns: Vec<Column> = widths.collect();
    let cells = |row: DraftRow| -> Vec<Cell> {
        let cells = row.cells.into_iter().map(|blocks| Cell {
            blocks,
            row_header: false,
        });
        cells.collect()
    };
    let mut rows = rows.into_iter().peekable();
    let header = match rows.next_if(|row| row.is_header) {
        Some(row) if rows.peek().is_some() => cells(row),
        Some(row) => {
            return vec![Block::Table {
                columns,
                header: Vec::new(),
                rows: vec![Row::from(cells(row))],
                caption: None,
            }];
        }
        None => Vec::new(),
    };
    let rows = rows.map(|row| Row::from(cells(row))).collect();
    vec![Block::Table {
        columns,
        header,
        rows,
        caption: None,
    }]
}

/// A paragraph of a cell as one of the text.
fn loosened(block: Block) -> Block {
    match block {
        Block::Paragraph { spans, .. } => Block::body(spans),
        other => other,
    }
}

/// A row with more cells than the sheet has room for.
fn in_one_line(row: DraftRow) -> Block {
    let mut spans = Vec::new();
    for (at, cell) in row.cells.into_iter().enumerate() {
        if at > 0 {
            spans.push(Span::plain(" | "));
        }
        for block in cell {
            if let Block::Paragraph { spans: own, .. } = block {
                spans.extend(own);
            }
        }
    }
    Block::Paragraph {
        spans,
        style: ParagraphStyle::Tight,
        align: Align::Start,
    }
}

fn length(cell: &[Block]) -> usize {
    let lengths = cell.iter().map(|block| match block {
        Block::Paragraph { spans, .. } => spans.iter().map(|span| span.text.chars().count()).sum(),
        _ => 0,
    });
    lengths.max().unwrap_or(0)
}
