//! The one place of the command line that reads the clock.

use std::time::{Duration, Instant};

use pathway::Now;

/// This moment, in UTC and as the desk's clock shows it.
pub(crate) fn now() -> Now {
    #[allow(
        clippy::disallowed_methods,
        reason = "this is the edge at which the clock is read"
    )]
    let local = chrono::Local::now();
    Now::new(local.to_utc(), local.naive_local())
}

/// A timer: the time since it was made, whatever the clock on the wall does.
pub(crate) fn timer() -> impl FnMut() -> Duration {
    let started = Instant::now();
    move || started.elapsed()
}
