//! What is made of the form's questions about a person who speaks for the patient (domain rule §1.6).

use domain::request::{Authority, AuthorityKind, Considered, Proxy, Seen};

use super::RequestForm;
use crate::typed::{Problems, optional_code, optional_day, optional_line, optional_note};

/// The longest name of a person or relationship, in characters.
const LONGEST: usize = 100;

/// Reads the person and their authority, as far as both can be taken.
pub(super) fn parse(form: &RequestForm, p: &mut Problems) -> Option<Proxy> {
    let name = optional_line(p, "proxy_name", form.proxy_name.as_deref(), LONGEST)?;
    Some(Proxy {
        name,
        relationship: optional_line(
            p,
            "proxy_relationship",
            form.proxy_relationship.as_deref(),
            LONGEST,
        ),
        authority: authority(form, p),
        patient_told_on: optional_day(p, "proxy_patient_told_on", form.proxy_patient_told_on.as_deref()),
        words: optional_note(p, "proxy_authority", form.proxy_authority.as_deref()),
    })
}

fn authority(form: &RequestForm, p: &mut Problems) -> Option<Authority> {
    let kind = optional_code(
        p,
        "proxy_authority_kind",
        form.proxy_authority_kind.as_deref(),
        AuthorityKind::from_code,
    )?;
    Some(Authority {
        kind,
        seen: seen(form, p),
        capacity: considered(form, p),
        limits: optional_note(p, "proxy_limits", form.proxy_limits.as_deref()),
        until: optional_day(p, "proxy_until", form.proxy_until.as_deref()),
    })
}

/// Evidence counts whole: a document that nobody has seen, or on no known day, is none.
fn seen(form: &RequestForm, p: &mut Problems) -> Option<Seen> {
    let what = optional_note(p, "proxy_evidence", form.proxy_evidence.as_deref());
    let by = optional_line(
        p,
        "proxy_evidence_seen_by",
        form.proxy_evidence_seen_by.as_deref(),
        LONGEST,
    );
    let on = optional_day(
        p,
        "proxy_evidence_seen_on",
        form.proxy_evidence_seen_on.as_deref(),
    );
    let (what, by, on) = (what?, by?, on?);
    Some(Seen { what, by, on })
}

fn considered(form: &RequestForm, p: &mut Problems) -> Option<Considered> {
    let by = optional_line(p, "proxy_capacity_by", form.proxy_capacity_by.as_deref(), LONGEST);
    let on = optional_day(p, "proxy_capacity_on", form.proxy_capacity_on.as_deref());
    let (by, on) = (by?, on?);
    Some(Considered { by, on })
}
