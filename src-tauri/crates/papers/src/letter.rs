//! The referral letter: in the order of domain rule §2.7, under the headings of §2.3.
//!
//! The title, the reason for referral, the sentence on who is responsible for care and the line of confidence come
//! from `domain::letter` and are always there. What a draft still lacks is said in words, never left blank.

mod clinical;
mod close;
mod head;
mod opinion;
mod parts;

use chrono::{Datelike, NaiveDate};
use domain::bundle::Reference;
use domain::clinician::Clinician;
use domain::letter::{CONFIDENTIAL, Signature, TITLE};
use domain::organisation::Organisation;
use domain::patient::Patient;
use domain::request::RequestDetails;
use pdf::typeset::{Block, Fonts, Margins, Paper, Running, Typeset, TypesetError, typeset};
use sha2::{Digest, Sha256};

pub(crate) use head::introduced;

use crate::index::{self, IndexEntry};
use crate::mark;
use crate::sheet;
use crate::template::Templates;

/// Everything that a letter says; all of it comes from the stored request.
#[derive(Debug, Clone, Copy)]
pub struct LetterContent<'a> {
    /// Whose letterhead.
    pub organisation: &'a Organisation,
    /// The words of that organisation's papers.
    pub templates: &'a Templates,
    /// About whom.
    pub patient: &'a Patient,
    /// What is asked, and all that the receiving team must know.
    pub details: &'a RequestDetails,
    /// Who refers; the signature's clinician once there is a signature.
    pub clinician: Option<&'a Clinician>,
    /// The signature, once the letter is signed.
    pub signature: Option<&'a Signature>,
    /// The reference of the request.
    pub reference: &'a Reference,
    /// Which version of the letter, from 1.
    pub version: u32,
    /// The version that this one replaces and the day of its signature (hazard H9).
    pub replaces: Option<(u32, NaiveDate)>,
    /// Every known record in the order of the bundle: those that go along and those that do not.
    pub records: &'a [IndexEntry],
    /// The day on which the letter is made.
    pub today: NaiveDate,
    /// Whether this is a draft: each page says so.
    pub is_draft: bool,
    /// Whether the store is one of demonstrations: each page says so (hazard H35).
    pub demonstration: bool,
}

impl LetterContent<'_> {
    /// Who signs: the clinician of the signature before any other.
    pub(crate) fn signatory(&self) -> Option<&Clinician> {
        self.signature
            .map(|signature| &signature.clinician)
            .or(self.clinician)
    }

    /// What is said on each page beside the identity: `Ref SO-2026-0042 v1`.
    #[must_use]
    pub fn reference_words(&self) -> String {
        format!("Ref {} v{}", self.reference, self.version)
    }

    /// The identity strip: `SMITH, John (Mr)  Born 14-Aug-1980 (45y)  NHS No. 943 476 5919  Ref SO-2026-0042 v1`.
    #[must_use]
    pub fn identity_words(&self) -> String {
        format!("{}  {}", self.patient.banner(self.today), self.reference_words())
    }

    /// What is printed across each page, if anything.
    #[must_use]
    pub const fn watermark(&self) -> Option<&'static str> {
        mark::words(self.is_draft, self.demonstration)
    }
}

/// The letter as blocks, and the paper that it is set on.
#[must_use]
pub fn compose(content: &LetterContent<'_>) -> (Paper, Vec<Block>) {
    let wording = content.templates.wording();
    let mut blocks = head::blocks(content, wording);
    blocks.extend(opinion::blocks(content, wording));
    blocks.extend(clinical::blocks(content, wording));
    blocks.extend(close::blocks(content, wording));
    (paper(content, &title(content)), blocks)
}

/// The letter on its own, with the list of its records at the end; a draft or demonstration says so across each page.
///
/// # Errors
/// [`TypesetError`] such as a character that no font has.
pub fn print(content: &LetterContent<'_>) -> Result<Typeset, TypesetError> {
    let (mut paper, mut blocks) = compose(content);
    if !content.records.is_empty() {
        blocks.push(Block::KeepTogether(index::blocks(
            content.records,
            1,
            content.today,
            content.templates.wording(),
        )));
    }
    if let Some(words) = content.watermark() {
        // Who listens to the letter does not hear what runs along its edges.
        paper.title = format!("{} ({words})", paper.title);
        paper.watermark = Some(words.to_owned());
    }
    typeset(&paper, &blocks, Fonts::bundled())
}

/// What a viewer shows as title: the reference and never the name.
pub(crate) fn title(content: &LetterContent<'_>) -> String {
    format!(
        "Referral for a second opinion {} v{}",
        content.reference, content.version
    )
}

/// The sheet of letter and index: identity, reference and page number along the top of each (domain rule §2.7.0).
pub(crate) fn paper(content: &LetterContent<'_>, title: &str) -> Paper {
    let is_signed = content.signature.is_some() && !content.is_draft;
    let mut state = Vec::new();
    state.extend(content.demonstration.then_some(mark::DEMONSTRATION));
    state.extend((!is_signed).then_some("DRAFT – NOT SIGNED"));
    let state = state.join(" – ");
    let day = content
        .signature
        .map_or(content.today, |signature| signature.at.date());
    Paper {
        margins: Margins {
            top: 18.0,
            right: 16.0,
            bottom: 16.0,
            left: 18.0,
        },
        base_size_pt: BASE_SIZE_PT,
        leading: LEADING,
        accent: sheet::accent(content.organisation),
        author: content.organisation.name.clone(),
        subject: TITLE.to_owned(),
        running_head: Some(Running {
            left: content.identity_words(),
            right: "Page {page} of {pages}".to_owned(),
        }),
        running_foot: Some(Running {
            left: CONFIDENTIAL.to_owned(),
            right: state.clone(),
        }),
        ..Paper::a4(
            title,
            format!("D:{:04}{:02}{:02}000000Z", day.year(), day.month(), day.day()),
            identity_of(&format!("{title} {} {state}", content.today)),
        )
    }
}

/// Size of running text in points. Its small letters are as tall as those of a common serif in 13 point.
pub(crate) const BASE_SIZE_PT: f32 = 11.0;

/// Distance between base lines: the least at which 11 point reads easily, so that a usual letter keeps to two pages.
pub(crate) const LEADING: f32 = 1.27;

/// Sixteen bytes that are the same for the same words.
fn identity_of(words: &str) -> [u8; 16] {
    let digest = Sha256::digest(words.as_bytes());
    let mut id = [0; 16];
    id.copy_from_slice(&digest[..16]);
    id
}
