//! Blocks for large print and for envelopes without a window: the same words, one under another.

use pdf::typeset::{Block, Definition, Span};

/// The same blocks with each address in the text instead of in the window of an envelope.
pub(crate) fn without_window(blocks: Vec<Block>) -> Vec<Block> {
    let moved = |block| match block {
        Block::Address { lines, beside, .. } => {
            let mut moved: Vec<Block> = lines.into_iter().map(Block::tight).collect();
            moved.push(Block::Space(3.0));
            moved.extend(beside);
            Block::KeepTogether(moved)
        }
        other => other,
    };
    blocks.into_iter().map(moved).collect()
}

/// The same blocks with each label above its value: in large print a column of labels is too narrow for its words.
pub(crate) fn stacked(blocks: Vec<Block>) -> Vec<Block> {
    blocks.into_iter().flat_map(stack).collect()
}

fn stack(block: Block) -> Vec<Block> {
    match block {
        Block::Definitions { rows, .. } => rows.into_iter().map(labelled).collect(),
        Block::KeepTogether(blocks) => vec![Block::KeepTogether(stacked(blocks))],
        Block::Callout { title, blocks } => vec![Block::Callout {
            title,
            blocks: stacked(blocks),
        }],
        other => vec![other],
    }
}

fn labelled(row: Definition) -> Block {
    let mut value = row.value;
    // A short value stands on its label's own paragraph, so that both are read as one.
    if let [Block::Paragraph { spans, .. }] = value.as_mut_slice() {
        let mut all = row.label;
        all.push(Span::plain("\n"));
        all.append(spans);
        return Block::body(all);
    }
    let mut blocks = vec![Block::tight(row.label)];
    blocks.append(&mut value);
    Block::KeepTogether(blocks)
}
