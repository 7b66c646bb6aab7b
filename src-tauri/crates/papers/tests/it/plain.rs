//! Blocks as plain text, the way a person would read them aloud.

use pdf::typeset::{Block, Cell, ListKind, Span};

/// The text of blocks, one line for each paragraph or row.
pub(crate) fn text(blocks: &[Block]) -> String {
    blocks.iter().map(block).collect()
}

fn block(block: &Block) -> String {
    match block {
        Block::Heading {
            level,
            text,
            destination,
            ..
        } => {
            let place = destination
                .as_ref()
                .map(|name| format!(" [{name}]"))
                .unwrap_or_default();
            format!("\n{} {}{place}\n", "#".repeat((*level).into()), spans(text))
        }
        Block::Paragraph { spans: words, .. } => format!("{}\n", spans(words)),
        Block::List { kind, items } => {
            let item = |(number, item): (usize, &Vec<Block>)| match kind {
                ListKind::Ordered => format!("{number}. {}", text(item)),
                _ => format!("- {}", text(item)),
            };
            (1..).zip(items).map(item).collect()
        }
        Block::Table { header, rows, .. } => {
            let rows = rows.iter().map(|row| row.cells.as_slice());
            std::iter::once(header.as_slice())
                .chain(rows)
                .map(|cells| format!("| {} |\n", line(cells)))
                .collect()
        }
        Block::Definitions { rows, .. } => rows
            .iter()
            .map(|row| format!("{}: {}", spans(&row.label), text(&row.value)))
            .collect(),
        Block::Callout { title, blocks } => format!("! {}\n{}", spans(title), text(blocks)),
        Block::Address { lines, beside, .. } => {
            let lines: String = lines.iter().map(|line| format!("> {}\n", spans(line))).collect();
            lines + &text(beside)
        }
        Block::KeepTogether(blocks) => text(blocks),
        Block::Rule => "---\n".to_owned(),
        _ => String::new(),
    }
}

fn line(cells: &[Cell]) -> String {
    let cells = cells
        .iter()
        .map(|cell| text(&cell.blocks).trim().replace('\n', " / "));
    cells.collect::<Vec<_>>().join(" | ")
}

fn spans(spans: &[Span]) -> String {
    spans.iter().map(|span| span.text.as_str()).collect()
}
