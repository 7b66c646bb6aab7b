//! The request on the wire: one flat form whose fields are kept exactly as typed, and what is made of it.

use chrono::NaiveDate;
use domain::organisation::OdsCode;
use domain::recipient::Recipient;
use domain::request::{
    About, Allergies, AllergyState, AskedBy, CareRequest, ClinicalContent, CommunicationNeeds, Completeness, Delay,
    DelayDecision, Explanation, FirstOpinion, InformFirstTeam, Medication, MedicationState, Priority, Proxy, QUESTION_LIMIT,
    Reason, ReceivedHow, RequestDetails, Sharing, SharingBasis, TimeCritical, Urgency,
};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::patient::address;
use super::{BundleView, FieldProblem, LetterView, PatientView, RecordView};
use crate::typed::{Problems, optional_code, optional_day, optional_line, optional_note, yes_no};

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
    /// By which authority, and what was seen of it.
    pub proxy_authority: Option<String>,
    /// The day of the ask.
    pub asked_on: Option<String>,
    /// A code of the list `received_how`.
    pub received_how: Option<String>,
    /// The patient's own words.
    pub patient_words: Option<String>,
    /// What the patient hopes for.
    pub expectation: Option<String>,
    /// A code of the list `about`.
    pub about: Option<String>,
    /// Codes of the list `reasons`.
    pub reasons: Vec<String>,
    /// One to three questions.
    pub questions: Vec<String>,
    /// Who gave the first opinion.
    pub first_clinician: Option<String>,
    /// Where.
    pub first_organisation: Option<String>,
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
    /// To whom the answer goes, where not to the signatory.
    pub return_response_to: Option<String>,
    /// Pathway identifier, clock start and treatment status as the team knows them.
    pub pathway_dates: Option<String>,
    /// `yes` or `no`: is everything relevant that is known enclosed?
    pub records_complete: Option<String>,
    /// What is not enclosed, and why.
    pub records_not_enclosed: Option<String>,
}

/// A new request: the two gate questions come first (domain rule S4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct OpenRequestInput {
    /// The patient.
    pub patient_id: String,
    /// Is the patient in hospital now?
    pub in_hospital: bool,
    /// Is somebody worried that the patient is getting worse?
    pub getting_worse: bool,
    /// Who was told to call the urgent line, where both are yes.
    #[serde(default)]
    pub told: Option<String>,
    /// A similar request of the last twelve months is known, and this is another one all the same: why.
    #[serde(default)]
    pub not_a_duplicate_because: Option<String>,
    /// The form as far as it is known.
    #[serde(default)]
    pub form: RequestForm,
}

/// What was opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct OpenedView {
    /// The id.
    pub id: String,
    /// `SO-2026-0042`.
    pub reference: String,
    /// The code of the status.
    pub status: String,
    /// What the person must be told now, such as the urgent line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub advice: Option<String>,
}

/// One answer of the evidence for a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct EvidenceInput {
    /// The code of the item.
    pub item: String,
    /// The answer.
    pub answer: String,
}

/// An item that a step asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct AskedView {
    /// The code of the item.
    pub item: String,
    /// The words for it.
    pub label: String,
    /// Whether the step is refused without it.
    pub required: bool,
    /// `day`, `line`, `note`, `choice` or `ubrn`.
    pub answer: String,
    /// The choices, for a choice.
    pub choices: Vec<super::Choice>,
}

/// A step that is possible from here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct StepView {
    /// The code of the step.
    pub code: String,
    /// The words for it.
    pub label: String,
    /// Whether the person who is signed in may take it.
    pub is_permitted: bool,
    /// What it asks for.
    pub asked: Vec<AskedView>,
}

/// Something that the letter still lacks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct MissingView {
    /// The field to go to.
    pub field: String,
    /// The words for it.
    pub message: String,
}

/// One line of the history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct HistoryView {
    /// When it was written down, in the clinical form.
    pub at: String,
    /// The words for the step; none for the first line.
    pub step: Option<String>,
    /// The words for the status.
    pub status: String,
    /// Who.
    pub by: String,
    /// What was said, label and answer.
    pub evidence: Vec<(String, String)>,
}

