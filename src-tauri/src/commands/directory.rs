//! The directory of recipients, and the lists for work.

use std::path::PathBuf;

use pathway::view::{
    Choice, CodeListView, CodesView, DirectoryCount, DirectoryEntryInput, DirectoryEntryView,
    DirectorySearchInput, OdsImportedView, RequestView,
};
use pathway::{confirm_address, keep_codes, keep_directory};

use super::{Answer, AtWorkplace};

/// Finds entries; without words, the preferred and the own ones.
#[tauri::command]
#[specta::specta]
pub(crate) async fn find_entries(
    workplace: AtWorkplace<'_>,
    input: DirectorySearchInput,
) -> Answer<Vec<DirectoryEntryView>> {
    workplace
        .at_desk(move |desk, now| keep_directory::find(desk, &input, now))
        .await
}

/// How many entries there are of each kind.
#[tauri::command]
#[specta::specta]
pub(crate) async fn count_entries(workplace: AtWorkplace<'_>) -> Answer<Vec<DirectoryCount>> {
    workplace
        .at_desk(|desk, now| keep_directory::counts(desk, now))
        .await
}

/// Adds an own entry.
#[tauri::command]
#[specta::specta]
pub(crate) async fn add_entry(
    workplace: AtWorkplace<'_>,
    input: DirectoryEntryInput,
) -> Answer<DirectoryEntryView> {
    workplace
        .at_desk(move |desk, now| keep_directory::add(desk, &input, now))
        .await
}

/// Changes an own entry.
#[tauri::command]
#[specta::specta]
pub(crate) async fn amend_entry(
    workplace: AtWorkplace<'_>,
    id: String,
    version: u32,
    input: DirectoryEntryInput,
) -> Answer<DirectoryEntryView> {
    workplace
        .at_desk(move |desk, now| keep_directory::amend(desk, &id, version, &input, now))
        .await
}

/// Retires an own entry, or takes it up again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn retire_entry(
    workplace: AtWorkplace<'_>,
    id: String,
    version: u32,
    is_retired: bool,
) -> Answer<DirectoryEntryView> {
    workplace
        .at_desk(move |desk, now| keep_directory::retire(desk, &id, version, is_retired, now))
        .await
}

/// Marks an entry as preferred, or no longer.
#[tauri::command]
#[specta::specta]
pub(crate) async fn prefer_entry(
    workplace: AtWorkplace<'_>,
    id: String,
    is_preferred: bool,
) -> Answer<DirectoryEntryView> {
    workplace
        .at_desk(move |desk, now| keep_directory::prefer(desk, &id, is_preferred, now))
        .await
}

/// The files of the Organisation Data Service that can be taken in.
#[tauri::command]
#[specta::specta]
pub(crate) async fn ods_files() -> Answer<Vec<Choice>> {
    Ok(keep_directory::files())
}

/// Takes in a file of the Organisation Data Service, whole or not at all.
#[tauri::command]
#[specta::specta]
pub(crate) async fn import_ods(
    workplace: AtWorkplace<'_>,
    file: PathBuf,
    kind: Option<String>,
    is_whole: bool,
) -> Answer<OdsImportedView> {
    workplace
        .at_desk(move |desk, now| keep_directory::import(desk, &file, kind.as_deref(), is_whole, now))
        .await
}

/// Says that the recipient's address is still the one that the person has read.
#[tauri::command]
#[specta::specta]
pub(crate) async fn confirm_address(
    workplace: AtWorkplace<'_>,
    request: String,
    address: String,
) -> Answer<RequestView> {
    workplace
        .at_desk(move |desk, now| confirm_address::confirm(desk, &request, &address, now))
        .await
}

/// What forms offer from the lists for work.
#[tauri::command]
#[specta::specta]
pub(crate) async fn show_codes(workplace: AtWorkplace<'_>) -> Answer<CodesView> {
    workplace.at_desk(|desk, _| keep_codes::codes(desk)).await
}

/// The lists for work, for whoever keeps them.
#[tauri::command]
#[specta::specta]
pub(crate) async fn list_codes(workplace: AtWorkplace<'_>) -> Answer<Vec<CodeListView>> {
    workplace.at_desk(keep_codes::list).await
}

/// Keeps a list; a broken one is refused and the one before stays.
#[tauri::command]
#[specta::specta]
pub(crate) async fn keep_codes(
    workplace: AtWorkplace<'_>,
    list: String,
    version: u32,
    text: String,
) -> Answer<CodeListView> {
    workplace
        .at_desk(move |desk, now| keep_codes::set(desk, &list, version, &text, now))
        .await
}

/// Goes back to the supplied list.
#[tauri::command]
#[specta::specta]
pub(crate) async fn reset_codes(
    workplace: AtWorkplace<'_>,
    list: String,
    version: u32,
) -> Answer<CodeListView> {
    workplace
        .at_desk(move |desk, now| keep_codes::reset(desk, &list, version, now))
        .await
}
