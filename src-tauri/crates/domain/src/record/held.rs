//! A record that is held elsewhere: where, with whom it was shared there, and until when.

use chrono::{Days, NaiveDate};

use crate::date;

/// How many days before its end a share is told of: a team that is to look at an image needs time to do so.
const SOON_DAYS: u64 = 7;

/// Where a record is held that is not enclosed, such as in the Image Exchange Portal, and with whom it was shared there
/// (domain rule S10).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HeldElsewhere {
    /// Where it is held.
    pub at: Option<String>,
    /// The team or organisation that it was shared with.
    pub shared_with: Option<String>,
    /// The day on which it was shared.
    pub shared_on: Option<NaiveDate>,
    /// The last day on which it can be seen there; none where the share does not end.
    pub until: Option<NaiveDate>,
}

/// How a share that ends stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Share {
    /// It goes on for more than a week.
    Open,
    /// It ends within seven days.
    EndsSoon {
        /// The last day.
        until: NaiveDate,
    },
    /// It has ended: nobody can see the record there any more.
    Ended {
        /// The last day that it was open.
        until: NaiveDate,
    },
}

impl HeldElsewhere {
    /// Whether nothing was said of it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// How the share stands on a day; none where it does not end.
    #[must_use]
    pub fn share(&self, today: NaiveDate) -> Option<Share> {
        let until = self.until?;
        let soon = today.checked_add_days(Days::new(SOON_DAYS)).unwrap_or(today);
        Some(match until {
            _ if until < today => Share::Ended { until },
            _ if until <= soon => Share::EndsSoon { until },
            _ => Share::Open,
        })
    }

    /// The words of letter and index; none where nothing was said.
    #[must_use]
    pub fn words(&self) -> Option<String> {
        let shared: Vec<String> = [
            self.shared_with.as_ref().map(|team| format!("with {team}")),
            self.shared_on.map(|on| format!("on {}", date::clinical(on))),
        ]
        .into_iter()
        .flatten()
        .collect();
        let shared = (!shared.is_empty()).then(|| format!("shared {}", shared.join(" ")));
        let until = self
            .until
            .map(|until| format!("can be seen there until {}", date::clinical(until)));
        let rest: Vec<String> = [shared, until].into_iter().flatten().collect();
        match (&self.at, rest.is_empty()) {
            (None, true) => None,
            (None, false) => Some(rest.join(", ")),
            (Some(at), true) => Some(at.clone()),
            (Some(at), false) => Some(format!("{at}, {}", rest.join(", "))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn portal(until: Option<&str>) -> HeldElsewhere {
        HeldElsewhere {
            at: Some("Image Exchange Portal (IEP)".into()),
            shared_with: Some("Royal Marches Heart Centre".into()),
            shared_on: Some(day("2026-11-19")),
            until: until.map(day),
        }
    }

    #[test]
    fn a_share_is_told_whole() {
        assert_eq!(
            portal(Some("2026-12-19")).words().unwrap(),
            "Image Exchange Portal (IEP), shared with Royal Marches Heart Centre on 19-Nov-2026, can be seen there until \
             19-Dec-2026"
        );
        assert_eq!(
            portal(None).words().unwrap(),
            "Image Exchange Portal (IEP), shared with Royal Marches Heart Centre on 19-Nov-2026"
        );
        assert_eq!(HeldElsewhere::default().words(), None);
    }

    #[test]
    fn a_share_ends_after_its_last_day_and_is_told_of_a_week_before() {
        let share = |today| portal(Some("2026-12-19")).share(day(today));
        let until = day("2026-12-19");
        assert_eq!(share("2026-12-11"), Some(Share::Open));
        assert_eq!(share("2026-12-12"), Some(Share::EndsSoon { until }));
        assert_eq!(share("2026-12-19"), Some(Share::EndsSoon { until }));
        assert_eq!(share("2026-12-20"), Some(Share::Ended { until }));
        assert_eq!(portal(None).share(day("2036-01-01")), None);
    }
}
