//! Requests: the gate, the form, and the steps.

use pathway::view::{
    EvidenceInput, FoundView, GateView, OpenRequestInput, OpenedView, RequestForm, RequestView,
};
use pathway::{open_request, search, take_step};

use super::{Answer, AtWorkplace};

/// The two questions that come before every new request, and where their answers lead.
#[tauri::command]
#[specta::specta]
pub(crate) async fn check_gate(
    workplace: AtWorkplace<'_>,
    in_hospital: bool,
    getting_worse: bool,
) -> Answer<GateView> {
    workplace
        .at_desk(move |desk, _| Ok(open_request::gate(desk, in_hospital, getting_worse)))
        .await
}

/// Opens a request.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_request(workplace: AtWorkplace<'_>, input: OpenRequestInput) -> Answer<OpenedView> {
    workplace
        .at_desk(move |desk, now| open_request::open(desk, input, now))
        .await
}

/// Shows a request with everything that belongs to it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn show_request(workplace: AtWorkplace<'_>, id: String) -> Answer<RequestView> {
    workplace
        .at_desk(move |desk, now| open_request::show(desk, &id, now))
        .await
}

/// Keeps the form as it is typed; nothing is refused for being incomplete.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_request(
    workplace: AtWorkplace<'_>,
    id: String,
    version: u32,
    form: RequestForm,
) -> Answer<RequestView> {
    workplace
        .at_desk(move |desk, now| open_request::save(desk, &id, version, form, now))
        .await
}

/// Finds requests and patients from anywhere, as the words are typed.
#[tauri::command]
#[specta::specta]
pub(crate) async fn search(workplace: AtWorkplace<'_>, words: String) -> Answer<FoundView> {
    workplace
        .at_desk(move |desk, now| search::search(desk, &words, now))
        .await
}

/// Takes a step of the pathway with the evidence it asks for.
#[tauri::command]
#[specta::specta]
pub(crate) async fn take_step(
    workplace: AtWorkplace<'_>,
    id: String,
    version: u32,
    step: String,
    evidence: Vec<EvidenceInput>,
) -> Answer<RequestView> {
    workplace
        .at_desk(move |desk, now| take_step::take(desk, &id, version, &step, evidence, now))
        .await
}
