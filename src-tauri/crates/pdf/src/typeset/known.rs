//! Lines that were set before. The papers of a bundle say the same words again and again, and what differs is a
//! number or a date: all figures are of one width, so a text with other figures breaks into the same lines.

use std::collections::HashMap;

use super::error::TypesetError;
use super::fonts::Fonts;
use super::inline::{Direction, Inline, Line};

/// What was set so far, by the text with every figure a nought, the width as bits, and the way it is read.
#[derive(Default)]
pub(super) struct Known(HashMap<(Inline, u32, Direction), Vec<Line>>);

impl Known {
    /// The lines of `inline` as [`Inline::lines`] makes them.
    pub(super) fn lines(
        &mut self,
        fonts: &Fonts,
        inline: &Inline,
        width: f32,
        direction: Direction,
    ) -> Result<Vec<Line>, TypesetError> {
        let key = (inline.with_noughts(), width.to_bits(), direction);
        let mut lines = match self.0.get(&key) {
            Some(lines) => lines.clone(),
            None => {
                let Ok(lines) = key.0.lines(fonts, width, direction) else {
                    // What is wrong is said of the text itself.
                    return inline.lines(fonts, width, direction);
                };
                self.0.insert(key, lines.clone());
                lines
            }
        };
        for (_, run) in lines.iter_mut().flat_map(|line| &mut line.runs) {
            let Some(figures) = fonts.figures(run.face) else {
                continue;
            };
            for glyph in run.glyphs.iter_mut().filter(|glyph| glyph.id == figures[0]) {
                if let Some(figure) = inline.figure(glyph.cluster) {
                    glyph.id = figures[figure];
                }
            }
        }
        Ok(lines)
    }
}

#[cfg(test)]
mod tests {
    use super::super::span::Face;
    use super::*;

    #[test]
    fn a_text_with_other_figures_is_set_as_it_is_set_alone() {
        let fonts = Fonts::bundled();
        let mut known = Known::default();
        let words = [
            "Page 1 of 2045",
            "Page 7 of 7777",
            "Page 1417 of 2045",
            "Born 14-Aug-1980 (45y)  NHS No. 943\u{a0}476\u{a0}5919",
            "Born 31-Dec-2017 (8y)  NHS No. 111\u{a0}777\u{a0}4714",
            "1/4 7/7 7,1 7.1 1:1 71% A7 T7 7A 7T V1 1V L1 17, 7’ “7”",
            "محمد 1417 7",
            "4\u{20e3}",
            "7\u{301}",
        ];
        for face in [Face::Regular, Face::Bold, Face::Italic] {
            for text in words {
                for direction in [Direction::FromLeft, Direction::OfText(true)] {
                    let mut inline = Inline::default();
                    inline.push(text, face, 9.0);
                    let inline = inline.isolated(direction);
                    let alone = inline.lines(fonts, 90.0, direction);
                    // Twice: set anew, and taken from what is known.
                    for _ in 0..2 {
                        let lines = known.lines(fonts, &inline, 90.0, direction);
                        assert_eq!(lines, alone, "{text} in {face:?}");
                    }
                }
            }
        }
    }
}
