//! The words of the papers: looked at, tried, changed, taken back.

use pathway::keep_wording;
use pathway::view::{TemplateView, WordingLineInput, WordingView};

use super::{Answer, AtWorkplace};
use crate::pictures::PreviewView;

/// Every template, with who changed it last.
#[tauri::command]
#[specta::specta]
pub(crate) async fn list_templates(workplace: AtWorkplace<'_>) -> Answer<Vec<TemplateView>> {
    workplace.at_desk(keep_wording::list).await
}

/// A template with its lines and versions.
#[tauri::command]
#[specta::specta]
pub(crate) async fn show_wording(workplace: AtWorkplace<'_>, template: String) -> Answer<WordingView> {
    workplace
        .at_desk(move |desk, now| keep_wording::show(desk, &template, now))
        .await
}

/// What a template said in an earlier version; 0 is as supplied.
#[tauri::command]
#[specta::specta]
pub(crate) async fn wording_version(
    workplace: AtWorkplace<'_>,
    template: String,
    version: u32,
) -> Answer<WordingView> {
    workplace
        .at_desk(move |desk, now| keep_wording::version(desk, &template, version, now))
        .await
}

/// Puts a paper on show with words that are not kept yet: of a patient who does not exist, or of a request.
#[tauri::command]
#[specta::specta]
pub(crate) async fn preview_wording(
    workplace: AtWorkplace<'_>,
    template: String,
    lines: Vec<WordingLineInput>,
    request: Option<String>,
) -> Answer<PreviewView> {
    let preview = workplace
        .at_desk(move |desk, now| keep_wording::preview(desk, &template, lines, request.as_deref(), now))
        .await?;
    workplace.pictures().keep(preview)
}

/// Keeps new words; a broken template is refused and the old one stays.
#[tauri::command]
#[specta::specta]
pub(crate) async fn keep_wording(
    workplace: AtWorkplace<'_>,
    template: String,
    version: u32,
    lines: Vec<WordingLineInput>,
) -> Answer<WordingView> {
    workplace
        .at_desk(move |desk, now| keep_wording::set_lines(desk, &template, version, lines, now))
        .await
}

/// Goes back to the supplied words.
#[tauri::command]
#[specta::specta]
pub(crate) async fn reset_wording(
    workplace: AtWorkplace<'_>,
    template: String,
    version: u32,
) -> Answer<WordingView> {
    workplace
        .at_desk(move |desk, now| keep_wording::reset(desk, &template, version, now))
        .await
}
