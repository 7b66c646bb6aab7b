//! What is made of the form: the details as far as they can be taken, and every field that cannot.

use domain::clinician::{Register, Registration};
use domain::organisation::OdsCode;
use domain::recipient::Recipient;
use domain::request::{
    About, Allergies, AllergyState, AskedBy, CareRequest, ClinicalContent, CommunicationNeeds, Completeness,
    Delay, DelayDecision, Explanation, FirstOpinion, InformFirstTeam, Medication, MedicationState, Priority,
    QUESTION_LIMIT, Reason, ReceivedHow, RequestDetails, Sharing, SharingBasis, TimeCritical, Urgency,
};

use super::{RequestForm, proxy};
use crate::keep_codes::OWN_REASON;
use crate::typed::{Problems, optional_code, optional_day, optional_line, optional_note, yes_no};
use crate::view::FieldProblem;
use crate::view::patient::address;

/// Reads the form: the details as far as they can be taken, and every field that cannot.
pub(crate) fn parse(form: &RequestForm) -> (RequestDetails, Vec<FieldProblem>) {
    let mut problems = Problems::default();
    let p = &mut problems;
    let details = RequestDetails {
        asked_by: optional_code(p, "asked_by", form.asked_by.as_deref(), AskedBy::from_code),
        proxy: proxy::parse(form, p),
        asked_on: optional_day(p, "asked_on", form.asked_on.as_deref()),
        received_how: optional_code(
            p,
            "received_how",
            form.received_how.as_deref(),
            ReceivedHow::from_code,
        ),
        patient_words: optional_note(p, "patient_words", form.patient_words.as_deref()),
        expectation: optional_note(p, "expectation", form.expectation.as_deref()),
        about: optional_code(p, "about", form.about.as_deref(), About::from_code),
        reasons: form
            .reasons
            .iter()
            .filter(|code| !code.starts_with(OWN_REASON))
            .filter_map(|code| optional_code(p, "reasons", Some(code), Reason::from_code))
            .collect(),
        own_reasons: form
            .reasons
            .iter()
            .filter_map(|code| code.strip_prefix(OWN_REASON))
            .filter_map(|words| optional_line(p, "reasons", Some(words), 120))
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
        care_request: optional_code(
            p,
            "care_request",
            form.care_request.as_deref(),
            CareRequest::from_code,
        ),
        sharing: sharing(form, p),
        communication: communication(form, p),
        clinical: clinical(form, p),
        recipient: recipient(form, p),
        same_team_reason: optional_note(
            p,
            "recipient_same_team_reason",
            form.recipient_same_team_reason.as_deref(),
        ),
        return_response_to: optional_note(p, "return_response_to", form.return_response_to.as_deref()),
        pathway_dates: optional_note(p, "pathway_dates", form.pathway_dates.as_deref()),
        completeness: completeness(form, p),
    };
    (details, problems.list())
}

fn questions(form: &RequestForm, p: &mut Problems) -> Vec<String> {
    let typed: Vec<_> = form
        .questions
        .iter()
        .filter(|question| !question.trim().is_empty())
        .collect();
    if typed.len() > QUESTION_LIMIT {
        p.say("questions", "a letter asks at most three questions");
    }
    typed
        .into_iter()
        .take(QUESTION_LIMIT)
        .filter_map(|text| optional_note(p, "questions", Some(text)))
        .collect()
}

fn first_opinion(form: &RequestForm, p: &mut Problems) -> FirstOpinion {
    FirstOpinion {
        clinician: optional_line(p, "first_clinician", form.first_clinician.as_deref(), 100),
        registration: gmc_number(p, "first_gmc_number", form.first_gmc_number.as_deref()),
        service: optional_line(p, "first_service", form.first_service.as_deref(), 150),
        organisation: optional_line(p, "first_organisation", form.first_organisation.as_deref(), 150),
        ods_code: ods_code(p, "first_ods_code", form.first_ods_code.as_deref()),
        seen_on: optional_day(p, "first_seen_on", form.first_seen_on.as_deref()),
        diagnosis: optional_note(p, "first_diagnosis", form.first_diagnosis.as_deref()),
        plan: optional_note(p, "first_plan", form.first_plan.as_deref()),
        told_patient: optional_note(p, "first_told_patient", form.first_told_patient.as_deref()),
        treatment_started: yes_no(
            p,
            "first_treatment_started",
            form.first_treatment_started.as_deref(),
        ),
        name_withheld: form.first_name_withheld,
    }
}

