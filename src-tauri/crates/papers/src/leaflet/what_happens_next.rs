//! The sheet “What happens next”: every point that a patient should consider, in plain words.

use domain::organisation::Nation;
use domain::request::{About, AskedBy, Delay, DelayDecision, InformFirstTeam, TimeCritical};
use pdf::typeset::{Block, ListKind, Span};

use super::common::{Common, keep_together, ring, sender, title};
use crate::kind::PaperContent;
use crate::phrases::{Phrases, phrase_keys};

phrase_keys! {
    /// The words of the sheet “What happens next”.
    pub enum WhatHappensNextKey {
        Translation = "translation" locked,
        Title = "title",
        Lead = "lead",
        LeadClinician = "lead_clinician",
        LeadProxy = "lead_proxy",
        LeadDiagnosis = "lead_diagnosis",
        LeadTreatment = "lead_treatment",
        LeadBoth = "lead_both",
        Ring = "ring",
        RingBy = "ring_by" ["date", "phone", "reference"],
        RingAny = "ring_any" ["phone", "reference"],
        Doing = "doing",
        Considered = "considered" locked,
        Told = "told" locked,
        Records = "records",
        Planned = "planned" ["team"],
        Sent = "sent" ["date", "team"],
        Consider = "consider",
        Appointments = "appointments",
        AppointmentsWords = "appointments_words",
        Care = "care" locked,
        CareWords = "care_words" locked,
        NewPatient = "new_patient",
        NewPatientWords = "new_patient_words",
        Travel = "travel",
        TravelWords = "travel_words",
        Same = "same",
        SameWords = "same_words",
        Inform = "inform",
        InformWords = "inform_words",
        InformYes = "inform_yes",
        InformYesWords = "inform_yes_words",
        InformNo = "inform_no",
        InformNoWords = "inform_no_words" locked,
        Urgent = "urgent",
        UrgentWords = "urgent_words" locked,
        TreatmentDate = "treatment_date" ["date"],
        GoAhead = "go_ahead",
        Wait = "wait",
        Undecided = "undecided",
        Worse = "worse" locked,
        WorseWords = "worse_words" locked,
        WorseWordsNi = "worse_words_ni" locked,
        Hospital = "hospital" locked,
        HospitalMartha = "hospital_martha" locked,
        After = "after",
        AfterWords = "after_words",
        ExplainWords = "explain_words",
    }
}

use WhatHappensNextKey as Key;

type Words = Phrases<Key>;

pub(super) fn blocks(content: &PaperContent<'_>, words: &Words, common: &Common) -> Vec<Block> {
    let mut blocks = vec![sender(content, common)];
    blocks.extend(title(words.say(Key::Title), words.say(lead(content))));
    blocks.push(whom_to_ring(content, words, common));
    blocks.push(Block::heading(2, words.say(Key::Doing)));
    blocks.push(bullets(
        [Key::Considered, Key::Told, Key::Records].map(|key| vec![Span::plain(words.say(key))]),
    ));
    blocks.extend(team(content, words, common));
    blocks.push(Block::heading(2, words.say(Key::Consider)));
    blocks.push(bullets(points(content).map(|(lead, rest)| {
        vec![
            Span::bold(words.say(lead)),
            Span::plain(format!(" {}", words.say(rest))),
        ]
    })));
    blocks.push(Block::heading(2, words.say(Key::Urgent)));
    blocks.push(Block::paragraph(words.say(Key::UrgentWords)));
    blocks.extend(treatment(content, words, common));
    blocks.push(worse(content, words, common));
    let after = format!("{} {}", words.say(Key::AfterWords), words.say(Key::ExplainWords));
    let after = vec![Block::heading(2, words.say(Key::After)), Block::paragraph(after)];
    blocks.push(common.support_after(after, content));
    blocks
}

/// Who asked for the opinion, and about what.
fn lead(content: &PaperContent<'_>) -> Key {
    let details = content.letter.details;
    match (details.asked_by, details.about) {
        (Some(AskedBy::Clinician), _) => Key::LeadClinician,
        (Some(AskedBy::Proxy), _) => Key::LeadProxy,
        (_, Some(About::Diagnosis)) => Key::LeadDiagnosis,
        (_, Some(About::Treatment)) => Key::LeadTreatment,
        (_, Some(About::Both)) => Key::LeadBoth,
        (_, None) => Key::Lead,
    }
}

