//! Every paper beside the letter and the bundle: which there are, what they are made of, and how one is printed.

use chrono::{Datelike, NaiveDate};
use domain::code::coded;
use domain::letter::{Missing, missing_authority};
use pdf::typeset::{Block, Fonts, Paper, Typeset, TypesetError, typeset};
use sha2::{Digest, Sha256};

use crate::language::{Language, TypeSize};
use crate::letter::LetterContent;
use crate::phrases::PhraseError;
use crate::{leaflet, mark, notice, reflow, sheet, template};

coded! {
    /// A paper beside the letter and the bundle.
    pub enum Kind {
        /// What the patient should expect and consider.
        WhatHappensNext = "what_happens_next", "What happens next";
        /// The referral in plain words.
        PatientCopy = "patient_copy", "Patient copy of the referral";
        /// Questions for the talk with the clinical team (domain rule S6).
        QuestionsToAsk = "questions_to_ask", "Questions to ask";
        /// The letter that asks the GP to refer (domain rule S8).
        GpRequest = "gp_request", "Letter to the GP asking to refer";
        /// The notification to the first team, on the patient's wish only (domain rule S16).
        FirstTeam = "first_team", "Notification to the first team";
        /// The request for a transfer of care, which is never part of the referral (domain rule S12).
        TransferRequest = "transfer_request", "Request for transfer of care";
        /// What to count and to tick before the bundle goes.
        DispatchChecklist = "dispatch_checklist", "Dispatch checklist";
        /// The address, large.
        Envelope = "envelope", "Envelope sheet";
    }
}

impl Kind {
    /// Whether it is for the patient, and so carries the support block.
    #[must_use]
    pub const fn is_for_patient(self) -> bool {
        matches!(
            self,
            Self::WhatHappensNext | Self::PatientCopy | Self::QuestionsToAsk
        )
    }

    /// The languages in which its words exist.
    pub fn languages(self) -> impl Iterator<Item = Language> {
        Language::ALL
            .iter()
            .copied()
            .filter(move |language| template::file(self, *language).is_some())
    }
}

/// How long a transfer of care is meant to last; the patient must be told which (domain rule §1.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transfer {
    /// Until a day.
    Temporary {
        /// The last day.
        until: NaiveDate,
    },
    /// For good.
    Permanent,
}

/// Everything that a paper says; all of it comes from the stored request.
#[derive(Debug, Clone, Copy)]
pub struct PaperContent<'a> {
    /// What the letter says.
    pub letter: LetterContent<'a>,
    /// The day on which the bundle went, once it has gone.
    pub sent_on: Option<NaiveDate>,
    /// The day by which the patient should have heard: [`domain::status::Status::patient_hears_by`] (hazard H11).
    pub heard_by: Option<NaiveDate>,
    /// How many pages the final bundle of this version of the letter has.
    pub bundle_pages: Option<u32>,
    /// How long a transfer is meant to last; none leaves both to be ticked by hand.
    pub transfer: Option<Transfer>,
}

/// How a paper is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Setting {
    /// In which language.
    pub language: Language,
    /// How large.
    pub size: TypeSize,
}

/// Why a paper is not printed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PaperError {
    /// The patient has not asked us to tell the first team (domain rule S16).
    #[error("the patient has not asked us to tell the first team")]
    FirstTeamNotToBeTold,
    /// The organisation has no support block, without which no paper goes to a patient (domain rule S18).
    #[error("“{}” needs the support block of the organisation", .0.label())]
    NoSupportBlock(Kind),
    /// Something that this paper cannot do without.
    #[error("{0} is needed for this paper")]
    Lacks(Missing),
    /// The paper does not exist in this language.
    #[error("{} does not exist in {}", .kind.label(), .language.label())]
    NoSuchLanguage {
        /// The paper.
        kind: Kind,
        /// The language.
        language: Language,
    },
    /// Its file of words cannot be used.
    #[error(transparent)]
    Wording(#[from] PhraseError),
    /// It cannot be set, such as for a character that no font has.
    #[error(transparent)]
    Typeset(#[from] TypesetError),
}

impl PaperContent<'_> {
    /// What is printed across each page. Only the letter is signed, so only the letter is ever a draft.
    pub(crate) const fn watermark(&self) -> Option<&'static str> {
        mark::words(false, self.letter.demonstration)
    }

    /// A sheet of A4 with this title, from this organisation; the patient is not named in it.
    pub(crate) fn sheet(&self, title: &str, setting: Setting) -> Paper {
        let letter = &self.letter;
        let day = letter.today;
        let mut title = format!("{title} {}", letter.reference);
        if let Some(words) = self.watermark() {
            // Who listens to the paper does not hear what runs along its edges.
            title = format!("{title} ({words})");
        }
        let seed = format!("{title} {day} {setting:?} {:?}", letter.version);
        let mut id = [0; 16];
        id.copy_from_slice(&Sha256::digest(seed.as_bytes())[..16]);
        Paper {
            author: letter.organisation.name.clone(),
            accent: sheet::accent(letter.organisation),
            watermark: self.watermark().map(str::to_owned),
            ..Paper::a4(
                title,
                format!("D:{:04}{:02}{:02}000000Z", day.year(), day.month(), day.day()),
                id,
            )
        }
    }
}

/// The paper as blocks, and the sheet that it is set on.
///
/// # Errors
/// [`PaperError`], by rule or for what is missing; [`PaperError::Wording`] for words that cannot be used.
pub fn compose(
    kind: Kind,
    content: &PaperContent<'_>,
    setting: Setting,
) -> Result<(Paper, Vec<Block>), PaperError> {
    let (patient, details) = (content.letter.patient, content.letter.details);
    if patient.died.is_some() {
        return Err(PaperError::Lacks(Missing::Living));
    }
    // Without authority nothing may be printed for the person who speaks for the patient (domain rule §1.6); what is signed
    // had it on the day of the signature.
    if content.letter.signature.is_none()
        && let Some(missing) = missing_authority(patient, details, content.letter.today)
    {
        return Err(PaperError::Lacks(missing));
    }
    if !kind.languages().any(|language| language == setting.language) {
        return Err(PaperError::NoSuchLanguage {
            kind,
            language: setting.language,
        });
    }
    let support = &content.letter.organisation.support;
    let has_support = !support.service.trim().is_empty() && !support.phone.trim().is_empty();
    if kind.is_for_patient() && !has_support {
        return Err(PaperError::NoSupportBlock(kind));
    }
    let (paper, blocks) = if kind.is_for_patient() {
        leaflet::compose(kind, content, setting)?
    } else {
        notice::compose(kind, content, setting)?
    };
    Ok(match setting.size {
        TypeSize::Usual => (paper, blocks),
        _ => (paper, reflow::stacked(reflow::without_window(blocks))),
    })
}

/// The paper as PDF; in a demonstration each page says so (hazard H35).
///
/// # Errors
/// As [`compose`], and [`PaperError::Typeset`].
pub fn print(kind: Kind, content: &PaperContent<'_>, setting: Setting) -> Result<Typeset, PaperError> {
    let (paper, blocks) = compose(kind, content, setting)?;
    match typeset(&paper, &blocks, Fonts::bundled()) {
        // A long letterhead or address leaves the window too small: the paper then needs an envelope without one.
        Err(TypesetError::AddressTooLong | TypesetError::AddressCovered) => Ok(typeset(
            &paper,
            &reflow::without_window(blocks),
            Fonts::bundled(),
        )?),
        done => Ok(done?),
    }
}
