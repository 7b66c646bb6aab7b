//! The worklist as it is printed: who waits for what, for a desk whose people are on the telephone.

use chrono::{Datelike, NaiveDate, NaiveDateTime};
use domain::date;
use domain::letter::CONFIDENTIAL;
use pdf::typeset::{
    Block, Cell, Colour, Column, Fonts, Margins, Paper, Row, Running, Span, Typeset, TypesetError, typeset,
};
use sha2::{Digest, Sha256};

use crate::mark;
use crate::phrases::{PhraseError, Phrases, phrase_keys};
use crate::template::{Template, Templates};

phrase_keys! {
    /// The words of the worklist.
    pub enum WorklistKey {
        Title = "title" ["list"],
        Printed = "printed" ["time", "name"],
        One = "one",
        Many = "many" ["count"],
        None = "none",
        Patient = "patient",
        Request = "request",
        State = "state",
        Next = "next",
        Since = "since" ["date"],
        Overdue = "overdue",
        NothingDue = "nothing_due",
        Destroy = "destroy",
    }
}

use WorklistKey as Key;

/// Size of running text in points.
const BASE_SIZE_PT: f32 = 10.0;

/// Size of the second line of a cell, as a factor of running text.
const SMALL: f32 = 0.85;

/// One request of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorklistEntry {
    /// `SMITH, John (Mr)`.
    pub patient: String,
    /// Born, and number: `14-Aug-1980`, `NHS No. 943 476 5919`.
    pub identity: String,
    /// `SO-2026-0042`.
    pub reference: String,
    /// Who is asked.
    pub recipient: Option<String>,
    /// The words for the status.
    pub state: String,
    /// The day since which it has this status.
    pub since: NaiveDate,
    /// The words for a priority other than routine.
    pub priority: Option<String>,
    /// The day by which the next thing should happen.
    pub next_action_by: Option<NaiveDate>,
}

/// A worklist at one moment.
#[derive(Debug, Clone, Copy)]
pub struct WorklistContent<'a> {
    /// Whose list it is.
    pub organisation: &'a str,
    /// The words of that organisation's papers.
    pub templates: &'a Templates,
    /// Which list: `Not heard back`.
    pub list: &'a str,
    /// Its requests, in the order of the screen.
    pub entries: &'a [WorklistEntry],
    /// The moment, in the local time of the desk.
    pub at: NaiveDateTime,
    /// Who prints it.
    pub printed_by: &'a str,
    /// Whether the store is one of demonstrations: each page says so (hazard H35).
    pub demonstration: bool,
}

/// Why a worklist is not printed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WorklistError {
    /// Its file of words cannot be used.
    #[error(transparent)]
    Wording(#[from] PhraseError),
    /// It cannot be set, such as for a character that no font has.
    #[error(transparent)]
    Typeset(#[from] TypesetError),
}

/// The worklist as PDF: the heads of its columns on each page, and which page of how many.
///
/// # Errors
/// [`WorklistError`].
pub fn print(content: &WorklistContent<'_>) -> Result<Typeset, WorklistError> {
    let phrases = content.templates.phrases::<Key>(Template::Worklist)?;
    let (mut paper, blocks) = (paper(content, &phrases), blocks(content, &phrases));
    if let Some(words) = mark::words(false, content.demonstration) {
        // Who listens to the list does not hear what runs along its edges.
        paper.title = format!("{} ({words})", paper.title);
        paper.watermark = Some(words.to_owned());
    }
    Ok(typeset(&paper, &blocks, Fonts::bundled())?)
}

fn blocks(content: &WorklistContent<'_>, words: &Phrases<Key>) -> Vec<Block> {
    let count = match content.entries.len() {
        1 => words.say(Key::One).to_owned(),
        many => words.fill(Key::Many, &[("count", &many.to_string())]),
    };
    let mut blocks = vec![
        Block::heading(1, words.fill(Key::Title, &[("list", content.list)])),
        Block::small(count),
    ];
    if content.entries.is_empty() {
        blocks.push(Block::paragraph(words.say(Key::None)));
        return blocks;
    }
    let today = content.at.date();
    blocks.push(Block::Table {
        columns: vec![
            Column::new(0.33),
            Column::new(0.29),
            Column::new(0.21),
            Column::new(0.17),
        ],
        header: [Key::Patient, Key::Request, Key::State, Key::Next]
            .map(|key| Cell::from(Span::bold(words.say(key))))
            .to_vec(),
        rows: content
            .entries
            .iter()
            .map(|entry| row(entry, words, today))
            .collect(),
        caption: None,
    });
    blocks.push(Block::small(words.say(Key::Destroy)));
    blocks
}

fn row(entry: &WorklistEntry, words: &Phrases<Key>, today: NaiveDate) -> Row {
    let second = |text: &str| {
        Span::plain(format!("\n{text}"))
            .sized(SMALL)
            .coloured(Colour::Muted)
    };
    let mut request = vec![Span::bold(entry.reference.clone())];
    request.extend(entry.recipient.as_deref().map(second));
    let since = words.fill(Key::Since, &[("date", &date::clinical(entry.since))]);
    let mut state = vec![Span::plain(entry.state.clone())];
    // Urgency is told by words and weight: the list is read in black and white.
    state.extend(
        entry
            .priority
            .as_deref()
            .map(|priority| Span::bold(format!("\n{}", priority.to_uppercase())).sized(SMALL)),
    );
    state.push(second(&since));
    let next = match entry.next_action_by {
        None => vec![Span::plain(words.say(Key::NothingDue))],
        Some(day) if day < today => vec![
            Span::bold(date::clinical(day)),
            Span::bold(format!("\n{}", words.say(Key::Overdue))).sized(SMALL),
        ],
        Some(day) => vec![Span::plain(date::clinical(day))],
    };
    Row::from(vec![
        Cell::spans(vec![Span::bold(entry.patient.clone()), second(&entry.identity)]).heads_row(),
        Cell::spans(request),
        Cell::spans(state),
        Cell::spans(next),
    ])
}

fn printed(content: &WorklistContent<'_>, words: &Phrases<Key>) -> String {
    let time = date::clinical_time(content.at);
    words.fill(Key::Printed, &[("time", &time), ("name", content.printed_by)])
}

fn paper(content: &WorklistContent<'_>, words: &Phrases<Key>) -> Paper {
    let day = content.at.date();
    // A list is of many patients, so that its head names none (NHS CUI PAB-0015).
    let title = words.fill(Key::Title, &[("list", content.list)]);
    let mut id = [0; 16];
    id.copy_from_slice(
        &Sha256::digest(format!("{title} {} {:?}", content.at, content.entries).as_bytes())[..16],
    );
    Paper {
        margins: Margins {
            top: 20.0,
            right: 15.0,
            bottom: 17.0,
            left: 15.0,
        },
        base_size_pt: BASE_SIZE_PT,
        author: content.organisation.to_owned(),
        running_head: Some(Running {
            left: format!("{}  ·  {}", content.organisation, printed(content, words)),
            right: "Page {page} of {pages}".to_owned(),
        }),
        running_foot: Some(Running {
            left: CONFIDENTIAL.to_owned(),
            right: if content.demonstration {
                "DEMONSTRATION".to_owned()
            } else {
                String::new()
            },
        }),
        ..Paper::a4(
            title,
            format!("D:{:04}{:02}{:02}000000Z", day.year(), day.month(), day.day()),
            id,
        )
    }
}
