//! TIFF: every page of a fax, a scan or a photograph, in the order of the file.

mod chunks;
mod colour;
mod fax;
mod jpeg;
mod tags;

use std::collections::HashSet;

use pdf::image_page::{Album, ImageRefusal, Setting};
use pdf::source::{Limits, Refusal};

use super::made;
use crate::check::Note;
use crate::refused::Refused;
use crate::source::Pages;
use tags::{Directory, File, tag};

/// Bits of the kind of a page: a small copy of another page, or a mask that says where one is transparent.
const NO_PAGE: u64 = 0b101;

pub(super) fn pages(bytes: &[u8], limits: &Limits) -> Result<Pages, Refused> {
    let file = File::open(bytes).ok_or(ImageRefusal::Unreadable)?;
    let mut seen = HashSet::new();
    let mut next = file.first();
    let mut album = Album::new(limits);
    let mut notes = Vec::new();
    let mut decoded: u64 = 0;
    let mut page: u32 = 0;
    while next != 0 {
        // A list of pages that leads back into itself has no end.
        if !seen.insert(next) {
            return Err(Refusal::PageTreeLoops.into());
        }
        if seen.len() as u64 > u64::from(limits.pages) * 2 {
            return Err(Refusal::TooManyPages { limit: limits.pages }.into());
        }
        let directory = file.directory(next).ok_or_else(|| damaged(page))?;
        next = directory.next;
        if directory.number(tag::KIND).unwrap_or(0) & NO_PAGE != 0 {
            continue;
        }
        page += 1;
        let drawn = draw(&directory, limits, &mut album, &mut decoded)?;
        if let Drawn::InPart = drawn {
            notes.push(Note::new(
                "repaired_truncated",
                format!(
                    "page {page} ends early: compare it with the original, since a part of it may be missing"
                ),
            ));
        }
    }
    if page == 0 {
        return Err(Refusal::NoPages.into());
    }
    Ok(made(album.finish()?, notes))
}

fn damaged(read: u32) -> Refusal {
    Refusal::PageDamaged { page: read + 1 }
}

/// Whether all of a page could be read.
enum Drawn {
    Whole,
    InPart,
}

fn draw(
    directory: &Directory<'_>,
    limits: &Limits,
    album: &mut Album<'_>,
    decoded: &mut u64,
) -> Result<Drawn, Refused> {
    let layout = chunks::Layout::of(directory, limits)?;
    let setting = Setting {
        dpi: dpi(directory),
        orientation: orientation(directory),
        ..Setting::default()
    };
    // Pages are held one at a time, yet all of them cost time.
    *decoded = decoded.saturating_add(layout.bytes());
    if *decoded > limits.inflated_bytes {
        return Err(Refusal::TooLarge {
            what: "the pixels of all its pages",
        }
        .into());
    }
    match directory.number(tag::COMPRESSION).unwrap_or(1) {
        2..=4 => fax::draw(directory, &layout, &setting, album),
        6 | 7 => jpeg::draw(directory, &layout, &setting, album),
        _ => {
            let (data, whole) = chunks::decode(directory, &layout)?;
            let pixels = colour::pixels(directory, &layout, data)?;
            album.add(&pixels.as_picture(), &setting)?;
            Ok(if whole { Drawn::Whole } else { Drawn::InPart })
        }
    }
}

/// Dots per inch: 2 counts per inch, 3 per centimetre; 1 gives the shape of a pixel and no size.
fn dpi(directory: &Directory<'_>) -> Option<(f64, f64)> {
    let across = directory.ratio(tag::ACROSS)?;
    let down = directory.ratio(tag::DOWN)?;
    let unit = match directory.number(tag::UNIT).unwrap_or(2) {
        3 => 2.54,
        2 => 1.0,
        // A fax of coarse lines has pixels twice as tall as wide; 150 across is as fine as an unknown size is set.
        _ => 150.0 / across.min(down),
    };
    Some((across * unit, down * unit))
}

fn orientation(directory: &Directory<'_>) -> u8 {
    directory
        .number(tag::ORIENTATION)
        .and_then(|told| u8::try_from(told).ok())
        .filter(|told| (1..=8).contains(told))
        .unwrap_or(1)
}
