//! The dispatch checklist: whom it goes to, how many pages must be in the envelope, and what to tick (hazards H4, H5).

use domain::date;
use domain::evidence::DispatchMethod;
use domain::record::Enclosure;
use domain::request::InformFirstTeam;
use pdf::typeset::{Block, Cell, Column, Definition, ListKind, Row, Span};

use super::parts::{fill_in, list};
use crate::index::IndexEntry;
use crate::kind::PaperContent;
use crate::phrases::{Phrases, phrase_keys};

phrase_keys! {
    /// The words of the dispatch checklist.
    pub enum DispatchChecklistKey {
        Title = "title",
        Recipient = "recipient",
        NoRecipient = "no_recipient" locked,
        Verified = "verified" ["date"],
        Stale = "stale" locked,
        Letter = "letter",
        Signed = "signed" ["version", "date"],
        NotSigned = "not_signed" locked,
        Bundle = "bundle",
        Pages = "pages" ["pages"],
        NoBundle = "no_bundle" locked,
        Priority = "priority",
        PriorityOpen = "priority_open",
        Before = "before",
        Before1 = "before_1" locked,
        Before2 = "before_2" ["pages"] locked,
        Before2Open = "before_2_open" locked,
        Before3 = "before_3" locked,
        Before4 = "before_4" ["pages"] locked,
        Before5 = "before_5" locked,
        Enclosures = "enclosures",
        Enclosure = "enclosure",
        Dated = "dated",
        PagesColumn = "pages_column",
        Tick = "tick",
        AllPages = "all_pages",
        NotDated = "not_dated",
        None = "none",
        Absent = "absent",
        Copies = "copies",
        CopyPatient = "copy_patient",
        CopyPatientWithheld = "copy_patient_withheld" locked,
        CopyGp = "copy_gp" ["practice"],
        CopyFirst = "copy_first" ["organisation"],
        CopyFirstNever = "copy_first_never" locked,
        Sending = "sending",
        SendingWords = "sending_words",
        LineNumber = "line_number",
        After = "after",
        After1 = "after_1",
        After2 = "after_2",
        Sign = "sign",
        SignDate = "sign_date",
    }
}

use DispatchChecklistKey as Key;

type Words = Phrases<Key>;

pub(super) fn blocks(content: &PaperContent<'_>, words: &Words) -> Vec<Block> {
    let mut blocks = vec![Block::heading(1, words.say(Key::Title)), facts(content, words)];
    blocks.push(Block::KeepTogether(vec![
        Block::heading(2, words.say(Key::Before)),
        list(ListKind::Checklist, before(content, words)),
    ]));
    blocks.push(Block::heading(2, words.say(Key::Enclosures)));
    blocks.extend(enclosures(content.letter.records, words));
    blocks.push(Block::KeepTogether(vec![
        Block::heading(2, words.say(Key::Copies)),
        copies(content, words),
    ]));
    // The methods stand beside one another, so that the checklist usually is one sheet.
    let methods: Vec<String> = DispatchMethod::ALL
        .iter()
        .map(|method| format!("☐ {}", method.label()).replace(' ', "\u{A0}"))
        .collect();
    blocks.push(Block::KeepTogether(vec![
        Block::heading(2, words.say(Key::Sending)),
        Block::paragraph(words.say(Key::SendingWords)),
        Block::paragraph(methods.join("    ")),
    ]));
    blocks.push(Block::KeepTogether(vec![
        Block::heading(2, words.say(Key::After)),
        list(
            ListKind::Checklist,
            [Key::After1, Key::After2].map(|key| words.say(key).to_owned()),
        ),
        Block::Space(2.0),
        fill_in([
            words.say(Key::LineNumber),
            words.say(Key::Sign),
            words.say(Key::SignDate),
        ]),
    ]));
    blocks
}

