//! The signature by hand of the person at the desk.

use std::path::PathBuf;

use pathway::keep_signature;
use pathway::view::SignatureView;

use super::{Answer, AtWorkplace};
use crate::pictures::PreviewView;

/// The signature that the person keeps.
#[tauri::command]
#[specta::specta]
pub(crate) async fn show_signature(workplace: AtWorkplace<'_>) -> Answer<SignatureView> {
    workplace.at_desk(keep_signature::show).await
}

/// Puts a letter on show that the person has signed.
#[tauri::command]
#[specta::specta]
pub(crate) async fn preview_signature(workplace: AtWorkplace<'_>) -> Answer<PreviewView> {
    let preview = workplace.at_desk(keep_signature::preview).await?;
    workplace.pictures().keep(preview)
}

/// Keeps a signature from a picture file.
#[tauri::command]
#[specta::specta]
pub(crate) async fn keep_signature_file(workplace: AtWorkplace<'_>, path: PathBuf) -> Answer<SignatureView> {
    workplace
        .at_desk(move |desk, now| keep_signature::keep_file(desk, &path, now))
        .await
}

/// Keeps a signature that was drawn in the window, as the bytes of a PNG.
#[tauri::command]
#[specta::specta]
pub(crate) async fn keep_drawn_signature(
    workplace: AtWorkplace<'_>,
    picture: Vec<u8>,
) -> Answer<SignatureView> {
    workplace
        .at_desk(move |desk, now| keep_signature::keep_drawn(desk, picture, now))
        .await
}

/// Takes the signature away.
#[tauri::command]
#[specta::specta]
pub(crate) async fn take_signature_away(workplace: AtWorkplace<'_>) -> Answer<SignatureView> {
    workplace.at_desk(keep_signature::take_away).await
}
