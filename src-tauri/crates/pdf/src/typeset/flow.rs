//! From blocks to pieces: what each kind of block looks like, and what it is in the structure.

use printpdf::XObject;

use super::block::{Align, Block, Cell, ParagraphStyle};
use super::error::TypesetError;
use super::fonts::Fonts;
use super::known::Known;
use super::paper::{LEADING, POINTS_PER_MM, Paper};
use super::piece::{Behind, Head, Mark, Piece, Place};
use super::sheet::{ACCENT, Ink, MUTED, RULE, TEXT};
use super::span::{Face, Span};
use super::tags::{Element, Tags};

/// A column of text: where it starts from the left margin, and how wide it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Frame {
    pub(super) x: f32,
    pub(super) width: f32,
}

/// The state of turning blocks into pieces.
pub(super) struct Flow<'a> {
    pub(super) paper: &'a Paper,
    pub(super) fonts: &'a Fonts,
    pub(super) tags: Tags,
    pub(super) boxes: Vec<Behind>,
    pub(super) heads: Vec<Head>,
    pub(super) pictures: Vec<XObject>,
    pub(super) right_to_left: bool,
    /// Distance between base lines of running text as a factor of its size.
    pub(super) leading: f32,
    /// The ink of headings, links and rules.
    pub(super) accent: Ink,
    pub(super) known: Known,
    /// The level of the last heading, since the structure must not skip one.
    heading: u8,
}

/// How a text is set.
#[derive(Debug, Clone, Copy)]
pub(super) struct Setting {
    pub(super) size: f32,
    /// Distance between base lines as a factor of the size.
    pub(super) leading: f32,
    pub(super) face: Face,
    pub(super) ink: Ink,
    pub(super) align: Align,
    /// Whether lines of the other direction start at their own side.
    pub(super) own_side: bool,
}

impl<'a> Flow<'a> {
    /// Nothing yet.
    pub(super) fn new(paper: &'a Paper, fonts: &'a Fonts) -> Self {
        Self {
            paper,
            fonts,
            tags: Tags::new(),
            boxes: Vec::new(),
            heads: Vec::new(),
            pictures: Vec::new(),
            right_to_left: paper.is_right_to_left(),
            leading: paper.leading,
            accent: paper
                .accent
                .map_or(ACCENT, |parts| parts.map(|part| f32::from(part) / 255.0)),
            known: Known::default(),
            heading: 0,
        }
    }

    /// The setting of running text.
    pub(super) fn body(&self) -> Setting {
        Setting {
            size: self.paper.base_size_pt,
            leading: self.leading,
            face: Face::Regular,
            ink: TEXT,
            align: Align::Start,
            own_side: true,
        }
    }

    /// Divides `frame` into the first `width` points in reading order and the rest.
    pub(super) fn divide(&self, frame: Frame, width: f32) -> (Frame, Frame) {
        let rest = frame.width - width;
        if self.right_to_left {
            (
                Frame {
                    x: frame.x + rest,
                    width,
                },
                Frame {
                    x: frame.x,
                    width: rest,
                },
            )
        } else {
            (
                Frame { x: frame.x, width },
                Frame {
                    x: frame.x + width,
                    width: rest,
                },
            )
        }
    }

    /// Sets blocks one below the other.
    pub(super) fn blocks(
        &mut self,
        blocks: &[Block],
        frame: Frame,
        parent: Element,
        setting: Setting,
    ) -> Result<Vec<Piece>, TypesetError> {
        if frame.width < self.paper.base_size_pt {
            return Err(TypesetError::NoRoom);
        }
        let mut pieces = Vec::new();
        for block in blocks {
            pieces.extend(self.block(block, frame, parent, setting)?);
        }
        Ok(pieces)
    }

    fn block(
        &mut self,
        block: &Block,
        frame: Frame,
        parent: Element,
        setting: Setting,
    ) -> Result<Vec<Piece>, TypesetError> {
        let size = setting.size;
        match block {
            Block::Heading {
                level,
                text,
                destination,
                outline,
            } => self.heading_block(
                *level,
                text,
                destination.as_ref(),
                *outline,
                frame,
                parent,
                setting,
            ),
            Block::Paragraph { spans, style, align } => {
                let element = self.tags.add(
                    parent,
                    if *style == ParagraphStyle::Quotation {
                        "BlockQuote"
                    } else {
                        "P"
                    },
                );
                self.paragraph(spans, *style, *align, frame, element, setting)
            }
            Block::List { kind, items } => self.list(*kind, items, frame, parent, setting),
            Block::Table {
                columns,
                header,
                rows,
                caption,
            } => self.table(columns, header, rows, caption.as_deref(), frame, parent, setting),
            Block::Definitions { rows, label_width } => {
                self.definitions(rows, *label_width, frame, parent, setting)
            }
            Block::Callout { title, blocks } => self.callout(title, blocks, frame, parent, setting),
            Block::Address {
                lines,
                left_mm,
                top_mm,
                width_mm,
                height_mm,
                beside,
            } => {
                let window = [*left_mm, *top_mm, *width_mm, *height_mm].map(|side| side * POINTS_PER_MM);
                self.address(lines, window, beside, frame, parent, setting)
                    .map(|piece| vec![piece])
            }
            Block::Beside {
                bytes,
                alt,
                width_mm,
                height_mm,
                blocks,
            } => self
                .beside(
                    bytes,
                    alt,
                    [*width_mm, *height_mm],
                    blocks,
                    frame,
                    parent,
                    setting,
                )
                .map(|piece| vec![piece]),
            Block::Image { bytes, alt, width_mm } => self
                .image(bytes, alt, *width_mm, frame, parent, size)
                .map(|piece| vec![piece]),
            Block::Rule => {
                let (from, to) = ((frame.x, 0.0), (frame.x + frame.width, 0.0));
                let marks = vec![Mark::Rule {
                    from,
                    to,
                    width: 0.6,
                    ink: RULE,
                }];
                Ok(vec![Piece {
                    before: size * 0.8,
                    after: size * 0.8,
                    marks,
                    ..Piece::default()
                }])
            }
            Block::Space(mm) => Ok(vec![Piece {
                height: (mm * POINTS_PER_MM).max(0.0),
                ..Piece::default()
            }]),
            Block::KeepTogether(blocks) => {
                let mut pieces = self.blocks(blocks, frame, parent, setting)?;
                let last = pieces.len().saturating_sub(1);
                pieces
                    .iter_mut()
                    .take(last)
                    .for_each(|piece| piece.keep_with_next = true);
                Ok(pieces)
            }
            Block::PageBreak => Ok(vec![Piece {
                place: Place::NewPage,
                ..Piece::default()
            }]),
            Block::SignatureLine { labels } => self
                .signature(labels, frame, parent, setting)
                .map(|piece| vec![piece]),
        }
    }

