//! From a paragraph to lines: order of reading, and where a line ends.

use std::ops::Range;

use unicode_bidi::{BidiInfo, Level};
use unicode_linebreak::{BreakOpportunity, linebreaks};

use super::error::TypesetError;
use super::fonts::Fonts;
use super::isolate::isolates;
use super::shape::{Run, Styles, shape};
use super::span::Face;
use super::together;

/// A text and its styles, ready to be broken into lines.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(super) struct Inline {
    text: String,
    styles: Vec<(Range<usize>, usize)>,
    faces: Vec<Face>,
    sizes: Vec<Points>,
}

/// A size in points that can be looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Points(u32);

/// A line: runs with the place of each from its left end, in points.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Line {
    /// In the order of reading, which differs from that of places where directions mix.
    pub(super) runs: Vec<(f32, Run)>,
    /// Without the space at its end.
    pub(super) width: f32,
    /// The tallest reach above the line.
    pub(super) ascent: f32,
    /// The deepest reach below it.
    pub(super) descent: f32,
    /// Whether the paragraph it is part of reads from right to left.
    pub(super) right_to_left: bool,
}

/// Which way a paragraph is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Direction {
    /// As its first letter is; from the right, if `true`, where no letter says.
    OfText(bool),
    /// From the left, whatever is in it: lines that begin with a name and go on with numbers.
    FromLeft,
}

impl Direction {
    /// Whether the first letter of `text` with a direction is read from the right. Isolates are passed over, as
    /// the bidirectional rules ask; numbers alone are read from the left everywhere.
    fn of(self, text: &str) -> bool {
        let first = unicode_bidi::get_base_direction(text);
        self != Self::FromLeft && first == unicode_bidi::Direction::Rtl
    }

    /// The side at which a line of `text` starts, where no letter decides it: that of its surroundings.
    fn side_of(self, text: &str) -> bool {
        match (self, unicode_bidi::get_base_direction(text)) {
            (Self::OfText(surroundings), unicode_bidi::Direction::Mixed) => surroundings,
            _ => self.of(text),
        }
    }
}

impl Inline {
    /// Adds text in the weight `face` and of `size` points; returns the number of its style.
    pub(super) fn push(&mut self, text: &str, face: Face, size: f32) -> usize {
        let style = self.faces.len();
        let start = self.text.len();
        self.text
            .extend(
                text.chars()
                    .filter(|&character| character != '\r')
                    .map(|character| match character {
                        '\t' => ' ',
                        '\u{2028}' | '\u{2029}' | '\u{85}' | '\u{B}' | '\u{C}' => '\n',
                        other => other,
                    }),
            );
        self.styles.push((start..self.text.len(), style));
        self.faces.push(face);
        self.sizes.push(Points(size.to_bits()));
        style
    }

    /// Adds text as one line, whatever breaks are in it.
    pub(super) fn push_line(&mut self, text: &str, face: Face, size: f32) -> usize {
        let style = self.push(text, face, size);
        self.text = self.text.replace('\n', " ");
        style
    }

    /// The text of `range`.
    pub(super) fn slice(&self, range: Range<usize>) -> &str {
        &self.text[range]
    }

    /// The same text with a nought for every figure.
    pub(super) fn with_noughts(&self) -> Self {
        let noughts = self
            .text
            .replace(|character: char| character.is_ascii_digit(), "0");
        Self {
            text: noughts,
            ..self.clone()
        }
    }

    /// The figure that stands at a byte of the text.
    pub(super) fn figure(&self, at: usize) -> Option<usize> {
        let byte = self.text.as_bytes().get(at)?;
        byte.is_ascii_digit().then(|| usize::from(byte - b'0'))
    }

    /// The size in points of a style.
    pub(super) fn size(&self, style: usize) -> f32 {
        self.sizes.get(style).map_or(12.0, |size| f32::from_bits(size.0))
    }

    /// Whether a style is bold.
    pub(super) fn is_bold(&self, style: usize) -> bool {
        self.faces.get(style) == Some(&Face::Bold)
    }

