//! The referral letter: the words that may never be edited away, and what it still lacks.
//!
//! Order and mandatory set: domain rules §2.3 and §2.7. What is missing blocks the paper and never the saving.

use chrono::NaiveDate;

use crate::clinician::Clinician;
use crate::patient::Patient;
use crate::recipient::Closeness;
use crate::request::{AskedBy, AuthorityGap, CareRequest, Delay, FirstOpinion, RequestDetails, TimeCritical};

/// The title of every referral letter (product rule §3.4).
pub const TITLE: &str = "REFERRAL FOR A SECOND OPINION";

/// The line at the foot of every page.
pub const CONFIDENTIAL: &str = "Confidential: personal data";

/// What stands beneath the title: what kind of referral this is, in the words of the receiving team's own lists.
pub const REASON_FOR_REFERRAL: &str = "Reason for referral: second opinion";

/// The sentence on responsibility for care (domain rule S11): protected, one per care request.
#[must_use]
pub fn care_sentence(request: CareRequest, first_team: &str) -> String {
    match request {
        CareRequest::OpinionOnly => format!(
            "This is a request for an opinion only. Care of the patient remains with {first_team} unless you and your \
             hospital agree otherwise with the patient. Existing appointments with the first team are being kept."
        ),
        CareRequest::AdviseOnTransfer => format!(
            "This is a request for an opinion, and for advice on whether care should move. Care of the patient remains \
             with {first_team} until you and your hospital have both accepted a transfer."
        ),
    }
}

/// The first team as a sentence names it; a person whom the patient wants unnamed is not named.
#[must_use]
pub fn first_team(first: &FirstOpinion) -> String {
    let clinician = first.clinician.as_deref().filter(|_| !first.name_withheld);
    match (clinician, first.organisation.as_deref()) {
        (Some(clinician), Some(organisation)) => format!("{clinician} and team at {organisation}"),
        (Some(clinician), None) => format!("{clinician} and team"),
        (None, Some(organisation)) => format!("the first team at {organisation}"),
        (None, None) => "the first team".to_owned(),
    }
}

/// Something the letter still lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum Missing {
    /// The question.
    #[error("the question to be answered")]
    Question,
    /// Who gave the first opinion.
    #[error("who gave the first opinion (or that the patient does not want the person named)")]
    FirstClinician,
    /// Where the first opinion was given.
    #[error("where the first opinion was given")]
    FirstOrganisation,
    /// When the first opinion was given.
    #[error("when the first opinion was given")]
    FirstSeenOn,
    /// The diagnosis or plan that was given.
    #[error("the diagnosis or plan of the first opinion")]
    FirstDiagnosis,
    /// What the opinion is about.
    #[error("whether it is about the diagnosis or the treatment")]
    About,
    /// What the patient expects.
    #[error("what the patient hopes for")]
    Expectation,
    /// The urgency.
    #[error("the urgency, which a clinician sets")]
    Urgency,
    /// Whether time matters.
    #[error("whether treatment is urgent or already planned")]
    TimeCritical,
    /// The talk about delay.
    #[error("whether the effect of delay was discussed, or a clinician's reason why not")]
    Delay,
    /// A clinical summary.
    #[error("the clinical summary")]
    Summary,
    /// Allergies.
    #[error("what is known of allergies")]
    Allergies,
    /// Medication.
    #[error("what is known of current medication")]
    Medication,
    /// Communication needs.
    #[error("whether there are communication needs")]
    Communication,
    /// The basis of sharing.
    #[error("the basis on which information is shared")]
    Sharing,
    /// The person who speaks for the patient.
    #[error("the name of the person who speaks for the patient")]
    ProxyName,
    /// In which relation that person stands to the patient.
    #[error("the relationship of the person who speaks for the patient")]
    ProxyRelationship,
    /// The authority of a person who speaks for the patient.
    #[error("the authority of the person who speaks for the patient")]
    ProxyAuthority,
    /// An authority that fits the patient's age.
    #[error(
        "an authority that fits the patient’s age: parental responsibility ends at 18, and nobody younger gives a lasting power \
         of attorney"
    )]
    ProxyAge,
    /// The evidence of that authority.
    #[error("what was seen of that authority, by whom, and on which day")]
    ProxyEvidence,
    /// Who considered what the patient can decide.
    #[error("which clinician considered what the patient can decide, and on which day")]
    ProxyCapacity,
    /// An authority that still holds.
    #[error("an authority that still holds: the last day of this one has passed")]
    ProxyEnded,
    /// The recipient.
    #[error("the team that is asked")]
    Recipient,
    /// A recipient that is a new team.
    #[error(
        "a recipient other than the clinician whose opinion was first, or a clinician’s reason for the same one"
    )]
    NewTeam,
    /// A recipient that is another service, or on another site.
    #[error(
        "a recipient other than the service whose opinion was first, or a clinician’s reason for the same one"
    )]
    NewService,
    /// A fresh address.
    #[error("a check of the recipient's address within the last 90 days")]
    FreshAddress,
    /// Whether known records are missing.
    #[error("whether there are results or X-rays that are not enclosed")]
    Completeness,
    /// The patient's address.
    #[error("the patient's address")]
    PatientAddress,
    /// The patient's GP practice.
    #[error("the patient's GP practice")]
    GpPractice,
    /// The patient has died.
    #[error("a living patient: the date of death is recorded")]
    Living,
}

