//! Printing: papers sent to a printer, and the printed pages counted.

use pathway::print;
use pathway::view::{PrintInput, PrintView, PrintersView, RequestView};

use super::{Answer, AtWorkplace};

/// Sends papers to a printer, in the order in which they are packed.
#[tauri::command]
#[specta::specta]
pub(crate) async fn print_papers(
    workplace: AtWorkplace<'_>,
    request_id: String,
    input: PrintInput,
) -> Answer<PrintView> {
    workplace
        .at_desk(move |desk, now| print::print(desk, &request_id, &input, now))
        .await
}

/// Keeps what a person said when the printed pages were counted.
#[tauri::command]
#[specta::specta]
pub(crate) async fn count_pages(
    workplace: AtWorkplace<'_>,
    request_id: String,
    job: String,
    answer: String,
) -> Answer<RequestView> {
    workplace
        .at_desk(move |desk, now| print::count(desk, &request_id, &job, &answer, now))
        .await
}

/// The printers of this desk.
#[tauri::command]
#[specta::specta]
pub(crate) async fn list_printers(workplace: AtWorkplace<'_>) -> Answer<PrintersView> {
    workplace.away(|_, _| Ok(print::printers())).await
}
