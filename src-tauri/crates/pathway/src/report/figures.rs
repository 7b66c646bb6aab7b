//! The figures of a report, from one line for each request.

use std::collections::BTreeMap;

use chrono::{Datelike, Months, NaiveDate};
use domain::date;
use domain::evidence::{Answer, asked};
use domain::request::AskedBy;
use domain::status::{Status, Step};
use store::report::{Counted, Period};

use crate::Error;
use crate::view::document::from_json;
use crate::view::{CountRow, CountTable, EvidenceInput, ReportView, TimeRow};

/// A period longer than this is told by years instead of months.
const MOST_MONTHS: usize = 36;

/// Everything that a report says.
pub(super) fn view(
    period: &Period,
    requests: &[Counted],
    declined: &[String],
    overdue: u32,
) -> Result<ReportView, Error> {
    Ok(ReportView {
        from: period.from.to_string(),
        to: period.to.to_string(),
        period: format!("{} to {}", date::clinical(period.from), date::clinical(period.to)),
        requests: requests.len() as u32,
        declined: declined.len() as u32,
        overdue,
        times: times(requests),
        counts: vec![
            months(period, requests),
            specialties(requests),
            sources(requests),
            statuses(requests),
            reasons(declined)?,
        ],
    })
}

fn times(requests: &[Counted]) -> Vec<TimeRow> {
    let of = |label: &str, done: fn(&Counted) -> Option<NaiveDate>| {
        let mut days: Vec<i64> = requests
            .iter()
            // A day before the ask is a slip of somebody's pen, and counts as the same day.
            .filter_map(|request| Some((done(request)? - request.asked_on).num_days().max(0)))
            .collect();
        days.sort_unstable();
        TimeRow {
            label: label.to_owned(),
            requests: days.len() as u32,
            median_days: median(&days),
            ninetieth_days: ninetieth(&days).map(|day| day as f64),
        }
    };
    vec![
        of("Decision", |request| request.decided_on),
        of("Dispatch", |request| request.sent_on),
        of("Receipt", |request| request.received_on),
        of("Opinion", |request| request.answered_on),
    ]
}

/// The one in the middle, or half-way between the two that are.
fn median(sorted: &[i64]) -> Option<f64> {
    let upper = *sorted.get(sorted.len() / 2)?;
    let lower = *sorted.get((sorted.len() - 1) / 2)?;
    Some((lower + upper) as f64 / 2.0)
}

/// The smallest that nine of ten do not exceed (nearest rank).
fn ninetieth(sorted: &[i64]) -> Option<i64> {
    let rank = (sorted.len() * 9).div_ceil(10);
    sorted.get(rank.checked_sub(1)?).copied()
}

/// Every month of the period, those without a request too; years where there are too many months.
fn months(period: &Period, requests: &[Counted]) -> CountTable {
    let first = |day: NaiveDate| day.with_day(1).unwrap_or(day);
    let mut all = Vec::new();
    let mut month = first(period.from);
    while month <= period.to {
        all.push(month);
        match month.checked_add_months(Months::new(1)) {
            Some(next) => month = next,
            None => break,
        }
    }
    let by_year = all.len() > MOST_MONTHS;
    let label = |day: NaiveDate| {
        if by_year {
            day.format("%Y").to_string()
        } else {
            day.format("%b %Y").to_string()
        }
    };
    let mut counts: BTreeMap<(i32, u32), u32> = BTreeMap::new();
    let key = |day: NaiveDate| (day.year(), if by_year { 1 } else { day.month() });
    for month in all {
        counts.entry(key(month)).or_default();
    }
    for request in requests {
        *counts.entry(key(request.asked_on)).or_default() += 1;
    }
    let row = |((year, month), requests): ((i32, u32), u32)| CountRow {
        label: NaiveDate::from_ymd_opt(year, month, 1)
            .map(label)
            .unwrap_or_default(),
        requests,
    };
    CountTable {
        code: "months".to_owned(),
        title: if by_year {
            "Requests by year"
        } else {
            "Requests by month"
        }
        .to_owned(),
        head: if by_year { "Year" } else { "Month" }.to_owned(),
        note: Some("A request counts on the day of the ask.".to_owned()),
        rows: counts.into_iter().map(row).collect(),
    }
}

