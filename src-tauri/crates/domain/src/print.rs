//! Printing: what became of what was handed to a printer. Printed is not dispatched (hazard H10).

use crate::code::coded;

coded! {
    /// What is known of a paper that was handed to a printer.
    pub enum PrintOutcome {
        /// It was handed over; nobody has counted the pages yet.
        Sent = "sent", "Pages not counted yet";
        /// The printing service did not take it, so that nothing came out.
        NotTaken = "not_taken", "Not printed";
        /// A person has counted: all pages came out.
        Complete = "complete", "All pages came out";
        /// A person has counted: pages are missing, and what came out goes into confidential waste.
        Incomplete = "incomplete", "Not all pages came out";
    }
}

coded! {
    /// The answer to "Did all pages come out?".
    pub enum Counted {
        /// All of them.
        Yes = "yes", "Yes, all of them";
        /// Some are missing.
        No = "no", "No";
        /// Nobody can say yet.
        Later = "later", "I will look later";
    }
}

impl Counted {
    /// What is known of the job from now on; an answer put off changes nothing.
    #[must_use]
    pub const fn outcome(self) -> Option<PrintOutcome> {
        match self {
            Self::Yes => Some(PrintOutcome::Complete),
            Self::No => Some(PrintOutcome::Incomplete),
            Self::Later => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_that_is_put_off_changes_nothing() {
        assert_eq!(Counted::Yes.outcome(), Some(PrintOutcome::Complete));
        assert_eq!(Counted::No.outcome(), Some(PrintOutcome::Incomplete));
        assert_eq!(Counted::Later.outcome(), None);
    }
}
