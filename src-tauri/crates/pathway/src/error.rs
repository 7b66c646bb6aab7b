//! tidy: long because the closed list of codes stands beside the failures that carry them.
//!
//! Failures, sorted by what the reader can do about them.
//!
//! Each has a code from a closed list, and words that say what happened, that nothing was lost, and what to do next.
//! No code and no message holds a patient's name or a clinical word.

use store::StoreError;

use crate::view::{ErrorView, FieldProblem};

/// What went wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Mend these fields and try again.
    #[error("{} cannot be taken as typed", if .0.len() == 1 { "one field" } else { "some fields" })]
    Input(Vec<FieldProblem>),
    /// Say it otherwise: the words of a command are off.
    #[error("{0}")]
    Usage(String),
    /// Name something that exists.
    #[error("there is no such {0} in this store")]
    NotFound(&'static str),
    /// A rule of the pathway or of the role stands against it.
    #[error("{message}")]
    Refused {
        /// A code of [`CODES`].
        code: &'static str,
        /// The rule in words, and what to do instead.
        message: String,
        /// What exactly stands against it.
        details: Vec<FieldProblem>,
    },
    /// Somebody else changed it first: look at the new state and try again.
    #[error(
        "this was changed in the meantime, at this desk or another; nothing of yours was saved over it. Look at it as it is now, and try again."
    )]
    Stale,
    /// Sign in with the right name and passphrase.
    #[error("the name or the passphrase is not right")]
    NotLetIn,
    /// Wait: too many wrong passphrases came under this name, which need not be anybody's.
    #[error(
        "too many wrong attempts under this name. Try again in {}, or ask a colleague who keeps the store to unlock it.",
        in_words(*.seconds)
    )]
    LockedOut {
        /// How long to wait, in seconds.
        seconds: u64,
    },
    /// The file cannot be used; the rest is untouched.
    #[error("{message}")]
    File {
        /// A code of [`CODES`] or of the file check.
        code: String,
        /// Which file, what is wrong, what to do.
        message: String,
        /// Each file with its reason, where there are several.
        details: Vec<FieldProblem>,
    },
    /// The store cannot be used as it is.
    #[error("{message}")]
    Store {
        /// A code of [`CODES`].
        code: &'static str,
        /// What is wrong with it and what to do.
        message: String,
    },
    /// The person stopped it; nothing was written.
    #[error("stopped; nothing was written")]
    Cancelled,
    /// A fault of ours.
    #[error("the program failed ({0}); nothing was changed. Try again, and report it if it happens twice.")]
    Fault(String),
}

