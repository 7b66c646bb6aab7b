//! The words of `worklist` and `wording`.

use std::path::PathBuf;

use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub(crate) enum Worklist {
    /// Write a list as a PDF: every request of it, with page x of y.
    Print {
        /// Which list: mine, awaiting_decision, gathering, awaiting_signature, to_send, not_heard_back, answered, overdue
        /// or all; or a status.
        #[arg(long, default_value = "all")]
        list: String,
        /// Where to write it.
        #[arg(long, value_name = "FILE.pdf")]
        out: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Wording {
    /// List the templates, and who changed each last.
    List,
    /// Print a template's file of words, as it counts now.
    Show {
        /// The template, such as letter, what_happens_next or what_happens_next.cy.
        template: String,
        /// An earlier version, from 1; 0 is as supplied.
        #[arg(long)]
        version: Option<u32>,
    },
    /// Keep a file of words as the newest version of a template. A broken file is refused and the old one stays.
    Set {
        /// The template.
        template: String,
        /// The file, as `wording show` prints it, with your words.
        file: PathBuf,
    },
    /// Go back to the supplied words.
    Reset {
        /// The template.
        template: String,
    },
}
