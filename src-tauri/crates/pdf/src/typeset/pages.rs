//! From pieces to pages: where a page ends.

use super::error::TypesetError;
use super::flow::Flow;
use super::leaf::print_leaf;
use super::paper::POINTS_PER_MM;
use super::piece::{Piece, Place};
use super::sheet::Sheet;
use super::tags::Element;

/// A rectangle on a page that leads somewhere.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Area {
    pub(super) rectangle: [f32; 4],
    pub(super) destination: String,
    pub(super) contents: String,
    pub(super) element: Option<Element>,
}

/// Pages, and what points into them.
#[derive(Debug, Default)]
pub(super) struct Pages {
    pub(super) sheets: Vec<Sheet>,
    /// For each page, its links.
    pub(super) areas: Vec<Vec<Area>>,
    /// Name, page from 0, and height from the sheet's lower edge.
    pub(super) destinations: Vec<(String, usize, f32)>,
    /// Level, title, page from 0, and height from the sheet's lower edge.
    pub(super) bookmarks: Vec<(u8, String, usize, f32)>,
}

/// A piece at its place: the distance of its top from the sheet's top.
pub(super) struct Placed {
    pub(super) piece: Piece,
    pub(super) top: f32,
}

/// What one page holds.
#[derive(Default)]
pub(super) struct Leaf {
    pub(super) placed: Vec<Placed>,
    /// The table whose header comes again at the top.
    pub(super) repeated: Option<usize>,
}

/// Distributes pieces over pages and prints them.
pub(super) fn paginate(flow: &mut Flow<'_>, pieces: Vec<Piece>) -> Result<Pages, TypesetError> {
    let leaves = divide(flow, pieces)?;
    let mut pages = Pages::default();
    let last = flow
        .paper
        .first_page_number
        .saturating_add(leaves.len() as u32 - 1);
    let in_all = flow.paper.pages_in_all.unwrap_or(last);
    for (page, leaf) in leaves.into_iter().enumerate() {
        print_leaf(flow, &mut pages, page, leaf, in_all)?;
    }
    Ok(pages)
}

/// Chooses where each page ends.
pub(super) fn divide(flow: &Flow<'_>, pieces: Vec<Piece>) -> Result<Vec<Leaf>, TypesetError> {
    let paper = flow.paper;
    let top = paper.margins.top * POINTS_PER_MM;
    let bottom = (paper.size.height_mm - paper.margins.bottom) * POINTS_PER_MM;
    let room = bottom - top;
    if room < paper.base_size_pt * 3.0 {
        return Err(TypesetError::NoRoom);
    }
    let mut leaves = vec![Leaf::default()];
    let mut y = top;
    let mut after: f32 = 0.0;
    let mut pieces = pieces.into_iter().peekable();
    let mut chain: Vec<Piece> = Vec::new();
    // A chain is what must stay on one page.
    while let Some(piece) = pieces.next() {
        match piece.place {
            Place::NewPage => {
                if leaves.last().is_some_and(|leaf| !leaf.placed.is_empty()) {
                    leaves.push(Leaf::default());
                    (y, after) = (top, 0.0);
                }
                continue;
            }
            Place::Fixed(at) => {
                if y > at + 0.5 && leaves.last().is_some_and(|leaf| !leaf.placed.is_empty()) {
                    return Err(TypesetError::AddressCovered);
                }
                y = at + piece.height;
                after = piece.after;
                push(&mut leaves, Placed { piece, top: at });
                continue;
            }
            Place::Below => chain.push(piece),
        }
        let keeps = chain.last().is_some_and(|piece| piece.keep_with_next);
        if keeps && pieces.peek().is_some_and(|next| next.place == Place::Below) {
            continue;
        }
        let empty = leaves.last().is_none_or(|leaf| leaf.placed.is_empty());
        let height = chain_height(&chain, if empty { None } else { Some(after) });
        if !empty && y + height > bottom && repeated(flow, &chain).1 + chain_height(&chain, None) <= room {
            let (table, height) = repeated(flow, &chain);
            leaves.push(Leaf {
                placed: Vec::new(),
                repeated: table,
            });
            (y, after) = (top + height, 0.0);
        }
        // A chain longer than a page is divided where it must be.
        for piece in chain.drain(..) {
            let mut empty = leaves.last().is_none_or(|leaf| leaf.placed.is_empty());
            let gap = if empty { 0.0 } else { after.max(piece.before) };
            if !empty && y + gap + piece.height > bottom + 0.01 {
                let (table, height) = repeated(flow, std::slice::from_ref(&piece));
                leaves.push(Leaf {
                    placed: Vec::new(),
                    repeated: table,
                });
                (y, after) = (top + height, 0.0);
                empty = true;
            }
            let gap = if empty { 0.0 } else { after.max(piece.before) };
            let is_blank = piece.marks.is_empty() && piece.boxes.is_empty() && piece.destinations.is_empty();
            if empty && is_blank {
                continue;
            }
            y += gap;
            after = piece.after;
            let height = piece.height;
            push(&mut leaves, Placed { piece, top: y });
            y += height;
        }
    }
    Ok(leaves)
}

fn push(leaves: &mut [Leaf], placed: Placed) {
    if let Some(leaf) = leaves.last_mut() {
        leaf.placed.push(placed);
    }
}

/// The height of a chain; with the space to what is above it, unless it starts a page.
fn chain_height(chain: &[Piece], above: Option<f32>) -> f32 {
    let first = chain.first().map_or(0.0, |piece| piece.before);
    above.map_or(0.0, |above| above.max(first)) + super::piece::stacked_height(chain)
}

/// The header that must come again above a chain which starts a page, and its height.
fn repeated(flow: &Flow<'_>, chain: &[Piece]) -> (Option<usize>, f32) {
    let table = chain.first().and_then(|piece| piece.table);
    (
        table,
        table
            .and_then(|table| flow.heads.get(table))
            .map_or(0.0, |head| head.height),
    )
}
