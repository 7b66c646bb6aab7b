//! The only reader of the clock in the window: every step is told what time it is.

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use pathway::{Moment, Now};

/// This moment, in universal time and as the clock on the desk shows it.
#[expect(
    clippy::disallowed_methods,
    reason = "this is the edge at which the clock is read, once for each command"
)]
pub(crate) fn now() -> Now {
    let now = chrono::Local::now();
    Now::new(now.to_utc(), now.naive_local())
}

/// This moment by two clocks, for the watch on a desk that is left.
pub(crate) fn moment() -> Moment {
    static STARTED: OnceLock<Instant> = OnceLock::new();
    Moment {
        wall_ms: now().utc_ms(),
        running: STARTED.get_or_init(Instant::now).elapsed(),
    }
}

/// A timer: the time since it was made, whatever the clock on the wall does.
pub(crate) fn timer() -> impl FnMut() -> Duration {
    let started = Instant::now();
    move || started.elapsed()
}
