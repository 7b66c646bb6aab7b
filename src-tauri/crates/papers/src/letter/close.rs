//! Needs, sharing, signature, distribution, and what is enclosed and what is not.

use domain::date;
use domain::record::Enclosure;
use domain::request::{Completeness, InformFirstTeam, RequestDetails};
use pdf::typeset::{Block, ListKind, Span};

use super::LetterContent;
use super::parts::{definitions, heading, line, line_if, line_or_missing, missing};
use crate::index::IndexEntry;
use crate::wording::{Key, Wording};

pub(super) fn blocks(content: &LetterContent<'_>, wording: &Wording) -> Vec<Block> {
    let details = content.details;
    let mut blocks = vec![heading(wording.say(Key::Requirements)), requirements(details, wording)];
    blocks.push(heading(wording.say(Key::Sharing)));
    blocks.push(sharing(details, wording));
    blocks.push(Block::KeepTogether(signature(content, wording)));
    blocks.push(Block::KeepTogether(distribution(content, wording)));
    blocks.push(heading(wording.say(Key::Enclosures)));
    blocks.extend(enclosures(content, wording));
    blocks
}

fn requirements(details: &RequestDetails, wording: &Wording) -> Block {
    let Some(needs) = &details.communication else {
        return Block::body(vec![missing(wording)]);
    };
    if needs.is_none() {
        return Block::paragraph(wording.say(Key::NoRequirements));
    }
    let rows = [
        (Key::Interpreter, &needs.interpreter),
        (Key::ReadingFormat, &needs.format),
        (Key::Adjustments, &needs.adjustments),
    ];
    definitions(rows.into_iter().filter_map(|(key, need)| line_if(wording.say(key), need.as_deref())).collect())
}

fn sharing(details: &RequestDetails, wording: &Wording) -> Block {
    let basis = details.sharing.as_ref().map(|sharing| match &sharing.words {
        Some(words) => format!("{}: {words}", sharing.basis.label()),
        None => sharing.basis.label().to_owned(),
    });
    let first_team = match details.inform_first_team {
        Some(InformFirstTeam::Yes) => Key::FirstTeamTold,
        Some(InformFirstTeam::No) => Key::FirstTeamNotTold,
        // An undecided patient has not agreed.
        Some(InformFirstTeam::Undecided) | None => Key::FirstTeamUndecided,
    };
    definitions(vec![
        line_or_missing(wording, wording.say(Key::SharingBasis), basis.as_deref()),
        line(wording.say(Key::FirstTeam), wording.say(first_team)),
    ])
}

/// The signature, or the words that there is none.
fn signature(content: &LetterContent<'_>, wording: &Wording) -> Vec<Block> {
    let signatory = content.signatory().map(|clinician| {
        let phone = clinician.phone.as_deref().unwrap_or(&content.organisation.phone);
        let rest = format!(
            "\n{}, {}\n{}, {phone}",
            clinician.post,
            clinician.registration.labelled(),
            content.organisation.name,
        );
        Block::body(vec![Span::bold(clinician.name.in_full()), Span::plain(rest)])
    });
    let mut blocks = vec![heading(wording.say(Key::PersonCompleting))];
    match content.signature {
        Some(signed) if !content.is_draft => {
            blocks.push(Block::paragraph(wording.say(Key::Yours)));
            blocks.extend(signatory);
            let time = date::clinical_time(signed.at);
            blocks.push(Block::paragraph(wording.fill(Key::Signed, &[("time", &time)])));
        }
        _ => {
            blocks.push(Block::Callout {
                title: vec![Span::bold(wording.say(Key::NotSigned))],
                blocks: vec![Block::tight(vec![Span::plain(wording.say(Key::NotSignedWords))])],
            });
            blocks.extend(signatory);
        }
    }
    blocks
}

/// Who receives this letter. The first team is among them only on the patient's wish (domain rule S16).
fn distribution(content: &LetterContent<'_>, wording: &Wording) -> Vec<Block> {
    let details = content.details;
    let mut names = Vec::new();
    if let Some(recipient) = &details.recipient {
        let values = [("organisation", recipient.organisation.as_str()), ("specialty", &recipient.specialty)];
        names.push(wording.fill(Key::DistributionRecipient, &values));
    }
    if let Some(practice) = &content.patient.gp_practice {
        names.push(wording.fill(Key::DistributionGp, &[("practice", &practice.name)]));
    }
    if details.inform_first_team == Some(InformFirstTeam::Yes)
        && let Some(organisation) = &details.first_opinion.organisation
    {
        names.push(wording.fill(Key::DistributionFirst, &[("organisation", organisation)]));
    }
    if names.is_empty() {
        return vec![heading(wording.say(Key::Distribution)), Block::body(vec![missing(wording)])];
    }
    vec![heading(wording.say(Key::Distribution)), bullets(names)]
}

/// How many records go along, and each known record that does not, with the reason (domain rule S10).
fn enclosures(content: &LetterContent<'_>, wording: &Wording) -> Vec<Block> {
    let enclosed = content.records.iter().filter(|entry| entry.enclosure == Enclosure::Enclosed).count();
    let words = match enclosed {
        0 => wording.say(Key::EnclosuresNone).to_owned(),
        1 => wording.say(Key::EnclosuresOne).to_owned(),
        many => wording.fill(Key::EnclosuresMany, &[("count", &many.to_string())]),
    };
    let mut blocks = vec![Block::paragraph(words)];
    let absent: Vec<String> = content
        .records
        .iter()
        .filter(|entry| entry.enclosure != Enclosure::Enclosed)
        .map(absent_words)
        .collect();
    if !absent.is_empty() {
        blocks.push(Block::body(vec![Span::bold(format!("{}:", wording.say(Key::KnownNotEnclosed)))]));
        blocks.push(bullets(absent));
    }
    blocks.push(match &content.details.completeness {
        None => Block::body(vec![missing(wording)]),
        Some(Completeness::AllEnclosed) => Block::paragraph(wording.say(Key::AllEnclosed)),
        Some(Completeness::NotEnclosed(words)) => Block::body(vec![
            Span::bold(format!("{}: ", wording.say(Key::KnownNotEnclosedFree))),
            Span::plain(words),
        ]),
    });
    blocks
}

fn absent_words(entry: &IndexEntry) -> String {
    let dated = entry.dated.map(|on| format!(" ({})", date::clinical(on))).unwrap_or_default();
    let words = entry.words.as_deref().map(|words| format!(": {words}")).unwrap_or_default();
    format!("{}{dated} – {}{words}", entry.title, entry.enclosure.label().to_lowercase())
}

fn bullets(items: Vec<String>) -> Block {
    Block::List {
        kind: ListKind::Bulleted,
        items: items.into_iter().map(|item| vec![Block::tight(vec![Span::plain(item)])]).collect(),
    }
}
