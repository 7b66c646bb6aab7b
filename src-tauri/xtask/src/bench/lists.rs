//! What a window asks of the lists, in a small store and in large ones: how long it takes, and how much longer for there
//! being more.

use std::path::Path;
use std::time::Duration;

use crate::machine;
use crate::shell::{self, Outcome, execute, execute_and_read};

/// How many requests the stores hold unless it is said.
const SIZES: [&str; 3] = ["1000", "100000", "1000000"];

/// Within what ninety-nine of a hundred are to be done in the largest store, and how much longer than in the smallest.
const AIM: Duration = Duration::from_millis(50);
const GROWTH: f64 = 3.0;

/// What was measured of one thing in one store: its name, the median, the 99th percentile.
type Line = (String, Duration, Duration);

/// Fills the stores that are not there yet, and measures them one after the other.
pub(super) fn bench(sizes: &[&str]) -> Outcome {
    machine::prepare(machine::Purpose::Core)?;
    let sizes = if sizes.is_empty() { &SIZES[..] } else { sizes };
    let folder = shell::target().join("bench").join("lists");
    std::fs::create_dir_all(&folder)
        .map_err(|error| format!("{} cannot be made: {error}", folder.display()))?;
    fill(&folder, sizes)?;
    let program = built(&[])?;
    let mut stores: Vec<Vec<Line>> = Vec::new();
    for size in sizes {
        let said = execute_and_read(shell::command(&program, &[]).arg(&folder).arg(size))?;
        stores.push(said.lines().filter_map(read).collect());
    }
    print!("{}", table(sizes, &stores));
    Ok(())
}

fn fill(folder: &Path, sizes: &[&str]) -> Outcome {
    let missing: Vec<_> = sizes
        .iter()
        .filter(|size| !folder.join(format!("store-{size}.filled")).exists())
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let program = built(&["--features", "second-opinion-pathway/filling"])?;
    for size in missing {
        execute(shell::command(&program, &[]).arg(folder).arg(size))?;
    }
    Ok(())
}

fn built(words: &[&str]) -> Outcome<std::path::PathBuf> {
    let mut build = machine::cargo(&[
        "build",
        "--release",
        "-p",
        "second-opinion-pathway",
        "--example",
        "lists_at_size",
    ]);
    execute(build.args(words))?;
    Ok(shell::target()
        .join("release")
        .join("examples")
        .join("lists_at_size"))
}

fn read(line: &str) -> Option<Line> {
    let mut parts = line.split('\t');
    let name = parts.next()?.to_owned();
    let mut time = || Some(Duration::from_micros(parts.next()?.parse().ok()?));
    Some((name, time()?, time()?))
}

fn table(sizes: &[&str], stores: &[Vec<Line>]) -> String {
    let ms = |time: Duration| format!("{:.1}", time.as_secs_f64() * 1000.0);
    let mut out = format!("\n{:<44}", "milliseconds: median, 99 %");
    for size in sizes {
        out.push_str(&format!("{size:>18}"));
    }
    out.push_str(&format!("{:>9}  aims\n", "growth"));
    let (Some(smallest), Some(largest)) = (stores.first(), stores.last()) else {
        return out;
    };
    for (row, (name, before, _)) in smallest.iter().enumerate() {
        out.push_str(&format!("{name:<44}"));
        for store in stores {
            let cell = store
                .get(row)
                .map(|(_, median, most)| format!("{} / {}", ms(*median), ms(*most)));
            out.push_str(&format!("{:>18}", cell.unwrap_or_default()));
        }
        let Some((_, after, most)) = largest.get(row) else {
            continue;
        };
        let growth = after.as_secs_f64() / before.as_secs_f64().max(1e-6);
        let is_kept = *most < AIM && growth < GROWTH;
        out.push_str(&format!(
            "{growth:>9.2}  {}\n",
            if is_kept { "kept" } else { "NOT kept" }
        ));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_says_what_grew_too_much_or_took_too_long() {
        let store = |list: u64, most: u64| {
            let lines = format!("a list opened\t{list}\t{most}\t9\nnot a line");
            lines.lines().filter_map(read).collect::<Vec<_>>()
        };
        let kept = table(&["10", "100"], &[store(2000, 3000), store(4000, 9000)]);
        assert!(
            kept.contains("2.0 / 3.0") && kept.contains("2.00  kept"),
            "{kept}"
        );
        for large in [store(7000, 9000), store(4000, 51_000)] {
            assert!(table(&["10", "100"], &[store(2000, 3000), large]).contains("NOT kept"));
        }
    }
}
