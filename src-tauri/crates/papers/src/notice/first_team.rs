//! The notification to the first team: printed on the patient's wish and in no other case (domain rule S16).
//!
//! It holds no reason and none of the patient's own words: those are for the new team.

use domain::date;
use domain::letter::{Missing, time_sentence};
use domain::request::{About, InformFirstTeam};
use pdf::typeset::{Block, ListKind};

use super::parts::{Head, fill_in, head, lines, list, protected, signature};
use crate::kind::{PaperContent, PaperError};
use crate::phrases::{Phrases, phrase_keys};

/// The title.
pub(super) const TITLE: &str = "YOUR PATIENT HAS ASKED FOR A SECOND OPINION";

/// The sentence on responsibility for care towards the first team (hazard H14): nobody may stop care for it.
pub(super) const CARE: &str = "This is a request for an opinion only. The patient remains under your care. Please keep all \
                    appointments and planned treatment, unless the patient tells you otherwise.";

phrase_keys! {
    /// The words of the notification to the first team.
    pub enum FirstTeamKey {
        Date = "date",
        OurReference = "our_reference",
        Team = "team",
        DearName = "dear_name" ["name"],
        DearTeam = "dear_team",
        Opening = "opening" ["seen"],
        OpeningUndated = "opening_undated",
        SeenOn = "seen_on" ["date"],
        Asked = "asked",
        AskedOpen = "asked_open",
        About = "about",
        Diagnosis = "diagnosis",
        Treatment = "treatment",
        Both = "both",
        Known = "known",
        Care = "care" locked,
        Ask = "ask",
        AskWords = "ask_words" locked,
        ReplyNone = "reply_none",
        ReplyDate = "reply_date",
        ReplyDelay = "reply_delay",
        LineDate = "line_date",
        LineFor = "line_for",
        LineName = "line_name",
        ReplyTo = "reply_to" ["organisation", "phone", "reference"],
        Sign = "sign",
        SignDate = "sign_date",
    }
}

use FirstTeamKey as Key;

pub(super) fn blocks(content: &PaperContent<'_>, words: &Phrases<Key>) -> Result<Vec<Block>, PaperError> {
    let letter = &content.letter;
    let details = letter.details;
    if details.inform_first_team != Some(InformFirstTeam::Yes) {
        return Err(PaperError::FirstTeamNotToBeTold);
    }
    let first = &details.first_opinion;
    let organisation = first
        .organisation
        .as_deref()
        .ok_or(PaperError::Lacks(Missing::FirstOrganisation))?;
    let clinician = first.clinician.as_deref().filter(|_| !first.name_withheld);
    let mut blocks = head(
        content,
        TITLE,
        &Head {
            date: words.say(Key::Date),
            reference: words.say(Key::OurReference),
            to: vec![
                clinician.unwrap_or(words.say(Key::Team)).to_owned(),
                organisation.to_owned(),
            ],
        },
    );
    let dear = match clinician {
        Some(name) => words.fill(Key::DearName, &[("name", name)]),
        None => words.say(Key::DearTeam).to_owned(),
    };
    let opening = match first.seen_on {
        Some(on) => {
            let seen = words.fill(Key::SeenOn, &[("date", &date::clinical(on))]);
            words.fill(Key::Opening, &[("seen", &seen)])
        }
        None => words.say(Key::OpeningUndated).to_owned(),
    };
    blocks.push(Block::paragraph(dear));
    blocks.push(Block::paragraph(opening));
    blocks.push(protected(words.say(Key::Care), CARE.to_owned()));
    blocks.push(facts(content, words));
    blocks.push(signature(content, words.say(Key::Sign), words.say(Key::SignDate)));
    // The reply is a page of its own, to be returned; the running head says whose it is.
    blocks.push(Block::PageBreak);
    blocks.push(reply(content, words));
    Ok(blocks)
}

fn facts(content: &PaperContent<'_>, words: &Phrases<Key>) -> Block {
    let details = content.letter.details;
    let asked = details.recipient.as_ref().map_or_else(
        || words.say(Key::AskedOpen).to_owned(),
        |recipient| format!("{}, {}", recipient.organisation, recipient.specialty),
    );
    let about = details.about.map(|about| {
        let key = match about {
            About::Diagnosis => Key::Diagnosis,
            About::Treatment => Key::Treatment,
            About::Both => Key::Both,
        };
        words.say(key).to_owned()
    });
    lines([
        (words.say(Key::Asked), Some(asked)),
        (words.say(Key::About), about),
        (
            words.say(Key::Known),
            details.time_critical.as_ref().map(time_sentence),
        ),
    ])
}

/// The question that only the first team can answer, to be filled in and returned.
fn reply(content: &PaperContent<'_>, words: &Phrases<Key>) -> Block {
    let letter = &content.letter;
    let reply_to = words.fill(
        Key::ReplyTo,
        &[
            ("organisation", &letter.organisation.name),
            ("phone", &letter.organisation.phone),
            ("reference", &letter.reference.to_string()),
        ],
    );
    Block::KeepTogether(vec![
        Block::heading(2, words.say(Key::Ask)),
        Block::paragraph(words.say(Key::AskWords)),
        list(
            ListKind::Checklist,
            [Key::ReplyNone, Key::ReplyDate, Key::ReplyDelay].map(|key| words.say(key).to_owned()),
        ),
        Block::Space(4.0),
        fill_in([words.say(Key::LineDate), words.say(Key::LineFor)]),
        Block::Space(4.0),
        fill_in([words.say(Key::LineName), words.say(Key::SignDate)]),
        Block::paragraph(reply_to),
    ])
}
