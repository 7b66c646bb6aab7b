//! Joins the letter, the index and the enclosures into one PDF: nothing lost, nothing active, every page stamped.
//!
//! The bundle is made anew around the content of its pages. The content of a stamped page becomes a form drawn
//! smaller, upright and cut to what its viewer showed; annotations become part of the page; streams pass through
//! untouched. Nothing else of a source is looked at, so nothing else can come along.

pub(crate) mod annotation;
mod appearance;
mod archive;
mod bundle;
mod catalogue;
mod content;
mod copy;
mod drawing;
mod field;
pub(crate) mod geometry;
mod layers;
mod outline;
mod page;
mod plan;
mod strokes;
mod tags;
mod words;

use std::collections::BTreeMap;
use std::io::Write;
use std::ops::ControlFlow;

use lopdf::{Dictionary, Object, StringFormat};

pub(crate) use bundle::Bundle;
pub use plan::{JoinError, Joined, PageSize, Part, Plan, Written};

use crate::proof::{Expected, Strips};
use crate::source::destination::{Destinations, Place};
use crate::source::{Files, NoFiles, Source};
use crate::write::{self, Sink};
pub use crate::write::{Finished, Outlet, finishing};

/// Points of the strip that a stamped page keeps free at its top.
pub const STRIP_HEIGHT_PT: f32 = geometry::STRIP as f32;

/// The size of each page of a bundle of `parts`, in order, before it is made.
///
/// A page that is not there is left out; [`join`] refuses the plan.
pub fn page_sizes(parts: &[Part]) -> Vec<PageSize> {
    bundle::placements(parts)
        .map(|place| PageSize::of(&place))
        .collect()
}

/// The size of page `page` of `source`, counted from 1, as it stands in a bundle with room for its strip; none for a
/// page that is not there.
pub fn stamped_size(source: &Source, page: u32) -> Option<PageSize> {
    source
        .page(page)
        .map(|page| PageSize::of(&geometry::stamped(page)))
}

/// The size of page `page` of `source`, counted from 1, as it stands where it keeps its own; none for a page that is
/// not there.
pub fn own_size(source: &Source, page: u32) -> Option<PageSize> {
    source
        .page(page)
        .map(|page| PageSize::of(&geometry::unstamped(page)))
}

/// The size of a page that stays blank so that a part starts on a right-hand one.
pub fn blank_size() -> PageSize {
    PageSize::of(&geometry::blank())
}

/// The number of pages, none or one, that stay blank before `part` when `before` pages come before it: the first page
/// of a bundle is a right-hand one, and so is every other.
pub(crate) fn blanks_before(part: &Part, before: usize) -> usize {
    usize::from(part.starts_right && !part.pages.is_empty() && before % 2 == 1)
}

/// Joins `plan` into one PDF; page i of `strips` is laid over page i of the bundle.
///
/// The sources must have been read whole; see [`join_into`] for skimmed ones.
///
/// # Errors
/// All or nothing: a [`JoinError`] names the part and page that cannot be taken over whole, and no bundle is made.
pub fn join(plan: Plan, strips: Option<&Source>) -> Result<Joined, JoinError> {
    join_from(plan, strips, &NoFiles)
}

/// As [`join`], with the files of the skimmed sources fetched from `files` one after the other.
///
/// # Errors
/// As [`join`].
pub fn join_from(plan: Plan, strips: Option<&Source>, files: &dyn Files) -> Result<Joined, JoinError> {
    let mut bytes = Vec::with_capacity(expected_size(&plan));
    let written = join_into(plan, strips, files, &mut bytes)?;
    Ok(Joined {
        bytes,
        pages: written.pages,
        first_pages: written.first_pages,
        blanks: written.blanks,
        expected: written.expected,
        sha256: written.sha256,
    })
}

/// As [`join_from`], with the bytes of the bundle written to `out` as they are made, so that they are never all in
/// memory. After an error, what was written to `out` is no bundle.
///
/// # Errors
/// As [`join`], and [`JoinError::Write`] when `out` takes no more.
pub fn join_into(
    plan: Plan,
    strips: Option<&Source>,
    files: &dyn Files,
    out: &mut (dyn Write + Send),
) -> Result<Written, JoinError> {
    join_telling(plan, strips, files, out, &mut |_| ControlFlow::Continue(()))
}

/// As [`join_into`]; `told` hears of each part, counted from 1, before its pages are joined, and may stop it.
///
/// # Errors
/// As [`join_into`], and [`JoinError::Stopped`].
pub fn join_telling(
    plan: Plan,
    strips: Option<&Source>,
    files: &dyn Files,
    out: &mut (dyn Write + Send),
    told: &mut dyn FnMut(usize) -> ControlFlow<()>,
) -> Result<Written, JoinError> {
    let (written, finished) =
        write::finishing(files, out, |outlet| join_to(plan, strips, files, outlet, told))?;
    Ok(written.finished(finished))
}

/// As [`join_telling`], with the bundle handed piece by piece to `outlet`, which ends it: streams that only pass through
/// are named, not fetched. What is returned knows neither length nor digest of the bundle.
///
/// # Errors
/// As [`join_telling`].
pub fn join_to(
    plan: Plan,
    strips: Option<&Source>,
    files: &dyn Files,
    outlet: &mut dyn Outlet,
    told: &mut dyn FnMut(usize) -> ControlFlow<()>,
) -> Result<Written, JoinError> {
    let manifest: serde_json::Map<String, serde_json::Value> =
        serde_json::from_slice(&plan.manifest).map_err(|_| JoinError::Manifest)?;
    check(&plan)?;
    write::through(outlet, |sink| {
        write_parts(plan, manifest, strips, files, told, sink)
    })
}

