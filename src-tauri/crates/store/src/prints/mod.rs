//! What was handed to a printer, paper by paper, and what a person said when the pages were counted (hazard H9).

use domain::id::{PrintId, RequestId, UserId};
use domain::print::PrintOutcome;

use crate::engine::{Row, Sql, vals};
use crate::redact::redacted;
use crate::{StoreError, Tx};

/// A paper that is handed to a printer.
#[derive(Clone, PartialEq, Eq)]
pub struct PrintRow {
    /// Which job; one step may print several papers.
    pub job: PrintId,
    /// The place of the paper in the job, from 1.
    pub position: u32,
    /// Of which request.
    pub request: RequestId,
    /// The code of the paper: `letter`, `bundle`, or a kind of paper beside them.
    pub paper: String,
    /// The version of the signed letter in it; 0 for a paper that nobody signs, and for a draft.
    pub version: u32,
    /// How many copies.
    pub copies: u32,
    /// The number of the first of them among all copies of this version that are out, from 1.
    pub first_copy: u32,
    /// How many pages one copy has.
    pub pages: u32,
    /// The printer, as the system calls it.
    pub printer: String,
    /// Whether on both sides of the paper.
    pub is_two_sided: bool,
    /// Why it is printed again, where it was.
    pub reason: Option<String>,
    /// Who printed it.
    pub printed_by: UserId,
    /// When, in milliseconds since 1970.
    pub printed_at: i64,
}

redacted!(PrintRow {
    job,
    position,
    request,
    paper,
    version,
    copies
});

/// A paper that was handed to a printer, with what is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// The paper.
    pub row: PrintRow,
    /// The name by which colleagues know who printed it.
    pub by_shown: String,
    /// What became of it.
    pub outcome: PrintOutcome,
}

/// Keeps a paper that is about to be handed to a printer.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn insert(tx: &mut Tx<'_>, print: &PrintRow) -> Result<(), StoreError> {
    tx.db.exec(
        include_str!("insert.sql"),
        vals![
            print.job,
            print.position,
            print.request,
            &print.paper,
            print.version,
            print.copies,
            print.first_copy,
            print.pages,
            &print.printer,
            print.is_two_sided,
            print.reason.as_ref(),
            print.printed_by,
            print.printed_at,
        ],
    )?;
    Ok(())
}

/// All that was printed of a request, the newest job first, each job's papers in their order.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn list(tx: &mut Tx<'_>, request: RequestId) -> Result<Vec<Printed>, StoreError> {
    tx.db
        .rows(include_str!("list.sql"), vals![request])?
        .iter()
        .map(printed_of)
        .collect()
}

/// How many copies of a version of a paper are out: handed over, and not known to be incomplete.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn copies_out(tx: &mut Tx<'_>, request: RequestId, paper: &str, version: u32) -> Result<u32, StoreError> {
    let row = tx
        .db
        .row(include_str!("copies_out.sql"), vals![request, paper, version])?;
    row.map_or(Ok(0), |row| row.number("copies"))
}

/// The printing service did not take this paper of a job.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn not_taken(tx: &mut Tx<'_>, job: PrintId, position: u32) -> Result<(), StoreError> {
    tx.db.exec(include_str!("not_taken.sql"), vals![job, position])?;
    Ok(())
}

/// A person has counted the pages of a job; a later count replaces an earlier one.
///
/// # Errors
/// [`StoreError::NotFound`] for a job that is none of this request.
pub fn count(
    tx: &mut Tx<'_>,
    request: RequestId,
    job: PrintId,
    outcome: PrintOutcome,
    by: UserId,
    at: i64,
) -> Result<(), StoreError> {
    must_exist(tx, request, job)?;
    tx.db.exec(
        include_str!("count.sql"),
        vals![outcome.code(), by, at, request, job],
    )?;
    Ok(())
}

/// Fails unless something of the job was handed over for this request.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn must_exist(tx: &mut Tx<'_>, request: RequestId, job: PrintId) -> Result<(), StoreError> {
    let row = tx.db.row(include_str!("of_job.sql"), vals![request, job])?;
    row.map(|_| ()).ok_or(StoreError::NotFound { what: "print job" })
}

fn printed_of(row: &Row) -> Result<Printed, StoreError> {
    Ok(Printed {
        row: PrintRow {
            job: row.parsed("job", |text| PrintId::parse(text).ok())?,
            position: row.number("position")?,
            request: row.parsed("request_id", |text| RequestId::parse(text).ok())?,
            paper: row.text("paper")?,
            version: row.number("version")?,
            copies: row.number("copies")?,
            first_copy: row.number("first_copy")?,
            pages: row.number("pages")?,
            printer: row.text("printer")?,
            is_two_sided: row.flag("two_sided")?,
            reason: row.opt_text("reason")?,
            printed_by: row.parsed("printed_by", |text| UserId::parse(text).ok())?,
            printed_at: row.int("printed_at")?,
        },
        by_shown: row.text("shown_name")?,
        outcome: row.parsed("outcome", PrintOutcome::from_code)?,
    })
}
