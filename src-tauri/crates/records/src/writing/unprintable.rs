//! Characters that no bundled font has: written as their code points, never left out and never a reason to refuse.

use std::collections::BTreeSet;

use pdf::typeset::{Block, Cell, Fonts, Paper, Span, TypesetError, typeset};

use crate::check::Note;
use crate::refused::Refused;
use crate::writing::unreadable;

/// Characters tried in one go.
const LOT: usize = 512;

/// More different characters without a glyph than this are no text that anybody could read.
const MOST: usize = 2_000;

/// Replaces what cannot be printed by its code point in brackets; returns the characters.
///
/// # Errors
/// [`Refused`] when so many are missing that this is no text.
pub(super) fn replace(blocks: &mut [Block]) -> Result<BTreeSet<char>, Refused> {
    let mut present = BTreeSet::new();
    each_text(blocks, &mut |text| {
        present.extend(text.chars().filter(|c| !is_plain(*c)));
    });
    let (mut missing, rest): (BTreeSet<char>, Vec<char>) = split(present);
    for lot in rest.chunks(LOT) {
        missing.extend(without_glyph(lot.to_vec(), MOST)?);
        if missing.len() > MOST {
            return Err(unreadable("most of its characters are of no known script"));
        }
    }
    if !missing.is_empty() {
        each_span(blocks, &mut |span| {
            if span.text.contains(|c| missing.contains(&c)) {
                span.text = span
                    .text
                    .chars()
                    .flat_map(|c| written(c, missing.contains(&c)))
                    .collect();
            }
        });
    }
    Ok(missing)
}

/// Replaces one character that turned out to have no glyph where it stands.
pub(super) fn replace_one(blocks: &mut [Block], character: char) {
    let code = code(character);
    each_span(blocks, &mut |span| {
        if span.text.contains(character) {
            span.text = span.text.replace(character, &code);
        }
    });
}

/// The note that goes with a replacement.
pub(super) fn note(characters: usize) -> Note {
    let words = format!(
        "{characters} {} no font here has {} printed as a code in brackets, such as [U+1F600]: compare with the \
         original",
        if characters == 1 {
            "character that"
        } else {
            "different characters that"
        },
        if characters == 1 { "was" } else { "were" },
    );
    Note::new("unprintable_characters", words)
}

/// Calls `see` with every text of the blocks, in order.
pub(super) fn each_text(blocks: &[Block], see: &mut impl FnMut(&str)) {
    for block in blocks {
        match block {
            Block::Heading { text, .. } => text.iter().for_each(|span| see(&span.text)),
            Block::Paragraph { spans, .. } => spans.iter().for_each(|span| see(&span.text)),
            Block::List { items, .. } => items.iter().for_each(|item| each_text(item, see)),
            Block::Table {
                header,
                rows,
                caption,
                ..
            } => {
                caption.iter().flatten().for_each(|span| see(&span.text));
                let cells = header.iter().chain(rows.iter().flat_map(|row| &row.cells));
                cells.for_each(|cell| each_text(&cell.blocks, see));
            }
            Block::Definitions { rows, .. } => {
                for row in rows {
                    row.label.iter().for_each(|span| see(&span.text));
                    each_text(&row.value, see);
                }
            }
            Block::Callout { title, blocks } => {
                title.iter().for_each(|span| see(&span.text));
                each_text(blocks, see);
            }
            Block::KeepTogether(blocks) => each_text(blocks, see),
            Block::Image { alt, .. } => see(alt),
            _ => {}
        }
    }
}

fn each_span(blocks: &mut [Block], change: &mut impl FnMut(&mut Span)) {
    for block in blocks {
        match block {
            Block::Heading { text, .. } => text.iter_mut().for_each(&mut *change),
            Block::Paragraph { spans, .. } => spans.iter_mut().for_each(&mut *change),
            Block::List { items, .. } => items.iter_mut().for_each(|item| each_span(item, change)),
            Block::Table {
                header,
                rows,
                caption,
                ..
            } => {
                caption.iter_mut().flatten().for_each(&mut *change);
                let cells = header
                    .iter_mut()
                    .chain(rows.iter_mut().flat_map(|row| &mut row.cells));
                for Cell { blocks, .. } in cells {
                    each_span(blocks, change);
                }
            }
            Block::Definitions { rows, .. } => {
                for row in rows {
                    row.label.iter_mut().for_each(&mut *change);
                    each_span(&mut row.value, change);
                }
            }
            Block::Callout { title, blocks } => {
                title.iter_mut().for_each(&mut *change);
                each_span(blocks, change);
            }
            Block::KeepTogether(blocks) => each_span(blocks, change),
            _ => {}
        }
    }
}

/// What the text family certainly has, and the two characters that are layout.
fn is_plain(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{A0}'..='\u{17F}' | '\n' | '\t')
}

/// Characters that are no letters at all are missing without being tried.
fn split(present: BTreeSet<char>) -> (BTreeSet<char>, Vec<char>) {
    let (missing, rest): (Vec<char>, Vec<char>) = present.into_iter().partition(|c| is_never_printed(*c));
    (missing.into_iter().collect(), rest)
}

fn is_never_printed(c: char) -> bool {
    c.is_control()
        // An override can make a text read otherwise than it is written.
        || matches!(c, '\u{202D}' | '\u{202E}')
        || matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}' | '\u{FDD0}'..='\u{FDEF}')
        || u32::from(c) & 0xFFFE == 0xFFFE
}

/// Which of these characters have no glyph, told by trying to set them.
fn without_glyph(mut lot: Vec<char>, most: usize) -> Result<BTreeSet<char>, Refused> {
    let paper = Paper::a4("", "D:20000101000000Z", [0; 16]);
    let mut missing = BTreeSet::new();
    while !lot.is_empty() && missing.len() <= most {
        let text: String = lot.iter().flat_map(|c| [*c, ' ']).collect();
        match typeset(&paper, &[Block::paragraph(text)], Fonts::bundled()) {
            Ok(_) => return Ok(missing),
            Err(TypesetError::MissingGlyph(character)) if lot.contains(&character) => {
                lot.retain(|c| *c != character);
                missing.insert(character);
            }
            // A mark that wants a letter to stand on: judged where it stands.
            Err(TypesetError::MissingGlyph(_)) => return Ok(missing),
            Err(_) => return Err(unreadable("its text cannot be set on pages")),
        }
    }
    Ok(missing)
}

fn written(c: char, is_missing: bool) -> Vec<char> {
    if is_missing {
        code(c).chars().collect()
    } else {
        vec![c]
    }
}

fn code(c: char) -> String {
    format!("[U+{:04X}]", u32::from(c))
}
