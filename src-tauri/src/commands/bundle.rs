//! The bundle: put together, looked at, saved, printed.

use std::ops::ControlFlow;
use std::path::PathBuf;

use pathway::assemble_bundle;
use pathway::view::{AssembleInput, BundleView, ProgressView};
use tauri::{AppHandle, Emitter};

use super::{Answer, AtWorkplace};
use crate::pictures::PreviewView;
use crate::workplace::Workplace;

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
    let mut tell = telling(app, workplace.inner().clone());
    workplace
        .at_desk(move |desk, now| assemble_bundle::assemble(desk, &request_id, input, now, &mut tell))
        .await
}

/// Saves the bundle in numbered parts, none larger than `limit` bytes, or whole where it is no larger.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_bundle_in_parts(
    app: AppHandle,
    workplace: AtWorkplace<'_>,
    request_id: String,
    input: AssembleInput,
    limit: u32,
    path: PathBuf,
) -> Answer<BundleView> {
    workplace.start();
    let mut tell = telling(app, workplace.inner().clone());
    workplace
        .at_desk(move |desk, now| {
            let limit = u64::from(limit);
            assemble_bundle::assemble_parts(desk, &request_id, limit, input, &path, now, &mut tell)
        })
        .await
}

/// Tells the window how far an assembly is, and stops it where the person has asked for that.
fn telling(app: AppHandle, watched: Workplace) -> impl FnMut(&ProgressView) -> ControlFlow<()> {
    move |progress| {
        // A window that misses a word of progress still gets the bundle.
        app.emit("assembling", progress).ok();
        if watched.is_stopped() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }
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