/// The request's page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct RequestView {
    /// The id.
    pub id: String,
    /// `SO-2026-0042`.
    pub reference: String,
    /// The version that a change must name.
    pub version: u32,
    /// The code of the status.
    pub status: String,
    /// The words for the status.
    pub status_label: String,
    /// Whether letter and records may be changed now.
    pub is_in_preparation: bool,
    /// The day by which the next thing should happen, in the clinical form.
    pub next_action_by: Option<String>,
    /// Whether that day has passed.
    pub is_overdue: bool,
    /// The patient.
    pub patient: PatientView,
    /// The form as typed.
    pub form: RequestForm,
    /// What is typed but cannot be taken as it is.
    pub problems: Vec<FieldProblem>,
    /// What the letter still lacks.
    pub missing: Vec<MissingView>,
    /// The records in their order.
    pub records: Vec<RecordView>,
    /// The steps that are possible now.
    pub steps: Vec<StepView>,
    /// All that has happened.
    pub history: Vec<HistoryView>,
    /// The letters that were signed, newest first.
    pub letters: Vec<LetterView>,
    /// The newest bundle of the present letter.
    pub bundle: Option<BundleView>,
}

/// Reads the form: the details as far as they can be taken, and every field that cannot.
pub(crate) fn parse(form: &RequestForm) -> (RequestDetails, Vec<FieldProblem>) {
    let mut problems = Problems::default();
    let p = &mut problems;
    let details = RequestDetails {
        asked_by: optional_code(p, "asked_by", form.asked_by.as_deref(), AskedBy::from_code),
        proxy: proxy(form, p),
        asked_on: optional_day(p, "asked_on", form.asked_on.as_deref()),
        received_how: optional_code(p, "received_how", form.received_how.as_deref(), ReceivedHow::from_code),
        patient_words: optional_note(p, "patient_words", form.patient_words.as_deref()),
        expectation: optional_note(p, "expectation", form.expectation.as_deref()),
        about: optional_code(p, "about", form.about.as_deref(), About::from_code),
        reasons: form
            .reasons
            .iter()
            .filter_map(|code| optional_code(p, "reasons", Some(code), Reason::from_code))
            .collect(),
        questions: questions(form, p),
        first_opinion: first_opinion(form, p),
        explanation: explanation(form, p),
        inform_first_team: optional_code(
            p,
            "inform_first_team",
            form.inform_first_team.as_deref(),
            InformFirstTeam::from_code,
        ),
        urgency: urgency(form, p),
        time_critical: time_critical(form, p),
        care_request: optional_code(p, "care_request", form.care_request.as_deref(), CareRequest::from_code),
        sharing: sharing(form, p),
        communication: communication(form, p),
        clinical: clinical(form, p),
        recipient: recipient(form, p),
        return_response_to: optional_note(p, "return_response_to", form.return_response_to.as_deref()),
        pathway_dates: optional_note(p, "pathway_dates", form.pathway_dates.as_deref()),
        completeness: completeness(form, p),
    };
    (details, problems.list())
}

fn proxy(form: &RequestForm, p: &mut Problems) -> Option<Proxy> {
    let name = optional_line(p, "proxy_name", form.proxy_name.as_deref(), 100)?;
    Some(Proxy {
        name,
        relationship: optional_line(p, "proxy_relationship", form.proxy_relationship.as_deref(), 100).unwrap_or_default(),
        authority: optional_note(p, "proxy_authority", form.proxy_authority.as_deref()),
    })
}

fn questions(form: &RequestForm, p: &mut Problems) -> Vec<String> {
    let typed: Vec<_> = form.questions.iter().filter(|question| !question.trim().is_empty()).collect();
    if typed.len() > QUESTION_LIMIT {
        p.say("questions", "a letter asks at most three questions");
    }
    typed.into_iter().take(QUESTION_LIMIT).filter_map(|text| optional_note(p, "questions", Some(text))).collect()
}

