//! Search from anywhere: requests and patients by what a person types, with two identifiers each and a warning where one
//! patient may be taken for another (hazard H2).
//!
//! A search is answered letter by letter. It is one entry of the trail from its first letter until the typing rests or
//! begins anew, so that nothing is shown unseen and the trail is not flooded.

use std::collections::BTreeMap;

use domain::date;
use domain::id::PatientId;
use domain::role::Permission;
use store::Tx;
use store::audit::{Act, Entry};
use store::patients::{self, PatientFields};
use store::requests::{self, Filter, List, RequestLine};

use crate::view::{FoundView, HitView};
use crate::worklist::{banner, numbered};
use crate::{Desk, Error, Now};

/// How many hits are shown: more means that the words should say more.
const SHOWN: usize = 9;

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

fn found(tx: &mut Tx<'_>, words: &str) -> Result<FoundView, Error> {
    // One more than is shown says whether there are more.
    let limit = SHOWN as u32 + 1;
    let mut lines = requests::find(tx, words, &Filter::of(List::All, limit))?;
    for booked in requests::booked(tx, words, limit)? {
        if lines.iter().all(|line| line.id != booked.id) {
            lines.push(booked);
        }
    }
    let mut alike = Alike::default();
    let mut hits = Vec::with_capacity(SHOWN);
    for line in &lines {
        let is_similar = alike.is_similar(tx, line.patient_id)?;
        hits.push(of_request(line, is_similar));
    }
    for row in patients::find(tx, words, limit)? {
        let has_request = lines.iter().any(|line| line.patient_id == row.id);
        if has_request || hits.len() > SHOWN {
            continue;
        }
        // Whoever has requests that were cut off by the limit is still led to one of them.
        let latest = requests::of_patient(tx, row.id)?.into_iter().next();
        let is_similar = alike.is_similar(tx, row.id)?;
        hits.push(match latest {
            Some(line) => of_request(&line, is_similar),
            None => of_patient(row.id, &row.fields, is_similar),
        });
    }
    let is_cut = hits.len() > SHOWN;
    hits.truncate(SHOWN);
    Ok(FoundView { hits, is_cut })
}

/// Which patients may be taken for another of the store; each is looked up once.
#[derive(Default)]
struct Alike(BTreeMap<PatientId, bool>);

impl Alike {
    fn is_similar(&mut self, tx: &mut Tx<'_>, id: PatientId) -> Result<bool, Error> {
        if let Some(known) = self.0.get(&id) {
            return Ok(*known);
        }
        let own = patients::get(tx, id)?.fields;
        let near = patients::similar_to(tx, &own.family, &own.given, own.born_on)?;
        let is_similar = near
            .iter()
            .any(|other| other.id != id && may_be_confused(&own, &other.fields));
        self.0.insert(id, is_similar);
        Ok(is_similar)
    }
}

fn may_be_confused(one: &PatientFields, other: &PatientFields) -> bool {
    one.may_be_taken_for(other) || one.has_the_name_of(other) && date::are_close(one.born_on, other.born_on)
}

fn of_request(line: &RequestLine, is_similar: bool) -> HitView {
    let patient = &line.patient;
    HitView {
        request_id: Some(line.id.to_string()),
        reference: Some(line.reference.to_string()),
        status_label: Some(line.status.label().to_owned()),
        about: line.recipient.clone().or_else(|| line.question.clone()),
        patient_id: line.patient_id.to_string(),
        patient: banner(&patient.family, &patient.given, patient.title.as_deref()),
        born: date::clinical(patient.born_on),
        number: numbered(&patient.identifier_kind, patient.identifier_value.as_deref()),
        is_similar_to_another: is_similar,
    }
}

fn of_patient(id: PatientId, fields: &PatientFields, is_similar: bool) -> HitView {
    HitView {
        request_id: None,
        reference: None,
        status_label: None,
        about: None,
        patient_id: id.to_string(),
        patient: banner(&fields.family, &fields.given, fields.title.as_deref()),
        born: date::clinical(fields.born_on),
        number: numbered(&fields.identifier_kind, fields.identifier_value.as_deref()),
        is_similar_to_another: is_similar,
    }
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
