//! One-page letters with embedded subset fonts: ours against LibreOffice's mail merge, ReportLab, WeasyPrint and Typst.
//!
//! All set the same words in the same face. Ours also has tags, a profile and all that PDF/A-2a and PDF/UA-1 ask for.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::{ROUNDS, python};
use crate::machine;
use crate::shell::{self, Outcome, execute};

/// Letters of one run; so many that starting a program is not what is measured.
const LETTERS: usize = 100;

/// How many times faster than LibreOffice we mean to be.
const TIMES_LIBREOFFICE: f64 = 50.0;

/// What a tagged letter of one page may take.
const BYTES: u64 = 40_000;

const OURS: &str = "ours";
const LIBREOFFICE: &str = "LibreOffice";

/// LibreOffice without a window, the part of it that reads tables, and the Python that tells it what to do.
const PACKAGES: [(&str, &str); 2] = [
    ("libreoffice-writer-nogui", "soffice"),
    ("libreoffice-base-nogui", "soffice"),
];
const UNO: (&str, &str) = ("python3-uno", "import uno");

/// The releases that are measured.
const PEERS: [(&str, &str, &str); 3] = [
    ("ReportLab", "reportlab==5.1.0", "reportlab"),
    ("WeasyPrint", "weasyprint==70.0", "weasyprint"),
    ("Typst", "typst==0.15.2", "typst"),
];

/// What every program is told; each script stands beside the words that it reads.
const SCRIPTS: [(&str, &str); 5] = [
    ("words.py", include_str!("letters/words.py")),
    ("ReportLab.py", include_str!("letters/reportlab_letters.py")),
    ("WeasyPrint.py", include_str!("letters/weasyprint_letters.py")),
    ("Typst.py", include_str!("letters/typst_letters.py")),
    ("LibreOffice.py", include_str!("letters/libreoffice_letters.py")),
];

/// One program, with the Python that it runs in unless it is ours.
struct Printer {
    name: &'static str,
    python: Option<PathBuf>,
    runs: Vec<Duration>,
    bytes: u64,
}

/// Builds ours, finds the others, and lets all print in turn.
pub(super) fn bench() -> Outcome {
    machine::prepare(machine::Purpose::Core)?;
    machine::offer(&PACKAGES);
    machine::offer_module(UNO);
    let words = [
        "build",
        "--release",
        "-p",
        "second-opinion-papers",
        "--example",
        "letters",
    ];
    execute(&mut machine::cargo(&words))?;
    let ours = shell::target().join("release").join("examples").join("letters");
    let folder = shell::target().join("bench").join("letters");
    prepare(&folder)?;
    let count = LETTERS.to_string();
    execute(
        shell::command(&ours, &["--words"])
            .arg(folder.join("words"))
            .arg(&count),
    )?;
    let (mut printers, missing) = printers(&folder);
    // One round goes before those that count.
    for round in 0..=ROUNDS {
        for printer in &mut printers {
            let out = folder.join("out").join(printer.name);
            let mut command = match &printer.python {
                None => shell::command(&ours, &[]),
                Some(python) => scripted(python, printer.name, &folder),
            };
            if printer.python.is_none() {
                command.arg(&out).arg(&count);
            } else {
                command.arg(&out);
            }
            let (took, bytes) = run(&mut command, &out)?;
            printer.bytes = bytes;
            if round > 0 {
                printer.runs.push(took);
            }
        }
    }
    println!("\n{LETTERS} letters of one page, a process for all of them, {ROUNDS} rounds");
    print!("{}", table(&printers));
    for name in missing {
        println!("  {name} is not installed and was not measured");
    }
    Ok(())
}

/// Writes the scripts, and where fonts are found: the same for all.
fn prepare(folder: &Path) -> Outcome {
    let unwritable = |error| format!("{} cannot be written: {error}", folder.display());
    fs::create_dir_all(folder.join("out")).map_err(unwritable)?;
    for (name, text) in SCRIPTS {
        fs::write(folder.join(name), text).map_err(unwritable)?;
    }
    let known = format!(
        "<?xml version=\"1.0\"?><fontconfig><dir>{}</dir><cachedir>{}</cachedir></fontconfig>",
        fonts().display(),
        folder.join("cache").display()
    );
    fs::write(folder.join("fonts.conf"), known).map_err(unwritable)
}

fn fonts() -> PathBuf {
    shell::root().join("assets").join("fonts")
}

