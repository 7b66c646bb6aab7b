//! The lists of the day: their pages and counts, what narrows them, and what a person keeps to look for again.

use std::path::PathBuf;

use pathway::view::{
    ExportedView, FilterChoicesView, NewsView, SavedFilterView, WorklistInput, WorklistView,
};
use pathway::worklist;

use super::{Answer, AtWorkplace};

/// One page of a list, with the counts of all lists.
#[tauri::command]
#[specta::specta]
pub(crate) async fn list_requests(workplace: AtWorkplace<'_>, input: WorklistInput) -> Answer<WorklistView> {
    workplace
        .at_desk(move |desk, now| worklist::list(desk, input, now))
        .await
}

/// How many requests stand on each list at this moment, and whether anything has changed since it was asked last.
#[tauri::command]
#[specta::specta]
pub(crate) async fn list_news(workplace: AtWorkplace<'_>) -> Answer<NewsView> {
    workplace.at_desk(|desk, now| worklist::news(desk, now)).await
}

/// What a list can be narrowed by.
#[tauri::command]
#[specta::specta]
pub(crate) async fn filter_choices(workplace: AtWorkplace<'_>) -> Answer<FilterChoicesView> {
    workplace.at_desk(|desk, _| worklist::choices(desk)).await
}

/// The filters that the person has kept.
#[tauri::command]
#[specta::specta]
pub(crate) async fn list_filters(workplace: AtWorkplace<'_>) -> Answer<Vec<SavedFilterView>> {
    workplace.at_desk(|desk, _| worklist::filters(desk)).await
}

/// Keeps a filter under a name.
#[tauri::command]
#[specta::specta]
pub(crate) async fn keep_filter(
    workplace: AtWorkplace<'_>,
    name: String,
    filter: WorklistInput,
) -> Answer<Vec<SavedFilterView>> {
    workplace
        .at_desk(move |desk, now| worklist::keep_filter(desk, &name, filter, now))
        .await
}

/// Forgets a filter.
#[tauri::command]
#[specta::specta]
pub(crate) async fn forget_filter(workplace: AtWorkplace<'_>, name: String) -> Answer<Vec<SavedFilterView>> {
    workplace
        .at_desk(move |desk, now| worklist::forget_filter(desk, &name, now))
        .await
}

/// Writes a list as a table for a spreadsheet.
#[tauri::command]
#[specta::specta]
pub(crate) async fn export_worklist(
    workplace: AtWorkplace<'_>,
    input: WorklistInput,
    path: PathBuf,
) -> Answer<ExportedView> {
    workplace
        .at_desk(move |desk, now| worklist::export_csv(desk, &input, &path, now))
        .await
}
