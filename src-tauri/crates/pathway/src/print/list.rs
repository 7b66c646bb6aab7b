//! The worklist on paper: of no single request, so that no copy is numbered and no page is counted.

use super::{Loose, chosen, copies_of};
use crate::view::{PrintInput, WorklistInput};
use crate::{Desk, Error, Now, worklist};

/// A printer for the worklist: of `how`, the printer, the copies and the sides count. It needs no desk.
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

/// Where and how often a list is printed.
#[derive(Debug, Clone)]
pub struct ListPrinter {
    printer: String,
    copies: u32,
    two_sided: bool,
}

/// Makes the printed worklist ready to be handed over; which list, how often and where is in the trail.
///
/// # Errors
/// As [`crate::worklist::preview`].
pub fn worklist(desk: &mut Desk, input: &WorklistInput, to: ListPrinter, now: Now) -> Result<Loose, Error> {
    let ListPrinter {
        printer,
        copies,
        two_sided,
    } = to;
    let often = if copies == 1 {
        "1 copy".to_owned()
    } else {
        format!("{copies} copies")
    };
    Ok(Loose {
        bytes: worklist::printed(desk, input, &format!("{often}, printer {printer}"), now)?.into(),
        reader: desk.reader.clone(),
        printer,
        copies,
        two_sided,
        created: now.pdf_date(),
    })
}
