//! The organisation: its details and how its letters look.

use pathway::keep_organisation;
use pathway::view::{LetterheadInput, OrganisationInput, OrganisationView};

use super::{Answer, AtWorkplace};
use crate::pictures::PreviewView;

/// The organisation's details and how its letters look.
#[tauri::command]
#[specta::specta]
pub(crate) async fn show_organisation(workplace: AtWorkplace<'_>) -> Answer<OrganisationView> {
    workplace.at_desk(keep_organisation::show).await
}

/// Changes the details, and of the letterhead what is named.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_organisation(
    workplace: AtWorkplace<'_>,
    version: u32,
    details: OrganisationInput,
    letterhead: LetterheadInput,
) -> Answer<OrganisationView> {
    workplace
        .at_desk(move |desk, now| keep_organisation::save(desk, version, &details, &letterhead, now))
        .await
}

/// Puts a letter on show as it would look; nothing is kept.
#[tauri::command]
#[specta::specta]
pub(crate) async fn preview_organisation(
    workplace: AtWorkplace<'_>,
    details: OrganisationInput,
    letterhead: LetterheadInput,
) -> Answer<PreviewView> {
    let preview = workplace
        .at_desk(move |desk, now| keep_organisation::preview(desk, &details, &letterhead, now))
        .await?;
    workplace.pictures().keep(preview)
}
