//! Dates as the NHS prints them: short for clinicians, long for patients, never the computer's own way.
//!
//! Domain rule §0.8 (NHS CUI D+Ta-0006, D+Ta-0010, D+Ta-0011): both forms are mandatory and regional settings are ignored.

use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The short form for every clinical use: `14-Aug-1980`.
#[must_use]
pub fn clinical(date: NaiveDate) -> String {
    format!("{:02}-{}-{:04}", date.day(), &month(date)[..3], date.year())
}

/// The short form with the time of day on the 24-hour clock: `14-Aug-1980 09:05`.
#[must_use]
pub fn clinical_time(at: NaiveDateTime) -> String {
    format!("{} {:02}:{:02}", clinical(at.date()), at.hour(), at.minute())
}

/// The long form for a patient: `14 August 1980`.
#[must_use]
pub fn long(date: NaiveDate) -> String {
    format!("{} {} {}", date.day(), month(date), date.year())
}

/// The age on a day as the patient banner shows it: `45y`, `18m` below two years, `12d` below two months.
#[must_use]
pub fn age(born: NaiveDate, on: NaiveDate) -> String {
    let months = (on.year() - born.year()) * 12 + on.month() as i32
        - born.month() as i32
        - i32::from(on.day() < born.day());
    match months {
        ..2 => format!("{}d", (on - born).num_days().max(0)),
        2..24 => format!("{months}m"),
        _ => format!("{}y", months / 12),
    }
}

/// The day that comes this many working days after another; Saturdays and Sundays do not count.
///
/// Bank holidays are local and are not counted either way: a chase that falls on one is a day early, never a day late.
#[must_use]
pub fn working_days_after(start: NaiveDate, days: u32) -> NaiveDate {
    let mut date = start;
    let mut left = days;
    while left > 0 {
        let Some(next) = date.succ_opt() else { return date };
        date = next;
        if date.weekday().number_from_monday() <= 5 {
            left -= 1;
        }
    }
    date
}

/// Whether two dates of birth are close by: within a month of each other, with day and month changed about, or with one
/// part of three that differs. Of two people of one name, one may then be taken for the other (hazard H2).
#[must_use]
pub fn are_close(one: NaiveDate, other: NaiveDate) -> bool {
    let days = (one - other).num_days().abs();
    let swapped = one.year() == other.year() && (one.day(), one.month()) == (other.month(), other.day());
    let parts = [
        one.year() == other.year(),
        one.month() == other.month(),
        one.day() == other.day(),
    ];
    days <= 31 || swapped || parts.into_iter().filter(|same| *same).count() == 2
}

fn month(date: NaiveDate) -> &'static str {
    MONTHS[date.month0() as usize]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn clinicians_read_short_dates_and_patients_long_ones() {
        assert_eq!(clinical(day("1980-08-14")), "14-Aug-1980");
        assert_eq!(clinical(day("1999-01-01")), "01-Jan-1999");
        assert_eq!(long(day("1999-01-01")), "1 January 1999");
        assert_eq!(
            clinical_time(day("2026-05-03").and_hms_opt(9, 5, 0).unwrap()),
            "03-May-2026 09:05"
        );
    }

    #[test]
    fn an_age_is_in_years_months_or_days() {
        let on = day("2026-11-24");
        assert_eq!(age(day("1980-11-24"), on), "46y");
        assert_eq!(age(day("1980-11-25"), on), "45y");
        assert_eq!(age(day("2025-05-20"), on), "18m");
        assert_eq!(age(day("2026-11-12"), on), "12d");
    }

    #[test]
    fn dates_of_birth_that_a_slip_turns_into_one_another_are_close() {
        let born = day("1958-03-12");
        for close in [
            "1958-03-12",
            "1958-03-21",
            "1958-12-03",
            "1968-03-12",
            "1958-04-02",
            "1958-09-12",
        ] {
            assert!(are_close(born, day(close)), "{close}");
        }
        for other in ["1961-07-30", "1958-10-20", "1968-03-13"] {
            assert!(!are_close(born, day(other)), "{other}");
        }
    }

    #[test]
    fn a_weekend_does_not_count_as_working_days() {
        let friday = day("2026-11-20");
        assert_eq!(working_days_after(friday, 1), day("2026-11-23"));
        assert_eq!(working_days_after(friday, 10), day("2026-12-04"));
        assert_eq!(working_days_after(day("2026-11-21"), 1), day("2026-11-23"));
        assert_eq!(working_days_after(friday, 0), friday);
    }
}
