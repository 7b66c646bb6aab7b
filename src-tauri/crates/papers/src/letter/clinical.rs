//! The clinical part: it must stand alone, since the receiving team has never met the patient (domain rule S13).

use pdf::typeset::{Block, Definition, Span};

use super::LetterContent;
use super::parts::{definitions, heading, label, line_if, line_or_missing, missing};
use crate::wording::{Key, Wording};

pub(super) fn blocks(content: &LetterContent<'_>, wording: &Wording) -> Vec<Block> {
    let clinical = &content.details.clinical;
    let say = |key| wording.say(key);
    let mut rows = vec![line_or_missing(
        wording,
        say(Key::Summary),
        clinical.summary.as_deref(),
    )];
    let texts = [
        (Key::History, &clinical.history),
        (Key::Examination, &clinical.examination),
        (Key::Investigations, &clinical.investigations),
    ];
    rows.extend(
        texts
            .into_iter()
            .filter_map(|(key, text)| line_if(say(key), text.as_deref())),
    );
    let allergies = clinical
        .allergies
        .as_ref()
        .map(|known| (known.state.label(), known.details.as_deref()));
    rows.push(stated(wording, say(Key::Allergies), allergies));
    let medication = clinical
        .medication
        .as_ref()
        .map(|known| (known.state.label(), known.details.as_deref()));
    rows.push(stated(wording, say(Key::Medication), medication));
    let mut blocks = vec![heading(say(Key::Clinical))];
    // What can harm is read first.
    if let Some(alerts) = &clinical.alerts {
        blocks.push(Block::Callout {
            title: vec![Span::bold(say(Key::Alerts))],
            blocks: vec![Block::tight(vec![Span::plain(alerts)])],
        });
    }
    blocks.push(definitions(rows));
    blocks
}

/// A state in its exact words, which a blank can never be mistaken for (hazard H21), and what is listed.
fn stated(wording: &Wording, name: &str, known: Option<(&str, Option<&str>)>) -> Definition {
    let spans = match known {
        None => vec![missing(wording)],
        Some((state, None)) => vec![Span::bold(state)],
        Some((state, Some(details))) => {
            let separator = if details.contains('\n') { "\n" } else { ": " };
            vec![Span::bold(state), Span::plain(format!("{separator}{details}"))]
        }
    };
    Definition {
        label: label(name),
        value: vec![Block::tight(spans)],
    }
}