/// Every code that can appear, with the exit status of the command line and what it means.
pub const CODES: &[(&str, u8, &str)] = &[
    ("bad_input", 2, "a field cannot be taken as typed; each is named"),
    ("usage", 2, "the command's words are off"),
    (
        "not_found",
        2,
        "no such patient, request, record or user in this store",
    ),
    (
        "step_not_allowed",
        3,
        "the pathway has no such step from the request's status",
    ),
    ("role_may_not", 3, "the role of the user may not do this"),
    (
        "signature_needed",
        3,
        "a clinician must sign for this, by name and passphrase",
    ),
    (
        "backup_of_earlier_key",
        3,
        "the backup is under a key that the store had before; it opens with a passphrase of that time",
    ),
    (
        "transfer_open",
        3,
        "a transfer of care is under way beside the request; settle it before the request is closed",
    ),
    (
        "not_in_preparation",
        3,
        "letter and records can no longer be changed; start a new version",
    ),
    (
        "letter_incomplete",
        3,
        "the letter still lacks mandatory parts; each is named",
    ),
    (
        "records_incomplete",
        3,
        "records lack what they need before they may be enclosed; each is named",
    ),
    (
        "already_sent",
        3,
        "what has been sent stays as it was; late records go as a supplement",
    ),
    ("nothing_sent", 3, "no bundle has been sent yet"),
    ("nothing_to_send", 3, "the supplement holds no record"),
    (
        "similar_patient",
        3,
        "a patient born on the same day has a similar name; a clinician must sign that they are two",
    ),
    (
        "not_signed",
        3,
        "the letter is not signed; a draft can be assembled with --draft",
    ),
    (
        "not_proved",
        3,
        "no bundle of the present letter has been assembled and proved",
    ),
    (
        "possible_duplicate",
        3,
        "a similar request or patient exists; say why this is another",
    ),
    (
        "urgent_line",
        3,
        "an inpatient who gets worse: call the urgent line; no ordinary request is made",
    ),
    (
        "urgency_is_clinical",
        3,
        "only a clinician sets or changes urgency, or says why the first team is asked again",
    ),
    (
        "address_unconfirmed",
        3,
        "nobody has checked the recipient's address within 90 days; confirm it or change it",
    ),
    (
        "comes_from_a_file",
        3,
        "an entry of the Organisation Data Service is changed by its next file",
    ),
    (
        "first_team_not_told",
        3,
        "the patient has not asked us to tell the first team",
    ),
    (
        "no_support_block",
        3,
        "the organisation has no support block, without which no paper goes to a patient",
    ),
    (
        "list_too_long",
        3,
        "a printed worklist holds at most 1,000 requests",
    ),
    (
        "wrong_patient",
        3,
        "the file or a number in it belongs to another patient",
    ),
    (
        "demonstration_number",
        3,
        "999 numbers are for demonstration stores, and demonstration stores take no others",
    ),
    ("already_there", 3, "this already exists"),
    (
        "last_administrator",
        3,
        "a store needs one person who can keep its users",
    ),
    ("stale", 3, "somebody else changed it first"),
    ("not_let_in", 4, "unknown user or wrong passphrase"),
    (
        "locked_out",
        4,
        "too many wrong attempts under this name; wait, or have it unlocked",
    ),
    (
        "recovery_key_refused",
        4,
        "this is not the store's recovery key, or it is mistyped",
    ),
    (
        "user_disabled",
        3,
        "the person is disabled; enabling gives a new passphrase",
    ),
    (
        "unfinished_too_long",
        3,
        "what was typed was too long to be kept while the desk was locked",
    ),
    (
        "passphrase_refused",
        2,
        "the new passphrase is too short or too common",
    ),
    (
        "file_refused",
        5,
        "a file cannot be enclosed; each is named with its reason",
    ),
    (
        "backup_damaged",
        5,
        "the backup is not as it was written, or is none",
    ),
    ("backup_folder_gone", 5, "the folder for backups is not there"),
    ("no_backup_folder", 3, "no folder was chosen for backups"),
    (
        "bundle_failed",
        5,
        "no bundle was made; the record and the reason are named",
    ),
    (
        "directory_file_refused",
        5,
        "rows of a directory file cannot be read; each is named by its line, and nothing was taken in",
    ),
    (
        "part_too_large",
        5,
        "one page alone is larger than the parts may be",
    ),
    (
        "bundle_differs",
        5,
        "the bundle does not agree with its own manifest",
    ),
    (
        "picture_refused",
        5,
        "a logo or a signature is no PNG or JPEG, too large, or damaged",
    ),
    (
        "file_unreadable",
        5,
        "a file could not be read from, or written to, the disk",
    ),
    (
        "print_failed",
        5,
        "the system's printing service did not take the job",
    ),
    (
        "not_opened",
        5,
        "the system has no viewer for PDF files, or it did not start",
    ),
    ("store_missing", 6, "there is no store here; make one with setup"),
    (
        "store_exists",
        6,
        "there is a store here already; nothing was changed",
    ),
    (
        "store_damaged",
        6,
        "the store is damaged; restore it from a backup",
    ),
    (
        "store_newer",
        6,
        "the store was written by a newer version of the program",
    ),
    ("store_full", 6, "the disk is full; nothing was changed"),
    ("store_busy", 6, "another program holds the store; try again"),
    ("store_read_only", 6, "the store's folder cannot be written to"),
    (
        "store_rolled_back",
        6,
        "the store is older than it was; entries are missing",
    ),
    (
        "store_on_network",
        6,
        "the store lies on a network share, where two desks could both believe they have written",
    ),
    ("store_engine", 6, "this version opens embedded stores only"),
    ("cancelled", 1, "stopped by the person"),
    ("fault", 1, "a fault of the program"),
];

impl Error {
    /// A rule that stands against it, without further details.
    pub(crate) fn refused(code: &'static str, message: impl Into<String>) -> Self {
        Self::Refused {
            code,
            message: message.into(),
            details: Vec::new(),
        }
    }

    /// One field that cannot be taken.
    pub(crate) fn field(field: &str, message: impl std::fmt::Display) -> Self {
        Self::Input(vec![FieldProblem {
            field: field.to_owned(),
            message: message.to_string(),
        }])
    }

