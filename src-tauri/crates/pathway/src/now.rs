//! This moment, read from the clock by the edge and handed in.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use store::At;

/// A moment: in UTC, and as the desk's clock shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now {
    utc: DateTime<Utc>,
    local: NaiveDateTime,
}

impl Now {
    /// The moment with these two readings of it.
    #[must_use]
    pub const fn new(utc: DateTime<Utc>, local: NaiveDateTime) -> Self {
        Self { utc, local }
    }

    /// The day at the desk.
    #[must_use]
    pub fn today(self) -> NaiveDate {
        self.local.date()
    }

    /// The time at the desk.
    #[must_use]
    pub const fn local(self) -> NaiveDateTime {
        self.local
    }

    /// The moment in milliseconds since 1970.
    #[must_use]
    pub fn utc_ms(self) -> i64 {
        self.utc.timestamp_millis()
    }

    /// The moment as the store keeps it.
    pub(crate) fn at(self) -> At {
        let offset = self.local.and_utc().timestamp() - self.utc.timestamp();
        At {
            utc_ms: self.utc.timestamp_millis(),
            offset_minutes: i32::try_from(offset / 60).unwrap_or(0),
        }
    }

    /// The moment as PDF writes it: `D:20261124090500+00'00'`.
    pub(crate) fn pdf_date(self) -> String {
        let minutes = self.at().offset_minutes;
        let sign = if minutes < 0 { '-' } else { '+' };
        format!(
            "D:{}{sign}{:02}'{:02}'",
            self.local.format("%Y%m%d%H%M%S"),
            minutes.abs() / 60,
            minutes.abs() % 60
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn summer_time_is_an_hour_ahead() {
        let utc = "2026-07-01T08:05:00Z".parse().unwrap();
        let now = Now::new(utc, "2026-07-01T09:05:00".parse().unwrap());
        assert_eq!(now.pdf_date(), "D:20260701090500+01'00'");
        assert_eq!(now.at().offset_minutes, 60);
    }
}
