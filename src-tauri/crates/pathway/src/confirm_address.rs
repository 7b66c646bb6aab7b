//! “Is this still the address?”: asked again after ninety days, and answered by a person whose name is kept (hazard H4).
//!
//! It is no prompt to be clicked away: until it is answered nothing is handed over for signature, signed, or printed to
//! be sent.

use domain::date;
use domain::patient::PostalAddress;
use domain::request::RequestDetails;
use domain::role::Permission;
use domain::status::Status;
use store::Tx;
use store::audit::{Act, Entry};
use store::directory::{self, AddressCheck};
use store::requests::{self, RequestRow};

use crate::open_request::{details_of, find};
use crate::show_request::moment;
use crate::view::{AddressCheckView, FieldProblem, RequestView};
use crate::{Desk, Error, Now, show_request};

/// Keeps that this is still the address of the recipient: who said so, when, and of which address.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Input`] where no address is there to be confirmed, or it is not the one that the person
/// has read; [`Error::Refused`] by role.
pub fn confirm(desk: &mut Desk, request: &str, address: &str, now: Now) -> Result<RequestView, Error> {
    let id = find(desk, request)?;
    let entry = Entry::done(Act::AddressConfirmed).of_request(id);
    desk.permit(Permission::WorkOnRequests, &entry, now)?;
    desk.act(entry, now, |tx| {
        let row = requests::get(tx, id)?;
        tx.touches_patient(row.line.patient_id);
        let details = details_of(&row)?;
        let there = details.recipient.map(|recipient| recipient.address);
        let there = there.filter(|there| !there.lines.is_empty());
        let Some(there) = there else {
            return Err(Error::field(
                "recipient_address_lines",
                "there is no address yet that could be confirmed",
            ));
        };
        // What is confirmed is what the person has read, and not what somebody has typed since.
        if there.on_one_line() != address.trim() {
            return Err(Error::Stale);
        }
        directory::check_address(tx, id, &there, now.at(), desk.user.id)?;
        show_request::view(desk, tx, id, now)
    })
}

/// What a request says, with the day on which its recipient's address was last checked, be that typed or confirmed.
pub(crate) fn with_check(
    tx: &mut Tx<'_>,
    row: &RequestRow,
    mut details: RequestDetails,
) -> Result<RequestDetails, Error> {
    if let Some(recipient) = &mut details.recipient {
        let confirmed = directory::address_checked(tx, row.line.id, &recipient.address)?;
        recipient.address_verified_on = recipient.address_verified_on.max(confirmed.map(|check| check.on));
    }
    Ok(details)
}

/// How the recipient's address stands; none where there is no address.
pub(crate) fn state(
    tx: &mut Tx<'_>,
    row: &RequestRow,
    details: &RequestDetails,
    now: Now,
) -> Result<Option<AddressCheckView>, Error> {
    let Some(recipient) = &details.recipient else {
        return Ok(None);
    };
    if recipient.address.lines.is_empty() {
        return Ok(None);
    }
    let confirmed = directory::address_checked(tx, row.line.id, &recipient.address)?;
    // What is sent is checked before; what has gone is history.
    let still_matters = row.line.status.is_in_preparation()
        || matches!(row.line.status, Status::AwaitingSignature | Status::Signed);
    Ok(Some(AddressCheckView {
        address: recipient.address.on_one_line(),
        checked_on: recipient.address_verified_on.map(date::clinical),
        confirmed: confirmed.map(|check| words(&check, now)),
        must_be_confirmed: still_matters && !recipient.has_fresh_address(now.today()),
    }))
}

fn words(check: &AddressCheck, now: Now) -> String {
    format!("{}, {}", check.by, moment(check.at_ms, now))
}

/// Nothing that is about to be sent is printed or saved for an address that nobody has checked for ninety days.
pub(crate) fn must_be_fresh(tx: &mut Tx<'_>, row: &RequestRow, now: Now) -> Result<(), Error> {
    if row.line.status != Status::Signed {
        return Ok(());
    }
    let details = with_check(tx, row, details_of(row)?)?;
    match details.recipient {
        Some(recipient) if !recipient.has_fresh_address(now.today()) => Err(unconfirmed(&recipient.address)),
        _ => Ok(()),
    }
}

fn unconfirmed(address: &PostalAddress) -> Error {
    Error::Refused {
        code: "address_unconfirmed",
        message: "Nobody has checked the recipient’s address within the last 90 days. Nothing was printed or saved. Confirm that \
                  it is still the address; if it has changed, start a new version and change it."
            .into(),
        details: vec![FieldProblem {
            field: "recipient_address_verified_on".into(),
            message: format!("is this still the address: {}?", address.on_one_line()),
        }],
    }
}
