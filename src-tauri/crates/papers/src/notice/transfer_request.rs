//! The request for a transfer of care: a letter of its own, with two acceptances, the team's and the hospital's (S12).

use domain::date;
use domain::letter::{Missing, first_team, time_sentence};
use pdf::typeset::{Block, ListKind};

use super::parts::{Head, fill_in, head, lines, list, protected, signature};
use crate::kind::{PaperContent, PaperError, Transfer};
use crate::phrases::{Phrases, phrase_keys};
use crate::sheet::to_recipient;

/// The title; it never says “second opinion”, so that nobody takes it for the referral.
pub(super) const TITLE: &str = "REQUEST FOR TRANSFER OF CARE";

/// What is asked, in the words and the code of HL7 table 0282 (domain rule §0.2); a second opinion is `SO`.
pub(super) const DISPOSITION: &str = "Disposition: assume management (AM)";

phrase_keys! {
    /// The words of the request for a transfer of care.
    pub enum TransferRequestKey {
        Date = "date",
        OurReference = "our_reference",
        Attention = "attention" ["specialty"],
        Dear = "dear",
        Opening = "opening" ["reference"],
        Kind = "kind",
        Temporary = "temporary" ["date"],
        Permanent = "permanent",
        TemporaryOpen = "temporary_open",
        PermanentOpen = "permanent_open",
        KindOpen = "kind_open" locked,
        Asked = "asked",
        AskedWords = "asked_words",
        LineUntil = "line_until",
        LineAsked = "line_asked",
        LineTold = "line_told",
        Condition = "condition",
        Plan = "plan",
        Pending = "pending",
        Present = "present",
        Care = "care" locked,
        Accept = "accept",
        AcceptWords = "accept_words" locked,
        AcceptTeam = "accept_team" locked,
        AcceptTeamWords = "accept_team_words" locked,
        AcceptHospital = "accept_hospital" locked,
        AcceptHospitalWords = "accept_hospital_words" locked,
        AcceptFrom = "accept_from",
        AcceptName = "accept_name",
        AcceptSignature = "accept_signature",
        AcceptDate = "accept_date",
        Decline = "decline",
        LineReason = "line_reason",
        Return = "return" ["organisation", "phone"],
        Sign = "sign",
        SignDate = "sign_date",
    }
}

use TransferRequestKey as Key;

/// The sentence on responsibility for care (domain rules S11, S12): protected.
pub(super) fn care_sentence(first_team: &str) -> String {
    format!(
        "Care of the patient remains with {first_team} until both your team and your hospital have accepted it in \
         writing, and the patient, the present team and the GP have been told. Existing appointments are being kept."
    )
}

pub(super) fn blocks(content: &PaperContent<'_>, words: &Phrases<Key>) -> Result<Vec<Block>, PaperError> {
    let letter = &content.letter;
    let details = letter.details;
    let recipient = details
        .recipient
        .as_ref()
        .ok_or(PaperError::Lacks(Missing::Recipient))?;
    let attention = words.fill(Key::Attention, &[("specialty", &recipient.specialty)]);
    let mut blocks = head(
        content,
        TITLE,
        &Head {
            date: words.say(Key::Date),
            reference: words.say(Key::OurReference),
            to: to_recipient(recipient, attention),
        },
    );
    let opening = words.fill(Key::Opening, &[("reference", &letter.reference.to_string())]);
    blocks.push(Block::paragraph(words.say(Key::Dear)));
    blocks.push(Block::paragraph(opening));
    blocks.push(protected(
        words.say(Key::Care),
        format!(
            "{} {DISPOSITION}.",
            care_sentence(&first_team(&details.first_opinion))
        ),
    ));
    blocks.push(Block::heading(2, words.say(Key::Kind)));
    blocks.extend(duration(content, words));
    let first = &details.first_opinion;
    let condition = first
        .diagnosis
        .clone()
        .or_else(|| details.clinical.summary.clone());
    blocks.push(lines([
        (words.say(Key::Present), Some(first_team(first))),
        (words.say(Key::Condition), condition),
        (words.say(Key::Plan), first.plan.clone()),
        (
            words.say(Key::Pending),
            details.time_critical.as_ref().map(time_sentence),
        ),
    ]));
    blocks.push(signature(content, words.say(Key::Sign), words.say(Key::SignDate)));
    blocks.push(Block::PageBreak);
    blocks.push(told(content, words));
    blocks.extend(acceptance(content, words));
    Ok(blocks)
}

/// Temporary or permanent, which is never left out (domain rule §1.5).
fn duration(content: &PaperContent<'_>, words: &Phrases<Key>) -> Vec<Block> {
    match content.transfer {
        Some(Transfer::Temporary { until }) => {
            let sentence = words.fill(Key::Temporary, &[("date", &date::clinical(until))]);
            vec![Block::paragraph(sentence)]
        }
        Some(Transfer::Permanent) => vec![Block::paragraph(words.say(Key::Permanent))],
        None => vec![
            Block::paragraph(words.say(Key::KindOpen)),
            list(
                ListKind::Checklist,
                [Key::TemporaryOpen, Key::PermanentOpen].map(|key| words.say(key).to_owned()),
            ),
        ],
    }
}

/// That the patient asked for it and was told, to be filled in by hand.
fn told(content: &PaperContent<'_>, words: &Phrases<Key>) -> Block {
    let lines = if content.transfer.is_none() {
        fill_in([
            words.say(Key::LineUntil),
            words.say(Key::LineAsked),
            words.say(Key::LineTold),
        ])
    } else {
        fill_in([words.say(Key::LineAsked), words.say(Key::LineTold)])
    };
    Block::KeepTogether(vec![
        Block::heading(2, words.say(Key::Asked)),
        list(ListKind::Checklist, [words.say(Key::AskedWords).to_owned()]),
        Block::Space(4.0),
        lines,
    ])
}

/// The page to return: the team accepts, and the hospital accepts.
fn acceptance(content: &PaperContent<'_>, words: &Phrases<Key>) -> Vec<Block> {
    let organisation = content.letter.organisation;
    let mut blocks = vec![
        Block::heading(2, words.say(Key::Accept)),
        Block::paragraph(words.say(Key::AcceptWords)),
    ];
    for (heading, sentence) in [
        (Key::AcceptTeam, Key::AcceptTeamWords),
        (Key::AcceptHospital, Key::AcceptHospitalWords),
    ] {
        blocks.push(Block::KeepTogether(vec![
            Block::heading(3, words.say(heading)),
            list(ListKind::Checklist, [words.say(sentence).to_owned()]),
            Block::Space(6.0),
            fill_in([words.say(Key::AcceptFrom), words.say(Key::AcceptName)]),
            Block::Space(6.0),
            fill_in([words.say(Key::AcceptSignature), words.say(Key::AcceptDate)]),
        ]));
    }
    let back = words.fill(
        Key::Return,
        &[
            ("organisation", &organisation.name),
            ("phone", &organisation.phone),
        ],
    );
    blocks.push(Block::KeepTogether(vec![
        Block::Space(4.0),
        Block::paragraph(words.say(Key::Decline)),
        Block::Space(6.0),
        fill_in([words.say(Key::LineReason)]),
        Block::paragraph(back),
    ]));
    blocks
}
