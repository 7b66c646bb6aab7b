//! Where a page ends. A page is filled while what belongs together stays together; and no paper ends on a page of a few
//! lines where that can be helped.
//!
//! A last page of a line or two costs a sheet, and is the one that is lost in the post or overlooked. So where a paper, or
//! a part of it before a forced end of page, would end on less than a third of a page, its spaces are drawn in a little,
//! then its lines (see [`STEPS`]), and the first step that saves the page is taken. Where none does and the last page has
//! fewer than five lines, the page before gives some of its own away, so that the last one is worth turning to.

use std::ops::Range;

use super::error::TypesetError;
use super::flow::Flow;
use super::paper::POINTS_PER_MM;
use super::piece::{Piece, Place, stacked_height};

/// The lines below which a last page is too empty, so that the page before gives to it.
const FEW_LINES: f32 = 5.0;

/// The part of a page below which it is tried to save a last page by drawing spaces in.
const LITTLE: f32 = 1.0 / 3.0;

/// The most lines that the page before the last gives to it.
const MOST_GIVEN: u32 = 8;

/// What is tried in turn to save a page that would be nearly empty: the spaces between blocks, and the distance of
/// lines, as factors of the usual ones.
pub(super) const STEPS: [(f32, f32); 5] = [(0.85, 1.0), (0.7, 1.0), (0.55, 1.0), (0.7, 0.965), (0.55, 0.93)];

/// The leading below which lines are not drawn together; what is set as tightly as this already stays as it is.
pub(super) const LEAST_LEADING: f32 = 1.3;

/// What one page holds: pieces by number, each with the distance of its top from the sheet's top.
#[derive(Debug, Default, Clone, PartialEq)]
pub(super) struct Share {
    pub(super) placed: Vec<(usize, f32)>,
    /// The table whose header comes again at the top.
    pub(super) repeated: Option<usize>,
}

/// Pages chosen for pieces, and whether a part of the paper ends on one that holds so little that it may be saved.
#[derive(Debug, Default)]
pub(super) struct Choice {
    pub(super) shares: Vec<Share>,
    pub(super) is_thin: bool,
}

/// Chooses where each page ends, with the spaces between blocks `gaps` times as large as usual. If `evens`, the page
/// before a nearly empty one ends sooner.
pub(super) fn choose(
    flow: &Flow<'_>,
    pieces: &[Piece],
    gaps: f32,
    evens: bool,
) -> Result<Choice, TypesetError> {
    let mut choice = Choice::default();
    let mut start = 0;
    for part in pieces.split_inclusive(|piece| piece.place == Place::NewPage) {
        let filling = Filling::new(flow, pieces, gaps)?;
        let range = start..start + part.len();
        start = range.end;
        let mut shares = filling.fill(range.clone(), None)?;
        choice.is_thin |= filling.ends_within(&shares, (filling.bottom - filling.top) * LITTLE);
        let few = FEW_LINES * filling.line();
        if filling.ends_within(&shares, few) {
            let given = (1..=MOST_GIVEN).filter(|_| evens);
            for lines in given {
                let sooner = (shares.len() - 2, lines as f32 * filling.line());
                let even = filling.fill(range.clone(), Some(sooner))?;
                if even.len() == shares.len() && !filling.ends_within(&even, few) {
                    shares = even;
                    break;
                }
            }
        }
        choice.shares.append(&mut shares);
    }
    if choice.shares.is_empty() {
        choice.shares.push(Share::default());
    }
    Ok(choice)
}

/// How pages are filled.
struct Filling<'a> {
    flow: &'a Flow<'a>,
    pieces: &'a [Piece],
    gaps: f32,
    top: f32,
    bottom: f32,
}

/// Pages that are being filled.
struct Filled {
    shares: Vec<Share>,
    /// Where the next piece could begin, and the space that the last one wants below it.
    y: f32,
    after: f32,
}

impl<'a> Filling<'a> {
    fn new(flow: &'a Flow<'a>, pieces: &'a [Piece], gaps: f32) -> Result<Self, TypesetError> {
        let paper = flow.paper;
        let top = paper.margins.top * POINTS_PER_MM;
        let bottom = (paper.size.height_mm - paper.margins.bottom) * POINTS_PER_MM;
        if bottom - top < paper.base_size_pt * 3.0 {
            return Err(TypesetError::NoRoom);
        }
        Ok(Self {
            flow,
            pieces,
            gaps,
            top,
            bottom,
        })
    }

    /// The distance of two lines of running text.
    fn line(&self) -> f32 {
        self.flow.paper.base_size_pt * self.flow.leading
    }

