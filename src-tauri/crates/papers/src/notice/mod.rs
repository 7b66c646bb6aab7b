//! Papers for colleagues: clinical short dates, the identity of the patient on each page, and the sentences that
//! protect the patient fixed in the program (product rule §3.4).

mod dispatch_checklist;
mod envelope;
mod first_team;
mod gp_request;
mod parts;
mod supplement;
mod transfer_request;

use domain::letter::CONFIDENTIAL;
use pdf::typeset::{Block, Margins, Paper, Running};

use crate::kind::{Kind, PaperContent, PaperError, Setting};
use crate::language::Language;
use crate::letter::{BASE_SIZE_PT, LEADING};
use crate::template::Template;

pub use dispatch_checklist::DispatchChecklistKey;
pub use envelope::EnvelopeKey;
pub use first_team::FirstTeamKey;
pub use gp_request::GpRequestKey;
pub use supplement::SupplementKey;
pub(crate) use supplement::{
    compose as supplement, protected_sentences as protected_of_supplement, words_of_title as supplement_title,
};
pub use transfer_request::TransferRequestKey;

/// The paper as blocks.
pub(crate) fn compose(
    kind: Kind,
    content: &PaperContent<'_>,
    setting: Setting,
) -> Result<(Paper, Vec<Block>), PaperError> {
    let templates = content.letter.templates;
    let template = Template::Paper(kind, Language::English);
    let (title, blocks) = match kind {
        Kind::FirstTeam => {
            let words = templates.phrases(template)?;
            (first_team::TITLE, first_team::blocks(content, &words)?)
        }
        Kind::TransferRequest => {
            let words = templates.phrases(template)?;
            (
                transfer_request::TITLE,
                transfer_request::blocks(content, &words)?,
            )
        }
        Kind::DispatchChecklist => {
            let words = templates.phrases(template)?;
            (kind.label(), dispatch_checklist::blocks(content, &words))
        }
        Kind::Envelope => {
            let words = templates.phrases(template)?;
            let blocks = envelope::blocks(content, &words)?;
            // Nothing that tells of the patient stands on the outside of an envelope.
            return Ok((content.sheet(kind.label(), setting), blocks));
        }
        _ => {
            let words = templates.phrases(template)?;
            (gp_request::TITLE, gp_request::blocks(content, &words)?)
        }
    };
    Ok((paper(title, content, setting), blocks))
}

/// The sentences of a paper that stand in no template.
pub(crate) fn protected(kind: Kind, first_team: &str) -> Vec<String> {
    let title = |title: &str| title.to_owned();
    match kind {
        Kind::FirstTeam => vec![title(first_team::TITLE), first_team::CARE.to_owned()],
        Kind::GpRequest => vec![title(gp_request::TITLE), gp_request::care_sentence(first_team)],
        Kind::TransferRequest => vec![
            title(transfer_request::TITLE),
            transfer_request::care_sentence(first_team),
            transfer_request::DISPOSITION.to_owned(),
        ],
        Kind::DispatchChecklist => vec![CONFIDENTIAL.to_owned()],
        _ => Vec::new(),
    }
}

fn paper(title: &str, content: &PaperContent<'_>, setting: Setting) -> Paper {
    let letter = &content.letter;
    // Unlike the letter's, the reference has no version: these papers are not versions of the letter.
    let banner = letter.patient.banner(letter.today);
    // A number is never divided between two lines (NHS CUI NUM-0001); the strip breaks between its parts only.
    let parts: Vec<String> = banner
        .split("  ")
        .map(|part| part.replace(' ', "\u{A0}"))
        .collect();
    let identity = format!("{}  Ref\u{A0}{}", parts.join("  "), letter.reference);
    Paper {
        margins: Margins {
            top: 20.0,
            right: 18.0,
            bottom: 17.0,
            left: 20.0,
        },
        base_size_pt: setting.size.points(BASE_SIZE_PT),
        leading: LEADING,
        subject: title.to_owned(),
        running_head: Some(Running {
            left: identity,
            right: "Page {page} of {pages}".to_owned(),
        }),
        running_foot: Some(Running {
            left: CONFIDENTIAL.to_owned(),
            right: if letter.demonstration {
                "DEMONSTRATION".to_owned()
            } else {
                String::new()
            },
        }),
        ..content.sheet(title, setting)
    }
}
