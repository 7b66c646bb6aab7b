//! From pieces to pages, each piece where it was chosen to stand.

use super::breaks::Share;
use super::error::TypesetError;
use super::flow::Flow;
use super::leaf::print_leaf;
use super::piece::Piece;
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

/// Prints pieces on the pages that were chosen for them.
pub(super) fn paginate(
    flow: &mut Flow<'_>,
    pieces: Vec<Piece>,
    shares: Vec<Share>,
) -> Result<Pages, TypesetError> {
    let mut pages = Pages::default();
    let last = flow
        .paper
        .first_page_number
        .saturating_add(shares.len() as u32 - 1);
    let in_all = flow.paper.pages_in_all.unwrap_or(last);
    let mut pieces: Vec<Option<Piece>> = pieces.into_iter().map(Some).collect();
    for (page, share) in shares.into_iter().enumerate() {
        let placed = share.placed.into_iter().filter_map(|(at, top)| {
            let piece = pieces.get_mut(at)?.take()?;
            Some(Placed { piece, top })
        });
        let leaf = Leaf {
            placed: placed.collect(),
            repeated: share.repeated,
        };
        print_leaf(flow, &mut pages, page, leaf, in_all)?;
    }
    Ok(pages)
}
