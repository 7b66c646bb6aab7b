//! Letterhead, address, title and the patient: what places a letter on the right desk.

use domain::clinician::Clinician;
use domain::date;
use domain::letter::{REASON_FOR_REFERRAL, TITLE};
use domain::patient::GpPractice;
use domain::request::{About, Priority};
use pdf::typeset::{Block, Definition, Span};

use super::LetterContent;
use super::parts::{definitions, label, line, line_if, line_or_missing, missing};
use crate::sheet;
use crate::wording::{Key, Wording};

pub(super) fn blocks(content: &LetterContent<'_>, wording: &Wording) -> Vec<Block> {
    let mut blocks = sheet::letterhead(content.organisation);
    blocks.push(address(content, wording));
    blocks.push(Block::Heading {
        level: 1,
        text: vec![Span::plain(TITLE)],
        destination: None,
        outline: true,
    });
    blocks.extend(reason(content, wording));
    blocks.push(Block::heading(2, wording.say(Key::Demographics)));
    blocks.push(patient(content, wording));
    blocks.push(Block::heading(2, wording.say(Key::Referral)));
    blocks.push(referral(content, wording));
    blocks
}

/// The recipient in the window, with date and reference beside.
fn address(content: &LetterContent<'_>, wording: &Wording) -> Block {
    let lines: Vec<Span> = match &content.details.recipient {
        None => vec![missing(wording)],
        Some(recipient) => {
            let team = wording.fill(Key::Attention, &[("specialty", &recipient.specialty)]);
            sheet::to_recipient(recipient, team)
                .into_iter()
                .map(Span::plain)
                .collect()
        }
    };
    let version = format!("v{}", content.version);
    let beside = Block::Definitions {
        rows: vec![
            line(wording.say(Key::Date), &date::clinical(content.today)),
            line(wording.say(Key::OurReference), &content.reference.to_string()),
            line(wording.say(Key::Version), &version),
        ],
        label_width: 0.38,
    };
    sheet::address(lines, content.organisation.letterhead.window, beside)
}

/// What kind of referral this is, how urgent, and which letter it replaces.
fn reason(content: &LetterContent<'_>, wording: &Wording) -> Vec<Block> {
    let mut why = vec![Span::bold(REASON_FOR_REFERRAL)];
    // The label stands inside a sentence here.
    let about = content.details.about.map(|about| match about {
        About::Diagnosis => Key::AboutDiagnosis,
        About::Treatment => Key::AboutTreatment,
        About::Both => Key::AboutBoth,
    });
    let about = about.map(|about| wording.fill(Key::About, &[("about", wording.say(about))]));
    let sentences: Vec<&str> = about
        .as_deref()
        .into_iter()
        .chain([wording.say(Key::Opening)])
        .collect();
    why.push(Span::plain(format!(". {}", sentences.join(" "))));
    let mut blocks = vec![Block::tight(why)];
    let label = wording.say(Key::Priority);
    match &content.details.urgency {
        None => blocks.push(Block::tight(vec![
            Span::plain(format!("{label}: ")),
            missing(wording),
        ])),
        Some(urgency) if urgency.priority == Priority::Routine => {
            blocks.push(Block::tight(vec![
                Span::plain(format!("{label}: ")),
                Span::bold(urgency.priority.label().to_uppercase()),
            ]));
        }
        Some(urgency) => blocks.push(Block::Callout {
            title: vec![Span::bold(format!(
                "{label}: {}",
                urgency.priority.label().to_uppercase()
            ))],
            blocks: urgency
                .reason
                .iter()
                .map(|reason| Block::tight(vec![Span::plain(reason)]))
                .collect(),
        }),
    }
    if let Some((old, signed)) = content.replaces {
        let words = wording.fill(
            Key::Replaces,
            &[
                ("version", &content.version.to_string()),
                ("old", &old.to_string()),
                ("date", &date::clinical(signed)),
            ],
        );
        blocks.push(Block::Callout {
            title: vec![Span::bold(words)],
            blocks: Vec::new(),
        });
    }
    blocks
}

