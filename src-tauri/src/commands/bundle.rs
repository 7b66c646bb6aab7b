//! The bundle: put together, looked at, saved, printed.

use std::ops::ControlFlow;

use pathway::assemble_bundle;
use pathway::view::{AssembleInput, BundleView, ProgressView};
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
