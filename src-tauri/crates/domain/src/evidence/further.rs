//! What one answer makes necessary, and the words that a decline must not hold.

use std::collections::BTreeMap;

use super::lists::{DispatchMethod, Item, OpinionOutcome, Route};
use super::{EvidenceError, EvidenceProblem};
use crate::request::Explanation;

/// Words that judge a patient who asks (domain rule S2): a decline is kept, and may be read by the patient.
const JUDGING: &[&str] = &[
    "insists",
    "insisted",
    "demands",
    "demanded",
    "demanding",
    "unhappy customer",
    "difficult patient",
    "heartsink",
    "shopping around",
    "time waster",
    "time-waster",
    "troublemaker",
];

/// The items that these answers make necessary, where the step asks for them.
pub(super) fn needed(kept: &BTreeMap<Item, String>) -> impl Iterator<Item = Item> {
    let says = |item, code: &str| kept.get(&item).is_some_and(|answer| answer == code);
    let is_explained = says(Item::Explanation, Explanation::Done.code());
    let is_impossible = says(Item::Explanation, Explanation::NotPossible.code());
    // Advice that nobody chases is a request that stalls unseen.
    let is_advice = says(Item::Route, Route::AdviceAndGuidance.code());
    // Where two opinions differ, somebody must settle with the patient which plan holds (domain rule S15).
    let differs = says(Item::Outcome, OpinionOutcome::OtherTreatment.code())
        || says(Item::Outcome, OpinionOutcome::OtherDiagnosis.code());
    // What went by e-RS is found again by its booking reference (domain rule §0.3).
    let is_ers = says(Item::Method, DispatchMethod::Ers.code());
    [
        (is_explained || is_advice, Item::Name),
        (is_impossible, Item::Note),
        (is_advice || differs, Item::DueOn),
        (is_ers, Item::Ubrn),
    ]
    .into_iter()
    .filter_map(|(is_needed, item)| is_needed.then_some(item))
}

/// Every answer with a word that judges the patient.
pub(super) fn judging(kept: &BTreeMap<Item, String>) -> Vec<EvidenceProblem> {
    kept.iter()
        .filter_map(|(item, answer)| {
            let folded = answer.to_lowercase();
            let word = JUDGING.iter().find(|word| holds(&folded, word))?;
            Some(EvidenceProblem {
                item: *item,
                error: EvidenceError::Judging(word),
            })
        })
        .collect()
}

/// Whether a text holds these words as whole words.
fn holds(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + words.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}
