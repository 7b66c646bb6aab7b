//! The papers beside the letter and the bundle: for the patient, the GP, the first team and the desk.
//!
//! Each is made from the stored request at the moment it is asked for; which one was shown, saved or printed is in the
//! trail.

mod offer;

use std::path::Path;

use chrono::NaiveDate;
use domain::role::Permission;
use domain::status::{Status, Step};
use papers::kind::{self, Kind, PaperContent, PaperError, Setting};
use papers::language::{Language, TypeSize};
use papers::letter;
use papers::template::Templates;
use pdf::typeset::Typeset;
use store::audit::{Act, Entry};
use store::requests::{self, RequestRow};
use store::{At, Tx, bundles};

use crate::open_request::find;
use crate::view::{FieldProblem, SavedView};
use crate::write_letter::{Parts, entry_of, unprintable};
use crate::{Desk, Error, Now, Preview, keep_organisation, keep_users, transfer_care};

pub use offer::{kinds, languages, offer};

/// Shows a paper page by page: of which kind, in which size of type (12, 16, 18 or 20) and in which language.
///
/// # Errors
/// [`Error::Input`] for a kind, size or language that there is not; [`Error::NotFound`]; [`Error::Refused`] by role,
/// or by a rule: the first team is told on the patient's wish only, nothing is written to the dead, and no paper goes
/// to a patient without the support block.
pub fn preview(
    desk: &mut Desk,
    request: &str,
    kind: &str,
    size_pt: u8,
    language: &str,
    now: Now,
) -> Result<Preview, Error> {
    let asked = Asked::parse(kind, size_pt, language)?;
    Preview::new(bytes(desk, request, asked, Act::PaperViewed, now)?)
}

/// Writes a paper to a file, whole or not at all.
///
/// # Errors
/// As [`preview`], and [`Error::File`] when the file cannot be written.
pub fn save(
    desk: &mut Desk,
    request: &str,
    kind: &str,
    size_pt: u8,
    language: &str,
    out: &Path,
    now: Now,
) -> Result<SavedView, Error> {
    let asked = Asked::parse(kind, size_pt, language)?;
    let bytes = bytes(desk, request, asked, Act::PaperSaved, now)?;
    saved(out, bytes)
}

/// Writes our own paper to a file, and says what was written.
pub(crate) fn saved(out: &Path, bytes: Vec<u8>) -> Result<SavedView, Error> {
    crate::print::write_whole(out, &bytes)?;
    let sha256 = records::sha256(&bytes);
    let pages = Preview::new(bytes)?.pages.len();
    Ok(SavedView {
        out: out.to_string_lossy().into_owned(),
        pages: pages as u32,
        sha256,
    })
}

/// Which paper, and how it is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Asked {
    pub(crate) kind: Kind,
    setting: Setting,
}

impl Asked {
    pub(crate) fn parse(kind: &str, size_pt: u8, language: &str) -> Result<Self, Error> {
        let listed = |codes: Vec<&str>| codes.join(", ");
        let found = Kind::from_code(kind.trim()).ok_or_else(|| {
            let codes = Kind::ALL.iter().map(|kind| kind.code()).collect();
            Error::field("kind", format!("the kinds of paper are: {}", listed(codes)))
        })?;
        let size = TypeSize::from_points(size_pt)
            .ok_or_else(|| Error::field("size", "the sizes are 12, 16, 18 and 20 points"))?;
        let language = Language::from_code(language)
            .filter(|language| found.languages().any(|known| known == *language))
            .ok_or_else(|| {
                let codes = found.languages().map(Language::code).collect();
                Error::field("language", format!("this paper exists in: {}", listed(codes)))
            })?;
        Ok(Self {
            kind: found,
            setting: Setting { language, size },
        })
    }
}

fn bytes(desk: &mut Desk, request: &str, asked: Asked, act: Act, now: Now) -> Result<Vec<u8>, Error> {
    let entry = Entry::done(act).with(asked.kind.code());
    let permission = match act {
        Act::PaperViewed => Permission::ReadClinical,
        _ => Permission::WorkOnRequests,
    };
    let id = find(desk, request)?;
    let entry = entry.of_request(id);
    desk.permit(permission, &entry, now)?;
    desk.act(entry, now, |tx| {
        let row = requests::get(tx, id)?;
        tx.touches_patient(row.line.patient_id);
        let printed = made(desk, tx, &row, asked, now)?;
        tx.touches(records::sha256(&printed.bytes));
        Ok(printed.bytes)
    })
}

