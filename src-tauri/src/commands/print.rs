//! Printing: papers sent to a printer, and the printed pages counted.
//!
//! The desk is free while the printing service is asked and fed: only the short steps before, between and after are
//! taken at it.

use std::ops::ControlFlow;
use std::sync::atomic::Ordering;

use pathway::print::{self, Loose, PrintJob};
use pathway::view::{
    PrintInput, PrintView, PrinterSidesView, PrintersView, ProgressView, ReportInput, RequestView,
    WorklistInput,
};
use serde::Serialize;
use specta::Type;
use tauri::{AppHandle, Emitter};
use zeroize::Zeroizing;

use super::{Answer, AtWorkplace};
use crate::workplace::Workplace;

/// How far a print job is, by the number that the front end has given it.
#[derive(Debug, Clone, Serialize, Type)]
pub(crate) struct PrintingView {
    ticket: u32,
    progress: ProgressView,
}

/// Sends papers to a printer, in the order in which they are packed.
#[tauri::command]
#[specta::specta]
pub(crate) async fn print_papers(
    app: AppHandle,
    workplace: AtWorkplace<'_>,
    request_id: String,
    input: PrintInput,
    ticket: u32,
) -> Answer<PrintView> {
    let asked = workplace
        .at_desk(move |desk, now| print::ask(desk, &request_id, &input, now))
        .await?;
    let chosen = workplace.away(|_, _| asked.choose()).await?;
    let job = workplace
        .at_desk(move |desk, now| print::number(desk, chosen, now))
        .await?;
    let there = workplace.inner().clone();
    let (job, handed) = workplace
        .away(move |_, _| {
            let handed = watched(&app, &there, ticket, |progress| {
                PrintJob::hand_over(&job, progress)
            });
            Ok((job, handed))
        })
        .await?;
    workplace
        .at_desk(move |desk, now| print::settle(desk, &job, handed, now))
        .await
}

/// Sends a list of requests to a printer.
#[tauri::command]
#[specta::specta]
pub(crate) async fn print_worklist(
    app: AppHandle,
    workplace: AtWorkplace<'_>,
    input: WorklistInput,
    how: PrintInput,
    ticket: u32,
) -> Answer<()> {
    workplace.at_desk(print::may_print_list).await?;
    let to = workplace.away(move |_, _| print::choose_for_list(&how)).await?;
    let list = workplace
        .at_desk(move |desk, now| print::worklist(desk, &input, to, now))
        .await?;
    let there = workplace.inner().clone();
    workplace
        .away(move |_, _| watched(&app, &there, ticket, |progress| Loose::hand_over(&list, progress)))
        .await
}

/// Sends the report of a period to a printer.
#[tauri::command]
#[specta::specta]
pub(crate) async fn print_report(
    app: AppHandle,
    workplace: AtWorkplace<'_>,
    input: ReportInput,
    how: PrintInput,
    ticket: u32,
) -> Answer<()> {
    workplace.at_desk(print::may_print_list).await?;
    let to = workplace.away(move |_, _| print::choose_for_list(&how)).await?;
    let report = workplace
        .at_desk(move |desk, now| print::report(desk, &input, to, now))
        .await?;
    let there = workplace.inner().clone();
    workplace
        .away(move |_, _| {
            watched(&app, &there, ticket, |progress| {
                Loose::hand_over(&report, progress)
            })
        })
        .await
}

/// Sends the recovery key to a printer. Nobody need be signed in: the key opens the store for it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn print_recovery_key(
    app: AppHandle,
    workplace: AtWorkplace<'_>,
    recovery_key: String,
    how: PrintInput,
    ticket: u32,
) -> Answer<()> {
    let recovery_key = Zeroizing::new(recovery_key);
    let there = workplace.inner().clone();
    workplace
        .away(move |home, now| {
            let to = print::choose_for_list(&how)?;
            let paper = print::recovery_key(home, &recovery_key, to, now)?;
            watched(&app, &there, ticket, |progress| {
                Loose::hand_over(&paper, progress)
            })
        })
        .await
}

/// Stops a print job that has not been taken yet; nothing of it comes out.
#[tauri::command]
#[specta::specta]
pub(crate) async fn cancel_printing(workplace: AtWorkplace<'_>, ticket: u32) -> Answer<()> {
    workplace.printing().cancel(ticket);
    Ok(())
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

/// Whether a printer prints on both sides.
#[tauri::command]
#[specta::specta]
pub(crate) async fn printer_sides(workplace: AtWorkplace<'_>, printer: String) -> Answer<PrinterSidesView> {
    workplace.away(move |_, _| Ok(print::sides(&printer))).await
}

/// Hands over with the front end hearing how far it is, until it is done or cancelled.
fn watched(
    app: &AppHandle,
    workplace: &Workplace,
    ticket: u32,
    hand_over: impl FnOnce(&mut dyn FnMut(&ProgressView) -> ControlFlow<()>) -> Result<(), pathway::Error>,
) -> Result<(), pathway::Error> {
    let is_cancelled = workplace.printing().begin(ticket);
    let mut told: Option<ProgressView> = None;
    let handed = hand_over(&mut |progress| {
        if told.as_ref() != Some(progress) {
            // A front end that hears nothing prints all the same.
            let _ = app.emit(
                "printing",
                PrintingView {
                    ticket,
                    progress: progress.clone(),
                },
            );
            told = Some(progress.clone());
        }
        if is_cancelled.load(Ordering::Acquire) {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    workplace.printing().end(ticket);
    handed
}
