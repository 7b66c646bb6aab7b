//! The form of a request: one flat document whose fields are kept exactly as typed.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use specta::Type;

/// A request as typed. Nothing is refused for being incomplete: what is missing blocks the paper, never the saving.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(default, deny_unknown_fields)]
pub struct RequestForm {
    /// A code of the list `asked_by`.
    pub asked_by: Option<String>,
    /// Who speaks for the patient.
    pub proxy_name: Option<String>,
    /// In which relation to the patient.
    pub proxy_relationship: Option<String>,
    /// What was written of the authority in words alone, before its kind and evidence were asked for.
    pub proxy_authority: Option<String>,
    /// A code of the list `proxy_authority_kind`.
    pub proxy_authority_kind: Option<String>,
    /// What was seen of that authority.
    pub proxy_evidence: Option<String>,
    /// Who has seen it.
    pub proxy_evidence_seen_by: Option<String>,
    /// On which day.
    pub proxy_evidence_seen_on: Option<String>,
    /// Which clinician considered what the patient can decide.
    pub proxy_capacity_by: Option<String>,
    /// On which day.
    pub proxy_capacity_on: Option<String>,
    /// What the authority does not cover.
    pub proxy_limits: Option<String>,
    /// The last day on which it holds.
    pub proxy_until: Option<String>,
    /// The day on which the patient was told that this person asks.
    pub proxy_patient_told_on: Option<String>,
    /// The day of the ask.
    pub asked_on: Option<String>,
    /// A code of the list `received_how`.
    pub received_how: Option<String>,
    /// The patient's own words.
    pub patient_words: Option<String>,
    /// `yes` or `no`: does the patient also wish to complain? A way of its own, which no letter tells of (domain rule S7).
    pub complaint: Option<String>,
    /// The day on which the patient was given the details for complaints.
    pub complaint_told_on: Option<String>,
    /// What the patient hopes for.
    pub expectation: Option<String>,
    /// A code of the list `about`.
    pub about: Option<String>,
    /// Codes of the list `reasons`; a reason of the organisation's own is `own:` and its words.
    pub reasons: Vec<String>,
    /// One to three questions.
    pub questions: Vec<String>,
    /// Who gave the first opinion.
    pub first_clinician: Option<String>,
    /// That person's GMC number.
    pub first_gmc_number: Option<String>,
    /// The service or clinic of the first opinion.
    pub first_service: Option<String>,
    /// Where.
    pub first_organisation: Option<String>,
    /// The ODS code of that organisation or site.
    pub first_ods_code: Option<String>,
    /// When.
    pub first_seen_on: Option<String>,
    /// The diagnosis as given.
    pub first_diagnosis: Option<String>,
    /// The plan as offered.
    pub first_plan: Option<String>,
    /// What the patient was told.
    pub first_told_patient: Option<String>,
    /// `yes`, `no` or nothing for unknown.
    pub first_treatment_started: Option<String>,
    /// The patient does not want the first clinician named.
    pub first_name_withheld: bool,
    /// A code of the list `explanation`.
    pub explanation: Option<String>,
    /// When and by whom, or why not.
    pub explanation_words: Option<String>,
    /// A code of the list `inform_first_team`.
    pub inform_first_team: Option<String>,
    /// A code of the list `priority`; only a clinician may change it.
    pub priority: Option<String>,
    /// Why, where it is not routine; only a clinician may change it.
    pub priority_reason: Option<String>,
    /// `yes` or `no`: is treatment urgent or already planned?
    pub time_critical: Option<String>,
    /// What is pending.
    pub time_critical_treatment: Option<String>,
    /// When it is due.
    pub time_critical_on: Option<String>,
    /// `yes` or `no`: was the effect of a delay discussed?
    pub delay_discussed: Option<String>,
    /// When.
    pub delay_discussed_on: Option<String>,
    /// By whom and what was said.
    pub delay_words: Option<String>,
    /// A code of the list `delay_decision`.
    pub delay_decision: Option<String>,
    /// A clinician's reason for going on without; only a clinician may change it.
    pub delay_not_discussed_reason: Option<String>,
    /// A code of the list `care_request`; opinion only unless chosen otherwise.
    pub care_request: Option<String>,
    /// A code of the list `sharing_basis`.
    pub sharing_basis: Option<String>,
    /// Who explained it and when, or why consent was not obtained.
    pub sharing_words: Option<String>,
    /// `yes` or `no`: are there communication needs?
    pub communication_needs: Option<String>,
    /// The language of an interpreter.
    pub interpreter: Option<String>,
    /// The format in which the patient reads.
    pub reading_format: Option<String>,
    /// Reasonable adjustments, mobility and travel.
    pub adjustments: Option<String>,
    /// A very brief clinical summary.
    pub summary: Option<String>,
    /// The history in full.
    pub history: Option<String>,
    /// Examination findings with laterality.
    pub examination: Option<String>,
    /// Investigations with dates, units and reference ranges.
    pub investigations: Option<String>,
    /// A code of the list `allergies`.
    pub allergies: Option<String>,
    /// Which, where they are known.
    pub allergy_details: Option<String>,
    /// A code of the list `medication`.
    pub medication: Option<String>,
    /// Which, where it is listed.
    pub medication_details: Option<String>,
    /// Safety alerts.
    pub alerts: Option<String>,
    /// A person whom the patient would prefer.
    pub recipient_preferred_clinician: Option<String>,
    /// That person's GMC number.
    pub recipient_gmc_number: Option<String>,
    /// The specialty that is asked.
    pub recipient_specialty: Option<String>,
    /// The service or clinic.
    pub recipient_service: Option<String>,
    /// The organisation.
    pub recipient_organisation: Option<String>,
    /// Its ODS code.
    pub recipient_ods_code: Option<String>,
    /// Its address.
    pub recipient_address_lines: Vec<String>,
    /// Its postcode.
    pub recipient_postcode: Option<String>,
    /// The day on which a person last checked the address.
    pub recipient_address_verified_on: Option<String>,
    /// A clinician's reason for asking the very clinician or service whose opinion was first; only a clinician may
    /// change it.
    pub recipient_same_team_reason: Option<String>,
    /// To whom the answer goes, where not to the signatory.
    pub return_response_to: Option<String>,
    /// Pathway identifier, clock start and treatment status as the team knows them.
    pub pathway_dates: Option<String>,
    /// `yes` or `no`: is everything relevant that is known enclosed?
    pub records_complete: Option<String>,
    /// What is not enclosed, and why.
    pub records_not_enclosed: Option<String>,
    /// The lines of the list of usual records that somebody has looked for: a reminder, of which no paper says anything.
    pub records_looked_for: Vec<String>,
}

impl RequestForm {
    /// Whether the parts that only a clinician may change are the same in both.
    #[must_use]
    pub fn agrees_on_clinical_parts(&self, other: &Self) -> bool {
        let parts = |form: &Self| {
            [
                &form.priority,
                &form.priority_reason,
                &form.delay_not_discussed_reason,
                &form.recipient_same_team_reason,
            ]
            .map(|part| {
                part.as_deref()
                    .map(str::trim)
                    .filter(|text| !text.is_empty())
                    .map(str::to_owned)
            })
        };
        parts(self) == parts(other)
    }

    /// The day on which treatment is due, as far as it can be read.
    #[must_use]
    pub fn treatment_on(&self) -> Option<NaiveDate> {
        let is_pending = self.time_critical.as_deref() == Some("yes");
        self.time_critical_on
            .as_deref()
            .filter(|_| is_pending)
            .and_then(|text| text.trim().parse().ok())
    }
}
