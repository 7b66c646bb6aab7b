//! What came out: every job of a request, and what a person said when its pages were counted.

use domain::id::{PrintId, RequestId};
use domain::print::{Counted, PrintOutcome};
use domain::role::Permission;
use store::Tx;
use store::audit::{Act, Entry};
use store::prints::{self, Printed};

use crate::open_request::find;
use crate::show_request::moment;
use crate::view::{PrintView, PrintedPaperView, RequestView};
use crate::{Desk, Error, Now, paper, show_request};

/// Keeps what a person said when the pages of a job were counted: `yes`, `no` or `later`.
///
/// # Errors
/// [`Error::Input`] for another answer; [`Error::NotFound`], also for a job of another request; [`Error::Refused`] by
/// role.
pub fn count(
    desk: &mut Desk,
    request: &str,
    job: &str,
    answer: &str,
    now: Now,
) -> Result<RequestView, Error> {
    let id = find(desk, request)?;
    let job = PrintId::parse(job).map_err(|_| Error::NotFound("print job"))?;
    let answer = Counted::from_code(answer)
        .ok_or_else(|| Error::field("answer", "the answers are: yes, no, later"))?;
    let entry = Entry::done(Act::PagesCounted)
        .of_request(id)
        .of(job)
        .with(answer.code());
    desk.permit(Permission::WorkOnRequests, &entry, now)?;
    desk.act(entry, now, |tx| {
        match answer.outcome() {
            Some(outcome) => prints::count(tx, id, job, outcome, desk.user.id, now.at().utc_ms)?,
            None => prints::must_exist(tx, id, job)?,
        }
        show_request::view(desk, tx, id, now)
    })
}

/// All that was printed of a request, newest first.
pub(crate) fn views(tx: &mut Tx<'_>, id: RequestId, now: Now) -> Result<Vec<PrintView>, Error> {
    let printed = prints::list(tx, id)?;
    Ok(printed
        .chunk_by(|one, next| one.row.job == next.row.job)
        .filter_map(|job| view(job, now))
        .collect())
}

fn view(job: &[Printed], now: Now) -> Option<PrintView> {
    let first = job.first()?;
    // A job of which anything was handed over is what a person counts; what was not taken did not come out.
    let taken = job.iter().filter(|paper| paper.outcome != PrintOutcome::NotTaken);
    let outcome = taken
        .clone()
        .next()
        .map_or(PrintOutcome::NotTaken, |paper| paper.outcome);
    let sheets = |paper: &Printed| {
        let of_one = if paper.row.is_two_sided {
            paper.row.pages.div_ceil(2)
        } else {
            paper.row.pages
        };
        of_one * paper.row.copies
    };
    Some(PrintView {
        job: first.row.job.to_string(),
        printer: first.row.printer.clone(),
        duplex: first.row.is_two_sided,
        pages: taken
            .clone()
            .map(|paper| paper.row.pages * paper.row.copies)
            .sum(),
        sheets: taken.map(sheets).sum(),
        papers: job
            .iter()
            .map(|Printed { row, .. }| PrintedPaperView {
                kind: row.paper.clone(),
                label: paper::label(&row.paper).to_owned(),
                version: row.version,
                copies: row.copies,
                first_copy: row.first_copy,
                pages: row.pages,
            })
            .collect(),
        reason: first.row.reason.clone(),
        printed_by: first.by_shown.clone(),
        printed_at: moment(first.row.printed_at, now),
        outcome: outcome.code().to_owned(),
        outcome_label: outcome.label().to_owned(),
    })
}
