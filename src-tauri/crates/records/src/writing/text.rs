//! Plain text: lines as they were written, aligned columns as tables, form feeds as new pages.
//!
//! Laboratories send results as text aligned with spaces. Set in a text face the columns would not stand below
//! one another, so that lines which share gaps become a table with the same rows.

use pdf::typeset::{Block, Cell, Column, ParagraphStyle, Row, Span};

use crate::writing::{Document, encoding};

/// Characters of one paragraph; a longer line goes on in the next.
const LONGEST: usize = 4_000;

/// Characters that a tab reaches to.
const TAB: usize = 8;

/// Characters that the sheet is divided into where lines are aligned, as on the printers of laboratories.
const SHEET: usize = 80;

/// The widest alignment that is followed.
const WIDEST: usize = 160;

/// The most columns of an aligned table; more would not fit the sheet.
const COLUMNS: usize = 8;

/// Reads plain text.
pub(super) fn read(bytes: &[u8]) -> Document {
    let decoded = encoding::decode(bytes);
    let notes = decoded.assumed.then(encoding::assumed_note);
    Document::of(blocks(&decoded.text), notes.into_iter().collect())
}

/// The blocks of a text.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let text = text
        .replace("\r\n", "\n")
        .replace(['\r', '\u{85}', '\u{2028}', '\u{2029}', '\u{B}'], "\n");
    let mut blocks = Vec::new();
    for (at, page) in text.split('\u{C}').enumerate() {
        if page.trim().is_empty() {
            continue;
        }
        if at > 0 && !blocks.is_empty() {
            blocks.push(Block::PageBreak);
        }
        page_blocks(page, &mut blocks);
    }
    blocks
}

fn page_blocks(page: &str, blocks: &mut Vec<Block>) {
    let lines: Vec<String> = page.lines().flat_map(expanded).collect();
    let sheet = lines
        .iter()
        .filter(|line| has_gap(line))
        .map(|line| line.chars().count())
        .max()
        .unwrap_or(0)
        .clamp(SHEET, WIDEST);
    let mut plain: Vec<&str> = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        if line.is_empty() {
            flush(&mut plain, blocks);
            blocks.push(Block::Space(2.5));
            at += 1;
            continue;
        }
        let aligned = lines[at..].iter().take_while(|line| has_gap(line)).count();
        if let Some(table) = (aligned >= 2)
            .then(|| aligned_table(&lines[at..at + aligned], sheet))
            .flatten()
        {
            flush(&mut plain, blocks);
            blocks.push(table);
            at += aligned;
            continue;
        }
        // Lines with gaps that do not stand below one another are kept together as they are.
        for line in &lines[at..at + aligned.max(1)] {
            plain.push(line);
        }
        at += aligned.max(1);
        if plain.iter().map(|line| line.len()).sum::<usize>() > LONGEST {
            flush(&mut plain, blocks);
        }
    }
    flush(&mut plain, blocks);
}

fn flush(plain: &mut Vec<&str>, blocks: &mut Vec<Block>) {
    if !plain.is_empty() {
        blocks.push(Block::Paragraph {
            spans: vec![Span::plain(plain.join("\n"))],
            style: ParagraphStyle::Tight,
            align: pdf::typeset::Align::Start,
        });
        plain.clear();
    }
}

/// A line with its tabs as spaces and without spaces at its end; a very long one in several.
fn expanded(line: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut column = 0;
    for c in line.trim_end().chars() {
        let full = lines.last().is_some_and(|last| last.len() >= LONGEST);
        if full && (c == ' ' || lines.last().is_some_and(|last| last.len() >= LONGEST + 200)) {
            lines.push(String::new());
        }
        let Some(last) = lines.last_mut() else { continue };
        if c == '\t' {
            let spaces = TAB - column % TAB;
            last.extend(std::iter::repeat_n(' ', spaces));
            column += spaces;
        } else {
            last.push(c);
            column += 1;
        }
    }
    lines
}

/// Whether two stretches of text stand on the line with a gap between them.
fn has_gap(line: &str) -> bool {
    line.len() <= LONGEST && line.trim().contains("  ")
}

/// The lines as rows of a table, where they share at least one gap.
fn aligned_table(lines: &[String], sheet: usize) -> Option<Block> {
    let rows: Vec<Vec<char>> = lines.iter().map(|line| line.chars().collect()).collect();
    let width = rows.iter().map(Vec::len).max()?;
    if width > WIDEST {
        return None;
    }
    let blank = |column: usize| rows.iter().all(|row| row.get(column).is_none_or(|c| *c == ' '));
    let first = (0..width).find(|column| !blank(*column))?;
    // Where columns start: text after at least two columns that are blank in every line.
    let mut starts = vec![first];
    let mut gap = 0;
    for column in first..width {
        if blank(column) {
            gap += 1;
        } else {
            if gap >= 2 {
                starts.push(column);
            }
            gap = 0;
        }
    }
    if starts.len() < 2 || starts.len() > COLUMNS {
        return None;
    }
    let ends = starts.iter().skip(1).copied().chain([width]);
    let mut columns: Vec<Column> = starts
        .iter()
        .zip(ends.clone())
        .map(|(start, end)| Column::new((end - start).max(4) as f32))
        .collect();
    // What is right of the last column stays free, so that tables of one file stand below one another.
    let last = starts.last().copied().unwrap_or(0);
    let own = rows
        .iter()
        .map(|row| row.len().saturating_sub(last))
        .max()
        .unwrap_or(4);
    if let Some(column) = columns.last_mut() {
        column.width = column.width.max(own.max(12) as f32);
    }
    let used: f32 = columns.iter().map(|column| column.width).sum();
    if sheet as f32 > used + 8.0 {
        columns.push(Column::new(sheet as f32 - used));
    }
    let rows = rows.iter().map(|row| {
        let cells = starts.iter().zip(ends.clone()).map(|(start, end)| {
            let text: String = row.iter().take(end).skip(*start).collect();
            Cell::from(text.trim())
        });
        Row::from(cells.collect::<Vec<_>>())
    });
    Some(Block::Table {
        columns,
        header: Vec::new(),
        rows: rows.collect(),
        caption: None,
    })
}
