//! Papers for the patient: in plain words, with long dates, and always with whom to turn to (domain rule S18).

mod common;
mod patient_copy;
mod questions;
mod what_happens_next;

use domain::letter::CONFIDENTIAL;
use pdf::typeset::{Block, Margins, Paper, Running};

use crate::kind::{Kind, PaperContent, PaperError, Setting};
use crate::language::{CommonKey, Language};
use crate::phrases::{PhraseKey, Phrases};
use crate::template::Template;
use common::Common;

pub use patient_copy::PatientCopyKey;
pub use questions::QuestionsKey;
pub use what_happens_next::WhatHappensNextKey;

/// Size of running text in points: clear print begins here (domain rule §1.7).
const BASE_SIZE_PT: f32 = 12.0;

/// The paper as blocks, in the language of the setting.
pub(crate) fn compose(
    kind: Kind,
    content: &PaperContent<'_>,
    setting: Setting,
) -> Result<(Paper, Vec<Block>), PaperError> {
    let templates = content.letter.templates;
    let template = Template::Paper(kind, setting.language);
    let common = Common::read(templates, setting.language)?;
    let (title, is_checked, blocks) = match kind {
        Kind::QuestionsToAsk => {
            let words = templates.phrases::<QuestionsKey>(template)?;
            let title = words.say(QuestionsKey::Title).to_owned();
            let is_checked = is_checked(&words, QuestionsKey::Translation);
            (title, is_checked, questions::blocks(content, &words, &common))
        }
        Kind::PatientCopy => {
            let words = templates.phrases::<PatientCopyKey>(template)?;
            let title = words.say(PatientCopyKey::Title).to_owned();
            let is_checked = is_checked(&words, PatientCopyKey::Translation);
            (title, is_checked, patient_copy::blocks(content, &words, &common))
        }
        _ => {
            let words = templates.phrases::<WhatHappensNextKey>(template)?;
            let title = words.say(WhatHappensNextKey::Title).to_owned();
            let is_checked = is_checked(&words, WhatHappensNextKey::Translation);
            (
                title,
                is_checked,
                what_happens_next::blocks(content, &words, &common),
            )
        }
    };
    let mut all = Vec::new();
    if !is_checked {
        all.push(common.translation_notice());
    }
    all.extend(blocks);
    Ok((paper(&title, content, setting, &common), all))
}

/// Whether a person who knows the language has read the words; whatever else the file says counts as no.
fn is_checked<K: PhraseKey>(words: &Phrases<K>, translation: K) -> bool {
    matches!(words.say(translation), "original" | "checked")
}

fn paper(title: &str, content: &PaperContent<'_>, setting: Setting, common: &Common) -> Paper {
    let letter = &content.letter;
    let born = common
        .words
        .fill(CommonKey::Born, &[("date", &common.date(letter.patient.born))]);
    let reference = letter.reference.to_string();
    let confidential = match setting.language {
        Language::English => CONFIDENTIAL,
        _ => common.words.say(CommonKey::Confidential),
    };
    let pages = [("page", "{page}"), ("pages", "{pages}")];
    Paper {
        margins: Margins {
            top: 22.0,
            right: 21.0,
            bottom: 19.0,
            left: 21.0,
        },
        base_size_pt: setting.size.points(BASE_SIZE_PT),
        language: setting.language.code().to_owned(),
        running_head: Some(Running {
            left: format!("{}, {born}", letter.patient.name.in_full()),
            right: common
                .words
                .fill(CommonKey::Reference, &[("reference", &reference)]),
        }),
        running_foot: Some(Running {
            left: format!("{}  ·  {confidential}", letter.organisation.name),
            right: common.words.fill(CommonKey::PageOf, &pages),
        }),
        ..content.sheet(title, setting)
    }
}
