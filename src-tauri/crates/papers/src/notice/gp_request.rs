//! The letter to the GP that asks for a referral: facts, records and our view; the decision is the GP's (S8).

use domain::date;
use domain::letter::{Missing, first_team, time_sentence};
use domain::patient::GpPractice;
use domain::request::About;
use pdf::typeset::{Block, ListKind};

use super::parts::{Head, first_team_wish, head, lines, list, protected, signature};
use crate::kind::{PaperContent, PaperError};
use crate::phrases::{Phrases, phrase_keys};

/// The title: it always says what kind of referral is asked for (product rule §3.4).
pub(super) const TITLE: &str = "REQUEST TO REFER FOR A SECOND OPINION";

phrase_keys! {
    /// The words of the letter to the GP.
    pub enum GpRequestKey {
        Date = "date",
        OurReference = "our_reference",
        DearGp = "dear_gp" ["name"],
        DearPractice = "dear_practice",
        Opening = "opening",
        Question = "question",
        About = "about" ["about"],
        Diagnosis = "diagnosis",
        Treatment = "treatment",
        Both = "both",
        Words = "words",
        Hope = "hope",
        First = "first",
        GivenBy = "given_by",
        Found = "found",
        Plan = "plan",
        Explained = "explained",
        View = "view",
        Priority = "priority",
        PriorityOpen = "priority_open" locked,
        Time = "time",
        Suggested = "suggested",
        SuggestedPreference = "suggested_preference" ["name"],
        Care = "care" locked,
        FirstTeam = "first_team",
        Ask = "ask",
        Ask1 = "ask_1",
        Ask2 = "ask_2" locked,
        Ask3 = "ask_3",
        Records = "records",
        Record = "record" ["title", "date", "source"],
        NotDated = "not_dated",
        SourceUnknown = "source_unknown",
        NoRecords = "no_records",
        Sign = "sign",
        SignDate = "sign_date",
        NotKnown = "not_known",
    }
}

use GpRequestKey as Key;

/// Records that stand on the page of the signature, whatever the size of the letters.
const WITH_SIGNATURE: usize = 6;

/// The sentence on responsibility for care towards a GP (domain rule S11).
pub(super) fn care_sentence(first_team: &str) -> String {
    format!(
        "The patient asks for an opinion only. Care remains with {first_team}, and existing appointments are being kept. \
         A transfer of care would have to be arranged with the new team and with their hospital."
    )
}

pub(super) fn blocks(content: &PaperContent<'_>, words: &Phrases<Key>) -> Result<Vec<Block>, PaperError> {
    let letter = &content.letter;
    let details = letter.details;
    let practice = letter
        .patient
        .gp_practice
        .as_ref()
        .ok_or(PaperError::Lacks(Missing::GpPractice))?;
    let mut blocks = head(
        content,
        TITLE,
        &Head {
            date: words.say(Key::Date),
            reference: words.say(Key::OurReference),
            to: to(practice),
        },
    );
    let dear = match &practice.gp_name {
        Some(name) => words.fill(Key::DearGp, &[("name", name)]),
        None => words.say(Key::DearPractice).to_owned(),
    };
    blocks.push(Block::paragraph(dear));
    blocks.push(Block::paragraph(words.say(Key::Opening)));
    blocks.push(Block::heading(2, words.say(Key::Ask)));
    blocks.push(list(
        ListKind::Ordered,
        [Key::Ask1, Key::Ask2, Key::Ask3].map(|key| words.say(key).to_owned()),
    ));
    blocks.push(protected(
        words.say(Key::Care),
        care_sentence(&first_team(&details.first_opinion)),
    ));
    blocks.extend(question(content, words));
    blocks.push(Block::heading(2, words.say(Key::First)));
    blocks.push(first_opinion(content, words));
    blocks.push(Block::heading(2, words.say(Key::View)));
    blocks.push(view(content, words));
    let mut last = vec![
        Block::heading(2, words.say(Key::Records)),
        records(content, words),
    ];
    let signature = signature(content, words.say(Key::Sign), words.say(Key::SignDate));
    // A signature on a page with nothing else could belong to any letter; a long list fills pages of its own.
    if letter.records.len() <= WITH_SIGNATURE {
        last.push(signature);
        blocks.push(Block::KeepTogether(last));
    } else {
        blocks.append(&mut last);
        blocks.push(signature);
    }
    Ok(blocks)
}

