//! A print job on its way: everything that the printing service needs, apart from the desk.

use std::ops::ControlFlow;
use std::sync::Arc;

use domain::id::{PrintId, RequestId};
use papers::reprint::{Copies, SheafError, together};
use records::Reader;
use store::prints::PrintRow;
use zeroize::{Zeroize, Zeroizing};

use super::service;
use crate::paper::{Made, Paper};
use crate::view::ProgressView;
use crate::{Error, Now};

/// A paper whose copies are numbered and in the trail.
pub(super) struct Numbered {
    pub(super) paper: Paper,
    pub(super) made: Made,
    pub(super) row: PrintRow,
}

/// Papers that are numbered and wait to be handed to the printing service.
pub struct PrintJob {
    pub(super) id: PrintId,
    pub(super) request: RequestId,
    printer: String,
    two_sided: bool,
    papers: Vec<Numbered>,
    reader: Reader,
    created: String,
}

impl PrintJob {
    pub(super) fn new(
        id: PrintId,
        request: RequestId,
        printer: String,
        two_sided: bool,
        papers: Vec<Numbered>,
        reader: Reader,
        now: Now,
    ) -> Self {
        Self {
            id,
            request,
            printer,
            two_sided,
            papers,
            reader,
            created: now.pdf_date(),
        }
    }

    pub(super) fn papers(&self) -> &[Numbered] {
        &self.papers
    }

    /// Puts all papers and copies together and hands them over as one job, so that nobody else's pages come between
    /// them; `progress` hears how far it is, and may stop it.
    ///
    /// # Errors
    /// [`Error::Cancelled`] when `progress` stops it; [`Error::File`] with `print_failed` when the printing service does
    /// not take it; [`Error::Input`] for more copies than go into one job. Then nothing of it comes out.
    pub fn hand_over(&self, progress: &mut dyn FnMut(&ProgressView) -> ControlFlow<()>) -> Result<(), Error> {
        let copies: Vec<Copies<'_>> = self
            .papers
            .iter()
            .map(|Numbered { made, row, .. }| Copies {
                bytes: &made.bytes,
                version: row.version,
                first: row.first_copy,
                copies: row.copies,
            })
            .collect();
        let to = (self.printer.as_str(), self.two_sided);
        hand_over(&self.reader, to, &copies, &self.created, progress)
    }
}

/// A paper that is of no request, such as a list, on its way to the printing service; its copies have no numbers.
pub struct Loose {
    pub(crate) printer: String,
    /// Wiped from memory when it has been handed over: a list names patients, and a recovery key is a key.
    pub(crate) bytes: Arc<Vec<u8>>,
    pub(crate) copies: u32,
    pub(crate) two_sided: bool,
    pub(crate) reader: Reader,
    pub(crate) created: String,
}

impl Loose {
    /// Hands it over, as [`PrintJob::hand_over`] does.
    ///
    /// # Errors
    /// As [`PrintJob::hand_over`].
    pub fn hand_over(&self, progress: &mut dyn FnMut(&ProgressView) -> ControlFlow<()>) -> Result<(), Error> {
        let copies = [Copies {
            bytes: &self.bytes,
            version: 0,
            first: 1,
            copies: self.copies,
        }];
        let to = (self.printer.as_str(), self.two_sided);
        hand_over(&self.reader, to, &copies, &self.created, progress)
    }
}

impl Drop for Loose {
    fn drop(&mut self) {
        if let Some(bytes) = Arc::get_mut(&mut self.bytes) {
            bytes.zeroize();
        }
    }
}

fn hand_over(
    reader: &Reader,
    (printer, two_sided): (&str, bool),
    copies: &[Copies<'_>],
    created: &str,
    progress: &mut dyn FnMut(&ProgressView) -> ControlFlow<()>,
) -> Result<(), Error> {
    let mut tell = |stage: &str, done: u32, of: u32| {
        let view = ProgressView {
            stage: stage.to_owned(),
            done,
            of,
        };
        progress(&view)
    };
    if tell("setting", 0, 1).is_break() {
        return Err(Error::Cancelled);
    }
    let sheaf = together(reader, copies, two_sided, created.to_owned()).map_err(|error| match error {
        SheafError::TooLarge => Error::field("copies", error),
        SheafError::Refused(refused) => Error::File {
            code: "print_failed".into(),
            message: format!(
                "The papers could not be put together for the printer ({}). Nothing was printed and nothing was \
                 lost. Print fewer copies at a time, or save the papers as PDF and print them from there.",
                refused.code
            ),
            details: Vec::new(),
        },
        SheafError::Typeset(error) => Error::Fault(error.to_string()),
    })?;
    service::send(
        printer,
        Zeroizing::new(sheaf.bytes),
        two_sided,
        &mut |done, of| tell("sending", done, of),
    )
}
