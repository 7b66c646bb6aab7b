//! The team's report: how many requests, from whom and for what, how long each part of the way took, and what was declined
//! and why. It names no patient and no clinician (domain rule S15), and says small numbers as they are.

mod figures;

use std::path::Path;

use chrono::Months;
use domain::role::Permission;
use papers::report::{ReportContent, ReportTable};
use store::audit::{Act, Entry};
use store::report::Period;
use store::requests::List;
use store::{report, requests};

use crate::csv::Csv;
use crate::typed::{Problems, optional_day};
use crate::view::{CountTable, ExportedView, ReportInput, ReportView, SavedView};
use crate::{Desk, Error, Now, Preview, print, print_paper, write_letter};

/// The report of a period.
///
/// # Errors
/// [`Error::Input`] for days that are none, or that stand the wrong way round; [`Error::Refused`] by role.
pub fn show(desk: &mut Desk, input: &ReportInput, now: Now) -> Result<ReportView, Error> {
    made(desk, input, Act::ReportViewed, "", now, |_, view| Ok(view))
}

/// The report as it is printed, page by page.
///
/// # Errors
/// As [`show`].
pub fn preview(desk: &mut Desk, input: &ReportInput, now: Now) -> Result<Preview, Error> {
    Preview::new(bytes(desk, input, Act::PaperViewed, "", now)?)
}

/// Writes the report to a file as it is printed, whole or not at all.
///
/// # Errors
/// As [`show`], and [`Error::File`] when the file cannot be written.
pub fn save(desk: &mut Desk, input: &ReportInput, out: &Path, now: Now) -> Result<SavedView, Error> {
    let bytes = bytes(desk, input, Act::PaperSaved, "", now)?;
    print_paper::saved(out, bytes)
}

/// The report for the printer; `how` says in the trail how often and where.
pub(crate) fn printed(desk: &mut Desk, input: &ReportInput, how: &str, now: Now) -> Result<Vec<u8>, Error> {
    bytes(desk, input, Act::PaperPrinted, how, now)
}

/// Writes the numbers of the report as a table for a spreadsheet, whole or not at all.
///
/// # Errors
/// As [`show`], and [`Error::File`] when the file cannot be written.
pub fn export_csv(desk: &mut Desk, input: &ReportInput, out: &Path, now: Now) -> Result<ExportedView, Error> {
    made(desk, input, Act::Exported, "report csv", now, |_, view| {
        let mut rows = 0;
        let mut table = Csv::new(&["Table", "Row", "Requests", "Median days", "90th percentile days"]);
        let mut add = |cells: [String; 5]| {
            rows += 1;
            table.row(&cells);
        };
        for count in &view.counts {
            for row in &count.rows {
                let number = row.requests.to_string();
                add([
                    count.title.clone(),
                    row.label.clone(),
                    number,
                    String::new(),
                    String::new(),
                ]);
            }
        }
        for time in &view.times {
            add([
                TIMES.to_owned(),
                time.label.clone(),
                time.requests.to_string(),
                time.median_days.map(days).unwrap_or_default(),
                time.ninetieth_days.map(days).unwrap_or_default(),
            ]);
        }
        print::write_whole(out, &table.bytes())?;
        Ok(ExportedView {
            out: out.to_string_lossy().into_owned(),
            rows,
        })
    })
}

/// What the table of times is called.
const TIMES: &str = "Days from the ask";

/// Makes the report and does something with it, as one action of the person.
fn made<T>(
    desk: &Desk,
    input: &ReportInput,
    act: Act,
    how: &str,
    now: Now,
    then: impl FnOnce(&mut store::Tx<'_>, ReportView) -> Result<T, Error>,
) -> Result<T, Error> {
    let period = period_of(input, now)?;
    let told = [how, &format!("{} to {}", period.from, period.to)].join(" ");
    let entry = Entry::done(act).with(told.trim());
    desk.permit(Permission::ReadClinical, &entry, now)?;
    desk.act(entry, now, |tx| {
        let counted = report::requests(tx, &period)?;
        let reasons = report::declined(tx, &period)?;
        let lists = requests::counts(tx, now.today(), desk.user.id)?;
        let overdue = u32::try_from(lists.of(List::Overdue)).unwrap_or(u32::MAX);
        let view = figures::view(&period, &counted, &reasons, overdue)?;
        then(tx, view)
    })
}

fn period_of(input: &ReportInput, now: Now) -> Result<Period, Error> {
    let mut problems = Problems::default();
    let to = optional_day(&mut problems, "to", input.to.as_deref()).unwrap_or(now.today());
    let year_before = to
        .checked_sub_months(Months::new(12))
        .and_then(|day| day.succ_opt());
    let from = optional_day(&mut problems, "from", input.from.as_deref()).or(year_before);
    let from = from.unwrap_or(to);
    if from > to {
        problems.say("from", "the first day comes before the last");
    }
    let period = Period {
        from,
        to,
        offset_minutes: now.at().offset_minutes,
    };
    Ok(problems.into_result(period)?)
}

fn bytes(desk: &Desk, input: &ReportInput, act: Act, how: &str, now: Now) -> Result<Vec<u8>, Error> {
    let how = ["report", how].join(" ");
    made(desk, input, act, how.trim(), now, |tx, view| {
        let mut tables: Vec<ReportTable> = vec![times_table(&view)];
        tables.extend(view.counts.iter().map(count_table));
        let content = ReportContent {
            organisation: &desk.organisation.name,
            period: &view.period,
            lead: &lead(&view),
            tables: &tables,
            at: now.local(),
            printed_by: &desk.user.fields.shown_name,
            demonstration: desk.is_demonstration(),
        };
        let printed = papers::report::print(&content).map_err(write_letter::unprintable)?;
        tx.touches(records::sha256(&printed.bytes));
        Ok(printed.bytes)
    })
}

fn lead(view: &ReportView) -> String {
    let asked = match view.requests {
        1 => "1 request was asked for".to_owned(),
        many => format!("{many} requests were asked for"),
    };
    let declined = match view.declined {
        1 => "1 of them was declined".to_owned(),
        many => format!("{many} of them were declined"),
    };
    let overdue = match view.overdue {
        1 => "1 request is overdue".to_owned(),
        many => format!("{many} requests are overdue"),
    };
    format!("{asked}, and {declined}. At this moment {overdue}.")
}

fn times_table(view: &ReportView) -> ReportTable {
    let or_none = |value: Option<f64>| value.map_or_else(|| "none".to_owned(), days);
    ReportTable {
        title: TIMES.to_owned(),
        note: Some(
            "The median is the request in the middle; nine of ten were done within the 90th percentile."
                .to_owned(),
        ),
        head: ["From the ask to", "Requests", "Median", "90th percentile"]
            .map(str::to_owned)
            .to_vec(),
        rows: view
            .times
            .iter()
            .map(|row| {
                vec![
                    row.label.clone(),
                    row.requests.to_string(),
                    or_none(row.median_days),
                    or_none(row.ninetieth_days),
                ]
            })
            .collect(),
    }
}

fn count_table(table: &CountTable) -> ReportTable {
    ReportTable {
        title: table.title.clone(),
        note: table.note.clone(),
        head: vec![table.head.clone(), "Requests".to_owned()],
        rows: table
            .rows
            .iter()
            .map(|row| vec![row.label.clone(), row.requests.to_string()])
            .collect(),
    }
}

/// A number of days as people write it: `3`, `3.5`.
fn days(number: f64) -> String {
    format!("{number}")
}
