//! tidy: long because the words of the command line are one page, read from the top.
//!
//! The words of the command line.

mod directory;
mod lists;
mod organisation;
mod paper;
mod print;
mod transfer;
mod upkeep;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

pub(crate) use directory::{Codes, Directory, Import};
pub(crate) use lists::{Export, Narrowed, Report};
pub(crate) use organisation::Organisation;
pub(crate) use paper::{Wording, Worklist};
pub(crate) use print::{Print, PrintSend};
pub(crate) use transfer::Transfer;
pub(crate) use upkeep::{Backup, Settings, Store};

use crate::size::size;

/// Second Opinion without a window: log a request, gather records, write the letter, assemble the bundle.
///
/// Exit status: 0 done, 2 wrong usage, 3 refused by a rule, 4 not let in, 5 a file was refused, 6 the store cannot be
/// used, 1 a fault. `second-opinion-cli --help errors` lists every error code.
#[derive(Debug, Parser)]
#[command(name = "second-opinion-cli", version, arg_required_else_help = true)]
pub(crate) struct Arguments {
    /// The store: a folder made by `setup`.
    #[arg(long, global = true, env = "SECOND_OPINION_STORE", value_name = "WHERE")]
    pub(crate) store: Option<PathBuf>,
    /// The name to sign in with.
    #[arg(long, global = true, env = "SECOND_OPINION_USER", value_name = "NAME")]
    pub(crate) user: Option<String>,
    /// A file whose first line is the passphrase; otherwise SECOND_OPINION_PASSPHRASE, or the terminal.
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) passphrase_file: Option<PathBuf>,
    /// Answer with one JSON object.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Make a store, its first user, the organisation and the support block.
    Setup(SetUp),
    /// Make a demonstration store with made-up patients, and its bundle as PDF.
    Demo(Demo),
    /// Keep how letters look: logo, colour, envelope.
    #[command(subcommand)]
    Organisation(Organisation),
    /// Keep the people who sign in.
    #[command(subcommand)]
    User(User),
    /// Register and find patients.
    #[command(subcommand)]
    Patient(Patient),
    /// Find and keep the organisations, services and people to whom letters go.
    #[command(subcommand)]
    Directory(Directory),
    /// Take in files of other systems.
    #[command(subcommand)]
    Import(Import),
    /// Keep the lists for work: reasons, specialties, usual records.
    #[command(subcommand)]
    Codes(Codes),
    /// Open requests and take the steps of the pathway.
    #[command(subcommand)]
    Request(Request),
    /// Look after a transfer of care beside a request.
    #[command(subcommand)]
    Transfer(Transfer),
    /// Check files, and gather the records of a request.
    #[command(subcommand)]
    Record(Record),
    /// Write and print the letter.
    #[command(subcommand)]
    Letter(Letter),
    /// Assemble letter and records into one PDF, and verify such a PDF.
    #[command(subcommand)]
    Bundle(Bundle),
    /// Print papers of a request, and say whether all pages came out.
    #[command(subcommand)]
    Print(Print),
    /// Print the lists of the day.
    #[command(subcommand)]
    Worklist(Worklist),
    /// How many requests, how long each part of the way took, what was declined: numbers, and no patient.
    #[command(subcommand)]
    Report(Report),
    /// Write lists in the forms of other programs.
    #[command(subcommand)]
    Export(Export),
    /// Keep the words of the papers: your own in the place of the supplied ones.
    #[command(subcommand)]
    Wording(Wording),
    /// Read and verify the audit trail.
    #[command(subcommand)]
    Audit(Audit),
    /// Make, check and restore backups.
    #[command(subcommand)]
    Backup(Backup),
    /// Look after the store itself.
    #[command(subcommand)]
    Store(Store),
    /// Print a complete example of a file that --from takes: setup, user, patient, request, record or event.
    Example(Example),
    /// Write the safety summary for the Clinical Safety Officer as PDF: hazards, controls, and what shows them.
    Safety(Safety),
}

