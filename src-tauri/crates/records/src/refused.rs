//! Why a file was not taken, in words for the person who chose it.

use pdf::image_page::ImageRefusal;
use pdf::picture::PictureError;
use pdf::source::Refusal;

/// A file that cannot become pages.
///
/// `code` is of a closed list: those of [`pdf::source::Refusal`], those of pictures, and `unsupported_format`,
/// `unknown_format`, `worker_failed`, `too_long`. `message` names no patient and no file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Refused {
    /// The stable code.
    pub code: String,
    /// What happened, that nothing was lost, and what to do next.
    pub message: String,
}

/// A message as Outlook stores it; Outlook itself can save it as a format that is taken.
pub(crate) const OUTLOOK_MESSAGE: &str = "an Outlook message (MSG)";

/// What is true of every refusal, and what a person fears first.
pub(crate) const NOTHING_LOST: &str = "The file itself was not changed and nothing was added.";

impl Refused {
    /// A refusal whose words begin with what happened, written as part of a sentence.
    pub(crate) fn new(code: &str, what: &str) -> Self {
        let mut letters = what.trim_end_matches('.').chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        let sentence: String = first.chain(letters).collect();
        Self {
            code: code.to_owned(),
            message: format!("{sentence}. {NOTHING_LOST}"),
        }
    }

    /// A format that we know and do not take.
    pub(crate) fn unsupported(what: &str) -> Self {
        let instead = if what == OUTLOOK_MESSAGE {
            "open it in Outlook and save it as an .eml file, or print it to PDF"
        } else {
            "open it in its own program and save or print it as PDF"
        };
        let words = format!("this is {what}, which cannot be enclosed: {instead}");
        Self::new("unsupported_format", &words)
    }

    /// A format that we do not know.
    pub(crate) fn unknown() -> Self {
        Self::new(
            "unknown_format",
            "this is not a file of a kind that is known here: ask for it to be sent as PDF",
        )
    }

    /// A document whose pages cannot be drawn.
    #[must_use]
    pub fn unreadable(fault: &PictureError) -> Self {
        Self::new("unreadable", &fault.to_string())
    }

    /// The worker did not answer.
    pub(crate) fn worker_failed() -> Self {
        Self::new(
            "worker_failed",
            "the file could not be read safely: reading it was stopped before it could do harm; print it to a new \
             PDF, or ask for it to be sent again",
        )
    }

    /// The worker took longer than it may.
    pub(crate) fn too_long() -> Self {
        Self::new(
            "too_long",
            "reading the file took longer than is safe and was stopped: split it, or print it to a new PDF",
        )
    }
}

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        Self::new(refusal.code(), &refusal.to_string())
    }
}

impl From<ImageRefusal> for Refused {
    fn from(refusal: ImageRefusal) -> Self {
        Self::new(refusal.code(), &refusal.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_says_what_happened_that_nothing_was_lost_and_what_to_do() {
        assert_eq!(
            Refused::from(Refusal::Empty).message,
            "The file is empty (0 bytes): ask for it to be sent or saved again. The file itself was not changed and \
             nothing was added."
        );
        assert_eq!(Refused::from(Refusal::NeedsPassword).code, "needs_password");
        assert!(
            Refused::unsupported("a TIFF picture")
                .message
                .contains("save or print it as PDF")
        );
    }
}
