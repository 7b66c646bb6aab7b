//! The clinical part: it must stand alone, since the receiving team has never met the patient (domain rule S13).

use pdf::typeset::{Block, Span};

use super::LetterContent;
use super::parts::{heading, missing, section, section_or_missing};
use crate::wording::{Key, Wording};

pub(super) fn blocks(content: &LetterContent<'_>, wording: &Wording) -> Vec<Block> {
    let clinical = &content.details.clinical;
    let say = |key| wording.say(key);
    let mut blocks = section_or_missing(wording, say(Key::Summary), clinical.summary.as_deref());
    let texts = [
        (Key::History, &clinical.history),
        (Key::Examination, &clinical.examination),
        (Key::Investigations, &clinical.investigations),
    ];
    for (key, text) in texts {
        blocks.extend(text.iter().flat_map(|text| section(say(key), text)));
    }
    let allergies = clinical.allergies.as_ref().map(|known| (known.state.label(), known.details.as_deref()));
    blocks.extend(stated(wording, say(Key::Allergies), allergies));
    let medication = clinical.medication.as_ref().map(|known| (known.state.label(), known.details.as_deref()));
    blocks.extend(stated(wording, say(Key::Medication), medication));
    if let Some(alerts) = &clinical.alerts {
        blocks.push(Block::Callout {
            title: vec![Span::bold(say(Key::Alerts))],
            blocks: vec![Block::tight(vec![Span::plain(alerts)])],
        });
    }
    blocks
}

/// A state in its exact words, which a blank can never be mistaken for (hazard H21), and what is listed.
fn stated(wording: &Wording, title: &str, known: Option<(&str, Option<&str>)>) -> Vec<Block> {
    let Some((state, details)) = known else {
        return vec![heading(title), Block::body(vec![missing(wording)])];
    };
    let mut spans = vec![Span::bold(state)];
    if let Some(details) = details {
        let separator = if details.contains('\n') { ":\n" } else { ": " };
        spans.push(Span::plain(format!("{separator}{details}")));
    }
    vec![Block::KeepTogether(vec![heading(title), Block::body(spans)])]
}
