//! Printing: papers handed to the system's printing service, each copy numbered, and the pages counted by a person.
//!
//! What is printed is in the trail before it is handed over: should the program end in between, the next copy is one
//! too many marked as a copy, never one too few.

mod file;
mod service;

use domain::id::{PrintId, RequestId};
use domain::print::{Counted, PrintOutcome};
use domain::role::Permission;
use domain::text;
use store::audit::{Act, Entry};
use store::prints::{self, PrintRow, Printed};
use store::{Tx, requests};

pub(crate) use file::write_whole;

use crate::open_request::find;
use crate::paper::{self, Made, Paper};
use crate::show_request::moment;
use crate::view::{PrintInput, PrintView, PrintedPaperView, PrintersView, RequestView};
use crate::{Desk, Error, Now, fresh, show_request};

/// The most copies that one job prints.
const MOST_COPIES: u32 = 20;

/// The printers of this desk, the default one first, or why nothing can be printed.
#[must_use]
pub fn printers() -> PrintersView {
    service::printers()
}

/// Prints papers of a request in the order in which they are packed. A signed paper of which a copy is out already
/// says on each page that it is a copy, and which (hazard H9).
///
/// # Errors
/// [`Error::Input`] for a paper or number of copies that there is not, and where a reprint has no reason;
/// [`Error::File`] with `print_failed` when the printing service does not take it; [`Error::Refused`] by role.
pub fn print(desk: &mut Desk, request: &str, input: &PrintInput, now: Now) -> Result<PrintView, Error> {
    let id = find(desk, request)?;
    let papers = parse(input)?;
    let entry = Entry::done(Act::PaperPrinted).of_request(id);
    desk.permit(Permission::WorkOnRequests, &entry, now)?;
    let reason = input.reason.as_deref().filter(|reason| !reason.trim().is_empty());
    let reason = reason
        .map(|reason| text::line(reason, 250))
        .transpose()
        .map_err(|error| Error::field("reason", error))?;
    if reason.is_none() {
        must_be_first(desk, id, &papers)?;
    }
    let printer = service::choose(input.printer.as_deref())?;
    let job = Job {
        id: PrintId::from_bytes(fresh::bytes()?),
        request: id,
        printer,
        copies: input.copies.max(1),
        duplex: input.duplex,
        reason,
    };
    for (position, paper) in (1..).zip(&papers) {
        job.print(desk, position, paper, now)
            .map_err(|error| after(error, &papers[..position as usize - 1]))?;
    }
    desk.store
        .read(|tx| views(tx, id, now))?
        .into_iter()
        .find(|view| view.job == job.id.to_string())
        .ok_or_else(|| Error::Fault("a job that was just printed is not there".into()))
}

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

/// What all papers of a job have in common.
struct Job {
    id: PrintId,
    request: RequestId,
    printer: String,
    copies: u32,
    duplex: bool,
    reason: Option<String>,
}

impl Job {
    fn print(&self, desk: &Desk, position: u32, paper: &Paper, now: Now) -> Result<(), Error> {
        let (made, row) = self.keep(desk, position, paper, now)?;
        self.hand_over(made, &row, now).or_else(|(error, taken)| {
            // Where one copy was taken and the next was not, the first is out, and is counted by a person.
            if taken == 0 {
                let entry = Entry::refused(paper.print_act(), "print_failed").of_request(self.request);
                desk.act(entry, now, |tx| Ok(prints::not_taken(tx, row.job, row.position)?))?;
            }
            Err(error)
        })
    }

    fn keep(&self, desk: &Desk, position: u32, paper: &Paper, now: Now) -> Result<(Made, PrintRow), Error> {
        let entry = Entry::done(paper.print_act()).of_request(self.request);
        // Which copy it is becomes known in the transaction that takes the number.
        desk.act(entry, now, |tx| {
            let made = paper.make(desk, tx, self.request, now)?;
            let first_copy = 1 + prints::copies_out(tx, self.request, paper.code(), made.version)?;
            let row = PrintRow {
                job: self.id,
                position,
                request: self.request,
                paper: paper.code().to_owned(),
                version: made.version,
                copies: self.copies,
                first_copy,
                pages: made.pages,
                printer: self.printer.clone(),
                is_two_sided: self.duplex,
                reason: self.reason.clone(),
                printed_by: desk.user.id,
                printed_at: now.at().utc_ms,
            };
            prints::insert(tx, &row)?;
            tx.adds(detail(paper, &row));
            Ok((made, row))
        })
    }

