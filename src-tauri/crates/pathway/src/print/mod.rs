//! Printing: papers handed to the system's printing service as one job, each copy numbered, and the pages counted by a
//! person.
//!
//! What is printed is in the trail before it is handed over: should the program end in between, the next copy is one
//! too many marked as a copy, never one too few. Handing over needs no desk, so that a slow printer holds up nobody:
//! [`prepare`] and [`settle`] are the two steps at the desk, with [`PrintJob::hand_over`] between them.

mod count;
mod file;
mod job;
mod list;
mod program;
mod recovery;
mod service;

use domain::id::{PrintId, RequestId};
use domain::role::Permission;
use domain::text;
use store::audit::{Act, Entry};
use store::prints::{self, PrintRow};

use crate::open_request::find;
use crate::paper::Paper;
use crate::view::{PrintInput, PrintView, PrinterSidesView, PrintersView};
use crate::{Desk, Error, Now, fresh};

pub use count::count;
pub use job::Loose;
pub use job::PrintJob;
pub use list::{ListPrinter, choose_for_list, may_print_list, report, worklist};
pub use recovery::recovery_key;

pub(crate) use count::views;
pub(crate) use file::write_whole;

use job::Numbered;

/// The most copies that one job prints.
const MOST_COPIES: u32 = 20;

/// The printers of this desk, the default one first, or why nothing can be printed.
#[must_use]
pub fn printers() -> PrintersView {
    service::printers()
}

/// Whether a printer prints on both sides of the paper, as far as the printing service knows.
#[must_use]
pub fn sides(printer: &str) -> PrinterSidesView {
    PrinterSidesView {
        one_side_only: service::prints_one_side_only(printer),
    }
}

/// Prints papers of a request in the order in which they are packed. A signed paper of which a copy is out already
/// says on each page that it is a copy, and which (hazard H9).
///
/// # Errors
/// As each of its parts: [`ask`], [`Asked::choose`], [`number`], [`PrintJob::hand_over`] and [`settle`].
pub fn print(desk: &mut Desk, request: &str, input: &PrintInput, now: Now) -> Result<PrintView, Error> {
    let chosen = ask(desk, request, input, now)?.choose()?;
    let job = number(desk, chosen, now)?;
    let handed = job.hand_over(&mut |_| std::ops::ControlFlow::Continue(()));
    settle(desk, &job, handed, now)
}

/// What is to be printed, and may be.
#[derive(Debug, Clone)]
pub struct Asked {
    request: RequestId,
    papers: Vec<Paper>,
    printer: Option<String>,
    copies: u32,
    two_sided: bool,
    reason: Option<String>,
}

/// What is to be printed, on a printer that can.
#[derive(Debug, Clone)]
pub struct Chosen(Asked, String);

/// Asks whether these papers may be printed by this person.
///
/// # Errors
/// [`Error::Input`] for a paper or number of copies that there is not, and where a reprint has no reason;
/// [`Error::Refused`] by role.
pub fn ask(desk: &mut Desk, request: &str, input: &PrintInput, now: Now) -> Result<Asked, Error> {
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
    Ok(Asked {
        request: id,
        papers,
        printer: input.printer.clone(),
        copies: input.copies,
        two_sided: input.duplex,
        reason,
    })
}

impl Asked {
    /// Finds the printer, which needs no desk: a printing service may take long to answer.
    ///
    /// # Errors
    /// [`Error::Input`] for two sides of a printer that has one; [`Error::File`] with `print_failed` for a printer that
    /// takes nothing, and where there is none.
    pub fn choose(self) -> Result<Chosen, Error> {
        let printer = chosen(self.printer.as_deref(), self.two_sided)?;
        Ok(Chosen(self, printer))
    }
}

