//! The transfers of care that are under way, by the day on which the next act is due (domain rule S12, hazard H14).

use store::requests::{self, Page, RequestLine};
use store::{Tx, transfers};

use super::{MOST_PRINTED, narrow, row};
use crate::view::{ListCount, RequestRow};
use crate::{Error, Now, transfer_care};

/// The code of the list.
pub(super) const CODE: &str = "transfers_due";

/// The words for it.
pub(super) const LABEL: &str = "Transfers due";

/// How many of them are due today or late.
pub(super) fn counted(tx: &mut Tx<'_>, now: Now) -> Result<ListCount, Error> {
    Ok(ListCount {
        code: CODE.to_owned(),
        label: LABEL.to_owned(),
        count: narrow(transfers::count_due(tx, now.today())?),
    })
}

/// The requests beside which one is under way, each with its transfer's day in the place of its own. They are few: no team
/// moves more patients at a time than one page holds.
pub(super) fn page(tx: &mut Tx<'_>) -> Result<Page, Error> {
    Ok(Page {
        requests: requests::transfers_due(tx, MOST_PRINTED)?,
        total: transfers::count_open(tx)?,
        is_more: false,
        next: None,
    })
}

/// Such a request as its list shows it, with where the transfer stands.
pub(super) fn row_of(tx: &mut Tx<'_>, line: &RequestLine, now: Now) -> Result<RequestRow, Error> {
    Ok(RequestRow {
        transfer: Some(transfer_care::status(tx, line.id)?.label().to_owned()),
        ..row(line, now)
    })
}
