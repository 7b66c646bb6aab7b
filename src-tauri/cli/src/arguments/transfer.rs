//! The words of `transfer`.

use std::path::PathBuf;

use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub(crate) enum Transfer {
    /// Show where the transfer of care stands, and what can be recorded next.
    Show {
        /// Id or reference of the request.
        request: String,
    },
    /// Record a step of the transfer.
    Step {
        /// Id or reference of the request.
        request: String,
        /// The step: asked_by_patient, asked_of_new_team, team_accepted, hospital_accepted, first_team_informed,
        /// gp_informed, care_moved, not_accepted, given_up or taken_back.
        step: String,
        /// What is to be said about it, as JSON.
        #[arg(long, value_name = "FILE.json")]
        from: Option<PathBuf>,
    },
}
