//! The worklist and the report on paper: of no single request, so that no copy is numbered and no page is counted.

use domain::role::Permission;
use store::audit::{Act, Entry};

use super::{Loose, chosen, copies_of};
use crate::view::{PrintInput, ReportInput, WorklistInput};
use crate::{Desk, Error, Now, report, worklist};

/// Lets the person go on who is about to print a list or a report, if they may read one: no printer is asked for anybody
/// else.
///
/// # Errors
/// [`Error::Refused`] by role.
pub fn may_print_list(desk: &mut Desk, now: Now) -> Result<(), Error> {
    desk.permit(Permission::ReadClinical, &Entry::done(Act::PaperPrinted), now)
}

/// A printer for a paper of no request: of `how`, the printer, the copies and the sides count. It needs no desk.
///
/// # Errors
/// [`Error::Input`] for a number of copies that there is not, and for two sides of a printer that has one;
/// [`Error::File`] with `print_failed` for a printer that takes nothing.
pub fn choose_for_list(how: &PrintInput) -> Result<ListPrinter, Error> {
    let copies = copies_of(how.copies)?;
    Ok(ListPrinter {
        printer: chosen(how.printer.as_deref(), how.duplex)?,
        copies,
        two_sided: how.duplex,
    })
}

/// Where and how often a paper of no request is printed.
#[derive(Debug, Clone)]
pub struct ListPrinter {
    pub(super) printer: String,
    pub(super) copies: u32,
    two_sided: bool,
}

impl ListPrinter {
    /// `2 copies, printer Ward`, for the trail.
    pub(super) fn words(&self) -> String {
        let often = if self.copies == 1 {
            "1 copy".to_owned()
        } else {
            format!("{} copies", self.copies)
        };
        format!("{often}, printer {}", self.printer)
    }

    fn loose(self, desk: &Desk, bytes: Vec<u8>, now: Now) -> Loose {
        Loose {
            bytes: bytes.into(),
            reader: desk.reader.clone(),
            printer: self.printer,
            copies: self.copies,
            two_sided: self.two_sided,
            created: now.pdf_date(),
        }
    }
}

/// Makes the printed worklist ready to be handed over; which list, how often and where is in the trail.
///
/// # Errors
/// As [`crate::worklist::preview`].
pub fn worklist(desk: &mut Desk, input: &WorklistInput, to: ListPrinter, now: Now) -> Result<Loose, Error> {
    let bytes = worklist::printed(desk, input, &to.words(), now)?;
    Ok(to.loose(desk, bytes, now))
}

/// Makes the printed report ready to be handed over; its period, how often and where is in the trail.
///
/// # Errors
/// As [`crate::report::show`].
pub fn report(desk: &mut Desk, input: &ReportInput, to: ListPrinter, now: Now) -> Result<Loose, Error> {
    let bytes = report::printed(desk, input, &to.words(), now)?;
    Ok(to.loose(desk, bytes, now))
}
