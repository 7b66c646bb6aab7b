//! What the demonstration papers have in common: the patient, letterheads, and a fixed day of making.

use pdf::typeset::{Block, Colour, Definition, Margins, Paper, Running, Span};

/// The patient as a banner names him.
pub(crate) const PATIENT: &str = "ŴYN-PARRY, Idris Llŷr (Mr)";
/// His date of birth.
pub(crate) const BORN: &str = "03-Feb-1958";
/// His number, of the range kept for demonstrations.
pub(crate) const NUMBER: &str = "999 000 0018";

/// A sheet of another organisation's, with the identity of the patient along its head.
pub(crate) fn paper(title: &str, author: &str, day: &str, id: u8) -> Paper {
    Paper {
        margins: Margins {
            top: 20.0,
            right: 20.0,
            bottom: 18.0,
            left: 20.0,
        },
        base_size_pt: 10.5,
        author: author.to_owned(),
        running_head: Some(Running {
            left: format!("{PATIENT}  Born {BORN}  NHS No. {NUMBER}"),
            right: "Page {page} of {pages}".to_owned(),
        }),
        running_foot: Some(Running {
            left: "Made-up record of a made-up patient, for demonstration".to_owned(),
            right: author.to_owned(),
        }),
        ..Paper::a4(title, format!("D:{day}090000Z"), [id; 16])
    }
}

/// Name and place of an organisation.
pub(crate) fn letterhead(name: &str, department: &str, reach: &str) -> Vec<Block> {
    vec![
        Block::tight(vec![
            Span::bold(name).sized(1.3).coloured(Colour::Accent),
            Span::plain(format!("\n{department}")),
        ]),
        Block::tight(vec![Span::plain(reach).sized(0.85).coloured(Colour::Muted)]),
        Block::Rule,
    ]
}

/// Labels and values under one another.
pub(crate) fn lines(rows: &[(&str, &str)]) -> Block {
    let row = |(label, value): &(&str, &str)| Definition {
        label: vec![Span::bold(*label)],
        value: vec![Block::tight(vec![Span::plain(*value)])],
    };
    Block::Definitions {
        rows: rows.iter().map(row).collect(),
        label_width: 0.24,
    }
}
