//! The content stream of a sheet: the operators that draw it, with nothing set twice.

use std::collections::BTreeMap;
use std::io::Write as _;

use super::embed::Embedded;
use super::fonts::FaceId;
use super::shape::Glyph;
use super::sheet::{Artifact, Ink, Paint, Sheet, Stroke, TextPaint};
use super::speech::words;
use super::write::utf16;

/// The faces of a paper as far as it shows them.
pub(super) type Faces = BTreeMap<FaceId, Embedded>;

/// The resource by which what follows darkens what is below it.
pub(super) const MULTIPLY: &str = "Multiply";

/// The line round hollow letters in points: one dot of a fax, so that it is kept and weighs nothing.
const HOLLOW_LINE: f32 = 0.45;

/// The resource name of a face.
pub(super) fn font_name(number: usize) -> String {
    format!("T{number}")
}

/// The resource name of a picture.
pub(super) fn picture_name(number: usize) -> String {
    format!("P{number}")
}

/// The operators that draw `sheet`.
pub(super) fn content(sheet: &Sheet, faces: &Faces) -> Vec<u8> {
    let mut writing = Writing {
        faces,
        out: Vec::with_capacity(sheet.paints.len() * 64),
        in_text: false,
        state: State::default(),
    };
    for paint in &sheet.paints {
        writing.paint(paint);
    }
    writing.end_text();
    writing.out
}

/// What of the graphics state is already set, so that it is not set again.
#[derive(Default)]
struct State {
    fill: Option<Ink>,
    font: Option<(FaceId, f32)>,
    rise: f32,
}

struct Writing<'a> {
    faces: &'a Faces,
    out: Vec<u8>,
    in_text: bool,
    state: State,
}

