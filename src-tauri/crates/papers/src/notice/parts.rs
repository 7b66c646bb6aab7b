//! What the letters to colleagues are made of: letterhead, address, whom it is about, and where it is signed.

use domain::clinician::Clinician;
use domain::date;
use domain::request::InformFirstTeam;
use pdf::typeset::{Block, Definition, Span};

use crate::kind::PaperContent;
use crate::sheet;
use crate::wording;

/// A letter's date, as labelled in its own words, and its reference.
pub(super) struct Head<'a> {
    pub(super) date: &'a str,
    pub(super) reference: &'a str,
    /// To whom, line by line.
    pub(super) to: Vec<String>,
}

/// Letterhead, address and date, title, and the patient whom it is about.
pub(super) fn head(content: &PaperContent<'_>, title: &str, head: &Head<'_>) -> Vec<Block> {
    let letter = &content.letter;
    let mut blocks = sheet::letterhead(letter.organisation);
    let beside = Block::Definitions {
        rows: vec![
            line(head.date, &date::clinical(letter.today)),
            line(head.reference, &letter.reference.to_string()),
        ],
        label_width: 0.38,
    };
    let to = head.to.iter().map(Span::plain).collect();
    blocks.push(sheet::address(to, letter.organisation.letterhead.window, beside));
    blocks.push(Block::heading(1, title));
    blocks.push(about(content));
    blocks
}

/// The patient in the order of the banner: name, date of birth, gender, number (NHS CUI PAB-0016).
fn about(content: &PaperContent<'_>) -> Block {
    let letter = &content.letter;
    let (words, patient) = (letter.templates.wording(), letter.patient);
    let identity = [
        format!(
            "{} {} ({})",
            words.say(wording::Key::Born),
            date::clinical(patient.born),
            date::age(patient.born, letter.today)
        ),
        format!("{} {}", words.say(wording::Key::Gender), patient.gender.label()),
        patient.identifier.labelled(),
    ]
    .map(|part| part.replace(' ', "\u{A0}"))
    .join("    ");
    Block::body(vec![
        Span::bold(patient.name.banner()),
        Span::plain(format!("\n{identity}")),
    ])
}

/// Whether the first team may know, in the words of the letter (domain rule S16).
pub(super) fn first_team_wish<'a>(content: &PaperContent<'a>) -> &'a str {
    let letter = &content.letter;
    letter
        .templates
        .wording()
        .say(match letter.details.inform_first_team {
            Some(InformFirstTeam::Yes) => wording::Key::FirstTeamTold,
            Some(InformFirstTeam::No) => wording::Key::FirstTeamNotTold,
            Some(InformFirstTeam::Undecided) | None => wording::Key::FirstTeamUndecided,
        })
}

/// A sentence that protects the patient: in a box, under its heading.
pub(super) fn protected(title: &str, sentence: String) -> Block {
    Block::KeepTogether(vec![Block::Callout {
        title: vec![Span::bold(title)],
        blocks: vec![Block::tight(vec![Span::plain(sentence)])],
    }])
}

/// Where it is signed by hand, and by whom.
pub(super) fn signature(content: &PaperContent<'_>, sign: &str, on: &str) -> Block {
    let mut blocks = vec![
        Block::Space(5.0),
        Block::SignatureLine {
            labels: vec![sign.to_owned(), on.to_owned()],
        },
    ];
    blocks.extend(
        content
            .letter
            .signatory()
            .map(|clinician| signed_by(content, clinician)),
    );
    Block::KeepTogether(blocks)
}

fn signed_by(content: &PaperContent<'_>, clinician: &Clinician) -> Block {
    let organisation = content.letter.organisation;
    let phone = clinician.phone.as_deref().unwrap_or(&organisation.phone);
    Block::body(vec![
        Span::bold(clinician.name.in_full()),
        Span::plain(format!(
            "\n{}, {}\n{}, {phone}",
            clinician.post,
            clinician.registration.labelled(),
            organisation.name
        )),
    ])
}

/// A label and its value, in bold and plain.
pub(super) fn line(label: &str, value: &str) -> Definition {
    Definition {
        label: vec![Span::bold(label)],
        value: vec![Block::tight(vec![Span::plain(value)])],
    }
}

/// Labels and values under one another; those without a value are left out.
pub(super) fn lines<'a>(rows: impl IntoIterator<Item = (&'a str, Option<String>)>) -> Block {
    Block::Definitions {
        rows: rows
            .into_iter()
            .filter_map(|(label, value)| value.map(|value| line(label, &value)))
            .collect(),
        label_width: 0.2,
    }
}

/// A list of sentences.
pub(super) fn list(kind: pdf::typeset::ListKind, items: impl IntoIterator<Item = String>) -> Block {
    Block::List {
        kind,
        items: items
            .into_iter()
            .map(|item| vec![Block::tight(vec![Span::plain(item)])])
            .collect(),
    }
}

/// Lines to fill in by hand.
pub(super) fn fill_in<const N: usize>(labels: [&str; N]) -> Block {
    Block::SignatureLine {
        labels: labels.map(str::to_owned).to_vec(),
    }
}
