//! Who speaks for the patient, by which authority, and who has seen what of it (domain rule §1.6, hazard H19).

use chrono::{Datelike, NaiveDate};

use crate::code::coded;
use crate::date;

coded! {
    /// By which authority somebody speaks for the patient (domain rule §1.6). A power that covers property alone gives no
    /// say in health, and is therefore none of them.
    pub enum AuthorityKind {
        /// The patient can decide, and has agreed that this person speaks.
        Consent = "consent", "Consent of the patient, who can decide";
        /// Somebody with parental responsibility for a child.
        ParentalResponsibility = "parental_responsibility", "Parental responsibility for a child";
        /// An attorney for health and welfare; usable only once capacity is lost.
        HealthAttorney = "health_attorney", "Lasting power of attorney for health and welfare, registered";
        /// A deputy whom the court has appointed for health and welfare.
        Deputy = "deputy", "Deputy for health and welfare, appointed by the court";
        /// Scotland: an attorney for welfare.
        WelfareAttorney = "welfare_attorney", "Welfare power of attorney, registered (Scotland)";
        /// Scotland: a guardian for welfare.
        WelfareGuardian = "welfare_guardian", "Welfare guardian, appointed by the court (Scotland)";
        /// Nobody else has authority: a clinician decides in the patient's best interests.
        BestInterests = "best_interests", "Best-interests decision by a clinician";
        /// An advocate who speaks and does not decide.
        Advocate = "advocate", "Independent mental capacity advocate, who speaks and does not decide";
    }
}

/// The age at which parental responsibility has ended, and from which a person can have given a power of attorney.
const OF_AGE: i32 = 18;

impl AuthorityKind {
    /// Whether somebody must have considered what the patient can decide: an attorney, a deputy or a guardian speaks only
    /// for a person who cannot, and a child may well be able to.
    #[must_use]
    pub const fn asks_about_capacity(self) -> bool {
        !matches!(self, Self::Consent)
    }

    /// Whether a person of this age can be spoken for by this authority.
    const fn fits(self, years: i32) -> bool {
        match self {
            Self::ParentalResponsibility => years < OF_AGE,
            Self::HealthAttorney => years >= OF_AGE,
            _ => true,
        }
    }
}

/// What was seen of an authority, by whom, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The document, with its number where it has one.
    pub what: String,
    /// Who has seen it.
    pub by: String,
    /// On which day.
    pub on: NaiveDate,
}

/// Who has considered what the patient can decide, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Considered {
    /// The clinician.
    pub by: String,
    /// On which day.
    pub on: NaiveDate,
}

/// The authority of a person who speaks for the patient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authority {
    /// Of which kind.
    pub kind: AuthorityKind,
    /// The evidence.
    pub seen: Option<Seen>,
    /// Who considered what the patient can decide.
    pub capacity: Option<Considered>,
    /// What it does not cover.
    pub limits: Option<String>,
    /// The last day on which it holds, where it has one.
    pub until: Option<NaiveDate>,
}

/// A person who speaks for the patient (domain rule §1.6).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proxy {
    /// Who.
    pub name: String,
    /// In which relation to the patient.
    pub relationship: Option<String>,
    /// By which authority; without one that was seen, nothing may be printed.
    pub authority: Option<Authority>,
    /// The day on which the patient was told that this person asks.
    pub patient_told_on: Option<NaiveDate>,
    /// What was once written of the authority in words alone. It is kept and shown, and is no evidence.
    pub words: Option<String>,
}

/// What keeps a person from speaking for the patient.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuthorityGap {
    /// Nobody has said in which relation the person stands.
    Relationship,
    /// Nobody has said by which authority.
    Kind,
    /// The authority does not fit the patient's age.
    Age,
    /// Nobody has seen it, or the day lies ahead.
    Evidence,
    /// Nobody has considered what the patient can decide, or the day lies ahead.
    Capacity,
    /// Its last day has passed.
    Ended,
}

impl Proxy {
    /// What keeps this person from speaking, on a day, for a patient who was born on another; nothing where they may.
    #[must_use]
    pub fn gap(&self, born: NaiveDate, on: NaiveDate) -> Option<AuthorityGap> {
        if self.relationship.is_none() {
            return Some(AuthorityGap::Relationship);
        }
        let Some(authority) = &self.authority else {
            return Some(AuthorityGap::Kind);
        };
        let was_seen = authority.seen.as_ref().is_some_and(|seen| seen.on <= on);
        let was_considered = authority.capacity.as_ref().is_some_and(|found| found.on <= on);
        if !authority.kind.fits(years(born, on)) {
            Some(AuthorityGap::Age)
        } else if !was_seen {
            Some(AuthorityGap::Evidence)
        } else if authority.kind.asks_about_capacity() && !was_considered {
            Some(AuthorityGap::Capacity)
        } else if authority.until.is_some_and(|until| until < on) {
            Some(AuthorityGap::Ended)
        } else {
            None
        }
    }

