//! Every paper of a request, and the printed worklist: looked at, saved, and opened in the system's viewer.

use std::path::PathBuf;

use pathway::view::{PaperInput, PaperView, SavedView, WorklistInput};
use pathway::{paper, print_paper, worklist};

use super::{Answer, AtWorkplace};
use crate::pictures::PreviewView;

/// Every paper of a request: for whom it is, and whether it can be printed now.
#[tauri::command]
#[specta::specta]
pub(crate) async fn list_papers(workplace: AtWorkplace<'_>, request_id: String) -> Answer<Vec<PaperView>> {
    workplace
        .at_desk(move |desk, now| print_paper::offer(desk, &request_id, now))
        .await
}

/// Puts a paper on show: of which kind, in which size of type in points, in which language.
#[tauri::command]
#[specta::specta]
pub(crate) async fn preview_paper(
    workplace: AtWorkplace<'_>,
    request_id: String,
    kind: String,
    size: u8,
    language: String,
) -> Answer<PreviewView> {
    let preview = workplace
        .at_desk(move |desk, now| print_paper::preview(desk, &request_id, &kind, size, &language, now))
        .await?;
    workplace.pictures().keep(preview)
}

/// Saves a paper as a PDF file.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_paper(
    workplace: AtWorkplace<'_>,
    request_id: String,
    paper: PaperInput,
    path: PathBuf,
) -> Answer<SavedView> {
    workplace
        .at_desk(move |desk, now| paper::save(desk, &request_id, &paper, &path, now))
        .await
}

/// Opens a paper in the system's own viewer.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_paper(
    workplace: AtWorkplace<'_>,
    request_id: String,
    paper: PaperInput,
) -> Answer<SavedView> {
    workplace
        .at_desk(move |desk, now| paper::open(desk, &request_id, &paper, now))
        .await
}

/// Puts a list of requests on show as it is printed.
#[tauri::command]
#[specta::specta]
pub(crate) async fn preview_worklist(
    workplace: AtWorkplace<'_>,
    input: WorklistInput,
) -> Answer<PreviewView> {
    let preview = workplace
        .at_desk(move |desk, now| worklist::preview(desk, &input, now))
        .await?;
    workplace.pictures().keep(preview)
}

/// Saves a list of requests as a PDF file.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_worklist(
    workplace: AtWorkplace<'_>,
    input: WorklistInput,
    path: PathBuf,
) -> Answer<SavedView> {
    workplace
        .at_desk(move |desk, now| worklist::save(desk, &input, &path, now))
        .await
}
