//! `audit`: list and verify the trail.

use pathway::view::AuditRow;
use pathway::{Error, read_audit};

use crate::arguments::{Arguments, Audit};
use crate::output::Output;
use crate::{clock, door};

/// Lists the trail, or checks its chain.
pub(crate) fn run(command: &Audit, arguments: &Arguments, output: &Output) -> Result<(), Error> {
    let mut desk = door::enter(arguments)?;
    match command {
        Audit::List { patient, by, page } => {
            let trail = read_audit::list(
                &mut desk,
                patient.as_deref(),
                by.as_deref(),
                page.unwrap_or(1),
                clock::now(),
            )?;
            output.answer(&trail, || {
                let line = |row: &AuditRow| {
                    let user = row.user.as_deref().unwrap_or("–");
                    let detail = row.detail.as_deref().unwrap_or("");
                    format!(
                        "{:>8}  {}  {user:<16} {:<20} {:<8} {detail}",
                        row.seq, row.at, row.act, row.outcome
                    )
                };
                trail.rows.iter().map(line).collect::<Vec<_>>().join("\n")
            });
        }
        Audit::Verify => {
            let verified = read_audit::verify(&mut desk, clock::now())?;
            output.answer(&verified, || format!("{} entries, unbroken", verified.entries));
        }
    }
    Ok(())
}
