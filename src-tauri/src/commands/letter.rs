//! The letter: looked at, and signed.

use pathway::view::RequestView;
use pathway::write_letter;
use zeroize::Zeroizing;

use super::{Answer, AtWorkplace};
use crate::pictures::PreviewView;

/// Puts the letter on show: the signed one, or a draft of what is written so far.
#[tauri::command]
#[specta::specta]
pub(crate) async fn preview_letter(workplace: AtWorkplace<'_>, request_id: String) -> Answer<PreviewView> {
    let preview = workplace
        .at_desk(move |desk, now| write_letter::preview(desk, &request_id, now))
        .await?;
    workplace.pictures().keep(preview)
}

/// Signs the letter; the clinician gives the passphrase once more.
#[tauri::command]
#[specta::specta]
pub(crate) async fn sign_letter(
    workplace: AtWorkplace<'_>,
    request_id: String,
    version: u32,
    passphrase: String,
) -> Answer<RequestView> {
    let passphrase = Zeroizing::new(passphrase);
    workplace
        .at_desk(move |desk, now| write_letter::sign(desk, &request_id, version, &passphrase, now))
        .await
}