/// Ours and the others that are there, and the names of those that are not.
fn printers(folder: &Path) -> (Vec<Printer>, Vec<&'static str>) {
    let system = PathBuf::from("/usr/bin/python3");
    let has_uno = shell::has_program("soffice") && machine::has_module(UNO.1);
    let mut found = vec![(LIBREOFFICE, has_uno.then_some(system))];
    found.extend(PEERS.iter().map(|(name, package, module)| {
        let home = folder.join("python").join(name);
        (*name, python::with(&home, &[package], module))
    }));
    let printer = |name, python| Printer {
        name,
        python,
        runs: Vec::new(),
        bytes: 0,
    };
    let (there, missing): (Vec<_>, Vec<_>) = found.into_iter().partition(|(_, python)| python.is_some());
    let there = there.into_iter().map(|(name, python)| printer(name, python));
    (
        std::iter::once(printer(OURS, None)).chain(there).collect(),
        missing.into_iter().map(|(name, _)| name).collect(),
    )
}

/// A script with the words and the fonts; the folder to write into comes after.
fn scripted(python: &Path, name: &str, folder: &Path) -> Command {
    let mut command = Command::new(python);
    command
        .arg(folder.join(format!("{name}.py")))
        .arg(folder.join("words"))
        .arg(fonts())
        .env("FONTCONFIG_FILE", folder.join("fonts.conf"));
    command
}

/// Runs `command`, which prints all letters into the empty folder `out`; how long it took, and the bytes of a letter.
fn run(command: &mut Command, out: &Path) -> Outcome<(Duration, u64)> {
    let name = out.file_name().unwrap_or_default().to_string_lossy();
    let unusable = |error| format!("{} cannot be used: {error}", out.display());
    if out.exists() {
        fs::remove_dir_all(out).map_err(unusable)?;
    }
    fs::create_dir_all(out).map_err(unusable)?;
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let start = Instant::now();
    let status = command
        .status()
        .map_err(|error| format!("{name} could not be started: {error}"))?;
    let took = start.elapsed();
    let mut sizes: Vec<u64> = fs::read_dir(out)
        .map_err(unusable)?
        .filter_map(Result::ok)
        .filter(|entry| entry.path().extension().is_some_and(|kind| kind == "pdf"))
        .filter_map(|entry| entry.metadata().ok())
        .map(|metadata| metadata.len())
        .collect();
    if !status.success() || sizes.len() != LETTERS {
        return Err(format!(
            "{name} printed {} of {LETTERS} letters ({status})",
            sizes.len()
        ));
    }
    sizes.sort_unstable();
    Ok((took, sizes[LETTERS / 2]))
}

/// One line a program, and what was aimed at and reached.
fn table(printers: &[Printer]) -> String {
    let median = |printer: &Printer| super::measure::median(printer.runs.iter().copied()).unwrap_or_default();
    let ours = printers.iter().find(|printer| printer.name == OURS);
    let ours_took = ours.map_or(Duration::ZERO, median);
    let ratio = |printer: &Printer| median(printer).as_secs_f64() / ours_took.as_secs_f64();
    let mut lines = format!("  {:<14}{:>14}{:>12}{:>14}\n", "", "a letter", "to ours", "bytes");
    for printer in printers {
        let micros = median(printer).as_micros() / LETTERS as u128;
        let (name, to_ours, bytes) = (printer.name, ratio(printer), printer.bytes);
        lines.push_str(&format!(
            "  {name:<14}{:>11}.{} ms{to_ours:>12.1}{bytes:>14}\n",
            micros / 1000,
            micros % 1000 / 100
        ));
    }
    let said = |holds: bool| if holds { "kept" } else { "NOT kept" };
    for printer in printers.iter().filter(|printer| printer.name != OURS) {
        let aim = if printer.name == LIBREOFFICE {
            TIMES_LIBREOFFICE
        } else {
            1.0
        };
        let (is, name) = (ratio(printer), printer.name);
        lines.push_str(&format!(
            "  at least {aim:.0} times as fast as {name}: {} ({is:.1})\n",
            said(is >= aim)
        ));
    }
    let bytes = ours.map_or(u64::MAX, |printer| printer.bytes);
    lines.push_str(&format!(
        "  a tagged letter of at most {BYTES} bytes: {} ({bytes})\n",
        said(bytes <= BYTES)
    ));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_tells_how_often_faster_and_whether_that_was_the_aim() {
        let printer = |name, millis: [u64; 3], bytes| Printer {
            name,
            python: None,
            runs: millis.map(Duration::from_millis).to_vec(),
            bytes,
        };
        let table = table(&[
            printer(OURS, [100, 90, 900], 40_001),
            printer(LIBREOFFICE, [5_100, 5_000, 9_000], 20_000),
            printer("Typst", [80, 90, 70], 20_000),
        ]);
        assert!(
            table.contains("at least 50 times as fast as LibreOffice: kept (51.0)"),
            "{table}"
        );
        assert!(
            table.contains("at least 1 times as fast as Typst: NOT kept (0.8)"),
            "{table}"
        );
        assert!(table.contains("at most 40000 bytes: NOT kept (40001)"), "{table}");
        assert!(table.contains("1.0 ms"), "time is told for one letter: {table}");
    }
}