/// Recipient, letter, pages and priority; what is missing is said so loudly that nobody sends it.
fn facts(content: &PaperContent<'_>, words: &Words) -> Block {
    let letter = &content.letter;
    let details = letter.details;
    let recipient = match &details.recipient {
        None => words.say(Key::NoRecipient).to_owned(),
        Some(recipient) => {
            let fresh = recipient
                .address_verified_on
                .filter(|_| recipient.has_fresh_address(letter.today));
            let checked = match fresh {
                Some(on) => words.fill(Key::Verified, &[("date", &date::clinical(on))]),
                None => words.say(Key::Stale).to_owned(),
            };
            let team: Vec<String> = recipient
                .service
                .iter()
                .chain([&recipient.organisation])
                .cloned()
                .collect();
            [team.join(", "), recipient.address.on_one_line(), checked].join("\n")
        }
    };
    let signed = match letter.signature {
        None => words.say(Key::NotSigned).to_owned(),
        Some(signature) => words.fill(
            Key::Signed,
            &[
                ("version", &letter.version.to_string()),
                ("date", &date::clinical(signature.at.date())),
            ],
        ),
    };
    let pages = match content.bundle_pages {
        None => words.say(Key::NoBundle).to_owned(),
        Some(pages) => words.fill(Key::Pages, &[("pages", &pages.to_string())]),
    };
    let priority = details.urgency.as_ref().map_or_else(
        || words.say(Key::PriorityOpen).to_owned(),
        |urgency| urgency.priority.label().to_uppercase(),
    );
    let rows = [
        (Key::Recipient, recipient),
        (Key::Bundle, pages),
        (Key::Letter, signed),
        (Key::Priority, priority),
    ];
    Block::Definitions {
        rows: rows
            .into_iter()
            .map(|(key, value)| Definition {
                label: vec![Span::bold(words.say(key))],
                value: vec![Block::tight(vec![Span::bold(value)])],
            })
            .collect(),
        label_width: 0.2,
    }
}

fn before(content: &PaperContent<'_>, words: &Words) -> Vec<String> {
    let say = |key| words.say(key).to_owned();
    let mut items = vec![say(Key::Before1), say(Key::Before5)];
    match content.bundle_pages {
        Some(pages) => {
            let pages = pages.to_string();
            items.push(words.fill(Key::Before2, &[("pages", &pages)]));
            items.push(words.fill(Key::Before4, &[("pages", &pages)]));
        }
        None => items.push(say(Key::Before2Open)),
    }
    items.push(say(Key::Before3));
    items
}

/// A row to tick for each record that goes along, and the titles of those that do not.
fn enclosures(records: &[IndexEntry], words: &Words) -> Vec<Block> {
    let (enclosed, absent): (Vec<_>, Vec<_>) = records
        .iter()
        .partition(|entry| entry.enclosure == Enclosure::Enclosed);
    let mut blocks = Vec::new();
    if enclosed.is_empty() {
        blocks.push(Block::paragraph(words.say(Key::None)));
    } else {
        let rows = (1..).zip(&enclosed).map(|(number, entry)| {
            let dated = entry
                .dated
                .map_or_else(|| words.say(Key::NotDated).to_owned(), date::clinical);
            let pages = entry
                .page_words
                .clone()
                .unwrap_or_else(|| words.say(Key::AllPages).to_owned());
            Row::from(vec![
                Cell::from(format!("{number}. {}", entry.title)).heads_row(),
                Cell::from(dated),
                Cell::from(pages),
                Cell::from("☐"),
            ])
        });
        blocks.push(Block::Table {
            columns: vec![
                Column::new(0.38),
                Column::new(0.28),
                Column::new(0.24),
                Column::new(0.1),
            ],
            header: [Key::Enclosure, Key::Dated, Key::PagesColumn, Key::Tick]
                .map(|key| Cell::from(Span::bold(words.say(key))))
                .to_vec(),
            rows: rows.collect(),
            caption: None,
        });
    }
    if !absent.is_empty() {
        let titles: Vec<&str> = absent.iter().map(|entry| entry.title.as_str()).collect();
        blocks.push(Block::body(vec![
            Span::bold(format!("{}: ", words.say(Key::Absent))),
            Span::plain(titles.join("; ")),
        ]));
    }
    blocks
}

/// Who receives a copy. The first team does only on the patient's wish; else the sheet forbids it (domain rule S16).
fn copies(content: &PaperContent<'_>, words: &Words) -> Block {
    let letter = &content.letter;
    let details = letter.details;
    let mut items = vec![words.say(Key::CopyPatient).to_owned()];
    if letter.patient.address_is_sensitive {
        items.push(words.say(Key::CopyPatientWithheld).to_owned());
    }
    items.extend(
        letter
            .patient
            .gp_practice
            .as_ref()
            .map(|practice| words.fill(Key::CopyGp, &[("practice", &practice.name)])),
    );
    items.push(if details.inform_first_team == Some(InformFirstTeam::Yes) {
        let organisation = details.first_opinion.organisation.as_deref().unwrap_or_default();
        words.fill(Key::CopyFirst, &[("organisation", organisation)])
    } else {
        words.say(Key::CopyFirstNever).to_owned()
    });
    list(ListKind::Checklist, items)
}