impl Missing {
    /// The code of the missing part, which is also the name of the field to go to.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Question => "questions",
            Self::FirstClinician => "first_clinician",
            Self::FirstOrganisation => "first_organisation",
            Self::FirstSeenOn => "first_seen_on",
            Self::FirstDiagnosis => "first_diagnosis",
            Self::About => "about",
            Self::Expectation => "expectation",
            Self::Urgency => "priority",
            Self::TimeCritical => "time_critical",
            Self::Delay => "delay_discussed",
            Self::Summary => "summary",
            Self::Allergies => "allergies",
            Self::Medication => "medication",
            Self::Communication => "communication_needs",
            Self::Sharing => "sharing_basis",
            Self::ProxyName => "proxy_name",
            Self::ProxyRelationship => "proxy_relationship",
            Self::ProxyAuthority | Self::ProxyAge => "proxy_authority_kind",
            Self::ProxyEvidence => "proxy_evidence",
            Self::ProxyCapacity => "proxy_capacity_by",
            Self::ProxyEnded => "proxy_until",
            Self::Recipient => "recipient_organisation",
            Self::NewTeam => "recipient_preferred_clinician",
            Self::NewService => "recipient_service",
            Self::FreshAddress => "recipient_address_verified_on",
            Self::Completeness => "records_complete",
            Self::PatientAddress => "patient_address",
            Self::GpPractice => "patient_gp_practice",
            Self::Living => "patient_died",
        }
    }
}

/// Everything that the letter still lacks, in the order of the form.
#[must_use]
pub fn missing(patient: &Patient, request: &RequestDetails, today: NaiveDate) -> Vec<Missing> {
    let first = &request.first_opinion;
    let clinical = &request.clinical;
    let unheard = missing_authority(patient, request, today);
    let no_talk_of_delay = request
        .time_critical
        .as_ref()
        .is_some_and(|critical| !TimeCritical::lets_decide(critical));
    let recipient = request.recipient.as_ref();
    let closeness = recipient
        .filter(|_| request.same_team_reason.is_none())
        .map(|recipient| recipient.closeness_to(first));
    let stale_address = recipient.is_some_and(|recipient| !recipient.has_fresh_address(today));
    let lacks = [
        (request.questions.is_empty(), Missing::Question),
        (request.about.is_none(), Missing::About),
        (
            first.clinician.is_none() && !first.name_withheld,
            Missing::FirstClinician,
        ),
        (first.organisation.is_none(), Missing::FirstOrganisation),
        (first.seen_on.is_none(), Missing::FirstSeenOn),
        (
            first.diagnosis.is_none() && first.plan.is_none(),
            Missing::FirstDiagnosis,
        ),
        (request.expectation.is_none(), Missing::Expectation),
        (request.urgency.is_none(), Missing::Urgency),
        (request.time_critical.is_none(), Missing::TimeCritical),
        (no_talk_of_delay, Missing::Delay),
        (clinical.summary.is_none(), Missing::Summary),
        (clinical.allergies.is_none(), Missing::Allergies),
        (clinical.medication.is_none(), Missing::Medication),
        (request.communication.is_none(), Missing::Communication),
        (request.sharing.is_none(), Missing::Sharing),
        (unheard.is_some(), unheard.unwrap_or(Missing::ProxyAuthority)),
        (recipient.is_none(), Missing::Recipient),
        (closeness == Some(Closeness::SameClinician), Missing::NewTeam),
        (closeness == Some(Closeness::SameService), Missing::NewService),
        (stale_address, Missing::FreshAddress),
        (request.completeness.is_none(), Missing::Completeness),
        (patient.address.lines.is_empty(), Missing::PatientAddress),
        (patient.gp_practice.is_none(), Missing::GpPractice),
        (patient.died.is_some(), Missing::Living),
    ];
    lacks
        .into_iter()
        .filter_map(|(lacking, what)| lacking.then_some(what))
        .collect()
}