    /// Whether the last of several pages holds less than `height` points.
    fn ends_within(&self, shares: &[Share], height: f32) -> bool {
        let Some((last, [_, ..])) = shares.split_last() else {
            return false;
        };
        let (Some(&(_, from)), Some(&(piece, to))) = (last.placed.first(), last.placed.last()) else {
            return false;
        };
        to + self.pieces[piece].height - from < height
    }

    /// Fills pages with the pieces of `range`; the page `sooner.0`, counted from 0, ends `sooner.1` points sooner.
    fn fill(&self, range: Range<usize>, sooner: Option<(usize, f32)>) -> Result<Vec<Share>, TypesetError> {
        let mut filled = Filled {
            shares: vec![Share::default()],
            y: self.top,
            after: 0.0,
        };
        let mut chain = range.start..range.start;
        for at in range.clone() {
            let piece = &self.pieces[at];
            chain.end = at + 1;
            match piece.place {
                Place::NewPage => {}
                Place::Fixed(place) => {
                    if filled.y > place + 0.5 && !filled.is_at_top() {
                        return Err(TypesetError::AddressCovered);
                    }
                    filled.put(at, piece, place);
                }
                Place::Below => {
                    // A chain is what must stay on one page.
                    let next = range.contains(&(at + 1)).then(|| &self.pieces[at + 1]);
                    let goes_on = next.is_some_and(|next| next.place == Place::Below);
                    if piece.keep_with_next && goes_on {
                        continue;
                    }
                    self.place(chain.clone(), &mut filled, sooner);
                }
            }
            chain = at + 1..at + 1;
        }
        filled.shares.retain(|share| !share.placed.is_empty());
        Ok(filled.shares)
    }

    /// Places a chain: on the next page, if this one has no room for it; one longer than a page is divided where it
    /// must be.
    fn place(&self, chain: Range<usize>, filled: &mut Filled, sooner: Option<(usize, f32)>) {
        let pieces = &self.pieces[chain.clone()];
        let bottom = |filled: &Filled| {
            let own = sooner.filter(|(page, _)| *page + 1 == filled.shares.len());
            self.bottom - own.map_or(0.0, |(_, given)| given)
        };
        let height = self.stacked(pieces);
        let gap = pieces.first().map_or(0.0, |first| self.gap(filled, first));
        let goes_over = !filled.is_at_top() && filled.y + gap + height > bottom(filled);
        if goes_over && self.head(pieces.first()).1 + height <= self.bottom - self.top {
            self.turn(filled, pieces.first());
        }
        for (at, piece) in chain.zip(pieces) {
            if !filled.is_at_top()
                && filled.y + self.gap(filled, piece) + piece.height > bottom(filled) + 0.01
            {
                self.turn(filled, Some(piece));
            }
            let is_blank = piece.marks.is_empty() && piece.boxes.is_empty() && piece.destinations.is_empty();
            if filled.is_at_top() && is_blank {
                continue;
            }
            let y = filled.y + self.gap(filled, piece);
            filled.put(at, piece, y);
        }
    }

    /// Begins a page, with the header of the table that goes on.
    fn turn(&self, filled: &mut Filled, first: Option<&Piece>) {
        let (repeated, height) = self.head(first);
        filled.shares.push(Share {
            placed: Vec::new(),
            repeated,
        });
        (filled.y, filled.after) = (self.top + height, 0.0);
    }

    /// The header that must come again above a piece which starts a page, and its height.
    fn head(&self, first: Option<&Piece>) -> (Option<usize>, f32) {
        let table = first.and_then(|piece| piece.table);
        let head = table.and_then(|table| self.flow.heads.get(table));
        (table, head.map_or(0.0, |head| head.height))
    }

    /// The space above a piece; none at a page's top.
    fn gap(&self, filled: &Filled, piece: &Piece) -> f32 {
        if filled.is_at_top() {
            0.0
        } else {
            filled.after.max(piece.before) * self.gaps
        }
    }

    /// The height of pieces one below the other.
    fn stacked(&self, pieces: &[Piece]) -> f32 {
        let bare: f32 = pieces.iter().map(|piece| piece.height).sum();
        bare + (stacked_height(pieces) - bare) * self.gaps
    }
}

impl Filled {
    fn is_at_top(&self) -> bool {
        self.shares.last().is_none_or(|share| share.placed.is_empty())
    }

    fn put(&mut self, at: usize, piece: &Piece, y: f32) {
        if let Some(share) = self.shares.last_mut() {
            share.placed.push((at, y));
        }
        (self.y, self.after) = (y + piece.height, piece.after);
    }
}