    /// The code.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            Self::Input(_) => "bad_input",
            Self::Usage(_) => "usage",
            Self::NotFound(_) => "not_found",
            Self::Refused { code, .. } | Self::Store { code, .. } => code,
            Self::File { code, .. } => code,
            Self::Stale => "stale",
            Self::NotLetIn => "not_let_in",
            Self::LockedOut { .. } => "locked_out",
            Self::Cancelled => "cancelled",
            Self::Fault(_) => "fault",
        }
    }

    /// The exit status of the command line.
    #[must_use]
    pub fn exit_status(&self) -> u8 {
        match self {
            Self::File { .. } => 5,
            _ => CODES
                .iter()
                .find(|(code, ..)| *code == self.code())
                .map_or(1, |(_, status, _)| *status),
        }
    }

    /// The failure as it goes over the wire.
    #[must_use]
    pub fn view(&self) -> ErrorView {
        let details = match self {
            Self::Input(details) | Self::Refused { details, .. } | Self::File { details, .. } => {
                details.clone()
            }
            _ => Vec::new(),
        };
        let field = match details.as_slice() {
            [only] => Some(only.field.clone()),
            _ => None,
        };
        let wait_seconds = match self {
            Self::LockedOut { seconds } => Some(u32::try_from(*seconds).unwrap_or(u32::MAX)),
            _ => None,
        };
        ErrorView {
            code: self.code().to_owned(),
            message: self.to_string(),
            field,
            wait_seconds,
            details,
        }
    }
}

/// A wait as a person would say it, never shorter than it is.
fn in_words(seconds: u64) -> String {
    match seconds {
        0 | 1 => "a second".to_owned(),
        2..=90 => format!("{seconds} seconds"),
        _ => format!("{} minutes", seconds.div_ceil(60)),
    }
}

impl From<Vec<FieldProblem>> for Error {
    fn from(problems: Vec<FieldProblem>) -> Self {
        Self::Input(problems)
    }
}

impl From<domain::status::StepRefused> for Error {
    fn from(refused: domain::status::StepRefused) -> Self {
        let code = match refused {
            domain::status::StepRefused::NotFromHere { .. } => "step_not_allowed",
            domain::status::StepRefused::NotYours { .. } => "role_may_not",
        };
        Self::refused(code, format!("{refused}."))
    }
}

impl From<domain::transfer::TransferRefused> for Error {
    fn from(refused: domain::transfer::TransferRefused) -> Self {
        Self::refused("step_not_allowed", format!("{refused}. Nothing was changed."))
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        let untouched = "Nothing was changed.";
        let store = |code, message: String| Self::Store { code, message };
        match error {
            StoreError::Missing => store("store_missing", "There is no store in this folder. Make one with set-up, or name another folder.".into()),
            StoreError::Exists => store("store_exists", format!("There is a store in this folder already. {untouched}")),
            StoreError::Damaged { what } => store("store_damaged", format!("The store is damaged: {what}. Do not go on working with it; restore it from a backup.")),
            StoreError::Newer { found, known } => store("store_newer", format!("The store was written by a newer version of the program (format {found}; this one knows {known}). {untouched} Install the newer version.")),
            StoreError::WrongKey => store("store_damaged", "The key does not open this store: its first page is damaged, or the key file belongs to another store. Restore it from a backup.".into()),
            StoreError::Full => store("store_full", format!("The disk is full. {untouched} Free some space and do it again.")),
            StoreError::Busy => store("store_busy", format!("Another program is writing to the store. {untouched} Do it again in a moment.")),
            StoreError::ReadOnly => store("store_read_only", format!("The store's folder cannot be written to. {untouched} Ask for the right to write in it.")),
            StoreError::NetworkFolder => store("store_on_network", "The folder lies on a network drive, where two desks could each believe that they have written. Keep the store on this computer's own disk.".into()),
            StoreError::RolledBack { missing } => store("store_rolled_back", format!("The store is older than it was: {missing} entries of its audit trail are missing. Restore the newest backup.")),
            StoreError::Stale { .. } => Self::Stale,
            StoreError::Duplicate { what } => Self::refused("already_there", format!("There is one with this {what} already. Look at that one first; {}", untouched.to_lowercase())),
            StoreError::NotFound { what } => Self::NotFound(what),
            StoreError::WrongPatient => Self::refused("wrong_patient", format!("The record and the request belong to different patients. {untouched}")),
            StoreError::Refused { rule } => Self::Fault(rule.to_owned()),
            StoreError::Files(error) => error.into(),
            StoreError::Disk(kind) => store("store_read_only", format!("The disk refused ({kind}). {untouched} Look to the disk and do it again.")),
            StoreError::Fault(what) => Self::Fault(what),
        }
    }
}
