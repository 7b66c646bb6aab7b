//! Typesetting of our own papers: shaped text in every script a UK name can have, tables, tags and links.
//!
//! The way of a paper: blocks become pieces (`flow`, `text`, `list`, `table`, `fixture`); text in them is ordered
//! and broken into lines (`inline`, `isolate`) and shaped (`shape`, `fonts`); pieces are distributed over pages
//! (`breaks`, `pages`, `leaf`); pages are written (`content`, `speech`) beside subsets of the faces, which printpdf embeds
//! (`print`, `embed`, `printed`);
//! and what makes them an accessible, archivable document is added (`tags`, `finish`, `metadata`).

mod block;
mod error;
mod paper;
mod span;

mod breaks;
mod fixture;
mod flow;
mod fonts;
mod inline;
mod isolate;
mod known;
mod leaf;
mod list;
mod pages;
mod piece;
mod plain;
mod shape;
mod simple;
mod table;
mod text;
mod together;

mod content;
mod cuts;
mod embed;
mod picture;
mod print;
mod printed;
mod sheet;
mod speech;

mod across;
mod label;
mod strip;

mod finish;
mod metadata;
mod profile;
mod tags;
mod write;

pub(crate) use metadata::iso_date;
pub(crate) use profile::srgb;

pub use block::{Align, Block, Cell, Column, Definition, ListKind, ParagraphStyle, Row};
pub use error::TypesetError;
pub use fonts::Fonts;
pub(crate) use label::{Label, labels};
pub use paper::{Margins, POINTS_PER_MM, Paper, PaperSize, Running};
pub use span::{Colour, Face, Link, Span};
pub use strip::{STRIP_HEIGHT_PT, Strip, strips};

use crate::source::Source;

/// A paper set on pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typeset {
    /// The PDF file.
    pub bytes: Vec<u8>,
    /// How many pages it has.
    pub pages: u32,
    /// Its named destinations and the page of each, counted from 1 at the paper's first page.
    pub destinations: Vec<(String, u32)>,
    /// Its bookmarks: level, title, and page counted from 1 at the paper's first page.
    pub outline: Vec<(u8, String, u32)>,
}

/// A paper set on pages and not written to a file: ready for joining.
#[derive(Debug, Clone)]
pub struct Composed {
    /// Its pages.
    pub source: Source,
    /// As [`Typeset::destinations`].
    pub destinations: Vec<(String, u32)>,
    /// As [`Typeset::outline`].
    pub outline: Vec<(u8, String, u32)>,
}

/// Sets `blocks` on pages.
///
/// The same paper, blocks and fonts give the same bytes.
///
/// # Errors
/// [`TypesetError::MissingGlyph`] where no face has a character; see there for the others.
pub fn typeset(paper: &Paper, blocks: &[Block], fonts: &Fonts) -> Result<Typeset, TypesetError> {
    let composed = compose(paper, blocks, fonts)?;
    let pages = composed.source.page_count();
    let bytes = composed.source.into_file();
    Ok(Typeset {
        bytes: bytes.map_err(|error| TypesetError::Internal(error.to_string()))?,
        pages,
        destinations: composed.destinations,
        outline: composed.outline,
    })
}

/// Sets `blocks` on pages as [`typeset`] does, for joining.
///
/// # Errors
/// As [`typeset`].
pub fn compose(paper: &Paper, blocks: &[Block], fonts: &Fonts) -> Result<Composed, TypesetError> {
    let (mut flow, pieces, shares) = divided(paper, blocks, fonts)?;
    let pages = pages::paginate(&mut flow, pieces, shares)?;
    let document = print::print(&pages.sheets, flow.pictures, fonts)?;
    let document = finish::finish(document, paper, &pages, flow.tags)?;
    let number = |page: usize| page as u32 + 1;
    Ok(Composed {
        source: own_source(document)?,
        destinations: pages
            .destinations
            .into_iter()
            .map(|(name, page, _)| (name, number(page)))
            .collect(),
        outline: pages
            .bookmarks
            .into_iter()
            .map(|(level, title, page, _)| (level, title, number(page)))
            .collect(),
    })
}

/// How many pages `blocks` take, without printing them.
///
/// # Errors
/// As [`typeset`].
pub fn page_count(paper: &Paper, blocks: &[Block], fonts: &Fonts) -> Result<u32, TypesetError> {
    let (.., shares) = divided(paper, blocks, fonts)?;
    Ok(shares.len() as u32)
}

/// The pieces of a paper, and which of them stand on each page.
type Divided<'a> = (flow::Flow<'a>, Vec<piece::Piece>, Vec<breaks::Share>);

/// `blocks` on pages: as they are set usually, unless the last page would be nearly empty.
fn divided<'a>(paper: &'a Paper, blocks: &[Block], fonts: &'a Fonts) -> Result<Divided<'a>, TypesetError> {
    let usual = flow::Flow::new(paper, fonts);
    let (mut usual, pieces) = flowed(usual, blocks)?;
    let choice = breaks::choose(&usual, &pieces, 1.0, false)?;
    if !choice.is_thin {
        return Ok((usual, pieces, choice.shares));
    }
    let is_shorter = |tighter: &breaks::Choice| tighter.shares.len() < choice.shares.len();
    for (gaps, leading) in breaks::STEPS {
        if leading == 1.0 {
            let tighter = breaks::choose(&usual, &pieces, gaps, false)?;
            if is_shorter(&tighter) {
                return Ok((usual, pieces, tighter.shares));
            }
        } else if paper.leading * leading >= breaks::LEAST_LEADING {
            let mut flow = flow::Flow::new(paper, fonts);
            flow.leading *= leading;
            flow.known = std::mem::take(&mut usual.known);
            let (flow, pieces) = flowed(flow, blocks)?;
            let tighter = breaks::choose(&flow, &pieces, gaps, false)?;
            if is_shorter(&tighter) {
                return Ok((flow, pieces, tighter.shares));
            }
            usual.known = flow.known;
        }
    }
    let even = breaks::choose(&usual, &pieces, 1.0, true)?;
    Ok((usual, pieces, even.shares))
}

/// `blocks` as pieces, one below the other.
fn flowed<'a>(
    mut flow: flow::Flow<'a>,
    blocks: &[Block],
) -> Result<(flow::Flow<'a>, Vec<piece::Piece>), TypesetError> {
    let paper = flow.paper;
    let width = (paper.size.width_mm - paper.margins.left - paper.margins.right) * POINTS_PER_MM;
    let (frame, setting) = (flow::Frame { x: 0.0, width }, flow.body());
    let pieces = flow.blocks(blocks, frame, 0, setting)?;
    Ok((flow, pieces))
}

/// A document of our own as a source. That it has no pages is a fault of ours.
fn own_source(document: lopdf::Document) -> Result<Source, TypesetError> {
    Source::own(document).map_err(|refusal| TypesetError::Internal(refusal.to_string()))
}
