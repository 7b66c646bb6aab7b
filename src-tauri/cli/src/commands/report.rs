//! `report`: the team's numbers of a period, in which no patient is named.

use pathway::view::ReportView;
use pathway::{Error, report};

use crate::arguments::{Arguments, Report};
use crate::output::Output;
use crate::{clock, door};

/// Shows the report, or writes it to a file.
pub(crate) fn run(command: &Report, arguments: &Arguments, output: &Output) -> Result<(), Error> {
    let mut desk = door::enter(arguments)?;
    let now = clock::now();
    match command {
        Report::Show { period } => {
            let view = report::show(&mut desk, &period.input(), now)?;
            output.answer(&view, || words(&view));
        }
        Report::Print { period, out } => {
            let saved = report::save(&mut desk, &period.input(), out, now)?;
            output.answer(&saved, || format!("{}  ({} pages)", saved.out, saved.pages));
        }
        Report::Csv { period, out } => {
            let exported = report::export_csv(&mut desk, &period.input(), out, now)?;
            output.answer(&exported, || {
                format!("{}  ({} rows)", exported.out, exported.rows)
            });
        }
    }
    Ok(())
}

fn words(view: &ReportView) -> String {
    let mut lines = vec![format!(
        "{}: {} requests, {} declined; {} overdue now",
        view.period, view.requests, view.declined, view.overdue
    )];
    let days = |days: Option<f64>| days.map_or_else(|| "-".to_owned(), |days| days.to_string());
    lines.push("Days from the ask (requests, median, 90th percentile)".to_owned());
    lines.extend(view.times.iter().map(|row| {
        let (median, ninetieth) = (days(row.median_days), days(row.ninetieth_days));
        format!("  {:<40}{:>8}{median:>8}{ninetieth:>8}", row.label, row.requests)
    }));
    for table in &view.counts {
        lines.push(table.title.clone());
        lines.extend(
            table
                .rows
                .iter()
                .map(|row| format!("  {:<40}{:>8}", row.label, row.requests)),
        );
    }
    lines.join("\n")
}
