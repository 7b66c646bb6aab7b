//! Patients: who is meant, beyond doubt.

use pathway::register_patient;
use pathway::view::{PatientInput, PatientMatch, PatientView, SignatureInput};

use super::{Answer, AtWorkplace};

/// Registers a patient; a clinician may sign at this desk that somebody alike is another person.
#[tauri::command]
#[specta::specta]
pub(crate) async fn register_patient(
    workplace: AtWorkplace<'_>,
    input: PatientInput,
    signature: Option<SignatureInput>,
) -> Answer<PatientView> {
    workplace
        .at_desk(move |desk, now| register_patient::register(desk, input, signature.as_ref(), now))
        .await
}

/// Finds the patients for whom one who is about to be registered may be taken; or, with `but`, that patient with new
/// details.
#[tauri::command]
#[specta::specta]
pub(crate) async fn similar_patients(
    workplace: AtWorkplace<'_>,
    input: PatientInput,
    but: Option<String>,
) -> Answer<Vec<PatientMatch>> {
    workplace
        .at_desk(move |desk, now| register_patient::similar_to(desk, &input, but.as_deref(), now))
        .await
}

/// Changes what is known of a patient; a clinician may sign at this desk that somebody alike is another person.
#[tauri::command]
#[specta::specta]
pub(crate) async fn amend_patient(
    workplace: AtWorkplace<'_>,
    id: String,
    version: u32,
    input: PatientInput,
    signature: Option<SignatureInput>,
) -> Answer<PatientView> {
    workplace
        .at_desk(move |desk, now| register_patient::amend(desk, &id, version, input, signature.as_ref(), now))
        .await
}

/// Finds patients by name, number or date of birth, each with two identifiers.
#[tauri::command]
#[specta::specta]
pub(crate) async fn find_patients(workplace: AtWorkplace<'_>, words: String) -> Answer<Vec<PatientMatch>> {
    workplace
        .at_desk(move |desk, now| register_patient::find(desk, &words, now))
        .await
}

/// Shows one patient.
#[tauri::command]
#[specta::specta]
pub(crate) async fn show_patient(workplace: AtWorkplace<'_>, id: String) -> Answer<PatientView> {
    workplace
        .at_desk(move |desk, now| register_patient::show(desk, &id, now))
        .await
}
