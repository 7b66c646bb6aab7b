//! The transfer of care beside a request.

use pathway::transfer_care;
use pathway::view::{TransferInput, TransferView};

use super::{Answer, AtWorkplace};

/// Shows the transfer of care beside a request.
#[tauri::command]
#[specta::specta]
pub(crate) async fn show_transfer(workplace: AtWorkplace<'_>, id: String) -> Answer<TransferView> {
    workplace
        .at_desk(move |desk, now| transfer_care::show(desk, &id, now))
        .await
}

/// Records a step of it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn record_transfer(
    workplace: AtWorkplace<'_>,
    id: String,
    input: TransferInput,
) -> Answer<TransferView> {
    workplace
        .at_desk(move |desk, now| transfer_care::record(desk, &id, &input, now))
        .await
}
