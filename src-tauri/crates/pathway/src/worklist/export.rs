//! A list as a table for a spreadsheet.

use std::path::Path;

use domain::role::Permission;
use store::audit::{Act, Entry};

use super::{Asked, row};
use crate::csv::Csv;
use crate::view::{ExportedView, WorklistInput};
use crate::{Desk, Error, Now, print};

/// How many requests a table holds: what a spreadsheet opens without complaint.
const MOST: u32 = 100_000;

/// The columns.
const HEAD: [&str; 14] = [
    "Reference",
    "Patient",
    "Born",
    "Number",
    "Status",
    "Since",
    "Priority",
    "Treatment",
    "Specialty",
    "Recipient",
    "Owner",
    "Next step by",
    "Overdue",
    "Question",
];

/// Writes every request of a list to a file, whole or not at all. The file names patients.
///
/// # Errors
/// As [`super::list`]; [`Error::Refused`] for more than 100,000 requests; [`Error::File`] when it cannot be written.
pub fn export_csv(
    desk: &mut Desk,
    input: &WorklistInput,
    out: &Path,
    now: Now,
) -> Result<ExportedView, Error> {
    let asked = Asked::parse(input)?;
    let entry = Entry::done(Act::Exported).with(format!("worklist {} csv", asked.code()));
    desk.permit(Permission::WorkOnRequests, &entry, now)?;
    desk.act(entry, now, |tx| {
        let page = asked.page(desk, tx, 1, MOST, now)?;
        if page.next.is_some() {
            return Err(Error::refused(
                "list_too_long",
                format!("This list has more than {MOST} requests. Narrow it, and export it in parts."),
            ));
        }
        let mut table = Csv::new(&HEAD);
        for line in &page.requests {
            let shown = row(line, now);
            let optional = |text: &Option<String>| text.clone().unwrap_or_default();
            table.row(&[
                shown.reference,
                shown.patient,
                shown.born,
                shown.number,
                shown.status_label,
                shown.since,
                optional(&shown.priority),
                optional(&shown.treatment_on),
                optional(&shown.specialty),
                optional(&shown.recipient),
                shown.owner,
                optional(&shown.next_action_by),
                if shown.is_overdue { "yes" } else { "no" }.to_owned(),
                optional(&shown.question),
            ]);
        }
        let bytes = table.bytes();
        tx.touches(records::sha256(&bytes));
        print::write_whole(out, &bytes)?;
        Ok(ExportedView {
            out: out.to_string_lossy().into_owned(),
            rows: page.requests.len() as u32,
        })
    })
}
