//! Backups and how the store is looked after.

use std::path::PathBuf;

use pathway::view::{BackupFileView, BackupStateView, BackupView, RestoredView, SettingsInput, SettingsView};
use pathway::{back_up_daily, keep_backups, keep_settings};
use zeroize::Zeroizing;

use super::{Answer, AtWorkplace};

/// How the backups stand: for everybody who signs in to see.
#[tauri::command]
#[specta::specta]
pub(crate) async fn backup_state(workplace: AtWorkplace<'_>) -> Answer<BackupStateView> {
    let failure = workplace.backups().failure();
    workplace
        .at_desk(move |desk, now| back_up_daily::state(desk, failure.as_ref(), now))
        .await
}

/// The backups in the folder that was chosen, the newest first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn list_backups(workplace: AtWorkplace<'_>) -> Answer<Vec<BackupFileView>> {
    workplace.at_desk(back_up_daily::list).await
}

/// Makes a backup now: into the folder that was chosen, or into a file of its own.
#[tauri::command]
#[specta::specta]
pub(crate) async fn make_backup(workplace: AtWorkplace<'_>, file: Option<PathBuf>) -> Answer<BackupView> {
    if let Some(file) = file {
        return workplace
            .at_desk(move |desk, now| keep_backups::make(desk, &file, now))
            .await;
    }
    let due = workplace
        .at_desk(|desk, now| back_up_daily::now(desk, now))
        .await?;
    let there = workplace.inner().clone();
    workplace
        .away(move |_, now| {
            let made = due.make(now);
            there.backups().note(&made);
            made
        })
        .await
}

/// Opens a backup of this store and reads everything in it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn check_backup(workplace: AtWorkplace<'_>, file: PathBuf) -> Answer<BackupView> {
    workplace
        .at_desk(move |desk, now| keep_backups::check_at_desk(desk, &file, now))
        .await
}

/// Makes a store of a backup: in a folder of its own, or as the store of this desk where there is none yet.
#[tauri::command]
#[specta::specta]
pub(crate) async fn restore_backup(
    workplace: AtWorkplace<'_>,
    file: PathBuf,
    folder: Option<PathBuf>,
    name: String,
    passphrase: String,
) -> Answer<RestoredView> {
    let passphrase = Zeroizing::new(passphrase);
    workplace
        .away(move |home, now| {
            let to = folder.as_deref().unwrap_or(home);
            keep_backups::restore(&file, to, &name, &passphrase, now)
        })
        .await
}

/// How the store is looked after.
#[tauri::command]
#[specta::specta]
pub(crate) async fn show_settings(workplace: AtWorkplace<'_>) -> Answer<SettingsView> {
    workplace.at_desk(keep_settings::show).await
}

/// Changes how the store is looked after; how long the desk may be left holds at once.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_settings(
    workplace: AtWorkplace<'_>,
    version: u32,
    input: SettingsInput,
) -> Answer<SettingsView> {
    let there = workplace.inner().clone();
    workplace
        .at_desk(move |desk, now| {
            let saved = keep_settings::save(desk, version, &input, now)?;
            there.allow(desk);
            Ok(saved)
        })
        .await
}