    /// The same text with isolates around what must not change places.
    #[must_use]
    pub(super) fn isolated(mut self, direction: Direction) -> Self {
        if reads_from_left(&self.text) {
            return self;
        }
        let mut marks = Vec::new();
        let mut start = 0;
        for part in self.text.split('\n') {
            let own = isolates(part, direction.of(part));
            marks.extend(own.into_iter().map(|(at, mark)| (start + at, mark)));
            start += part.len() + 1;
        }
        // A mark between two styles belongs to the earlier one.
        let moved = |at: usize| {
            let before = marks.iter().take_while(|(mark_at, _)| at > 0 && *mark_at <= at);
            at + before.map(|(_, mark)| mark.len_utf8()).sum::<usize>()
        };
        for (range, _) in &mut self.styles {
            *range = moved(range.start)..moved(range.end);
        }
        for (at, mark) in marks.into_iter().rev() {
            self.text.insert(at, mark);
        }
        self
    }

    /// Breaks the text into lines no wider than `width`, as even at the right as their words allow.
    pub(super) fn lines(
        &self,
        fonts: &Fonts,
        width: f32,
        direction: Direction,
    ) -> Result<Vec<Line>, TypesetError> {
        let mut lines = Vec::new();
        let mut start = 0;
        for part in self.text.split('\n') {
            let range = start..start + part.len();
            start = range.end + 1;
            if part.is_empty() {
                lines.push(self.empty_line(fonts, range.start, direction));
                continue;
            }
            self.break_part(fonts, range, width, direction, &mut lines)?;
        }
        Ok(lines)
    }

    fn empty_line(&self, fonts: &Fonts, at: usize, direction: Direction) -> Line {
        let right_to_left = direction.side_of("");
        let style = self
            .styles
            .iter()
            .rposition(|(range, _)| range.start <= at)
            .unwrap_or(0);
        let (ascent, descent) =
            fonts.reach(fonts.face_for(' ', unicode_script::Script::Latin, Face::Regular));
        let size = self.size(style);
        Line {
            ascent: ascent * size,
            descent: descent * size,
            right_to_left,
            ..Line::default()
        }
    }

    fn break_part(
        &self,
        fonts: &Fonts,
        range: Range<usize>,
        width: f32,
        direction: Direction,
        lines: &mut Vec<Line>,
    ) -> Result<(), TypesetError> {
        let text = &self.text[range.clone()];
        let base = direction.of(text);
        let level = if base { Level::rtl() } else { Level::ltr() };
        // Text without anything that is read from the right needs no order of reading.
        let bidi = (!reads_from_left(text)).then(|| BidiInfo::new(text, Some(level)));
        let bidi = bidi.as_ref();
        let whole = self.shape_line(fonts, bidi, range.clone(), range.start)?;
        let measure = Measure::of(self, &whole, range.clone());
        let breaks = choose_breaks(text, &measure, width);
        // What fits one line is shaped already.
        let mut whole = (breaks.len() == 1).then_some(whole);
        for line in breaks {
            let line = range.start + line.start..range.start + line.end;
            let runs = match whole.take() {
                Some(runs) => runs,
                None => self.shape_line(fonts, bidi, line.clone(), range.start)?,
            };
            let mut placed = self.place(fonts, runs, &line, base);
            placed.right_to_left = direction.side_of(text);
            lines.push(placed);
        }
        Ok(())
    }

    /// Shapes a line into runs in visual order; its directions are those of the whole paragraph, or all from the left.
    fn shape_line(
        &self,
        fonts: &Fonts,
        bidi: Option<&BidiInfo<'_>>,
        line: Range<usize>,
        offset: usize,
    ) -> Result<Vec<Run>, TypesetError> {
        let styles = Styles {
            ranges: &self.styles,
            faces: &self.faces,
        };
        let Some(bidi) = bidi else {
            return shape(fonts, &self.text, line, false, &styles);
        };
        let Some(paragraph) = bidi.paragraphs.first() else {
            return Ok(Vec::new());
        };
        let (levels, visual) = bidi.visual_runs(paragraph, line.start - offset..line.end - offset);
        let mut runs = Vec::new();
        for level_run in visual {
            let right_to_left = levels.get(level_run.start).is_some_and(Level::is_rtl);
            let bytes = level_run.start + offset..level_run.end + offset;
            runs.extend(shape(fonts, &self.text, bytes, right_to_left, &styles)?);
        }
        Ok(runs)
    }

