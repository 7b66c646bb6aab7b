//! Supplements: records that arrive after the bundle was sent follow it, and nothing of what was sent changes (hazard H9).

use chrono::NaiveDate;
use domain::bundle::SupplementNumber;
use domain::evidence::Item;
use domain::id::RequestId;
use domain::record::Enclosure;
use domain::status::Step;
use papers::bundle::Supplement;
use store::bundles::BundleRow;
use store::records::RecordRow;
use store::requests::{self, RequestRow, StatusChange};
use store::{At, Tx, bundles, records};

use crate::open_request::must_be_in_preparation;
use crate::view::SupplementView;
use crate::{Error, Now, show_request};

/// What was sent, and the supplements to it that have gone.
pub(crate) struct Sent {
    /// The bundle that was sent.
    bundle: BundleRow,
    /// The day on which it was sent.
    on: NaiveDate,
    /// The days on which supplements to it were sent, in order.
    supplements: Vec<NaiveDate>,
}

impl Sent {
    /// What was sent with the present version of the letter; none while nothing was, or while it is sent anew.
    pub(crate) fn of(tx: &mut Tx<'_>, row: &RequestRow, now: Now) -> Result<Option<Self>, Error> {
        if !row.line.status.takes_supplements() {
            return Ok(None);
        }
        let history = requests::history(tx, row.line.id)?;
        let Some(at) = history
            .iter()
            .rposition(|change| change.step == Some(Step::Dispatch))
        else {
            return Ok(None);
        };
        let dispatched = history[at].at;
        // What was put together again later is not what went.
        let bundle = bundles::list(tx, row.line.id)?.into_iter().rev().find(|bundle| {
            let is_whole = bundle.supplement == 0 && !bundle.is_draft;
            is_whole && bundle.letter_version == row.line.letter_version && bundle.assembled_at <= dispatched
        });
        let supplements = history[at..]
            .iter()
            .filter(|change| change.step == Some(Step::SendSupplement))
            .map(|change| day(change, now));
        Ok(bundle.map(|bundle| Self {
            bundle,
            on: day(&history[at], now),
            supplements: supplements.collect(),
        }))
    }

    /// The supplement that records go into now: the one after the last that was sent.
    pub(crate) fn open(&self) -> SupplementNumber {
        SupplementNumber {
            version: self.bundle.letter_version,
            number: self.supplements.len() as u32 + 1,
        }
    }

    /// The supplement that is open, as its papers tell of it; `all` are the records of the request.
    pub(crate) fn told(&self, all: &[RecordRow]) -> Supplement {
        let open = self.open();
        let is_before = |record: &&RecordRow| {
            record.goes_with(open.version) || record.supplement.is_some_and(|supplement| supplement < open)
        };
        let before = all
            .iter()
            .filter(is_before)
            .filter(|record| record.details.enclosure == Enclosure::Enclosed);
        Supplement {
            number: open.number,
            to: self.bundle.id,
            sent_on: self.on,
            pages: self.bundle.pages,
            enclosures_before: before.count() as u32,
        }
    }
}

fn day(change: &StatusChange, now: Now) -> NaiveDate {
    let recorded = At {
        utc_ms: change.at,
        ..now.at()
    };
    change.happened_on.unwrap_or_else(|| recorded.local_date())
}

/// Into which supplement a record goes that is added now; none while the bundle itself is in preparation.
///
/// # Errors
/// [`Error::Refused`] while the letter waits for signature or dispatch, and once the request is at its end.
pub(crate) fn for_new_record(
    tx: &mut Tx<'_>,
    row: &RequestRow,
    now: Now,
) -> Result<Option<SupplementNumber>, Error> {
    match Sent::of(tx, row, now)? {
        Some(sent) => Ok(Some(sent.open())),
        None => must_be_in_preparation(row).map(|()| None),
    }
}

/// Whether a record may still be changed: with the bundle in preparation, or in a supplement that has not gone.
pub(crate) fn may_change(row: &RequestRow, sent: Option<&Sent>, record: &RecordRow) -> bool {
    match sent {
        Some(sent) => record.supplement == Some(sent.open()),
        None => row.line.status.is_in_preparation(),
    }
}

