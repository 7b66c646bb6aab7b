//! Feeds the readers of foreign files with damaged ones, for as long as it is told to.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::machine;
use crate::shell::{self, Outcome, execute};

/// What is fuzzed, each a program of its own with the dictionary that it is given.
const TARGETS: [(&str, &str); 6] = [
    ("pdf", "pdf"),
    ("proof", "pdf"),
    ("image", "image"),
    ("dicom", "dicom"),
    ("results", "results"),
    ("writing", "writing"),
];

/// What a worker may take for one file, beyond which an input counts as found: seconds, and mebibytes.
const SECONDS: u32 = 20;
const MEMORY: u32 = 1_536;

/// Files this long meet every part of a reader; longer ones only take longer.
const LONGEST: u32 = 16 << 10;

const VERSION: &str = "^0.13";

/// Runs one target, or each for its share of the minutes; what is found ends the run and is named.
pub(crate) fn fuzz(words: &[&str]) -> Outcome {
    let wanted = Wanted::read(words)?;
    machine::prepare(machine::Purpose::Core)?;
    let fuzzer = fuzzer()?;
    let kept = shell::target().join("fuzz");
    let seeds = seeds(&kept)?;
    for (target, dictionary) in &wanted.targets {
        let (corpus, found) = (kept.join("corpus").join(target), kept.join("found").join(target));
        for folder in [&corpus, &found] {
            fs::create_dir_all(folder)
                .map_err(|error| format!("{} cannot be made: {error}", folder.display()))?;
        }
        let mut run = cargo_fuzz(&fuzzer, "run", &kept);
        run.arg(target)
            .arg(&corpus)
            .arg(seeds.join(target))
            .arg("--")
            .arg(format!("-max_total_time={}", wanted.seconds))
            .arg(format!("-timeout={SECONDS}"))
            .arg(format!("-rss_limit_mb={MEMORY}"))
            .arg(format!("-max_len={LONGEST}"))
            .arg(format!("-artifact_prefix={}/", found.display()))
            .arg(format!(
                "-dict={}",
                home()
                    .join("dictionaries")
                    .join(dictionary)
                    .with_extension("dict")
                    .display()
            ))
            .arg("-print_final_stats=1");
        execute(&mut run).map_err(|reason| {
            format!(
                "{target}: {reason}; the file that was found lies in {}",
                found.display()
            )
        })?;
    }
    Ok(())
}

/// What was asked for.
struct Wanted {
    targets: Vec<(&'static str, &'static str)>,
    /// For each target.
    seconds: u64,
}

impl Wanted {
    fn read(words: &[&str]) -> Outcome<Self> {
        let (mut minutes, mut targets) = (None, TARGETS.to_vec());
        for pair in words.chunks(2) {
            match *pair {
                ["--minutes", number] => {
                    let parsed = number
                        .parse::<u64>()
                        .ok()
                        .filter(|minutes| (1..=10_000).contains(minutes));
                    minutes = Some(parsed.ok_or_else(|| format!("“{number}” is no number of minutes"))?);
                }
                ["--target", name] => {
                    targets.retain(|(target, _)| *target == name);
                    if targets.is_empty() {
                        let names = TARGETS.map(|(target, _)| target).join(", ");
                        return Err(format!("there is no target “{name}”; there are {names}"));
                    }
                }
                _ => return Err("say `cargo xtask fuzz --minutes NUMBER [--target NAME]`".to_owned()),
            }
        }
        let minutes = minutes.ok_or("say for how long: `cargo xtask fuzz --minutes NUMBER`")?;
        Ok(Self {
            seconds: (minutes * 60 / targets.len() as u64).max(1),
            targets,
        })
    }
}

fn home() -> PathBuf {
    shell::root().join("src-tauri").join("fuzz")
}

/// The program that builds and runs targets, installed beside what is built where the machine has none.
fn fuzzer() -> Outcome<PathBuf> {
    let tools = shell::target().join("tools");
    let fuzzer = tools
        .join("bin")
        .join(format!("cargo-fuzz{}", std::env::consts::EXE_SUFFIX));
    if !fuzzer.is_file() {
        let words = [
            "install",
            "cargo-fuzz",
            "--locked",
            "--version",
            VERSION,
            "--root",
        ];
        execute(machine::cargo(&words).arg(&tools))?;
    }
    Ok(fuzzer)
}

/// `cargo fuzz WORD` with the one toolchain that everything else is built with: it has the instruments and keeps
/// their switches locked.
///
/// The sanitiser of addresses is left out: our crates forbid unsafe code, what is unsafe below them is little, and
/// many more files are read in the same time.
fn cargo_fuzz(fuzzer: &Path, word: &str, kept: &Path) -> Command {
    let mut command = shell::command(fuzzer, &[word, "--sanitizer", "none", "--fuzz-dir"]);
    command
        .arg(home())
        .arg("--target-dir")
        .arg(kept.join("build"))
        .env("RUSTC_BOOTSTRAP", "1");
    command
}

/// Writes the seeds anew and names their folder.
fn seeds(kept: &Path) -> Outcome<PathBuf> {
    let folder = kept.join("seeds");
    let manifest = home().join("Cargo.toml");
    let mut write = machine::cargo(&["run", "--quiet", "--package", "second-opinion-fuzz-seeds"]);
    write
        .arg("--manifest-path")
        .arg(manifest)
        .arg("--target-dir")
        .arg(kept.join("seeds-build"))
        .arg("--")
        .arg(&folder);
    execute(&mut write)?;
    Ok(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_is_divided_between_the_targets() {
        let all = Wanted::read(&["--minutes", "60"]).unwrap();
        assert_eq!((all.targets.len(), all.seconds), (6, 600));
        let one = Wanted::read(&["--target", "pdf", "--minutes", "60"]).unwrap();
        assert_eq!(
            (one.targets.as_slice(), one.seconds),
            (&[("pdf", "pdf")][..], 3_600)
        );
    }

    #[test]
    fn a_run_without_an_end_or_a_target_without_a_program_is_refused() {
        for words in [
            &["--minutes", "0"][..],
            &["--minutes"],
            &[],
            &["--minutes", "1", "--target", "xml"],
        ] {
            assert!(Wanted::read(words).is_err(), "{words:?}");
        }
    }
}