fn explanation(form: &RequestForm, p: &mut Problems) -> Option<(Explanation, Option<String>)> {
    let state = optional_code(
        p,
        "explanation",
        form.explanation.as_deref(),
        Explanation::from_code,
    )?;
    Some((
        state,
        optional_note(p, "explanation_words", form.explanation_words.as_deref()),
    ))
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
    let treatment = optional_note(
        p,
        "time_critical_treatment",
        form.time_critical_treatment.as_deref(),
    );
    if treatment.is_none() {
        p.say(
            "time_critical_treatment",
            "say which treatment or decision is pending",
        );
    }
    let on = optional_day(p, "time_critical_on", form.time_critical_on.as_deref());
    let delay = if yes_no(p, "delay_discussed", form.delay_discussed.as_deref()) == Some(true) {
        let on = optional_day(p, "delay_discussed_on", form.delay_discussed_on.as_deref());
        let words = optional_note(p, "delay_words", form.delay_words.as_deref());
        let decision = optional_code(
            p,
            "delay_decision",
            form.delay_decision.as_deref(),
            DelayDecision::from_code,
        );
        for (is_missing, field, message) in [
            (on.is_none(), "delay_discussed_on", "say when it was discussed"),
            (
                words.is_none(),
                "delay_words",
                "say who discussed it and what was said",
            ),
            (
                decision.is_none(),
                "delay_decision",
                "say what the patient decided",
            ),
        ] {
            if is_missing {
                p.say(field, message);
            }
        }
        Delay::Discussed {
            on: on?,
            words: words?,
            decision: decision?,
        }
    } else {
        let reason = form.delay_not_discussed_reason.as_deref();
        Delay::NotDiscussed {
            reason: optional_note(p, "delay_not_discussed_reason", reason),
        }
    };
    Some(TimeCritical::Yes {
        treatment: treatment?,
        on,
        delay,
    })
}

fn sharing(form: &RequestForm, p: &mut Problems) -> Option<Sharing> {
    let basis = optional_code(
        p,
        "sharing_basis",
        form.sharing_basis.as_deref(),
        SharingBasis::from_code,
    )?;
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
    let state = optional_code(
        p,
        "medication",
        form.medication.as_deref(),
        MedicationState::from_code,
    )?;
    let details = optional_note(p, "medication_details", form.medication_details.as_deref());
    if state == MedicationState::Listed && details.is_none() {
        p.say("medication_details", "list the medicines with dose and route");
        return None;
    }
    Some(Medication { state, details })
}

fn recipient(form: &RequestForm, p: &mut Problems) -> Option<Recipient> {
    let organisation = optional_line(
        p,
        "recipient_organisation",
        form.recipient_organisation.as_deref(),
        150,
    );
    let specialty = optional_line(p, "recipient_specialty", form.recipient_specialty.as_deref(), 100);
    let recipient = Recipient {
        preferred_clinician: optional_line(
            p,
            "recipient_preferred_clinician",
            form.recipient_preferred_clinician.as_deref(),
            100,
        ),
        service: optional_line(p, "recipient_service", form.recipient_service.as_deref(), 150),
        registration: gmc_number(p, "recipient_gmc_number", form.recipient_gmc_number.as_deref()),
        ods_code: ods_code(p, "recipient_ods_code", form.recipient_ods_code.as_deref()),
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
        p.say(
            "records_not_enclosed",
            "list the results or X-rays that are not enclosed, and why",
        );
    }
    listed.map(Completeness::NotEnclosed)
}

fn ods_code(p: &mut Problems, field: &str, typed: Option<&str>) -> Option<OdsCode> {
    let typed = typed.filter(|code| !code.trim().is_empty())?;
    p.take(field, OdsCode::parse(typed))
}

fn gmc_number(p: &mut Problems, field: &str, typed: Option<&str>) -> Option<Registration> {
    let typed = typed.filter(|number| !number.trim().is_empty())?;
    p.take(field, Registration::parse(Register::Gmc, typed))
}
