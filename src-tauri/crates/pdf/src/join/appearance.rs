//! Makes an appearance for form fields and notes that bring none, so that a value is never lost in a copy.

use lopdf::{Dictionary, Document, Object};

use super::field::{Style, field_value, value_text};
use super::strokes::{around, colour, line_width, numbers, real_text};
use crate::access::{get_array, get_dict, get_name, get_text, number, resolve};
use crate::typeset::Label;

const MULTILINE: i64 = 1 << 12;
const PASSWORD: i64 = 1 << 13;
const COMB: i64 = 1 << 24;
const RADIO: i64 = 1 << 15;
const PUSH_BUTTON: i64 = 1 << 16;
/// Characters of one value that are drawn.
const VALUE: usize = 20_000;

/// A content stream in the page's own units, with what it draws with.
pub(crate) struct Made {
    pub(crate) content: Vec<u8>,
    pub(crate) bbox: [f64; 4],
    pub(crate) resources: Dictionary,
    /// Words that the content shows, each as the form [`label_name`] names.
    pub(crate) labels: Vec<Label>,
}

/// The name by which content shows its label `number`, counted from 1.
pub(crate) fn label_name(number: usize) -> String {
    format!("W{number}")
}

/// The appearance of `annotation` in `rect`, or none when it shows nothing.
pub(crate) fn make(document: &Document, annotation: &Dictionary, rect: [f64; 4]) -> Option<Made> {
    let mut drawing = Drawing::default();
    let mut bbox = rect;
    match get_name(document, annotation, b"Subtype")? {
        b"Widget" => drawing.widget(document, annotation, rect),
        b"FreeText" => {
            let words = get_text(document, annotation, b"Contents").unwrap_or_default();
            let style = Style::of(document, annotation);
            drawing.text(&words, rect, &style, true, 0);
        }
        kind @ (b"Highlight" | b"Underline" | b"StrikeOut" | b"Squiggly") => {
            bbox = drawing.quads(document, annotation, kind, rect);
        }
        kind @ (b"Ink" | b"Line" | b"Polygon" | b"PolyLine") => {
            bbox = drawing.lines(document, annotation, kind, rect);
        }
        kind @ (b"Square" | b"Circle") => drawing.shape(document, annotation, kind, rect),
        _ => {}
    }
    let resources = drawing.resources();
    (!drawing.content.is_empty()).then_some(Made {
        content: drawing.content,
        bbox,
        resources,
        labels: drawing.labels,
    })
}

#[derive(Default)]
struct Drawing {
    content: Vec<u8>,
    labels: Vec<Label>,
    ticks: bool,
    multiply: bool,
}

impl Drawing {
    fn resources(&self) -> Dictionary {
        let mut fonts = Dictionary::new();
        if self.ticks {
            let mut font = Dictionary::new();
            font.set("Type", Object::Name(b"Font".to_vec()));
            font.set("Subtype", Object::Name(b"Type1".to_vec()));
            font.set("BaseFont", Object::Name(b"ZapfDingbats".to_vec()));
            fonts.set("Z", Object::Dictionary(font));
        }
        let mut resources = Dictionary::new();
        resources.set("Font", fonts);
        if self.multiply {
            let mut state = Dictionary::new();
            state.set("BM", Object::Name(b"Multiply".to_vec()));
            let mut states = Dictionary::new();
            states.set("M", state);
            resources.set("ExtGState", states);
        }
        resources
    }

    fn say(&mut self, text: &str) {
        self.content.extend_from_slice(text.as_bytes());
        self.content.push(b'\n');
    }

