//! What a paper says: the blocks it is made of.

use super::span::{Colour, Span};

/// Where a line stands between the margins.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Align {
    /// At the side where reading starts.
    #[default]
    Start,
    /// In the middle.
    Centre,
    /// At the side where reading ends: figures in a table.
    End,
}

/// How a paragraph is set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ParagraphStyle {
    /// Running text.
    #[default]
    Body,
    /// An opening paragraph, slightly larger.
    Lead,
    /// Notes and small print, 85 per cent.
    Small,
    /// Somebody's own words, indented and italic.
    Quotation,
    /// Lines that belong together without space between paragraphs.
    Tight,
    /// The title above the first heading of a leaflet; it is tagged as a paragraph.
    Title,
}

/// What stands before each item of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListKind {
    /// 1. 2. 3.
    Ordered,
    /// A dot.
    Bulleted,
    /// An empty box to tick.
    Checklist,
}

/// A column of a table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Column {
    /// Its share of the width, relative to the other columns.
    pub width: f32,
    /// How its cells are aligned.
    pub align: Align,
}

impl Column {
    /// A column aligned where reading starts.
    #[must_use]
    pub fn new(width: f32) -> Self {
        Self {
            width,
            align: Align::Start,
        }
    }

    /// A column of figures.
    #[must_use]
    pub fn figures(width: f32) -> Self {
        Self {
            width,
            align: Align::End,
        }
    }
}

/// A cell of a table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cell {
    /// What it holds.
    pub blocks: Vec<Block>,
    /// Whether it is the header of its row.
    pub row_header: bool,
}

impl Cell {
    /// A cell of one paragraph.
    #[must_use]
    pub fn spans(spans: Vec<Span>) -> Self {
        Self {
            blocks: vec![Block::Paragraph {
                spans,
                style: ParagraphStyle::Tight,
                align: Align::Start,
            }],
            row_header: false,
        }
    }

    /// The same cell as header of its row.
    #[must_use]
    pub fn heads_row(self) -> Self {
        Self {
            row_header: true,
            ..self
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::spans(vec![Span::plain(text)])
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::spans(vec![Span::plain(text)])
    }
}

impl From<Span> for Cell {
    fn from(span: Span) -> Self {
        Self::spans(vec![span])
    }
}

/// A row of a table: one cell for each column; missing ones are empty.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Row {
    /// Its cells.
    pub cells: Vec<Cell>,
    /// Whether it is a total or otherwise stands out: bold, with a rule above.
    pub emphasised: bool,
    /// A named destination at its top.
    pub destination: Option<String>,
}

impl From<Vec<Cell>> for Row {
    fn from(cells: Vec<Cell>) -> Self {
        Self {
            cells,
            emphasised: false,
            destination: None,
        }
    }
}

/// A label and what it stands before, such as "NHS No." and the number.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Definition {
    /// The label.
    pub label: Vec<Span>,
    /// The value.
    pub value: Vec<Block>,
}

impl Definition {
    /// A label and a value of one paragraph.
    pub fn new(label: impl Into<Span>, value: impl Into<Span>) -> Self {
        Self {
            label: vec![label.into()],
            value: vec![Block::tight(vec![value.into()])],
        }
    }
}

/// A piece of a paper.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A heading; it stays with what follows.
    Heading {
        /// 1 to 6.
        level: u8,
        /// Its text.
        text: Vec<Span>,
        /// A named destination at its place.
        destination: Option<String>,
        /// Whether it appears among the bookmarks.
        outline: bool,
    },
    /// Running text.
    Paragraph {
        /// Its text.
        spans: Vec<Span>,
        /// How it is set.
        style: ParagraphStyle,
        /// Where its lines stand.
        align: Align,
    },
    /// A list.
    List {
        /// What stands before each item.
        kind: ListKind,
        /// Its items.
        items: Vec<Vec<Self>>,
    },
    /// A ruled table; its header is repeated on every page it reaches.
    Table {
        /// Its columns.
        columns: Vec<Column>,
        /// The cells of its header; none for a table without.
        header: Vec<Cell>,
        /// Its rows. A row is split only when it is taller than a page.
        rows: Vec<Row>,
        /// What it shows; stands above it.
        caption: Option<Vec<Span>>,
    },
    /// Labels and values, without rules.
    Definitions {
        /// The labels and values.
        rows: Vec<Definition>,
        /// The labels' share of the width, 0.3 if unsure.
        label_width: f32,
    },
    /// What must not be overlooked, in a tinted box with a bar.
    Callout {
        /// Its title.
        title: Vec<Span>,
        /// Its content.
        blocks: Vec<Self>,
    },
    /// An address at a fixed place on the page, for a window envelope.
    /// What follows starts below it; what is beside it stands in the rest of the width.
    Address {
        /// Its lines.
        lines: Vec<Vec<Span>>,
        /// From the sheet's left edge, in millimetres.
        left_mm: f32,
        /// From the sheet's top edge, in millimetres.
        top_mm: f32,
        /// Width of the window, in millimetres.
        width_mm: f32,
        /// Height of the window, in millimetres; too many lines are an error, since they would be hidden.
        height_mm: f32,
        /// What stands to the right of it: date, references.
        beside: Vec<Self>,
    },
    /// A picture.
    Image {
        /// A JPEG or PNG file.
        bytes: Vec<u8>,
        /// What it shows, for those who cannot see it.
        alt: String,
        /// Its width in millimetres; made smaller where there is less.
        width_mm: f32,
    },
    /// A picture at the side where reading ends, and blocks in the rest of the width: a letterhead and its logo.
    Beside {
        /// A JPEG or PNG file.
        bytes: Vec<u8>,
        /// What it shows, for those who cannot see it.
        alt: String,
        /// Its greatest width in millimetres.
        width_mm: f32,
        /// Its greatest height in millimetres.
        height_mm: f32,
        /// What stands beside it, read first.
        blocks: Vec<Self>,
    },
    /// A grey line across the text.
    Rule,
    /// Empty space, in millimetres; dropped at the top of a page.
    Space(f32),
    /// Blocks on one page, unless they are longer than a page.
    KeepTogether(Vec<Self>),
    /// The next block starts a page.
    PageBreak,
    /// Lines to sign on, side by side, each with what belongs there below it.
    SignatureLine {
        /// "Signature", "Date".
        labels: Vec<String>,
    },
}

impl Block {
    /// A heading without destination, among the bookmarks.
    pub fn heading(level: u8, text: impl Into<Span>) -> Self {
        Self::Heading {
            level,
            text: vec![text.into()],
            destination: None,
            outline: true,
        }
    }

    /// A paragraph of running text.
    pub fn paragraph(text: impl Into<Span>) -> Self {
        Self::body(vec![text.into()])
    }

    /// A paragraph in small, muted print.
    #[must_use]
    pub fn small(text: impl Into<String>) -> Self {
        Self::Paragraph {
            spans: vec![Span::plain(text).coloured(Colour::Muted)],
            style: ParagraphStyle::Small,
            align: Align::Start,
        }
    }

    /// A paragraph of running text made of several spans.
    #[must_use]
    pub fn body(spans: Vec<Span>) -> Self {
        Self::Paragraph {
            spans,
            style: ParagraphStyle::Body,
            align: Align::Start,
        }
    }

    /// A paragraph without space around it.
    #[must_use]
    pub fn tight(spans: Vec<Span>) -> Self {
        Self::Paragraph {
            spans,
            style: ParagraphStyle::Tight,
            align: Align::Start,
        }
    }
}
