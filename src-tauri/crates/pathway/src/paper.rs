//! Every paper of a request by name: the letter, the bundle, and those beside them; printed, saved and opened alike.

use std::path::Path;
use std::sync::Arc;

use domain::id::{BundleId, RequestId};
use domain::role::Permission;
use papers::kind::Kind;
use store::audit::{Act, Entry};
use store::bundles::{self, BundleRow};
use store::requests::{self, RequestRow};
use store::{StoreError, Tx};

pub use crate::viewer::forget_opened;

use crate::open_request::find;
use crate::print_paper::{self, Asked};
use crate::view::{PaperInput, SavedView};
use crate::{Desk, Error, Now, assemble_bundle, confirm_address, viewer, write_letter};

/// A paper of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Paper {
    /// The referral letter.
    Letter,
    /// This bundle, or the newest that is no draft.
    Bundle(Option<BundleId>),
    /// One of the papers beside them.
    Beside(Asked),
}

/// A paper as a PDF.
pub(crate) struct Made {
    pub(crate) bytes: Arc<Vec<u8>>,
    pub(crate) pages: u32,
    /// The version of the signed letter in it; 0 for a draft, and for a paper that nobody signs.
    pub(crate) version: u32,
}

/// Writes a paper to a file, whole or not at all.
///
/// # Errors
/// [`Error::Input`] for a paper that there is not; [`Error::NotFound`]; [`Error::Refused`] by role or by a rule;
/// [`Error::File`] when the file cannot be written.
pub fn save(
    desk: &mut Desk,
    request: &str,
    paper: &PaperInput,
    out: &Path,
    now: Now,
) -> Result<SavedView, Error> {
    match Paper::parse(paper)? {
        Paper::Letter => write_letter::save(desk, request, out, now),
        Paper::Bundle(Some(bundle)) => {
            let saved = assemble_bundle::save(desk, request, &bundle.to_string(), out, now)?;
            Ok(SavedView {
                out: out.to_string_lossy().into_owned(),
                pages: saved.pages,
                sha256: saved.sha256,
            })
        }
        Paper::Bundle(None) => Err(Error::field("bundle_id", "say which bundle")),
        Paper::Beside(_) => print_paper::save(
            desk,
            request,
            &paper.kind,
            size_of(paper),
            language_of(paper),
            out,
            now,
        ),
    }
}

/// Opens a paper in the system's own viewer. For that, a plain file of it is written into a folder beside the store
/// that only this person may enter, and removed when the person signs out.
///
/// # Errors
/// As [`save`], and [`Error::File`] with `not_opened` when the system has no viewer.
pub fn open(desk: &mut Desk, request: &str, paper: &PaperInput, now: Now) -> Result<SavedView, Error> {
    let id = find(desk, request)?;
    let paper = Paper::parse(paper)?;
    let entry = Entry::done(Act::PaperOpened).of_request(id).with(paper.code());
    desk.permit(Permission::WorkOnRequests, &entry, now)?;
    let (made, reference) = desk.act(entry, now, |tx| {
        paper.may_go_out(tx, id, now)?;
        let made = paper.make(desk, tx, id, now)?;
        Ok((made, requests::get(tx, id)?.line.reference.to_string()))
    })?;
    let sha256 = records::sha256(&made.bytes);
    // The name tells two papers of one request apart, and two openings of one paper.
    let name = format!("{reference}-{}-{}.pdf", paper.code(), &sha256[..8]);
    let out = viewer::open(&desk.home, &name, &made.bytes)?;
    Ok(SavedView {
        out: out.to_string_lossy().into_owned(),
        pages: made.pages,
        sha256,
    })
}

/// The words for the code of a paper.
pub(crate) fn label(code: &str) -> &str {
    match code {
        "letter" => "Referral letter",
        "bundle" => "Bundle",
        other => Kind::from_code(other).map_or(other, |kind| kind.label()),
    }
}

impl Paper {
    /// Whether the paper may leave: what goes to the recipient, only to an address that somebody has checked of late.
    pub(crate) fn may_go_out(self, tx: &mut Tx<'_>, request: RequestId, now: Now) -> Result<(), Error> {
        let goes_to_recipient = match self {
            Self::Letter | Self::Bundle(_) => true,
            Self::Beside(asked) => asked.kind == Kind::Envelope,
        };
        if !goes_to_recipient {
            return Ok(());
        }
        let row = requests::get(tx, request)?;
        confirm_address::must_be_fresh(tx, &row, now)
    }