    /// The authority in words, for the letter and the screen; none where none was named.
    #[must_use]
    pub fn authority_words(&self) -> Option<String> {
        let Some(authority) = &self.authority else {
            return self.words.clone();
        };
        let seen = authority.seen.as_ref().map(|seen| {
            format!(
                "Seen by {} on {}: {}",
                seen.by,
                date::clinical(seen.on),
                seen.what
            )
        });
        let capacity = authority
            .capacity
            .as_ref()
            .filter(|_| authority.kind.asks_about_capacity())
            .map(|found| {
                let found_what = match authority.kind {
                    AuthorityKind::ParentalResponsibility => "Whether the child can decide was considered",
                    _ => "The patient was found unable to decide this",
                };
                format!("{found_what} by {} on {}", found.by, date::clinical(found.on))
            });
        let limits = authority
            .limits
            .as_ref()
            .map(|limits| format!("Limits: {limits}"));
        let until = authority
            .until
            .map(|until| format!("Holds until {}", date::clinical(until)));
        let told = self
            .patient_told_on
            .map(|on| format!("The patient was told on {}", date::clinical(on)));
        let parts = [
            Some(authority.kind.label().to_owned()),
            seen,
            capacity,
            limits,
            until,
            told,
            self.words.clone(),
        ];
        let sentences = parts.into_iter().flatten();
        Some(
            sentences
                .map(|part| format!("{}.", part.trim_end_matches('.')))
                .collect::<Vec<_>>()
                .join(" "),
        )
    }
}

/// Full years of age on a day.
fn years(born: NaiveDate, on: NaiveDate) -> i32 {
    let before_birthday = (on.month(), on.day()) < (born.month(), born.day());
    on.year() - born.year() - i32::from(before_birthday)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn daughter(kind: AuthorityKind) -> Proxy {
        Proxy {
            name: "Ann Jones".into(),
            relationship: Some("Daughter".into()),
            authority: Some(Authority {
                kind,
                seen: Some(Seen {
                    what: "Sealed copy, register number 7012-3456".into(),
                    by: "Bethan Sayce".into(),
                    on: day("2026-11-20"),
                }),
                capacity: None,
                limits: None,
                until: None,
            }),
            patient_told_on: None,
            words: None,
        }
    }

    #[test]
    fn every_authority_but_consent_waits_until_somebody_has_considered_what_the_patient_can_decide() {
        let today = day("2026-11-24");
        for kind in AuthorityKind::ALL {
            let child = *kind == AuthorityKind::ParentalResponsibility;
            let born = if child {
                day("2016-03-01")
            } else {
                day("1950-03-01")
            };
            let mut proxy = daughter(*kind);
            let waits = *kind != AuthorityKind::Consent;
            assert_eq!(
                proxy.gap(born, today),
                waits.then_some(AuthorityGap::Capacity),
                "{kind:?}"
            );
            if let Some(authority) = &mut proxy.authority {
                authority.capacity = Some(Considered {
                    by: "Dr Mistry".into(),
                    on: day("2026-11-21"),
                });
            }
            assert_eq!(proxy.gap(born, today), None, "{kind:?}");
        }
    }

    #[test]
    fn parental_responsibility_ends_at_eighteen_and_a_power_of_attorney_begins_then() {
        let proxy = daughter(AuthorityKind::ParentalResponsibility);
        let born = day("2008-11-24");
        assert_eq!(proxy.gap(born, day("2026-11-23")), Some(AuthorityGap::Capacity));
        assert_eq!(proxy.gap(born, day("2026-11-24")), Some(AuthorityGap::Age));
        let attorney = daughter(AuthorityKind::HealthAttorney);
        assert_eq!(attorney.gap(born, day("2026-11-23")), Some(AuthorityGap::Age));
    }

    #[test]
    fn words_alone_are_no_authority_and_what_has_ended_is_none_either() {
        let today = day("2026-11-24");
        let born = day("1950-03-01");
        let mut proxy = daughter(AuthorityKind::Consent);
        if let Some(authority) = &mut proxy.authority {
            authority.until = Some(day("2026-11-23"));
        }
        assert_eq!(proxy.gap(born, today), Some(AuthorityGap::Ended));
        assert_eq!(
            proxy.gap(born, day("2026-11-23")),
            None,
            "the last day is one on which it holds"
        );
        assert_eq!(
            proxy.gap(born, day("2026-11-19")),
            Some(AuthorityGap::Evidence),
            "not before it was seen"
        );
        proxy.authority = None;
        proxy.words = Some("She has a power of attorney, she says".into());
        assert_eq!(proxy.gap(born, today), Some(AuthorityGap::Kind));
        assert_eq!(proxy.authority_words(), proxy.words);
    }

    #[test]
    fn an_authority_is_told_with_all_that_was_seen_of_it() {
        let mut proxy = daughter(AuthorityKind::HealthAttorney);
        if let Some(authority) = &mut proxy.authority {
            authority.capacity = Some(Considered {
                by: "Dr Mistry".into(),
                on: day("2026-11-21"),
            });
            authority.limits = Some("Not for decisions on life-sustaining treatment.".into());
        }
        assert_eq!(
            proxy.authority_words().unwrap(),
            "Lasting power of attorney for health and welfare, registered. Seen by Bethan Sayce on 20-Nov-2026: Sealed copy, \
             register number 7012-3456. The patient was found unable to decide this by Dr Mistry on 21-Nov-2026. Limits: Not \
             for decisions on life-sustaining treatment."
        );
    }
}