#[derive(Debug, Args)]
pub(crate) struct SetUp {
    /// The organisation and the first user, as JSON (`example setup` prints one).
    #[arg(long, value_name = "SETUP.json")]
    pub(crate) from: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct Demo {
    /// The folder to make; it must be empty or not exist.
    #[arg(long, value_name = "FOLDER")]
    pub(crate) out: PathBuf,
}

#[derive(Debug, Subcommand)]
pub(crate) enum User {
    /// Add a person. The passphrase comes from SECOND_OPINION_NEW_PASSPHRASE, a file, or the terminal.
    Add {
        /// The person, as JSON (`example user` prints one).
        #[arg(long, value_name = "FILE.json")]
        from: PathBuf,
        /// A file whose first line is the new person's passphrase.
        #[arg(long, value_name = "FILE")]
        new_passphrase_file: Option<PathBuf>,
    },
    /// List the people.
    List,
    /// Keep a person from signing in. Their passphrase opens neither the store nor any backup made from then on.
    Disable {
        /// The name to sign in with.
        name: String,
    },
    /// Let a person who was disabled sign in again, with a new passphrase.
    Enable {
        /// The name to sign in with.
        name: String,
        /// A file whose first line is the new passphrase.
        #[arg(long, value_name = "FILE")]
        new_passphrase_file: Option<PathBuf>,
    },
    /// Let a person who has failed too often try again at once.
    Unlock {
        /// The name to sign in with.
        name: String,
    },
    /// Give a person who has forgotten theirs a new passphrase.
    Reset {
        /// The name to sign in with.
        name: String,
        /// A file whose first line is the new passphrase.
        #[arg(long, value_name = "FILE")]
        new_passphrase_file: Option<PathBuf>,
    },
    /// Keep your signature by hand: it is printed on letters that you sign from now on, and on nothing else.
    Signature {
        /// A PNG or JPEG file, best on white or transparent.
        #[arg(required_unless_present = "remove")]
        file: Option<PathBuf>,
        /// Keep none any more.
        #[arg(long, conflicts_with = "file")]
        remove: bool,
    },
    /// Say what the window looks like to you, or choose it; what is not named stays as it is.
    Appearance {
        /// `system`, `light` or `dark`.
        #[arg(long, value_name = "THEME")]
        theme: Option<String>,
        /// `system` or `high`.
        #[arg(long, value_name = "CONTRAST")]
        contrast: Option<String>,
    },
    /// Change your own passphrase; the old one is asked for again.
    Passphrase {
        /// A file whose first line is the new passphrase.
        #[arg(long, value_name = "FILE")]
        new_passphrase_file: Option<PathBuf>,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Patient {
    /// Register a patient.
    Add {
        /// The patient, as JSON (`example patient` prints one).
        #[arg(long, value_name = "FILE.json")]
        from: PathBuf,
        #[command(flatten)]
        compared: Compared,
    },
    /// Change what is known of a patient. Whoever would come to resemble somebody else is stopped as at registration.
    Amend {
        /// The patient's id.
        id: String,
        /// The patient with all details, as JSON (`patient show --json` prints them under `input`).
        #[arg(long, value_name = "FILE.json")]
        from: PathBuf,
        #[command(flatten)]
        compared: Compared,
    },
    /// List the patients for whom one may be taken: born on the same day, with a similar name.
    Similar {
        /// The patient, as JSON.
        #[arg(long, value_name = "FILE.json")]
        from: PathBuf,
        /// The id of the patient whose new details these are, who is not compared with itself.
        #[arg(long, value_name = "ID")]
        but: Option<String>,
    },
    /// Find patients by name, number or date of birth.
    Find {
        /// What to look for.
        #[arg(required = true)]
        words: Vec<String>,
    },
    /// Show a patient.
    Show {
        /// The patient's id.
        id: String,
    },
}

/// What a person takes upon themselves with a file.
#[derive(Debug, Args)]
pub(crate) struct Taken {
    /// Take a file whose name says something else as what it is, such as a picture that is called PDF.
    #[arg(long)]
    pub(crate) as_it_is: bool,
    /// Why a file that looks like another patient's is this one's; only a clinician may say so.
    #[arg(long, value_name = "REASON")]
    pub(crate) belongs_because: Option<String>,
    /// A file whose first line is the password that opens the record, given once.
    #[arg(long, value_name = "FILE")]
    pub(crate) record_password_file: Option<PathBuf>,
}

/// What is said of a record in single words, each in the place of what was said before.
#[derive(Debug, Args)]
#[group(id = "said", multiple = true)]
pub(crate) struct Said {
    /// Whether it starts on a right-hand page when the bundle is printed on both sides.
    #[arg(long, value_name = "true|false", num_args = 0..=1, default_missing_value = "true")]
    pub(crate) starts_right: Option<bool>,
    /// It is held elsewhere: where, such as the Image Exchange Portal.
    #[arg(long, value_name = "WHERE")]
    pub(crate) held_at: Option<String>,
    /// With whom it was shared there.
    #[arg(long, value_name = "WHOM")]
    pub(crate) shared_with: Option<String>,
    /// The day on which it was shared there.
    #[arg(long, value_name = "DATE")]
    pub(crate) shared_on: Option<String>,
    /// The last day on which it can be seen there, or `none`.
    #[arg(long, value_name = "DATE")]
    pub(crate) shared_until: Option<String>,
}

/// A clinician's signature that two patients who are alike were compared, and are two people.
#[derive(Debug, Args)]
pub(crate) struct Compared {
    /// The clinician who signs that the patient is another person than somebody alike; `another_person_because` in the
    /// JSON says how that is known. The clinician's passphrase comes from SECOND_OPINION_SIGNATURE_PASSPHRASE, a file, or
    /// the terminal.
    #[arg(long, value_name = "NAME")]
    pub(crate) signed_by: Option<String>,
    /// A file whose first line is the passphrase of the clinician who signs.
    #[arg(long, value_name = "FILE", requires = "signed_by")]
    pub(crate) signature_file: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Request {
    /// Log a request.
    Open {
        /// The request, as JSON (`example request` prints one).
        #[arg(long, value_name = "FILE.json")]
        from: PathBuf,
    },
    /// List requests.
    List {
        #[command(flatten)]
        narrowed: Narrowed,
        /// Which page, from 1.
        #[arg(long)]
        page: Option<u32>,
    },
    /// Find requests, and patients who have none, as the window does from anywhere.
    Search {
        /// What to look for.
        #[arg(required = true)]
        words: Vec<String>,
    },
    /// Find requests by reference, patient, question or recipient.
    Find {
        /// What to look for.
        #[arg(required = true)]
        words: Vec<String>,
    },
    /// Show a request.
    Show {
        /// Id or reference.
        id: String,
    },
    /// Show all that has happened.
    History {
        /// Id or reference.
        id: String,
    },
    /// Say that the recipient's address is still this one, which nobody had checked for ninety days.
    ConfirmAddress {
        /// Id or reference.
        id: String,
        /// The address as you have read it, on one line; `request show --json` gives it under `address_check`.
        #[arg(long)]
        address: String,
    },
    /// Take a step of the pathway.
    Event {
        /// Id or reference.
        id: String,
        /// The step: explain, agree, decline, gather, submit, sign, dispatch, receive …
        event: String,
        /// What is to be said about it, as JSON.
        #[arg(long, value_name = "FILE.json")]
        from: Option<PathBuf>,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Record {
    /// What is it, how many pages, what was repaired, taken out or refused. Needs no store.
    Check {
        /// The files.
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Add files to a request.
    Add {
        /// Id or reference of the request.
        request: String,
        /// The files; without any, --from describes one record that is known of and not at hand.
        files: Vec<PathBuf>,
        /// What is known of them, as JSON: one object for all, or an array with one for each.
        #[arg(long, value_name = "FILE.json")]
        from: Option<PathBuf>,
        #[command(flatten)]
        taken: Taken,
    },
    /// Put another file in the place of a record, which keeps its place, title and kind; the old row stays as history.
    Replace {
        /// Id or reference of the request.
        request: String,
        /// Id of the record.
        id: String,
        /// The file.
        file: PathBuf,
        #[command(flatten)]
        taken: Taken,
    },
    /// Say what a record is.
    Describe {
        /// Id or reference of the request.
        request: String,
        /// Id of the record.
        id: String,
        /// What is known of it, as JSON (`example record` prints one).
        #[arg(long, value_name = "FILE.json", required_unless_present = "said")]
        from: Option<PathBuf>,
        #[command(flatten)]
        said: Said,
    },
    /// Put the records in order.
    Order {
        /// Id or reference of the request.
        request: String,
        /// The ids of all records, in the new order.
        #[arg(required = true)]
        ids: Vec<String>,
    },
    /// Choose pages of a record.
    Pages {
        /// Id or reference of the request.
        request: String,
        /// Id of the record.
        id: String,
        /// Pages such as 3-5,9 or all.
        pages: String,
    },
    /// Take a record out again.
    Remove {
        /// Id or reference of the request.
        request: String,
        /// Id of the record.
        id: String,
        /// Why.
        #[arg(long)]
        reason: String,
    },
    /// Bring a record back that was taken out: in its old place, with everything that was said of it.
    Restore {
        /// Id or reference of the request.
        request: String,
        /// Id of the record that was taken out.
        id: String,
    },
    /// List the records of a request.
    List {
        /// Id or reference of the request.
        request: String,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Letter {
    /// Write the letter's parts; parts that are not named keep what they say.
    Write {
        /// Id or reference of the request.
        request: String,
        /// The parts, as JSON with the names of `example request`'s form.
        #[arg(long, value_name = "FILE.json")]
        from: Option<PathBuf>,
    },
    /// Show what the letter says and what it still lacks.
    Show {
        /// Id or reference of the request.
        request: String,
    },
    /// Print a paper of the request as PDF.
    Print {
        /// Id or reference of the request.
        request: String,
        /// Which paper: referral, what_happens_next, patient_copy, questions_to_ask, gp_request, first_team,
        /// transfer_request, dispatch_checklist or envelope.
        #[arg(long, default_value = "referral")]
        kind: String,
        /// Size of type in points: 12, or 16, 18 or 20 for large print. The referral has one size.
        #[arg(long, value_name = "POINTS")]
        size: Option<u8>,
        /// Language of a paper for the patient: en-GB, cy, pl or ar. The referral is in English.
        #[arg(long, value_name = "TAG")]
        language: Option<String>,
        /// Where to write it.
        #[arg(long, value_name = "FILE.pdf")]
        out: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Bundle {
    /// Assemble letter, index and records into one PDF.
    Assemble {
        /// Id or reference of the request.
        request: String,
        /// Where to write it.
        #[arg(long, value_name = "FILE.pdf")]
        out: PathBuf,
        /// Divide it into numbered parts of at most this size, such as 5MB or 745KB, where it is larger.
        #[arg(long, value_name = "SIZE", value_parser = size)]
        limit: Option<u64>,
        /// A draft, marked so on every page, from a letter that is not signed yet.
        #[arg(long)]
        draft: bool,
        /// Every record starts on a right-hand page, for printing on both sides; `record describe` says it of one.
        #[arg(long)]
        right_hand: bool,
        /// Reduce scans to so many dots to the inch where they are finer: 300 or 200. Images for reading stay as they are.
        #[arg(long, value_name = "DPI")]
        scans: Option<u16>,
        /// Only the records that arrived after the bundle was sent, with a covering notice in the place of the letter.
        #[arg(long)]
        supplement: bool,
    },
    /// Count and hash a bundle again, against its own manifest. Needs no store.
    Verify {
        /// The bundle.
        file: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Audit {
    /// List the trail, newest first.
    List {
        /// Only this patient, by id.
        #[arg(long)]
        patient: Option<String>,
        /// Only this user, by name.
        #[arg(long, id = "by-user", value_name = "USER")]
        by: Option<String>,
        /// Only this act, such as sign_in_failed.
        #[arg(long)]
        act: Option<String>,
        /// From this day on, in UTC.
        #[arg(long, value_name = "DATE")]
        from: Option<String>,
        /// Up to and with this day, in UTC.
        #[arg(long, value_name = "DATE")]
        to: Option<String>,
        /// Only what was refused.
        #[arg(long)]
        refused: bool,
        /// Which page, from 1.
        #[arg(long)]
        page: Option<u32>,
        /// Write all of them, the oldest first, as a table for a spreadsheet.
        #[arg(long, value_name = "FILE.csv", conflicts_with = "page")]
        csv: Option<PathBuf>,
    },
    /// Check the chain from the first entry to the last.
    Verify,
}

#[derive(Debug, Args)]
pub(crate) struct Safety {
    /// The file to write.
    #[arg(long, value_name = "FILE.pdf")]
    pub(crate) out: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct Example {
    /// setup, user, patient, request, record or event.
    pub(crate) kind: String,
}