    fn place(&self, fonts: &Fonts, runs: Vec<Run>, range: &Range<usize>, right_to_left: bool) -> Line {
        let mut line = Line {
            right_to_left,
            ..Line::default()
        };
        // The space at the end stays in the text for those who listen, and outside the measure.
        let visible = range.start + self.text[range.clone()].trim_end().len();
        let trailing: f32 = runs
            .iter()
            .map(|run| {
                let glyphs = run.glyphs.iter().filter(|glyph| glyph.cluster >= visible);
                glyphs.map(|glyph| glyph.advance).sum::<f32>() * self.size(run.style)
            })
            .sum();
        let mut x = if right_to_left { -trailing } else { 0.0 };
        for run in runs {
            let size = self.size(run.style);
            let (ascent, descent) = fonts.reach(run.face);
            line.ascent = line.ascent.max(ascent * size);
            line.descent = line.descent.max(descent * size);
            let advance = run.advance() * size;
            if !run.glyphs.is_empty() {
                line.runs.push((x, run));
            }
            x += advance;
        }
        line.width = if right_to_left { x } else { x - trailing };
        line.runs.sort_by_key(|(_, run)| run.range.start);
        line
    }
}

/// Whether nothing in `text` is read from the right or orders what is: Latin, Greek and Cyrillic, figures and usual signs.
fn reads_from_left(text: &str) -> bool {
    text.chars()
        .all(|character| matches!(character, '\n' | ' '..='\u{58F}' | '\u{2010}'..='\u{2027}' | '\u{20A0}'..='\u{20BF}'))
}

/// How wide the text is up to each of its bytes.
struct Measure {
    /// Width in points before the byte, for each byte of the part and its end.
    upto: Vec<f32>,
}

impl Measure {
    fn of(inline: &Inline, runs: &[Run], range: Range<usize>) -> Self {
        let mut widths = vec![0.0; range.len() + 1];
        for run in runs {
            let size = inline.size(run.style);
            for glyph in &run.glyphs {
                widths[glyph.cluster - range.start] += glyph.advance * size;
            }
        }
        let mut sum = 0.0;
        for width in &mut widths {
            let own = *width;
            *width = sum;
            sum += own;
        }
        Self { upto: widths }
    }

    fn between(&self, start: usize, end: usize) -> f32 {
        self.upto[end] - self.upto[start]
    }
}

/// Chooses line ends: as few lines as possible, and among those the most even.
fn choose_breaks(text: &str, measure: &Measure, width: f32) -> Vec<Range<usize>> {
    let width = width.max(1.0);
    let chances = chances(text, measure, width);
    // best[i]: fewest lines, then least unevenness, to reach chance i; and from which chance.
    let mut best: Vec<(usize, f32, usize)> = vec![(0, 0.0, 0)];
    for end in 1..chances.len() {
        let mut found = (usize::MAX, f32::MAX, end - 1);
        for start in (0..end).rev() {
            let visible = chances[start] + text[chances[start]..chances[end]].trim_end().len();
            let used = measure.between(chances[start], visible);
            if used > width && start + 1 < end {
                break;
            }
            let slack = ((width - used) / width).max(0.0);
            let last = end + 1 == chances.len();
            // A last line may be short; one of a single short word is a pity.
            let cost = if !last {
                slack * slack
            } else if slack > 0.88 && start > 0 {
                0.3
            } else {
                0.0
            };
            let candidate = (best[start].0.saturating_add(1), best[start].1 + cost, start);
            if (candidate.0, candidate.1) < (found.0, found.1) {
                found = candidate;
            }
        }
        best.push(found);
    }
    let mut lines = Vec::new();
    let mut end = chances.len() - 1;
    while end > 0 {
        let start = best[end].2;
        lines.push(chances[start]..chances[end]);
        end = start;
    }
    lines.reverse();
    lines
}

/// Where a line may end, from 0 to the end of the text.
fn chances(text: &str, measure: &Measure, width: f32) -> Vec<usize> {
    let mut chances = vec![0];
    for (at, opportunity) in linebreaks(text) {
        let may_end = opportunity == BreakOpportunity::Allowed && !together::holds(text, at);
        if may_end || at == text.len() {
            let last = chances.last().copied().unwrap_or(0);
            // A word wider than the line is divided between characters rather than cut off.
            if measure.between(last, last + text[last..at].trim_end().len()) > width {
                divide(text, measure, width, last, at, &mut chances);
            }
            chances.push(at);
        }
    }
    chances
}

fn divide(text: &str, measure: &Measure, width: f32, start: usize, end: usize, chances: &mut Vec<usize>) {
    let mut from = start;
    let mut previous = start;
    for (offset, cluster) in
        unicode_segmentation::UnicodeSegmentation::grapheme_indices(&text[start..end], true)
    {
        let next = start + offset + cluster.len();
        if measure.between(from, next) > width && previous > from {
            chances.push(previous);
            from = previous;
        }
        previous = next;
    }
}