/// The paper as a PDF, from the stored request.
pub(crate) fn made(
    desk: &Desk,
    tx: &mut Tx<'_>,
    row: &RequestRow,
    asked: Asked,
    now: Now,
) -> Result<Typeset, Error> {
    let parts = parts_of(desk, tx, row, now)?;
    with_content(desk, tx, &parts, now, |content| {
        kind::print(asked.kind, content, asked.setting).map_err(refused)
    })
}

/// A paper, or the letter where no kind is named, of a request with other words than those that are kept.
pub(crate) fn with_templates(
    desk: &mut Desk,
    request: &str,
    kind: Option<Kind>,
    setting: Setting,
    templates: Templates,
    entry: Entry,
    now: Now,
) -> Result<Vec<u8>, Error> {
    let id = find(desk, request)?;
    desk.act(entry.of_request(id), now, |tx| {
        let row = requests::get(tx, id)?;
        tx.touches_patient(row.line.patient_id);
        let parts = Parts {
            templates,
            ..parts_of(desk, tx, &row, now)?
        };
        let printed = with_content(desk, tx, &parts, now, |content| match kind {
            Some(kind) => kind::print(kind, content, setting).map_err(refused),
            None => letter::print(&content.letter).map_err(unprintable),
        })?;
        tx.touches(records::sha256(&printed.bytes));
        Ok(printed.bytes)
    })
}

/// The parts of the letter that was signed last, or of the request as it stands.
fn parts_of(desk: &Desk, tx: &mut Tx<'_>, row: &RequestRow, now: Now) -> Result<Parts, Error> {
    if row.line.status.is_signed() {
        Parts::signed(desk, tx, row, now)
    } else {
        Parts::of(desk, tx, row, row.line.letter_version + 1, now)
    }
}

