//! Identity strips: one page for each page of a bundle, empty but for the strip at its top (hazards H1, H3).

use std::collections::HashMap;

use lopdf::{Dictionary, Object, ObjectId};

use super::across::across;
use super::error::TypesetError;
use super::finish::{add_links, only_pages};
use super::fonts::Fonts;
use super::inline::{Direction, Inline, Line};
use super::known::Known;
use super::pages::Area;
use super::print::{Press, bounds};
use super::sheet::{Artifact, MUTED, Paint, RULE, Sheet, Stroke, TEXT, TextPaint};
use super::span::Face;
use super::write::typed;
use crate::source::Source;

/// The height of the strip in points, 12 mm: the edge that printers cannot reach, and two lines.
pub const STRIP_HEIGHT_PT: f32 = 34.0;

/// The top edge that printers cannot reach, in points.
const EDGE: f32 = 11.0;
/// The side edges, in points.
const SIDE: f32 = 24.0;
/// Between the left and the right text, in points.
const GAP: f32 = 14.0;
/// Where the rule below the strip stands, in points from the top.
const RULE_AT: f32 = 31.5;
/// Sizes tried in turn; below the last nobody can be sure of a name.
const SIZES: [f32; 10] = [8.5, 8.0, 7.5, 7.0, 6.5, 6.0, 5.5, 5.0, 4.5, 4.0];
/// Distance between base lines as a factor of the size.
const PITCH: f32 = 1.14;
/// Above this size one line is preferred to two.
const FLOOR: f32 = 6.5;

/// The strip of one page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Strip {
    /// Width of the bundle page in points, as it is seen upright.
    pub width_pt: f32,
    /// Height of the bundle page in points, as it is seen upright.
    pub height_pt: f32,
    /// Who the page is about, and the reference; made smaller or set on two lines, never cut off.
    pub left: String,
    /// The page number.
    pub right: String,
    /// What stands below the page number: "Enclosure 3 of 7", "Not for diagnostic use".
    pub second_line: Option<String>,
    /// A word across the page: "DRAFT", "DEMONSTRATION". It darkens the page and hides nothing.
    pub watermark: Option<String>,
    /// What stands in the middle of a page that is blank but for its strip.
    pub centre: Option<String>,
    /// What a reprint says on either side of that word: "COPY 2 of v1" (hazard H9).
    pub reprint: Option<String>,
    /// The named destination that a click on the strip leads to.
    pub link_back: Option<String>,
}

/// Sets one page for each strip, of the strip's size and empty but for it.
///
/// The same strips give the same bytes.
///
/// # Errors
/// [`TypesetError::MissingGlyph`] where no face has a character, and [`TypesetError::NoRoom`] where a page is
/// too narrow to name the patient in letters of 4 points.
pub fn strips(strips: &[Strip], fonts: &Fonts) -> Result<Source, TypesetError> {
    let mut setter = Setter {
        fonts,
        known: Known::default(),
        forms: Vec::new(),
        numbers: HashMap::new(),
    };
    let mut sheets = Vec::with_capacity(strips.len());
    for strip in strips {
        sheets.push(setter.sheet(strip)?);
    }
    let forms = setter.forms;
    let all = forms.iter().chain(sheets.iter().map(|(sheet, _)| sheet));
    let mut press = Press::set_up(all, Vec::new(), fonts)?;
    let plain = press.resources(None);
    // Each form is on pages of its own: one set of resources serves all pages of one form.
    let with_form: Vec<ObjectId> = forms
        .iter()
        .map(|form| {
            let mut dictionary = typed("XObject");
            dictionary.set("Subtype", Object::Name("Form".into()));
            dictionary.set("BBox", bounds(form));
            dictionary.set("Resources", Object::Reference(plain));
            let content = press.content(form);
            let form = press.stream(dictionary, content);
            press.resources(Some(Dictionary::from_iter([("S", Object::Reference(form))])))
        })
        .collect();
    for (sheet, form) in &sheets {
        let mut content = press.content(sheet);
        content.extend_from_slice(b"/S Do\n");
        press.page(sheet, content, with_form[*form]);
    }
    let (mut document, tree, pages) = press.done();
    let areas: Vec<Vec<Area>> = strips
        .iter()
        .map(|strip| link_back(strip).into_iter().collect())
        .collect();
    add_links(&mut document, &pages, &areas, None)?;
    only_pages((document, tree, pages))
}

fn link_back(strip: &Strip) -> Option<Area> {
    let destination = strip.link_back.clone()?;
    let rectangle = [
        0.0,
        strip.height_pt - STRIP_HEIGHT_PT,
        strip.width_pt,
        strip.height_pt,
    ];
    Some(Area {
        rectangle,
        destination,
        contents: "Back to the index".to_owned(),
        element: None,
    })
}

/// Text broken into lines, in the size in which it fits.
struct Block {
    inline: Inline,
    lines: Vec<Line>,
    size: f32,
}

/// Sets strips, and remembers what does not change from page to page.
struct Setter<'a> {
    fonts: &'a Fonts,
    known: Known,
    /// What pages share: all but the page number and what is said of the page alone.
    forms: Vec<Sheet>,
    /// The number of each form, by what is on it.
    numbers: HashMap<FormKey<'a>, usize>,
}

