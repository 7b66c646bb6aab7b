//! What a list is narrowed by, and what is made of lists.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use pathway::view::{ReportInput, WorklistInput};
use pathway::{Error, worklist};

/// What narrows a list. What is not said does not narrow it.
#[derive(Debug, Args)]
pub(crate) struct Narrowed {
    /// Only this status, or one of the lists mine, urgent_treatment, awaiting_decision, gathering, awaiting_signature,
    /// to_send, pages_not_counted, not_heard_back, answered, overdue, all.
    #[arg(long)]
    pub(crate) state: Option<String>,
    /// `before` and a day: only those due before it.
    #[arg(long, num_args = 2, value_names = ["before", "DATE"])]
    pub(crate) due: Option<Vec<String>>,
    /// Only this priority: routine, urgent or urgent_suspected_cancer.
    #[arg(long)]
    pub(crate) priority: Option<String>,
    /// Only this specialty.
    #[arg(long)]
    pub(crate) specialty: Option<String>,
    /// Only this organisation that is asked.
    #[arg(long)]
    pub(crate) recipient: Option<String>,
}

/// A period of days.
#[derive(Debug, Args)]
pub(crate) struct Period {
    /// The first day; a year before the last where it is not said.
    #[arg(long, value_name = "DATE")]
    pub(crate) from: Option<String>,
    /// The last day; today where it is not said.
    #[arg(long, value_name = "DATE")]
    pub(crate) to: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Report {
    /// Show the numbers of a period.
    Show {
        #[command(flatten)]
        period: Period,
    },
    /// Write them as a PDF.
    Print {
        #[command(flatten)]
        period: Period,
        /// Where to write it.
        #[arg(long, value_name = "FILE.pdf")]
        out: PathBuf,
    },
    /// Write them as a table for a spreadsheet.
    Csv {
        #[command(flatten)]
        period: Period,
        /// Where to write it.
        #[arg(long, value_name = "FILE.csv")]
        out: PathBuf,
    },
}

impl Period {
    /// What the steps of the pathway take.
    pub(crate) fn input(&self) -> ReportInput {
        ReportInput {
            from: self.from.clone(),
            to: self.to.clone(),
        }
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum Export {
    /// Write a list of requests as a table for a spreadsheet. It names patients.
    Csv {
        #[command(flatten)]
        narrowed: Narrowed,
        /// The file to write.
        #[arg(long, value_name = "FILE.csv")]
        out: PathBuf,
    },
    /// Write everything that the store holds into a new folder, NOT encrypted: tables as CSV and JSON, files as they came,
    /// an explanation of every column, and digests.
    Everything {
        /// The folder to make; there must be none of this name.
        #[arg(long, value_name = "FOLDER")]
        to: PathBuf,
        /// The clinician who signs for it, where the person who keeps the store reads no clinical text. The clinician's
        /// passphrase comes from SECOND_OPINION_SIGNATURE_PASSPHRASE, a file, or the terminal.
        #[arg(long, value_name = "NAME")]
        signed_by: Option<String>,
        /// A file whose first line is the passphrase of the clinician who signs.
        #[arg(long, value_name = "FILE", requires = "signed_by")]
        signature_file: Option<PathBuf>,
    },
}

impl Narrowed {
    /// What the steps of the pathway take.
    ///
    /// # Errors
    /// When `--due` is not `before` and a day.
    pub(crate) fn input(&self) -> Result<WorklistInput, Error> {
        let state = self.state.clone();
        let is_list = state.as_deref().is_some_and(worklist::is_list);
        let due_before = match self.due.as_deref() {
            None => None,
            Some([before, day]) if before == "before" => Some(day.clone()),
            Some(_) => return Err(pathway::usage("write --due before DATE")),
        };
        Ok(WorklistInput {
            list: state.clone().filter(|_| is_list),
            status: state.filter(|_| !is_list),
            priority: self.priority.clone(),
            specialty: self.specialty.clone(),
            recipient: self.recipient.clone(),
            due_before,
            ..WorklistInput::default()
        })
    }
}
