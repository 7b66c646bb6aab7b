//! Why a file cannot be enclosed, sorted by what its reader can do about it.

use thiserror::Error;

/// A file that cannot become pages of a bundle; the message says what happened and what to do next.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Refusal {
    /// The file has no bytes.
    #[error("the file is empty (0 bytes): ask for it to be sent or saved again")]
    Empty,
    /// The file does not contain a PDF.
    #[error(
        "this is not a PDF, whatever its name says: open it in the program it came from and save it as PDF"
    )]
    NotAPdf,
    /// The file opens only with a password.
    #[error(
        "the file opens only with a password: give the password, or ask the sender for a copy without one"
    )]
    NeedsPassword,
    /// A password was given and it is wrong.
    #[error("the password does not open this file: check it, or ask the sender for a copy without one")]
    WrongPassword,
    /// The file is locked in a way that is not a password of the PDF standard.
    #[error(
        "the file is locked to a certificate or another program: ask the sender for a copy without protection"
    )]
    UnsupportedProtection,
    /// The file is an XFA form whose only page says "Please wait".
    #[error(
        "this is an XFA form whose content shows only in Adobe Reader: open it there and print it to a new PDF"
    )]
    XfaOnly,
    /// The file has no pages.
    #[error("the file has no pages: ask for it to be sent or saved again")]
    NoPages,
    /// The page tree leads back into itself.
    #[error(
        "the file's list of pages leads back into itself, so its pages cannot be told: print it to a new PDF"
    )]
    PageTreeLoops,
    /// A page, or all that is drawn on it, cannot be read.
    #[error("page {page} of the file is damaged and cannot be read: ask for the file to be sent again")]
    PageDamaged {
        /// The page, counted from 1.
        page: u32,
    },
    /// More pages than the limit.
    #[error("the file has more than {limit} pages: split it and add the parts that matter")]
    TooManyPages {
        /// The limit it passed.
        limit: u32,
    },
    /// More bytes, objects or inflated bytes than the limit.
    #[error("the file is too large to be read safely ({what}): split it, or print it to a new PDF")]
    TooLarge {
        /// Which limit it passed.
        what: &'static str,
    },
    /// Nested deeper than the limit.
    #[error("the file is nested too deeply to be read safely: print it to a new PDF")]
    TooDeep,
    /// Damaged beyond repair.
    #[error("the file is damaged and cannot be read ({what}): ask for it to be sent again")]
    Unreadable {
        /// What could not be read.
        what: String,
    },
}

impl Refusal {
    /// The stable name, as printed by the command line.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::NotAPdf => "not_a_pdf",
            Self::NeedsPassword => "needs_password",
            Self::WrongPassword => "wrong_password",
            Self::UnsupportedProtection => "unsupported_protection",
            Self::XfaOnly => "xfa_only",
            Self::NoPages => "no_pages",
            Self::PageTreeLoops => "page_tree_loops",
            Self::PageDamaged { .. } => "page_damaged",
            Self::TooManyPages { .. } => "too_many_pages",
            Self::TooLarge { .. } => "too_large",
            Self::TooDeep => "too_deep",
            Self::Unreadable { .. } => "unreadable",
        }
    }
}
