//! Help: what there is to read, the safety summary, and the tour.

use std::path::PathBuf;

use pathway::view::{HelpView, SavedView};
use pathway::{help, safety};

use super::{Answer, AtWorkplace};

/// All that there is to read; nobody needs to be signed in for it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn help(workplace: AtWorkplace<'_>) -> Answer<HelpView> {
    workplace.away(|_, _| Ok(help::help())).await
}

/// Saves the safety summary. It tells of no patient, and is for whoever answers for the program's deployment.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_safety_summary(workplace: AtWorkplace<'_>, path: PathBuf) -> Answer<SavedView> {
    workplace.at_desk(move |_, now| safety::save(&path, now)).await
}

/// Whether the person who is signed in has been shown around.
#[tauri::command]
#[specta::specta]
pub(crate) async fn has_toured(workplace: AtWorkplace<'_>) -> Answer<bool> {
    workplace.at_desk(|desk, _| help::has_toured(desk)).await
}

/// The person has been shown around, or does not wish to be.
#[tauri::command]
#[specta::specta]
pub(crate) async fn end_tour(workplace: AtWorkplace<'_>) -> Answer<()> {
    workplace.at_desk(help::end_tour).await
}
