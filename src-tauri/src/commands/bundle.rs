//! The bundle: put together, looked at, saved, printed.

use std::ops::ControlFlow;
use std::path::PathBuf;

use pathway::assemble_bundle;
use pathway::view::{AssembleInput, BundleView, PrintInput, PrintedView, ProgressView};
use tauri::{AppHandle, Emitter};

use super::{Answer, AtWorkplace};
use crate::pictures::PreviewView;

/// Puts letter, index and records together, telling the window how far it is.
#[tauri::command]
#[specta::specta]
pub(crate) async fn assemble_bundle(
    app: AppHandle,
    workplace: AtWorkplace<'_>,
    request_id: String,
    input: AssembleInput,
) -> Answer<BundleView> {
    workplace.start();
    let watched = workplace.inner().clone();
    workplace
        .at_desk(move |desk, now| {
            let mut tell = |progress: &ProgressView| {
                // A window that misses a word of progress still gets the bundle.
                app.emit("assembling", progress).ok();
                if watched.is_stopped() {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            };
            assemble_bundle::assemble(desk, &request_id, input, now, &mut tell)
        })
        .await
}

/// Stops the assembly that is under way; nothing is left half done.
#[tauri::command]
#[specta::specta]
pub(crate) async fn cancel_assembly(workplace: AtWorkplace<'_>) -> Answer<()> {
    workplace.stop();
    Ok(())
}

/// Puts the very bytes of the bundle on show.
#[tauri::command]
#[specta::specta]
pub(crate) async fn preview_bundle(
    workplace: AtWorkplace<'_>,
    request_id: String,
    bundle_id: String,
) -> Answer<PreviewView> {
    let preview = workplace
        .at_desk(move |desk, now| assemble_bundle::open(desk, &request_id, &bundle_id, now))
        .await?;
    workplace.pictures().keep(preview)
}

/// Saves the bundle as a PDF file.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_bundle(
    workplace: AtWorkplace<'_>,
    request_id: String,
    bundle_id: String,
    path: PathBuf,
) -> Answer<BundleView> {
    workplace
        .at_desk(move |desk, now| assemble_bundle::save(desk, &request_id, &bundle_id, &path, now))
        .await
}

/// Sends the bundle to a printer.
#[tauri::command]
#[specta::specta]
pub(crate) async fn print_bundle(
    workplace: AtWorkplace<'_>,
    request_id: String,
    bundle_id: String,
    input: PrintInput,
) -> Answer<PrintedView> {
    workplace
        .at_desk(move |desk, now| assemble_bundle::print(desk, &request_id, &bundle_id, &input, now))
        .await
}

/// The printers of this desk.
#[tauri::command]
#[specta::specta]
pub(crate) async fn list_printers(workplace: AtWorkplace<'_>) -> Answer<Vec<String>> {
    workplace.away(|_, _| Ok(assemble_bundle::printers())).await
}