/// Numbers every copy and writes down that it is printed; nothing is handed over yet.
///
/// # Errors
/// [`Error::NotFound`] and [`Error::Refused`] for a paper that there is not, or not any more; then none of the papers
/// counts as printed.
pub fn number(desk: &mut Desk, chosen: Chosen, now: Now) -> Result<PrintJob, Error> {
    let Chosen(asked, printer) = chosen;
    let (id, job) = (asked.request, PrintId::from_bytes(fresh::bytes()?));
    let mut numbered = Vec::with_capacity(asked.papers.len());
    for (position, paper) in (1..).zip(asked.papers) {
        let entry = Entry::done(paper.print_act()).of_request(id);
        // Which copy it is becomes known in the transaction that takes the number.
        let kept = desk.act(entry, now, |tx| {
            paper.may_go_out(tx, id, now)?;
            let made = paper.make(desk, tx, id, now)?;
            let first_copy = 1 + prints::copies_out(tx, id, paper.code(), made.version)?;
            let row = PrintRow {
                job,
                position,
                request: id,
                paper: paper.code().to_owned(),
                version: made.version,
                copies: asked.copies,
                first_copy,
                pages: made.pages,
                printer: printer.clone(),
                is_two_sided: asked.two_sided,
                reason: asked.reason.clone(),
                printed_by: desk.user.id,
                printed_at: now.at().utc_ms,
            };
            prints::insert(tx, &row)?;
            tx.adds(detail(&paper, &row));
            Ok(Numbered { paper, made, row })
        });
        match kept {
            Ok(paper) => numbered.push(paper),
            Err(error) => {
                // Nothing of the job goes out: what was numbered before gives its number back.
                not_taken(desk, id, &numbered, "print_failed", now)?;
                return Err(error);
            }
        }
    }
    Ok(PrintJob::new(
        job,
        id,
        printer,
        asked.two_sided,
        numbered,
        desk.reader.clone(),
        now,
    ))
}

/// Keeps what became of a job that was handed over, or was not.
///
/// # Errors
/// What the handing over failed with; then nothing of the job counts as printed.
pub fn settle(
    desk: &mut Desk,
    job: &PrintJob,
    handed: Result<(), Error>,
    now: Now,
) -> Result<PrintView, Error> {
    if let Err(error) = handed {
        let why = if error == Error::Cancelled {
            "cancelled"
        } else {
            "print_failed"
        };
        not_taken(desk, job.request, job.papers(), why, now)?;
        return Err(error);
    }
    desk.store
        .read(|tx| views(tx, job.request, now))?
        .into_iter()
        .find(|view| view.job == job.id.to_string())
        .ok_or_else(|| Error::Fault("a job that was just printed is not there".into()))
}

/// The printer, if it can do what is asked: nobody finds out at the tray that it has one side only.
fn chosen(named: Option<&str>, two_sided: bool) -> Result<String, Error> {
    let printer = service::choose(named)?;
    if two_sided && service::prints_one_side_only(&printer) {
        return Err(Error::field(
            "duplex",
            format!("the printer “{printer}” prints on one side of the paper only"),
        ));
    }
    Ok(printer)
}

fn not_taken(desk: &Desk, id: RequestId, papers: &[Numbered], why: &str, now: Now) -> Result<(), Error> {
    for Numbered { paper, row, .. } in papers {
        let entry = Entry::refused(paper.print_act(), why).of_request(id);
        desk.act(entry, now, |tx| Ok(prints::not_taken(tx, row.job, row.position)?))?;
    }
    Ok(())
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

fn copies_of(copies: u32) -> Result<u32, Error> {
    if (1..=MOST_COPIES).contains(&copies) {
        return Ok(copies);
    }
    Err(Error::field(
        "copies",
        format!("enter a number from 1 to {MOST_COPIES}"),
    ))
}

/// The papers in the order in which they are packed, each once.
fn parse(input: &PrintInput) -> Result<Vec<Paper>, Error> {
    copies_of(input.copies)?;
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
        let row = store::requests::get(tx, id)?;
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
