//! Which backups are kept: of the last days, weeks and months one each (domain rule §4.5, hazard H27).

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate, NaiveDateTime};

/// For how many days, weeks and months the newest backup of each is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retention {
    /// Days on which a backup was made.
    pub days: u32,
    /// Weeks, from Monday to Sunday.
    pub weeks: u32,
    /// Months.
    pub months: u32,
}

impl Retention {
    /// A week of days, a month of weeks, a year of months.
    pub const DEFAULT: Self = Self {
        days: 7,
        weeks: 5,
        months: 12,
    };

    /// The moments in `made` whose backups are no longer kept. Days, weeks and months without a backup do not count,
    /// so that a desk that was away for a year loses nothing by it; the newest of all is always kept.
    #[must_use]
    pub fn outdated(self, made: &[NaiveDateTime]) -> Vec<NaiveDateTime> {
        let mut newest_first = made.to_vec();
        newest_first.sort_unstable_by(|a, b| b.cmp(a));
        let mut kept: BTreeSet<NaiveDateTime> = newest_first.first().copied().into_iter().collect();
        let week = |day: NaiveDate| (day.iso_week().year(), day.iso_week().week());
        kept.extend(first_of_each(&newest_first, self.days, |day| {
            (day.year(), day.ordinal())
        }));
        kept.extend(first_of_each(&newest_first, self.weeks, week));
        kept.extend(first_of_each(&newest_first, self.months, |day| {
            (day.year(), day.month())
        }));
        newest_first.retain(|at| !kept.contains(at));
        newest_first
    }
}

/// The newest of each of the last so many spans in which there is one.
fn first_of_each(
    newest_first: &[NaiveDateTime],
    most: u32,
    span: impl Fn(NaiveDate) -> (i32, u32),
) -> Vec<NaiveDateTime> {
    let mut seen = BTreeSet::new();
    let mut first = Vec::new();
    for at in newest_first {
        if seen.insert(span(at.date())) {
            if seen.len() > most as usize {
                break;
            }
            first.push(*at);
        }
    }
    first
}

#[cfg(test)]
mod tests {
    use chrono::Days;

    use super::*;

    fn day(text: &str) -> NaiveDateTime {
        text.parse::<NaiveDate>().unwrap().and_hms_opt(18, 0, 0).unwrap()
    }

    #[test]
    fn after_two_years_of_days_a_week_a_month_and_a_year_remain() {
        let last = day("2026-11-24");
        let mut made = Vec::new();
        // As it happens in life: each day one is made, and what is outdated goes at once.
        for back in (0..730).rev() {
            made.push(last - Days::new(back));
            let outdated = Retention::DEFAULT.outdated(&made);
            made.retain(|at| !outdated.contains(at));
        }
        let kept: Vec<_> = made.iter().rev().map(|at| at.date().to_string()).collect();
        assert_eq!(
            &kept[..7],
            [
                "2026-11-24",
                "2026-11-23",
                "2026-11-22",
                "2026-11-21",
                "2026-11-20",
                "2026-11-19",
                "2026-11-18"
            ]
        );
        assert!(
            ["2026-11-15", "2026-11-08", "2026-11-01"]
                .iter()
                .all(|sunday| kept.contains(&(*sunday).to_owned()))
        );
        assert!(
            ["2026-10-31", "2026-06-30", "2025-12-31"]
                .iter()
                .all(|end| kept.contains(&(*end).to_owned()))
        );
        assert!(kept.len() <= 24, "{kept:?}");
    }

    #[test]
    fn the_newest_is_kept_whatever_is_said_and_none_is_lost_by_a_year_away() {
        let nothing = Retention {
            days: 0,
            weeks: 0,
            months: 0,
        };
        let made = [day("2025-01-01"), day("2026-11-24"), day("2026-11-23")];
        assert_eq!(nothing.outdated(&made), [day("2026-11-23"), day("2025-01-01")]);
        assert!(Retention::DEFAULT.outdated(&made).is_empty());
        assert!(Retention::DEFAULT.outdated(&[]).is_empty());
    }

    #[test]
    fn of_one_day_the_last_is_kept() {
        let morning = "2026-11-24T09:00:00".parse().unwrap();
        assert_eq!(
            Retention::DEFAULT.outdated(&[morning, day("2026-11-24")]),
            [morning]
        );
    }
}
