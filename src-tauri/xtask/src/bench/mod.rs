//! Measures joining against the programs that also join PDFs, and letters against those that also print letters: the
//! same work, in turn, in one run. And lists, in a small store against a large one, and the window against an empty one.
//!
//! Absolute times tell of the machine; only the ratios within one run are worth keeping.

mod letters;
mod lists;
mod measure;
mod peers;
mod python;
mod table;
mod window;

use std::path::{Path, PathBuf};

use crate::machine;
use crate::shell::{self, Outcome, execute};
use measure::Measured;
use peers::Peer;

/// How often each program does each job.
const ROUNDS: usize = 5;

/// The jobs: a folder of the inputs, and what is in it.
const JOBS: [(&str, &str); 3] = [
    ("scans", "50 PDFs, 200 MB, mostly scans"),
    ("small", "1,000 small PDFs"),
    ("packed", "one PDF of 600 pages, its objects packed"),
];

/// What the measurement is better with: Debian's package, and the program in it.
const PACKAGES: [(&str, &str); 4] = [
    ("qpdf", "qpdf"),
    ("mupdf-tools", "mutool"),
    ("poppler-utils", "pdfunite"),
    ("time", "time"),
];

/// All that was measured of one job.
struct Job {
    name: &'static str,
    /// Bytes of the sources together, and of the largest of them.
    sources: u64,
    largest: u64,
    pages: u64,
    /// For each program its name and its rounds, in the order of [`peers::all`].
    runs: Vec<(&'static str, Vec<Measured>)>,
}

/// Measures what is named, or everything: one table after the other.
pub(crate) fn bench(words: &[&str]) -> Outcome {
    match words {
        [] => joining()
            .and_then(|()| letters::bench())
            .and_then(|()| lists::bench(&[]))
            .and_then(|()| window::bench()),
        ["joining"] => joining(),
        ["letters"] => letters::bench(),
        ["lists", sizes @ ..] => lists::bench(sizes),
        ["window"] => window::bench(),
        _ => Err(
            "`cargo xtask bench` measures `joining`, `letters`, `lists` and `window`; without a word, all of them"
                .to_owned(),
        ),
    }
}

/// Builds what joins, makes the inputs, measures, and prints one table a job.
fn joining() -> Outcome {
    machine::prepare(machine::Purpose::Core)?;
    machine::offer(&PACKAGES);
    execute(&mut machine::cargo(&[
        "build",
        "--release",
        "-p",
        "second-opinion-pdf",
        "--example",
        "bench_inputs",
    ]))?;
    execute(&mut machine::cargo(&[
        "build",
        "--release",
        "-p",
        "second-opinion-papers",
        "--example",
        "bundle_of_files",
    ]))?;
    let examples = shell::target().join("release").join("examples");
    let folder = shell::target().join("bench");
    execute(shell::command(examples.join("bench_inputs"), &[]).arg(&folder))?;
    let peers = peers::all(&examples, &folder);
    for (name, what) in JOBS {
        let job = measure_job(name, &folder, &peers)?;
        println!("\n{what} ({name})");
        print!("{}", table::of(&job));
    }
    for missing in peers.iter().filter(|peer| !peer.is_there()) {
        println!("{} is not installed and was not measured", missing.name);
    }
    prove(&examples, &folder)
}

/// Runs all programs in turn, round after round, so that what else the machine does falls on all of them.
fn measure_job(name: &'static str, folder: &Path, peers: &[Peer]) -> Outcome<Job> {
    let files = files(&folder.join(name))?;
    let size = |file: &PathBuf| std::fs::metadata(file).map_or(0, |metadata| metadata.len());
    let mut job = Job {
        name,
        sources: files.iter().map(size).sum(),
        largest: files.iter().map(size).max().unwrap_or(0),
        pages: 0,
        runs: peers.iter().map(|peer| (peer.name, Vec::new())).collect(),
    };
    // One round goes before those that count: it brings the files into memory and the digests beside them.
    for round in 0..=ROUNDS {
        for (peer, (_, runs)) in peers.iter().zip(&mut job.runs) {
            if !peer.is_there() {
                continue;
            }
            let out = folder.join(format!("{name}.{}.pdf", peer.name));
            let measured = measure::run(&mut peer.command(&out, &files), &out)?;
            if round > 0 {
                runs.push(measured);
            }
        }
    }
    job.pages = peers::pages(&folder.join(format!("{name}.{}.pdf", peers::OURS)));
    Ok(job)
}

/// The files of a job in the order of their names.
fn files(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let unreadable = |error| format!("{} cannot be read: {error}", folder.display());
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .map_err(unreadable)?
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "pdf"))
        .collect();
    files.sort();
    Ok(files)
}

/// What joining is followed by before anybody sees a bundle, step by step.
fn prove(examples: &Path, folder: &Path) -> Outcome {
    for (name, _) in JOBS {
        println!("\nThe whole of the work on {name}, the comparison of every page's picture included:");
        let mut command = shell::command(examples.join("bundle_of_files"), &[]);
        command
            .env("PROVE", "1")
            .arg(folder.join("proved.pdf"))
            .args(files(&folder.join(name))?);
        measure::quietly(&mut command)?;
    }
    Ok(())
}
