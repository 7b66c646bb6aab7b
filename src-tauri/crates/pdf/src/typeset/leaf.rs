//! Prints a page: boxes behind, the running lines, and each piece at its place, all of it tagged.

use super::across::across;
use super::error::TypesetError;
use super::flow::Flow;
use super::inline::{Direction, Inline, Line};
use super::pages::{Area, Leaf, Pages};
use super::paper::{POINTS_PER_MM, Paper, Running};
use super::piece::{Linked, Mark};
use super::sheet::{Artifact, MUTED, Paint, RULE, Sheet, Stroke, TextPaint};
use super::span::Face;
use super::tags::Element;

/// What the content printed last belongs to.
#[derive(Clone, Copy, PartialEq)]
enum Open {
    Nothing,
    Element(Element),
    Artifact(Artifact),
}

/// Prints one page, the `page`-th counted from 0, and notes what points into it.
pub(super) fn print_leaf(
    flow: &mut Flow<'_>,
    pages: &mut Pages,
    page: usize,
    leaf: Leaf,
    in_all: u32,
) -> Result<(), TypesetError> {
    Printer {
        flow,
        pages,
        page,
        open: Open::Nothing,
    }
    .print(leaf, in_all)
}

struct Printer<'a, 'b> {
    flow: &'a mut Flow<'b>,
    pages: &'a mut Pages,
    page: usize,
    open: Open,
}

impl Printer<'_, '_> {
    fn print(&mut self, leaf: Leaf, in_all: u32) -> Result<(), TypesetError> {
        let size = self.flow.paper.size;
        let (width, height) = (size.width_mm * POINTS_PER_MM, size.height_mm * POINTS_PER_MM);
        self.pages.sheets.push(Sheet {
            width,
            height,
            paints: Vec::new(),
        });
        self.pages.areas.push(Vec::new());
        self.boxes(&leaf, height);
        // Above the tints, which would cover it, and below all text.
        if let Some(word) = &self.flow.paper.watermark {
            self.switch(Open::Nothing);
            if let Some(sheet) = self.pages.sheets.last_mut() {
                across(word, (0.5, 0.5), 0.72, self.flow.fonts, sheet)?;
            }
        }
        let left = self.flow.paper.margins.left * POINTS_PER_MM;
        self.running(true, in_all)?;
        if let Some(head) = leaf
            .repeated
            .and_then(|table| self.flow.heads.get(table))
            .cloned()
        {
            let top = self.flow.paper.margins.top * POINTS_PER_MM;
            for mark in head.marks {
                self.mark(mark, left, height - top, Some(Artifact::Repeated));
            }
        }
        for placed in leaf.placed {
            let from_below = height - placed.top;
            let page = self.page;
            let piece = placed.piece;
            self.pages.destinations.extend(
                piece
                    .destinations
                    .into_iter()
                    .map(|name| (name, page, from_below)),
            );
            self.pages.bookmarks.extend(
                piece
                    .bookmark
                    .map(|(level, title)| (level, title, page, from_below)),
            );
            for mark in piece.marks {
                self.mark(mark, left, from_below, None);
            }
        }
        self.running(false, in_all)?;
        self.switch(Open::Nothing);
        Ok(())
    }

    /// Prints the boxes behind the pieces, each as one rectangle on the page.
    fn boxes(&mut self, leaf: &Leaf, height: f32) {
        let left = self.flow.paper.margins.left * POINTS_PER_MM;
        let mut extents: Vec<(usize, f32, f32)> = Vec::new();
        for placed in &leaf.placed {
            let (top, bottom) = (placed.top, placed.top + placed.piece.height);
            for &number in &placed.piece.boxes {
                match extents.iter_mut().find(|(known, ..)| *known == number) {
                    Some((_, _, known)) => *known = bottom,
                    None => extents.push((number, top, bottom)),
                }
            }
        }
        for (number, top, bottom) in extents {
            let Some(behind) = self.flow.boxes.get(number).copied() else {
                continue;
            };
            self.switch(Open::Artifact(Artifact::Decoration));
            let (y, tall) = (height - bottom, bottom - top);
            let tint = Paint::Tint {
                x: left + behind.x,
                y,
                width: behind.width,
                height: tall,
                ink: behind.tint,
            };
            let bar = Paint::Tint {
                x: left + behind.bar_x,
                y,
                width: behind.bar_width,
                height: tall,
                ink: behind.bar,
            };
            self.paint(tint);
            self.paint(bar);
        }
    }

    fn mark(&mut self, mut mark: Mark, left: f32, from_below: f32, artifact: Option<Artifact>) {
        mark.shift(left, 0.0);
        let decoration = Open::Artifact(artifact.unwrap_or(Artifact::Decoration));
        match mark {
            Mark::Text {
                mut text,
                element,
                link,
            } => {
                text.y = from_below - text.y;
                self.switch(artifact.map_or(Open::Element(element), Open::Artifact));
                if let (Some(link), None) = (link, artifact) {
                    self.link(&text, link, element);
                }
                self.paint(Paint::Text(text));
            }
            Mark::Rule { from, to, width, ink } => {
                self.switch(decoration);
                let (from, to) = ((from.0, from_below - from.1), (to.0, from_below - to.1));
                self.paint(Paint::Rule { from, to, width, ink });
            }
            Mark::Picture {
                picture,
                x,
                y,
                width,
                height,
                element,
            } => {
                self.switch(Open::Element(element));
                let y = from_below - y - height;
                self.flow.tags.bound(element, [x, y, x + width, y + height]);
                self.paint(Paint::Picture {
                    picture,
                    x,
                    y,
                    width,
                    height,
                });
            }
        }
    }