fn to(practice: &GpPractice) -> Vec<String> {
    practice
        .gp_name
        .iter()
        .cloned()
        .chain([practice.name.clone()])
        .chain(practice.address.all_lines().map(str::to_owned))
        .collect()
}

fn question(content: &PaperContent<'_>, words: &Phrases<Key>) -> Vec<Block> {
    let details = content.letter.details;
    let mut blocks = vec![Block::heading(2, words.say(Key::Question))];
    if let Some(about) = details.about {
        let about = words.say(match about {
            About::Diagnosis => Key::Diagnosis,
            About::Treatment => Key::Treatment,
            About::Both => Key::Both,
        });
        blocks.push(Block::paragraph(words.fill(Key::About, &[("about", about)])));
    }
    blocks.push(if details.questions.is_empty() {
        Block::paragraph(words.say(Key::NotKnown))
    } else {
        list(ListKind::Ordered, details.questions.iter().cloned())
    });
    let own = details.patient_words.as_ref().map(|own| format!("“{own}”"));
    blocks.push(lines([
        (words.say(Key::Words), own),
        (words.say(Key::Hope), details.expectation.clone()),
    ]));
    blocks
}

fn first_opinion(content: &PaperContent<'_>, words: &Phrases<Key>) -> Block {
    let details = content.letter.details;
    let first = &details.first_opinion;
    let seen = first
        .seen_on
        .map(|on| format!(", {}", date::clinical(on)))
        .unwrap_or_default();
    let explained = details.explanation.as_ref().map(|(state, said)| match said {
        Some(said) => format!("{} – {said}", state.label()),
        None => state.label().to_owned(),
    });
    lines([
        (
            words.say(Key::GivenBy),
            Some(format!("{}{seen}", first_team(first))),
        ),
        (words.say(Key::Found), first.diagnosis.clone()),
        (words.say(Key::Plan), first.plan.clone()),
        (words.say(Key::Explained), explained),
    ])
}

/// Our view: a priority only where a clinician has set one (domain rule S17).
fn view(content: &PaperContent<'_>, words: &Phrases<Key>) -> Block {
    let details = content.letter.details;
    let priority = match &details.urgency {
        None => words.say(Key::PriorityOpen).to_owned(),
        Some(urgency) => {
            let label = urgency.priority.label().to_uppercase();
            match &urgency.reason {
                Some(reason) => format!("{label}. {reason}"),
                None => label,
            }
        }
    };
    let suggested = details.recipient.as_ref().map(|recipient| {
        let team: Vec<&str> = recipient
            .service
            .as_deref()
            .into_iter()
            .chain([recipient.organisation.as_str(), recipient.specialty.as_str()])
            .collect();
        let preference = recipient
            .preferred_clinician
            .as_deref()
            .map(|name| format!("\n{}", words.fill(Key::SuggestedPreference, &[("name", name)])))
            .unwrap_or_default();
        format!("{}{preference}", team.join(", "))
    });
    lines([
        (words.say(Key::Priority), Some(priority)),
        (
            words.say(Key::Time),
            details.time_critical.as_ref().map(time_sentence),
        ),
        (words.say(Key::Suggested), suggested),
        (
            words.say(Key::FirstTeam),
            Some(first_team_wish(content).to_owned()),
        ),
    ])
}

fn records(content: &PaperContent<'_>, words: &Phrases<Key>) -> Block {
    let records = content.letter.records;
    if records.is_empty() {
        return Block::paragraph(words.say(Key::NoRecords));
    }
    list(
        ListKind::Bulleted,
        records.iter().map(|entry| {
            let dated = entry
                .dated
                .map_or_else(|| words.say(Key::NotDated).to_owned(), date::clinical);
            let source = entry.source.as_deref().unwrap_or(words.say(Key::SourceUnknown));
            words.fill(
                Key::Record,
                &[("title", &entry.title), ("date", &dated), ("source", source)],
            )
        }),
    )
}
