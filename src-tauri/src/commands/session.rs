//! Who is there: signing in and out, locking and unlocking, and one's own passphrase.

use pathway::view::{AppearanceView, EnteredView, LockedView, SessionView};
use pathway::{keep_passphrase, sign_in};
use zeroize::Zeroizing;

use super::{Answer, AtWorkplace};
use crate::backups;

/// Signs a person in, or unlocks their desk; what they had typed when it was locked comes back.
#[tauri::command]
#[specta::specta]
pub(crate) async fn sign_in(
    workplace: AtWorkplace<'_>,
    name: String,
    passphrase: String,
) -> Answer<EnteredView> {
    let passphrase = Zeroizing::new(passphrase);
    let locked = workplace.locked();
    let (desk, unfinished) = workplace
        .away(move |home, now| sign_in::at_window(home, &name, &passphrase, locked.as_ref(), now))
        .await?;
    workplace.seat(desk);
    let session = workplace.at_desk(|desk, _| Ok(desk.session())).await?;
    Ok(EnteredView { session, unfinished })
}

/// Signs the person out, and takes every page off the screen.
#[tauri::command]
#[specta::specta]
pub(crate) async fn sign_out(workplace: AtWorkplace<'_>) -> Answer<()> {
    let there = workplace.inner().clone();
    workplace
        .away(move |_, now| {
            let Some(desk) = there.clear() else { return Ok(()) };
            backups::after_work(&there, &desk);
            desk.sign_out(now)
        })
        .await
}

/// Locks the desk: the store is closed and its keys are wiped, and what was unfinished waits in it for the same person.
#[tauri::command]
#[specta::specta]
pub(crate) async fn lock(
    workplace: AtWorkplace<'_>,
    unfinished: Option<String>,
    was_left: bool,
) -> Answer<()> {
    let there = workplace.inner().clone();
    workplace
        .away(move |_, _| {
            let unfinished = unfinished.map(Zeroizing::new);
            there.lock(unfinished.as_deref().map(String::as_str), was_left);
            Ok(())
        })
        .await
}

/// Waits for nothing any more: the window that was closed ends now, whatever is still being done.
#[tauri::command]
#[specta::specta]
pub(crate) async fn leave_now(workplace: AtWorkplace<'_>) -> Answer<()> {
    workplace.leave();
    Ok(())
}

/// The person has read what waits, and stays: next time it is told again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn stay_open(workplace: AtWorkplace<'_>) -> Answer<()> {
    workplace.note_told(false);
    Ok(())
}

/// Closes the window of somebody who has read what waits, and goes all the same.
#[tauri::command]
#[specta::specta]
pub(crate) async fn close_window(window: tauri::Window, workplace: AtWorkplace<'_>) -> Answer<()> {
    workplace.note_told(true);
    // Closing is asked for as by the window's own button, so that both go the same way.
    window.close().map_err(|_| crate::error::unexpected())
}

/// Whose desk is locked, if one is.
#[tauri::command]
#[specta::specta]
pub(crate) async fn locked(workplace: AtWorkplace<'_>) -> Answer<Option<LockedView>> {
    Ok(workplace.locked())
}

/// Leaves a locked desk to somebody else: the next to sign in is asked for a name.
#[tauri::command]
#[specta::specta]
pub(crate) async fn unclaim(workplace: AtWorkplace<'_>) -> Answer<()> {
    workplace.unclaim();
    Ok(())
}

/// Somebody is there: a key was pressed or the mouse moved.
#[tauri::command]
#[specta::specta]
pub(crate) async fn still_here(workplace: AtWorkplace<'_>) -> Answer<()> {
    workplace.touch();
    Ok(())
}

/// Who is signed in.
#[tauri::command]
#[specta::specta]
pub(crate) async fn session(workplace: AtWorkplace<'_>) -> Answer<SessionView> {
    workplace.at_desk(|desk, _| Ok(desk.session())).await
}

/// What the window looks like: as chosen by whoever is signed in, or was last.
#[tauri::command]
#[specta::specta]
pub(crate) async fn appearance(workplace: AtWorkplace<'_>) -> Answer<AppearanceView> {
    Ok(workplace.appearance())
}

/// Chooses what the window looks like to the person who is signed in.
#[tauri::command]
#[specta::specta]
pub(crate) async fn choose_appearance(
    workplace: AtWorkplace<'_>,
    chosen: AppearanceView,
) -> Answer<AppearanceView> {
    let kept = workplace
        .at_desk(move |desk, now| pathway::choose_appearance::choose(desk, &chosen, now))
        .await?;
    workplace.dress(kept.clone());
    Ok(kept)
}

/// Changes one's own passphrase.
#[tauri::command]
#[specta::specta]
pub(crate) async fn change_passphrase(
    workplace: AtWorkplace<'_>,
    old: String,
    passphrase: String,
) -> Answer<()> {
    let (old, passphrase) = (Zeroizing::new(old), Zeroizing::new(passphrase));
    workplace
        .at_desk(move |desk, now| keep_passphrase::change(desk, &old, &passphrase, now))
        .await
}
