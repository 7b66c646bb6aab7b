//! From blocks to pieces: what each kind of block looks like, and what it is in the structure.

use printpdf::XObject;

use super::block::{Align, Block, Cell, Colour, Definition, Face, Link, ListKind, ParagraphStyle, Span};
use super::error::TypesetError;
use super::fonts::Fonts;
use super::inline::{Direction, Inline, Line};
use super::paper::{POINTS_PER_MM, Paper};
use super::picture::Picture;
use super::piece::{Behind, Head, Linked, Mark, Piece, Place};
use super::sheet::{ACCENT, Ink, MUTED, RULE, TEXT, TINT, TextPaint};
use super::tags::{Attribute, Element, Role, Tags};

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
            heading: 0,
        }
    }

    /// The setting of running text.
    pub(super) fn body(&self) -> Setting {
        Setting {
            size: self.paper.base_size_pt,
            leading: 1.42,
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
            1 => (1.5, 1.5, 0.5, ACCENT),
            2 => (1.2, 1.25, 0.35, ACCENT),
            3 => (1.05, 1.0, 0.25, TEXT),
            _ => (1.0, 0.8, 0.2, MUTED),
        };
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
            first.before = setting.size * before;
            first.destinations.extend(destination.cloned());
            if outline {
                let title: String = text.iter().map(|span| span.text.as_str()).collect();
                first.bookmark = Some((level, title.split_whitespace().collect::<Vec<_>>().join(" ")));
            }
        }
        if let Some(last) = pieces.last_mut() {
            last.after = setting.size * after;
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
                    ink: ACCENT,
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

    /// Sets text into one piece for each line; the first and last two lines stay together.
    pub(super) fn text(
        &mut self,
        spans: &[Span],
        frame: Frame,
        element: Element,
        setting: Setting,
    ) -> Result<Vec<Piece>, TypesetError> {
        let mut inline = Inline::default();
        let mut looks = Vec::new();
        for span in spans {
            let face = if span.face == Face::Regular {
                setting.face
            } else {
                span.face
            };
            inline.push(&span.text, face, setting.size * span.size);
            let link = span.link.as_ref().map(|Link::Named(name)| name.clone());
            let ink = match span.colour {
                Colour::Accent => ACCENT,
                Colour::Muted => MUTED,
                Colour::Text if link.is_some() => ACCENT,
                Colour::Text => setting.ink,
            };
            let role = if link.is_some() { "Link" } else { "Span" };
            let element = if link.is_some() || span.lang.is_some() {
                let role = Role {
                    lang: span.lang.clone(),
                    ..Role::from(role)
                };
                self.tags.add_inline(element, role)
            } else {
                element
            };
            let contents = span.text.split_whitespace().collect::<Vec<_>>().join(" ");
            looks.push(Look {
                ink,
                element,
                link,
                contents,
            });
        }
        let direction = Direction::OfText(self.right_to_left);
        let inline = inline.isolated(direction);
        let lines = inline.lines(self.fonts, frame.width, direction)?;
        let count = lines.len();
        let pieces = lines.into_iter().enumerate().map(|(at, line)| {
            let mut piece = self.line_piece(&inline, line, &looks, frame, setting);
            piece.keep_with_next = at + 1 < count && (at == 0 || at + 2 == count);
            piece
        });
        Ok(pieces.collect())
    }

    fn line_piece(
        &self,
        inline: &Inline,
        line: Line,
        looks: &[Look],
        frame: Frame,
        setting: Setting,
    ) -> Piece {
        // A line of a taller script or larger span takes the height it needs, and no neighbour is touched.
        let height = (setting.size * setting.leading).max(line.ascent + line.descent);
        let baseline = (height - line.ascent - line.descent) / 2.0 + line.ascent;
        let start_at_right = if setting.own_side {
            line.right_to_left
        } else {
            self.right_to_left
        };
        let spare = frame.width - line.width;
        let indent = match (setting.align, start_at_right) {
            (Align::Centre, _) => spare / 2.0,
            (Align::Start, false) | (Align::End, true) => 0.0,
            (Align::Start, true) | (Align::End, false) => spare,
        };
        let marks = line.runs.into_iter().filter_map(|(x, run)| {
            let look = looks.get(run.style)?;
            let size = inline.size(run.style);
            let text = inline.slice(run.range.clone()).to_owned();
            let link = look.link.clone().map(|destination| Linked {
                destination,
                contents: look.contents.clone(),
                width: run.advance() * size,
                ascent: line.ascent,
                descent: line.descent,
            });
            let embolden = inline.is_bold(run.style) && !run.face.is_of_text_family();
            let text = TextPaint {
                x: frame.x + indent + x,
                y: baseline,
                angle: 0.0,
                size,
                ink: look.ink,
                embolden,
                run,
                text,
            };
            Some(Mark::Text {
                text,
                element: look.element,
                link,
            })
        });
        Piece {
            height,
            marks: marks.collect(),
            ..Piece::default()
        }
    }

    fn list(
        &mut self,
        kind: ListKind,
        items: &[Vec<Block>],
        frame: Frame,
        parent: Element,
        setting: Setting,
    ) -> Result<Vec<Piece>, TypesetError> {
        let numbering = match kind {
            ListKind::Ordered => "Decimal",
            ListKind::Bulleted => "Disc",
            ListKind::Checklist => "Square",
        };
        let list = self
            .tags
            .add(parent, Role::with("L", Attribute::Numbering(numbering)));
        let digits = items.len().to_string().len() as f32;
        let indent = setting.size
            * if kind == ListKind::Ordered {
                1.1 + 0.6 * digits
            } else {
                1.5
            };
        let (label_frame, body_frame) = self.divide(frame, indent);
        let mut pieces = Vec::new();
        for (at, blocks) in items.iter().enumerate() {
            let item = self.tags.add(list, "LI");
            let label_element = self.tags.add(item, "Lbl");
            let body = self.tags.add(item, "LBody");
            let label = match kind {
                ListKind::Ordered => Span::plain(format!("{}.", at + 1)),
                ListKind::Bulleted => Span::plain("•"),
                ListKind::Checklist => Span::plain("☐"),
            };
            let label = self.text(&[label], label_frame, label_element, setting)?;
            let mut inner = self.blocks(blocks, body_frame, body, setting)?;
            if inner.is_empty() {
                inner.push(Piece::default());
            }
            inner
                .iter_mut()
                .for_each(|piece| piece.after = piece.after.min(setting.size * 0.25));
            if let (Some(first), Some(label)) = (inner.first_mut(), label.into_iter().next()) {
                // The label first, as it is read first.
                first.height = first.height.max(label.height);
                first.marks.splice(0..0, label.marks);
                first.before = if at == 0 {
                    first.before
                } else {
                    first.before.max(setting.size * 0.25)
                };
            }
            if let Some(last) = inner.last_mut() {
                last.after = setting.size * if at + 1 == items.len() { 0.6 } else { 0.25 };
            }
            pieces.extend(inner);
        }
        Ok(pieces)
    }

    fn callout(
        &mut self,
        title: &[Span],
        blocks: &[Block],
        frame: Frame,
        parent: Element,
        setting: Setting,
    ) -> Result<Vec<Piece>, TypesetError> {
        let size = setting.size;
        let bar_width = size * 0.3;
        let (bar, _) = self.divide(frame, bar_width);
        let (_, inner) = self.divide(frame, bar_width + size * 0.8);
        let end = size * 0.8;
        let inner = Frame {
            x: if self.right_to_left {
                inner.x + end
            } else {
                inner.x
            },
            width: inner.width - end,
        };
        let number = self.boxes.len();
        self.boxes.push(Behind {
            x: frame.x,
            width: frame.width,
            bar_x: bar.x,
            bar_width,
            tint: TINT,
            bar: ACCENT,
        });
        let section = self.tags.add(parent, "Sect");
        let mut pieces = vec![Piece {
            height: size * 0.6,
            keep_with_next: true,
            ..Piece::default()
        }];
        if !title.is_empty() {
            let element = self.tags.add(section, "P");
            let mut lines = self.text(
                title,
                inner,
                element,
                Setting {
                    face: Face::Bold,
                    ink: ACCENT,
                    ..setting
                },
            )?;
            lines.iter_mut().for_each(|line| line.keep_with_next = true);
            if let Some(last) = lines.last_mut() {
                last.after = size * 0.2;
            }
            pieces.extend(lines);
        }
        pieces.extend(self.blocks(blocks, inner, section, setting)?);
        if let Some(last) = pieces.last_mut() {
            last.after = 0.0;
            last.keep_with_next = true;
        }
        pieces.push(Piece {
            height: size * 0.6,
            ..Piece::default()
        });
        pieces.iter_mut().for_each(|piece| piece.boxes.insert(0, number));
        if let Some(first) = pieces.first_mut() {
            first.before = size * 0.7;
        }
        if let Some(last) = pieces.last_mut() {
            last.after = size * 0.9;
        }
        Ok(pieces)
    }

    fn definitions(
        &mut self,
        rows: &[Definition],
        label_width: f32,
        frame: Frame,
        parent: Element,
        setting: Setting,
    ) -> Result<Vec<Piece>, TypesetError> {
        let table = self.tags.add(parent, "Table");
        let gap = setting.size;
        let (label_frame, _) = self.divide(frame, frame.width * label_width.clamp(0.1, 0.7) - gap);
        let (_, value_frame) = self.divide(frame, frame.width * label_width.clamp(0.1, 0.7));
        let mut pieces = Vec::new();
        for definition in rows {
            let row = self.tags.add(table, "TR");
            let header = self.tags.add(row, Role::with("TH", Attribute::RowHeader));
            let value = self.tags.add(row, "TD");
            let own = Setting {
                ink: MUTED,
                own_side: false,
                ..setting
            };
            let label = self.text(&definition.label, label_frame, header, own)?;
            let own = Setting {
                own_side: false,
                ..setting
            };
            let value = self.blocks(&definition.value, value_frame, value, own)?;
            pieces.extend(self.rows(vec![label, value], 0.0));
            if let Some(last) = pieces.last_mut() {
                last.after = setting.size * 0.18;
            }
        }
        if let Some(last) = pieces.last_mut() {
            last.after = setting.size * 0.7;
        }
        Ok(pieces)
    }

    fn address(
        &mut self,
        lines: &[Vec<Span>],
        [left, top, width, height]: [f32; 4],
        beside: &[Block],
        frame: Frame,
        parent: Element,
        setting: Setting,
    ) -> Result<Piece, TypesetError> {
        let margin = self.paper.margins.left * POINTS_PER_MM;
        let window = Frame {
            x: left - margin,
            width,
        };
        let mut piece = Piece {
            place: Place::Fixed(top),
            height,
            after: setting.size,
            ..Piece::default()
        };
        let mut y = 0.0;
        for line in lines {
            let element = self.tags.add(parent, "P");
            let own = Setting {
                leading: 1.3,
                own_side: false,
                ..setting
            };
            for mut row in self.text(line, window, element, own)? {
                row.marks.iter_mut().for_each(|mark| mark.shift(0.0, y));
                piece.marks.append(&mut row.marks);
                y += row.height;
            }
        }
        if y > height {
            return Err(TypesetError::AddressTooLong);
        }
        let gap = setting.size;
        let right = window.x + window.width + gap;
        let rest = Frame {
            x: right,
            width: frame.x + frame.width - right,
        };
        if !beside.is_empty() {
            let pieces = self.blocks(beside, rest, parent, setting)?;
            let mut merged = super::table::merge(pieces);
            piece.height = piece.height.max(merged.height);
            piece.marks.append(&mut merged.marks);
            piece.destinations.append(&mut merged.destinations);
        }
        Ok(piece)
    }

    fn image(
        &mut self,
        bytes: &[u8],
        alt: &str,
        width_mm: f32,
        frame: Frame,
        parent: Element,
        size: f32,
    ) -> Result<Piece, TypesetError> {
        let picture = Picture::read(bytes)?;
        let element = self.tags.add(
            parent,
            Role {
                alt: Some(alt.to_owned()),
                ..Role::from("Figure")
            },
        );
        let body = self.paper.size.height_mm - self.paper.margins.top - self.paper.margins.bottom;
        let ratio = picture.height as f32 / picture.width as f32;
        let width = (width_mm * POINTS_PER_MM)
            .min(frame.width)
            .min(body * POINTS_PER_MM / ratio);
        let height = width * ratio;
        let (own, _) = self.divide(frame, width);
        let number = self.pictures.len();
        self.pictures.push(picture.into_printable());
        let marks = vec![Mark::Picture {
            picture: number,
            x: own.x,
            y: 0.0,
            width,
            height,
            element,
        }];
        Ok(Piece {
            height,
            before: size * 0.4,
            after: size * 0.6,
            marks,
            ..Piece::default()
        })
    }

    fn signature(
        &mut self,
        labels: &[String],
        frame: Frame,
        parent: Element,
        setting: Setting,
    ) -> Result<Piece, TypesetError> {
        let size = setting.size;
        let gap = size * 1.5;
        let count = labels.len().max(1) as f32;
        let mut rest = frame;
        let space = size * 2.6;
        let mut piece = Piece {
            before: size * 0.5,
            after: size,
            height: space,
            ..Piece::default()
        };
        // The first line is for a name written by hand and gets the most room.
        let share = (frame.width - gap * (count - 1.0)) / (count + 1.0);
        for (at, label) in labels.iter().enumerate() {
            let (own, next) = self.divide(rest, share * if at == 0 { 2.0 } else { 1.0 });
            (_, rest) = self.divide(next, gap.min(next.width));
            let (from, to) = ((own.x, space), (own.x + own.width, space));
            piece.marks.push(Mark::Rule {
                from,
                to,
                width: 0.7,
                ink: MUTED,
            });
            let element = self.tags.add(parent, "P");
            let own_setting = Setting {
                size: size * 0.85,
                ink: MUTED,
                ..setting
            };
            let mut y = space + size * 0.2;
            for mut line in self.text(&[Span::plain(label.as_str())], own, element, own_setting)? {
                line.marks.iter_mut().for_each(|mark| mark.shift(0.0, y));
                piece.marks.append(&mut line.marks);
                y += line.height;
            }
            piece.height = piece.height.max(y);
        }
        Ok(piece)
    }
}

/// What a span looks like, what it is, and where it leads.
struct Look {
    ink: Ink,
    element: Element,
    link: Option<String>,
    contents: String,
}

/// The blocks of a cell; an empty cell has none.
pub(super) fn cell_blocks(cell: Option<&Cell>) -> &[Block] {
    cell.map(|cell| cell.blocks.as_slice()).unwrap_or_default()
}