impl Writing<'_> {
    fn paint(&mut self, paint: &Paint) {
        if !matches!(paint, Paint::Text(_)) {
            self.end_text();
        }
        match paint {
            Paint::BeginTagged { role, mcid } => self.say(format_args!("/{role} <</MCID {mcid}>> BDC\n")),
            Paint::BeginArtifact(artifact) => self.begin_artifact(*artifact),
            Paint::End => self.word("EMC\n"),
            Paint::Text(text) => self.text(text),
            Paint::Tint {
                x,
                y,
                width,
                height,
                ink,
            } => {
                self.fill(*ink);
                self.lengths(&[*x, *y, *width, *height]);
                self.word("re f\n");
            }
            Paint::Rule { from, to, width, ink } => {
                self.outline(*ink, *width);
                self.lengths(&[from.0, from.1]);
                self.word("m ");
                self.lengths(&[to.0, to.1]);
                self.word("l S\n");
            }
            Paint::Picture {
                picture,
                x,
                y,
                width,
                height,
            } => {
                self.word("q ");
                self.lengths(&[*width, 0.0, 0.0, *height, *x, *y]);
                self.say(format_args!("cm /{} Do Q\n", picture_name(*picture)));
            }
            Paint::BeginMultiply => {
                self.say(format_args!("q /{MULTIPLY} gs\n"));
                self.state = State::default();
            }
            Paint::EndMultiply => {
                self.word("Q\n");
                self.state = State::default();
            }
        }
    }

    fn begin_artifact(&mut self, artifact: Artifact) {
        let properties = match artifact {
            Artifact::Header => "/Type/Pagination/Subtype/Header",
            Artifact::Footer => "/Type/Pagination/Subtype/Footer",
            Artifact::Watermark => "/Type/Pagination/Subtype/Watermark",
            Artifact::Repeated => "/Type/Pagination",
            Artifact::Decoration => "/Type/Layout",
        };
        self.say(format_args!("/Artifact <<{properties}>> BDC\n"));
    }

    fn text(&mut self, text: &TextPaint) {
        let Some(face) = self.faces.get(&text.run.face) else {
            return;
        };
        if !self.in_text {
            self.word("BT\n");
            self.in_text = true;
        }
        self.fill(text.ink);
        let font = (text.run.face, text.size);
        if self.state.font != Some(font) {
            self.say(format_args!("/{} ", face.name()));
            self.lengths(&[text.size]);
            self.word("Tf\n");
            self.state.font = Some(font);
        }
        let mode = rendering_mode(text.stroke);
        if let Some(thickness) = thickness(text) {
            self.outline(text.ink, thickness);
            self.say(format_args!("{mode} Tr\n"));
        }
        let (sine, cosine) = text.angle.to_radians().sin_cos();
        for direction in [cosine, sine, -sine, cosine] {
            decimal::<6>(&mut self.out, direction);
        }
        self.lengths(&[text.x, text.y]);
        self.word("Tm\n");
        let mut pen = Pen {
            face,
            size: text.size,
            owed: 0.0,
        };
        for word in words(text, face) {
            if let Some(spoken) = &word.spoken {
                self.word("/Span <</ActualText <");
                hexadecimal(&mut self.out, &utf16(spoken));
                self.word(">>> BDC\n");
            }
            if !word.unseen.is_empty() {
                self.unseen(&word.unseen, mode, face);
            }
            self.show(&text.run.glyphs[word.glyphs], &mut pen);
            if word.spoken.is_some() {
                self.word("EMC\n");
            }
        }
        if self.state.rise != 0.0 {
            self.word("0 Ts\n");
            self.state.rise = 0.0;
        }
        if mode != FILLED {
            self.say(format_args!("{FILLED} Tr\n"));
        }
    }

    /// Shows glyphs, each where it was shaped to stand.
    fn show(&mut self, glyphs: &[Glyph], pen: &mut Pen<'_>) {
        let mut showing = Showing::Nothing;
        for glyph in glyphs {
            let rise = glyph.y_offset * pen.size;
            if rise != self.state.rise {
                showing.close(&mut self.out);
                self.lengths(&[rise]);
                self.word("Ts\n");
                self.state.rise = rise;
            }
            let (code, correction) = pen.step(glyph);
            if correction != 0.0 {
                showing.number(&mut self.out, correction);
            }
            showing.code(&mut self.out, code);
        }
        showing.close(&mut self.out);
    }

    /// Prints glyphs that say something and are not seen, in no width.
    fn unseen(&mut self, glyphs: &[u16], mode: u8, face: &Embedded) {
        self.word("3 Tr 1 Tz\n");
        let mut showing = Showing::Nothing;
        for &glyph in glyphs {
            let (code, width) = face.code(glyph);
            showing.code(&mut self.out, code);
            showing.number(&mut self.out, width);
        }
        showing.close(&mut self.out);
        self.say(format_args!("100 Tz {mode} Tr\n"));
    }

    fn end_text(&mut self) {
        if self.in_text {
            self.word("ET\n");
            self.in_text = false;
        }
    }

    fn fill(&mut self, ink: Ink) {
        if self.state.fill != Some(ink) {
            self.lengths(&ink);
            self.word("rg\n");
            self.state.fill = Some(ink);
        }
    }

    fn outline(&mut self, ink: Ink, width: f32) {
        self.lengths(&ink);
        self.word("RG ");
        self.lengths(&[width]);
        self.word("w\n");
    }

    fn lengths(&mut self, lengths: &[f32]) {
        for &length in lengths {
            decimal::<3>(&mut self.out, length);
        }
    }

    fn word(&mut self, word: &str) {
        self.out.extend_from_slice(word.as_bytes());
    }

    fn say(&mut self, words: std::fmt::Arguments<'_>) {
        // Writing to memory cannot fail.
        let _ = self.out.write_fmt(words);
    }
}

/// Letters that are filled, as PDF counts the ways of rendering text.
const FILLED: u8 = 0;

const fn rendering_mode(stroke: Stroke) -> u8 {
    match stroke {
        Stroke::None => FILLED,
        Stroke::Thick => 2,
        Stroke::Hollow => 1,
    }
}

