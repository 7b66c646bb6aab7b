//! The files of words that come with the program.

use crate::kind::Kind;
use crate::language::Language;

macro_rules! words {
    ($language:literal, $name:literal) => {
        include_str!(concat!(
            "../../../../../assets/wording/",
            $language,
            "/",
            $name,
            ".txt"
        ))
    };
}

pub(super) const SUPPLEMENT: &str = words!("en-GB", "supplement");
pub(super) const WORKLIST: &str = words!("en-GB", "worklist");

/// What all papers for a patient have in common.
pub(super) const fn common(language: Language) -> &'static str {
    match language {
        Language::English => words!("en-GB", "patient"),
        Language::Welsh => words!("cy", "patient"),
        Language::Polish => words!("pl", "patient"),
        Language::Arabic => words!("ar", "patient"),
    }
}

/// The words of a paper, where it exists in that language.
pub(crate) const fn file(kind: Kind, language: Language) -> Option<&'static str> {
    Some(match (kind, language) {
        (Kind::WhatHappensNext, Language::English) => words!("en-GB", "what-happens-next"),
        (Kind::WhatHappensNext, Language::Welsh) => words!("cy", "what-happens-next"),
        (Kind::WhatHappensNext, Language::Polish) => words!("pl", "what-happens-next"),
        (Kind::WhatHappensNext, Language::Arabic) => words!("ar", "what-happens-next"),
        (Kind::QuestionsToAsk, Language::English) => words!("en-GB", "questions-to-ask"),
        (Kind::QuestionsToAsk, Language::Welsh) => words!("cy", "questions-to-ask"),
        (Kind::QuestionsToAsk, Language::Polish) => words!("pl", "questions-to-ask"),
        (Kind::QuestionsToAsk, Language::Arabic) => words!("ar", "questions-to-ask"),
        (Kind::PatientCopy, Language::English) => words!("en-GB", "patient-copy"),
        (Kind::PatientCopy, Language::Welsh) => words!("cy", "patient-copy"),
        (Kind::PatientCopy, Language::Polish) => words!("pl", "patient-copy"),
        (Kind::PatientCopy, Language::Arabic) => words!("ar", "patient-copy"),
        (Kind::GpRequest, Language::English) => words!("en-GB", "gp-request"),
        (Kind::FirstTeam, Language::English) => words!("en-GB", "first-team"),
        (Kind::TransferRequest, Language::English) => words!("en-GB", "transfer-request"),
        (Kind::DispatchChecklist, Language::English) => words!("en-GB", "dispatch-checklist"),
        (Kind::Envelope, Language::English) => words!("en-GB", "envelope"),
        // Papers for colleagues are in the language of the service.
        _ => return None,
    })
}
