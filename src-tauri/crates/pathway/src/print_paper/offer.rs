//! Which papers there are: for whom each is, and whether it can be printed now.

use domain::role::Permission;
use papers::kind::{self, Kind, PaperContent, PaperError, Setting};
use papers::language::Language;
use papers::template::{Template, Templates};
use store::audit::{Act, Entry};
use store::requests;

use super::{parts_of, refused, with_content};
use crate::open_request::find;
use crate::view::{Choice, FieldProblem, PaperLanguageView, PaperView};
use crate::{Desk, Error, Now};

/// The sizes of type in points, the usual one first.
const SIZES: [u8; 4] = [12, 16, 18, 20];

/// The kinds of paper, with the words that a person reads.
#[must_use]
pub fn kinds() -> Vec<Choice> {
    Kind::ALL
        .iter()
        .map(|kind| Choice {
            code: kind.code().to_owned(),
            label: kind.label().to_owned(),
        })
        .collect()
}

/// The languages in which a kind of paper exists, English first; none for a kind that there is not.
#[must_use]
pub fn languages(kind: &str) -> Vec<Choice> {
    let choice = |language: Language| Choice {
        code: language.code().to_owned(),
        label: language.label().to_owned(),
    };
    Kind::from_code(kind)
        .map(|kind| kind.languages().map(choice).collect())
        .unwrap_or_default()
}

/// Every paper of a request: for whom it is, and what stands against printing it now.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Refused`] by role.
pub fn offer(desk: &mut Desk, request: &str, now: Now) -> Result<Vec<PaperView>, Error> {
    let id = find(desk, request)?;
    let entry = Entry::done(Act::RequestViewed).of_request(id).with("papers");
    desk.permit(Permission::ReadClinical, &entry, now)?;
    desk.act(entry, now, |tx| {
        let row = requests::get(tx, id)?;
        tx.touches_patient(row.line.patient_id);
        let parts = parts_of(desk, tx, &row, now)?;
        with_content(desk, tx, &parts, now, |content| {
            let kinds = Kind::ALL.iter();
            Ok(kinds
                .map(|kind| paper(*kind, content, &parts.templates))
                .collect())
        })
    })
}

fn paper(kind: Kind, content: &PaperContent<'_>, templates: &Templates) -> PaperView {
    // Composing is what finds out: nobody is offered a paper that is then refused.
    let composed = kind::compose(kind, content, Setting::default());
    PaperView {
        kind: kind.code().to_owned(),
        label: kind.label().to_owned(),
        audience: audience(kind, content),
        is_for_patient: kind.is_for_patient(),
        hindrance: composed.err().map(hindrance),
        languages: kind
            .languages()
            .map(|language| PaperLanguageView {
                code: language.code().to_owned(),
                label: language.label().to_owned(),
                is_checked: templates.is_checked(Template::Paper(kind, language)),
            })
            .collect(),
        sizes: SIZES.to_vec(),
    }
}

/// Whom a paper is for, by the organisation where one is named.
fn audience(kind: Kind, content: &PaperContent<'_>) -> String {
    let letter = &content.letter;
    let (who, organisation) = match kind {
        Kind::WhatHappensNext | Kind::PatientCopy | Kind::QuestionsToAsk => ("the patient", None),
        Kind::GpRequest => (
            "the GP practice",
            letter
                .patient
                .gp_practice
                .as_ref()
                .map(|practice| practice.name.as_str()),
        ),
        Kind::FirstTeam => (
            "the first team",
            letter.details.first_opinion.organisation.as_deref(),
        ),
        Kind::TransferRequest | Kind::Envelope => (
            "the new team",
            letter
                .details
                .recipient
                .as_ref()
                .map(|team| team.organisation.as_str()),
        ),
        Kind::DispatchChecklist => ("the desk that sends the bundle", None),
    };
    organisation.map_or_else(|| who.to_owned(), |name| format!("{who}: {name}"))
}

/// Why it cannot be printed, and the field to go to.
fn hindrance(error: PaperError) -> FieldProblem {
    let field = match &error {
        PaperError::FirstTeamNotToBeTold => "inform_first_team",
        PaperError::Lacks(missing) => missing.code(),
        PaperError::NoSupportBlock(_) => "support",
        _ => "",
    };
    FieldProblem {
        field: field.to_owned(),
        message: refused(error).to_string(),
    }
}
