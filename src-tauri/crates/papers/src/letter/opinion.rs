//! The question, what is not asked, the first opinion, and the patient's own part.

use domain::date;
use domain::letter::{care_sentence, first_team};
use domain::request::{AskedBy, CareRequest, FirstOpinion, RequestDetails};
use pdf::typeset::{Block, Definition, ListKind, Span};

use super::LetterContent;
use super::parts::{definitions, heading, line, line_if, line_or_missing, missing, quotation};
use crate::wording::{Key, Wording};

pub(super) fn blocks(content: &LetterContent<'_>, wording: &Wording) -> Vec<Block> {
    let details = content.details;
    let mut blocks = vec![Block::KeepTogether(asking(details, wording))];
    blocks.push(heading(wording.say(Key::NotAsking)));
    let request = details.care_request.unwrap_or(CareRequest::OpinionOnly);
    blocks.push(Block::body(vec![Span::bold(care_sentence(
        request,
        &first_team(&details.first_opinion),
    ))]));
    blocks.push(heading(wording.say(Key::FirstOpinion)));
    blocks.push(definitions(first_opinion(details, wording)));
    blocks.push(heading(wording.say(Key::Wishes)));
    blocks.extend(wishes(details, wording));
    blocks
}

fn asking(details: &RequestDetails, wording: &Wording) -> Vec<Block> {
    let mut blocks = vec![heading(wording.say(Key::Asking))];
    if details.questions.is_empty() {
        blocks.push(Block::body(vec![missing(wording)]));
    } else {
        let items = details
            .questions
            .iter()
            .map(|question| vec![Block::tight(vec![Span::bold(question)])]);
        blocks.push(Block::List {
            kind: ListKind::Ordered,
            items: items.collect(),
        });
    }
    blocks
}

/// Who, where, when, what was found, what was offered, what the patient was told (domain rule §2.7.5).
fn first_opinion(details: &RequestDetails, wording: &Wording) -> Vec<Definition> {
    let first = &details.first_opinion;
    let say = |key| wording.say(key);
    let seen = first
        .seen_on
        .map(|on| wording.fill(Key::FirstSeenOn, &[("date", &date::clinical(on))]));
    let given = match (given_by(first, wording), &seen) {
        (Some(who), Some(seen)) => Some(format!("{who}, {seen}")),
        (who, _) => who,
    };
    let started = first
        .treatment_started
        .map(|started| say(if started { Key::Yes } else { Key::No }));
    let mut rows = vec![
        line_or_missing(wording, say(Key::FirstClinician), given.as_deref()),
        line_or_missing(wording, say(Key::FirstDiagnosis), first.diagnosis.as_deref()),
    ];
    if seen.is_none() {
        rows.push(line_or_missing(wording, say(Key::FirstSeenLabel), None));
    }
    rows.extend(line_if(say(Key::FirstPlan), first.plan.as_deref()));
    rows.push(line(
        say(Key::TreatmentStarted),
        started.unwrap_or(say(Key::NotKnown)),
    ));
    rows.extend(line_if(say(Key::ToldPatient), first.told_patient.as_deref()));
    if let Some((state, words)) = &details.explanation {
        let words = words.as_deref().map_or_else(
            || state.label().to_owned(),
            |words| format!("{} – {words}", state.label()),
        );
        rows.push(line(say(Key::Explanation), &words));
    }
    rows
}

fn given_by(first: &FirstOpinion, wording: &Wording) -> Option<String> {
    let clinician = if first.name_withheld {
        Some(wording.say(Key::NameWithheld))
    } else {
        first.clinician.as_deref()
    };
    match (clinician, first.organisation.as_deref()) {
        (Some(clinician), Some(organisation)) => Some(format!("{clinician}, {organisation}")),
        (Some(one), None) | (None, Some(one)) => Some(one.to_owned()),
        (None, None) => None,
    }
}

/// Why, in whose words, and what is hoped for (domain rule §2.7.6).
fn wishes(details: &RequestDetails, wording: &Wording) -> Vec<Block> {
    let asked_on = details
        .asked_on
        .map(|on| format!(" ({})", date::clinical(on)))
        .unwrap_or_default();
    let who = match (details.asked_by, &details.proxy) {
        (Some(AskedBy::Proxy), Some(proxy)) => wording.fill(
            Key::AskedByProxy,
            &[
                ("name", &proxy.name),
                ("relationship", proxy.relationship.as_deref().unwrap_or_default()),
            ],
        ),
        (Some(AskedBy::Clinician), _) => wording.say(Key::AskedByClinician).to_owned(),
        (Some(_), _) => wording.say(Key::AskedByPatient).to_owned(),
        (None, _) => String::new(),
    };
    let mut blocks = Vec::new();
    if !who.is_empty() {
        let stop = if details.patient_words.is_some() {
            format!(". {}:", wording.say(Key::PatientWords))
        } else {
            ".".to_owned()
        };
        blocks.push(Block::paragraph(format!("{who}{asked_on}{stop}")));
    }
    blocks.extend(details.patient_words.as_deref().map(quotation));
    let known = details.reasons.iter().map(|reason| reason.label());
    let reasons: Vec<&str> = known
        .chain(details.own_reasons.iter().map(String::as_str))
        .collect();
    let reasons = (!reasons.is_empty()).then(|| reasons.join("; "));
    let mut rows: Vec<Definition> = line_if(wording.say(Key::Reasons), reasons.as_deref())
        .into_iter()
        .collect();
    rows.push(line_or_missing(
        wording,
        wording.say(Key::Expectation),
        details.expectation.as_deref(),
    ));
    let proxy = details
        .proxy
        .as_ref()
        .filter(|_| details.asked_by == Some(AskedBy::Proxy));
    if let Some(proxy) = proxy {
        rows.push(line_or_missing(
            wording,
            wording.say(Key::Authority),
            proxy.authority_words().as_deref(),
        ));
    }
    blocks.push(definitions(rows));
    blocks
}
