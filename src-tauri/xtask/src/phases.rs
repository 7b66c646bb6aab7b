//! Runs named phases one after the other, and says at the end where the time went.

use std::time::{Duration, Instant};

use crate::shell::Outcome;

/// The phases run so far, with the time of each.
#[derive(Default)]
pub(crate) struct Phases {
    done: Vec<(&'static str, Duration)>,
}

impl Phases {
    /// Runs one phase. Its failure carries the phase's name and the table of times is printed before it returns,
    /// so that the last line on the screen is the reason.
    pub(crate) fn run(&mut self, name: &'static str, phase: impl FnOnce() -> Outcome) -> Outcome {
        println!("\n== {name}");
        let start = Instant::now();
        let outcome = phase();
        self.done.push((name, start.elapsed()));
        outcome.map_err(|reason| {
            self.print();
            format!("FAILED in {name}: {reason}")
        })
    }

    /// Prints the table of times.
    pub(crate) fn print(&self) {
        println!("\n{}", self.table());
    }

    fn table(&self) -> String {
        let total = self.done.iter().map(|(_, time)| *time).sum();
        let lines = self.done.iter().copied().chain([("together", total)]);
        lines
            .map(|(name, time)| format!("{name:<24}{:>10}", spell(time)))
            .collect::<Vec<_>>()
            .join("\n")
    }
}

fn spell(time: Duration) -> String {
    let tenths = time.as_millis() / 100;
    let (minutes, seconds) = (tenths / 600, tenths % 600);
    if minutes > 0 {
        format!("{minutes} min {:02} s", seconds / 10)
    } else {
        format!("{}.{} s", seconds / 10, seconds % 10)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_phase_is_named_and_still_counted() {
        let mut phases = Phases::default();
        assert_eq!(phases.run("first", || Ok(())), Ok(()));
        let failure = phases.run("second", || Err("it broke".to_owned()));
        assert_eq!(failure, Err("FAILED in second: it broke".to_owned()));
        let names: Vec<_> = phases.done.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, ["first", "second"]);
    }

    #[test]
    fn times_are_told_in_seconds_and_then_in_minutes() {
        assert_eq!(spell(Duration::from_millis(950)), "0.9 s");
        assert_eq!(spell(Duration::from_secs(61)), "1 min 01 s");
    }
}
