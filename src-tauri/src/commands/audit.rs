//! The audit trail, for those who may read it.

use pathway::read_audit;
use pathway::view::AuditView;

use super::{Answer, AtWorkplace};

/// One page of the audit trail, newest first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn read_audit(workplace: AtWorkplace<'_>, page: u32) -> Answer<AuditView> {
    workplace
        .at_desk(move |desk, now| read_audit::list(desk, None, None, page, now))
        .await
}