/// Who refers, to whom the answer goes, and whom the patient would prefer.
fn referral(content: &LetterContent<'_>, wording: &Wording) -> Block {
    let signatory = content.signatory();
    let referrer = signatory.map(|clinician| {
        let phone = clinician.phone.as_deref().unwrap_or(&content.organisation.phone);
        format!("{}, {phone}", introduced(clinician))
    });
    let reply_to = content.details.return_response_to.clone().or_else(|| {
        signatory.map(|clinician| wording.fill(Key::ReplyToSignatory, &[("name", &clinician.name.in_full())]))
    });
    let mut rows = vec![
        line_or_missing(wording, wording.say(Key::ReferredBy), referrer.as_deref()),
        line_or_missing(wording, wording.say(Key::ReplyTo), reply_to.as_deref()),
    ];
    let preferred = content
        .details
        .recipient
        .as_ref()
        .and_then(|recipient| recipient.preferred_clinician.as_deref());
    if let Some(name) = preferred {
        rows.push(line(
            wording.say(Key::PreferenceLabel),
            &wording.fill(Key::Preference, &[("name", name)]),
        ));
    }
    definitions(rows)
}

/// Name, post and professional number on one line.
pub(crate) fn introduced(clinician: &Clinician) -> String {
    format!(
        "{}, {}, {}",
        clinician.name.in_full(),
        clinician.post,
        clinician.registration.labelled()
    )
}

/// The patient in the order of the banner: name, date of birth, gender, number (NHS CUI PAB-0016).
fn patient(content: &LetterContent<'_>, wording: &Wording) -> Block {
    let patient = content.patient;
    let say = |key| wording.say(key);
    let address = patient.address.on_one_line();
    let address = match (patient.address_is_sensitive, address.is_empty()) {
        (true, _) => Some(say(Key::AddressWithheld)),
        (false, true) => None,
        (false, false) => Some(address.as_str()),
    };
    let contact: Vec<&str> = [&patient.phone, &patient.email]
        .into_iter()
        .filter_map(|one| one.as_deref())
        .collect();
    let contact = (!contact.is_empty() && !patient.address_is_sensitive).then(|| contact.join(", "));
    let practice = patient.gp_practice.as_ref().map(practice);
    let age = date::age(patient.born, patient.died.unwrap_or(content.today));
    // Labels without colons and blanks that do not break, as on a banner (NHS CUI PAB-0042).
    let identity = [
        format!("{} {} ({age})", say(Key::Born), date::clinical(patient.born)),
        format!("{} {}", say(Key::Gender), patient.gender.label()),
        patient.identifier.labelled(),
    ]
    .map(|part| part.replace(' ', "\u{A0}"))
    .join("    ");
    let mut rows = vec![Definition {
        label: label(say(Key::Patient)),
        value: vec![Block::tight(vec![
            Span::bold(patient.name.banner()),
            Span::plain(format!("\n{identity}")),
        ])],
    }];
    rows.extend(line_if(
        say(Key::PreferredName),
        patient.preferred_name.as_deref(),
    ));
    let reach = address.map(|address| match &contact {
        Some(contact) => format!("{address}  ·  {contact}"),
        None => address.to_owned(),
    });
    rows.push(line_or_missing(wording, say(Key::Address), reach.as_deref()));
    rows.push(line_or_missing(
        wording,
        say(Key::GpPractice),
        practice.as_deref(),
    ));
    definitions(rows)
}

/// The practice with its GP, place and code.
fn practice(practice: &GpPractice) -> String {
    let mut parts: Vec<String> = practice.gp_name.iter().cloned().collect();
    parts.push(practice.name.clone());
    parts.extend(practice.address.all_lines().map(str::to_owned));
    let code = practice
        .ods_code
        .as_ref()
        .map(|code| format!(" (ODS {})", code.as_str()));
    parts.join(", ") + code.as_deref().unwrap_or("")
}
