//! Who is there: signing in and out.

use pathway::sign_in;
use pathway::view::SessionView;
use zeroize::Zeroizing;

use super::{Answer, AtWorkplace};

/// Signs a person in.
#[tauri::command]
#[specta::specta]
pub(crate) async fn sign_in(
    workplace: AtWorkplace<'_>,
    name: String,
    passphrase: String,
) -> Answer<SessionView> {
    let passphrase = Zeroizing::new(passphrase);
    let desk = workplace
        .away(move |home, now| sign_in::sign_in(home, &name, &passphrase, now))
        .await?;
    workplace.seat(desk);
    workplace.at_desk(|desk, _| Ok(desk.session())).await
}

/// Signs the person out, and takes every page off the screen.
#[tauri::command]
#[specta::specta]
pub(crate) async fn sign_out(workplace: AtWorkplace<'_>) -> Answer<()> {
    let desk = workplace.clear();
    workplace
        .away(move |_, now| desk.map_or(Ok(()), |desk| desk.sign_out(now)))
        .await
}

/// Who is signed in.
#[tauri::command]
#[specta::specta]
pub(crate) async fn session(workplace: AtWorkplace<'_>) -> Answer<SessionView> {
    workplace.at_desk(|desk, _| Ok(desk.session())).await
}
