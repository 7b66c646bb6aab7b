//! The recovery key on paper: large groups that cannot be mistaken, what it is for, and where it is kept. It names no
//! patient, and its words are no template: an organisation that weakened them would find out on the worst day.

use chrono::NaiveDateTime;
use domain::date;
use pdf::typeset::{
    Align, Block, Colour, Definition, Fonts, ListKind, Paper, ParagraphStyle, Running, Span, Typeset,
    TypesetError, typeset,
};
use sha2::{Digest, Sha256};

use crate::mark;

/// Groups of the key on one line: so few that each is found again after a look at the keyboard.
const ON_A_LINE: usize = 3;

/// Between the signs of a group: apart, no sign runs into its neighbour, and no two of them are ever drawn as a pair.
const HAIR_SPACE: &str = "\u{200A}";

/// What stands on the paper.
#[derive(Clone, Copy)]
pub struct RecoveryContent<'a> {
    /// The key as it is printed: eight groups of four and a check sign, with hyphens between.
    pub key: &'a str,
    /// Whose store it is.
    pub organisation: &'a str,
    /// The number of the store, by which the paper is told from that of another.
    pub store: &'a str,
    /// The moment of printing, in the local time of the desk.
    pub at: NaiveDateTime,
    /// The same moment as a PDF date.
    pub created: &'a str,
    /// Whether the store is one of demonstrations: the page says so (hazard H35).
    pub demonstration: bool,
}

/// The paper as PDF, of one page.
///
/// # Errors
/// [`TypesetError`], such as for a character of the organisation's name that no font has.
pub fn print(content: &RecoveryContent<'_>) -> Result<Typeset, TypesetError> {
    typeset(&paper(content), &blocks(content), Fonts::bundled())
}

fn paper(content: &RecoveryContent<'_>) -> Paper {
    // The paper's own number tells nothing of the key, as a fingerprint of the whole would.
    let mut id = [0; 16];
    let seed = format!("recovery key {} {}", content.store, content.created);
    id.copy_from_slice(&Sha256::digest(seed.as_bytes())[..16]);
    let words = mark::words(false, content.demonstration);
    let title = match words {
        Some(words) => format!("Recovery key ({words})"),
        None => "Recovery key".to_owned(),
    };
    Paper {
        author: content.organisation.to_owned(),
        watermark: words.map(str::to_owned),
        running_foot: Some(Running {
            left: "Recovery key  ·  Secret: whoever holds this paper can open the store".to_owned(),
            right: format!("Printed {}", date::clinical_time(content.at)),
        }),
        ..Paper::a4(title, content.created, id)
    }
}

fn blocks(content: &RecoveryContent<'_>) -> Vec<Block> {
    let mut blocks = vec![
        Block::heading(1, "Recovery key"),
        Block::Paragraph {
            spans: vec![Span::plain(format!(
                "This key opens the store of {} when every passphrase is lost. Nothing else does, and nobody can make it again.",
                content.organisation
            ))],
            style: ParagraphStyle::Lead,
            align: Align::Start,
        },
        Block::Callout {
            title: vec![Span::bold("The key, in nine groups")],
            blocks: groups(content.key),
        },
        Block::small(
            "There is no letter I, L or O in it: 0 is always nought, and 1 is always one. The last sign, alone, finds typing slips. Capitals, blanks and hyphens do not matter when it is typed.",
        ),
        Block::Definitions {
            rows: vec![
                row("Organisation", content.organisation),
                row("Store", content.store),
                row("Printed", &date::clinical_time(content.at)),
            ],
            label_width: 0.2,
        },
    ];
    for (title, points) in POINTS {
        blocks.push(Block::heading(2, *title));
        blocks.push(Block::List {
            kind: ListKind::Bulleted,
            items: points
                .iter()
                .map(|point| vec![Block::tight(vec![Span::plain(*point)])])
                .collect(),
        });
    }
    blocks.push(Block::SignatureLine {
        labels: vec!["Sealed by".to_owned(), "Date".to_owned(), "Kept at".to_owned()],
    });
    blocks
}

/// What whoever holds the paper must know.
const POINTS: &[(&str, &[&str])] = &[
    (
        "Where to keep it",
        &[
            "In a sealed envelope, signed across the flap, in a safe or with the organisation’s deeds.",
            "Away from the computer, and away from the backups: it opens those too.",
            "Never as a photograph, a scan, or a file.",
        ],
    ),
    (
        "When it is needed",
        &[
            "At sign-in, choose “Forgotten your passphrase?”, and type the key. Whoever keeps the store gets a new passphrase, and that is written in the audit trail.",
            "Once a year, try it on the page “Store”: nothing changes, and you know that the paper is right.",
        ],
    ),
    (
        "If it is lost, or somebody has seen it",
        &[
            "On the page “Store”, make a new recovery key at once. This one then opens nothing any more: destroy it.",
        ],
    ),
];

fn row(label: &str, value: &str) -> Definition {
    Definition {
        label: vec![Span::bold(label)],
        value: vec![Block::tight(vec![Span::plain(value)])],
    }
}

/// The groups, a few on each line, each line with the numbers of its groups.
fn groups(key: &str) -> Vec<Block> {
    let groups: Vec<&str> = key.split('-').collect();
    let lines = groups.chunks(ON_A_LINE).enumerate();
    lines
        .map(|(line, groups)| {
            let first = line * ON_A_LINE + 1;
            let numbers = format!("{first} to {}:  ", first + groups.len() - 1);
            let mut spans = vec![Span::plain(numbers).sized(0.8).coloured(Colour::Muted)];
            for (at, group) in groups.iter().enumerate() {
                if at > 0 {
                    spans.push(Span::plain("  –  ").sized(1.6).coloured(Colour::Muted));
                }
                let signs: Vec<String> = group.chars().map(String::from).collect();
                spans.push(Span::bold(signs.join(HAIR_SPACE)).sized(2.4));
            }
            Block::tight(spans)
        })
        .collect()
}
