//! The patient's copy: a page to post or hand over, and what was asked, in plain words (domain rule §1.8).
//!
//! The clinical part of the letter is not in it: a clinician must release that to the patient first (hazard H18).

use domain::record::Enclosure;
use domain::request::{CareRequest, Priority};
use pdf::typeset::{Block, Definition, ListKind, Span};

use super::common::{Common, keep_together, ring, sender};
use crate::kind::PaperContent;
use crate::phrases::{Phrases, phrase_keys};

phrase_keys! {
    /// The words of the patient's copy.
    pub enum PatientCopyKey {
        Translation = "translation" locked,
        Withheld = "withheld" locked,
        Date = "date",
        Title = "title",
        Dear = "dear" ["name"],
        LeadPreparing = "lead_preparing",
        LeadSigned = "lead_signed",
        LeadSent = "lead_sent" ["date"],
        Check = "check" ["phone", "reference"],
        Asked = "asked",
        Team = "team",
        Preferred = "preferred",
        PreferredWords = "preferred_words" ["name"],
        NoTeam = "no_team",
        Priority = "priority",
        Routine = "routine",
        Urgent = "urgent",
        Cancer = "cancer",
        Question = "question",
        QuestionWords = "question_words",
        NoQuestion = "no_question",
        YourWords = "your_words",
        Hope = "hope",
        First = "first",
        FirstBy = "first_by",
        FirstUnnamed = "first_unnamed",
        FirstOn = "first_on",
        FirstFound = "first_found",
        FirstPlan = "first_plan",
        Care = "care",
        CareWords = "care_words" locked,
        CareAdviseWords = "care_advise_words" locked,
        Records = "records",
        RecordsNone = "records_none",
        Record = "record" ["title", "date"],
        RecordUndated = "record_undated" ["title"],
        OtherRecords = "other_records",
        Needs = "needs",
        NoNeeds = "no_needs",
        Interpreter = "interpreter" ["words"],
        Format = "format" ["words"],
        Adjustments = "adjustments" ["words"],
        Whole = "whole",
        WholeWords = "whole_words",
        RingBy = "ring_by" ["date", "phone"],
        RingAny = "ring_any" ["phone"],
    }
}

use PatientCopyKey as Key;

type Words = Phrases<Key>;

pub(super) fn blocks(content: &PaperContent<'_>, words: &Words, common: &Common) -> Vec<Block> {
    let mut blocks = vec![sender(content, common)];
    blocks.extend(post(content, words, common));
    blocks.extend(opening(content, words, common));
    blocks.push(Block::heading(2, words.say(Key::Asked)));
    blocks.push(definitions(asked(content, words, common)));
    blocks.extend(question(content, words, common));
    let first = first_opinion(content, words, common);
    if !first.is_empty() {
        blocks.push(Block::heading(2, words.say(Key::First)));
        blocks.push(definitions(first));
    }
    blocks.push(Block::heading(2, words.say(Key::Care)));
    blocks.push(Block::paragraph(words.say(
        match content.letter.details.care_request {
            Some(CareRequest::AdviseOnTransfer) => Key::CareAdviseWords,
            Some(CareRequest::OpinionOnly) | None => Key::CareWords,
        },
    )));
    blocks.extend(needs(content, words, common));
    blocks.extend(records(content, words, common));
    let (by, phone) = ring(content, common);
    let ring = match &by {
        Some(date) => words.fill(Key::RingBy, &[("date", date), ("phone", &phone)]),
        None => words.fill(Key::RingAny, &[("phone", &phone)]),
    };
    let whole = vec![
        Block::heading(2, words.say(Key::Whole)),
        Block::paragraph(words.say(Key::WholeWords)),
        Block::body(vec![Span::bold(ring)]),
    ];
    blocks.push(common.support_after(whole, content));
    blocks
}