    /// Hands over every copy; a failure tells how many were taken before it.
    fn hand_over(&self, made: Made, row: &PrintRow, now: Now) -> Result<(), (Error, u32)> {
        if row.version == 0 {
            return service::send(&self.printer, made.bytes, self.copies, self.duplex)
                .map_err(|error| (error, 0));
        }
        for (taken, number) in (row.first_copy..).take(row.copies as usize).enumerate() {
            let bytes = if number == 1 {
                Ok(made.bytes.clone())
            } else {
                let words = papers::reprint::words(number, row.version);
                papers::reprint::mark(&made.bytes, &words, now.pdf_date())
                    .map_err(|error| Error::Fault(error.to_string()))
            };
            bytes
                .and_then(|bytes| service::send(&self.printer, bytes, 1, self.duplex))
                .map_err(|error| (error, taken as u32))?;
        }
        Ok(())
    }
}

/// `envelope, copy 1, printer Ward`: links and numbers, never a word of the paper.
fn detail(paper: &Paper, row: &PrintRow) -> String {
    let copies = match row.copies {
        1 => format!("copy {}", row.first_copy),
        more => format!("copies {} to {}", row.first_copy, row.first_copy + more - 1),
    };
    let kind = match paper {
        Paper::Beside(_) => format!("{}, ", paper.code()),
        Paper::Letter | Paper::Bundle(_) => String::new(),
    };
    format!("{kind}{copies}, printer {}", row.printer)
}

/// The papers in the order in which they are packed, each once.
fn parse(input: &PrintInput) -> Result<Vec<Paper>, Error> {
    if !(1..=MOST_COPIES).contains(&input.copies) {
        return Err(Error::field(
            "copies",
            format!("enter a number from 1 to {MOST_COPIES}"),
        ));
    }
    let mut papers = input
        .papers
        .iter()
        .map(Paper::parse)
        .collect::<Result<Vec<_>, _>>()?;
    papers.sort_by_key(Paper::place);
    papers.dedup();
    if papers.is_empty() {
        return Err(Error::field("papers", "choose what to print"));
    }
    Ok(papers)
}

/// Without a reason, no signed paper is printed of which a copy is out already.
fn must_be_first(desk: &Desk, id: RequestId, papers: &[Paper]) -> Result<(), Error> {
    desk.store.read(|tx| {
        let row = requests::get(tx, id)?;
        for paper in papers {
            let version = paper.version(tx, &row)?;
            if version > 0 && prints::copies_out(tx, id, paper.code(), version)? > 0 {
                return Err(Error::field(
                    "reason",
                    "a copy of this version is out already: say why it is printed again",
                ));
            }
        }
        Ok(())
    })
}

/// The failure of one paper, with what had been printed before it.
fn after(error: Error, before: &[Paper]) -> Error {
    match error {
        Error::File {
            code,
            message,
            details,
        } if !before.is_empty() => {
            let labels: Vec<_> = before.iter().map(|paper| paper::label(paper.code())).collect();
            Error::File {
                code,
                message: format!("{message} Before it, this was printed: {}.", labels.join(", ")),
                details,
            }
        }
        other => other,
    }
}

fn view(job: &[Printed], now: Now) -> Option<PrintView> {
    let first = job.first()?;
    // A job of which anything was handed over is what a person counts; what was not taken did not come out.
    let taken = job.iter().filter(|paper| paper.outcome != PrintOutcome::NotTaken);
    let outcome = taken
        .clone()
        .next()
        .map_or(PrintOutcome::NotTaken, |paper| paper.outcome);
    Some(PrintView {
        job: first.row.job.to_string(),
        printer: first.row.printer.clone(),
        duplex: first.row.is_two_sided,
        pages: taken.map(|paper| paper.row.pages * paper.row.copies).sum(),
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