    /// Notes a link; runs of one link on one line are one rectangle.
    fn link(&mut self, text: &TextPaint, link: Linked, element: Element) {
        let own = [
            text.x,
            text.y - link.descent,
            text.x + link.width,
            text.y + link.ascent,
        ];
        let Some(areas) = self.pages.areas.last_mut() else {
            return;
        };
        if let Some(last) = areas.last_mut() {
            let same_line = (last.rectangle[1] - own[1]).abs() < 0.1;
            if same_line && last.element == Some(element) {
                last.rectangle[0] = last.rectangle[0].min(own[0]);
                last.rectangle[2] = last.rectangle[2].max(own[2]);
                return;
            }
        }
        let Linked {
            destination,
            contents,
            ..
        } = link;
        areas.push(Area {
            rectangle: own,
            destination,
            contents,
            element: Some(element),
        });
    }

    /// Prints the running head or foot of the page.
    fn running(&mut self, is_head: bool, in_all: u32) -> Result<(), TypesetError> {
        let paper = self.flow.paper;
        let running = if is_head {
            &paper.running_head
        } else {
            &paper.running_foot
        };
        let Some(running) = running else { return Ok(()) };
        let number = paper.first_page_number.saturating_add(self.page as u32);
        let texts = running_texts(running, number, in_all);
        self.switch(Open::Artifact(if is_head {
            Artifact::Header
        } else {
            Artifact::Footer
        }));
        let measure = (paper.size.width_mm - paper.margins.left - paper.margins.right) * POINTS_PER_MM;
        let left = paper.margins.left * POINTS_PER_MM;
        let (rule_y, text_y) = running_heights(paper, is_head);
        let rule = Paint::Rule {
            from: (left, rule_y),
            to: (left + measure, rule_y),
            width: 0.5,
            ink: RULE,
        };
        self.paint(rule);
        let direction = if self.flow.right_to_left {
            Direction::OfText(true)
        } else {
            Direction::FromLeft
        };
        let [left_text, right_text] = texts;
        let (mut inline, mut lines);
        let mut size = running_size(paper);
        let (right, right_line) = self.running_lines(&right_text, size, f32::MAX, direction)?;
        let right_width = right_line.first().map_or(0.0, |line| line.width);
        loop {
            let room = measure - right_width - if right_width > 0.0 { size * 1.5 } else { 0.0 };
            (inline, lines) = self.running_lines(&left_text, size, room, direction)?;
            // A long line is broken, then made smaller, rather than cut off or run into the other.
            let fits = lines.len() <= 2 && lines.iter().all(|line| line.width <= room);
            if fits {
                break;
            }
            size *= 0.95;
            if size < 4.0 {
                return Err(TypesetError::NoRoom);
            }
        }
        let above = if is_head {
            lines.len().saturating_sub(1) as f32
        } else {
            0.0
        };
        for (at, line) in lines.into_iter().enumerate() {
            self.running_line(
                &inline,
                line,
                left,
                text_y + (above - at as f32) * size * 1.2,
                size,
            );
        }
        for line in right_line {
            self.running_line(
                &right,
                line,
                left + measure - right_width,
                text_y,
                running_size(paper),
            );
        }
        Ok(())
    }

    fn running_lines(
        &self,
        text: &str,
        size: f32,
        room: f32,
        direction: Direction,
    ) -> Result<(Inline, Vec<Line>), TypesetError> {
        let mut inline = Inline::default();
        inline.push_line(text, Face::Regular, size);
        let inline = inline.isolated(direction);
        let lines = inline.lines(self.flow.fonts, room.max(1.0), direction)?;
        Ok((inline, lines))
    }

    fn running_line(&mut self, inline: &Inline, line: Line, left: f32, y: f32, size: f32) {
        for (x, run) in line.runs {
            let text = inline.slice(run.range.clone()).to_owned();
            let x = left + x;
            let paint = TextPaint {
                x,
                y,
                angle: 0.0,
                size,
                ink: MUTED,
                stroke: Stroke::None,
                run,
                text,
            };
            self.paint(Paint::Text(paint));
        }
    }

    /// Ends what is open and begins what is wanted, if they differ.
    fn switch(&mut self, wanted: Open) {
        if self.open == wanted {
            return;
        }
        if self.open != Open::Nothing {
            self.paint(Paint::End);
        }
        match wanted {
            Open::Nothing => {}
            Open::Artifact(artifact) => self.paint(Paint::BeginArtifact(artifact)),
            Open::Element(element) => {
                let mcid = self.flow.tags.mark(element, self.page);
                let role = self.flow.tags.name(element);
                self.paint(Paint::BeginTagged { role, mcid });
            }
        }
        self.open = wanted;
    }

    fn paint(&mut self, paint: Paint) {
        if let Some(sheet) = self.pages.sheets.last_mut() {
            sheet.paints.push(paint);
        }
    }
}

fn running_texts(running: &Running, number: u32, in_all: u32) -> [String; 2] {
    let fill = |text: &str| {
        text.replace("{pages}", &in_all.to_string())
            .replace("{page}", &number.to_string())
    };
    [fill(&running.left), fill(&running.right)]
}

/// Running lines grow with large print, though less than the text.
fn running_size(paper: &Paper) -> f32 {
    (paper.base_size_pt * 0.5 + 2.5).clamp(8.0, 12.0)
}

/// The heights of a running line's rule and base line from the sheet's lower edge.
fn running_heights(paper: &Paper, is_head: bool) -> (f32, f32) {
    let size = running_size(paper);
    if is_head {
        let rule = (paper.size.height_mm - paper.margins.top) * POINTS_PER_MM + size * 1.4;
        (rule, rule + size * 0.6)
    } else {
        let rule = paper.margins.bottom * POINTS_PER_MM - size * 1.8;
        (rule, rule - size * 1.45)
    }
}