    fn widget(&mut self, document: &Document, field: &Dictionary, rect: [f64; 4]) {
        let [x0, y0, x1, y1] = rect;
        let (width, height) = (x1 - x0, y1 - y0);
        if let Some(look) = get_dict(document, field, b"MK") {
            if let Some(fill) = colour(get_array(document, look, b"BG"), true) {
                self.say(&format!("q {fill} {x0} {y0} {width} {height} re f Q"));
            }
            if let Some(stroke) = colour(get_array(document, look, b"BC"), false) {
                let line = line_width(document, field);
                let (left, bottom) = (x0 + line / 2.0, y0 + line / 2.0);
                let (inner, tall) = (width - line, height - line);
                if line > 0.0 && inner > 0.0 && tall > 0.0 {
                    self.say(&format!(
                        "q {stroke} {line} w {left} {bottom} {inner} {tall} re S Q"
                    ));
                }
            }
        }
        let flags = number(field_value(document, field, b"Ff")).unwrap_or(0.0) as i64;
        match field_value(document, field, b"FT") {
            Object::Name(kind) if kind == b"Btn" => self.button(document, field, flags, rect),
            Object::Name(kind) if kind == b"Tx" || kind == b"Ch" => {
                let mut words = value_text(document, field);
                if kind == b"Tx" && flags & PASSWORD != 0 {
                    words = "*".repeat(words.chars().count());
                }
                let cells = number(field_value(document, field, b"MaxLen")).unwrap_or(0.0) as usize;
                let cells = if flags & COMB != 0 && (1..=500).contains(&cells) {
                    cells
                } else {
                    0
                };
                let multiline = kind == b"Tx" && flags & MULTILINE != 0;
                self.text(&words, rect, &Style::of(document, field), multiline, cells);
            }
            _ => {}
        }
    }

    fn button(&mut self, document: &Document, field: &Dictionary, flags: i64, [x0, y0, x1, y1]: [f64; 4]) {
        let look = get_dict(document, field, b"MK");
        let caption = look.and_then(|look| get_text(document, look, b"CA"));
        if flags & PUSH_BUTTON != 0 {
            let style = Style {
                align: 1,
                ..Style::of(document, field)
            };
            self.text(&caption.unwrap_or_default(), [x0, y0, x1, y1], &style, false, 0);
            return;
        }
        let state = get_name(document, field, b"AS").or(match field_value(document, field, b"V") {
            Object::Name(value) => Some(value.as_slice()),
            _ => None,
        });
        if state.is_none_or(|state| state == b"Off") {
            return;
        }
        let mark = caption
            .and_then(|caption| caption.chars().next())
            .filter(char::is_ascii_alphanumeric);
        let mark = mark.unwrap_or(if flags & RADIO != 0 { 'l' } else { '4' });
        let size = (x1 - x0).min(y1 - y0) * 0.8;
        let (x, y) = ((x0 + x1) / 2.0 - size * 0.39, (y0 + y1) / 2.0 - size * 0.34);
        self.ticks = true;
        self.say(&format!(
            "q BT /Z {size:.3} Tf 0 g {x:.3} {y:.3} Td ({mark}) Tj ET Q"
        ));
    }

    /// Words are set apart from what is drawn around them, in our own faces: a viewer has none of Helvetica's for
    /// most of the names that a patient can have.
    fn text(
        &mut self,
        words: &str,
        [x0, y0, x1, y1]: [f64; 4],
        style: &Style,
        several_lines: bool,
        cells: usize,
    ) {
        if words.trim().is_empty() {
            return;
        }
        self.labels.push(Label {
            words: words.chars().take(VALUE).collect(),
            width: (x1 - x0) as f32,
            height: (y1 - y0) as f32,
            size: style.size as f32,
            ink: style.ink,
            align: style.align,
            several_lines,
            cells,
        });
        let name = label_name(self.labels.len());
        self.say(&format!(
            "q 1 0 0 1 {} {} cm /{name} Do Q",
            real_text(x0),
            real_text(y0)
        ));
    }

    fn quads(&mut self, document: &Document, note: &Dictionary, kind: &[u8], rect: [f64; 4]) -> [f64; 4] {
        let numbers = numbers(document, get_array(document, note, b"QuadPoints"));
        let [x0, y0, x1, y1] = rect;
        let whole = [x0, y1, x1, y1, x0, y0, x1, y0];
        let mut quads: Vec<&[f64]> = numbers.chunks_exact(8).take(5_000).collect();
        if quads.is_empty() {
            quads.push(&whole);
        }
        let fallback = if kind == b"Highlight" {
            "1 1 0 rg 1 1 0 RG"
        } else {
            "0 0 0 rg 0 0 0 RG"
        };
        let ink = get_array(document, note, b"C");
        let ink = match (colour(ink, true), colour(ink, false)) {
            (Some(fill), Some(stroke)) => format!("{fill} {stroke}"),
            _ => fallback.to_owned(),
        };
        self.multiply |= kind == b"Highlight";
        let state = if kind == b"Highlight" { "/M gs" } else { "" };
        self.say(&format!("q {state} {ink}"));
        for quad in &quads {
            // Upper left, upper right, lower left, lower right, as every program writes them.
            let &[ax, ay, bx, by, cx, cy, dx, dy] = *quad else {
                continue;
            };
            let line = ((ay - cy).abs().max((by - dy).abs()) / 14.0).clamp(0.5, 3.0);
            match kind {
                b"Highlight" => self.say(&format!("{ax} {ay} m {bx} {by} l {dx} {dy} l {cx} {cy} l h f")),
                b"StrikeOut" => self.say(&format!(
                    "{line} w {} {} m {} {} l S",
                    (ax + cx) / 2.0,
                    (ay + cy) / 2.0,
                    (bx + dx) / 2.0,
                    (by + dy) / 2.0
                )),
                _ => self.say(&format!("{line} w {cx} {} m {dx} {} l S", cy + line, dy + line)),
            }
        }
        self.say("Q");
        let x = quads
            .iter()
            .flat_map(|quad| quad.iter().step_by(2))
            .chain([&x0, &x1]);
        let y = quads
            .iter()
            .flat_map(|quad| quad.iter().skip(1).step_by(2))
            .chain([&y0, &y1]);
        around(x, y, 2.0)
    }