/// What a form shows, with its lengths as bits: the words to its left, those across and in the middle, the room, the
/// page.
type FormKey<'a> = (&'a str, [Option<&'a str>; 3], [u32; 3]);

impl<'a> Setter<'a> {
    /// The sheet of what is said of the page alone, and the number of the form with the rest.
    fn sheet(&mut self, strip: &'a Strip) -> Result<(Sheet, usize), TypesetError> {
        let mut sheet = Sheet {
            width: strip.width_pt,
            height: strip.height_pt,
            paints: Vec::new(),
        };
        let width = strip.width_pt - SIDE * 2.0;
        let number = self.fit(&strip.right, width * 0.4, 1)?;
        let second = strip
            .second_line
            .as_deref()
            .filter(|second| !second.trim().is_empty());
        let second = second
            .map(|second| self.fit(second, width * 0.4, 1))
            .transpose()?;
        let taken = number.width().max(second.as_ref().map_or(0.0, Block::width));
        // The page number grows by a digit now and then; a coarse width lets pages share their text.
        let room = ((width - taken - GAP) / 6.0).floor() * 6.0;
        let end = strip.width_pt - SIDE;
        let first = strip.height_pt - EDGE - 7.0;
        sheet.paints.push(Paint::BeginArtifact(Artifact::Header));
        number.paint(end - number.width(), first, 0.0, TEXT, &mut sheet);
        if let Some(second) = second {
            second.paint(end - second.width(), first - 9.2, 0.0, MUTED, &mut sheet);
        }
        sheet.paints.push(Paint::End);

        let word = strip.watermark.as_deref().filter(|word| !word.trim().is_empty());
        let lengths = [room, sheet.width, sheet.height].map(f32::to_bits);
        let key = (
            strip.left.as_str(),
            [word, strip.centre.as_deref(), strip.reprint.as_deref()],
            lengths,
        );
        if let Some(&known) = self.numbers.get(&key) {
            return Ok((sheet, known));
        }
        let mut form = Sheet {
            paints: Vec::new(),
            ..sheet
        };
        if let Some(word) = word {
            across(word, (0.5, 0.5), 0.72, self.fonts, &mut form)?;
        }
        if let Some(words) = strip.reprint.as_deref() {
            // Beside the word across the middle, so that both can be read where both are there.
            across(words, (0.25, 0.75), 0.3, self.fonts, &mut form)?;
            across(words, (0.75, 0.25), 0.3, self.fonts, &mut form)?;
        }
        if strip.left.trim().is_empty() {
            self.forms.push(form);
            self.numbers.insert(key, self.forms.len() - 1);
            return Ok((sheet, self.forms.len() - 1));
        }
        if let Some(words) = &strip.centre {
            let words = self.fit(words, width, 1)?;
            form.paints.push(Paint::BeginArtifact(Artifact::Header));
            let x = (strip.width_pt - words.width()) / 2.0;
            words.paint(x, strip.height_pt / 2.0, 0.0, MUTED, &mut form);
            form.paints.push(Paint::End);
        }
        let left = self.fit(&strip.left, room, usize::MAX)?;
        form.paints.push(Paint::BeginArtifact(Artifact::Header));
        let y = strip.height_pt - RULE_AT;
        form.paints.push(Paint::Rule {
            from: (SIDE, y),
            to: (end, y),
            width: 0.5,
            ink: RULE,
        });
        let top = strip.height_pt - EDGE - left.size.max(left.pitch() * 0.75).min(7.0);
        left.paint(SIDE, top, left.pitch(), TEXT, &mut form);
        form.paints.push(Paint::End);
        self.forms.push(form);
        self.numbers.insert(key, self.forms.len() - 1);
        Ok((sheet, self.forms.len() - 1))
    }

    /// Sets `text` in the largest size in which it fits: on one line if the size stays legible, else on two,
    /// else in smaller letters on as many lines, up to `most`, as the strip is high.
    fn fit(&mut self, text: &str, width: f32, most: usize) -> Result<Block, TypesetError> {
        let legible = || SIZES.iter().copied().filter(|&size| size >= FLOOR);
        let lines_at = |size: f32| ((RULE_AT - EDGE) / (size * PITCH)) as usize;
        let smaller = SIZES
            .iter()
            .copied()
            .filter(|&size| size < FLOOR)
            .map(|size| (size, lines_at(size)));
        let attempts = legible()
            .map(|size| (size, 1))
            .chain(legible().map(|size| (size, 2)))
            .chain(smaller);
        for (size, lines) in attempts {
            let most = most.min(lines);
            let mut inline = Inline::default();
            inline.push_line(text, Face::Regular, size);
            let inline = inline.isolated(Direction::FromLeft);
            let lines = self
                .known
                .lines(self.fonts, &inline, width.max(1.0), Direction::FromLeft)?;
            if lines.len() <= most && lines.iter().all(|line| line.width <= width) {
                return Ok(Block { inline, lines, size });
            }
        }
        Err(TypesetError::NoRoom)
    }
}

impl Block {
    /// The distance between base lines.
    fn pitch(&self) -> f32 {
        self.size * PITCH
    }

    fn width(&self) -> f32 {
        self.lines.iter().map(|line| line.width).fold(0.0, f32::max)
    }

    fn paint(&self, left: f32, first: f32, pitch: f32, ink: super::sheet::Ink, sheet: &mut Sheet) {
        for (at, line) in self.lines.iter().enumerate() {
            let y = first - at as f32 * pitch;
            for (x, run) in &line.runs {
                let text = self.inline.slice(run.range.clone()).to_owned();
                let (run, x) = (run.clone(), left + x);
                let (size, angle, stroke) = (self.size, 0.0, Stroke::None);
                sheet.paints.push(Paint::Text(TextPaint {
                    x,
                    y,
                    angle,
                    size,
                    ink,
                    stroke,
                    run,
                    text,
                }));
            }
        }
    }
}
