//! Lists, and labels with what they stand before.

use super::block::{Block, Definition, ListKind};
use super::error::TypesetError;
use super::flow::{Flow, Frame, Setting};
use super::piece::{Piece, align_base_lines};
use super::sheet::MUTED;
use super::span::Span;
use super::tags::{Attribute, Element, Role};

impl Flow<'_> {
    pub(super) fn list(
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
            if let (Some(first), Some(mut label)) = (inner.first_mut(), label.into_iter().next()) {
                align_base_lines([&mut *first, &mut label].into_iter());
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

    pub(super) fn definitions(
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
}
