//! From characters to glyphs: one style, one face, one direction at a time.

use std::ops::Range;

use rustybuzz::{BufferFlags, Direction, Feature, GlyphBuffer, UnicodeBuffer, ttf_parser::Tag};
use unicode_script::{Script, UnicodeScript};

use super::error::TypesetError;
use super::fonts::{FaceId, Fonts};
use super::plain::plain_glyphs;
use super::span::Face;

/// A glyph and where it stands, all lengths in ems.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Glyph {
    pub(super) id: u16,
    pub(super) advance: f32,
    pub(super) x_offset: f32,
    pub(super) y_offset: f32,
    /// Byte at which the characters behind it begin, counted in the whole text.
    pub(super) cluster: usize,
}

/// Glyphs of one style and face in the order in which the eye meets them from the left.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Run {
    pub(super) face: FaceId,
    /// Which of the text's styles.
    pub(super) style: usize,
    /// The bytes of the text it shows.
    pub(super) range: Range<usize>,
    pub(super) right_to_left: bool,
    pub(super) glyphs: Vec<Glyph>,
}

impl Run {
    /// Its width in ems.
    pub(super) fn advance(&self) -> f32 {
        self.glyphs.iter().map(|glyph| glyph.advance).sum()
    }
}

/// The styles of a text: which bytes have which, and the weight of each.
pub(super) struct Styles<'a> {
    pub(super) ranges: &'a [(Range<usize>, usize)],
    pub(super) faces: &'a [Face],
}

/// Shapes `range` of `text`, all of one direction, into runs in visual order.
pub(super) fn shape(
    fonts: &Fonts,
    text: &str,
    range: Range<usize>,
    right_to_left: bool,
    styles: &Styles<'_>,
) -> Result<Vec<Run>, TypesetError> {
    let mut runs = Vec::new();
    for item in itemise(fonts, text, range, styles) {
        runs.push(shape_item(fonts, text, item, right_to_left)?);
    }
    if right_to_left {
        runs.reverse();
    }
    Ok(runs)
}

/// A stretch of one style, face and script.
#[derive(Clone)]
pub(super) struct Item {
    pub(super) range: Range<usize>,
    pub(super) style: usize,
    pub(super) face: FaceId,
    pub(super) script: Script,
}

impl Item {
    /// A whole Latin text in a face.
    pub(super) fn latin(text: &str, face: FaceId) -> Self {
        Self {
            range: 0..text.len(),
            style: 0,
            face,
            script: Script::Latin,
        }
    }
}

fn itemise(fonts: &Fonts, text: &str, range: Range<usize>, styles: &Styles<'_>) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    let mut script = first_script(&text[range.clone()]);
    for (offset, character) in text[range.clone()].char_indices() {
        let at = range.start + offset;
        let style = styles
            .ranges
            .iter()
            .find(|(bytes, _)| bytes.contains(&at))
            .map_or(0, |&(_, style)| style);
        let own = script_of(character);
        let clings = own == Script::Inherited || is_invisible(character);
        if !clings && own != Script::Common {
            script = own;
        }
        let weight = styles.faces.get(style).copied().unwrap_or_default();
        let previous = items.last().filter(|item| item.style == style);
        let face = match previous {
            // A mark stands on its letter, so it comes from the letter's face where that has it.
            Some(item) if clings && (is_invisible(character) || fonts.has(item.face, character)) => item.face,
            _ => fonts.face_for(character, script, weight),
        };
        let end = at + character.len_utf8();
        match items.last_mut() {
            Some(item) if item.style == style && item.face == face && item.script == script => {
                item.range.end = end;
            }
            _ => items.push(Item {
                range: at..end,
                style,
                face,
                script,
            }),
        }
    }
    items
}

/// The script of the first letter, which also rules the marks before it.
fn first_script(text: &str) -> Script {
    text.chars()
        .map(script_of)
        .find(|script| !matches!(script, Script::Common | Script::Inherited | Script::Unknown))
        .unwrap_or(Script::Latin)
}

/// The script of a character; that of ASCII without looking it up.
fn script_of(character: char) -> Script {
    match character {
        'A'..='Z' | 'a'..='z' => Script::Latin,
        '\0'..='\x7F' => Script::Common,
        other => other.script(),
    }
}

/// Joiners, direction marks and selectors: they shape their neighbours and print nothing.
fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
    )
}