fn first_opinion(form: &RequestForm, p: &mut Problems) -> FirstOpinion {
    FirstOpinion {
        clinician: optional_line(p, "first_clinician", form.first_clinician.as_deref(), 100),
        organisation: optional_line(p, "first_organisation", form.first_organisation.as_deref(), 150),
        seen_on: optional_day(p, "first_seen_on", form.first_seen_on.as_deref()),
        diagnosis: optional_note(p, "first_diagnosis", form.first_diagnosis.as_deref()),
        plan: optional_note(p, "first_plan", form.first_plan.as_deref()),
        told_patient: optional_note(p, "first_told_patient", form.first_told_patient.as_deref()),
        treatment_started: yes_no(p, "first_treatment_started", form.first_treatment_started.as_deref()),
        name_withheld: form.first_name_withheld,
    }
}

fn explanation(form: &RequestForm, p: &mut Problems) -> Option<(Explanation, Option<String>)> {
    let state = optional_code(p, "explanation", form.explanation.as_deref(), Explanation::from_code)?;
    Some((state, optional_note(p, "explanation_words", form.explanation_words.as_deref())))
}

fn urgency(form: &RequestForm, p: &mut Problems) -> Option<Urgency> {
    let priority = optional_code(p, "priority", form.priority.as_deref(), Priority::from_code)?;
    let reason = optional_note(p, "priority_reason", form.priority_reason.as_deref());
    p.take("priority_reason", Urgency::new(priority, reason))
}

fn time_critical(form: &RequestForm, p: &mut Problems) -> Option<TimeCritical> {
    if !yes_no(p, "time_critical", form.time_critical.as_deref())? {
        return Some(TimeCritical::No);
    }
    let treatment = optional_note(p, "time_critical_treatment", form.time_critical_treatment.as_deref());
    if treatment.is_none() {
        p.say("time_critical_treatment", "say which treatment or decision is pending");
    }
    let on = optional_day(p, "time_critical_on", form.time_critical_on.as_deref());
    let delay = if yes_no(p, "delay_discussed", form.delay_discussed.as_deref()) == Some(true) {
        let on = optional_day(p, "delay_discussed_on", form.delay_discussed_on.as_deref());
        let words = optional_note(p, "delay_words", form.delay_words.as_deref());
        let decision = optional_code(p, "delay_decision", form.delay_decision.as_deref(), DelayDecision::from_code);
        for (is_missing, field, message) in [
            (on.is_none(), "delay_discussed_on", "say when it was discussed"),
            (words.is_none(), "delay_words", "say who discussed it and what was said"),
            (decision.is_none(), "delay_decision", "say what the patient decided"),
        ] {
            if is_missing {
                p.say(field, message);
            }
        }
        Delay::Discussed { on: on?, words: words?, decision: decision? }
    } else {
        let reason = form.delay_not_discussed_reason.as_deref();
        Delay::NotDiscussed { reason: optional_note(p, "delay_not_discussed_reason", reason) }
    };
    Some(TimeCritical::Yes { treatment: treatment?, on, delay })
}

fn sharing(form: &RequestForm, p: &mut Problems) -> Option<Sharing> {
    let basis = optional_code(p, "sharing_basis", form.sharing_basis.as_deref(), SharingBasis::from_code)?;
    let words = optional_note(p, "sharing_words", form.sharing_words.as_deref());
    if matches!(basis, SharingBasis::BestInterests | SharingBasis::Other) && words.is_none() {
        p.say("sharing_words", "say why consent was not obtained");
        return None;
    }
    Some(Sharing { basis, words })
}

fn communication(form: &RequestForm, p: &mut Problems) -> Option<CommunicationNeeds> {
    if !yes_no(p, "communication_needs", form.communication_needs.as_deref())? {
        return Some(CommunicationNeeds::default());
    }
    let needs = CommunicationNeeds {
        interpreter: optional_line(p, "interpreter", form.interpreter.as_deref(), 100),
        format: optional_line(p, "reading_format", form.reading_format.as_deref(), 200),
        adjustments: optional_note(p, "adjustments", form.adjustments.as_deref()),
    };
    if needs.is_none() {
        p.say("communication_needs", "say which needs there are");
        return None;
    }
    Some(needs)
}

