//! What was measured of one job, in one table for people.

use std::fmt::Write as _;
use std::time::Duration;

use super::Job;
use super::measure::{Measured, median};
use super::peers::{FLOOR, OURS};

/// What the output may be larger than its sources by, a page.
const PER_PAGE: u64 = 2 << 10;
/// What memory may be used besides the largest source, in KiB.
const BESIDES: u64 = 150 << 10;

/// The table, and below it what was aimed at and reached.
pub(crate) fn of(job: &Job) -> String {
    let took = |name: &str| {
        let runs = job.runs.iter().find(|(peer, _)| *peer == name)?;
        median(runs.1.iter().map(|run| run.took))
    };
    let mut out = format!(
        "  {:<10}{:>12}{:>11}{:>11}{:>12}{:>14}\n",
        "", "median", "to floor", "to ours", "peak", "output"
    );
    for (name, runs) in job.runs.iter().filter(|(_, runs)| !runs.is_empty()) {
        let _ = writeln!(out, "{}", line(name, runs, took(FLOOR), took(OURS)));
    }
    let fastest = job
        .runs
        .iter()
        .filter(|(name, _)| *name != OURS && *name != FLOOR);
    let fastest = fastest.filter_map(|(name, _)| Some((took(name)?, *name))).min();
    if let (Some(ours), Some((peer, name))) = (took(OURS), fastest) {
        let _ = writeln!(
            out,
            "  {name} is the fastest peer; ours takes {} of its time",
            ratio(ours, Some(peer))
        );
    }
    out.push_str(&bounds(job));
    out
}

fn line(name: &str, runs: &[Measured], floor: Option<Duration>, ours: Option<Duration>) -> String {
    let took = median(runs.iter().map(|run| run.took)).unwrap_or_default();
    let peak = median(runs.iter().filter_map(|run| run.peak_kib));
    let bytes = median(runs.iter().map(|run| run.bytes)).unwrap_or_default();
    format!(
        "  {name:<10}{:>9} ms{:>11}{:>11}{:>12}{:>12} KB",
        took.as_millis(),
        ratio(took, floor),
        ratio(took, ours),
        peak.map_or("?".to_owned(), |kib| format!("{} MiB", kib >> 10)),
        bytes / 1_000
    )
}

/// Whether our own run kept within its memory and its size.
fn bounds(job: &Job) -> String {
    let ours = job.runs.iter().find(|(name, _)| *name == OURS);
    let runs = ours.map_or(&[][..], |(_, runs)| runs.as_slice());
    let peak = median(runs.iter().filter_map(|run| run.peak_kib)).unwrap_or(0);
    let bytes = median(runs.iter().map(|run| run.bytes)).unwrap_or(0);
    let most_memory = (job.largest >> 10) + BESIDES;
    let most_bytes = job.sources + job.sources / 100 + job.pages * PER_PAGE;
    let kept = |is: u64, most: u64| if is <= most { "kept" } else { "NOT kept" };
    format!(
        "  {}: memory {} MiB of at most {} MiB: {}; output {} KB of at most {} KB ({} pages): {}\n",
        job.name,
        peak >> 10,
        most_memory >> 10,
        kept(peak, most_memory),
        bytes / 1_000,
        most_bytes / 1_000,
        job.pages,
        kept(bytes, most_bytes)
    )
}

fn ratio(took: Duration, of: Option<Duration>) -> String {
    of.filter(|of| !of.is_zero()).map_or_else(
        || "-".to_owned(),
        |of| format!("{:.2}", took.as_secs_f64() / of.as_secs_f64()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(millis: u64, mib: u64, bytes: u64) -> Measured {
        Measured {
            took: Duration::from_millis(millis),
            peak_kib: Some(mib << 10),
            bytes,
        }
    }

    #[test]
    fn the_table_tells_ratios_of_medians_and_whether_the_bounds_were_kept() {
        let job = Job {
            name: "scans",
            sources: 1_000_000,
            largest: 10 << 20,
            pages: 10,
            runs: vec![
                (FLOOR, vec![run(100, 1, 1), run(90, 1, 1), run(900, 1, 1)]),
                (
                    OURS,
                    vec![
                        run(210, 170, 1_030_000),
                        run(190, 170, 1_030_000),
                        run(200, 170, 1_030_000),
                    ],
                ),
                ("qpdf", vec![run(400, 20, 1), run(410, 20, 1), run(390, 20, 1)]),
                ("pypdf", Vec::new()),
            ],
        };
        let table = of(&job);
        assert!(
            table.contains("qpdf is the fastest peer; ours takes 0.50 of its time"),
            "{table}"
        );
        assert!(
            table.contains("     2.00       1.00"),
            "ours to the floor and to itself: {table}"
        );
        assert!(!table.contains("pypdf"), "what was not run is not in it: {table}");
        assert!(table.contains("at most 160 MiB: NOT kept"), "{table}");
        assert!(table.contains("KB (10 pages): kept"), "{table}");
    }
}
