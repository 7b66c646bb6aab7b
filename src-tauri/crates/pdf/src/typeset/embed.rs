//! Subsets of the faces a paper uses: only the glyphs it shows, and what each of them says.

use std::collections::{BTreeMap, BTreeSet};

use printpdf::{FontMetrics, ParsedFont, PdfFont, PdfFontMetricsStub};
use subsetter::GlyphRemapper;

use super::content::{Faces, font_name};
use super::error::TypesetError;
use super::fonts::{FaceId, Fonts};
use super::sheet::{Paint, Sheet, TextPaint};
use super::speech::{ligature, plain, plain_character};

/// A face as far as the paper shows it.
pub(super) struct Embedded {
    number: usize,
    font: ParsedFont,
    /// For each glyph of the whole face: its number in the subset, width in thousandths, and text.
    glyphs: BTreeMap<u16, (u16, f32, String)>,
    /// The glyphs of letters that are printed unseen beside ligatures.
    letters: BTreeMap<char, u16>,
}

/// What a paper needs of a face: the text of each glyph, and the glyphs of letters behind ligatures.
#[derive(Default)]
struct Needed {
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
        self.glyphs
            .get(&glyph)
            .map_or((0, 0.0), |(code, width, _)| (*code, *width))
    }

    /// What a glyph of the whole face says.
    pub(super) fn said(&self, glyph: u16) -> &str {
        self.glyphs.get(&glyph).map_or("", |(.., said)| said)
    }

    /// The code of every glyph shown, and what it says.
    pub(super) fn glyphs(&self) -> impl Iterator<Item = (u16, &str)> {
        self.glyphs.values().map(|(code, _, said)| (*code, said.as_str()))
    }

    /// The glyph of a letter that is printed unseen.
    pub(super) fn letter(&self, letter: char) -> Option<u16> {
        self.letters.get(&letter).copied()
    }
}

/// Cuts the faces that `sheets` use down to the glyphs they show.
pub(super) fn embed<'a>(
    sheets: impl Iterator<Item = &'a Sheet>,
    fonts: &Fonts,
) -> Result<Faces, TypesetError> {
    let mut shown: BTreeMap<FaceId, Needed> = BTreeMap::new();
    for paint in sheets.flat_map(|sheet| &sheet.paints) {
        if let Paint::Text(text) = paint {
            gather(text, fonts, shown.entry(text.run.face).or_default());
        }
    }
    let numbered = shown.into_iter().enumerate();
    numbered
        .map(|(number, (face, needed))| Ok((face, cut(number, face, needed, fonts)?)))
        .collect()
}

/// Notes the glyphs of a run, and what each says: its own character, or what its cluster says.
fn gather(text: &TextPaint, fonts: &Fonts, needed: &mut Needed) {
    let Needed { glyphs, letters } = needed;
    if text.run.glyphs.iter().all(|glyph| glyphs.contains_key(&glyph.id)) {
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
    let start = text.run.range.start;
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

fn cut(number: usize, face: FaceId, needed: Needed, fonts: &Fonts) -> Result<Embedded, TypesetError> {
    let damaged = || TypesetError::Internal(format!("the font {} cannot be cut", fonts.name(face)));
    let parsed = fonts.parsed(face).ok_or_else(damaged)?;
    let mut remapper = GlyphRemapper::new();
    let mut glyphs = BTreeMap::new();
    let mut widths = BTreeMap::new();
    let em = u16::try_from(parsed.units_per_em()).map_err(|_| damaged())?;
    for (glyph, said) in needed.glyphs {
        let code = remapper.remap(glyph);
        let advance = parsed
            .glyph_hor_advance(rustybuzz::ttf_parser::GlyphId(glyph))
            .unwrap_or(0);
        widths.insert(code, advance);
        // printpdf writes whole thousandths; the pen must reckon with the same number.
        let width = (f32::from(advance) * 1000.0 / f32::from(em)).trunc();
        glyphs.insert(glyph, (code, width, said));
    }
    let bytes = subsetter::subset(fonts.bytes(face), 0, &remapper).map_err(|_| damaged())?;
    let name = format!("{}+{}", subset_tag(&glyphs), fonts.name(face));
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
        letters: needed.letters,
    })
}

/// Six letters that differ with the glyphs, as the format asks of subsets.
fn subset_tag(glyphs: &BTreeMap<u16, (u16, f32, String)>) -> String {
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