fn shape_item(fonts: &Fonts, text: &str, item: Item, right_to_left: bool) -> Result<Run, TypesetError> {
    let plain = (!right_to_left && item.script == Script::Latin)
        .then(|| plain_glyphs(fonts, text, &item))
        .flatten();
    let glyphs = match plain {
        Some(glyphs) => glyphs,
        None => shaped_glyphs(fonts, text, &item, right_to_left)?,
    };
    Ok(Run {
        face: item.face,
        style: item.style,
        range: item.range,
        right_to_left,
        glyphs,
    })
}

/// The glyphs of an item as the shaper tells them.
pub(super) fn shaped_glyphs(
    fonts: &Fonts,
    text: &str,
    item: &Item,
    right_to_left: bool,
) -> Result<Vec<Glyph>, TypesetError> {
    let em = fonts
        .parsed(item.face)
        .map_or(1000.0, |face| face.units_per_em() as f32);
    let output = shaped(fonts, text, item, right_to_left)?;
    let mut glyphs = Vec::with_capacity(output.len());
    for (info, position) in output.glyph_infos().iter().zip(output.glyph_positions()) {
        let cluster = info.cluster as usize;
        if info.glyph_id == 0 {
            let character = text[cluster..]
                .chars()
                .next()
                .unwrap_or(char::REPLACEMENT_CHARACTER);
            return Err(TypesetError::MissingGlyph(character));
        }
        glyphs.push(Glyph {
            id: u16::try_from(info.glyph_id)
                .map_err(|_| TypesetError::Internal("glyph number".to_owned()))?,
            advance: position.x_advance as f32 / em,
            x_offset: position.x_offset as f32 / em,
            y_offset: position.y_offset as f32 / em,
            cluster,
        });
    }
    Ok(glyphs)
}

/// Lets the shaper shape an item.
pub(super) fn shaped(
    fonts: &Fonts,
    text: &str,
    item: &Item,
    right_to_left: bool,
) -> Result<GlyphBuffer, TypesetError> {
    let face = fonts
        .parsed(item.face)
        .ok_or_else(|| TypesetError::Internal(format!("the font {} is damaged", fonts.name(item.face))))?;
    let mut buffer = UnicodeBuffer::new();
    // Added character by character, so that clusters count bytes of the whole text.
    for (offset, character) in text[item.range.clone()].char_indices() {
        buffer.add(
            character,
            u32::try_from(item.range.start + offset).unwrap_or(u32::MAX),
        );
    }
    // Letters join across a change of style or of line end only as far as the text itself does.
    buffer.set_pre_context(&text[..item.range.start]);
    buffer.set_post_context(&text[item.range.end..]);
    buffer.set_direction(if right_to_left {
        Direction::RightToLeft
    } else {
        Direction::LeftToRight
    });
    if let Some(script) = shaper_script(item.script) {
        buffer.set_script(script);
    }
    buffer.set_flags(BufferFlags::REMOVE_DEFAULT_IGNORABLES);
    buffer.guess_segment_properties();
    let (direction, script) = (buffer.direction(), buffer.script());
    let plan = fonts.plan(item.face, direction, script, || {
        let script = Some(script).filter(|script| *script != rustybuzz::script::UNKNOWN);
        rustybuzz::ShapePlan::new(face, direction, script, None, &figures())
    });
    Ok(rustybuzz::shape_with_plan(face, &plan, buffer))
}

/// The glyphs of the figures in `face`, if each has its own, all of one width.
pub(super) fn figures_of(fonts: &Fonts, face: FaceId) -> Option<[u16; 10]> {
    let item = Item::latin("0123456789", face);
    let glyphs = shaped_glyphs(fonts, "0123456789", &item, false).ok()?;
    let glyphs: &[Glyph; 10] = glyphs.as_slice().try_into().ok()?;
    let alike = |glyph: &Glyph| (glyph.advance, glyph.x_offset, glyph.y_offset);
    let equal = glyphs.iter().all(|glyph| alike(glyph) == alike(&glyphs[0]));
    equal.then(|| glyphs.map(|glyph| glyph.id))
}

/// Figures of one width and height everywhere, so that numbers in a column line up.
fn figures() -> [Feature; 2] {
    [
        Feature::new(Tag::from_bytes(b"tnum"), 1, ..),
        Feature::new(Tag::from_bytes(b"lnum"), 1, ..),
    ]
}

fn shaper_script(script: Script) -> Option<rustybuzz::Script> {
    let tag: [u8; 4] = script.short_name().as_bytes().try_into().ok()?;
    rustybuzz::Script::from_iso15924_tag(Tag::from_bytes(&tag))
}
