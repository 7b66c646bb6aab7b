//! The sheet “Questions to ask”: for the talk with the clinical team that comes before a second opinion (S6).

use pdf::typeset::{Block, ListKind, Span};

use super::common::{Common, sender, title};
use crate::kind::PaperContent;
use crate::phrases::{Phrases, phrase_keys};

phrase_keys! {
    /// The words of the sheet “Questions to ask”.
    pub enum QuestionsKey {
        Translation = "translation" locked,
        Title = "title",
        Lead = "lead",
        Diagnosis = "diagnosis",
        Diagnosis1 = "diagnosis_1",
        Diagnosis2 = "diagnosis_2",
        Diagnosis3 = "diagnosis_3",
        Diagnosis4 = "diagnosis_4",
        Treatment = "treatment",
        Treatment1 = "treatment_1",
        Treatment2 = "treatment_2",
        Treatment3 = "treatment_3",
        Treatment4 = "treatment_4",
        Treatment5 = "treatment_5",
        Time = "time",
        Time1 = "time_1",
        Time2 = "time_2",
        Time3 = "time_3",
        Opinion = "opinion",
        Opinion1 = "opinion_1",
        Opinion2 = "opinion_2",
        Opinion3 = "opinion_3",
        Opinion4 = "opinion_4",
        Bring = "bring",
        Bring1 = "bring_1",
        Bring2 = "bring_2",
        Bring3 = "bring_3",
        Own = "own",
    }
}

use QuestionsKey as Key;

/// Distance between the lines to write on, in millimetres.
const LINE_MM: f32 = 6.0;

/// How many lines there are for questions of one's own.
const LINES: usize = 9;

const SECTIONS: &[(Key, &[Key])] = &[
    (
        Key::Diagnosis,
        &[Key::Diagnosis1, Key::Diagnosis2, Key::Diagnosis3, Key::Diagnosis4],
    ),
    (
        Key::Treatment,
        &[
            Key::Treatment1,
            Key::Treatment2,
            Key::Treatment3,
            Key::Treatment4,
            Key::Treatment5,
        ],
    ),
    (Key::Time, &[Key::Time1, Key::Time2, Key::Time3]),
    (
        Key::Opinion,
        &[Key::Opinion1, Key::Opinion2, Key::Opinion3, Key::Opinion4],
    ),
    (Key::Bring, &[Key::Bring1, Key::Bring2, Key::Bring3]),
];

pub(super) fn blocks(content: &PaperContent<'_>, words: &Phrases<Key>, common: &Common) -> Vec<Block> {
    let mut blocks = vec![sender(content, common)];
    blocks.extend(title(words.say(Key::Title), words.say(Key::Lead)));
    for (heading, questions) in SECTIONS {
        let items = questions
            .iter()
            .map(|key| vec![Block::tight(vec![Span::plain(words.say(*key))])]);
        blocks.push(Block::KeepTogether(vec![
            Block::heading(2, words.say(*heading)),
            Block::List {
                kind: ListKind::Checklist,
                items: items.collect(),
            },
        ]));
    }
    let mut own = vec![Block::heading(2, words.say(Key::Own))];
    for _ in 0..LINES {
        own.extend([Block::Space(LINE_MM), Block::Rule]);
    }
    blocks.push(Block::KeepTogether(own));
    blocks.push(common.support(content));
    blocks
}
