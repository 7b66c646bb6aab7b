//! The words of `organisation`.

use std::path::PathBuf;

use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub(crate) enum Organisation {
    /// Show how letters look.
    Show,
    /// Show the details: name, address, support service, urgent line.
    Details,
    /// Change the details to those of a JSON file, such as `organisation details` shows.
    Change {
        /// The file; `-` reads standard input.
        #[arg(long, value_name = "FILE")]
        from: PathBuf,
    },
    /// Change how letters look, from the next one on. What is not named stays as it is.
    Set {
        /// A PNG or JPEG file to stand at the top of the letter; an empty text takes it away.
        #[arg(long, value_name = "FILE")]
        logo: Option<String>,
        /// What the logo shows, for those who hear the letter; the organisation's name if nothing is said.
        #[arg(long, value_name = "WORDS")]
        logo_words: Option<String>,
        /// The colour of headings, such as #003D6B, dark enough to be read on white; an empty text takes it away.
        #[arg(long, value_name = "COLOUR")]
        colour: Option<String>,
        /// The envelope that letters go into: dl, c5 or none (without a window).
        #[arg(long, value_name = "ENVELOPE")]
        envelope_window: Option<String>,
    },
}
