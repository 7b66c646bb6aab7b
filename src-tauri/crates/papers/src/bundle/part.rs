//! A bundle that is not the whole of what is sent: a supplement to an earlier one, or a part of a divided one.

use domain::id::BundleId;
use pdf::typeset::{Fonts, Typeset, typeset};

use crate::index::IndexEntry;
use crate::kind::PaperError;
use crate::letter::LetterContent;
use crate::notice;

/// Records that arrived after the bundle was sent, as a bundle of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Supplement {
    /// The first, the second … to that bundle, from 1.
    pub number: u32,
    /// The bundle that was sent.
    pub to: BundleId,
    /// The day on which it was sent.
    pub sent_on: chrono::NaiveDate,
    /// How many pages it has.
    pub pages: u32,
    /// How many enclosures were sent before these, earlier supplements included: their numbers run on.
    pub enclosures_before: u32,
}

impl Supplement {
    /// The covering notice by itself, to be looked at: in a bundle it is set along with index and strips.
    ///
    /// # Errors
    /// [`PaperError::Wording`] for words that cannot be used, and [`PaperError::Typeset`].
    pub fn print_notice(&self, letter: &LetterContent<'_>, enclosures: u32) -> Result<Typeset, PaperError> {
        let (paper, blocks) = notice::supplement(letter, self, enclosures)?;
        Ok(typeset(&paper, &blocks, Fonts::bundled())?)
    }

    /// What each page says of it.
    pub(super) fn words(&self) -> String {
        format!("Supplement {}", self.number)
    }
}

/// One part of a bundle that was split to keep within a size: letter, whole index, and some of the enclosures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartOf {
    /// Which part, from 1.
    pub number: u32,
    /// Of how many.
    pub of: u32,
    /// The number of each enclosure of this part in the whole, in order.
    pub numbers: Vec<u32>,
    /// The enclosures of other parts, by their number in the whole; each says in which part it is.
    pub elsewhere: Vec<(u32, IndexEntry)>,
}

impl PartOf {
    /// The whole as a single part, with so many enclosures after those that were sent before.
    pub(super) fn whole(enclosures: usize, before: u32) -> Self {
        Self {
            number: 1,
            of: 1,
            numbers: (before + 1..).take(enclosures).collect(),
            elsewhere: Vec::new(),
        }
    }

    /// How many enclosures the whole has.
    pub(super) fn enclosures(&self) -> usize {
        self.numbers.len() + self.elsewhere.len()
    }

    /// The words for it; none where nothing was split.
    pub(super) fn words(&self) -> Option<String> {
        (self.of > 1).then(|| format!("Part {} of {}", self.number, self.of))
    }
}
