//! Subsets of the faces a paper uses: only the glyphs it shows, and what each of them says.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use printpdf::{FontMetrics, ParsedFont, PdfFont, PdfFontMetricsStub};
use subsetter::GlyphRemapper;

use super::content::{Faces, font_name};
use super::error::TypesetError;
use super::fonts::{FaceId, Fonts};
use super::shape::Glyph;
use super::sheet::{Paint, Sheet, TextPaint};
use super::speech::{ligature, plain, plain_character};

/// A face as far as the paper shows it.
pub(super) struct Embedded {
    number: usize,
    font: ParsedFont,
    /// For each glyph of the whole face: its number in the subset, width in thousandths, and text.
    glyphs: Vec<(u16, f32, String)>,
    /// For each number of a glyph in the whole face, its place among `glyphs`, counted from 1.
    places: Vec<u16>,
    /// The glyphs of letters that are printed unseen beside ligatures.
    letters: BTreeMap<char, u16>,
}

/// What a paper needs of a face: the text of each glyph, and the glyphs of letters behind ligatures.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Needed {
    glyphs: BTreeMap<u16, String>,
    letters: BTreeMap<char, u16>,
}

impl Embedded {
    /// Its resource name.
    pub(super) fn name(&self) -> String {
        font_name(self.number)
    }

    /// Its resource name, for printpdf.
    pub(super) fn id(&self) -> printpdf::FontId {
        printpdf::FontId(self.name())
    }

    /// The font for printpdf.
    pub(super) fn printable(&self) -> PdfFont {
        PdfFont::new(self.font.clone())
    }

    /// The code and the width of a glyph of the whole face.
    pub(super) fn code(&self, glyph: u16) -> (u16, f32) {
        self.glyph(glyph)
            .map_or((0, 0.0), |(code, width, _)| (*code, *width))
    }

    /// What a glyph of the whole face says.
    pub(super) fn said(&self, glyph: u16) -> &str {
        self.glyph(glyph).map_or("", |(.., said)| said)
    }

    /// The code of every glyph shown, and what it says.
    pub(super) fn glyphs(&self) -> impl Iterator<Item = (u16, &str)> {
        self.glyphs.iter().map(|(code, _, said)| (*code, said.as_str()))
    }

    fn glyph(&self, glyph: u16) -> Option<&(u16, f32, String)> {
        let place = *self.places.get(usize::from(glyph))?;
        self.glyphs.get(usize::from(place).checked_sub(1)?)
    }

    /// The glyph of a letter that is printed unseen.
    pub(super) fn letter(&self, letter: char) -> Option<u16> {
        self.letters.get(&letter).copied()
    }
}

/// What `sheets` show of each face.
pub(super) fn needed<'a>(sheets: impl Iterator<Item = &'a Sheet>, fonts: &Fonts) -> BTreeMap<FaceId, Needed> {
    let mut shown: BTreeMap<FaceId, Needed> = BTreeMap::new();
    let mut noted: BTreeMap<FaceId, Vec<bool>> = BTreeMap::new();
    for paint in sheets.flat_map(|sheet| &sheet.paints) {
        let Paint::Text(text) = paint else { continue };
        let face = text.run.face;
        let noted = noted.entry(face).or_default();
        let is_noted = |glyph: &Glyph| noted.get(usize::from(glyph.id)) == Some(&true);
        if text.run.glyphs.iter().all(is_noted) {
            continue;
        }
        gather(text, fonts, shown.entry(face).or_default());
        for glyph in &text.run.glyphs {
            let place = usize::from(glyph.id);
            noted.resize(noted.len().max(place + 1), false);
            noted[place] = true;
        }
    }
    for (face, needed) in shown.iter_mut().filter(|(face, _)| face.is_of_text_family()) {
        GROUPS
            .into_iter()
            .for_each(|group| round_up(group, *face, needed, fonts));
    }
    shown
}

/// Letters that are embedded all together where many of them are shown. The faces of one letter then serve the next,
/// which is of a patient with another name; they are a little larger, and cut once.
const GROUPS: [RangeInclusive<char>; 3] = ['0'..='9', 'A'..='Z', 'a'..='z'];

/// How many of a group are many, out of ten: all figures come with the first, and all letters with the eighth.
const MANY: usize = 8;

/// Adds the rest of a group of which many are shown.
fn round_up(group: RangeInclusive<char>, face: FaceId, needed: &mut Needed, fonts: &Fonts) {
    let figures = fonts.figures(face);
    let glyph_of = |letter: char| match (letter.to_digit(10), figures) {
        (Some(figure), Some(figures)) => figures.get(figure as usize).copied(),
        _ => fonts.nominal_glyph(face, letter),
    };
    let all: Vec<(u16, char)> = group
        .filter_map(|letter| Some((glyph_of(letter)?, letter)))
        .collect();
    let shown = all
        .iter()
        .filter(|(glyph, _)| needed.glyphs.contains_key(glyph))
        .count();
    let are_figures = all.len() == 10;
    if shown >= MANY || (are_figures && shown > 0) {
        for (glyph, letter) in all {
            needed.glyphs.entry(glyph).or_insert_with(|| letter.to_string());
        }
    }
}

/// Cuts faces down to what is needed of them.
pub(super) fn embed(needed: &BTreeMap<FaceId, Needed>, fonts: &Fonts) -> Result<Faces, TypesetError> {
    let numbered = needed.iter().enumerate();
    numbered
        .map(|(number, (&face, needed))| Ok((face, cut(number, face, needed, fonts)?)))
        .collect()
}

