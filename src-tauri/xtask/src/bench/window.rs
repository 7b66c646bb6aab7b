//! The program's window against one with nothing in it, by the same web view on the same display: how long it takes from
//! the start until it shows what it goes on showing, and how much memory it then has in use, with all its processes.

use std::path::{Path, PathBuf};

use super::measure::median;
use crate::machine::{self, Purpose};
use crate::shell::{self, Outcome, execute};
use crate::ui;

/// How often each window is opened, besides once before that does not count.
const ROUNDS: usize = 9;

const SCREEN: &str = "-screen 0 1280x800x24 -nolisten tcp";

/// How many times as long, and as much memory, the program's window may take.
const LONGER: f64 = 1.2;
const LARGER: f64 = 1.3;

/// What was measured of one window: milliseconds and KiB.
type Opened = (u64, u64);

/// Builds both windows as they are shipped, opens them in turn, and prints the medians.
pub(super) fn bench() -> Outcome {
    if !cfg!(target_os = "linux") {
        return Err("the window is measured on Linux, on a display of its own".to_owned());
    }
    machine::prepare(Purpose::Tests)?;
    ui::install()?;
    ui::build()?;
    execute(&mut machine::cargo(&[
        "build",
        "--release",
        "-p",
        "second-opinion",
    ]))?;
    let fixture = shell::root().join("src-tauri/xtask/fixtures/empty-window");
    let mut build = machine::cargo(&["build", "--release", "--manifest-path"]);
    execute(
        build
            .arg(fixture.join("Cargo.toml"))
            .arg("--target-dir")
            .arg(shell::target()),
    )?;
    let release = shell::target().join("release");
    let (empty, ours) = (release.join("empty-window"), release.join("second-opinion"));
    let mut found: [Vec<Opened>; 2] = [Vec::new(), Vec::new()];
    for round in 0..=ROUNDS {
        for (program, runs) in [&empty, &ours].into_iter().zip(&mut found) {
            let opened = open(program)?;
            if round > 0 {
                runs.push(opened);
            }
        }
    }
    print!("{}", table(&found));
    Ok(())
}

/// Opens one window on a fresh folder, where no store is yet.
fn open(program: &Path) -> Outcome<Opened> {
    let home = fresh_home()?;
    let mut watch = shell::command(
        "xvfb-run",
        &["--auto-servernum", "--server-args", SCREEN, "/usr/bin/python3"],
    );
    watch
        .arg(shell::root().join("src-tauri/xtask/src/bench/window/watch.py"))
        .arg(program)
        .env("SECOND_OPINION_HOME", home.join("store"))
        .env("XDG_DATA_HOME", home.join("data"))
        .env("XDG_CACHE_HOME", home.join("cache"))
        .env("GDK_BACKEND", "x11")
        .env_remove("WAYLAND_DISPLAY");
    let output = watch
        .output()
        .map_err(|error| format!("the window could not be watched: {error}"))?;
    let said = String::from_utf8_lossy(&output.stdout);
    read(&said).ok_or_else(|| {
        format!(
            "{} was not measured: {}",
            program.display(),
            String::from_utf8_lossy(&output.stderr).trim()
        )
    })
}

fn fresh_home() -> Outcome<PathBuf> {
    let home = shell::target().join("bench").join("window");
    let _ = std::fs::remove_dir_all(&home);
    std::fs::create_dir_all(&home).map_err(|error| format!("{} cannot be made: {error}", home.display()))?;
    Ok(home)
}

fn read(line: &str) -> Option<Opened> {
    let (shown, used) = line.trim().split_once('\t')?;
    Some((shown.parse().ok()?, used.parse().ok()?))
}

fn table([empty, ours]: &[Vec<Opened>; 2]) -> String {
    let time = |runs: &[Opened]| median(runs.iter().map(|run| run.0)).unwrap_or_default();
    let memory = |runs: &[Opened]| median(runs.iter().map(|run| run.1)).unwrap_or_default() >> 10;
    let line = |name: &str, unit: &str, empty: u64, ours: u64, most: f64| {
        let ratio = ours as f64 / (empty as f64).max(1.0);
        let kept = if ratio <= most { "kept" } else { "NOT kept" };
        format!("{name:<28}{empty:>9} {unit:<4}{ours:>9} {unit:<4}{ratio:>8.2}{most:>8.1}  {kept}\n")
    };
    format!(
        "\n{:<28}{:>13}{:>14}{:>9}{:>8}\n{}{}",
        "medians",
        "empty window",
        "the program",
        "ratio",
        "aim",
        line("start until it is shown", "ms", time(empty), time(ours), LONGER),
        line(
            "memory of all processes",
            "MiB",
            memory(empty),
            memory(ours),
            LARGER
        )
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_says_whether_the_aims_were_kept() {
        let runs = |ms: u64, mib: u64| vec![(ms, mib << 10); 3];
        let kept = table(&[runs(400, 100), runs(440, 120)]);
        assert!(kept.contains("1.10") && !kept.contains("NOT kept"), "{kept}");
        let not = table(&[runs(400, 100), runs(600, 140)]);
        assert_eq!(not.matches("NOT kept").count(), 2, "{not}");
        assert_eq!(read("421\t90112\n"), Some((421, 90_112)));
        assert_eq!(read("showed nothing"), None);
    }
}
