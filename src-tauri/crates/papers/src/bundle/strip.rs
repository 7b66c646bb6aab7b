//! The identity strip of every page: whose it is, which letter it belongs to, and which page (hazards H1, H3, H6).

use domain::record::RecordKind;
use pdf::join::{PageSize, blank_size};
use pdf::typeset::Strip;

use super::Told;
use super::enclosure::Read;
use crate::index;
use crate::wording::{Key, Wording};

/// One strip for each page of the bundle, in order; `front` are the sizes of the pages of letter and index.
pub(super) fn all(told: Told<'_>, front: &[PageSize], read: &[Read<'_>], blank_pages: &[u32]) -> Vec<Strip> {
    let Told {
        letter: content,
        part,
        supplement,
        ..
    } = told;
    let mut sizes = front
        .iter()
        .copied()
        .chain(read.iter().flat_map(Read::page_sizes));
    let enclosed: u32 = read.iter().map(Read::page_count).sum();
    let of = super::count(front) + enclosed + super::count(blank_pages);
    let wording = content.templates.wording();
    let left = match supplement {
        None => content.identity_words(),
        // Nobody may take these pages for those that were sent.
        Some(supplement) => format!("{}  {}", content.identity_words(), supplement.words()),
    };
    // Whoever holds one part alone must see that there are others.
    let front_pages = front.iter().map(|_| (part.words(), None));
    // What comes after a supplement is not known yet, so its enclosures are counted and not "of" anything.
    let enclosures = supplement.is_none().then(|| part.enclosures());
    let enclosed = part
        .numbers
        .iter()
        .zip(read)
        .flat_map(|(number, one)| enclosure_lines(*number, enclosures, one, wording));
    let mut lines = front_pages.chain(enclosed);
    (1..=of)
        .filter_map(|page| {
            let is_blank = blank_pages.contains(&page);
            let size = if is_blank {
                Some(blank_size())
            } else {
                sizes.next()
            }?;
            let (second_line, link_back) = if is_blank { None } else { lines.next() }.unwrap_or_default();
            Some(Strip {
                width_pt: size.width_pt,
                height_pt: size.height_pt,
                left: left.clone(),
                right: format!("Page {page} of {of}"),
                second_line,
                watermark: content.watermark().map(str::to_owned),
                centre: is_blank.then(|| wording.say(Key::BlankPage).to_owned()),
                reprint: None,
                link_back,
            })
        })
        .collect()
}

/// What is said on each page of one enclosure: its number on the first, and on every page of an image that it is
/// not for diagnosis (hazard H33).
fn enclosure_lines(
    number: u32,
    of: Option<usize>,
    read: &Read<'_>,
    wording: &Wording,
) -> impl Iterator<Item = (Option<String>, Option<String>)> {
    let is_image = read.content.kind == RecordKind::Image;
    (0..read.page_count()).map(move |page| {
        let mut words = Vec::new();
        if page == 0 {
            words.push(of.map_or_else(
                || format!("Enclosure {number}"),
                |of| format!("Enclosure {number} of {of}"),
            ));
        }
        if is_image {
            words.push(wording.say(Key::ImageStrip).to_owned());
        }
        let line = (!words.is_empty()).then(|| words.join("  ·  "));
        (line, (page == 0).then(|| index::DESTINATION.to_owned()))
    })
}
