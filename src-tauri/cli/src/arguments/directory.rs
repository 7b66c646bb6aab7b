//! The words of `directory`, `import` and `codes`.

use std::path::PathBuf;

use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub(crate) enum Directory {
    /// Find entries by name, place, code or GMC number; without words, the preferred and the own ones.
    Find {
        /// What to look for.
        words: Vec<String>,
        /// Only this kind: organisation, site, service, consultant, practice or gp.
        #[arg(long)]
        kind: Vec<String>,
        /// Closed and retired ones as well.
        #[arg(long)]
        closed: bool,
    },
    /// Say how many entries there are of each kind.
    Counts,
    /// Add an own entry.
    Add {
        /// The entry, as JSON (`directory find --json` shows own ones under `input`).
        #[arg(long, value_name = "FILE.json")]
        from: PathBuf,
    },
    /// Change an own entry.
    Amend {
        /// The entry's id.
        id: String,
        /// Its version, as it was shown.
        #[arg(long)]
        version: u32,
        /// The entry with all details, as JSON.
        #[arg(long, value_name = "FILE.json")]
        from: PathBuf,
    },
    /// Retire an own entry, so that it is no longer offered.
    Retire {
        /// The entry's id.
        id: String,
        /// Its version, as it was shown.
        #[arg(long)]
        version: u32,
        /// Take it up again instead.
        #[arg(long)]
        undo: bool,
    },
    /// Mark an entry as preferred, so that it is shown first.
    Prefer {
        /// The entry's id.
        id: String,
        /// No longer.
        #[arg(long)]
        undo: bool,
    },
    /// Fill in the recipient of a request from an entry.
    Choose {
        /// Id or reference of the request.
        request: String,
        /// The entry's id.
        id: String,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Import {
    /// Take in files of the Organisation Data Service: epraccur, etr, ets, egpcur, econcur. Each whole or not at all.
    Ods {
        /// The files.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// What they hold, where their names do not say it.
        #[arg(long)]
        kind: Option<String>,
        /// Each is the whole list: what an earlier file had and this one has not is closed.
        #[arg(long)]
        whole: bool,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Codes {
    /// List them, with who changed them last.
    List,
    /// Show a list as it stands.
    Show {
        /// reasons, specialties or checklists.
        list: String,
    },
    /// Keep a list of your own; a broken one is refused and the one before stays.
    Set {
        /// reasons, specialties or checklists.
        list: String,
        /// The list, as `codes show` prints it.
        file: PathBuf,
    },
    /// Go back to the supplied list.
    Reset {
        /// reasons, specialties or checklists.
        list: String,
    },
}
