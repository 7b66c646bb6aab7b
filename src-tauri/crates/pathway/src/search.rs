//! Search from anywhere: requests and patients by what a person types, with two identifiers each and a warning where one
//! patient may be taken for another (hazard H2).
//!
//! A search is answered letter by letter. It is one entry of the trail from its first letter until the typing rests or
//! begins anew, so that nothing is shown unseen and the trail is not flooded.

use domain::date;
use domain::role::Permission;
use store::Tx;
use store::audit::{Act, Entry};
use store::patients::{self, PatientRow};
use store::requests::{self, Filter, List, RequestLine};

use crate::view::{FoundView, HitView};
use crate::worklist::{banner, numbered};
use crate::{Desk, Error, Now};

/// How many hits are shown: more means that the words should say more.
const SHOWN: u32 = 9;

/// After this long without a letter, in milliseconds, the next one begins another search.
const RESTS_AFTER: i64 = 10_000;

/// A search that is being typed.
#[derive(Debug, Clone)]
pub(crate) struct Searching {
    words: String,
    at_ms: i64,
}

impl Searching {
    /// Whether these words are the same search with letters more or fewer, typed without a rest.
    fn goes_on_with(&self, words: &str, at_ms: i64) -> bool {
        let continues = words.starts_with(&self.words) || self.words.starts_with(words);
        continues && (0..RESTS_AFTER).contains(&(at_ms - self.at_ms))
    }
}

/// Finds requests, and patients who have none, by name in any order, number, date of birth in any usual form, reference or
/// booking reference.
///
/// # Errors
/// [`Error::Refused`] by role.
pub fn search(desk: &mut Desk, words: &str, now: Now) -> Result<FoundView, Error> {
    let entry = Entry::done(Act::RequestsSearched);
    desk.permit(Permission::ReadClinical, &entry, now)?;
    let (words, at_ms) = (words.trim().to_lowercase(), now.at().utc_ms);
    let goes_on = desk
        .searching
        .as_ref()
        .is_some_and(|search| search.goes_on_with(&words, at_ms));
    let found = if goes_on {
        desk.store.read(|tx| found(tx, &words))?
    } else {
        desk.act(entry, now, |tx| found(tx, &words))?
    };
    desk.searching = Some(Searching { words, at_ms });
    Ok(found)
}

/// What answers to the whole of what was typed comes first, be it a request or a patient who has none; then other requests,
/// then other patients.
fn found(tx: &mut Tx<'_>, words: &str) -> Result<FoundView, Error> {
    let requests = requests::find(tx, words, &Filter::of(List::All, SHOWN))?;
    let patients = patients::find(tx, words, SHOWN)?;
    let mut is_cut = requests.is_more || patients.is_more;
    let mut hits = Vec::new();
    for (at, row) in patients.found.into_iter().enumerate() {
        if requests.found.iter().all(|line| line.patient_id != row.id) {
            hits.push((at < patients.exact, Hit::Patient(row)));
        }
    }
    let lines = requests.found.into_iter().enumerate();
    let lines: Vec<_> = lines
        .map(|(at, line)| (at < requests.exact, Hit::Request(line)))
        .collect();
    hits.splice(0..0, lines);
    // What is as near as another keeps its place.
    hits.sort_by_key(|(is_exact, _)| !is_exact);
    is_cut |= hits.len() > SHOWN as usize;
    hits.truncate(SHOWN as usize);
    let hits = hits
        .into_iter()
        .map(|(_, hit)| hit.view(tx))
        .collect::<Result<_, _>>()?;
    Ok(FoundView { hits, is_cut })
}

/// A request that was found, or a patient.
enum Hit {
    Request(RequestLine),
    Patient(PatientRow),
}

impl Hit {
    /// Only what is shown is compared with everybody else in the store.
    fn view(self, tx: &mut Tx<'_>) -> Result<HitView, Error> {
        match self {
            Self::Request(line) => of_request(tx, &line),
            Self::Patient(row) => match requests::latest_of(tx, row.id)? {
                // Whoever has requests that were cut off by the limit is still led to one of them.
                Some(line) => of_request(tx, &line),
                None => of_patient(tx, &row),
            },
        }
    }
}

fn of_request(tx: &mut Tx<'_>, line: &RequestLine) -> Result<HitView, Error> {
    let patient = &line.patient;
    Ok(HitView {
        request_id: Some(line.id.to_string()),
        reference: Some(line.reference.to_string()),
        status_label: Some(line.status.label().to_owned()),
        about: line.recipient.clone().or_else(|| line.question.clone()),
        patient_id: line.patient_id.to_string(),
        patient: banner(&patient.family, &patient.given, patient.title.as_deref()),
        born: date::clinical(patient.born_on),
        number: numbered(&patient.identifier_kind, patient.identifier_value.as_deref()),
        is_similar_to_another: patients::resembles_another(
            tx,
            line.patient_id,
            &patient.family,
            &patient.given,
            patient.born_on,
        )?,
    })
}

fn of_patient(tx: &mut Tx<'_>, row: &PatientRow) -> Result<HitView, Error> {
    let fields = &row.fields;
    Ok(HitView {
        request_id: None,
        reference: None,
        status_label: None,
        about: None,
        patient_id: row.id.to_string(),
        patient: banner(&fields.family, &fields.given, fields.title.as_deref()),
        born: date::clinical(fields.born_on),
        number: numbered(&fields.identifier_kind, fields.identifier_value.as_deref()),
        is_similar_to_another: patients::resembles_another(
            tx,
            row.id,
            &fields.family,
            &fields.given,
            fields.born_on,
        )?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_goes_on_letter_by_letter_and_ends_with_a_rest_or_other_words() {
        let search = Searching {
            words: "wyn".into(),
            at_ms: 1000,
        };
        assert!(search.goes_on_with("wyn-p", 1300));
        assert!(search.goes_on_with("w", 1300));
        assert!(!search.goes_on_with("okonkwo", 1300));
        assert!(!search.goes_on_with("wyn-p", 1000 + RESTS_AFTER));
        assert!(
            !search.goes_on_with("wyn-p", 900),
            "a clock that was put back begins anew"
        );
    }
}