fn write_parts(
    plan: Plan,
    manifest: serde_json::Map<String, serde_json::Value>,
    strips: Option<&Source>,
    files: &dyn Files,
    told: &mut dyn FnMut(usize) -> ControlFlow<()>,
    sink: Sink,
) -> Result<Written, JoinError> {
    let mut bundle = Bundle::new(&plan, sink);
    if let Some(strips) = strips.filter(|strips| strips.pages.len() != bundle.pages.len()) {
        return Err(JoinError::StripCount {
            strips: strips.page_count(),
            pages: bundle.pages.len() as u32,
        });
    }
    let mut overlay = strips.map(page::Overlay::of);

    let Plan {
        parts,
        title,
        language,
        id,
        created,
        producer,
        show_bookmarks,
        is_archival,
        ..
    } = plan;
    let names = names(&parts);
    let (mut first_pages, mut blanks) = (Vec::new(), Vec::new());
    let mut bookmarks = outline::Outline::default();
    for (at, part) in (1..).zip(&parts) {
        if told(at).is_break() {
            return Err(JoinError::Stopped);
        }
        if blanks_before(part, bundle.next) > 0 {
            blanks.push(bundle.next as u32 + 1);
            bundle.blank(at, overlay.as_mut());
        }
        let first = bundle.next;
        first_pages.push(first as u32 + 1);
        bookmarks.part(&bundle, part, first);
        let contents = part.source.contents(at, files);
        bundle.part(at, part, &contents, overlay.as_mut(), &names)?;
    }
    let pages = bundle.pages.len() as u32;
    let about = archive::About {
        title: &title,
        language: &language,
        producer: &producer,
        created: &created,
        is_archival,
    };
    let catalogue = bundle.catalogue(&bookmarks, &names, &about, show_bookmarks, manifest);
    let info = bundle.info(&about);
    let mut trailer = Dictionary::new();
    trailer.set("Root", catalogue);
    trailer.set("Info", info);
    let id = Object::String(id.to_vec(), StringFormat::Hexadecimal);
    trailer.set("ID", vec![id.clone(), id]);
    let expected = Expected {
        sheets: bundle.sheets,
        strips: strips.cloned().map(Strips::Set),
    };
    bundle.writer.finish(trailer);
    Ok(Written {
        pages,
        first_pages,
        blanks,
        expected,
        length: 0,
        sha256: String::new(),
    })
}

/// A page of the bundle, counted from 0, and a point on it in the source page's own units.
pub(crate) type Target = (usize, Option<f64>, Option<f64>);

/// Where each name leads.
type Names = BTreeMap<Vec<u8>, Target>;

/// The name of the embedded manifest.
pub(crate) const MANIFEST: &str = "manifest.json";

pub(crate) fn dictionary<const N: usize>(entries: [(&str, Object); N]) -> Object {
    Object::Dictionary(
        entries
            .into_iter()
            .map(|(key, value)| (key.as_bytes().to_vec(), value))
            .collect(),
    )
}

/// Where a place of a part's source is in the bundle, if that page was chosen: its index and its point.
pub(crate) fn target(part: &Part, first: usize, to: Place) -> Option<Target> {
    let wanted = to.page as u32 + 1;
    let at = part.pages.iter().position(|page| *page == wanted)?;
    Some((first + at, to.left, to.top))
}

fn check(plan: &Plan) -> Result<(), JoinError> {
    let mut seen = std::collections::BTreeSet::new();
    for (at, part) in (1..).zip(&plan.parts) {
        if !seen.insert(part.name.as_str()) {
            return Err(JoinError::NameTwice(part.name.clone()));
        }
        if let Some(&page) = part.pages.iter().find(|page| part.source.page(**page).is_none()) {
            return Err(JoinError::NoSuchPage {
                part: at,
                page,
                pages: part.source.page_count(),
            });
        }
    }
    if plan.parts.iter().all(|part| part.pages.is_empty()) {
        return Err(JoinError::NoPages);
    }
    Ok(())
}

/// Names of the parts, then those that our own papers define; the first to take a name keeps it.
fn names(parts: &[Part]) -> Names {
    let mut names = Names::new();
    let mut first = 0;
    for part in parts {
        first += blanks_before(part, first);
        if !part.pages.is_empty() {
            names.insert(part.name.clone().into_bytes(), (first, None, None));
        }
        first += part.pages.len();
    }
    let mut first = 0;
    for part in parts {
        first += blanks_before(part, first);
        if !part.stamped {
            for (name, place) in Destinations::of(&part.source).names() {
                if let Some(target) = target(part, first, place) {
                    names.entry(name).or_insert(target);
                }
            }
        }
        first += part.pages.len();
    }
    names
}

/// About how many bytes the bundle will have.
fn expected_size(plan: &Plan) -> usize {
    let streams: usize = plan.parts.iter().map(|part| part.source.stream_bytes()).sum();
    streams + streams / 50 + (1 << 16)
}