/// Everything that the papers of a request say.
fn with_content<T>(
    desk: &Desk,
    tx: &mut Tx<'_>,
    parts: &Parts,
    now: Now,
    done: impl FnOnce(&PaperContent<'_>) -> Result<T, Error>,
) -> Result<T, Error> {
    let row = &parts.row;
    let status = row.line.status;
    let records: Vec<_> = parts.records.iter().map(entry_of).collect();
    let own = keep_users::clinician(&desk.user)?;
    let letter = parts.content(desk, parts.signature.as_ref(), own.as_ref(), &records, now);
    let mut content = PaperContent {
        letter,
        sent_on: sent_on(tx, row, now)?,
        heard_by: status.patient_hears_by(now.today(), row.line.priority),
        bundle_pages: None,
        transfer: transfer_care::asked_for(tx, row.line.id)?,
    };
    // A letter is dated by its signature, and these papers by the day on which they are made: a patient is told of the
    // support service as it is now, and not as it was when a letter was signed.
    content.letter.today = now.today();
    let present = keep_organisation::current(&desk.store, tx)?;
    content.letter.organisation = &present;
    if status.is_signed() {
        content.bundle_pages = bundles::latest(tx, row.line.id)?
            .filter(|bundle| bundle.letter_version == row.line.letter_version)
            .map(|bundle| bundle.pages);
    }
    done(&content)
}

/// The day on which the bundle went, while it is on its way or has arrived; a returned one is not sent.
fn sent_on(tx: &mut Tx<'_>, row: &RequestRow, now: Now) -> Result<Option<NaiveDate>, Error> {
    if !row.line.status.is_signed() || row.line.status == Status::Signed {
        return Ok(None);
    }
    let history = requests::history(tx, row.line.id)?;
    let dispatch = history
        .iter()
        .rev()
        .find(|change| change.step == Some(Step::Dispatch));
    Ok(dispatch.map(|change| {
        let recorded = At {
            utc_ms: change.at,
            ..now.at()
        };
        change.happened_on.unwrap_or_else(|| recorded.local_date())
    }))
}

pub(crate) fn refused(error: PaperError) -> Error {
    match error {
        PaperError::FirstTeamNotToBeTold => Error::refused(
            "first_team_not_told",
            "The patient has not asked us to tell the first team, so no paper to them is printed. If the patient wishes \
             it now, record that in the request first.",
        ),
        PaperError::Lacks(missing) => Error::Refused {
            code: "letter_incomplete",
            message: format!("This paper cannot be printed yet. It needs {missing}."),
            details: vec![FieldProblem {
                field: missing.code().to_owned(),
                message: missing.to_string(),
            }],
        },
        PaperError::NoSupportBlock(kind) => Error::Refused {
            code: "no_support_block",
            message: format!(
                "“{}” was not printed: the organisation has no support block (PALS or the local name), and no paper goes \
                 to a patient without it. An administrator enters it among the organisation’s details.",
                kind.label()
            ),
            details: vec![FieldProblem {
                field: "support".into(),
                message: "the service and its telephone number are needed".into(),
            }],
        },
        PaperError::Typeset(error) => unprintable(error),
        // The kind and its language were read above, and a test reads every file of words.
        other @ (PaperError::NoSuchLanguage { .. } | PaperError::Wording(_)) => {
            Error::Fault(other.to_string())
        }
    }
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;
    use crate::{demonstrate, read_audit, sign_in};

    fn now() -> Now {
        let utc = "2026-11-24T09:00:00Z".parse().unwrap();
        Now::new(utc, "2026-11-24T09:00:00".parse().unwrap())
    }

    #[test]
    fn every_paper_of_a_stored_request_is_saved_or_refused_by_a_rule_and_its_kind_is_in_the_trail() {
        let folder = TempDir::new().unwrap();
        let home = folder.path().join("store");
        let made = demonstrate::make(&home, now()).unwrap();
        let mut desk = sign_in::sign_in(&home, &made.user, &made.passphrase, now()).unwrap();
        for kind in kinds() {
            for language in languages(&kind.code) {
                let out = folder.path().join(format!("{}-{}.pdf", kind.code, language.code));
                let saved = save(
                    &mut desk,
                    &made.reference,
                    &kind.code,
                    16,
                    &language.code,
                    &out,
                    now(),
                );
                match saved {
                    Ok(saved) => {
                        let bytes = std::fs::read(&out).unwrap();
                        assert_eq!(records::sha256(&bytes), saved.sha256);
                        assert!(saved.pages > 0);
                    }
                    Err(error) => {
                        assert_eq!(
                            (kind.code.as_str(), error.code()),
                            ("first_team", "first_team_not_told")
                        );
                        assert!(!out.exists(), "a refused paper leaves no file");
                    }
                }
            }
        }
        let seen = preview(&mut desk, &made.reference, "dispatch_checklist", 12, "en", now()).unwrap();
        let text = pdf::source::Source::read(seen.bytes(), None, &pdf::source::Limits::default()).unwrap();
        assert!(
            text.page_text(1)
                .contains(&format!("{} came out", made.bundle.pages)),
            "the pages are those of the bundle"
        );
        let trail = read_audit::list(&mut desk, None, None, 1, now()).unwrap();
        let envelopes = trail
            .rows
            .iter()
            .filter(|row| row.detail.as_deref() == Some("envelope"));
        assert_eq!(envelopes.count(), 1);
    }

    #[test]
    fn a_wrong_kind_size_or_language_is_named_with_what_there_is() {
        let wrong = |kind, size, language| {
            let Err(Error::Input(problems)) = Asked::parse(kind, size, language) else {
                panic!("taken");
            };
            (problems[0].field.clone(), problems[0].message.clone())
        };
        let (field, message) = wrong("leaflet", 12, "en-GB");
        assert_eq!(field, "kind");
        assert!(message.contains("what_happens_next") && message.contains("envelope"));
        assert_eq!(wrong("envelope", 14, "en-GB").0, "size");
        let (field, message) = wrong("envelope", 12, "pl");
        assert_eq!(
            (field.as_str(), message.as_str()),
            ("language", "this paper exists in: en-GB")
        );
    }
}
