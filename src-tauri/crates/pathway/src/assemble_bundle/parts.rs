//! A bundle in parts: for a road that takes no more than so many bytes at a time, such as e-RS.

use std::ffi::OsString;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use domain::bundle::SupplementNumber;
use domain::id::{BundleId, RequestId};
use domain::record::PageChoice;
use domain::role::Permission;
use papers::bundle::split::{Share, Weight, share};
use papers::bundle::{Bundle, PartOf};
use store::audit::{Act, Entry};
use store::records::RecordRow;
use store::{bundles, requests};

use super::make::{enclosed, make, placed_view};
use super::{Loaded, assemble, load, save};
use crate::open_request::find;
use crate::view::{AssembleInput, BundleChoices, BundleView, FieldProblem, PartView, ProgressView};
use crate::write_letter::{Parts, entry_of};
use crate::{Desk, Error, Now, confirm_address, fresh, print, show_request, supplement};

/// How often the division is tried: sizes are estimated first and then measured.
const ATTEMPTS: usize = 8;

/// What goes into one part.
pub(super) struct PartShare {
    number: u32,
    of: u32,
    shares: Vec<Share>,
    /// In which part each enclosure begins, by its place in the whole.
    begins_in: Vec<u32>,
}

impl PartShare {
    /// The pages of an enclosure that go into this part; none when it is in another.
    pub(super) fn pages_of(&self, enclosure: usize, record: &RecordRow) -> Option<PageChoice> {
        let share = self.shares.iter().find(|share| share.enclosure == enclosure)?;
        let page_count = record.file.as_ref().map_or(0, |file| file.page_count);
        let numbers = record.details.pages.numbers(page_count);
        let from = share.first as usize;
        let to = from + share.pages as usize;
        Some(PageChoice::of_numbers(numbers.get(from..to)?, page_count))
    }

    /// The part as letter and index tell of it.
    pub(super) fn part_of(&self, enclosed: &[&RecordRow], before: u32) -> PartOf {
        let is_here = |at: usize| self.shares.iter().any(|share| share.enclosure == at);
        let number = |at: usize| u32::try_from(at + 1).unwrap_or(u32::MAX).saturating_add(before);
        let elsewhere = enclosed
            .iter()
            .enumerate()
            .filter(|(at, _)| !is_here(*at))
            .map(|(at, record)| {
                let entry = papers::index::IndexEntry {
                    in_part: self.begins_in.get(at).copied(),
                    ..entry_of(record)
                };
                (number(at), entry)
            });
        PartOf {
            number: self.number,
            of: self.of,
            numbers: self.shares.iter().map(|share| number(share.enclosure)).collect(),
            elsewhere: elsewhere.collect(),
        }
    }
}

/// Assembles the bundle, and divides it into numbered parts of at most `limit` bytes where it is larger; each part has
/// letter and index, and is proved and verified like the whole. No page is ever divided.
///
/// # Errors
/// As [`assemble`]; [`Error::File`] with `part_too_large` naming the record whose one page alone is larger.
pub fn assemble_parts(
    desk: &mut Desk,
    request: &str,
    limit: u64,
    input: AssembleInput,
    out: &Path,
    now: Now,
    progress: &mut dyn FnMut(&ProgressView) -> ControlFlow<()>,
) -> Result<BundleView, Error> {
    let id = find(desk, request)?;
    // Asked here and not only where the whole is made: one that is there already goes out all the same.
    let saving = Entry::done(Act::BundleSaved).of_request(id);
    desk.permit(Permission::WorkOnRequests, &saving, now)?;
    desk.store.read(|tx| {
        let row = requests::get(tx, id)?;
        confirm_address::must_be_fresh(tx, &row, now)
    })?;
    let whole = match made_already(desk, id, input, now)? {
        Some(whole) => whole,
        None => assemble(desk, request, input, now, progress)?,
    };
    if whole.bytes <= limit {
        let saved = save(desk, request, &whole.id, out, now)?;
        return Ok(BundleView {
            warnings: whole.warnings,
            seconds: whole.seconds,
            ..saved
        });
    }
    let loaded = load(desk, id, input, now)?;
    let made = divide(desk, &loaded, whole.bytes, limit, input.choices, now, progress)?;
    let views = write_all(out, &made)?;
    let entry = saving
        .of(&whole.sha256)
        .with(format!("parts={} limit={limit}", views.len()));
    desk.act(entry, now, |tx| {
        tx.touches_patient(loaded.parts.row.line.patient_id);
        Ok(())
    })?;
    Ok(BundleView {
        parts: views,
        ..whole
    })
}

/// The whole as it was assembled last, where nothing has changed since and the same was asked for: what goes in parts is
/// then the very bundle that was looked through.
fn made_already(
    desk: &Desk,
    id: RequestId,
    input: AssembleInput,
    now: Now,
) -> Result<Option<BundleView>, Error> {
    if input.draft {
        return Ok(None);
    }
    let loaded = load(desk, id, input, now)?;
    let found = desk.store.read(|tx| {
        let version = loaded.parts.version;
        Ok::<_, Error>(match &loaded.supplement {
            None => bundles::latest(tx, id)?.filter(|bundle| bundle.letter_version == version),
            Some(supplement) => {
                let number = supplement.number;
                bundles::latest_supplement(tx, id, SupplementNumber { version, number })?
            }
        })
    })?;
    let Some(bundle) = found else { return Ok(None) };
    let contents = show_request::contents(&bundle)?;
    let is_same = contents.choices == input.choices.checked()?
        && (loaded.supplement.is_none() || contents.mark == supplement::mark(&loaded.parts.records));
    is_same
        .then(|| show_request::bundle_view(&bundle, now))
        .transpose()
}