    pub(crate) fn parse(input: &PaperInput) -> Result<Self, Error> {
        match input.kind.trim() {
            "letter" => Ok(Self::Letter),
            "bundle" => {
                let named = input.bundle_id.as_deref();
                let named = named.map(|id| BundleId::parse(id).map_err(|_| Error::NotFound("bundle")));
                Ok(Self::Bundle(named.transpose()?))
            }
            kind => Ok(Self::Beside(Asked::parse(
                kind,
                size_of(input),
                language_of(input),
            )?)),
        }
    }

    pub(crate) const fn code(&self) -> &'static str {
        match self {
            Self::Letter => "letter",
            Self::Bundle(_) => "bundle",
            Self::Beside(asked) => asked.kind.code(),
        }
    }

    /// What printing it is called in the trail.
    pub(crate) const fn print_act(&self) -> Act {
        match self {
            Self::Letter => Act::LetterPrinted,
            Self::Bundle(_) => Act::BundlePrinted,
            Self::Beside(_) => Act::PaperPrinted,
        }
    }

    /// Its place among papers that are printed together, in the order in which they are packed: what the desk ticks,
    /// the address, what goes to colleagues, and what the patient is given.
    pub(crate) const fn place(&self) -> u8 {
        match self {
            Self::Letter => 3,
            Self::Bundle(_) => 4,
            Self::Beside(asked) => match asked.kind {
                Kind::DispatchChecklist => 0,
                Kind::Envelope => 1,
                Kind::GpRequest => 2,
                Kind::TransferRequest => 5,
                Kind::FirstTeam => 6,
                Kind::PatientCopy => 7,
                Kind::WhatHappensNext => 8,
                Kind::QuestionsToAsk => 9,
            },
        }
    }

    /// The version of the signed letter in it; 0 for a draft, and for a paper that nobody signs.
    pub(crate) fn version(&self, tx: &mut Tx<'_>, row: &RequestRow) -> Result<u32, Error> {
        Ok(match self {
            Self::Letter if row.line.status.is_signed() => row.line.letter_version,
            Self::Letter | Self::Beside(_) => 0,
            Self::Bundle(named) => bundle(tx, row.line.id, *named)?.letter_version,
        })
    }

    /// The paper as it stands in the store, or made from what is stored.
    pub(crate) fn make(&self, desk: &Desk, tx: &mut Tx<'_>, id: RequestId, now: Now) -> Result<Made, Error> {
        let row = requests::get(tx, id)?;
        tx.touches_patient(row.line.patient_id);
        let version = self.version(tx, &row)?;
        let (bytes, pages) = match self {
            Self::Letter => {
                write_letter::must_have_authority(tx, &row, now)?;
                write_letter::made(desk, tx, &row, now)?
            }
            Self::Bundle(named) => {
                let kept = bundle(tx, id, *named)?;
                (desk.store.files().get(&kept.file)?, kept.pages)
            }
            Self::Beside(asked) => {
                let printed = print_paper::made(desk, tx, &row, *asked, now)?;
                (printed.bytes, printed.pages)
            }
        };
        tx.touches(records::sha256(&bytes));
        Ok(Made {
            bytes: bytes.into(),
            pages,
            version,
        })
    }
}

fn bundle(tx: &mut Tx<'_>, id: RequestId, named: Option<BundleId>) -> Result<BundleRow, StoreError> {
    match named {
        Some(named) => bundles::get(tx, id, named),
        None => bundles::latest(tx, id)?.ok_or(StoreError::NotFound { what: "bundle" }),
    }
}

fn size_of(paper: &PaperInput) -> u8 {
    paper.size.unwrap_or(12)
}

fn language_of(paper: &PaperInput) -> &str {
    paper.language.as_deref().unwrap_or("en-GB")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn papers_that_are_printed_together_have_an_order() {
        let kinds = Kind::ALL.iter().map(|kind| kind.code());
        let mut places: Vec<_> = kinds
            .chain(["letter", "bundle"])
            .map(|kind| {
                let input = PaperInput {
                    kind: kind.to_owned(),
                    ..PaperInput::default()
                };
                Paper::parse(&input).unwrap().place()
            })
            .collect();
        places.sort_unstable();
        let count = places.len();
        places.dedup();
        assert_eq!(places.len(), count, "no two papers share a place");
    }
}