/// Refuses to change a record that has been sent.
///
/// # Errors
/// [`Error::Refused`].
pub(crate) fn must_be_changeable(
    tx: &mut Tx<'_>,
    row: &RequestRow,
    record: &RecordRow,
    now: Now,
) -> Result<(), Error> {
    let sent = Sent::of(tx, row, now)?;
    if may_change(row, sent.as_ref(), record) {
        return Ok(());
    }
    if sent.is_none() {
        return must_be_in_preparation(row);
    }
    Err(Error::refused(
        "already_sent",
        "This record has been sent, and what was sent stays as it was. Add what is new as a record of its own: it goes \
         as a supplement. If the letter itself must change, start a new version.",
    ))
}

/// The records of the supplement that is open.
pub(crate) fn records_of(all: Vec<RecordRow>, open: SupplementNumber) -> Vec<RecordRow> {
    all.into_iter()
        .filter(|record| record.supplement == Some(open))
        .collect()
}

/// What the records of a supplement were when its bundle was made: a change since then means another bundle.
pub(crate) fn mark(records: &[RecordRow]) -> String {
    let marks: Vec<_> = records
        .iter()
        .map(|record| format!("{}.{}", record.id, record.version))
        .collect();
    marks.join(" ")
}

/// Whether the records of the open supplement are still as they were read: they change without the request.
pub(crate) fn still(tx: &mut Tx<'_>, row: &RequestRow, read: &[RecordRow]) -> Result<bool, Error> {
    let Some(open) = read.first().and_then(|first| first.supplement) else {
        return Ok(true);
    };
    let now = records_of(records::list(tx, row.line.id)?, open);
    Ok(mark(&now) == mark(read))
}

/// Refuses to record that a supplement has gone which was not put together, proved, and looked through where it must be.
///
/// # Errors
/// [`Error::Refused`] with `not_proved`.
pub(crate) fn must_be_proved(
    tx: &mut Tx<'_>,
    row: &RequestRow,
    evidence: &domain::evidence::Evidence,
    now: Now,
) -> Result<(), Error> {
    let sent = Sent::of(tx, row, now)?.ok_or_else(nothing_sent)?;
    let open = sent.open();
    let records = records_of(records::list(tx, row.line.id)?, open);
    let bundle = bundles::latest_supplement(tx, row.line.id, open)?;
    let made_of_these = bundle.filter(|bundle| {
        show_request::contents(bundle).is_ok_and(|contents| contents.mark == mark(&records))
    });
    let Some(bundle) = made_of_these else {
        return Err(Error::refused(
            "not_proved",
            "The supplement has not been assembled from its records as they are now. Assemble it first: what is sent is \
             what was proved.",
        ));
    };
    let unproved = show_request::contents(&bundle)?.unproved;
    if unproved.is_empty() || evidence.get(Item::LookedThrough).is_some() {
        return Ok(());
    }
    Err(show_request::look_through(&unproved))
}

pub(crate) fn nothing_sent() -> Error {
    Error::refused(
        "nothing_sent",
        "A supplement follows a bundle that has been sent, and this request has none on its way. Add the records to the \
         bundle itself.",
    )
}

/// The supplements to what was sent, in order, the open one last if it has any record.
pub(crate) fn views(
    tx: &mut Tx<'_>,
    id: RequestId,
    sent: Option<&Sent>,
    all: &[RecordRow],
    now: Now,
) -> Result<Vec<SupplementView>, Error> {
    let Some(sent) = sent else { return Ok(Vec::new()) };
    let open = sent.open();
    let mut views = Vec::new();
    for number in 1..=open.number {
        let which = SupplementNumber { number, ..open };
        let records = all
            .iter()
            .filter(|record| record.supplement == Some(which))
            .count() as u32;
        if records == 0 {
            continue;
        }
        let bundle = bundles::latest_supplement(tx, id, which)?;
        views.push(SupplementView {
            number,
            records,
            sent_on: sent
                .supplements
                .get(number as usize - 1)
                .map(|on| domain::date::clinical(*on)),
            bundle: bundle
                .map(|row| show_request::bundle_view(&row, now))
                .transpose()?,
        });
    }
    Ok(views)
}