    #[allow(clippy::too_many_arguments, reason = "a heading has as many properties")]
    fn heading_block(
        &mut self,
        level: u8,
        text: &[Span],
        destination: Option<&String>,
        outline: bool,
        frame: Frame,
        parent: Element,
        setting: Setting,
    ) -> Result<Vec<Piece>, TypesetError> {
        let level = level.clamp(1, 6);
        self.heading = level.min(self.heading + 1);
        let role = ["H1", "H2", "H3", "H4", "H5", "H6"][usize::from(self.heading - 1)];
        let element = self.tags.add(parent, role);
        let (factor, before, after, ink) = match level {
            1 => (1.5, 1.5, 0.5, self.accent),
            2 => (1.2, 1.25, 0.35, self.accent),
            3 => (1.05, 1.0, 0.25, TEXT),
            _ => (1.0, 0.8, 0.2, MUTED),
        };
        // Tightly set text wants tighter headings.
        let airy = (self.leading / LEADING).powi(4);
        let size = setting.size * factor;
        let own = Setting {
            size,
            leading: 1.25,
            face: Face::Bold,
            ink,
            ..setting
        };
        let mut pieces = self.text(text, frame, element, own)?;
        pieces.iter_mut().for_each(|piece| piece.keep_with_next = true);
        if let Some(first) = pieces.first_mut() {
            first.before = setting.size * before * airy;
            first.destinations.extend(destination.cloned());
            if outline {
                let title: String = text.iter().map(|span| span.text.as_str()).collect();
                first.bookmark = Some((level, title.split_whitespace().collect::<Vec<_>>().join(" ")));
            }
        }
        if let Some(last) = pieces.last_mut() {
            last.after = setting.size * after * airy;
        }
        Ok(pieces)
    }

    fn paragraph(
        &mut self,
        spans: &[Span],
        style: ParagraphStyle,
        align: Align,
        frame: Frame,
        element: Element,
        setting: Setting,
    ) -> Result<Vec<Piece>, TypesetError> {
        let size = setting.size;
        let align = if align == Align::Start {
            setting.align
        } else {
            align
        };
        let setting = Setting { align, ..setting };
        let (setting, frame, before, after) = match style {
            ParagraphStyle::Body => (setting, frame, 0.0, 0.6),
            ParagraphStyle::Lead => (
                Setting {
                    size: size * 1.12,
                    ..setting
                },
                frame,
                0.0,
                0.8,
            ),
            ParagraphStyle::Small => (
                Setting {
                    size: size * 0.85,
                    leading: 1.38,
                    ink: MUTED,
                    ..setting
                },
                frame,
                0.0,
                0.5,
            ),
            ParagraphStyle::Tight => (setting, frame, 0.0, 0.0),
            ParagraphStyle::Title => {
                let setting = Setting {
                    size: size * 1.9,
                    leading: 1.2,
                    face: Face::Bold,
                    ink: self.accent,
                    ..setting
                };
                (setting, frame, 0.0, 0.7)
            }
            ParagraphStyle::Quotation => {
                let inner = Frame {
                    x: frame.x + size * 1.4,
                    width: frame.width - size * 2.8,
                };
                (
                    Setting {
                        face: Face::Italic,
                        ..setting
                    },
                    inner,
                    0.35,
                    0.75,
                )
            }
        };
        let mut pieces = self.text(spans, frame, element, setting)?;
        if let Some(first) = pieces.first_mut() {
            first.before = size * before;
        }
        if let Some(last) = pieces.last_mut() {
            last.after = size * after;
        }
        Ok(pieces)
    }
}

/// The blocks of a cell; an empty cell has none.
pub(super) fn cell_blocks(cell: Option<&Cell>) -> &[Block] {
    cell.map(|cell| cell.blocks.as_slice()).unwrap_or_default()
}
