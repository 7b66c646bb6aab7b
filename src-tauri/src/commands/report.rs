//! The team's report: on the screen, on paper, and as a table.

use std::path::PathBuf;

use pathway::report;
use pathway::view::{ExportedView, ReportInput, ReportView, SavedView};

use super::{Answer, AtWorkplace};
use crate::pictures::PreviewView;

/// The report of a period.
#[tauri::command]
#[specta::specta]
pub(crate) async fn show_report(workplace: AtWorkplace<'_>, input: ReportInput) -> Answer<ReportView> {
    workplace
        .at_desk(move |desk, now| report::show(desk, &input, now))
        .await
}

/// Puts the report on show as it is printed.
#[tauri::command]
#[specta::specta]
pub(crate) async fn preview_report(workplace: AtWorkplace<'_>, input: ReportInput) -> Answer<PreviewView> {
    let preview = workplace
        .at_desk(move |desk, now| report::preview(desk, &input, now))
        .await?;
    workplace.pictures().keep(preview)
}

/// Saves the report as a PDF file.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_report(
    workplace: AtWorkplace<'_>,
    input: ReportInput,
    path: PathBuf,
) -> Answer<SavedView> {
    workplace
        .at_desk(move |desk, now| report::save(desk, &input, &path, now))
        .await
}

/// Writes the numbers of the report as a table for a spreadsheet.
#[tauri::command]
#[specta::specta]
pub(crate) async fn export_report(
    workplace: AtWorkplace<'_>,
    input: ReportInput,
    path: PathBuf,
) -> Answer<ExportedView> {
    workplace
        .at_desk(move |desk, now| report::export_csv(desk, &input, &path, now))
        .await
}
