//! Why no bundle was made, sorted by what its reader can do about it.

use records::join::Unjoined;

use super::enclosure::Read;

/// Letter and index come before the enclosures among the parts of the joined file.
pub(super) const FRONT_PARTS: usize = 2;

/// Why no bundle was made. No variant's words name a patient or a file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BundleError {
    /// One record cannot be enclosed: take it out with a reason, or replace it.
    #[error("enclosure {position} cannot be enclosed: {message}")]
    Enclosure {
        /// Its position, from 1.
        position: u32,
        /// Its title, for the person at the screen.
        title: String,
        /// The stable code: one of [`records::Refused`], or `changed`, `no_such_page`, `no_pages_chosen`,
        /// `page_damaged`.
        code: String,
        /// What happened and what to do next.
        message: String,
    },
    /// Letter or index cannot be set: change the text that is named.
    #[error("the letter or index cannot be set: {0}")]
    Typeset(#[from] pdf::typeset::TypesetError),
    /// The pages could not be joined: a fault of the program.
    #[error("the pages could not be joined: {0}")]
    Join(String),
    /// A page of the bundle does not look like its source: a fault of the program, and no bundle.
    #[error("page {page} of enclosure {position} does not look the same in the bundle; no bundle was made")]
    Proof {
        /// The enclosure, from 1; 0 for letter and index.
        position: u32,
        /// Its title, for the person at the screen.
        title: String,
        /// The page of the source, from 1.
        page: u32,
    },
    /// The bundle could not be compared with its sources: a fault of the program, and no bundle.
    #[error("the bundle could not be compared with its records: {0}")]
    Unprovable(String),
    /// The finished bundle does not agree with its own manifest: a fault of the program, and no bundle.
    #[error("the finished bundle does not agree with its own manifest: {0}")]
    Verify(String),
    /// Pages in are not pages out: a fault of the program, and no bundle.
    #[error("the bundle should have {expected} pages and has {found}; no bundle was made")]
    Pages {
        /// How many there should be.
        expected: u32,
        /// How many there are.
        found: u32,
    },
    /// Somebody stopped it.
    #[error("the bundle was cancelled; nothing was changed")]
    Cancelled,
}

impl BundleError {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            Self::Enclosure { code, .. } => code,
            Self::Typeset(_) => "typeset",
            Self::Join(_) => "join",
            Self::Proof { .. } => "proof",
            Self::Unprovable(_) => "unprovable",
            Self::Verify(_) => "verify",
            Self::Pages { .. } => "pages",
            Self::Cancelled => "cancelled",
        }
    }
}

/// A page that cannot be taken over whole is a record that cannot be enclosed, and so is one over which the worker
/// failed; all else is our fault.
pub(super) fn of_join(fault: Unjoined, read: &[Read<'_>]) -> BundleError {
    let (record, code, message) = match fault {
        Unjoined::Stopped => return BundleError::Cancelled,
        Unjoined::Fault(words) => return BundleError::Join(words),
        Unjoined::PageDamaged { record, page } => (
            record,
            "page_damaged".to_owned(),
            format!("page {page} cannot be copied whole; replace the file, or take it out with a reason"),
        ),
        Unjoined::FileGone { record } => (
            record,
            "changed".to_owned(),
            "its file changed while the bundle was made; make the bundle again".to_owned(),
        ),
        Unjoined::Worker { record, refused } => (
            record,
            refused.code,
            format!("It was stopped while it was joined. {}", refused.message),
        ),
    };
    match record.checked_sub(1).and_then(|at| read.get(at)) {
        None => BundleError::Join(message.trim_end_matches('.').to_owned()),
        Some(named) => BundleError::Enclosure {
            position: u32::try_from(record).unwrap_or(u32::MAX),
            title: named.content.title.clone(),
            code,
            message,
        },
    }
}
