//! Letter and index set for a bundle: page numbers run on, and the index knows where each enclosure begins.

use domain::bundle::places;
use pdf::join::Part;
use pdf::source::Source;
use pdf::typeset::{Composed, Fonts, Paper, compose, page_count};

use super::Told;
use super::enclosure::Read;
use super::error::BundleError;
use crate::index::{self, IndexEntry};
use crate::letter::{self, LetterContent};

/// How often the index is set again at most: its length changes only when a page number grows by a digit.
const ATTEMPTS: usize = 4;

/// Letter and index as they stand in the bundle.
pub(super) struct Front {
    pub(super) letter: Set,
    pub(super) index: Set,
    /// Every known record, those that go along first.
    pub(super) entries: Vec<IndexEntry>,
}

/// A paper that was set, and read back for joining.
pub(super) struct Set {
    pub(super) source: Source,
    pub(super) pages: u32,
    outline: Vec<(u8, String, u32)>,
}

impl Front {
    /// Pages of letter and index together.
    pub(super) fn pages(&self) -> u32 {
        self.letter.pages + self.index.pages
    }
}

impl Set {
    fn of(composed: Composed) -> Self {
        Self {
            pages: composed.source.page_count(),
            source: composed.source,
            outline: composed.outline,
        }
    }

    /// The paper as a part of the bundle, under its name and its title.
    pub(super) fn part(&self, (name, title): (&str, &str)) -> Part {
        Part {
            name: name.to_owned(),
            title: title.to_owned(),
            source: self.source.clone(),
            pages: (1..=self.pages).collect(),
            stamped: false,
            starts_right: false,
            // The first heading is the paper's own title, which the part's bookmark says already.
            outline: self
                .outline
                .iter()
                .filter(|(level, ..)| *level > 1)
                .map(|(level, words, page)| (level - 1, words.clone(), *page))
                .collect(),
        }
    }
}

/// Sets letter and index until the index takes as many pages as it says. While the index is set, `beside` makes what
/// hangs on no more than the letter and the number of pages of the index.
pub(super) fn set<T: Send>(
    told: Told<'_>,
    read: &[Read<'_>],
    others: Vec<IndexEntry>,
    beside: impl Fn(&Set, u32) -> Result<T, BundleError> + Sync,
) -> Result<(Front, T), BundleError> {
    let Told {
        letter: content,
        part,
        supplement,
        ..
    } = told;
    let extents: Vec<_> = read.iter().map(Read::extent).collect();
    let entries = |front_pages: u32| -> Vec<IndexEntry> {
        let places = places(front_pages, &extents);
        let here = read
            .iter()
            .zip(places)
            .map(|(read, place)| read.entry(Some(place)));
        let mut enclosed: Vec<_> = part.numbers.iter().copied().zip(here).collect();
        enclosed.extend(part.elsewhere.iter().cloned());
        enclosed.sort_by_key(|(number, _)| *number);
        enclosed
            .into_iter()
            .map(|(_, entry)| entry)
            .chain(others.iter().cloned())
            .collect()
    };
    let named = entries(0);
    let (paper, blocks) = match supplement {
        None => letter::compose(&LetterContent {
            records: &named,
            ..*content
        }),
        Some(supplement) => {
            let enclosures = u32::try_from(read.len()).unwrap_or(u32::MAX);
            // Words that cannot be used are never kept: if these cannot, that is a fault of the program.
            crate::notice::supplement(content, supplement, enclosures)
                .map_err(|fault| BundleError::Join(fault.to_string()))?
        }
    };
    let paper = in_bundle(paper, told, 1);
    let title = match supplement {
        None => format!("Index of enclosures {}", content.reference),
        Some(supplement) => format!(
            "Index of supplement {} to {}",
            supplement.number, content.reference
        ),
    };
    let first = supplement.map_or(1, |supplement| supplement.enclosures_before + 1);
    let index_blocks =
        |entries: &[IndexEntry]| index::blocks(entries, first, content.today, content.templates.wording());
    // The index is as long with the page numbers of a shorter front, unless one of them grows by a digit: so its
    // length is told while the letter is set.
    let (letter, counted) = std::thread::scope(|scope| {
        let counting = scope.spawn(|| {
            let paper = in_bundle(letter::paper(content, &title), told, 1);
            page_count(&paper, &index_blocks(&named), Fonts::bundled())
        });
        let letter = compose(&paper, &blocks, Fonts::bundled());
        (letter, counting.join())
    });
    let letter = Set::of(letter?);
    let mut pages = counted.unwrap_or(Ok(1))?;
    let paper = in_bundle(letter::paper(content, &title), told, letter.pages + 1);
    for _ in 0..ATTEMPTS {
        let entries = entries(letter.pages + pages);
        let (index, made) = std::thread::scope(|scope| {
            let made = scope.spawn(|| beside(&letter, pages));
            let index = compose(&paper, &index_blocks(&entries), Fonts::bundled());
            (index, made.join())
        });
        let index = Set::of(index?);
        if index.pages == pages {
            let ended = |_| BundleError::Join("the strips were not set".to_owned());
            let made = made.map_err(ended)??;
            let front = Front {
                letter,
                index,
                entries,
            };
            return Ok((front, made));
        }
        pages = index.pages;
    }
    Err(BundleError::Join(
        "the index does not settle on a number of pages".to_owned(),
    ))
}

/// The paper as part of a bundle, where the strip on every page says what its running head would say.
fn in_bundle(paper: Paper, told: Told<'_>, first_page_number: u32) -> Paper {
    Paper {
        running_head: None,
        created: told.created.to_owned(),
        id: told.id.bytes(),
        first_page_number,
        ..paper
    }
}
