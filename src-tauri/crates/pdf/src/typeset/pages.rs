//! From pieces to pages: where a page ends, and what runs along its edges.

use super::error::TypesetError;
use super::flow::Flow;
use super::inline::{Direction, Inline, Line};
use super::paper::{POINTS_PER_MM, Paper, Running};
use super::piece::{Linked, Mark, Piece, Place};
use super::sheet::{Artifact, MUTED, Paint, RULE, Sheet, TextPaint};
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
struct Placed {
    piece: Piece,
    top: f32,
}

/// What one page holds.
#[derive(Default)]
struct Leaf {
    placed: Vec<Placed>,
    /// The table whose header comes again at the top.
    repeated: Option<usize>,
}

/// Distributes pieces over pages and prints them.
pub(super) fn paginate(flow: &mut Flow<'_>, pieces: Vec<Piece>) -> Result<Pages, TypesetError> {
    let leaves = divide(flow, pieces)?;
    let mut pages = Pages::default();
    let last = flow.paper.first_page_number + leaves.len() as u32 - 1;
    let in_all = flow.paper.pages_in_all.unwrap_or(last);
    for (page, leaf) in leaves.into_iter().enumerate() {
        let mut printer = Printer {
            flow,
            pages: &mut pages,
            page,
            open: Open::Nothing,
        };
        printer.print(leaf, in_all)?;
    }
    Ok(pages)
}

/// Chooses where each page ends.
fn divide(flow: &Flow<'_>, pieces: Vec<Piece>) -> Result<Vec<Leaf>, TypesetError> {
    let paper = flow.paper;
    let top = paper.margins.top * POINTS_PER_MM;
    let bottom = (paper.size.height_mm - paper.margins.bottom) * POINTS_PER_MM;
    let room = bottom - top;
    if room < paper.base_size_pt * 3.0 {
        return Err(TypesetError::NoRoom);
    }
    let mut leaves = vec![Leaf::default()];
    let mut y = top;
    let mut after: f32 = 0.0;
    let mut pieces = pieces.into_iter().peekable();
    let mut chain: Vec<Piece> = Vec::new();
    // A chain is what must stay on one page.
    while let Some(piece) = pieces.next() {
        match piece.place {
            Place::NewPage => {
                if leaves.last().is_some_and(|leaf| !leaf.placed.is_empty()) {
                    leaves.push(Leaf::default());
                    (y, after) = (top, 0.0);
                }
                continue;
            }
            Place::Fixed(at) => {
                if y > at + 0.5 && leaves.last().is_some_and(|leaf| !leaf.placed.is_empty()) {
                    return Err(TypesetError::AddressCovered);
                }
                y = at + piece.height;
                after = piece.after;
                push(&mut leaves, Placed { piece, top: at });
                continue;
            }
            Place::Below => chain.push(piece),
        }
        let keeps = chain.last().is_some_and(|piece| piece.keep_with_next);
        if keeps && pieces.peek().is_some_and(|next| next.place == Place::Below) {
            continue;
        }
        let empty = leaves.last().is_none_or(|leaf| leaf.placed.is_empty());
        let height = chain_height(&chain, if empty { None } else { Some(after) });
        if !empty && y + height > bottom && repeated(flow, &chain).1 + chain_height(&chain, None) <= room {
            let (table, height) = repeated(flow, &chain);
            leaves.push(Leaf {
                placed: Vec::new(),
                repeated: table,
            });
            (y, after) = (top + height, 0.0);
        }
        // A chain longer than a page is divided where it must be.
        for piece in chain.drain(..) {
            let mut empty = leaves.last().is_none_or(|leaf| leaf.placed.is_empty());
            let gap = if empty { 0.0 } else { after.max(piece.before) };
            if !empty && y + gap + piece.height > bottom + 0.01 {
                let (table, height) = repeated(flow, std::slice::from_ref(&piece));
                leaves.push(Leaf {
                    placed: Vec::new(),
                    repeated: table,
                });
                (y, after) = (top + height, 0.0);
                empty = true;
            }
            let gap = if empty { 0.0 } else { after.max(piece.before) };
            let is_blank = piece.marks.is_empty() && piece.boxes.is_empty() && piece.destinations.is_empty();
            if empty && is_blank {
                continue;
            }
            y += gap;
            after = piece.after;
            let height = piece.height;
            push(&mut leaves, Placed { piece, top: y });
            y += height;
        }
    }
    Ok(leaves)
}

fn push(leaves: &mut [Leaf], placed: Placed) {
    if let Some(leaf) = leaves.last_mut() {
        leaf.placed.push(placed);
    }
}

/// The height of a chain; with the space to what is above it, unless it starts a page.
fn chain_height(chain: &[Piece], above: Option<f32>) -> f32 {
    let first = chain.first().map_or(0.0, |piece| piece.before);
    above.map_or(0.0, |above| above.max(first)) + super::piece::stacked_height(chain)
}

/// The header that must come again above a chain which starts a page, and its height.
fn repeated(flow: &Flow<'_>, chain: &[Piece]) -> (Option<usize>, f32) {
    let table = chain.first().and_then(|piece| piece.table);
    (
        table,
        table
            .and_then(|table| flow.heads.get(table))
            .map_or(0.0, |head| head.height),
    )
}

/// What the content printed last belongs to.
#[derive(Clone, Copy, PartialEq)]
enum Open {
    Nothing,
    Element(Element),
    Artifact(Artifact),
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
        let number = paper.first_page_number + self.page as u32;
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
        inline.push(&text.replace('\n', " "), super::block::Face::Regular, size);
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
                embolden: false,
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
