//! Tables: columns, rows that stay whole, and a header that comes again on each page.

use super::block::{Cell, Column, Row};
use super::error::TypesetError;
use super::flow::{Flow, Frame, Setting, cell_blocks};
use super::paper::POINTS_PER_MM;
use super::piece::{Head, Mark, Piece, align_base_lines, stacked_height};
use super::sheet::RULE;
use super::span::{Face, Span};
use super::tags::{Attribute, Element, Role};

impl Flow<'_> {
    #[allow(clippy::too_many_arguments, reason = "a table has as many parts")]
    pub(super) fn table(
        &mut self,
        columns: &[Column],
        header: &[Cell],
        rows: &[Row],
        caption: Option<&[Span]>,
        frame: Frame,
        parent: Element,
        setting: Setting,
    ) -> Result<Vec<Piece>, TypesetError> {
        let size = setting.size;
        let table = self.tags.add(parent, "Table");
        let setting = Setting {
            size: size * 0.92,
            leading: 1.36,
            own_side: false,
            ..setting
        };
        let mut pieces = Vec::new();
        if let Some(caption) = caption {
            let element = self.tags.add(table, "Caption");
            pieces.extend(self.text(
                caption,
                frame,
                element,
                Setting {
                    face: Face::Bold,
                    ..setting
                },
            )?);
            pieces.iter_mut().for_each(|piece| piece.keep_with_next = true);
        }
        let cells = self.cell_frames(columns, frame, setting.size);
        let padding = setting.size * 0.32;
        let number = (!header.is_empty()).then_some(self.heads.len());
        if !header.is_empty() {
            let head = self.header_row(header, columns, &cells, frame, table, setting, padding)?;
            self.heads.push(Head {
                height: head.height,
                marks: head.marks.clone(),
            });
            pieces.push(Piece {
                keep_with_next: true,
                ..head
            });
        }
        let first_row = pieces.len();
        for row in rows {
            let own = self.table_row(row, columns, &cells, frame, table, setting, padding)?;
            pieces.extend(own.into_iter().map(|piece| Piece {
                table: number,
                ..piece
            }));
        }
        // A last row alone on a page looks like a stray.
        let count = pieces.len();
        if count >= first_row + 3 {
            pieces[count - 2].keep_with_next = true;
        }
        if let Some(first) = pieces.first_mut() {
            first.before = size * 0.4;
        }
        if let Some(last) = pieces.last_mut() {
            last.after = size;
        }
        Ok(pieces)
    }

    #[allow(clippy::too_many_arguments, reason = "a row needs the whole of its table")]
    fn header_row(
        &mut self,
        header: &[Cell],
        columns: &[Column],
        cells: &[Frame],
        frame: Frame,
        table: Element,
        setting: Setting,
        padding: f32,
    ) -> Result<Piece, TypesetError> {
        let row = self.tags.add(table, "TR");
        let mut stacks = Vec::new();
        for (at, (column, &cell)) in columns.iter().zip(cells).enumerate() {
            let element = self.tags.add(row, Role::with("TH", Attribute::ColumnHeader));
            let own = Setting {
                face: Face::Bold,
                ink: self.accent,
                align: column.align,
                ..setting
            };
            stacks.push(self.blocks(cell_blocks(header.get(at)), cell, element, own)?);
        }
        // Headings stand at the foot of their row, next to what they head.
        let height = stacks
            .iter()
            .map(|stack| stacked_height(stack))
            .fold(0.0, f32::max);
        let mut head = Piece {
            height: height + padding * 2.0,
            ..Piece::default()
        };
        for stack in stacks {
            let down = height - stacked_height(&stack) + padding;
            let mut cell = merge(stack);
            cell.marks.iter_mut().for_each(|mark| mark.shift(0.0, down));
            head.marks.append(&mut cell.marks);
        }
        let y = head.height;
        let (from, to) = ((frame.x, y), (frame.x + frame.width, y));
        head.marks.push(Mark::Rule {
            from,
            to,
            width: 1.0,
            ink: self.accent,
        });
        Ok(head)
    }

    #[allow(clippy::too_many_arguments, reason = "a row needs the whole of its table")]
    fn table_row(
        &mut self,
        row: &Row,
        columns: &[Column],
        cells: &[Frame],
        frame: Frame,
        table: Element,
        setting: Setting,
        padding: f32,
    ) -> Result<Vec<Piece>, TypesetError> {
        let element = self.tags.add(table, "TR");
        let mut stacks = Vec::new();
        for (at, (column, &cell_frame)) in columns.iter().zip(cells).enumerate() {
            let cell = row.cells.get(at);
            let heads = cell.is_some_and(|cell| cell.row_header);
            let role = if heads {
                Role::with("TH", Attribute::RowHeader)
            } else {
                Role::from("TD")
            };
            let own = self.tags.add(element, role);
            let face = if row.emphasised { Face::Bold } else { setting.face };
            let own_setting = Setting {
                face,
                align: column.align,
                ..setting
            };
            stacks.push(self.blocks(cell_blocks(cell), cell_frame, own, own_setting)?);
        }
        let mut pieces = self.rows(stacks, padding);
        if let Some(last) = pieces.last_mut() {
            let y = last.height;
            let (from, to) = ((frame.x, y), (frame.x + frame.width, y));
            last.marks.push(Mark::Rule {
                from,
                to,
                width: 0.5,
                ink: RULE,
            });
        }
        if let Some(first) = pieces.first_mut() {
            first.destinations.extend(row.destination.clone());
            if row.emphasised {
                let (from, to) = ((frame.x, 0.0), (frame.x + frame.width, 0.0));
                first.marks.push(Mark::Rule {
                    from,
                    to,
                    width: 1.0,
                    ink: self.accent,
                });
            }
        }
        Ok(pieces)
    }

    /// Sets cells side by side: one piece, or several where the row is taller than a page.
    pub(super) fn rows(&self, mut stacks: Vec<Vec<Piece>>, padding: f32) -> Vec<Piece> {
        align_base_lines(stacks.iter_mut().filter_map(|stack| stack.first_mut()));
        let paper = self.paper;
        let body = (paper.size.height_mm - paper.margins.top - paper.margins.bottom) * POINTS_PER_MM;
        let head = self.heads.last().map_or(0.0, |head| head.height);
        let limit = (body - head - padding * 2.0).max(paper.base_size_pt * 3.0) * 0.9;
        let mut stacks: Vec<std::vec::IntoIter<Piece>> = stacks.into_iter().map(Vec::into_iter).collect();
        let mut rows = Vec::new();
        loop {
            let parts: Vec<Vec<Piece>> = stacks.iter_mut().map(|stack| take_height(stack, limit)).collect();
            if !rows.is_empty() && parts.iter().all(Vec::is_empty) {
                return rows;
            }
            let height = parts.iter().map(|part| stacked_height(part)).fold(0.0, f32::max);
            let mut row = Piece {
                height: height + padding * 2.0,
                ..Piece::default()
            };
            for part in parts {
                let mut cell = merge(part);
                cell.marks.iter_mut().for_each(|mark| mark.shift(0.0, padding));
                row.marks.append(&mut cell.marks);
                row.destinations.append(&mut cell.destinations);
            }
            rows.push(row);
        }
    }

    /// Where the text of each column stands; the outer edges of a table are flush with the text.
    fn cell_frames(&self, columns: &[Column], frame: Frame, size: f32) -> Vec<Frame> {
        let gap = size * 1.1;
        let total: f32 = columns.iter().map(|column| column.width.max(0.01)).sum();
        let free = (frame.width - gap * columns.len().saturating_sub(1) as f32).max(0.0);
        let mut rest = frame;
        let mut frames = Vec::new();
        for column in columns {
            let (own, next) = self.divide(rest, free * column.width.max(0.01) / total);
            frames.push(own);
            (_, rest) = self.divide(next, gap.min(next.width));
        }
        frames
    }
}

/// Takes pieces from a stack as long as they fit into `limit`, but at least one.
fn take_height(stack: &mut std::vec::IntoIter<Piece>, limit: f32) -> Vec<Piece> {
    let mut taken: Vec<Piece> = Vec::new();
    while let Some(next) = stack.as_slice().first() {
        let gap = taken.last().map_or(0.0, |last| last.after.max(next.before));
        if !taken.is_empty() && stacked_height(&taken) + gap + next.height > limit {
            break;
        }
        taken.extend(stack.next());
    }
    taken
}

/// Joins pieces into one, as they stand below each other.
pub(super) fn merge(pieces: Vec<Piece>) -> Piece {
    let mut merged = Piece::default();
    let mut after: f32 = 0.0;
    for (at, mut piece) in pieces.into_iter().enumerate() {
        if at > 0 {
            merged.height += after.max(piece.before);
        }
        piece
            .marks
            .iter_mut()
            .for_each(|mark| mark.shift(0.0, merged.height));
        merged.marks.append(&mut piece.marks);
        merged.destinations.append(&mut piece.destinations);
        merged.height += piece.height;
        after = piece.after;
    }
    merged
}
