//! Letter and index set for a bundle: page numbers run on, and the index knows where each enclosure begins.

use std::sync::Arc;

use domain::bundle::places;
use pdf::join::Part;
use pdf::source::{Limits, Source};
use pdf::typeset::{Fonts, Paper, Typeset, typeset};

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
    pub(super) bytes: Arc<Vec<u8>>,
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
    fn read(set: Typeset) -> Result<Self, BundleError> {
        // It is our own paper: if it cannot be read, that is a fault of the program.
        let source = Source::read(&set.bytes, None, &Limits::default())
            .map_err(|refusal| BundleError::Join(refusal.to_string()))?;
        Ok(Self {
            source,
            bytes: Arc::new(set.bytes),
            pages: set.pages,
            outline: set.outline,
        })
    }

    /// The paper as a part of the bundle.
    pub(super) fn part(&self, name: &str, title: &str) -> Part {
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

/// Sets letter and index until the index takes as many pages as it says.
pub(super) fn set(told: Told<'_>, read: &[Read<'_>], others: Vec<IndexEntry>) -> Result<Front, BundleError> {
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
            // The file of words is our own: if it cannot be used, that is a fault of the program.
            crate::notice::supplement(content, supplement, enclosures)
                .map_err(|fault| BundleError::Join(fault.to_string()))?
        }
    };
    let paper = in_bundle(paper, told, 1);
    let letter = Set::read(typeset(&paper, &blocks, Fonts::bundled())?)?;

    let title = match supplement {
        None => format!("Index of enclosures {}", content.reference),
        Some(supplement) => format!(
            "Index of supplement {} to {}",
            supplement.number, content.reference
        ),
    };
    let paper = in_bundle(letter::paper(content, &title), told, letter.pages + 1);
    let first = supplement.map_or(1, |supplement| supplement.enclosures_before + 1);
    let mut pages = 1;
    for _ in 0..ATTEMPTS {
        let entries = entries(letter.pages + pages);
        let blocks = index::blocks(&entries, first, content.today, content.templates.wording());
        let set = typeset(&paper, &blocks, Fonts::bundled())?;
        if set.pages == pages {
            return Ok(Front {
                letter,
                index: Set::read(set)?,
                entries,
            });
        }
        pages = set.pages;
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
