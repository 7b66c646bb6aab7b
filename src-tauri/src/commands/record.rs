//! Records: files in, described, put in order, looked at.

use std::path::PathBuf;

use pathway::gather_records::{self, FileIn};
use pathway::view::{AddedView, RecordInput, RequestView, TakenInput};

use super::{Answer, AtWorkplace};
use crate::pictures::PreviewView;

/// Adds the files that a person chose in the dialog or dropped onto the window; those that cannot be enclosed come back
/// with their reasons. A clinician may say why a file that looks like another patient's is this one's, and anybody that a
/// file is to be taken as what it is although its name says something else.
#[tauri::command]
#[specta::specta]
pub(crate) async fn add_records(
    workplace: AtWorkplace<'_>,
    request_id: String,
    paths: Vec<PathBuf>,
    input: RecordInput,
    taken: TakenInput,
) -> Answer<AddedView> {
    workplace.at_desk(gather_records::may_add).await?;
    // The files are read before anything is done at the desk, so that a slow disk keeps nobody waiting.
    let files = workplace
        .away(move |_, _| {
            let read = |path: PathBuf| FileIn::read_taken(&path, &taken);
            paths.into_iter().map(read).collect::<Result<Vec<_>, _>>()
        })
        .await?;
    workplace
        .at_desk(move |desk, now| gather_records::add_sound(desk, &request_id, files, &input, now))
        .await
}

/// Puts a file in the place of a record, or says in the answer why it cannot be.
#[tauri::command]
#[specta::specta]
pub(crate) async fn replace_record(
    workplace: AtWorkplace<'_>,
    request_id: String,
    record_id: String,
    path: PathBuf,
    taken: TakenInput,
) -> Answer<AddedView> {
    workplace.at_desk(gather_records::may_add).await?;
    let file = workplace
        .away(move |_, _| FileIn::read_taken(&path, &taken))
        .await?;
    workplace
        .at_desk(move |desk, now| gather_records::replace_sound(desk, &request_id, &record_id, file, now))
        .await
}

/// Notes a record that is known of and not at hand.
#[tauri::command]
#[specta::specta]
pub(crate) async fn add_known_record(
    workplace: AtWorkplace<'_>,
    request_id: String,
    input: RecordInput,
) -> Answer<RequestView> {
    workplace
        .at_desk(move |desk, now| gather_records::add_known(desk, &request_id, input, now))
        .await
}

/// Keeps what a person says about a record.
#[tauri::command]
#[specta::specta]
pub(crate) async fn describe_record(
    workplace: AtWorkplace<'_>,
    request_id: String,
    record_id: String,
    version: u32,
    input: RecordInput,
) -> Answer<RequestView> {
    workplace
        .at_desk(move |desk, now| {
            gather_records::describe(desk, &request_id, &record_id, version, input, now)
        })
        .await
}

/// Puts the records in an order.
#[tauri::command]
#[specta::specta]
pub(crate) async fn order_records(
    workplace: AtWorkplace<'_>,
    request_id: String,
    ids: Vec<String>,
) -> Answer<RequestView> {
    workplace
        .at_desk(move |desk, now| gather_records::order(desk, &request_id, ids, now))
        .await
}

/// Takes a record out of a request, with the reason.
#[tauri::command]
#[specta::specta]
pub(crate) async fn remove_record(
    workplace: AtWorkplace<'_>,
    request_id: String,
    record_id: String,
    reason: String,
) -> Answer<RequestView> {
    workplace
        .at_desk(move |desk, now| gather_records::remove(desk, &request_id, &record_id, &reason, now))
        .await
}

/// Brings back a record that was taken out.
#[tauri::command]
#[specta::specta]
pub(crate) async fn restore_record(
    workplace: AtWorkplace<'_>,
    request_id: String,
    record_id: String,
) -> Answer<RequestView> {
    workplace
        .at_desk(move |desk, now| gather_records::restore(desk, &request_id, &record_id, now))
        .await
}

/// Puts the pages of a record on show.
#[tauri::command]
#[specta::specta]
pub(crate) async fn preview_record(
    workplace: AtWorkplace<'_>,
    request_id: String,
    record_id: String,
) -> Answer<PreviewView> {
    let preview = workplace
        .at_desk(move |desk, now| gather_records::open(desk, &request_id, &record_id, now))
        .await?;
    workplace.pictures().keep(preview)
}
