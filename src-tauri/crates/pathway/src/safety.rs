//! The safety summary: the hazard log of the program, printed for whoever answers for its deployment.

use std::path::Path;

use crate::view::SavedView;
use crate::{Error, Now, print_paper};

/// Writes the summary to a new file.
///
/// # Errors
/// [`Error::Fault`] when it cannot be set, and the error of writing.
pub fn save(out: &Path, now: Now) -> Result<SavedView, Error> {
    let summary = papers::hazards::summary(now.today(), &now.pdf_date())
        .map_err(|fault| Error::Fault(fault.to_string()))?;
    print_paper::saved(out, summary.bytes)
}