/// Divides until every part keeps within the limit.
fn divide(
    desk: &Desk,
    loaded: &Loaded,
    whole: u64,
    limit: u64,
    choices: BundleChoices,
    now: Now,
    progress: &mut dyn FnMut(&ProgressView) -> ControlFlow<()>,
) -> Result<Vec<Bundle>, Error> {
    let weights: Vec<_> = enclosed(&loaded.parts).into_iter().map(weight).collect();
    let records: u64 = weights.iter().map(|weight| weight.bytes).sum();
    let front = whole.saturating_sub(records).max(limit / 20);
    let mut capacity = limit.saturating_sub(front).max(limit / 10);
    for _ in 0..ATTEMPTS {
        let shares = share(&weights, capacity);
        let of = u32::try_from(shares.len()).unwrap_or(u32::MAX);
        let begins_in: Vec<u32> = (0..weights.len())
            .map(|enclosure| part_where(&shares, enclosure))
            .collect();
        let mut made = Vec::with_capacity(shares.len());
        let mut largest = (0, 0);
        for (number, shares) in (1..).zip(&shares) {
            let part = PartShare {
                number,
                of,
                shares: shares.clone(),
                begins_in: begins_in.clone(),
            };
            let bundle = make(
                desk,
                loaded,
                BundleId::from_bytes(fresh::bytes()?),
                choices,
                now,
                Some(&part),
                progress,
            )?;
            let bytes = bundle.bytes.len() as u64;
            let pages: u32 = shares.iter().map(|share| share.pages).sum();
            if bytes > limit && pages <= 1 {
                return Err(too_large(&loaded.parts, shares.first(), limit));
            }
            if bytes > largest.0 {
                largest = (bytes, number);
            }
            made.push(bundle);
        }
        if largest.0 <= limit {
            return Ok(made);
        }
        // What was measured is larger than what was estimated: there is less room than was thought.
        capacity = (capacity as u128 * u128::from(limit) / u128::from(largest.0) * 19 / 20) as u64;
    }
    Err(too_large(&loaded.parts, None, limit))
}

fn weight(record: &RecordRow) -> Weight {
    let Some(file) = &record.file else {
        return Weight { pages: 0, bytes: 0 };
    };
    let pages = u32::try_from(record.details.pages.numbers(file.page_count).len()).unwrap_or(u32::MAX);
    Weight {
        pages,
        bytes: file.byte_count * u64::from(pages) / u64::from(file.page_count.max(1)),
    }
}

fn part_where(shares: &[Vec<Share>], enclosure: usize) -> u32 {
    let at = shares
        .iter()
        .position(|part| part.iter().any(|share| share.enclosure == enclosure));
    at.and_then(|at| u32::try_from(at + 1).ok()).unwrap_or(1)
}

/// Writes all parts, or none.
fn write_all(out: &Path, made: &[Bundle]) -> Result<Vec<PartView>, Error> {
    let mut views: Vec<PartView> = Vec::with_capacity(made.len());
    for (number, bundle) in (1..).zip(made) {
        let path = name(out, number, made.len());
        if let Err(error) = print::write_whole(&path, &bundle.bytes) {
            for written in &views {
                let _ = std::fs::remove_file(&written.out);
            }
            return Err(error);
        }
        views.push(PartView {
            number,
            out: path.to_string_lossy().into_owned(),
            pages: bundle.pages,
            bytes: bundle.bytes.len() as u64,
            sha256: bundle.sha256.clone(),
            enclosures: bundle.enclosures.iter().map(placed_view).collect(),
        });
    }
    Ok(views)
}

/// `bundle.pdf` becomes `bundle-part-2-of-3.pdf`: names must differ, or e-RS refuses them (domain rule §2.5).
fn name(out: &Path, number: u32, of: usize) -> PathBuf {
    let mut name = OsString::from(out.file_stem().unwrap_or_default());
    name.push(format!("-part-{number}-of-{of}.pdf"));
    out.with_file_name(name)
}

/// Which page is too large for the road, and what can be done about it.
fn too_large(parts: &Parts, share: Option<&Share>, limit: u64) -> Error {
    let page = share.and_then(|share| {
        let record = *enclosed(parts).get(share.enclosure)?;
        let numbers = record
            .details
            .pages
            .numbers(record.file.as_ref().map_or(0, |file| file.page_count));
        let page = numbers.get(share.first as usize)?;
        Some((share.enclosure + 1, *page, record))
    });
    let what = match &page {
        Some((number, page, _)) => format!("page {page} of record {number} alone is larger"),
        None => "some pages alone are larger".to_owned(),
    };
    Error::File {
        code: "part_too_large".into(),
        message: format!(
            "No part was written: {what} than {} KB with letter and index. Allow larger parts, reduce the scans, or send \
             this record by another road.",
            limit / 1024
        ),
        details: page
            .map(|(_, page, record)| FieldProblem {
                field: format!("record.{}", record.id),
                message: format!("page {page} is too large for the parts"),
            })
            .into_iter()
            .collect(),
    }
}
