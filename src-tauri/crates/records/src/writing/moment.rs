//! Dates and times of messages in the short form that clinicians read, exactly as precise as they were sent.

use chrono::{NaiveDate, NaiveDateTime};
use domain::date::{clinical, clinical_time};

/// An HL7 version 2 time stamp such as `202608140930` or `20260814`; what is no date comes back as it was.
pub(super) fn hl7(text: &str) -> String {
    let text = text.trim();
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    let part = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
    written(part(0, 4), part(4, 6), part(6, 8), part(8, 10), part(10, 12)).unwrap_or_else(|| text.to_owned())
}

/// A FHIR date, time stamp or instant such as `2026-08-14T09:30:00+01:00`; what is no date comes back as it was.
///
/// The time is the local one of the sender, as written.
pub(super) fn fhir(text: &str) -> String {
    let text = text.trim();
    let (date, time) = text.split_once('T').unwrap_or((text, ""));
    let mut parts = date.splitn(3, '-');
    let mut next = || parts.next().unwrap_or_default();
    let (year, month, day) = (next(), next(), next());
    let hour = time.get(0..2).unwrap_or_default();
    let minute = time.get(3..5).unwrap_or_default();
    written(year, month, day, hour, minute).unwrap_or_else(|| text.to_owned())
}

fn written(year: &str, month: &str, day: &str, hour: &str, minute: &str) -> Option<String> {
    let number = |text: &str| text.parse::<u32>().ok();
    let year: i32 = year.parse().ok().filter(|year| (1000..=9999).contains(year))?;
    if month.is_empty() {
        return Some(format!("{year:04}"));
    }
    let first = NaiveDate::from_ymd_opt(year, number(month)?, 1)?;
    if day.is_empty() {
        // The short form without its day.
        return Some(clinical(first)[3..].to_owned());
    }
    let date = NaiveDate::from_ymd_opt(year, number(month)?, number(day)?)?;
    let time = number(hour)
        .zip(number(minute))
        .and_then(|(hour, minute)| date.and_hms_opt(hour, minute, 0));
    Some(time.map_or_else(|| clinical(date), |at: NaiveDateTime| clinical_time(at)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_as_precise_as_it_was_sent() {
        assert_eq!(hl7("202608140905"), "14-Aug-2026 09:05");
        assert_eq!(hl7("20260814"), "14-Aug-2026");
        assert_eq!(hl7("202608"), "Aug-2026");
        assert_eq!(hl7("1980"), "1980");
        assert_eq!(hl7("20261399"), "20261399");
        assert_eq!(hl7("soon"), "soon");
        assert_eq!(fhir("2026-08-14T09:05:00+01:00"), "14-Aug-2026 09:05");
        assert_eq!(fhir("2026-08"), "Aug-2026");
        assert_eq!(fhir("14/08/2026"), "14/08/2026");
    }
}
