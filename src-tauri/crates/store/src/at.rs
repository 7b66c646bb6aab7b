//! The moment of an action, as the edge read it from the clock.

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, TimeDelta};

/// A moment: the time in UTC, and how the user's clock stood to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct At {
    /// Milliseconds since the beginning of 1970, UTC.
    pub utc_ms: i64,
    /// Minutes that the user's clock was ahead of UTC: 60 in a British summer.
    pub offset_minutes: i32,
}

impl At {
    /// The date and time that the user's clock showed.
    ///
    /// A moment outside the calendar counts as its nearest end.
    #[must_use]
    pub fn local(self) -> NaiveDateTime {
        let offset = TimeDelta::minutes(i64::from(self.offset_minutes));
        DateTime::from_timestamp_millis(self.utc_ms)
            .and_then(|utc| utc.naive_utc().checked_add_signed(offset))
            .unwrap_or(if self.utc_ms < 0 {
                NaiveDateTime::MIN
            } else {
                NaiveDateTime::MAX
            })
    }

    /// The day that it was for the user.
    #[must_use]
    pub fn local_date(self) -> NaiveDate {
        self.local().date()
    }

    /// The same time of day, this many days earlier.
    #[must_use]
    pub fn days_earlier(self, days: u64) -> Self {
        let moved = DateTime::from_timestamp_millis(self.utc_ms)
            .and_then(|utc| utc.checked_sub_days(Days::new(days)));
        Self {
            utc_ms: moved.map_or(i64::MIN, |utc| utc.timestamp_millis()),
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_is_the_users_and_not_the_one_in_greenwich() {
        let summer_night = At {
            utc_ms: 1_782_858_600_000,
            offset_minutes: 60,
        };
        assert_eq!(summer_night.local().to_string(), "2026-06-30 23:30:00");
        let later = At {
            utc_ms: summer_night.utc_ms + 3_600_000,
            ..summer_night
        };
        assert_eq!(later.local_date().to_string(), "2026-07-01");
    }

    #[test]
    fn no_moment_is_too_far_away() {
        for utc_ms in [i64::MIN, i64::MAX] {
            let at = At {
                utc_ms,
                offset_minutes: i32::MAX,
            };
            let _ = (at.local_date(), at.days_earlier(u64::MAX));
        }
    }
}
