//! From spans to lines: ink, links and languages, and where each line stands in its column.

use super::block::Align;
use super::error::TypesetError;
use super::flow::{Flow, Frame, Setting};
use super::inline::{Direction, Inline, Line};
use super::piece::{Linked, Mark, Piece};
use super::sheet::{Ink, MUTED, Stroke, TextPaint};
use super::span::{Colour, Face, Link, Span};
use super::tags::{Element, Role};

impl Flow<'_> {
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
                Colour::Accent => self.accent,
                Colour::Muted => MUTED,
                Colour::Text if link.is_some() => self.accent,
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
        let lines = self.known.lines(self.fonts, &inline, frame.width, direction)?;
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
            let is_thick = inline.is_bold(run.style) && !run.face.is_of_text_family();
            let stroke = if is_thick { Stroke::Thick } else { Stroke::None };
            let text = TextPaint {
                x: frame.x + indent + x,
                y: baseline,
                angle: 0.0,
                size,
                ink: look.ink,
                stroke,
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
}

/// What a span looks like, what it is, and where it leads.
struct Look {
    ink: Ink,
    element: Element,
    link: Option<String>,
    contents: String,
}