/// Specialties as they were typed, capital and small letters alike, the most frequent first.
fn specialties(requests: &[Counted]) -> CountTable {
    let mut found: BTreeMap<String, (String, u32)> = BTreeMap::new();
    for request in requests {
        let shown = request.specialty.as_deref().unwrap_or("Not recorded");
        let (name, count) = found
            .entry(shown.to_lowercase())
            .or_insert_with(|| (shown.to_owned(), 0));
        // Of several ways to write it, the one with capitals.
        if shown < name.as_str() {
            shown.clone_into(name);
        }
        *count += 1;
    }
    let mut rows: Vec<_> = found
        .into_values()
        .map(|(label, requests)| CountRow { label, requests })
        .collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.requests));
    CountTable {
        code: "specialties".to_owned(),
        title: "Requests by specialty".to_owned(),
        head: "Specialty".to_owned(),
        note: None,
        rows,
    }
}

fn sources(requests: &[Counted]) -> CountTable {
    let count = |source: Option<AskedBy>| {
        requests
            .iter()
            .filter(|request| request.asked_by == source)
            .count() as u32
    };
    let known = AskedBy::ALL
        .iter()
        .map(|source| (source.label(), count(Some(*source))));
    let rows = known.chain([("Not recorded", count(None))]);
    CountTable {
        code: "sources".to_owned(),
        title: "Requests by who asked".to_owned(),
        head: "Who asked".to_owned(),
        note: None,
        rows: rows.map(row).collect(),
    }
}

/// Where the requests of the period stand now.
fn statuses(requests: &[Counted]) -> CountTable {
    let count = |status: &Status| {
        requests
            .iter()
            .filter(|request| request.status == *status)
            .count() as u32
    };
    CountTable {
        code: "statuses".to_owned(),
        title: "Requests by stage".to_owned(),
        head: "Stage".to_owned(),
        note: Some("Where the requests of the period stand at this moment.".to_owned()),
        rows: Status::ALL
            .iter()
            .map(|status| row((status.label(), count(status))))
            .collect(),
    }
}

/// Why requests were declined, by the list from which the reason is chosen. Words that were written may name a patient, and
/// stay with their request.
fn reasons(declined: &[String]) -> Result<CountTable, Error> {
    let listed = asked(Step::Decline).iter().find_map(|asked| match asked.answer {
        Answer::Choice(choices) => Some((asked.item, choices)),
        _ => None,
    });
    let mut found: BTreeMap<usize, u32> = BTreeMap::new();
    let choices = listed.map_or(&[][..], |(_, choices)| choices);
    for evidence in declined {
        let said: Vec<EvidenceInput> = from_json(evidence)?;
        let code = listed.and_then(|(item, _)| said.iter().find(|said| said.item == item.code()));
        let at = code.and_then(|said| choices.iter().position(|(code, _)| *code == said.answer));
        *found.entry(at.unwrap_or(choices.len())).or_default() += 1;
    }
    let rows = found.into_iter().map(|(at, requests)| {
        let label = choices
            .get(at)
            .map_or("In words, with the request", |(_, label)| label);
        row((label, requests))
    });
    Ok(CountTable {
        code: "declined".to_owned(),
        title: "Declined, and why".to_owned(),
        head: "Reason".to_owned(),
        note: Some("Words that were written as a reason stay with their request.".to_owned()),
        rows: rows.collect(),
    })
}

fn row((label, requests): (&str, u32)) -> CountRow {
    CountRow {
        label: label.to_owned(),
        requests,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_and_the_ninetieth_percentile_are_those_of_the_textbook() {
        assert_eq!((median(&[]), ninetieth(&[])), (None, None));
        assert_eq!((median(&[4]), ninetieth(&[4])), (Some(4.0), Some(4)));
        assert_eq!(median(&[1, 2, 4, 10]), Some(3.0));
        let ten: Vec<i64> = (1..=10).collect();
        assert_eq!((median(&ten), ninetieth(&ten)), (Some(5.5), Some(9)));
        let eleven: Vec<i64> = (1..=11).collect();
        assert_eq!(ninetieth(&eleven), Some(10));
    }
}