/// The width of the line round the letters in points, where there is one.
fn thickness(text: &TextPaint) -> Option<f32> {
    match text.stroke {
        Stroke::None => None,
        Stroke::Thick => Some(text.size * 0.03),
        Stroke::Hollow => Some(HOLLOW_LINE),
    }
}

/// Keeps account of where the viewer's pen is and where it should be.
struct Pen<'a> {
    face: &'a Embedded,
    size: f32,
    /// Thousandths of an em by which the pen is too far to the right.
    owed: f32,
}

impl Pen<'_> {
    /// The code of a glyph, and the whole thousandths by which the pen must go back before it is shown.
    fn step(&mut self, glyph: &Glyph) -> (u16, f32) {
        self.owed -= glyph.x_offset * 1000.0;
        let correction = self.owed.round();
        self.owed -= correction;
        let (code, width) = self.face.code(glyph.id);
        self.owed += glyph.x_offset * 1000.0 + width - glyph.advance * 1000.0;
        (code, correction)
    }
}

/// Where in the array of codes and corrections the writing stands.
#[derive(Clone, Copy, PartialEq)]
enum Showing {
    Nothing,
    Codes,
    Numbers,
}

impl Showing {
    fn code(&mut self, out: &mut Vec<u8>, code: u16) {
        match self {
            Self::Nothing => out.extend_from_slice(b"[("),
            Self::Numbers => out.push(b'('),
            Self::Codes => {}
        }
        literal(out, &code.to_be_bytes());
        *self = Self::Codes;
    }

    fn number(&mut self, out: &mut Vec<u8>, number: f32) {
        match self {
            Self::Nothing => out.push(b'['),
            Self::Codes => out.push(b')'),
            Self::Numbers => {}
        }
        decimal::<0>(out, number);
        *self = Self::Numbers;
    }

    fn close(&mut self, out: &mut Vec<u8>) {
        match self {
            Self::Nothing => return,
            Self::Codes => out.extend_from_slice(b")] TJ\n"),
            Self::Numbers => out.extend_from_slice(b"] TJ\n"),
        }
        *self = Self::Nothing;
    }
}

/// Writes bytes as they are, which takes half the room of hexadecimal digits; those that would end or bend the string are
/// written as the format says.
fn literal(out: &mut Vec<u8>, bytes: &[u8]) {
    for &byte in bytes {
        match byte {
            b'(' | b')' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
            // A reader takes a carriage return for a line feed.
            b'\r' => out.extend_from_slice(b"\\r"),
            _ => out.push(byte),
        }
    }
}

fn hexadecimal(out: &mut Vec<u8>, bytes: &[u8]) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    for byte in bytes {
        out.push(DIGITS[usize::from(byte >> 4)]);
        out.push(DIGITS[usize::from(byte & 15)]);
    }
}

/// Writes a number with at most `PLACES` digits behind the point, and a space.
fn decimal<const PLACES: u32>(out: &mut Vec<u8>, number: f32) {
    let unit = 10_i64.pow(PLACES);
    let scaled = (f64::from(number) * unit as f64).round() as i64;
    if scaled < 0 {
        out.push(b'-');
    }
    let scaled = scaled.unsigned_abs();
    let (whole, mut rest) = (scaled / unit as u64, scaled % unit as u64);
    let _ = write!(out, "{whole}");
    if rest > 0 {
        out.push(b'.');
        let mut place = unit as u64 / 10;
        while rest > 0 {
            out.push(b'0' + (rest / place) as u8);
            rest %= place;
            place = (place / 10).max(1);
        }
    }
    out.push(b' ');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_short_and_right() {
        let written = |number: f32| {
            let mut out = Vec::new();
            decimal::<3>(&mut out, number);
            String::from_utf8(out).unwrap()
        };
        let expected = [
            (0.0, "0 "),
            (-0.0001, "0 "),
            (12.0, "12 "),
            (-0.05, "-0.05 "),
            (595.276, "595.276 "),
            (0.9996, "1 "),
            (7.001, "7.001 "),
        ];
        for (number, text) in expected {
            assert_eq!(written(number), text);
        }
    }
}
