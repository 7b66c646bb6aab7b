//! `audit`: list and verify the trail.

use pathway::view::{AuditInput, AuditRow};
use pathway::{Error, read_audit};

use crate::arguments::{Arguments, Audit};
use crate::output::Output;
use crate::{clock, door};

/// Lists the trail, or checks its chain.
pub(crate) fn run(command: &Audit, arguments: &Arguments, output: &Output) -> Result<(), Error> {
    let mut desk = door::enter(arguments)?;
    match command {
        Audit::List {
            patient,
            by,
            act,
            from,
            to,
            refused,
            page,
            csv,
        } => {
            let input = AuditInput {
                patient: patient.clone(),
                user: by.clone(),
                act: act.clone(),
                from: from.clone(),
                to: to.clone(),
                refused_only: *refused,
                page: *page,
            };
            if let Some(out) = csv {
                let exported = read_audit::export_csv(&mut desk, &input, out, clock::now())?;
                output.answer(&exported, || {
                    format!("{}  ({} entries)", exported.out, exported.rows)
                });
                return Ok(());
            }
            let trail = read_audit::narrowed(&mut desk, &input, clock::now())?;
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
