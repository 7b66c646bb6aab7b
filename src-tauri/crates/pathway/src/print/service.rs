//! The system's printing service, by its own programs: `lpstat` says what there is, `lp` takes a job.
//!
//! A paper goes through a pipe, so that no plain copy of ours stays on the disk. Whatever the service does, an answer
//! comes within a set time: a printer that does not answer must not hold up the desk.

use std::ops::ControlFlow;
use std::time::Duration;

use zeroize::Zeroizing;

use super::program::{Feed, Trouble, ask};
use crate::Error;
use crate::view::{PrinterView, PrintersView};

/// How long a question to the service may take.
const QUESTION: Duration = Duration::from_secs(10);

/// How long the service may take to accept a job; a large one goes over a network.
const JOB: Duration = Duration::from_secs(60);

/// The printers of this desk, or why there are none.
#[must_use]
pub(super) fn printers() -> PrintersView {
    match known() {
        Ok(printers) => PrintersView {
            trouble: printers
                .is_empty()
                .then(|| "this computer has no printer".to_owned()),
            printers,
        },
        Err(trouble) => PrintersView {
            printers: Vec::new(),
            trouble: Some(trouble),
        },
    }
}

/// The printer of this name, or the system's own where none is named; it must be ready to take a job.
///
/// # Errors
/// [`Error::File`] with `print_failed`, in plain words.
pub(super) fn choose(named: Option<&str>) -> Result<String, Error> {
    let PrintersView { printers, trouble } = printers();
    if let Some(trouble) = trouble {
        return Err(not_printed(&trouble));
    }
    let chosen = match named {
        Some(name) => printers
            .into_iter()
            .find(|printer| printer.name == name)
            .ok_or_else(|| not_printed("there is no such printer at this computer"))?,
        None => printers
            .into_iter()
            .find(|printer| printer.is_default)
            .ok_or_else(|| not_printed("no printer was chosen, and the computer has no usual one"))?,
    };
    match chosen.trouble {
        Some(trouble) => Err(not_printed(&format!("the printer “{}” {trouble}", chosen.name))),
        None => Ok(chosen.name),
    }
}

/// Whether the printing service says that a printer has no way to print on the back; where it cannot say, it may.
pub(super) fn prints_one_side_only(printer: &str) -> bool {
    ask("lpoptions", &["-p", printer], Feed::Nothing, QUESTION)
        .is_ok_and(|said| said.is_success && has_no_back(&said.words))
}

/// Whether what is known of a printer says so: in `printer-type=4124`, the bit of 16 stands for turning the paper.
fn has_no_back(options: &str) -> bool {
    const TURNS: u32 = 16;
    let known = options
        .split_whitespace()
        .find_map(|option| option.strip_prefix("printer-type="))
        .and_then(|bits| bits.parse::<u32>().ok());
    known.is_some_and(|bits| bits & TURNS == 0)
}

/// Hands a PDF to the printer; `progress` hears how many of how many kilobytes have gone, and may stop it.
///
/// # Errors
/// [`Error::Cancelled`] when `progress` stops it; [`Error::File`] with `print_failed` when the service does not take it.
/// Either way it took none of it.
pub(super) fn send(
    printer: &str,
    bytes: Zeroizing<Vec<u8>>,
    duplex: bool,
    progress: &mut dyn FnMut(u32, u32) -> ControlFlow<()>,
) -> Result<(), Error> {
    let sides = if duplex {
        "sides=two-sided-long-edge"
    } else {
        "sides=one-sided"
    };
    // The title is neutral: it is shown in the queue to whoever stands at the printer. Pages larger than the sheet are
    // made to fit it: the service's own habit is to cut off what does not, and with it words of a record.
    let words = [
        "-d",
        printer,
        "-n",
        "1",
        "-t",
        "Second Opinion",
        "-o",
        "media=A4",
        "-o",
        sides,
        "-o",
        "print-scaling=fit",
        "-o",
        "fit-to-page",
    ];
    let said = ask("lp", &words, Feed::Bytes(bytes, progress), JOB).map_err(|trouble| match trouble {
        Trouble::Stopped => Error::Cancelled,
        Trouble::Told(words) => not_printed(&words),
    })?;
    if said.is_success {
        return Ok(());
    }
    let why = said.errors.lines().next().unwrap_or_default();
    let why = why.trim_start_matches("lp:").trim();
    Err(not_printed(&if why.is_empty() {
        "the printing service refused the job".to_owned()
    } else {
        format!("the printing service refused the job and says “{why}”")
    }))
}

fn known() -> Result<Vec<PrinterView>, String> {
    if cfg!(not(unix)) {
        return Err("on this system the viewer for PDF files prints. Open the paper in it".to_owned());
    }
    let answer = |words: &[&str]| ask("lpstat", words, Feed::Nothing, QUESTION);
    if !answer(&["-r"])?.words.contains("is running") {
        return Err("the printing service of this computer is not running".to_owned());
    }
    let default = answer(&["-d"])?.words;
    let default = default.rsplit_once(": ").map(|(_, name)| name.trim().to_owned());
    let (accepting, states) = (answer(&["-a"])?.words, answer(&["-p"])?.words);
    let mut printers: Vec<PrinterView> = answer(&["-e"])?
        .words
        .lines()
        .map(|name| PrinterView {
            name: name.to_owned(),
            is_default: default.as_deref() == Some(name),
            trouble: trouble_of(name, &accepting, &states),
        })
        .collect();
    printers.sort_by_key(|printer| !printer.is_default);
    Ok(printers)
}

fn trouble_of(name: &str, accepting: &str, states: &str) -> Option<String> {
    let says = |lines: &str, start: &str| lines.lines().any(|line| line.starts_with(start));
    if says(accepting, &format!("{name} not accepting")) {
        Some("takes no jobs at the moment".to_owned())
    } else if says(states, &format!("printer {name} disabled")) {
        Some("is stopped; look to its paper and toner, or ask for it to be started".to_owned())
    } else {
        None
    }
}

fn not_printed(why: &str) -> Error {
    Error::File {
        code: "print_failed".into(),
        message: format!(
            "It was not printed: {why}. Nothing was lost. Choose another printer, or save it as PDF and print it from \
             there."
        ),
        details: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_printer_that_takes_no_jobs_or_stands_still_is_told_from_one_that_is_ready() {
        let accepting =
            "Ward not accepting requests since Tue 24 Nov 2026\nWard2 accepting requests since Tue";
        let states = "printer Ward is idle.\nprinter Ward2 disabled since Tue 24 Nov 2026 -\n\tPaused\nprinter Ward3 is idle.";
        let trouble = |name| trouble_of(name, accepting, states);
        assert!(trouble("Ward").unwrap().contains("takes no jobs"));
        assert!(trouble("Ward2").unwrap().contains("is stopped"));
        assert_eq!(trouble("Ward3"), None);
    }

    #[test]
    fn a_printer_without_a_way_to_turn_the_paper_is_known_by_its_type() {
        assert!(!has_no_back(
            "printer-state=3 printer-type=4124 printer-info=Ward"
        ));
        assert!(has_no_back(
            "printer-state=3 printer-type=4108 printer-info=Office"
        ));
        assert!(
            !has_no_back(""),
            "a service that says nothing is not taken at its word"
        );
    }
}
