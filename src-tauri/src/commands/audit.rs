//! The audit trail, for those who may read it.

use std::path::PathBuf;

use pathway::read_audit;
use pathway::view::{AuditChoicesView, AuditInput, AuditVerifiedView, AuditView, ExportedView};

use super::{Answer, AtWorkplace};

/// One page of the entries that are asked for, newest first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn read_audit(workplace: AtWorkplace<'_>, input: AuditInput) -> Answer<AuditView> {
    workplace
        .at_desk(move |desk, now| read_audit::narrowed(desk, &input, now))
        .await
}

/// What the trail may be narrowed by.
#[tauri::command]
#[specta::specta]
pub(crate) async fn audit_choices(workplace: AtWorkplace<'_>) -> Answer<AuditChoicesView> {
    workplace.at_desk(read_audit::choices).await
}

/// Checks the chain from the first entry to the last.
#[tauri::command]
#[specta::specta]
pub(crate) async fn verify_audit(workplace: AtWorkplace<'_>) -> Answer<AuditVerifiedView> {
    workplace.at_desk(read_audit::verify).await
}

/// Writes the entries that are asked for as a table for a spreadsheet.
#[tauri::command]
#[specta::specta]
pub(crate) async fn export_audit(
    workplace: AtWorkplace<'_>,
    input: AuditInput,
    path: PathBuf,
) -> Answer<ExportedView> {
    workplace
        .at_desk(move |desk, now| read_audit::export_csv(desk, &input, &path, now))
        .await
}