/// To whom it is posted. An address that must stay secret is on no copy, not even the patient's own: others open
/// the post of a shared home (hazard H20).
fn post(content: &PaperContent<'_>, words: &Words, common: &Common) -> Vec<Block> {
    let patient = content.letter.patient;
    let mut lines = vec![Span::bold(patient.name.in_full())];
    if !patient.address_is_sensitive {
        lines.extend(
            patient
                .address
                .all_lines()
                .map(|line| Span::plain(format!("\n{line}"))),
        );
    }
    let mut blocks = vec![Block::Space(4.0), Block::tight(lines)];
    if patient.address_is_sensitive {
        blocks.push(Block::body(vec![Span::bold(words.say(Key::Withheld))]));
    }
    blocks.push(Block::tight(vec![Span::plain(format!(
        "\n{} {}",
        words.say(Key::Date),
        common.date(content.letter.today)
    ))]));
    blocks
}

/// How far the matter has come, and the request to check what is written.
fn opening(content: &PaperContent<'_>, words: &Words, common: &Common) -> Vec<Block> {
    let letter = &content.letter;
    let lead = match (content.sent_on, letter.signature) {
        (Some(on), _) => words.fill(Key::LeadSent, &[("date", &common.date(on))]),
        (None, Some(_)) => words.say(Key::LeadSigned).to_owned(),
        (None, None) => words.say(Key::LeadPreparing).to_owned(),
    };
    let reference = letter.reference.to_string();
    let phone = keep_together(&letter.organisation.phone);
    let check = words.fill(Key::Check, &[("phone", &phone), ("reference", &reference)]);
    let name = &letter.patient.name;
    let name = name
        .title()
        .map_or_else(|| name.in_full(), |title| format!("{title} {}", name.family()));
    vec![
        Block::heading(1, words.say(Key::Title)),
        Block::paragraph(words.fill(Key::Dear, &[("name", &name)])),
        Block::paragraph(format!("{lead} {check}")),
    ]
}

fn asked(content: &PaperContent<'_>, words: &Words, common: &Common) -> Vec<Definition> {
    let details = content.letter.details;
    let mut rows = Vec::new();
    match &details.recipient {
        None => rows.push(line(words.say(Key::Team), words.say(Key::NoTeam))),
        Some(recipient) => {
            let team: Vec<&str> = recipient
                .service
                .as_deref()
                .into_iter()
                .chain([recipient.organisation.as_str(), recipient.specialty.as_str()])
                .collect();
            rows.push(in_english(words.say(Key::Team), &team.join(", "), common));
            rows.extend(recipient.preferred_clinician.as_deref().map(|name| {
                line(
                    words.say(Key::Preferred),
                    &common.sentence(words.fill(Key::PreferredWords, &[("name", &common.own(name))])),
                )
            }));
        }
    }
    rows.extend(details.urgency.as_ref().map(|urgency| {
        let key = match urgency.priority {
            Priority::Routine => Key::Routine,
            Priority::Urgent => Key::Urgent,
            Priority::UrgentSuspectedCancer => Key::Cancer,
        };
        line(words.say(Key::Priority), words.say(key))
    }));
    rows
}

fn question(content: &PaperContent<'_>, words: &Words, common: &Common) -> Vec<Block> {
    let details = content.letter.details;
    let mut blocks = vec![Block::heading(2, words.say(Key::Question))];
    if details.questions.is_empty() {
        blocks.push(Block::paragraph(words.say(Key::NoQuestion)));
    } else {
        blocks.push(Block::paragraph(words.say(Key::QuestionWords)));
        blocks.push(Block::List {
            kind: ListKind::Ordered,
            items: details
                .questions
                .iter()
                .map(|question| vec![Block::tight(common.english_line(question))])
                .collect(),
        });
    }
    let own = details.patient_words.as_ref().map(|own| format!("“{own}”"));
    let rows: Vec<Definition> = [(Key::YourWords, own), (Key::Hope, details.expectation.clone())]
        .into_iter()
        .filter_map(|(key, value)| value.map(|value| in_english(words.say(key), &value, common)))
        .collect();
    if !rows.is_empty() {
        blocks.push(definitions(rows));
    }
    blocks
}

