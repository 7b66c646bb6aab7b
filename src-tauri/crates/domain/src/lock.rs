//! A desk that is left locks itself (domain rule §4.5, hazard H28).

use std::time::Duration;

/// How long a desk may be left before it locks itself: one to fifteen minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct LockAfter(u8);

/// A number of minutes that no desk may be left for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("choose from 1 to 15 minutes")]
pub struct LockAfterRefused;

impl LockAfter {
    /// The fewest minutes.
    pub const FEWEST: u32 = 1;

    /// The most minutes.
    pub const MOST: u32 = 15;

    /// Ten minutes, where nobody has said otherwise.
    pub const DEFAULT: Self = Self(10);

    /// So many minutes.
    ///
    /// # Errors
    /// [`LockAfterRefused`] beyond one to fifteen.
    pub fn from_minutes(minutes: u32) -> Result<Self, LockAfterRefused> {
        if !(Self::FEWEST..=Self::MOST).contains(&minutes) {
            return Err(LockAfterRefused);
        }
        u8::try_from(minutes).map(Self).map_err(|_| LockAfterRefused)
    }

    /// How many minutes.
    #[must_use]
    pub fn minutes(self) -> u32 {
        u32::from(self.0)
    }

    /// The same as a length of time.
    #[must_use]
    pub fn length(self) -> Duration {
        Duration::from_secs(60 * u64::from(self.0))
    }
}

/// A moment by two clocks, of which each shows what the other hides: a computer that slept does not count the night
/// on its running time, and a clock that was set back takes time off the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The clock on the wall, in milliseconds since 1970.
    pub wall_ms: i64,
    /// The time since any fixed moment, which never goes back.
    pub running: Duration,
}

/// How long a desk has been left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Watch {
    limit: Duration,
    touched: Moment,
}

impl Watch {
    /// Somebody sits down.
    #[must_use]
    pub const fn start(limit: Duration, now: Moment) -> Self {
        Self { limit, touched: now }
    }

    /// Somebody pressed a key or moved the mouse. A desk that has been left for too long is not taken up again by that.
    pub fn touch(&mut self, now: Moment) {
        if !self.left(now).is_zero() {
            self.touched = now;
        }
    }

    /// Somebody chose another limit.
    pub const fn allow(&mut self, limit: Duration) {
        self.limit = limit;
    }

    /// How long is left before the desk locks itself; nothing once it is time.
    #[must_use]
    pub fn left(&self, now: Moment) -> Duration {
        let by_wall = u64::try_from(now.wall_ms.saturating_sub(self.touched.wall_ms)).unwrap_or(0);
        let running = now.running.saturating_sub(self.touched.running);
        self.limit
            .saturating_sub(running.max(Duration::from_millis(by_wall)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMIT: Duration = Duration::from_secs(600);

    fn at(wall_s: i64, running_s: u64) -> Moment {
        Moment {
            wall_ms: 1_800_000_000_000 + wall_s * 1000,
            running: Duration::from_secs(running_s),
        }
    }

    #[test]
    fn a_desk_may_be_left_for_one_to_fifteen_minutes() {
        assert_eq!(LockAfter::DEFAULT.length(), LIMIT);
        for minutes in 1..=15 {
            assert_eq!(LockAfter::from_minutes(minutes).unwrap().minutes(), minutes);
        }
        for minutes in [0, 16, 60, 256, 257, u32::MAX] {
            assert_eq!(LockAfter::from_minutes(minutes), Err(LockAfterRefused));
        }
    }

    #[test]
    fn a_desk_locks_when_its_time_is_over_and_not_before() {
        let mut watch = Watch::start(LIMIT, at(0, 0));
        assert_eq!(watch.left(at(599, 599)), Duration::from_secs(1));
        watch.touch(at(599, 599));
        assert_eq!(watch.left(at(1198, 1198)), Duration::from_secs(1));
        assert_eq!(watch.left(at(1199, 1199)), Duration::ZERO);
        watch.touch(at(1200, 1200));
        assert_eq!(
            watch.left(at(1200, 1200)),
            Duration::ZERO,
            "too late to be touched"
        );
    }

    #[test]
    fn neither_sleep_nor_a_clock_set_back_keeps_it_open() {
        let watch = Watch::start(LIMIT, at(0, 0));
        assert_eq!(
            watch.left(at(8 * 3600, 5)),
            Duration::ZERO,
            "it slept through the night"
        );
        assert_eq!(
            watch.left(at(-3600, 600)),
            Duration::ZERO,
            "the clock was set back"
        );
        assert_eq!(watch.left(at(-3600, 60)), Duration::from_secs(540));
    }

    #[test]
    fn a_shorter_limit_holds_at_once() {
        let mut watch = Watch::start(LIMIT, at(0, 0));
        watch.allow(Duration::from_secs(60));
        assert_eq!(watch.left(at(60, 60)), Duration::ZERO);
    }
}