/// What keeps a request of a third party waiting for the patient on a day: without authority nothing may be printed, and
/// where somebody asked for themselves or a clinician did, nothing is missing (domain rule §1.6, hazard H19).
#[must_use]
pub fn missing_authority(patient: &Patient, request: &RequestDetails, on: NaiveDate) -> Option<Missing> {
    if request.asked_by != Some(AskedBy::Proxy) {
        return None;
    }
    let Some(proxy) = &request.proxy else {
        return Some(Missing::ProxyName);
    };
    proxy.gap(patient.born, on).map(|gap| match gap {
        AuthorityGap::Relationship => Missing::ProxyRelationship,
        AuthorityGap::Kind => Missing::ProxyAuthority,
        AuthorityGap::Age => Missing::ProxyAge,
        AuthorityGap::Evidence => Missing::ProxyEvidence,
        AuthorityGap::Capacity => Missing::ProxyCapacity,
        AuthorityGap::Ended => Missing::ProxyEnded,
    })
}

/// The words for treatment that is pending (domain rule S17).
#[must_use]
pub fn time_sentence(critical: &TimeCritical) -> String {
    let TimeCritical::Yes { treatment, on, delay } = critical else {
        return "No urgent or planned treatment depends on this opinion.".to_owned();
    };
    let when = on.map_or_else(|| "date not fixed".to_owned(), crate::date::clinical);
    let talk = match delay {
        Delay::Discussed { on, words, decision } => format!(
            "The effect of a delay was discussed with the patient on {}: {words} {}.",
            crate::date::clinical(*on),
            decision.label()
        ),
        Delay::NotDiscussed { reason: Some(reason) } => {
            format!("The effect of a delay has not been discussed with the patient: {reason}")
        }
        Delay::NotDiscussed { reason: None } => "The effect of a delay has not been discussed.".to_owned(),
    };
    format!("Pending: {treatment} ({when}). {talk}")
}

/// Who signs a letter, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// The clinician.
    pub clinician: Clinician,
    /// The moment, in the local time of the desk.
    pub at: chrono::NaiveDateTime,
    /// The clinician's signature by hand, a PNG or JPEG file, if they keep one. It adorns the letter and proves nothing:
    /// what proves is the entry in the audit trail.
    pub picture: Option<Vec<u8>>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::{DelayDecision, FirstOpinion};

    #[test]
    fn the_care_sentence_never_moves_care_by_itself() {
        for request in CareRequest::ALL {
            assert!(care_sentence(*request, "Dr Jones's team").contains("remains with Dr Jones's team"));
        }
    }

    #[test]
    fn an_empty_request_lacks_every_part_that_a_letter_needs() {
        let patient = crate::patient::Patient {
            name: crate::name::PersonName::parse(None, "Ann", "Jones").unwrap(),
            preferred_name: None,
            born: "1980-08-14".parse().unwrap(),
            gender: crate::patient::Gender::Female,
            identifier: crate::patient::PatientIdentifier::None {
                reason: "Visitor".into(),
                other: None,
            },
            address: crate::patient::PostalAddress::default(),
            address_is_sensitive: false,
            phone: None,
            email: None,
            gp_practice: None,
            died: None,
        };
        let lacking = missing(
            &patient,
            &RequestDetails::default(),
            "2026-11-24".parse().unwrap(),
        );
        assert_eq!(lacking.len(), 18);
        let withheld = RequestDetails {
            first_opinion: FirstOpinion {
                name_withheld: true,
                ..FirstOpinion::default()
            },
            ..RequestDetails::default()
        };
        assert!(
            !missing(&patient, &withheld, "2026-11-24".parse().unwrap()).contains(&Missing::FirstClinician)
        );
    }

    #[test]
    fn pending_treatment_is_told_with_its_date_and_the_talk_about_delay() {
        let critical = TimeCritical::Yes {
            treatment: "Valve operation".into(),
            on: "2026-12-20".parse().ok(),
            delay: Delay::Discussed {
                on: "2026-11-20".parse().unwrap(),
                words: "Dr Jones said that four weeks are safe.".into(),
                decision: DelayDecision::Wait,
            },
        };
        assert_eq!(
            time_sentence(&critical),
            "Pending: Valve operation (20-Dec-2026). The effect of a delay was discussed with the patient on \
             20-Nov-2026: Dr Jones said that four weeks are safe. Treatment waits for the opinion."
        );
    }
}