    fn lines(&mut self, document: &Document, note: &Dictionary, kind: &[u8], rect: [f64; 4]) -> [f64; 4] {
        let paths: Vec<Vec<f64>> = match kind {
            b"Ink" => get_array(document, note, b"InkList")
                .iter()
                .take(5_000)
                .map(|path| match resolve(document, path) {
                    Object::Array(items) => numbers(document, items),
                    _ => Vec::new(),
                })
                .collect(),
            b"Line" => vec![numbers(document, get_array(document, note, b"L"))],
            _ => vec![numbers(document, get_array(document, note, b"Vertices"))],
        };
        let stroke = colour(get_array(document, note, b"C"), false).unwrap_or_else(|| "0 0 0 RG".to_owned());
        let line = line_width(document, note);
        self.say(&format!("q {stroke} {line} w 1 J 1 j"));
        for path in &paths {
            for (at, point) in path.chunks_exact(2).enumerate() {
                let operator = if at == 0 { "m" } else { "l" };
                self.say(&format!("{} {} {operator}", point[0], point[1]));
            }
            if path.len() >= 4 {
                self.say(if kind == b"Polygon" { "s" } else { "S" });
            } else {
                self.say("n");
            }
        }
        self.say("Q");
        let [x0, y0, x1, y1] = rect;
        let x = paths
            .iter()
            .flat_map(|path| path.iter().step_by(2))
            .chain([&x0, &x1]);
        let y = paths
            .iter()
            .flat_map(|path| path.iter().skip(1).step_by(2))
            .chain([&y0, &y1]);
        around(x, y, line + 1.0)
    }

    fn shape(&mut self, document: &Document, note: &Dictionary, kind: &[u8], [x0, y0, x1, y1]: [f64; 4]) {
        let line = line_width(document, note);
        let fill = colour(get_array(document, note, b"IC"), true);
        let stroke = colour(get_array(document, note, b"C"), false);
        let paint = match (&fill, &stroke) {
            (Some(_), Some(_)) if line > 0.0 => "B",
            (Some(_), _) => "f",
            (None, Some(_)) if line > 0.0 => "S",
            _ => return,
        };
        let (left, bottom, right, top) = (x0 + line / 2.0, y0 + line / 2.0, x1 - line / 2.0, y1 - line / 2.0);
        self.say(&format!(
            "q {} {} {line} w",
            fill.unwrap_or_default(),
            stroke.unwrap_or_default()
        ));
        if kind == b"Square" {
            self.say(&format!(
                "{left} {bottom} {} {} re {paint} Q",
                right - left,
                top - bottom
            ));
            return;
        }
        // Four Bézier curves; the constant makes them a circle to within a thousandth.
        let (cx, cy) = ((left + right) / 2.0, (bottom + top) / 2.0);
        let (kx, ky) = ((right - left) / 2.0 * 0.5523, (top - bottom) / 2.0 * 0.5523);
        self.say(&format!(
            "{right} {cy} m {right} {} {} {top} {cx} {top} c",
            cy + ky,
            cx + kx
        ));
        self.say(&format!("{} {top} {left} {} {left} {cy} c", cx - kx, cy + ky));
        self.say(&format!(
            "{left} {} {} {bottom} {cx} {bottom} c",
            cy - ky,
            cx - kx
        ));
        self.say(&format!(
            "{} {bottom} {right} {} {right} {cy} c h {paint} Q",
            cx + kx,
            cy - ky
        ));
    }
}
