//! Typesetting of our own papers: shaped text in every script a UK name can have, tables, tags and links.

mod block;
mod error;
mod paper;

pub use block::{
    Align, Block, Cell, Colour, Column, Definition, Face, Link, ListKind, ParagraphStyle, Row, Span,
};
pub use error::TypesetError;
pub use paper::{Margins, POINTS_PER_MM, Paper, PaperSize, Running};
