//! The words for printing.

use clap::{Args, Subcommand};

#[derive(Debug, Subcommand)]
pub(crate) enum Print {
    /// List the printers of this computer. Needs no store.
    Printers,
    /// Send papers to a printer, in the order in which they are packed.
    Send(PrintSend),
    /// Send a list of requests to a printer.
    Worklist {
        /// Which list, as `request list` names it.
        #[arg(long, value_name = "LIST", default_value = "all")]
        list: String,
        /// The printer; the computer's usual one where none is named.
        #[arg(long, value_name = "NAME")]
        printer: Option<String>,
        /// How many copies.
        #[arg(long, value_name = "NUMBER", default_value_t = 1)]
        copies: u32,
        /// On both sides of the paper, turned on the long edge.
        #[arg(long)]
        two_sided: bool,
    },
    /// List what was printed of a request, newest first.
    List {
        /// Id or reference of the request.
        request: String,
    },
    /// Say whether all pages of a job came out.
    Count {
        /// Id or reference of the request.
        request: String,
        /// Id of the job, as `print send` and `print list` give it.
        job: String,
        /// yes, no or later.
        answer: String,
    },
}

#[derive(Debug, Args)]
pub(crate) struct PrintSend {
    /// Id or reference of the request.
    pub(crate) request: String,
    /// Which papers: letter, bundle, or a kind of `letter print`; may be given several times.
    #[arg(long = "paper", value_name = "KIND", required = true)]
    pub(crate) papers: Vec<String>,
    /// The printer; the computer's usual one where none is named.
    #[arg(long, value_name = "NAME")]
    pub(crate) printer: Option<String>,
    /// How many copies of each.
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    pub(crate) copies: u32,
    /// On both sides of the paper, turned on the long edge.
    #[arg(long)]
    pub(crate) two_sided: bool,
    /// Why a signed paper is printed again while a copy is out; each page then says COPY.
    #[arg(long)]
    pub(crate) reason: Option<String>,
}
