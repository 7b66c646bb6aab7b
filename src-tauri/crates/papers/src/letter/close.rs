//! Needs, sharing, signature, distribution, and what is enclosed and what is not.

use domain::date;
use domain::letter::time_sentence;
use domain::record::Enclosure;
use domain::request::{Completeness, InformFirstTeam, RequestDetails};
use pdf::typeset::{Block, Definition, Span};

use super::LetterContent;
use super::head::introduced;
use super::parts::{definitions, heading, label, line, line_if, line_or_missing, missing};
use crate::index::IndexEntry;
use crate::wording::{Key, Wording};

/// The most room that a signature by hand takes, in millimetres.
const SIGNATURE: (f32, f32) = (55.0, 16.0);

pub(super) fn blocks(content: &LetterContent<'_>, wording: &Wording) -> Vec<Block> {
    let details = content.details;
    let mut arrangements = time(details, wording);
    arrangements.push(requirements(details, wording));
    arrangements.extend(sharing(details, wording));
    let mut posting = vec![distribution(content, wording)];
    posting.extend(enclosures(content, wording));
    vec![
        heading(wording.say(Key::Arrangements)),
        definitions(arrangements),
        Block::KeepTogether(signature(content, wording)),
        heading(wording.say(Key::Posting)),
        definitions(posting),
    ]
}

/// What is pending, what a delay would mean, and the dates of the pathway as the team knows them.
fn time(details: &RequestDetails, wording: &Wording) -> Vec<Definition> {
    let sentence = details.time_critical.as_ref().map(time_sentence);
    let mut rows = vec![line_or_missing(
        wording,
        wording.say(Key::Time),
        sentence.as_deref(),
    )];
    rows.extend(line_if(
        wording.say(Key::PathwayDates),
        details.pathway_dates.as_deref(),
    ));
    rows
}

/// What must be prepared for the patient; “none” is an answer and a blank is not (domain rule §1.7).
fn requirements(details: &RequestDetails, wording: &Wording) -> Definition {
    let words = details.communication.as_ref().map(|needs| {
        let lines = [
            (Key::Interpreter, &needs.interpreter),
            (Key::ReadingFormat, &needs.format),
            (Key::Adjustments, &needs.adjustments),
        ];
        let lines: Vec<String> = lines
            .into_iter()
            .filter_map(|(key, need)| need.as_ref().map(|need| format!("{}: {need}", wording.say(key))))
            .collect();
        if lines.is_empty() {
            wording.say(Key::NoRequirements).to_owned()
        } else {
            lines.join("\n")
        }
    });
    line_or_missing(wording, wording.say(Key::Requirements), words.as_deref())
}

fn sharing(details: &RequestDetails, wording: &Wording) -> [Definition; 2] {
    let basis = details.sharing.as_ref().map(|sharing| match &sharing.words {
        Some(words) => format!("{} – {words}", sharing.basis.label()),
        None => sharing.basis.label().to_owned(),
    });
    let first_team = match details.inform_first_team {
        Some(InformFirstTeam::Yes) => Key::FirstTeamTold,
        Some(InformFirstTeam::No) => Key::FirstTeamNotTold,
        // An undecided patient has not agreed.
        Some(InformFirstTeam::Undecided) | None => Key::FirstTeamUndecided,
    };
    [
        line_or_missing(wording, wording.say(Key::Sharing), basis.as_deref()),
        line(wording.say(Key::FirstTeam), wording.say(first_team)),
    ]
}

/// The signature, or the words that there is none.
fn signature(content: &LetterContent<'_>, wording: &Wording) -> Vec<Block> {
    let mut blocks = vec![heading(wording.say(Key::PersonCompleting))];
    let signed = content.signature.filter(|_| !content.is_draft);
    if signed.is_none() {
        blocks.push(Block::Callout {
            title: vec![Span::bold(wording.say(Key::NotSigned))],
            blocks: vec![Block::tight(vec![Span::plain(wording.say(Key::NotSignedWords))])],
        });
    }
    let Some(clinician) = content.signatory() else {
        return blocks;
    };
    let mut spans = vec![
        Span::bold(introduced(clinician)),
        Span::plain(format!("\n{}", content.organisation.name)),
    ];
    if let Some(signed) = signed {
        let words = wording.fill(Key::Signed, &[("time", &date::clinical_time(signed.at))]);
        spans.push(Span::plain(format!(". {words}")));
    }
    spans.push(Span::plain(format!(". {}", wording.say(Key::Closing))));
    let words = Block::body(spans);
    blocks.push(match signed.and_then(|signed| signed.picture.as_ref()) {
        None => words,
        Some(picture) => Block::Beside {
            bytes: picture.clone(),
            alt: wording.fill(Key::SignaturePicture, &[("name", &clinician.name.in_full())]),
            width_mm: SIGNATURE.0,
            height_mm: SIGNATURE.1,
            blocks: vec![words],
        },
    });
    blocks
}

/// Who receives this letter. The first team is among them only on the patient's wish (domain rule S16).
fn distribution(content: &LetterContent<'_>, wording: &Wording) -> Definition {
    let details = content.details;
    let mut names = Vec::new();
    if let Some(recipient) = &details.recipient {
        let values = [
            ("organisation", recipient.organisation.as_str()),
            ("specialty", &recipient.specialty),
        ];
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
    let names = (!names.is_empty()).then(|| names.join("; "));
    line_or_missing(wording, wording.say(Key::Distribution), names.as_deref())
}

/// How many records go along, and each known record that does not, with the reason (domain rule S10).
fn enclosures(content: &LetterContent<'_>, wording: &Wording) -> Vec<Definition> {
    let (enclosed, absent): (Vec<_>, Vec<_>) = content
        .records
        .iter()
        .partition(|entry| entry.enclosure == Enclosure::Enclosed);
    let words = match enclosed.len() {
        0 => wording.say(Key::EnclosuresNone).to_owned(),
        1 => wording.say(Key::EnclosuresOne).to_owned(),
        many => wording.fill(Key::EnclosuresMany, &[("count", &many.to_string())]),
    };
    let mut rows = vec![line(wording.say(Key::Enclosures), &words)];
    let mut known: Vec<Block> = absent
        .into_iter()
        .map(|entry| tight(absent_words(entry)))
        .collect();
    match &content.details.completeness {
        None => known.push(Block::tight(vec![missing(wording)])),
        Some(Completeness::AllEnclosed) => known.push(tight(wording.say(Key::AllEnclosed).to_owned())),
        Some(Completeness::NotEnclosed(words)) => known.push(tight(words.clone())),
    }
    rows.push(Definition {
        label: label(wording.say(Key::NotEnclosed)),
        value: known,
    });
    rows
}

fn absent_words(entry: &IndexEntry) -> String {
    let dated = entry
        .dated
        .map(|on| format!(" ({})", date::clinical(on)))
        .unwrap_or_default();
    let words = entry
        .words
        .as_deref()
        .map(|words| format!(": {words}"))
        .unwrap_or_default();
    format!(
        "{}{dated} – {}{words}",
        entry.title,
        entry.enclosure.label().to_lowercase()
    )
}

fn tight(words: String) -> Block {
    Block::tight(vec![Span::plain(words)])
}