fn first_opinion(content: &PaperContent<'_>, words: &Words, common: &Common) -> Vec<Definition> {
    let first = &content.letter.details.first_opinion;
    let organisation = first.organisation.as_deref();
    let by = if first.name_withheld {
        let unnamed = [words.say(Key::FirstUnnamed).to_owned()];
        let all = unnamed
            .into_iter()
            .chain(organisation.map(|name| common.own(name)));
        Some(line(words.say(Key::FirstBy), &all.collect::<Vec<_>>().join(" ")))
    } else {
        let named: Vec<&str> = first
            .clinician
            .as_deref()
            .into_iter()
            .chain(organisation)
            .collect();
        (!named.is_empty()).then(|| in_english(words.say(Key::FirstBy), &named.join(", "), common))
    };
    let on = first
        .seen_on
        .map(|on| line(words.say(Key::FirstOn), &common.date(on)));
    let said = [(Key::FirstFound, &first.diagnosis), (Key::FirstPlan, &first.plan)]
        .into_iter()
        .filter_map(|(key, said)| Some(in_english(words.say(key), said.as_deref()?, common)));
    by.into_iter().chain(on).chain(said).collect()
}

/// What the new team must prepare, as the patient told us.
fn needs(content: &PaperContent<'_>, words: &Words, common: &Common) -> Vec<Block> {
    let Some(needs) = &content.letter.details.communication else {
        return Vec::new();
    };
    let told = [
        (Key::Interpreter, &needs.interpreter),
        (Key::Format, &needs.format),
        (Key::Adjustments, &needs.adjustments),
    ];
    let told: Vec<Vec<Block>> = told
        .into_iter()
        .filter_map(|(key, need)| {
            need.as_ref()
                .map(|need| words.fill(key, &[("words", &common.own(need))]))
        })
        .map(|sentence| vec![Block::tight(vec![Span::plain(sentence)])])
        .collect();
    let list = if told.is_empty() {
        Block::paragraph(words.say(Key::NoNeeds))
    } else {
        Block::List {
            kind: ListKind::Bulleted,
            items: told,
        }
    };
    vec![Block::heading(2, words.say(Key::Needs)), list]
}

/// What goes along, and what is known and does not.
fn records(content: &PaperContent<'_>, words: &Words, common: &Common) -> Vec<Block> {
    let (sent, others): (Vec<_>, Vec<_>) = content
        .letter
        .records
        .iter()
        .partition(|entry| entry.enclosure == Enclosure::Enclosed);
    let items = |entries: &[&crate::index::IndexEntry]| Block::List {
        kind: ListKind::Bulleted,
        items: entries
            .iter()
            .map(|entry| {
                let title = common.own(&entry.title);
                let words = match entry.dated {
                    Some(on) => words.fill(Key::Record, &[("title", &title), ("date", &common.date(on))]),
                    None => words.fill(Key::RecordUndated, &[("title", &title)]),
                };
                vec![Block::tight(vec![Span::plain(common.sentence(words))])]
            })
            .collect(),
    };
    let mut blocks = vec![Block::heading(2, words.say(Key::Records))];
    blocks.push(if sent.is_empty() {
        Block::paragraph(words.say(Key::RecordsNone))
    } else {
        items(&sent)
    });
    if !others.is_empty() {
        blocks.push(Block::heading(3, words.say(Key::OtherRecords)));
        blocks.push(items(&others));
    }
    blocks
}

fn line(label: &str, value: &str) -> Definition {
    Definition {
        label: vec![Span::bold(label)],
        value: vec![Block::tight(vec![Span::plain(value)])],
    }
}

/// A label in the language of the sheet, and words of a person, which are English.
fn in_english(label: &str, value: &str, common: &Common) -> Definition {
    Definition {
        label: vec![Span::bold(label)],
        value: vec![Block::tight(common.english_line(value))],
    }
}

fn definitions(rows: Vec<Definition>) -> Block {
    Block::Definitions {
        rows,
        label_width: 0.22,
    }
}
