//! What is not running text: callouts, the address in its window, pictures, and lines to sign on.

use super::block::Block;
use super::error::TypesetError;
use super::flow::{Flow, Frame, Setting};
use super::paper::POINTS_PER_MM;
use super::picture::Picture;
use super::piece::{Behind, Mark, Piece, Place};
use super::sheet::{MUTED, TEXT, contrast, tint};
use super::span::{Face, Span};
use super::table::merge;
use super::tags::{Element, Role};

/// Least contrast of words to their ground (WCAG 2.2, success criterion 1.4.3).
const LEAST_CONTRAST: f32 = 4.5;

impl Flow<'_> {
    pub(super) fn callout(
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
        let tint = tint(self.accent);
        // A colour that is just dark enough for white paper may be too pale for the box.
        let ink = if contrast(self.accent, tint) < LEAST_CONTRAST {
            TEXT
        } else {
            self.accent
        };
        self.boxes.push(Behind {
            x: frame.x,
            width: frame.width,
            bar_x: bar.x,
            bar_width,
            tint,
            bar: self.accent,
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
                    ink,
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

    pub(super) fn address(
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
            let mut merged = merge(pieces);
            piece.height = piece.height.max(merged.height);
            piece.marks.append(&mut merged.marks);
            piece.destinations.append(&mut merged.destinations);
        }
        Ok(piece)
    }

    pub(super) fn image(
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

    #[allow(
        clippy::too_many_arguments,
        reason = "a picture and what is beside it have as many parts"
    )]
    pub(super) fn beside(
        &mut self,
        bytes: &[u8],
        alt: &str,
        most_mm: [f32; 2],
        blocks: &[Block],
        frame: Frame,
        parent: Element,
        setting: Setting,
    ) -> Result<Piece, TypesetError> {
        let picture = Picture::read(bytes)?;
        let most = most_mm.map(|side| side * POINTS_PER_MM);
        let ratio = picture.height as f32 / picture.width as f32;
        let width = most[0].min(most[1] / ratio).min(frame.width / 2.0);
        let gap = setting.size * 1.5;
        let (words, rest) = self.divide(frame, frame.width - width - gap);
        let own = self.divide(rest, gap).1;
        let mut piece = merge(self.blocks(blocks, words, parent, setting)?);
        let role = Role {
            alt: Some(alt.to_owned()),
            ..Role::from("Figure")
        };
        let element = self.tags.add(parent, role);
        let height = width * ratio;
        piece.marks.push(Mark::Picture {
            picture: self.pictures.len(),
            x: own.x,
            y: 0.0,
            width,
            height,
            element,
        });
        self.pictures.push(picture.into_printable());
        piece.height = piece.height.max(height);
        Ok(piece)
    }

    pub(super) fn signature(
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