fn clinical(form: &RequestForm, p: &mut Problems) -> ClinicalContent {
    ClinicalContent {
        summary: optional_note(p, "summary", form.summary.as_deref()),
        history: optional_note(p, "history", form.history.as_deref()),
        examination: optional_note(p, "examination", form.examination.as_deref()),
        investigations: optional_note(p, "investigations", form.investigations.as_deref()),
        allergies: allergies(form, p),
        medication: medication(form, p),
        alerts: optional_note(p, "alerts", form.alerts.as_deref()),
    }
}

fn allergies(form: &RequestForm, p: &mut Problems) -> Option<Allergies> {
    let state = optional_code(p, "allergies", form.allergies.as_deref(), AllergyState::from_code)?;
    let details = optional_note(p, "allergy_details", form.allergy_details.as_deref());
    if state == AllergyState::Known && details.is_none() {
        p.say("allergy_details", "say which allergies and reactions");
        return None;
    }
    Some(Allergies { state, details })
}

fn medication(form: &RequestForm, p: &mut Problems) -> Option<Medication> {
    let state = optional_code(p, "medication", form.medication.as_deref(), MedicationState::from_code)?;
    let details = optional_note(p, "medication_details", form.medication_details.as_deref());
    if state == MedicationState::Listed && details.is_none() {
        p.say("medication_details", "list the medicines with dose and route");
        return None;
    }
    Some(Medication { state, details })
}

fn recipient(form: &RequestForm, p: &mut Problems) -> Option<Recipient> {
    let organisation = optional_line(p, "recipient_organisation", form.recipient_organisation.as_deref(), 150);
    let specialty = optional_line(p, "recipient_specialty", form.recipient_specialty.as_deref(), 100);
    let code = form.recipient_ods_code.as_deref().filter(|code| !code.trim().is_empty());
    let recipient = Recipient {
        preferred_clinician: optional_line(
            p,
            "recipient_preferred_clinician",
            form.recipient_preferred_clinician.as_deref(),
            100,
        ),
        service: optional_line(p, "recipient_service", form.recipient_service.as_deref(), 150),
        ods_code: code.and_then(|code| p.take("recipient_ods_code", OdsCode::parse(code))),
        address: address(
            p,
            "recipient_address_lines",
            &form.recipient_address_lines,
            form.recipient_postcode.as_deref(),
        ),
        address_verified_on: optional_day(
            p,
            "recipient_address_verified_on",
            form.recipient_address_verified_on.as_deref(),
        ),
        specialty: specialty.clone().unwrap_or_default(),
        organisation: organisation?,
    };
    if specialty.is_none() {
        p.say("recipient_specialty", "say which specialty is asked");
        return None;
    }
    Some(recipient)
}

fn completeness(form: &RequestForm, p: &mut Problems) -> Option<Completeness> {
    if yes_no(p, "records_complete", form.records_complete.as_deref())? {
        return Some(Completeness::AllEnclosed);
    }
    let listed = optional_note(p, "records_not_enclosed", form.records_not_enclosed.as_deref());
    if listed.is_none() {
        p.say("records_not_enclosed", "list the results or X-rays that are not enclosed, and why");
    }
    listed.map(Completeness::NotEnclosed)
}

impl RequestForm {
    /// Whether the parts that only a clinician may change are the same in both.
    #[must_use]
    pub fn agrees_on_urgency(&self, other: &Self) -> bool {
        let parts = |form: &Self| {
            [&form.priority, &form.priority_reason, &form.delay_not_discussed_reason]
                .map(|part| part.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned))
        };
        parts(self) == parts(other)
    }

    /// The day on which treatment is due, as far as it can be read.
    #[must_use]
    pub fn treatment_on(&self) -> Option<NaiveDate> {
        let is_pending = self.time_critical.as_deref() == Some("yes");
        self.time_critical_on.as_deref().filter(|_| is_pending).and_then(|text| text.trim().parse().ok())
    }
}

/// Where the gate's two questions lead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct GateView {
    /// `proceed`, `speak_to_ward`, `same_day_care` or `marthas_rule`.
    pub outcome: String,
    /// What the person must be told.
    pub advice: Option<String>,
    /// The number of the urgent line.
    pub phone: String,
}