/// Notes the glyphs of a run, and what each says: its own character, or what its cluster says.
fn gather(text: &TextPaint, fonts: &Fonts, needed: &mut Needed) {
    let Needed { glyphs, letters } = needed;
    let start = text.run.range.start;
    // Most glyphs are that of the character at which they stand.
    let mut is_done = true;
    for glyph in &text.run.glyphs {
        if glyphs.contains_key(&glyph.id) {
            continue;
        }
        let own = text.text[glyph.cluster - start..].chars().next();
        match own.filter(|&own| fonts.nominal_glyph(text.run.face, own) == Some(glyph.id)) {
            Some(own) => {
                glyphs.insert(glyph.id, plain_character(own).to_string());
            }
            None => is_done = false,
        }
    }
    if is_done {
        return;
    }
    for character in text.text.chars() {
        let Some(glyph) = fonts.nominal_glyph(text.run.face, character) else {
            continue;
        };
        if !glyphs.contains_key(&glyph) && text.run.glyphs.iter().any(|shown| shown.id == glyph) {
            glyphs.insert(glyph, plain_character(character).to_string());
        }
    }
    let starts: BTreeSet<usize> = text
        .run
        .glyphs
        .iter()
        .map(|glyph| glyph.cluster - start)
        .collect();
    for glyph in &text.run.glyphs {
        if glyphs.contains_key(&glyph.id) {
            continue;
        }
        let from = glyph.cluster - start;
        let end = starts
            .range(from + 1..)
            .next()
            .copied()
            .unwrap_or(text.text.len());
        let mut said = plain(&text.text[from..end]);
        // What other glyphs of the cluster say is not said again.
        for other in text
            .run
            .glyphs
            .iter()
            .filter(|other| other.cluster == glyph.cluster && other.id != glyph.id)
        {
            if let Some(known) = glyphs.get(&other.id) {
                said = said.replacen(known.as_str(), "", 1);
            }
        }
        let beside = text
            .run
            .glyphs
            .iter()
            .filter(|other| other.cluster == glyph.cluster)
            .count();
        if let Some((first, others)) = ligature(text.run.right_to_left, beside, &said) {
            let own = others
                .iter()
                .map(|&letter| Some((letter, fonts.nominal_glyph(text.run.face, letter)?)));
            if let Some(own) = own.collect::<Option<Vec<_>>>() {
                for &(letter, of_letter) in &own {
                    glyphs.entry(of_letter).or_insert_with(|| letter.to_string());
                    letters.insert(letter, of_letter);
                }
                said = first.to_string();
            }
        }
        let said = if said.is_empty() {
            "\u{200B}".to_owned()
        } else {
            said
        };
        glyphs.insert(glyph.id, said);
    }
}

fn cut(number: usize, face: FaceId, needed: &Needed, fonts: &Fonts) -> Result<Embedded, TypesetError> {
    let damaged = || TypesetError::Internal(format!("the font {} cannot be cut", fonts.name(face)));
    let parsed = fonts.parsed(face).ok_or_else(damaged)?;
    let mut remapper = GlyphRemapper::new();
    let mut glyphs = Vec::with_capacity(needed.glyphs.len());
    let last = needed.glyphs.keys().next_back().copied().unwrap_or(0);
    let mut places = vec![0; usize::from(last) + 1];
    let mut widths = BTreeMap::new();
    let em = u16::try_from(parsed.units_per_em()).map_err(|_| damaged())?;
    for (&glyph, said) in &needed.glyphs {
        let code = remapper.remap(glyph);
        let advance = parsed
            .glyph_hor_advance(rustybuzz::ttf_parser::GlyphId(glyph))
            .unwrap_or(0);
        widths.insert(code, advance);
        // printpdf writes whole thousandths; the pen must reckon with the same number.
        let width = (f32::from(advance) * 1000.0 / f32::from(em)).trunc();
        glyphs.push((code, width, said.clone()));
        places[usize::from(glyph)] = glyphs.len() as u16;
    }
    let bytes = subsetter::subset(fonts.bytes(face), 0, &remapper).map_err(|_| damaged())?;
    let name = format!("{}+{}", subset_tag(&needed.glyphs), fonts.name(face));
    let metrics = FontMetrics {
        ascent: parsed.ascender(),
        descent: parsed.descender(),
    };
    let mut font = ParsedFont::with_glyph_data(bytes, 0, Some(name), BTreeMap::new(), widths, em, metrics);
    let bounds = parsed.global_bounding_box();
    font.pdf_font_metrics = PdfFontMetricsStub {
        units_per_em: em,
        x_min: bounds.x_min,
        y_min: bounds.y_min,
        x_max: bounds.x_max,
        y_max: bounds.y_max,
        caret_slope_rise: 1000,
        caret_slope_run: (-parsed.italic_angle().to_radians().tan() * 1000.0) as i16,
        us_weight_class: parsed.weight().to_number(),
    };
    Ok(Embedded {
        number,
        font,
        glyphs,
        places,
        letters: needed.letters.clone(),
    })
}

/// Six letters that differ with the glyphs, as the format asks of subsets.
fn subset_tag(glyphs: &BTreeMap<u16, String>) -> String {
    let mut hash: u64 = 0xCBF2_9CE4_8422_2325;
    for glyph in glyphs.keys() {
        hash = (hash ^ u64::from(*glyph)).wrapping_mul(0x0100_0000_01B3);
    }
    (0..6)
        .map(|_| {
            let letter = b'A' + (hash % 26) as u8;
            hash /= 26;
            char::from(letter)
        })
        .collect()
}