/// The reference, and whom to ring when nothing is heard (hazard H11).
fn whom_to_ring(content: &PaperContent<'_>, words: &Words, common: &Common) -> Block {
    let reference = keep_together(&content.letter.reference.to_string());
    let (by, phone) = ring(content, common);
    let sentence = match &by {
        Some(date) => words.fill(
            Key::RingBy,
            &[("date", date), ("phone", &phone), ("reference", &reference)],
        ),
        None => words.fill(Key::RingAny, &[("phone", &phone), ("reference", &reference)]),
    };
    Block::Callout {
        title: vec![Span::bold(words.say(Key::Ring))],
        blocks: vec![Block::tight(vec![Span::plain(sentence)])],
    }
}

/// Whom we ask; a person whom the patient would prefer is never named here, since nobody can promise that.
fn team(content: &PaperContent<'_>, words: &Words, common: &Common) -> Option<Block> {
    let recipient = content.letter.details.recipient.as_ref()?;
    let team: Vec<&str> = recipient
        .service
        .as_deref()
        .into_iter()
        .chain([recipient.organisation.as_str()])
        .collect();
    let team = team.join(", ");
    let sentence = match content.sent_on {
        Some(on) => words.fill(
            Key::Sent,
            &[("date", &common.date(on)), ("team", &common.own(&team))],
        ),
        None => words.fill(Key::Planned, &[("team", &common.own(&team))]),
    };
    Some(Block::paragraph(sentence))
}

/// What a patient should keep in mind, each with what it means; the wish about the first team is told as it stands.
fn points(content: &PaperContent<'_>) -> impl Iterator<Item = (Key, Key)> {
    let inform = match content.letter.details.inform_first_team {
        Some(InformFirstTeam::Yes) => (Key::InformYes, Key::InformYesWords),
        Some(InformFirstTeam::No) => (Key::InformNo, Key::InformNoWords),
        Some(InformFirstTeam::Undecided) | None => (Key::Inform, Key::InformWords),
    };
    [
        (Key::Appointments, Key::AppointmentsWords),
        (Key::Care, Key::CareWords),
        (Key::NewPatient, Key::NewPatientWords),
        (Key::Travel, Key::TravelWords),
        (Key::Same, Key::SameWords),
        inform,
    ]
    .into_iter()
}

/// What is planned meanwhile, and what the patient decided about waiting (domain rule S17).
fn treatment(content: &PaperContent<'_>, words: &Words, common: &Common) -> Option<Block> {
    let Some(TimeCritical::Yes { on, delay, .. }) = &content.letter.details.time_critical else {
        return None;
    };
    let date = on.map(|on| words.fill(Key::TreatmentDate, &[("date", &common.date(on))]));
    let decision = match delay {
        Delay::Discussed { decision, .. } => Some(match decision {
            DelayDecision::GoAhead => Key::GoAhead,
            DelayDecision::Wait => Key::Wait,
            DelayDecision::Undecided => Key::Undecided,
        }),
        Delay::NotDiscussed { .. } => None,
    };
    let sentences: Vec<String> = date
        .into_iter()
        .chain(decision.map(|key| words.say(key).to_owned()))
        .collect();
    (!sentences.is_empty()).then(|| Block::body(vec![Span::bold(sentences.join(" "))]))
}

/// What to do when it cannot wait: never a letter (hazards H12, H13).
fn worse(content: &PaperContent<'_>, words: &Words, common: &Common) -> Block {
    let organisation = content.letter.organisation;
    let phone = keep_together(&organisation.urgent_line.phone);
    let (at_home, in_hospital) = match organisation.nation {
        Nation::England => (Key::WorseWords, Key::HospitalMartha),
        Nation::NorthernIreland => (Key::WorseWordsNi, Key::Hospital),
        Nation::Scotland | Nation::Wales => (Key::WorseWords, Key::Hospital),
    };
    let line = organisation.urgent_line.words.trim().trim_end_matches('.');
    Block::KeepTogether(vec![Block::Callout {
        title: vec![Span::bold(words.say(Key::Worse))],
        blocks: vec![
            Block::paragraph(words.say(at_home)),
            Block::tight(vec![
                Span::plain(format!("{}\n", words.say(in_hospital))),
                Span::bold(common.sentence(phone)),
                Span::plain(" – "),
                common.in_english(line),
            ]),
        ],
    }])
}

fn bullets(items: impl IntoIterator<Item = Vec<Span>>) -> Block {
    Block::List {
        kind: ListKind::Bulleted,
        items: items.into_iter().map(|spans| vec![Block::tight(spans)]).collect(),
    }
}
