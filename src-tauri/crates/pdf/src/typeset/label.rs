//! Words in a box: what a form field holds, set in our own faces, so that no viewer has to have a font for it.

use unicode_segmentation::UnicodeSegmentation;

use super::error::TypesetError;
use super::finish::only_pages;
use super::fonts::Fonts;
use super::inline::{Direction, Inline, Line};
use super::sheet::{Ink, Paint, Sheet, Stroke, TextPaint};
use super::span::Face;
use crate::source::Source;

/// Points that are kept free at either side.
const INSET: f32 = 2.0;
/// The smallest letters that words shrink to before they are cut off.
const SMALLEST: f32 = 4.0;
/// Distance between base lines as a factor of the size.
const PITCH: f32 = 1.15;

/// Words to be set in a box of their own, at whose lower left corner the page that is made of it begins.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Label {
    /// What is said; line feeds count where there are several lines.
    pub(crate) words: String,
    /// Width and height of the box in points.
    pub(crate) width: f32,
    pub(crate) height: f32,
    /// Size of the letters in points; 0 for the largest that fits.
    pub(crate) size: f32,
    /// Red, green and blue from 0 to 1.
    pub(crate) ink: Ink,
    /// 0 at the side where the words begin, 1 in the middle, 2 at the right.
    pub(crate) align: u8,
    /// Whether words wrap, from the top down.
    pub(crate) several_lines: bool,
    /// Equal cells with a letter in each; 0 for none.
    pub(crate) cells: usize,
}

/// Sets one page for each label. A character that no face has is written as its code, never left out.
///
/// # Errors
/// [`TypesetError::Internal`] alone: a fault of the program.
pub(crate) fn labels(labels: &[Label], fonts: &Fonts) -> Result<Source, TypesetError> {
    let sheets = labels
        .iter()
        .map(|label| {
            let label = Label {
                words: sayable(&label.words),
                ..label.clone()
            };
            written_out(label, |label| label.sheet(fonts))
        })
        .collect::<Result<Vec<_>, _>>()?;
    only_pages(super::print::print(&sheets, Vec::new(), fonts)?)
}

/// Tries again with the code of each character that no face has.
fn written_out(
    mut label: Label,
    set: impl Fn(&Label) -> Result<Sheet, TypesetError>,
) -> Result<Sheet, TypesetError> {
    loop {
        match set(&label) {
            Err(TypesetError::MissingGlyph(missing)) if !missing.is_ascii() => {
                label.words = label
                    .words
                    .replace(missing, &format!("[U+{:04X}]", u32::from(missing)));
            }
            other => return other,
        }
    }
}

/// Without controls but the ends of lines.
fn sayable(words: &str) -> String {
    let ends = words.replace("\r\n", "\n").replace('\r', "\n");
    ends.chars()
        .map(|letter| if letter == '\t' { ' ' } else { letter })
        .filter(|letter| *letter == '\n' || !letter.is_control())
        .collect()
}

impl Label {
    fn sheet(&self, fonts: &Fonts) -> Result<Sheet, TypesetError> {
        let mut sheet = Sheet {
            width: self.width,
            height: self.height,
            paints: Vec::new(),
        };
        if self.cells > 0 {
            self.in_cells(fonts, &mut sheet)?;
            return Ok(sheet);
        }
        let width = (self.width - INSET * 2.0).max(1.0);
        let (inline, lines, size) = self.fitted(fonts, width)?;
        let pitch = pitch(&lines, size);
        let mut y = if self.several_lines {
            self.height - INSET - size * 0.9
        } else {
            self.height / 2.0 - size * 0.34
        };
        for line in &lines {
            let spare = (width - line.width).max(0.0);
            let share = match self.align {
                0 if line.right_to_left => 1.0,
                0 => 0.0,
                1 => 0.5,
                _ => 1.0,
            };
            self.paint(&inline, line, INSET + spare * share, y, size, &mut sheet);
            y -= pitch;
        }
        Ok(sheet)
    }

    /// The words in lines, and the size in which they fit. Where a size is given, it gives way only to a line that
    /// would be cut off.
    fn fitted(&self, fonts: &Fonts, width: f32) -> Result<(Inline, Vec<Line>, f32), TypesetError> {
        let largest = match self.size {
            size if size > 0.0 => size,
            _ if self.several_lines => 12.0,
            _ => (self.height * 0.7).clamp(SMALLEST, 12.0),
        };
        let mut size = largest;
        loop {
            let (inline, lines) = self.lines(fonts, size, width)?;
            let widest = lines.iter().map(|line| line.width).fold(0.0, f32::max);
            let fits = if self.several_lines {
                self.size > 0.0 || lines.len() as f32 * pitch(&lines, size) <= self.height
            } else {
                widest <= width
            };
            if fits || size <= SMALLEST {
                return Ok((inline, lines, size));
            }
            let wanted = if self.several_lines {
                size - 0.5
            } else {
                size * width / widest
            };
            // Rounding must not make the search endless.
            size = wanted.min(size - 0.05).max(SMALLEST);
        }
    }

    fn lines(&self, fonts: &Fonts, size: f32, width: f32) -> Result<(Inline, Vec<Line>), TypesetError> {
        let mut inline = Inline::default();
        let width = if self.several_lines {
            inline.push(&self.words, Face::Regular, size);
            width
        } else {
            inline.push_line(&self.words, Face::Regular, size);
            f32::MAX
        };
        let inline = inline.isolated(Direction::OfText(false));
        let lines = inline.lines(fonts, width, Direction::OfText(false))?;
        Ok((inline, lines))
    }

    /// One letter to a cell, from the side where the words begin.
    fn in_cells(&self, fonts: &Fonts, sheet: &mut Sheet) -> Result<(), TypesetError> {
        let cell = self.width / self.cells as f32;
        let size = if self.size > 0.0 {
            self.size
        } else {
            (self.height * 0.7).clamp(SMALLEST, 12.0)
        };
        let words = self.words.replace('\n', " ");
        let from_right = unicode_bidi::get_base_direction(words.as_str()) == unicode_bidi::Direction::Rtl;
        for (at, letter) in words.graphemes(true).take(self.cells).enumerate() {
            let at = if from_right { self.cells - 1 - at } else { at };
            let mut inline = Inline::default();
            inline.push_line(letter, Face::Regular, size);
            for line in inline.lines(fonts, f32::MAX, Direction::FromLeft)? {
                let x = cell * (at as f32 + 0.5) - line.width / 2.0;
                self.paint(&inline, &line, x, self.height / 2.0 - size * 0.34, size, sheet);
            }
        }
        Ok(())
    }

    fn paint(&self, inline: &Inline, line: &Line, left: f32, y: f32, size: f32, sheet: &mut Sheet) {
        for (x, run) in &line.runs {
            sheet.paints.push(Paint::Text(TextPaint {
                x: left + x,
                y,
                angle: 0.0,
                size,
                ink: self.ink,
                stroke: Stroke::None,
                text: inline.slice(run.range.clone()).to_owned(),
                run: run.clone(),
            }));
        }
    }
}

/// Lines of a script that reaches further stand further apart.
fn pitch(lines: &[Line], size: f32) -> f32 {
    // The text face reaches 1.36 of its size and is set closer; what reaches beyond that needs its room.
    let reach = lines
        .iter()
        .map(|line| line.ascent + line.descent)
        .fold(0.0, f32::max);
    (size * PITCH).max(reach - size * 0.21)
}
