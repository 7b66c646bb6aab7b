//! What the flow hands to the pages: pieces that are not divided further, one below the other.

use super::sheet::{Ink, TextPaint};
use super::tags::Element;

/// Something of fixed height that stands on one page.
#[derive(Debug, Clone, Default)]
pub(super) struct Piece {
    pub(super) height: f32,
    /// Space wanted above; the larger of this and the last piece's `after` is left, none at a page's top.
    pub(super) before: f32,
    /// Space wanted below.
    pub(super) after: f32,
    /// Whether the next piece must stand on the same page.
    pub(super) keep_with_next: bool,
    /// What it shows; places count from its upper left corner, downwards.
    pub(super) marks: Vec<Mark>,
    /// Boxes it is part of, outermost first, by number.
    pub(super) boxes: Vec<usize>,
    /// Named destinations at its top.
    pub(super) destinations: Vec<String>,
    /// Its line among the bookmarks.
    pub(super) bookmark: Option<(u8, String)>,
    /// The table it is a row of.
    pub(super) table: Option<usize>,
    /// Where it stands, if not simply below the last piece.
    pub(super) place: Place,
}

/// Where a piece stands.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) enum Place {
    /// Below the last piece.
    #[default]
    Below,
    /// At the top of a new page.
    NewPage,
    /// At this distance from the sheet's top.
    Fixed(f32),
}

/// Something on a piece.
#[derive(Debug, Clone)]
pub(super) enum Mark {
    /// Text of an element; its place is the start of its base line.
    Text {
        text: TextPaint,
        element: Element,
        link: Option<Linked>,
    },
    /// A straight line, for the eye alone.
    Rule {
        from: (f32, f32),
        to: (f32, f32),
        width: f32,
        ink: Ink,
    },
    /// A picture of an element.
    Picture {
        picture: usize,
        x: f32,
        y: f32,
        width: f32,
        height: f32,
        element: Element,
    },
}

/// Where a click on a text leads, and the box around its line that can be clicked.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Linked {
    pub(super) destination: String,
    /// What the link says, for those who hear it.
    pub(super) contents: String,
    pub(super) width: f32,
    pub(super) ascent: f32,
    pub(super) descent: f32,
}

/// A box behind pieces: a tint and a bar at the side where reading starts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Behind {
    pub(super) x: f32,
    pub(super) width: f32,
    pub(super) bar_x: f32,
    pub(super) bar_width: f32,
    pub(super) tint: Ink,
    pub(super) bar: Ink,
}

/// What is printed again when a table goes on to the next page.
#[derive(Debug, Clone, Default)]
pub(super) struct Head {
    pub(super) height: f32,
    pub(super) marks: Vec<Mark>,
}

impl Mark {
    /// Moves the mark.
    pub(super) fn shift(&mut self, right: f32, down: f32) {
        match self {
            Self::Text { text, .. } => {
                text.x += right;
                text.y += down;
            }
            Self::Rule { from, to, .. } => {
                *from = (from.0 + right, from.1 + down);
                *to = (to.0 + right, to.1 + down);
            }
            Self::Picture { x, y, .. } => {
                *x += right;
                *y += down;
            }
        }
    }
}

/// The height of pieces one below the other, with the space between them.
pub(super) fn stacked_height(pieces: &[Piece]) -> f32 {
    let mut height = 0.0;
    let mut after: f32 = 0.0;
    for (at, piece) in pieces.iter().enumerate() {
        if at > 0 {
            height += after.max(piece.before);
        }
        height += piece.height;
        after = piece.after;
    }
    height
}

impl Piece {
    /// The base line of its first text, from its top.
    fn base_line(&self) -> Option<f32> {
        self.marks.iter().find_map(|mark| match mark {
            Mark::Text { text, .. } => Some(text.y),
            _ => None,
        })
    }

    /// Makes room above what it shows.
    fn lower(&mut self, down: f32) {
        self.height += down;
        self.marks.iter_mut().for_each(|mark| mark.shift(0.0, down));
    }
}

/// Brings the first lines of things side by side, some of them in taller scripts, onto one base line.
pub(super) fn align_base_lines<'a>(first: impl Iterator<Item = &'a mut Piece>) {
    let first: Vec<&mut Piece> = first.filter(|piece| piece.base_line().is_some()).collect();
    let lowest = first
        .iter()
        .filter_map(|piece| piece.base_line())
        .fold(0.0, f32::max);
    for piece in first {
        let down = piece.base_line().map_or(0.0, |own| lowest - own);
        piece.lower(down);
    }
}
